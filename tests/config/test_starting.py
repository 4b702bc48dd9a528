"""What stops a start: a missing or weak key, and a word that is neither on nor off."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

STRONG = "0123456789-abcdefghijklmnopqrstuvwxyz-0123456789-abcdef"
NOT_SET = (
    "SECRET_KEY is not set: each process would sign sessions with a key of its own, and nobody could sign in"
)
WEAK = "SECRET_KEY is weak: 50 characters or more are wanted, at random, and not one that Django has made for a first try"


def run(*command, **environment):
    """The code with which `command` ends, and the last line of what it says."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DATABASE_URL": "sqlite://:memory:",
            "SECRET_KEY": "",
            "PYTHONWARNINGS": "ignore",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (done.stderr.strip() or "-").splitlines()[-1]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, (3, f"The site does not start: {NOT_SET}.")),
        ({"SECRET_KEY": "short"}, (3, f"The site does not start: {WEAK}.")),
        ({"SECRET_KEY": "x" * 60}, (3, f"The site does not start: {WEAK}.")),
        ({"SECRET_KEY": f"django-insecure-{STRONG}"}, (3, f"The site does not start: {WEAK}.")),
        ({"SECRET_KEY": STRONG}, (0, "-")),
        ({"DEBUG": "on"}, (0, "-")),
    ],
)
def test_site_starts_only_with_a_strong_key(environment, said):
    assert run("-c", "import reform_cases.config.wsgi", **environment) == said


def test_commands_need_no_key():
    assert run("manage.py", "check") == (0, "-")


@pytest.mark.parametrize("name", ["DEBUG", "HTTPS", "HSTS_SUBDOMAINS", "HSTS_PRELOAD"])
def test_a_word_that_is_neither_on_nor_off_stops_everything(name):
    code, said = run("manage.py", "check", **{name: "Ja"})
    assert (code, said.rpartition(".")[2]) == (
        1,
        f"ImproperlyConfigured: {name} is 'ja': “on” or “off” is wanted",
    )


@pytest.mark.parametrize(
    ("environment", "https"),
    [
        ({}, False),
        ({"ALLOWED_HOSTS": "localhost"}, False),
        ({"ALLOWED_HOSTS": "*"}, True),
        ({"ALLOWED_HOSTS": "localhost,*"}, True),
        ({"ALLOWED_HOSTS": "cases.example.org"}, True),
        ({"ALLOWED_HOSTS": "*", "HTTPS": "No"}, False),
        ({"HTTPS": "ON"}, True),
    ],
)
def test_https_is_off_for_loopback_alone(environment, https):
    code = "from django.conf import settings; raise SystemExit(f'{settings.SECURE_SSL_REDIRECT}')"
    assert run("-c", code, DJANGO_SETTINGS_MODULE="reform_cases.config.settings", **environment) == (
        1,
        str(https),
    )
