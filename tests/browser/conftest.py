"""A real Chromium against a live server. Without one the tests are skipped and say so; in CI they fail."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from threading import Lock

import pytest
from django.conf import settings
from django.core.handlers.base import BaseHandler
from playwright.sync_api import expect, sync_playwright

from tests.catalogue.samples import make_batch
from tests.conftest import IN_CI

# Playwright's loop runs in this thread; Django takes that for asynchronous code and would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Milliseconds until what is waited for is given up: a busy machine answers late, and late is no fault here.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The browser, one for all tests."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = "no Chromium on the PATH; on Debian: apt-get install chromium"
        pytest.fail(reason) if IN_CI else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


# Where a failed test leaves pictures of its windows.
PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


def take_pictures(name, contexts):
    """What every window of `contexts` shows, for whoever looks into the failure."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    safe = re.sub(r"[^-.=+\w]", "_", name)[:100]
    for number, page in enumerate((page for context in contexts for page in context.pages), start=1):
        path = PICTURES / f"{safe}-{number}.png"
        page.screenshot(path=path, full_page=True)


# On SQLite in memory all threads of the live server have one connection, and a question for suggestions beside a search
# would end in the middle of its transaction ("no such savepoint"): one request is answered after another.
ONE_REQUEST = Lock()


@pytest.fixture
def one_after_another(monkeypatch):
    """Let the live server answer one request at a time; at the end none is on its way."""
    get_response = BaseHandler.get_response

    def alone(self, request):
        with ONE_REQUEST:
            return get_response(self, request)

    monkeypatch.setattr(BaseHandler, "get_response", alone)
    yield
    with ONE_REQUEST:
        pass


@pytest.fixture
def open_page(request, chromium, live_server, one_after_another):
    """A function that opens a path of the site in a new window; options are those of a browser context.

    Whatever the page asks of another host, and whatever it writes to the console as an error, fails the test. A test
    that failed leaves pictures of its windows in `var/screenshots`.
    """
    contexts, faults = [], []

    def open_path(path, **options):
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda r: r.url.startswith((live_server.url, "data:")) or faults.append(r.url))
        page.on("console", lambda m: m.type == "error" and faults.append(m.text))
        page.goto(path)
        return page

    yield open_path
    if request.node.stash[FAILED] or faults:
        take_pictures(request.node.name, contexts)
    for context in contexts:
        context.close()
    assert faults == []


def comes_true(condition):
    """A script that ends when `condition` holds: Playwright's own way asks the page to read code, which its policy forbids."""
    return f"() => new Promise(done => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 20); look(); }})"


@pytest.fixture
def batch(transactional_db):
    """The sample batch, its source with carriage returns."""
    return make_batch()
