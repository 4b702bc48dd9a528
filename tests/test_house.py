"""The house's own rules: floors, migrations, deployment checks, the names the design fixes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]


def test_floors_import_downwards_only(capsys):
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS, (
        capsys.readouterr().out
    )


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_deployment_check_of_a_public_site_is_clean():
    environment = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "not-used-anywhere-else-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "cases.example.org",
        "DATABASE_URL": "sqlite://:memory:",
        "PYTHONWARNINGS": "error",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), (
        done.stderr
    )


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_file_pins_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert [line for line in pins if "==" not in line] == []
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text


def test_every_runtime_dependency_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    explained = (ROOT / "docs" / "dependencies.md").read_text()
    names = [requirement.split(">")[0].split("[")[0] for requirement in wanted]
    assert [name for name in names if f"| {name} |" not in explained] == []


def test_no_module_has_a_name_that_says_nothing():
    unwanted = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert [path.name for path in (ROOT / "reform_cases").rglob("*.py") if path.name in unwanted] == []


def test_every_module_opens_with_a_docstring():
    modules = [path for path in (ROOT / "reform_cases").rglob("*.py") if "migrations" not in path.parts]
    bare = [
        path.relative_to(ROOT).as_posix()
        for path in modules
        if path.read_text().strip() and not path.read_text().startswith('"""')
    ]
    assert bare == []
