"""What waits at the desk: each list with how many there are and the first few; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reform_cases.desk.quoted import AGAINST
from reform_cases.models import Case, Decision, ErrorReport, Import, Outcome

_SHOWN = 8


class Waiting(NamedTuple):
    """One thing that waits: what it is, where it is done, and a remark."""

    said: str
    url: str
    remark: str = ""


class Worklist(NamedTuple):
    """What is to be done of one kind; `key` is what operators call it, `url` leads to all of it."""

    key: str
    name: str
    total: int
    url: str
    first: list[Waiting]


def worklists() -> list[Worklist]:
    """Return the lists of the desk in the order of their haste; two queries each."""
    lists = "admin:reform_cases_%s_changelist"
    cases, review = reverse(lists % "case"), Case.Status.REVIEW
    looked = Outcome.objects.exclude(review="").order_by("case_id")
    by_case = looked.values("case_id", "case__title").annotate(n=Count("pk"), first=Min("anchor"))
    return [
        _listed(
            "reports",
            _("读者指出的错误，还没有答复"),
            ErrorReport.objects.filter(answer="").order_by("at").select_related("case").defer("case__background"),
            reverse(lists % "errorreport") + "?answer__isempty=1",
            lambda one: Waiting(one.text[:60], _change("errorreport", one.pk), one.case.title),
        ),
        _listed(
            "review",
            _("待审核"),
            Case.objects.filter(status=review).order_by("pk").only("pk", "title", "pending_for"),
            f"{cases}?status__exact={review}",
            lambda one: Waiting(one.title, _change("case", one.pk), _("待改的副本") if one.pending_for_id else ""),
        ),
        _listed(
            "disputed",
            _("文献与人工所定不同"),
            Decision.objects.filter(disputed=True).order_by("at").select_related("case"),
            reverse(lists % "decision") + "?disputed__exact=1",
            lambda one: Waiting(one.key, _change("decision", one.pk), one.case.title),
        ),
        _listed(
            "against",
            _("数字与引文不同（有理由）"),
            Decision.objects.filter(AGAINST).order_by("-at").select_related("case"),
            reverse(lists % "decision") + "?against=1",
            lambda one: Waiting(f"{one.key} {one.note}", f"{_change('case', one.case_id)}#{one.key}", one.case.title),
        ),
        _listed(
            "numbers",
            _("有数字待核的事例"),
            by_case,
            cases,
            lambda one: Waiting(
                one["case__title"],
                f"{_change('case', one['case_id'])}#{one['first']}",
                _("%d 个") % one["n"],
            ),
        ),
        _listed(
            "drafts",
            _("草稿"),
            Case.objects.filter(status=Case.Status.DRAFT).order_by("-pk").only("pk", "title", "pending_for"),
            f"{cases}?status__exact={Case.Status.DRAFT}",
            lambda one: Waiting(one.title, _change("case", one.pk), _("待改的副本") if one.pending_for_id else ""),
        ),
        _listed(
            "imports",
            _("最近的导入"),
            Import.objects.order_by("-pk"),
            reverse(lists % "import"),
            lambda one: Waiting(one.name, _change("import", one.pk), f"{one.at:%Y-%m-%d}"),
        ),
    ]  # fmt: skip


def _change(noun: str, pk: int) -> str:
    return reverse(f"admin:reform_cases_{noun}_change", args=[pk])


def _listed(
    key: str, name: str, rows: QuerySet[Any, Any], url: str, shown: Callable[[Any], Waiting]
) -> Worklist:
    return Worklist(key, name, rows.count(), url, [shown(one) for one in rows[:_SHOWN]])
