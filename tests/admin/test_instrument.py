"""制度与平台 on the desk: a new name is found, noted and proved; the address stays."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from reform_cases.models import Instrument, Suggestion
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


def test_renamed_instrument_is_found_and_the_catalogue_still_holds(admin_client, client, capsys):
    load_shipped()
    one = Instrument.objects.get(name="云办公室")
    address = reverse("admin:reform_cases_instrument_change", args=[one.pk])
    assert admin_client.post(address, {"name": "云上办公室", "kind": one.kind}).status_code == 302
    assert "云上办公室" in client.get(f"/instruments/{one.slug}/").text
    assert Suggestion.objects.filter(text="云上办公室").exists()
    with pytest.raises(CommandError) as departed:
        call_command("check_catalogue")
    assert departed.value.returncode == 3
    assert capsys.readouterr().out.splitlines()[0] == (
        "edited: instrument 云上办公室 slug is not made of its name: 云办公室"
    )
