import re
from pathlib import Path

import pytest
from django.conf import settings

from reform_cases.catalogue import source_parts
from reform_cases.catalogue.marked_passages import Opening, Text
from reform_cases.catalogue.source_page import KINDS, NUMBER, SourceView
from reform_cases.catalogue.source_parts import SourcePart
from reform_cases.models import Case, Evidence, ReportedNumber, SourcePassage
from tests.catalogue.samples import LINES, make_batch, readable
from tests.factories import make_case, make_evidence, make_outcome, make_source

pytestmark = pytest.mark.django_db


def view_of(case, number=1):
    return SourceView.of(case, case.source, SourcePart.of(case.source.text, number))


def passages(view):
    return {o.passage.anchor: o.passage for o in view.pieces if isinstance(o, Opening) and not o.continued}


def words(view, passage):
    return view.source.text[passage.start : passage.end]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("hidden", [True, False])
def test_pieces_join_to_the_source_without_what_is_hidden(newline, hidden):
    batch = make_batch(newline)
    if not hidden:
        Case.objects.update(status="published")
    view = view_of(batch.first)
    shown = "".join(piece.text for piece in view.pieces if isinstance(piece, Text))
    assert (shown, view.withheld) == (readable(newline) if hidden else newline.join(LINES), hidden)


def test_remarks_inside_a_hidden_case_are_hidden_too():
    batch = make_batch("\n")
    at = batch.source.text.index("秘密数字")
    for number, role in enumerate(SourcePassage.Role.values):
        SourcePassage.objects.create(
            source=batch.source, role=role, start=at, end=at + 1 + number, note="秘密"
        )
    ReportedNumber.objects.create(source=batch.source, start=at, end=at + 2, quote="秘密", reason="秘密")
    view = view_of(batch.first)
    remarks = [remark.note for remark in (*view.noise, *view.numbers, *view.warnings)]
    assert (len(remarks), [note for note in remarks if "秘密" in note]) == (3, [])
    assert [p.caption for p in passages(view).values() if "秘密" in p.caption] == []


def test_pending_copy_changes_nothing_on_the_page_of_its_source():
    batch = make_batch()
    before = view_of(batch.first)
    first = batch.first
    make_case(
        number=1, collection=first.collection, pending_for=first, status="review", title="改后", source=batch.source,
        source_start=first.source_start, source_end=first.source_end,
    )  # fmt: skip
    assert view_of(batch.first) == before


def test_every_kind_of_evidence_has_a_mark_and_a_look():
    """Whoever adds a field of evidence gives it a place in the legend, a look of its own and one when it is chosen."""
    css = (Path(settings.BASE_DIR) / "reform_cases/static/reform_cases/source.css").read_text()
    kinds = {*Evidence.Field.values, *SourcePassage.Role.values, NUMBER}
    assert set(KINDS) == kinds
    chosen = set(re.findall(r'\[name="kind"\]\[value="([\w-]+)"\]:checked\) \.source-text \.p-\1', css))
    looks = set(re.findall(r"\.p-([\w-]+)", css[: css.index("/* One kind chosen")]))
    # What a page is mostly made of has the look of the text itself.
    assert (kinds - chosen, kinds - looks) == (
        set(),
        {"background", "body", "section", "significance", "sentence"},
    )


def test_every_kind_of_passage_is_marked():
    view = view_of(make_batch().first)
    assert [(entry.kind, entry.count) for entry in view.legend] == [
        ("outcome", 5),
        ("noise", 2),
        ("number", 1),
        ("furniture", 2),
        ("title", 2),
        ("keyword", 2),
        ("heading", 1),
        ("background", 2),
        ("body", 1),
        ("sentence", 5),
    ]
    assert [(remark.text, remark.note) for remark in view.noise] == [
        ("《广告》", "夹入标题的广告"),
        ("文末广告", "文末不相干的文字"),
    ]
    assert [(remark.text, remark.note) for remark in view.numbers] == [("2023年", "日期：年份")]


def test_marks_of_values_lead_back_to_the_record():
    batch = make_batch()
    view = view_of(batch.third)
    first, third = batch.first.get_absolute_url(), batch.third.get_absolute_url()
    links = {words(view, p): p.link.href for p in passages(view).values() if p.link}
    assert links == {
        "浙江省检察机关健": f"{first}#title",
        "全数字机制": f"{first}#title",
        "数字检察": f"{first}#keyword",
        "信访": f"{first}#keyword",
        LINES[4]: f"{first}#background",
        "从80%提升至89.4%": f"{first}#o-1",
        "健全机制": f"{first}#m-1",
        "\r\n".join(LINES[6:8]): f"{first}#m-1",
        "12件": f"{first}#o-2",
        "2.3亿余元": f"{first}#o-3",
        "100个": f"{first}#o-4",
        LINES[11]: f"{third}#background",
        "下降19.7%": f"{third}#o-1",
    }


def test_of_a_draft_only_its_place_is_shown():
    batch = make_batch()
    view = view_of(batch.first)
    start = view.source.text.index(LINES[8])
    inside = [p for p in passages(view).values() if start <= p.start < start + len(LINES[8]) + len(LINES[9])]
    assert [(p.kinds, p.caption, p.link) for p in inside] == [(("unpublished",), "未公开的事例", None)]
    assert not [p for p in passages(view).values() if "秘密" in p.caption]


