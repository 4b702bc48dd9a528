"""The parts of records: whose they are and in which order they come."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from reform_cases.catalogue.record.case_parts import (
    Parts,
    RecordedInstrument,
    RecordedMeasure,
    RecordedSection,
    parts_of,
)
from reform_cases.models import Function, Section
from tests.factories import make_case, make_instrument, make_measure

pytestmark = pytest.mark.django_db


def test_parts_of_each_case_in_their_order():
    late, early, same = (
        Function.objects.create(name=name, order=order)
        for name, order in (("民事检察", 2), ("数字检察", 1), ("刑事检察", 2))
    )
    first = make_case(keywords=("信访", "申诉"), functions=(late, early, same))
    other, bare = make_case(keywords=("信访",)), make_case()
    second = make_measure(first, "m-2", order=2, label="二", heading="乙")
    above = make_measure(first, "m-1", order=1, label="一", heading="甲", body="正文。")
    below = make_measure(first, "m-1-1", order=1, label="(一)", heading="甲一", parent=above)
    instrument = make_instrument(other, said="全国首个")
    section = Section.objects.create(case=other, anchor="s-1", name="下一步", text="再办。")
    found = parts_of([bare.pk, other.pk, first.pk])
    assert found[first.pk].measures == [
        RecordedMeasure(above.pk, None, "m-1", "一", "甲", "正文。"),
        RecordedMeasure(below.pk, above.pk, "m-1-1", "(一)", "甲一", ""),
        RecordedMeasure(second.pk, None, "m-2", "二", "乙", ""),
    ]
    assert [word.name for word in found[first.pk].keywords] == ["信访", "申诉"]
    # Of equal places by name.
    assert found[first.pk].functions == ["数字检察", "刑事检察", "民事检察"]
    assert found[other.pk].sections == [RecordedSection(section.pk, "s-1", "下一步", "再办。")]
    assert [word.url for word in found[other.pk].keywords] == ["/keywords/%E4%BF%A1%E8%AE%BF/"]
    assert found[other.pk].instruments == [
        RecordedInstrument(
            instrument.pk, "“清泉”监督平台", "平台", "全国首个", f"/instruments/{quote(instrument.slug)}/"
        )
    ]
    assert found[bare.pk] == Parts([], [], [], [], [])


@pytest.mark.parametrize("count", [1, 3, 6])
def test_one_query_however_many_parts(django_assert_num_queries, count):
    case = make_case(keywords=tuple(f"词{n}" for n in range(count)))
    for n in range(1, count + 1):
        make_measure(case, f"m-{n}", order=n)
    ids = [case.pk, *(make_case().pk for _ in range(count - 1))]
    with django_assert_num_queries(1):
        assert len(parts_of(ids)[case.pk].measures) == count
