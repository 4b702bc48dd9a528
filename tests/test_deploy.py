"""The files of `deploy/` and the pages for operators say what is so: settings, options, paths and commands."""

from __future__ import annotations

import ast
import configparser
import json
import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
PAGES = ("importing", "deploy", "databases", "upgrade")
# Read by the Makefile and `prepare_site`, not by the settings.
OF_MAKE = {"PORT"}


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """The variables of the environment that settings.py asks for."""
    asked = set()
    for call in ast.walk(ast.parse(read("reform_cases/config/settings.py"))):
        if not isinstance(call, ast.Call):
            continue
        by_env = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "env"
        by_word = isinstance(call.func, ast.Name) and call.func.id in ("on_or_off", "networks")
        names = call.args[:1] if by_env else call.args[1:2] if by_word else []
        asked |= {name.value for name in names if isinstance(name, ast.Constant)}
    return asked


def settings_given() -> list[str]:
    return re.findall(r"^#?([A-Z_]+)=", read("deploy/env.example"), re.MULTILINE)


def test_example_has_every_setting_once():
    assert sorted(settings_given()) == sorted(settings_read() | OF_MAKE)


def test_readme_has_every_setting():
    table = read("README.md").partition("| name | default | what |")[2].partition("\n\n")[0]
    first = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for cell in first for name in re.findall(r"`([A-Z_]+)`", cell)} == settings_read() | OF_MAKE


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read_string(re.sub(r"\\\n\s*", "", read(f"deploy/{name}")))
    return parser


def gunicorn_options(words: list[str]) -> dict[str, str]:
    """Every option with its value, "" for one without."""
    options, name = {}, ""
    for word in words[words.index("reform_cases.config.wsgi") + 1 :]:
        if word.startswith("--"):
            name = word
            options[name] = ""
        else:
            options[name] = word
    return options


def of_makefile() -> dict[str, str]:
    recipe = re.search(r"exec \$\(BIN\)/(gunicorn .+?[^\\])\n", read("Makefile"), re.DOTALL)[1]
    return gunicorn_options(shlex.split(recipe.replace("\\\n", "")))


def of_unit() -> dict[str, str]:
    return gunicorn_options(shlex.split(unit("reform-cases.service")["Service"]["ExecStart"]))


def of_image() -> dict[str, str]:
    command = read("deploy/Containerfile").rpartition("\nCMD ")[2]
    return gunicorn_options(json.loads(command.replace("\\\n", "")))


def test_archive_is_served_as_make_serve_serves():
    command = re.search(r"exec .venv/bin/(gunicorn .+)", read("deploy/offline/serve"), re.DOTALL)[1]
    given = gunicorn_options(shlex.split(command.replace("\\\n", "")))
    assert {**given, "--bind": ""} == {**of_makefile(), "--bind": ""}


@pytest.mark.parametrize("given", [of_unit, of_image])
def test_server_is_started_as_make_serve_starts_it(given):
    # Where it listens is each one's own; a socket to steer it by would need a folder that may be written.
    own = {"--bind"}
    wanted = {name: value for name, value in of_makefile().items() if name not in own}
    assert wanted["--forwarder-headers"] == ""
    assert {name: value for name, value in given().items() if name not in own} == {
        **wanted,
        "--no-control-socket": "",
    }


def test_proxy_asks_where_the_unit_listens():
    asked = re.findall(r"proxy_pass http://([\d.:]+);", read("deploy/nginx.conf"))
    own = re.findall(r"listen (127[\d.:]+);", read("deploy/nginx.conf"))
    assert set(asked) == {of_unit()["--bind"], *own}


def test_metrics_are_for_the_operators_network_alone():
    """Whoever comes by the proxy is told that there is no such page, before the site is asked."""
    server = read("deploy/nginx.conf").rpartition("\nserver {")[2]
    assert re.search(r"location = /metrics \{\s+return 404;\s+\}", server)
    site = unit("reform-cases.service")["Service"]
    assert site["RuntimeDirectory"] == "reform-cases"
    assert "METRICS_DIR=/run/reform-cases/" in read("deploy/reform-cases.service")


def test_site_cannot_write_where_its_backups_are():
    backup = unit("reform-cases-backup.service")["Service"]
    assert backup["ReadWritePaths"] in backup["ExecStart"]
    site = unit("reform-cases.service")["Service"]
    assert (site["ProtectSystem"], "ReadWritePaths" in site) == ("strict", False)


@pytest.mark.parametrize("page", PAGES)
def test_page_names_commands_and_options_that_are_there(page):
    code = [line.strip() for line in re.findall(r"^    (.+)", read(f"docs/{page}.md"), re.MULTILINE)]
    code += re.findall(r"`([^`\n]+)`", read(f"docs/{page}.md"))
    called = [
        found
        for line in code
        for found in re.findall(r"(?:manage\.py|(?:^|&& )site) ([a-z_]+)((?: [^\s&|;]+)*)", line)
    ]
    assert called
    commands, missing = get_commands(), []
    for name, rest in called:
        if name not in commands:
            missing.append(name)
            continue
        told = load_command_class(commands[name], name).create_parser("manage.py", name).format_help()
        wanted = set(re.findall(r"--[a-z-]+", rest)) - set(re.findall(r"--[a-z-]+", told))
        missing += [f"{name} {option}" for option in sorted(wanted)]
    assert missing == []


@pytest.mark.parametrize("page", [*PAGES, "compliance"])
def test_page_names_files_that_are_there(page):
    named = re.findall(
        r"(?<![\w/.])((?:deploy|docs|fixtures|tests|reform_cases|sql)/[\w./-]*[\w-])", read(f"docs/{page}.md")
    )
    roots = (ROOT, ROOT / "reform_cases")
    assert [path for path in named if not any((root / path).exists() for root in roots)] == []


def test_every_file_to_deploy_stands_in_the_page():
    page = read("docs/deploy.md")
    assert [path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in page] == []
