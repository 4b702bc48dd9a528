"""The house's own rules: floors, migrations, deployment checks, the names the design fixes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[1]


def test_floors_import_downwards_only(capsys, monkeypatch):
    # It would silence every log there is, for the tests that come after it too.
    monkeypatch.setattr("logging.config.dictConfig", lambda _config: None)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS, (
        capsys.readouterr().out
    )


@pytest.mark.django_db
def test_migrations_match_the_models():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


@pytest.mark.parametrize(
    ("on_demand", "said"),
    [
        ({"HSTS_SUBDOMAINS": "on", "HSTS_PRELOAD": "on"}, []),
        ({}, ["(security.W005)", "(security.W021)"]),
    ],
)
def test_deployment_check_of_a_public_site_is_clean(on_demand, said):
    environment = {
        **on_demand,
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
    assert re.findall(r"\(security\.\w+\)", done.stdout + done.stderr) == said
    assert (done.returncode, "(0 silenced)" in done.stdout + done.stderr) == (1 if said else 0, True)


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


def test_no_two_public_classes_share_a_name():
    # Django asks for these by name.
    exceptions = {"Command", "DatabaseWrapper", "Migration"}
    names = Counter(
        name
        for path in (ROOT / "reform_cases").rglob("*.py")
        for name in re.findall(r"^class ([A-Za-z]\w*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert names["CaseListing"] == 1
    assert {name for name, count in names.items() if count > 1} == exceptions


def test_every_module_opens_with_a_docstring():
    modules = [path for path in (ROOT / "reform_cases").rglob("*.py") if "migrations" not in path.parts]
    bare = [
        path.relative_to(ROOT).as_posix()
        for path in modules
        if path.read_text().strip() and not path.read_text().startswith('"""')
    ]
    assert bare == []


def test_only_one_room_knows_the_makers_of_databases():
    asked = re.compile(r"\.vendor\b|\bas_(?:sqlite|postgresql|mysql)\b|\bPRAGMA\b|\bANALYZE\b")
    told = {
        path.relative_to(ROOT / "reform_cases").parts[0]
        for path in (ROOT / "reform_cases").rglob("*.py")
        if asked.search(path.read_text(encoding="utf-8"))
    }
    assert told == {"migrations", "sql"}


def test_no_room_has_more_than_fourteen_modules():
    # A migration joins the others for ever.
    rooms = [
        folder
        for folder in (ROOT / "reform_cases").rglob("*")
        if folder.is_dir() and folder.name != "migrations"
    ]
    counts = {
        room.relative_to(ROOT).as_posix(): sum(m.name != "__init__.py" for m in room.glob("*.py"))
        for room in (ROOT / "reform_cases", *rooms)
    }
    assert counts["reform_cases/models"] > 5
    assert {room: count for room, count in counts.items() if count > 14} == {}


def test_no_module_has_more_than_400_lines():
    counts = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for folder in ("reform_cases", "bench", "madeup")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    }
    assert {path: count for path, count in counts.items() if count > 400} == {}


@pytest.mark.parametrize("kind", ["css", "js"])
def test_every_style_sheet_and_script_stands_in_the_page_on_design(kind):
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    there = {path.name for path in (ROOT / "reform_cases" / "static").rglob(f"*.{kind}")}
    assert set(re.findall(rf"`([\w-]+\.{kind})`", page)) == there


def adrs():
    """Name and text of every decision."""
    return [
        (path.name, path.read_text(encoding="utf-8")) for path in sorted((ROOT / "docs" / "adr").iterdir())
    ]


def test_decisions_have_a_number_of_their_own_and_say_it_in_their_title():
    numbers = [int(name[:4]) for name, _ in adrs()]
    assert len(set(numbers)) == len(numbers)
    assert [int(text[2 : text.index(".")]) for _, text in adrs()] == numbers


@pytest.mark.parametrize(("name", "text"), adrs(), ids=[name for name, _ in adrs()])
def test_decision_says_its_day_and_where_it_stands(name, text):
    day, status = re.fullmatch(r"Date: (20\d\d-\d\d-\d\d) · Status: (.+)", text.splitlines()[2]).groups()
    assert day >= "2026-11-23"
    # Whatever is no longer so says which decision took its place.
    assert re.fullmatch(r"accepted(, amended by ADR \d+(, \d+)*)?|superseded by ADR \d+", status)
    named = {int(number) for number in re.findall(r"\d+", status)}
    assert named - {int(other[:4]) for other, _ in adrs()} == set()


def pages():
    """Name and text of the pages that say where something is; a decision says where it was on its day."""
    files = [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
        *(ROOT / "docs").glob("*.md"),
    ]
    return [(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files]


@pytest.mark.parametrize(("name", "text"), pages(), ids=[name for name, _ in pages()])
def test_paths_that_a_page_names_are_there(name, text):
    roots = [ROOT, ROOT / "reform_cases"]
    paths = [path for path in re.findall(r"`([\w-]+/[\w./-]+\.\w+)`", text) if not path.startswith("var/")]
    wanted = [path for path in paths if not {"NAME.txt", "NNNN-title.md"} & {Path(path).name}]
    assert [path for path in wanted if not any((root / path).exists() for root in roots)] == []


def test_what_is_public_is_asked_of_one_place():
    """Outside `models/` and the desk nobody compares a case's status: `.published()` and `is_public` decide."""
    asked = re.compile(
        r"Case\.Status\b(?!\.when_loaded)|case__status|content_object__status|Status\.PUBLISHED"
        r"|\bstatus\b\W{1,5}(?:draft|review|published|withdrawn|merged)\b"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / "reform_cases").rglob("*.py"))
        if path.relative_to(ROOT / "reform_cases").parts[0] not in ("models", "admin", "desk", "migrations")
        for match in asked.finditer(path.read_text())
    ]
    assert found == []


def test_upgrade_notes_name_every_migration():
    there = [path.stem for path in sorted((ROOT / "reform_cases" / "migrations").glob("0*.py"))]
    named = re.findall(r"^\| [\w.]+ \| `(\w+)` \|", (ROOT / "docs" / "upgrade.md").read_text(), re.MULTILINE)
    assert named == there


def test_changelog_opens_with_what_is_unreleased_and_names_the_version():
    heads = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert heads[0] == "Unreleased"
    assert re.fullmatch(rf"{re.escape(version)} - 20\d\d-\d\d-\d\d", heads[1])
