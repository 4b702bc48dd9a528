import pytest

from reform_cases.catalogue.marked_passages import Text
from reform_cases.catalogue.record.case_head import published_cases
from reform_cases.catalogue.record.page import CaseRecord
from reform_cases.models import Case, Section
from tests.catalogue.samples import make_batch
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_source

pytestmark = pytest.mark.django_db


def record_of(case):
    return CaseRecord.of(published_cases([case.slug])[case.slug])


def paragraphs(running):
    return [
        "".join(piece.text for piece in paragraph.pieces if isinstance(piece, Text))
        for paragraph in running.paragraphs
    ]


def quoted(source, links):
    """The characters to which addresses of the source lead."""
    spans = [link.rpartition("#s-")[2].split("-") for link in links]
    return [source.text[int(start) : int(end)] for start, end in spans]


def test_record_in_reading_order():
    batch = make_batch()
    record = record_of(batch.first)
    assert quoted(batch.source, record.title.links) == ["浙江省检察机关健", "全数字机制"]
    shown = {fact.name: words for fact, words in record.facts}
    assert [(word.text, quoted(batch.source, trail.links)) for word, trail in shown["keywords"]] == [
        ("数字检察", ["数字检察"]),
        ("信访", ["信访"]),
    ]
    assert [(word.text, word.url) for word, _trail in shown["region"]] == [("浙江省", "/regions/330000/")]
    assert [(one.anchor, one.heading, paragraphs(one.text)) for one in record.parts] == [
        ("background", "改革背景", ["2023年起，办案<率>从80%提升至89.4%。"]),
        ("measures", "改革举措", []),
    ]
    assert [(n.label, n.measure.anchor, paragraphs(n.body)) for n in record.parts[1].outline] == [
        ("一、", "m-1", ["共办理案件12件，挽回2.3亿余元。", "计划建设100个站点。"])
    ]
    assert [(line.before, line.after, line.planned) for line in record.numbers] == [
        ("80%", "89.4%", False),
        ("", "", False),
        ("", "", False),
        ("", "", True),
    ]
    assert record.source_url == f"/cases/{batch.first.slug}/source/"


def test_numbers_of_one_sentence_stand_together():
    batch = make_batch()
    record = record_of(batch.first)
    assert [
        ([line.outcome.anchor for line in group.lines], group.sentence, group.part, group.part_anchor)
        for group in record.number_groups
    ] == [
        (["o-1"], "2023年起，办案<率>从80%提升至89.4%。", "改革背景", "background"),
        (["o-2", "o-3"], "共办理案件12件，挽回2.3亿余元。", "一、健全机制", "m-1"),
        (["o-4"], "计划建设100个站点。", "一、健全机制", "m-1"),
    ]
    assert quoted(batch.source, record.number_groups[1].trail.links) == ["共办理案件12件,挽回2.3亿余元。"]


def test_number_that_changed_is_drawn():
    record = record_of(make_batch().first)
    assert {anchor: tuple(drawn) for anchor, drawn in record.steps.items()} == {"o-1": (80, 89.4, "100%")}


def test_every_number_leads_to_its_own_characters():
    batch = make_batch()
    record = record_of(batch.first)
    assert [quoted(batch.source, line.trail.links) for line in record.numbers] == [
        [line.outcome.quote] for line in record.numbers
    ]


def test_review_shows_what_was_proposed_and_what_was_confirmed():
    record = record_of(make_batch().first)
    planned = record.numbers[3].trail
    assert (planned.standing, planned.note) == ("人工核定", "原文说的是计划。")
    assert [(f.label, f.proposed, f.confirmed) for f in planned.corrected_fields] == [
        ("指标", "（空）", "站点"),
        ("状态", "已实现", "计划中"),
    ]
    assert (record.numbers[0].trail.standing, record.numbers[0].trail.corrected_fields) == ("程序读出", [])


def test_record_without_source_or_anything_else():
    record = record_of(make_case())
    assert (record.source_url, record.title.links, record.facts, record.outline, record.numbers) == (
        "",
        (),
        [],
        [],
        [],
    )


def test_outline_keeps_the_tree_in_order():
    case = make_case()
    second = make_measure(case, "m-2", order=3, label="二", heading="乙")
    first = make_measure(case, "m-1", order=1, label="一", heading="甲")
    make_measure(case, "m-1-1", order=2, label="(一)", heading="甲一", parent=first)
    make_measure(case, "m-2-1", order=4, label="(一)", heading="乙一", parent=second)

    def tree(nodes):
        return [(node.label + node.measure.heading, tree(node.children)) for node in nodes]

    assert tree(record_of(case).outline) == [
        ("一、甲", [("(一)甲一", [])]),
        ("二、乙", [("(一)乙一", [])]),
    ]


