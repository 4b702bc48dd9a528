"""A fixture that does not fit loads nothing and says why in one sentence."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from reform_cases.ingest.fixtures import fixture
from reform_cases.ingest.record import Target
from reform_cases.ingest.records import records_of
from reform_cases.models import Case, Function, SourceDocument
from tests.factories import make_region
from tests.ingest.builder import document


@pytest.fixture
def text():
    make_region()
    return fixture(records_of(document(), Target("jcgg-2024", "jcgg-2024.txt", publish=True)))


def refusal(tmp_path, text):
    """The sentence said about a fixture of this text (str or bytes); nothing may have been loaded."""
    path = tmp_path / "batch.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CommandError) as caught:
        call_command("loaddata", path, verbosity=0)
    assert (Case.objects.count(), SourceDocument.objects.count(), Function.objects.count()) == (0, 0, 0)
    sentence = str(caught.value)
    start = f"{path}: nothing was loaded: "
    assert (sentence.startswith(start), "\n" in sentence, caught.value.returncode) == (True, False, 1)
    return sentence.removeprefix(start)


@pytest.mark.django_db
def test_unknown_region(tmp_path, text):
    assert refusal(tmp_path, text.replace('"330000"', '"990000"')) == (
        "reform_cases.Case “浙江省检察院健全第1项机制” names region 990000, which does not exist"
    )


@pytest.mark.django_db(transaction=True)
def test_unknown_region_as_a_plain_key(tmp_path, text):
    assert "990000" in refusal(tmp_path, text.replace('["330000"]', '"990000"'))


@pytest.mark.django_db
def test_unknown_function(tmp_path, text):
    broken = text.replace('[["数字检察"], ["刑事检察"]]', '[["数字检察"], ["外星检察"]]')
    assert refusal(tmp_path, broken) == (
        "reform_cases.Case “浙江省检察院健全第1项机制” names functions 外星检察, which does not exist"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[",
        "3",
        "[3]",
        '{"a": 1}',
        '[{"model": "reform_cases.case"}]',
        b"\xff\xfe",
        '[{"model": "x.y", "fields": {}}]',
    ],
)
def test_text_that_is_no_fixture(tmp_path, broken):
    assert refusal(tmp_path, broken) != ""
