"""`generate_cases`: says how far it came, and refuses in one sentence."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from reform_cases.models import Case
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def test_cases_are_added_and_the_end_is_told(capsys):
    call_command("loaddata", "regions", verbosity=0)
    call_command("generate_cases", "3", "--seed", "7")
    printed = capsys.readouterr()
    assert (printed.out, printed.err.startswith("3 cases generated in ")) == ("", True)
    assert Case.objects.published().count() == 3


def test_published_real_cases_stop_it():
    case = make_case(status=Case.Status.PUBLISHED)
    call_command("loaddata", "regions", verbosity=0)
    with pytest.raises(CommandError, match="1 published cases that were not generated"):
        call_command("generate_cases", "3")
    assert list(Case.objects.all()) == [case]
    call_command("generate_cases", "3", "--force")
    assert Case.objects.count() == 4


@pytest.mark.parametrize("count", ["0", "-1"])
def test_less_than_one_is_refused(count):
    with pytest.raises(CommandError, match="N must be at least 1"):
        call_command("generate_cases", count)
