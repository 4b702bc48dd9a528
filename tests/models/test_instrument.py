import pytest
from django.db import IntegrityError

from reform_cases.models import Case, CaseInstrument, Instrument
from reform_cases.models.instrument import instrument_slug
from tests.factories import make_case, make_instrument


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("《积分处置办法(试行)》", "积分处置办法（试行）", True),
        ("“清泉”监督平台", "清泉監督平台", True),
        ("“清泉”监督平台", "“清泉”监督系统", False),
        ("ＡＢ模型", "ab模型", True),
    ],
)
def test_instrument_slug_of_names_that_differ_in_writing(one, other, same):
    assert (instrument_slug(one) == instrument_slug(other)) is same


@pytest.mark.django_db
def test_instrument_of_a_name_in_another_spelling_is_refused():
    Instrument.objects.create(name="“清泉”监督平台", kind="平台")
    with pytest.raises(IntegrityError):
        Instrument.objects.create(name="清泉監督平台", kind="平台")


@pytest.mark.django_db
def test_case_instruments_that_readers_see():
    make_instrument(make_case(), said="全国首个")
    make_instrument(make_case(status=Case.Status.DRAFT), "秘密平台")
    assert [str(one) for one in CaseInstrument.objects.published()] == ["“清泉”监督平台"]
