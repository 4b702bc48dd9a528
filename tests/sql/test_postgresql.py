"""A connection that the server has closed is noticed without a question."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest

from reform_cases.sql.postgresql.base import DatabaseWrapper


@pytest.mark.parametrize(
    ("happened", "usable"),
    [
        (lambda here, server: None, True),
        (lambda here, server: server.sendall(b"E"), False),
        (lambda here, server: server.close(), False),
        (lambda here, server: setattr(here, "closed", True), False),
    ],
    ids=["nothing", "said something", "hung up", "was closed"],
)
def test_usable_until_the_server_is_heard(happened, usable):
    here, server = socket.socketpair()
    with here, server:
        connection = SimpleNamespace(fileno=here.fileno, closed=False)
        happened(connection, server)
        database = DatabaseWrapper({"NAME": "n"})
        database.connection = connection
        assert database.is_usable() is usable


def test_never_opened_is_not_usable():
    assert DatabaseWrapper({"NAME": "n"}).is_usable() is False
