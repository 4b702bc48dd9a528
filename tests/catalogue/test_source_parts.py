"""Every character is in a part, whole lines with it, and its place alone says in which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reform_cases.catalogue import source_parts
from reform_cases.catalogue.source_parts import SourcePart, part_number, passage_address


@pytest.fixture(autouse=True, scope="module")
def short_parts():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_parts, "LENGTH", 10)
        patch.setattr(source_parts, "SEAM", 6)
        yield


def parts(text):
    count = SourcePart.of(text, 1).count
    return [SourcePart.of(text, number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", [(0, 0)]),
        ("一二三四五六七八九十", [(0, 10)]),
        # A line across the seam stands in both parts; one that ends at it does not.
        ("一二三四五\n七八九十一\n三四", [(0, 12), (6, 14)]),
        ("一二三四五六七八九\n一二", [(0, 10), (10, 12)]),
        # Without line ends near, so many characters as `SEAM` says.
        ("一" * 25, [(0, 16), (4, 25), (14, 25)]),
    ],
)
def test_part_shows_whole_lines(text, spans):
    assert [(part.start, part.end) for part in parts(text)] == spans


@pytest.mark.parametrize("number", [0, -1, 3, 10**9])
def test_part_that_does_not_exist(number):
    assert SourcePart.of("一" * 20, number) is None


@given(st.text("一二\n", max_size=60), st.data())
def test_short_passage_is_whole_in_the_part_that_its_address_names(text, data):
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    line_end = text.find("\n", start) if "\n" in text[start:] else len(text)
    end = data.draw(st.integers(start, min(line_end, start + source_parts.SEAM)))
    part = SourcePart.of(text, part_number(start))
    assert part.start <= start <= end <= part.end


def test_address_names_the_part_but_the_first():
    assert [passage_address("/p/", at, at + 2) for at in (0, 9, 10, 35)] == [
        "/p/#s-0-2",
        "/p/#s-9-11",
        "/p/?part=2#s-10-12",
        "/p/?part=4#s-35-37",
    ]
