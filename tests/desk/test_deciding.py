"""What a person decides stays: over imports, fixtures, and reviewed files; what a document says against it is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from reform_cases.desk.deciding import confirm, decide
from reform_cases.desk.disagreements import keep_decided, take_offered
from reform_cases.history.canonical import records
from reform_cases.history.revisions import DESK, Writer, note_found, written
from reform_cases.ingest.importer import import_document
from reform_cases.models import Case, Decision, Evidence, Keyword, Measure, Outcome, SourceDocument
from reform_cases.sourcetext.document import Confirmation
from tests.factories import make_region
from tests.ingest.builder import document
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db

NAME = "jcgg-2024.txt"
SLUG = "jcgg-2024-01"


@pytest.fixture
def editor():
    make_region()
    return User.objects.create(username="editor")


@pytest.fixture
def case(editor):
    import_document(document(1), NAME, publish=True)
    return Case.objects.get(slug=SLUG)


def edit(case, by, change):
    """Change rows as the desk does, and note what was decided."""
    note_found([case.pk])
    change()
    decide(written([case.pk], Writer(DESK, by)), by)


def said(case):
    record = records([case.pk])[case.pk]
    return {**record, "case": {**record["case"], "source": None, "source_start": None, "source_end": None}}


def decisions(**wanted):
    return list(Decision.objects.filter(**wanted).order_by("key").values_list("key", "verdict", "disputed"))


CHANGES = {
    "title": lambda case: Case.objects.filter(pk=case.pk).update(title="改过的标题"),
    "region": lambda case: Case.objects.filter(pk=case.pk).update(region=make_region("410000", "河南省")),
    "organ emptied": lambda case: Case.objects.filter(pk=case.pk).update(organ="", level=""),
    "functions": lambda case: case.functions.clear(),
    "background": lambda case: Case.objects.filter(pk=case.pk).update(background=""),
    "heading": lambda case: case.measures.filter(anchor="m-1").update(heading="改过的小标题"),
    "measure moved": lambda case: case.measures.filter(anchor="m-1-1").update(parent=None, order=7),
    "section renamed": lambda case: case.sections.update(name="另一栏目"),
    "number corrected": lambda case: case.outcomes.filter(anchor="o-1").update(metric="改", value=2, period="2024年"),
    "number rejected": lambda case: case.outcomes.filter(anchor="o-2").delete(),
    "number added": lambda case: case.outcomes.create(
        anchor="o-9", quote="7件", kind="count", unit="件", value=7, place="background"
    ),
    "keyword removed": lambda case: case.case_keywords.filter(tag__name="A+B").delete(),
    "keyword added": lambda case: case.case_keywords.create(tag=Keyword.objects.create(name="信访"), order=9),
    "measure removed": lambda case: case.measures.filter(anchor="m-1-1").delete(),
    "section removed": lambda case: case.sections.all().delete(),
    "measure added": lambda case: case.measures.create(anchor="m-2", heading="新举措", order=9),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_changed_stays_when_the_text_comes_in_again(case, editor, change):
    edit(case, editor, lambda: CHANGES[change](case))
    after = said(case)
    import_document(document(1), NAME, publish=True)
    if change == "keyword removed":
        # Rows alone were taken out here; the import takes out what proved the keyword.
        after["evidence"] = [row for row in after["evidence"] if row["keyword"] != "a-b"]
    assert said(case) == after
    assert [one for one in decisions() if one[2]] == []


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_person_changed_stays_over_an_edition_that_says_another_thing_elsewhere(case, editor, change):
    edit(case, editor, lambda: CHANGES[change](case))
    before = said(case)
    import_document(document(1, 2), NAME, publish=True)
    assert SourceDocument.objects.count() == 2
    drop = {"evidence"}
    assert {name: rows for name, rows in said(case).items() if name not in drop} == {
        name: rows for name, rows in before.items() if name not in drop
    }


def test_ten_corrections_stay_when_the_shipped_file_is_imported_with_its_review(editor):
    load_shipped()
    case = Case.objects.get(slug=SLUG)
    keys = list(case.outcomes.values_list("pk", flat=True))

    def correct():
        case.outcomes.filter(pk__in=keys).update(metric="改过", scope="改过", period="改过")
        Case.objects.filter(pk=case.pk).update(title="改过", organ="改过")

    edit(case, editor, correct)
    after = said(case)
    call_command("import_source", "fixtures/sources/jcgg-2024.txt", verbosity=0)
    assert said(case) == after
    call_command("import_source", "fixtures/sources/jcgg-2024.txt", "--no-review", verbosity=0)
    assert said(case) == after
    call_command("loaddata", "jcgg-2024", verbosity=0)
    assert said(case) == after
    assert decisions(disputed=True) == []


def test_loading_leaves_out_what_was_rejected(editor):
    load_shipped()
    case = Case.objects.get(slug=SLUG)

    def remove():
        case.outcomes.filter(anchor="o-1").delete()
        case.case_keywords.filter(order=1).delete()

    edit(case, editor, remove)
    after = said(case)
    call_command("loaddata", "jcgg-2024", verbosity=0)
    assert said(case) == after


def test_who_decided_what_and_when(case, editor):
    edit(case, editor, lambda: Case.objects.filter(pk=case.pk).update(title="改过"))
    one = Decision.objects.get(key="title")
    assert (one.verdict, one.proposed, one.decided, one.by_name, one.via) == (
        "corrected", {"title": "浙江省检察院健全第1项机制"}, {"title": "改过"}, "editor", "desk",
    )  # fmt: skip
    title = Evidence.objects.get(case=case, key="title", part=0)
    assert one.passage == {"source": title.source.sha256, "start": title.start, "end": title.end}


def test_value_put_back_is_confirmed(case, editor):
    title = case.title
    edit(case, editor, lambda: Case.objects.filter(pk=case.pk).update(title="改过"))
    edit(case, editor, lambda: Case.objects.filter(pk=case.pk).update(title=title))
    assert decisions() == [("title", "confirmed", False)]


def test_addition_taken_back_leaves_no_decision(case, editor):
    edit(case, editor, lambda: CHANGES["measure added"](case))
    edit(case, editor, lambda: case.measures.filter(anchor="m-2").delete())
    assert decisions() == []


def test_number_confirmed_by_hand(case, editor):
    confirm(case, "o-1", editor)
    assert decisions() == [("o-1", "confirmed", False)]


def changed_metric(metric):
    read = document(1)
    case = read.cases[0]
    outcomes = [replace(one, metric=metric) if one.quote == "12件" else one for one in case.outcomes]
    return replace(read, cases=(replace(case, outcomes=tuple(outcomes)),))


@pytest.fixture
def disputed(case, editor):
    """The metric of a number as a person corrected it, against which a new reading says another thing."""
    edit(case, editor, lambda: case.outcomes.filter(quote="12件").update(metric="人工所定"))
    import_document(changed_metric("另一种读法"), NAME)
    return Decision.objects.get()


def test_another_proposal_is_a_disagreement_and_the_decision_stays(case, disputed):
    assert (disputed.disputed, disputed.offered) == (True, {"metric": "另一种读法"})
    assert Outcome.objects.get(quote="12件").metric == "人工所定"
    assert disputed.passage == disputed.offered_passage != {}


def test_disagreement_settled_for_the_person_is_not_asked_again(case, editor, disputed):
    keep_decided(disputed, editor)
    import_document(changed_metric("另一种读法"), NAME)
    assert decisions() == [(disputed.key, "corrected", False)]
    assert Outcome.objects.get(quote="12件").metric == "人工所定"


def test_disagreement_settled_for_the_document(case, editor, disputed):
    take_offered(disputed, editor)
    assert Outcome.objects.get(quote="12件").metric == "另一种读法"
    import_document(changed_metric("另一种读法"), NAME)
    assert [one[2] for one in decisions()] == [False]


def test_number_whose_characters_changed_is_listed(case, editor):
    edit(case, editor, lambda: case.outcomes.filter(quote="12件").update(metric="人工所定", value=11))
    import_document(document(1, changed={1: 13}), NAME)
    outcome = Outcome.objects.get(quote="13件")
    assert (outcome.metric, outcome.value) == ("人工所定", 13)
    one = Decision.objects.get()
    assert (one.disputed, one.offered["quote"]) == (True, "13件")


def test_part_that_the_text_lost_stays_and_is_listed(case, editor):
    edit(case, editor, lambda: case.measures.filter(anchor="m-1-1").update(heading="人工所定"))
    read = document(1)
    whole = read.cases[0]
    (top,) = whole.measures
    outcomes = [one for one in whole.outcomes if one.quote != "3件"]
    import_document(
        replace(
            read, cases=(replace(whole, measures=(replace(top, children=()),), outcomes=tuple(outcomes)),)
        ),
        NAME,
    )
    assert list(Measure.objects.order_by("anchor").values_list("heading", flat=True)) == [
        "健全机制",
        "人工所定",
    ]
    assert decisions() == [("m-1-1", "corrected", True)]
    take_offered(Decision.objects.get(), editor)
    assert (list(Measure.objects.values_list("anchor", flat=True)), decisions()) == (["m-1"], [])


def test_reviewed_file_is_a_decision_that_stays_without_it(case):
    read = document(1)
    confirmation = Confirmation({"metric": "办理案件"}, {"metric": "核定的指标"}, "说明")
    first, *rest = read.cases[0].outcomes
    reviewed = replace(first, metric="核定的指标", confirmation=confirmation)
    import_document(replace(read, cases=(replace(read.cases[0], outcomes=(reviewed, *rest)),)), NAME)
    assert list(Decision.objects.values_list("verdict", "via", "decided", "note")) == [
        ("confirmed", "review", {"metric": "核定的指标"}, "说明")
    ]
    import_document(document(1), NAME)
    assert Outcome.objects.get(quote=first.quote).metric == "核定的指标"


def test_desk_goes_before_the_reviewed_file(case, editor):
    edit(case, editor, lambda: case.outcomes.filter(quote="3件").update(metric="编辑台所定"))
    read = document(1)
    first, *rest = read.cases[0].outcomes
    reviewed = replace(
        first, metric="核定文件", confirmation=Confirmation({"metric": "办理案件"}, {"metric": "核定文件"})
    )
    import_document(replace(read, cases=(replace(read.cases[0], outcomes=(reviewed, *rest)),)), NAME)
    assert Outcome.objects.get(quote="3件").metric == "编辑台所定"
    assert list(Decision.objects.values_list("via", "offered")) == [("desk", {"metric": "核定文件"})]
