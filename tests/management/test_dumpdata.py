"""A dump holds the records and nothing derived from them."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from reform_cases.models import SearchText


def dump() -> str:
    out = io.StringIO()
    call_command("dumpdata", "reform_cases", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_loading_twice_dumps_the_same():
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    once = dump()
    call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
    assert dump() == once
    assert SearchText.objects.count() == 6
    derived = ("searchtext", "catalogueversion", "suggestion")
    assert [row["model"] for row in json.loads(once) if row["model"].endswith(derived)] == []