def test_own_part_stands_out():
    batch = make_batch()
    view = view_of(batch.third)
    kinds = {p.kinds[0]: words(view, p)[:4] for p in passages(view).values() if p.kinds[0].endswith("-case")}
    assert kinds == {"other-case": "事例1:", "this-case": "事例3:"}
    assert passages(view)[view.case_address.removeprefix("#")].kinds == ("this-case",)


def test_coverage_counts_each_character_once():
    view = view_of(make_batch("\n").first)
    missing = sum(map(len, ["事例1:", " ", "一、", "事例3:河南省检察机关改进信访"])) + len(LINES) - 3
    assert (view.placed, view.characters) == (len(view.source.text) - missing, len(view.source.text))
    assert not view.complete


def test_shares_add_up_and_a_draft_is_a_share_of_its_own():
    view = view_of(make_batch("\n").first)
    unpublished = len(LINES[8]) + 1 + len(LINES[9])
    furniture, noise = len(LINES[0]) + len("【关键词】"), len("《广告》") + len(LINES[12])
    record = view.placed - unpublished - furniture - noise
    assert [(share.kind, share.label, share.characters, share.begins) for share in view.shares] == [
        ("record", "记录", record, 0),
        ("unpublished", "未公开", unpublished, record),
        ("furniture", "版式文字", furniture, record + unpublished),
        ("noise", "杂质", noise, record + unpublished + furniture),
    ]


def test_coverage_of_a_text_that_is_all_placed():
    source = make_source("共办理案件12件。")
    case = make_case(source=source, source_start=0, source_end=len(source.text))
    assert (view_of(case).placed, view_of(case).complete) == (0, False)
    make_evidence(case, source, source.text, field="background")
    assert (view_of(case).coverage, view_of(case).complete) == ("9 个字符中 9 个已归位", True)


def test_furniture_is_named_in_chinese():
    source = make_source("【关键词】")
    SourcePassage.objects.create(source=source, role="furniture", start=0, end=5, note="section_name")
    (passage,) = passages(view_of(make_case(source=source))).values()
    assert passage.caption == "版式文字：栏目名"


@pytest.mark.parametrize("count", [1, 3, 6])
def test_source_queries_do_not_grow(django_assert_num_queries, count):
    source = make_source("共办理案件12件。")
    for number in range(1, count + 1):
        case = make_case(number=number, source=source)
        make_evidence(case, source, "12件", field="outcome", outcome=make_outcome(case))
    # The cases of the source, its other passages, its other numbers, the evidence of published cases.
    with django_assert_num_queries(4):
        view = view_of(case)
    assert [(e.kind, e.count) for e in view.legend] == [("outcome", count)]


@pytest.fixture
def long_case(monkeypatch):
    """A case with a passage in each of three parts, its own text in the second."""
    monkeypatch.setattr(source_parts, "LENGTH", 20)
    source = make_source("前言第一行。\n甲案办理12件。\n乙案办理34件，其中重大的5件。\n丙案办理67件。\n尾")
    case = make_case(source=source, source_start=source.text.index("乙"), source_end=source.text.index("丙"))
    for order, quote in enumerate(("12件", "34件", "67件"), 1):
        outcome = make_outcome(case, f"o-{order}", quote=quote)
        make_evidence(case, source, quote, field="outcome", key=f"o-{order}", outcome=outcome)
    start = source.text.index("5件")
    ReportedNumber.objects.create(
        source=source, start=start, end=start + 2, quote="5件", role="案情", reason="理由"
    )
    start = source.text.index("尾")
    SourcePassage.objects.create(source=source, role="noise", start=start, end=start + 1, note="理由")
    return case


def test_part_says_what_is_in_it_and_the_share_of_the_whole(long_case):
    views = [view_of(long_case, number) for number in (1, 2, 3)]
    lines = long_case.source.text.splitlines(keepends=True)
    assert ["".join(piece.text for piece in view.pieces if isinstance(piece, Text)) for view in views] == [
        "".join(lines[:3]),
        "".join(lines[2:4]),
        "".join(lines[3:]),
    ]
    assert [[(entry.kind, entry.count) for entry in view.legend] for view in views] == [
        [("outcome", 2), ("number", 1)],
        [("outcome", 2), ("number", 1)],
        [("outcome", 1), ("noise", 1)],
    ]
    assert [[remark.text for remark in view.noise] for view in views] == [[], [], ["尾"]]
    assert [(view.placed, view.characters) for view in views] == [(10, sum(map(len, lines)))] * 3
    own = f"#s-{long_case.source_start}-{long_case.source_end}"
    assert [view.case_address for view in views] == [
        own,
        *[f"{long_case.get_absolute_url()}source/{own}"] * 2,
    ]


def test_parts_can_be_turned_to(long_case):
    view = view_of(long_case, 2)
    assert [(page.label, page.query, page.selected) for page in view.pages] == [
        ("1", "?part=1", False),
        ("2", "?part=2", True),
        ("3", "?part=3", False),
    ]
    assert [view_of(long_case, number).query for number in (1, 2)] == ["", "?part=2"]


def test_queries_of_a_part(long_case, django_assert_num_queries):
    source = long_case.source
    # As of a text without parts, and the spans of the whole for its shares.
    with django_assert_num_queries(5):
        view_of(long_case, 2)
    assert source.text
