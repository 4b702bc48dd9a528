"""People at the desk, and a case with everything on it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User

from reform_cases.models import Case, Evidence
from tests.factories import make_case, make_evidence, make_measure, make_outcome, make_region, make_source

STATES = ("publish_case", "withdraw_case", "merge_case")
TEXT = "河南省人民检察院\n一、健全机制\n共办理案件12件，挽回损失3万元。\n(一)细化流程\n"


def _staff(name: str, *permissions: str) -> User:
    person = User.objects.create_user(name, password="desk", is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="reform_cases", codename__in=permissions)
    )
    return person


@pytest.fixture
def editor(client):
    """A client of one who may add, change, delete, publish, withdraw and merge cases and nothing else."""
    client.force_login(_staff("editor", "add_case", "change_case", "delete_case", *STATES))
    return client


@pytest.fixture
def viewer(client):
    """A client of one who may look at cases and nothing else."""
    client.force_login(_staff("viewer", "view_case"))
    return client


@pytest.fixture
def outsider(client):
    """A client of staff without any permission."""
    client.force_login(_staff("outsider"))
    return client


@pytest.fixture
def full_case():
    """A published case of 河南 with two measures (one below the other), a section, two outcomes, and evidence."""
    source = make_source(TEXT)
    case = make_case(
        number=4,
        title="河南省人民检察院深化反向审视",
        organ="河南省人民检察院",
        region=make_region("410000", "河南省", "province"),
        background="背景。",
        significance="意义。",
        keywords=("数字赋能", "一体履职", "反向审视"),
        source=source,
        source_start=0,
        source_end=len(TEXT),
    )
    top = make_measure(case, "m-1", label="一、", heading="健全机制", order=1)
    make_measure(case, "m-1-1", label="(一)", heading="细化流程", order=2, parent=top)
    case.sections.create(anchor="s-1", name="工作启示", text="启示。", order=1)
    sentence = "共办理案件12件，挽回损失3万元。"
    for order, quote in enumerate(("12件", "3万元"), 1):
        outcome = make_outcome(
            case, f"o-{order}", quote=quote, sentence=sentence, order=order, measure=top, place="measure"
        )
        make_evidence(case, source, quote, field=Evidence.Field.OUTCOME, key=f"o-{order}", outcome=outcome)
        make_evidence(
            case, source, sentence, field=Evidence.Field.SENTENCE, key=f"o-{order}.sentence", outcome=outcome
        )
    make_evidence(case, source, "河南省人民检察院", field=Evidence.Field.ORGAN, key="organ")
    Case.objects.note_anchors()
    return case
