"""Numbers inside running text, as `text[link]`."""

from types import SimpleNamespace

import pytest

from reform_cases.catalogue.marked_passages import Opening, Text
from reform_cases.catalogue.record.evidence import Trail
from reform_cases.catalogue.record.linked_text import LinkedNumbers, RunningText
from reform_cases.jinja.marked_text import running_text
from reform_cases.models import Evidence


def trail(source, *quotes, anchor=""):
    spans = [(source.index(quote), quote) for quote in quotes]
    return Trail.of(
        [Evidence(start=at, end=at + len(quote), quote=quote) for at, quote in spans], "/source/", anchor
    )


def running(text, own, *numbers):
    return RunningText.of(text, own, LinkedNumbers.of(numbers))


def shown(laid_out):
    paragraphs = []
    for paragraph in laid_out.paragraphs:
        line = ""
        for piece in paragraph.pieces:
            if isinstance(piece, Text):
                line += piece.text
            elif isinstance(piece, Opening):
                line += f"<{piece.passage.link.href}>"
            else:
                line += "<>"
        paragraphs.append(line)
    return paragraphs


def test_number_in_text_links_to_its_characters():
    source = "前言。共12件。"
    text = running("共12件。", trail(source, "共12件。"), trail(source, "12件"))
    assert shown(text) == ["共</source/#s-4-7>12件<>。"]


def test_text_with_noise_cut_out_of_its_middle():
    source = "共《广告》12件,追回3元。"
    text = running(
        "共12件,追回3元。",
        trail(source, "共", "12件,追回3元。"),
        trail(source, "3元"),
        trail(source, "12件"),
    )
    assert shown(text) == ["共</source/#s-5-8>12件<>，追回</source/#s-11-13>3元<>。"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_are_paragraphs(newline):
    source = f"一。{newline}{newline}二12件。{newline}"
    text = running(source, trail(source, source), trail(source, "12件"))
    at = source.index("12")
    assert shown(text) == ["一。", f"二</source/#s-{at}-{at + 3}>12件<>。"]


def test_number_elsewhere_in_the_source_is_not_marked():
    source = "共12件。另有3件,共12件。"
    text = running("共12件。", trail(source, "共12件。"), trail(source, "3件"), trail(source, "。另有"))
    assert shown(text) == ["共12件。"]


def test_numbers_inside_each_other_keep_their_order():
    source = "共12件3元。"
    text = running(
        source,
        trail(source, source),
        trail(source, "3元", anchor="o-3"),
        trail(source, "12件", anchor="o-1"),
        trail(source, "12件3元", anchor="o-2"),
    )
    assert shown(text) == ["共</source/#s-1-6></source/#s-1-4>12件<></source/#s-4-6>3元<><>。"]


def test_edited_text_links_nothing_and_says_so():
    source = "共12件。"
    text = running("共有12件。", trail(source, "共12件。"), trail(source, "12件"))
    assert (shown(text), text.faithful) == (["共有12件。"], False)


def test_text_without_evidence_is_plain():
    text = RunningText.of("共12件。", Trail())
    assert (shown(text), text.faithful) == (["共12件。"], True)


def test_empty_text_is_false():
    assert not RunningText.of("", Trail())


def test_paragraphs_lead_to_the_runs_of_characters_that_they_are_of():
    source = "一。广告\n二。\n三，广告四。"
    own = trail(source, "一。", "\n二。\n三，", "四。")
    text = RunningText.of("一。\n二。\n三，四。", own)
    assert [paragraph.links for paragraph in text.paragraphs] == [
        own.links[:2], own.links[1:2], own.links[1:]
    ]  # fmt: skip


def test_edited_text_leads_to_all_its_characters_at_its_end():
    source = "一。广告\n二。"
    own = trail(source, "一。", "\n二。")
    text = RunningText.of("一。\n二，三。", own)
    assert [paragraph.links for paragraph in text.paragraphs] == [(), own.links]


def test_text_before_a_place_of_the_source():
    source = "一。广告\n二。\n三。"
    text = RunningText.of("一。\n二。\n三。", trail(source, "一。", "\n二。\n三。"))
    assert shown(text.before(source.index("三"))) == ["一。", "二。"]
    assert shown(text.before(0)) == []


def test_marks_are_set_in_full_width_without_moving_a_number():
    source = "办案1,983件,追回(折合)3元。"
    text = running(source, trail(source, source), trail(source, "3元"))
    assert shown(text) == ["办案1,983件，追回（折合）</source/#s-15-17>3元<>。"]


def test_a_number_that_reaches_beyond_its_part_is_not_linked():
    """Noise was cut out inside it: what stands in the text is not what its characters say."""
    source = "办案12，广告34人。"
    beyond, whole = trail(source, "12，广告3", anchor="o-2"), trail(source, "34人", anchor="o-1")
    text = running("办案1234人。", trail(source, "办案12", "34人。"), beyond, whole)
    assert shown(text) == ["办案12</source/#s-7-10>34人<>。"]


def reported(source, quote, role="案情", reason="违法所得"):
    at = source.index(quote)
    return SimpleNamespace(start=at, end=at + len(quote), standing=role, note=reason)


def test_number_to_be_looked_at_leads_to_its_characters_in_a_quiet_style():
    source = "追回12万元。"
    numbers = LinkedNumbers.of([trail(source, "12万元", anchor="o-1")], doubted={"o-1"})
    text = RunningText.of(source, trail(source, source), numbers)
    assert running_text(text.paragraphs[0].pieces) == (
        '追回<a class="number doubted" href="/source/#s-2-6">12万元</a>。'
    )


def test_number_that_is_no_result_says_what_it_is_and_leads_nowhere():
    source = "获利300万元。\n追回12万元。"
    numbers = LinkedNumbers.of(
        [trail(source, "12万元", anchor="o-1")], [reported(source, "300万元"), reported(source, "2万")]
    )
    text = RunningText.of(source, trail(source, source), numbers)
    passages = [
        piece.passage
        for paragraph in text.paragraphs
        for piece in paragraph.pieces
        if isinstance(piece, Opening)
    ]
    # What stands inside a result is part of it.
    assert [passage.kinds for passage in passages] == [("reported",), ("number",)]
    assert running_text(text.paragraphs[0].pieces) == (
        '获利<span class="reported" title="案情：违法所得">300万元</span>。'
    )
