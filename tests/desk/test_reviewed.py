"""What was decided at the desk goes out as a reviewed file, and comes in again as what was decided."""

from __future__ import annotations

import json
import shutil

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from reform_cases.desk.by_hand import SourceOfCase, keep_number
from reform_cases.desk.deciding import confirm, decide, note_evidence
from reform_cases.desk.reviewed import reviewed_file
from reform_cases.history.canonical import records
from reform_cases.history.revisions import DESK, Writer, note_found, written
from reform_cases.models import Case, Collection, Decision, Instrument, Outcome, SourceDocument
from reform_cases.sourcetext.review import load_review
from tests.shipped import load_shipped
from tests.sourcetext.shipped import SHIPPED

pytestmark = pytest.mark.django_db

NAME = "jcgg-2024"
SLUG = "jcgg-2024-01"
# What a number says, wherever it stands among the others.
SAID = (
    *("quote", "value", "value_low", "value_high", "unit", "metric", "scope", "period", "basis"),
    *("status", "kind", "base_value", "sentence"),
)


def plain(entry):
    """What an entry says, without its number in its file."""
    return entry.span, entry.quote, sorted(entry.fields.items()), entry.note, entry.reason, entry.role


def edit(change, slug=SLUG):
    """Change a case as the desk does, and note what was decided."""
    case, by = Case.objects.get(slug=slug), User.objects.get()
    note_found([case.pk])
    change(case)
    decide(written([case.pk], Writer(DESK, by)), by)


def correct(case):
    case.outcomes.filter(quote="138家").update(metric="人工所定的“指标”", period="2024年\n以来")
    case.outcomes.filter(quote="226个").update(value=None, value_low=220, value_high=226)
    case.outcomes.filter(quote="19人").delete()
    case.functions.set(case.functions.model.objects.filter(name="刑事检察"))
    Case.objects.filter(pk=case.pk).update(title="改过的标题")


@pytest.fixture
def decided():
    """The six cases with decisions of a person: a number confirmed, three changed, one taken out, a title changed."""
    load_shipped()
    by = User.objects.create(username="editor")
    edit(correct)
    confirm(Case.objects.get(slug=SLUG), Outcome.objects.get(quote="132件").anchor, by)


def unsaid(text):
    """What the comments at the top say that the file cannot."""
    _head, _told, listed = text.partition("[batch]")[0].partition("未列入正文：\n")
    return [line[4:] for line in listed.split("\n") if line]


def with_file(folder, text):
    """Return the path of the shipped source with `text` as its reviewed file, both in `folder`."""
    source = folder / SHIPPED.name
    shutil.copy(SHIPPED, source)
    source.with_suffix(".toml").write_text(text, encoding="utf-8")
    return str(source)


def start_anew():
    for model in (Decision, Case, SourceDocument, Collection, Instrument):
        model.objects.all().delete()


def exported():
    return reviewed_file(SourceDocument.objects.get())


def values():
    found = records(Case.objects.values_list("pk", flat=True))
    return {
        (said["case"]["number"], row["quote"], row["sentence"]): {name: row[name] for name in SAID}
        for said in found.values()
        for row in said["outcome"]
    }


def decisions():
    """What was decided of which characters, without the names that parts have in one database."""
    found = {}
    for one in Decision.objects.all():
        about = one.key.split(" ")[0] if " " in one.key else one.key[:2].replace("no", "o-")
        if about in ("o-", "caseinstrument"):
            decided = {name: value for name, value in one.decided.items() if value and name != "review"}
            at = (one.passage["start"], one.passage["end"])
            found[about, at] = (one.verdict == Decision.Verdict.REJECTED, decided)
    return found


def test_the_shipped_decisions_go_out_as_the_shipped_file_has_them(tmp_path):
    load_shipped()
    (tmp_path / "a.toml").write_text(exported(), encoding="utf-8")
    shipped, out = (load_review(path) for path in (SHIPPED.with_suffix(".toml"), tmp_path / "a.toml"))
    assert (out.batch, out.functions) == (shipped.batch, shipped.functions)
    for some in ("entries", "instruments"):
        assert sorted(map(plain, getattr(out, some))) == sorted(map(plain, getattr(shipped, some)))
    assert "以下决定本格式无法表达" not in exported()


def test_what_was_decided_comes_in_again(decided, tmp_path):
    text, before, numbers = exported(), decisions(), values()
    functions = list(Case.objects.get(slug=SLUG).functions.values_list("name", flat=True))
    source = with_file(tmp_path, text)
    start_anew()
    call_command("import_source", source, verbosity=0)
    assert decisions() == before
    assert values() == numbers
    assert (
        list(Case.objects.get(slug=SLUG).functions.values_list("name", flat=True))
        == functions
        == ["刑事检察"]
    )
    assert set(Decision.objects.values_list("via", flat=True)) == {"review"}


