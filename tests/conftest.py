"""What every test shares: settings that do not depend on the machine, and plain words about what was not run."""

from __future__ import annotations

import os

import pytest
from django.conf import settings as django_settings
from django.template.backends.jinja2 import Template
from django.test import override_settings
from django.test.signals import template_rendered
from hypothesis import settings as hypothesis_settings

from reform_cases.catalogue.columns.current import forget_snapshot

IN_CI = os.environ.get("CI") == "true"
# Long forms: thousands of histories, hundreds of kills. `make endure` sets it; usually they are deselected.
ENDURE = os.environ.get("ENDURE") == "1"
hypothesis_settings.register_profile("usual", max_examples=200 if IN_CI else 100, deadline=None)
hypothesis_settings.load_profile("usual")


def thoroughly(test):
    """Give a property of the reader or of the search engine, on which everything rests, more examples than others."""
    examples = 10_000 if ENDURE else 500 if IN_CI else 100
    return pytest.mark.thorough(hypothesis_settings(max_examples=examples)(test))


# What gives a test a database, if its mark does not.
_DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what asks no database, so that CI runs it once; leave the long forms to `make endure`."""
    for item in items:
        if not item.get_closest_marker("django_db") and not _DATABASE_FIXTURES & set(item.fixturenames):
            item.add_marker("without_database")
    # Single tests of minutes begin first, so that no process works alone at the end.
    items.sort(key=lambda item: "tests/motion" not in item.path.as_posix())
    if ENDURE:
        return
    long_forms = [item for item in items if item.get_closest_marker("endure")]
    config.hook.pytest_deselected(items=long_forms)
    items[:] = [item for item in items if item not in long_forms]


@pytest.fixture(scope="session", autouse=True)
def _machine_independent():
    """Neither a `.env` file nor collected static files beside the project may change a test's result.

    Once for the whole run, because the live server is built before the settings of any one test.
    """
    plain = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(
        ALLOWED_HOSTS=["testserver", "127.0.0.1", "localhost"],
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
        STORAGES=plain,
        WHITENOISE_AUTOREFRESH=True,
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _pages_tell_their_context(monkeypatch):
    """The test client's `response.context` for Jinja2 too, whose pages Django does not instrument."""
    render = Template.render

    def told(self, context=None, request=None):
        # A field of a form is no page: one of the desk has more than a thousand such pieces.
        if not self.template.name.startswith("django/forms/"):
            template_rendered.send(sender=self, template=self, context=context or {})
        return render(self, context, request)

    monkeypatch.setattr(Template, "render", told)


@pytest.fixture(autouse=True)
def _no_snapshot_of_another_test():
    """What a test rolls back, the process would otherwise remember."""
    forget_snapshot()


def pytest_report_header() -> str:
    return f"database: {django_settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"


def pytest_terminal_summary(terminalreporter) -> None:
    if django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not IN_CI:
        terminalreporter.write_line(
            "Not run here: the same suite on PostgreSQL (DATABASE_URL=postgres://… make test runs it)."
        )


def pytest_sessionfinish(session, exitstatus) -> None:
    """In CI a skipped test is a failure: everything it needs is installed there.

    Only the process that tells the outcome knows of all tests; its workers tell it theirs.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
