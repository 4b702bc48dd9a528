"""The interface asked by schemathesis what its description allows and what it does not: no 500, no answer that is not described."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from reform_cases.answering import given_text
from reform_cases.api import throttle
from reform_cases.api.schema import described
from tests.shipped import load_shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def schema(monkeypatch):
    """The description as the running site gives it, for the shipped cases, asked by one who may ask as much as he likes."""
    monkeypatch.setattr(throttle, "LIMIT", 10**9)
    monkeypatch.setattr(given_text, "MOST_IN_AN_HOUR", 10**12)
    load_shipped()
    # Each request would close the connection in whose transaction the test is.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/schema.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


# Not whether what is well formed is taken: it may still name nothing there is (a region, a keyword), which is 400 and described. Nor
# whether all else is refused: of what is empty (`order=`) the site makes the same as of what is left out.
UNFIT = [positive_data_acceptance, negative_data_rejection]


@pytest.mark.parametrize("examples", [5, pytest.param(500, marks=pytest.mark.endure)])
@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_described(schema, examples, mode):
    operations = [one.ok() for one in schema.get_all_operations()]
    # It leaves out the description itself, which it has read already.
    assert {one.path for one in operations} == {*described("")["paths"]} - {"/api/v1/schema.json"}
    for operation in operations:
        ask(operation, mode, examples)


def ask(operation, mode, examples):
    """Ask `operation` for some examples, right or wrong by `mode`; each answer goes through the checks of schemathesis."""

    @settings(
        max_examples=examples, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        database=None, derandomize=examples < 100,
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case):
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=UNFIT)

    answered()
