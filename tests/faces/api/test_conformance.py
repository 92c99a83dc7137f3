"""Whatever a program sends, the interface answers as it says that it does: no fault, no shape but the described one."""

from datetime import date

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.faces.api.trades import tell, works
from tests.support import world as worlds

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
TODAY = date.today()  # noqa: DTZ011  -- as the doors read the day


schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trading")]


@pytest.fixture
def trading(db):
    """A city with trades; between two calls its connection, and so the transaction of the test, stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    cache.clear()
    worlds.build(TODAY)
    tell(works())
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_address_answers_as_it_is_described(case):
    case.call_and_validate(headers={"X-API-Key": worlds.KEY}, checks=CHECKS)


@schema.parametrize()
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_without_a_key_nothing_is_told_but_what_is_open(case):
    answer = case.call(headers={"X-API-Key": "guess"})
    assert (answer.status_code == 401) == bool(case.operation.definition.raw.get("security"))