def test_sections_with_their_evidence():
    source = make_source("【下一步】再办12件。")
    case = make_case(source=source)
    section = Section.objects.create(case=case, anchor="s-1", name="下一步", text="再办12件。")
    make_outcome(case, section=section, sentence="再办12件。", place="section")
    make_evidence(case, source, "再办12件。", field="section", section=section)
    record = record_of(case)
    (part,) = record.parts
    assert (part.anchor, part.heading, quoted(source, part.text.trail.links)) == (
        "s-1",
        "下一步",
        ["再办12件。"],
    )
    (group,) = record.number_groups
    assert (group.part, group.part_anchor) == ("下一步", "s-1")


@pytest.mark.parametrize("count", [1, 3, 6])
def test_record_queries_do_not_grow(django_assert_num_queries, count):
    source = make_source()
    case = make_case(source=source, keywords=tuple(f"词{i}" for i in range(count)))
    for i in range(1, count + 1):
        measure = make_measure(case, f"m-{i}", order=i)
        outcome = make_outcome(case, f"o-{i}", measure=measure)
        make_evidence(case, source, "12件", field="outcome", key=f"o-{i}", outcome=outcome)
        make_case()
    # The case with its batch, its evidence, its numbers, and all its other parts.
    with django_assert_num_queries(4):
        record = record_of(case)
    assert [group.part for group in record.number_groups] == ["健全机制"] * count


def make_case_of(text, sections):
    """A case whose source is `text`, with the sections of these names and texts, each quoted."""
    source = make_source(text)
    case = make_case(source=source)
    for order, (name, said) in enumerate(sections, start=1):
        anchor = f"s-{order}"
        part = Section.objects.create(case=case, anchor=anchor, order=order, name=name, text=said)
        make_evidence(case, source, said, field="section", key=anchor, section=part)
    return case, source


def add_measure(case, source, anchor, heading, body):
    measure = make_measure(case, anchor, order=int(anchor[2:]), label="(一)", heading=heading, body=body)
    make_evidence(case, source, heading, field="heading", key=f"{anchor}.heading", measure=measure)
    make_evidence(case, source, body, field="body", key=f"{anchor}.body", measure=measure)


def laid_out(case):
    return [
        (
            part.heading,
            paragraphs(part.text),
            [node.measure.heading for node in part.outline],
            paragraphs(part.whole),
        )
        for part in record_of(case).parts
    ]


def test_parts_stand_in_the_order_of_the_source():
    text = "要点。\n张某系务工人员。\n(一)甲。乙。\n有意义。\n条文。"
    case, source = make_case_of(
        text, [("要旨", "要点。"), ("基本案情", "张某系务工人员。"), ("相关规定", "条文。")]
    )
    Case.objects.filter(pk=case.pk).update(significance="有意义。")
    make_evidence(case, source, "有意义。", field="significance")
    add_measure(case, source, "m-1", "甲", "乙。")
    assert [part.anchor for part in record_of(case).parts] == [
        "s-1",
        "s-2",
        "measures",
        "significance",
        "s-3",
    ]


def test_part_without_evidence_stays_behind_what_it_follows():
    case, source = make_case_of("甲。\n乙。", [("一栏", "乙。")])
    Case.objects.filter(pk=case.pk).update(background="甲。", significance="编辑所加。")
    make_evidence(case, source, "甲。", field="background")
    Section.objects.create(case=case, anchor="s-2", order=2, name="又一栏", text="也是编辑所加。")
    assert [part.anchor for part in record_of(case).parts] == ["background", "significance", "s-1", "s-2"]


def test_measures_stand_in_the_section_that_holds_them():
    case, source = make_case_of(
        "张某。\n先说明。\n(一)调查核实。查明12处。",
        [("案情", "张某。"), ("履职", "先说明。\n(一)调查核实。查明12处。")],
    )
    add_measure(case, source, "m-1", "调查核实", "查明12处。")
    assert laid_out(case) == [("案情", ["张某。"], [], []), ("履职", ["先说明。"], ["调查核实"], [])]


def test_section_that_says_more_than_its_measures_shows_the_whole_again():
    case, source = make_case_of(
        "(一)调查核实。查明12处。\n另有后话。", [("履职", "(一)调查核实。查明12处。\n另有后话。")]
    )
    add_measure(case, source, "m-1", "调查核实", "查明12处。")
    assert laid_out(case) == [("履职", [], ["调查核实"], ["（一）调查核实。查明12处。", "另有后话。"])]


def test_former_anchors_are_told_with_what_stood_there():
    case, other = make_case(), make_case()
    make_measure(case, "m-2")
    make_outcome(case, "o-1"), make_outcome(case, "o-3")
    case.sections.create(anchor="s-1", name="启示")
    Case.objects.filter(pk=case.pk).update(anchors={"m": 2, "m-1": 1, "o": 4, "s": 2})
    Case.objects.filter(pk=other.pk).update(anchors={"o": 7})
    assert list(map(tuple, record_of(case).former)) == [
        ("m-1", "此项举措已不在本事例中。"),
        ("m-1-1", "此项举措已不在本事例中。"),
        ("o-2", "此数已不在本事例中。"),
        ("o-4", "此数已不在本事例中。"),
        ("s-2", "此栏目已不在本事例中。"),
    ]
