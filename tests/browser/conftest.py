"""A real Chromium against a live server. Without one the tests are skipped and say so; in CI they fail."""

from __future__ import annotations

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.catalogue.samples import make_batch
from tests.conftest import IN_CI

# Playwright's loop runs in this thread; Django takes that for asynchronous code and would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

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


@pytest.fixture
def open_page(chromium, live_server):
    """A function that opens a path of the site in a new window; options are those of a browser context.

    Whatever the page asks of another host, and whatever it writes to the console as an error, fails the test.
    """
    contexts, faults = [], []

    def open_path(path, **options):
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("request", lambda r: r.url.startswith((live_server.url, "data:")) or faults.append(r.url))
        page.on("console", lambda m: m.type == "error" and faults.append(m.text))
        page.goto(path)
        return page

    yield open_path
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def batch(transactional_db):
    """The sample batch, its source with carriage returns."""
    return make_batch()
