"""What is read within a block is of one moment, and nobody waits for it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from reform_cases.models import Collection
from reform_cases.sql.one_state import in_transaction, one_state
from tests.factories import make_collection


@pytest.mark.django_db(transaction=True)
def test_block_on_a_connection_that_was_never_open():
    connection.close()
    if connection.vendor == "sqlite":
        connection.__dict__.pop("transaction_mode", None)
    with one_state():
        assert (in_transaction(), Collection.objects.count()) == (True, 0)
    assert not in_transaction()
    with transaction.atomic():
        make_collection()
    assert Collection.objects.count() == 1


@pytest.mark.django_db
def test_block_inside_a_transaction_sees_what_that_has_written():
    make_collection()
    with one_state():
        assert (in_transaction(), Collection.objects.count()) == (True, 1)
    make_collection("other")
    assert Collection.objects.count() == 2