def test_an_older_file_does_not_overrule_what_was_decided_since(decided, tmp_path):
    text = exported().replace("人工所定的", "文件所定的")
    edit(lambda case: case.outcomes.filter(quote="138家").update(metric="后来所定"))
    call_command("import_source", with_file(tmp_path, text), verbosity=0)
    assert Outcome.objects.get(quote="138家").metric == "后来所定"
    one = Decision.objects.get(key="o-1", case__slug=SLUG)
    assert (one.via, one.by_name, one.disputed, one.offered) == (
        *("desk", "editor", True),
        {"metric": "文件所定的“指标”"},
    )
    assert Case.objects.get(slug=SLUG).title == "改过的标题"


def test_a_fixture_built_with_it_says_the_same(decided, tmp_path):
    text, numbers = exported(), values()
    source = with_file(tmp_path, text)
    call_command("build_fixture", source, "--output", str(tmp_path / "built.json"), verbosity=0)
    rows = json.loads((tmp_path / "built.json").read_text(encoding="utf-8"))
    built = [one["fields"] for one in rows if one["model"] == "reform_cases.outcome"]
    assert {(row["quote"], row["metric"], row["period"]) for row in built} == {
        (row["quote"], row["metric"], row["period"]) for row in numbers.values()
    }
    assert len(built) == len(numbers)


def test_what_the_form_has_no_words_for_is_told_at_the_top(decided):
    edit(
        lambda case: case.outcomes.filter(quote="138家").update(
            place="background", measure=None, section=None
        )
    )
    text = exported()
    number, title = unsaid(text)
    assert title.startswith("jcgg-2024-01 · title · 人工更正 · editor · 20")
    assert title.endswith(': {"title": "改过的标题"}')
    assert "· 人工更正 · editor · 20" in number
    assert number.endswith(': {"measure": null, "place": "background"}')


def test_who_decided_stands_above_each_entry(decided):
    (above, head, *_rest) = exported().split("\n\n")[-1].split("\n")
    assert above.startswith("# jcgg-2024-06 · caseinstrument ")
    assert head == "[[instrument]]"
    lines = exported().split("\n")
    at = lines.index('quote = "19人"')
    assert lines[at - 2 : at + 2] == [
        "[[not_outcome]]",
        "span = [1812, 1815]",
        'quote = "19人"',
        'reason = "人工剔除"',
    ]
    assert lines[at - 3].startswith("# jcgg-2024-01 · o-7 · 人工剔除 · editor · 20")


def test_a_number_that_a_person_chose_is_given_whole(decided, tmp_path):
    span = (5347, 5349)
    slug = Case.objects.get(source_start__lte=span[0], source_end__gt=span[0]).slug

    def choose(case):
        chosen = SourceOfCase(case).number(span)
        place = {f"{name}_id" if name != "place" else name: value for name, value in chosen.place.items()}
        one = Outcome.objects.create(
            case=case, anchor="o-90", order=90, quote=chosen.quote.text, sentence=chosen.sentence.text,
            kind="count", value=5, base_value=5, unit="类", metric="备案案件类型", **place,
        )  # fmt: skip
        keep_number(one, chosen)

    edit(choose, slug)
    text, numbers = exported(), values()
    # The file from which the catalogue was made says that it is no result.
    assert (
        [line for line in unsaid(text) if "5类" in line]
        == [line for line in unsaid(text) if "所指文字另有一条决定" in line]
        != []
    )
    start_anew()
    call_command("import_source", with_file(tmp_path, text), verbosity=0)
    assert values() == numbers
    assert Outcome.objects.get(quote="5类").metric == "备案案件类型"


def test_a_number_that_was_given_other_characters_leaves_its_own(decided, tmp_path):
    def move(case):
        number, chosen = case.outcomes.get(quote="2家"), SourceOfCase(case).number((1654, 1658))
        Outcome.objects.filter(pk=number.pk).update(quote=chosen.quote.text)
        note_evidence(case, keep_number(number, chosen), User.objects.get())

    edit(move)
    text, numbers = exported(), values()
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    entries = {one.span: one for one in load_review(tmp_path / "a.toml").entries}
    assert (entries[1652, 1654].quote, entries[1652, 1654].reason) == ("2家", "人工剔除")
    assert entries[1654, 1658].fields["kind"] == "count"
    start_anew()
    call_command("import_source", with_file(tmp_path, text), verbosity=0)
    assert values() == numbers


def test_a_quote_that_is_not_in_the_source_is_told(decided):
    edit(lambda case: case.outcomes.filter(quote="138家").update(quote="139家"))
    assert unsaid(exported())[0].endswith(': {"quote": "139家"}')
    assert 'quote = "138家"' in exported()
    assert 'quote = "139家"' not in exported()


def test_a_number_that_holds_a_mask_is_told_and_not_said(decided, monkeypatch):
    # What the office received has the name there, so that the file would not fit it.
    source = SourceDocument.objects.get()
    at = source.text.index("138家")
    SourceDocument.objects.update(text=f"{source.text[:at]}×{source.text[at + 1 :]}")
    monkeypatch.setattr(SourceDocument, "redactions", lambda source: [object()])
    assert f"span = [{at}, {at + 4}]" not in exported()
    assert [line[:20] for line in unsaid(exported())] == ["jcgg-2024-01 · o-1 ·", "jcgg-2024-01 · title"]
