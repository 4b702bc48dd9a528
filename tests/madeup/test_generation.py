"""The generated catalogue: whole records, the same for a seed, and never among real cases unasked."""

from __future__ import annotations

import pytest

from madeup import generation
from madeup.generation import generate, obstacle
from reform_cases.ingest.audit import catalogue_faults
from reform_cases.models import Case, CaseKeyword, Collection, Keyword, Measure, Outcome, Region
from reform_cases.search.check import differences
from reform_cases.search.rebuild import rebuild
from reform_cases.version import current_version
from tests.factories import make_case
from tests.shipped import load_regions
from tests.sourcetext.shipped import shipped_document

pytestmark = pytest.mark.django_db


def silent(what, done):
    """Nobody listens."""


@pytest.fixture
def regions():
    load_regions()


def everything():
    """Every generated row, without the keys that a database gives out."""
    return [
        list(
            Case.objects.order_by("slug").values_list(
                "slug", "title", "region", "level", "background", "status"
            )
        ),
        list(
            CaseKeyword.objects.order_by("content_object__slug", "order").values_list(
                "content_object__slug", "tag__name"
            )
        ),
        list(
            Measure.objects.order_by("case__slug", "order").values_list(
                "case__slug", "anchor", "parent__anchor", "body"
            )
        ),
        list(
            Outcome.objects.order_by("case__slug", "order").values_list(
                "case__slug", "anchor", "quote", "measure__anchor"
            )
        ),
        list(Case.objects.order_by("slug", "functions__name").values_list("slug", "functions__name")),
    ]


@pytest.mark.usefixtures("regions")
def test_catalogue_is_whole_and_the_same_for_a_seed(monkeypatch):
    monkeypatch.setattr(generation, "AT_A_TIME", 7)
    heard = []
    generate(shipped_document(), 20, 5, lambda what, done: heard.append((what, done)))
    first = everything()
    assert heard == [("generated", 7), ("generated", 14), ("generated", 20), ("indexed", 20)]
    assert list(differences()) == []
    assert list(catalogue_faults()) == []
    assert Case.objects.published().count() == 20
    assert set(Collection.objects.values_list("year", flat=True)) <= set(range(2015, 2027))
    Case.objects.all().delete()
    Collection.objects.all().delete()
    Keyword.objects.all().delete()
    monkeypatch.setattr(generation, "AT_A_TIME", 20)
    generate(shipped_document(), 20, 5, silent)
    assert everything() == first


@pytest.mark.usefixtures("regions")
def test_index_can_be_left_for_later():
    generate(shipped_document(), 3, 1, silent, indexed=False)
    assert current_version().searchable is False
    list(rebuild())
    assert (current_version().searchable, list(differences())) == (True, [])


@pytest.mark.usefixtures("regions")
def test_full_batch_is_followed_by_another_of_its_year(monkeypatch):
    monkeypatch.setattr(generation, "_MOST_IN_BATCH", 2)
    generate(shipped_document(), 60, 1, silent)
    sizes = [batch.cases.count() for batch in Collection.objects.filter(year=2026)]
    assert max(sizes) == 2
    assert Collection.objects.filter(slug="generated-2026-2", title="生成的测试事例(2026年)之2").exists()


@pytest.mark.usefixtures("regions")
def test_keywords_that_exist_are_used():
    existing = Keyword.objects.create(name="数字检察", slug="given-by-hand")
    generate(shipped_document(), 60, 1, silent)
    assert Keyword.objects.filter(name="数字检察").get() == existing
    assert existing.case_keywords.count() > 0


def test_empty_table_of_divisions_is_an_obstacle():
    assert obstacle(force=True) == "the table of divisions is empty: run `manage.py loaddata regions` first"


def test_published_real_cases_are_an_obstacle_unless_forced():
    case = make_case(status=Case.Status.PUBLISHED)
    Region.objects.get_or_create(code="110000", name="北京市", level="province")
    assert obstacle(force=False) == (
        "the database holds 1 published cases that were not generated: use another one, or --force"
    )
    assert obstacle(force=True) == ""
    case.status = Case.Status.DRAFT
    case.save()
    assert obstacle(force=False) == ""


def test_generated_cases_are_an_obstacle_even_when_forced():
    Region.objects.create(code="110000", name="北京市", level="province")
    Collection.objects.create(slug="generated-2015", title="x", year=2015)
    assert obstacle(force=True) == "the database holds generated cases already: start from an empty one"
