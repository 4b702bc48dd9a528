"""Divisions: the shape of a code, and everything below one."""

import pytest
from django.db import IntegrityError, transaction

from reform_cases.models import Region
from tests.factories import make_region

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330000", "province"),
        ("330800", "prefecture"),
        ("330802", "county"),
    ],
)
def test_region_code_of_its_level_is_stored(code, level):
    make_region(code, "某地", level)
    assert list(Region.objects.values_list("code", "level")) == [(code, level)]


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("330800", "province"),
        ("330000", "prefecture"),
        ("330802", "prefecture"),
        ("330800", "county"),
        ("030000", "province"),
        ("33000", "province"),
        ("33000x", "county"),
        ("３３0802", "county"),
        ("", "province"),
    ],
)
def test_region_code_not_of_its_level_is_refused_by_the_database(code, level):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(code=code, name="某地", level=level)
    assert Region.objects.count() == 0


def test_region_full_name_runs_from_the_province_down():
    assert make_region("330802", "柯城区", "county").full_name == "浙江省衢州市柯城区"


def test_region_full_name_of_a_county_directly_under_its_province():
    assert make_region("110101", "东城区", "county").full_name == "北京市东城区"
