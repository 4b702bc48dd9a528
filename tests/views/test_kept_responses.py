"""Whole responses are kept; a cache that fails, is slow or is full of large pages harms nobody."""

import runpy
import socket

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import override_settings

from reform_cases.answering import failing_cache
from reform_cases.config import settings as module
from reform_cases.views import kept_responses
from reform_cases.views.kept_responses import cache_fault, keep, kept_response

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"


class Gone:
    """A cache whose server is gone; counts how often it is asked."""

    asked = 0

    def get(self, *question):
        self.asked += 1
        raise ConnectionError

    set = get


@pytest.fixture
def gone(monkeypatch):
    monkeypatch.setattr(kept_responses, "cache", Gone())
    monkeypatch.setattr(failing_cache, "_asked_again_at", 0.0)
    return kept_responses.cache


def redis(address):
    """The settings of a Redis cache at `address` as the site has them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CACHE_URL", address)
        return runpy.run_path(module.__file__)["CACHES"]


def test_response_is_kept_whole():
    cache.clear()
    response = HttpResponse("{}", status=203, content_type="application/json")
    response["Link"], response["Content-Disposition"] = '</a>; rel="next"', "attachment"
    keep("key", response)
    again = kept_response("key")
    assert (again.status_code, dict(again.items()), again.content) == (203, dict(response.items()), b"{}")
    assert kept_response("another-key") is None


def test_large_response_is_not_kept(monkeypatch):
    cache.clear()
    monkeypatch.setattr(kept_responses, "LARGEST", 3)
    for content in ("1234", "123"):
        keep(content, HttpResponse(content))
    assert [kept_response(key) is None for key in ("1234", "123")] == [True, False]


def test_cache_that_is_gone_is_left_alone_for_a_while(gone, monkeypatch):
    assert [kept_response("key"), keep("key", HttpResponse()), kept_response("key")] == [None] * 3
    assert gone.asked == 1
    monkeypatch.setattr(failing_cache, "_asked_again_at", 0.0)
    kept_response("key")
    assert gone.asked == 2


def test_fault_of_the_cache_is_named(gone):
    assert cache_fault() == "ConnectionError"


def test_cache_that_answers_has_no_fault():
    assert cache_fault() == ""


def test_cache_that_keeps_nothing_has_no_fault():
    with override_settings(CACHES=redis("dummycache://")):
        assert cache_fault() == ""


@pytest.mark.django_db
def test_readers_and_editors_are_served_without_the_cache(client, monkeypatch, django_user_model):
    """A server that takes the question and never answers, and none at all."""
    user = django_user_model.objects.create_superuser("editor")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        addresses = [f"redis://127.0.0.1:{port}/0" for port in (silent.getsockname()[1], 1)]
        for address in addresses:
            monkeypatch.setattr(failing_cache, "_asked_again_at", 0.0)
            with override_settings(CACHES=redis(address)):
                client.force_login(user)
                assert [client.get(path).status_code for path in ("/", "/cases/", "/admin/")] == [200] * 3
                assert cache_fault() == ("TimeoutError" if address == addresses[0] else "ConnectionError")


@pytest.mark.parametrize(
    ("address", "limits"),
    [
        ("redis://127.0.0.1:6379/1", {"socket_connect_timeout": 0.25, "socket_timeout": 0.25}),
        ("redis://127.0.0.1:6379/1?socket_timeout=1", {"socket_connect_timeout": 0.25, "socket_timeout": 1}),
        ("locmemcache://", {"MAX_ENTRIES": 200}),
    ],
)
def test_cache_has_limits(address, limits):
    assert redis(address)["default"]["OPTIONS"] == limits
