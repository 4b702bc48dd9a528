"""The archive for machines without a network: what goes into it, what is refused, and that it installs and serves where there is no route."""

from __future__ import annotations

import hashlib
import io
import re
import runpy
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OFFLINE = ROOT / "deploy" / "offline"
BUNDLE = runpy.run_path(str(OFFLINE / "bundle.py"))
CHECK = runpy.run_path(str(OFFLINE / "check.py"))

LOCK = """\
alone==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
elder==2.0 ; python_full_version < '3.12' \\
    --hash=sha256:ba
elder==3.0 ; python_full_version >= '3.12' \\
    --hash=sha256:bb
patched==1.0 ; python_full_version < '3.11.5' \\
    --hash=sha256:ca
patched==2.0 ; python_full_version >= '3.11.5' \\
    --hash=sha256:cb
windows==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:da
arm==1.0 ; platform_machine == 'aarch64' \\
    --hash=sha256:ea
"""


@pytest.mark.parametrize(
    ("python", "machine", "lists"),
    [
        (
            "3.11",
            "x86_64",
            [
                [
                    "alone==1.0 --hash=sha256:aa --hash=sha256:ab",
                    "elder==2.0 --hash=sha256:ba",
                    "patched==1.0 --hash=sha256:ca",
                ],
                ["patched==2.0 --hash=sha256:cb"],
            ],
        ),
        (
            "3.13",
            "aarch64",
            [
                [
                    "alone==1.0 --hash=sha256:aa --hash=sha256:ab",
                    "elder==3.0 --hash=sha256:bb",
                    "patched==2.0 --hash=sha256:cb",
                    "arm==1.0 --hash=sha256:ea",
                ]
            ],
        ),
    ],
)
def test_packages_of_another_python_are_asked_for_by_its_own_markers(python, machine, lists):
    assert BUNDLE["wanted"](LOCK, python, machine) == lists


def test_every_package_of_the_lock_file_goes_into_the_archive():
    lock = (ROOT / "requirements.lock").read_text()
    packed = {
        line.partition(" ")[0]
        for machine in BUNDLE["MACHINES"]
        for python in BUNDLE["PYTHONS"]
        for lines in BUNDLE["wanted"](lock, python, machine)
        for line in lines
    }
    assert packed == set(re.findall(r"^[\w.-]+==[\w.]+", lock, re.MULTILINE))


def test_machines_that_are_packed_for_are_those_that_are_let_in():
    assert (BUNDLE["MACHINES"], (2, BUNDLE["GLIBC"])) == (CHECK["MACHINES"], CHECK["GLIBC"])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken\n"
            "ERROR: No matching distribution found for numpy==2.4.6",
            "the index of packages cannot be reached",
        ),
        (
            "ERROR: Could not find a version\nERROR: No matching distribution found for numpy==2.4.6",
            "the index has no wheel of numpy==2.4.6 for CPython 3.12, aarch64, glibc 2.28",
        ),
        ("", "pip brought no wheels for CPython 3.12, aarch64, glibc 2.28: it said nothing"),
    ],
)
def test_missing_wheels_are_explained(told, said):
    assert BUNDLE["why_not"](told, "3.12", "aarch64").startswith(said)


def packed(tmp_path):
    """A folder as it is unpacked, with one file of code and one wheel."""
    code = io.BytesIO()
    with tarfile.open(fileobj=code, mode="w") as files:
        member = tarfile.TarInfo("docs/事例.md")
        member.size = 6
        files.addfile(member, io.BytesIO("事例".encode()))
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "a.whl").write_bytes(b"wheel")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "事例.md").write_text("事例", encoding="utf-8")
    told = BUNDLE["sums"](code.getvalue(), tmp_path / "wheels", "a title")
    (tmp_path / "SHA256SUMS").write_text(told, encoding="utf-8")
    return told


def test_check_sums_cover_code_and_wheels(tmp_path):
    of_code, of_wheel = (hashlib.sha256(text).hexdigest() for text in ("事例".encode(), b"wheel"))
    assert packed(tmp_path) == f"# a title\n{of_code}  docs/事例.md\n{of_wheel}  wheels/a.whl\n"
    assert CHECK["damaged"](tmp_path) == []


def test_what_is_changed_or_gone_is_named(tmp_path):
    packed(tmp_path)
    (tmp_path / "wheels" / "a.whl").write_bytes(b"wheeL")
    (tmp_path / "docs" / "事例.md").unlink()
    assert CHECK["damaged"](tmp_path) == ["docs/事例.md", "wheels/a.whl"]


@pytest.mark.parametrize(
    ("system", "machine", "library", "said"),
    [
        ("Linux", "x86_64", ("glibc", "2.36"), ""),
        ("Linux", "aarch64", ("glibc", "2.28"), ""),
        ("Linux", "x86_64", ("glibc", "2.17"), "The archive needs glibc 2.28 or newer; this is glibc 2.17."),
        ("Linux", "x86_64", ("", ""), "The archive needs glibc 2.28 or newer; this is another C library."),
        (
            "Linux",
            "loongarch64",
            ("glibc", "2.36"),
            "The archive is for Linux on x86_64 or aarch64; this is Linux on loongarch64.",
        ),
        (
            "Darwin",
            "x86_64",
            ("", ""),
            "The archive is for Linux on x86_64 or aarch64; this is Darwin on x86_64.",
        ),
    ],
)
def test_machine_without_wheels_is_refused(system, machine, library, said):
    assert CHECK["wrong_machine"](system, machine, library) == said


def unpacked(tmp_path, *, wheels=True):
    """The two commands as they lie in an archive, and an empty folder of programs."""
    here = tmp_path / "deploy" / "offline"
    here.mkdir(parents=True)
    for name in ("install", "serve"):
        shutil.copy(OFFLINE / name, here)
    if wheels:
        (tmp_path / "wheels").mkdir()
        (tmp_path / "SHA256SUMS").write_text("")
    (tmp_path / "programs").mkdir()
    return here


def told_by(command, tmp_path, *words):
    """Exit code and what is said on stderr, by whoever has no program but those of the test."""
    done = subprocess.run(
        ["/bin/sh", command, *words],
        env={"PATH": str(tmp_path / "programs")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def python_that(tmp_path, name, answers):
    """Put a program `name` there that answers as the shell line `answers` does."""
    program = tmp_path / "programs" / name
    program.write_text(f"#!/bin/sh\n{answers}\n")
    program.chmod(0o755)


def test_install_without_wheels_says_where_they_come_from(tmp_path):
    here = unpacked(tmp_path, wheels=False)
    code, said = told_by(here / "install", tmp_path)
    assert (code, said.partition(".")[0]) == (1, "There are no wheels here")


def test_install_with_an_old_python_alone(tmp_path):
    here = unpacked(tmp_path)
    python_that(tmp_path, "python3", "exit 1")
    assert told_by(here / "install", tmp_path) == (
        1,
        "Python 3.11, 3.12 or 3.13 is needed; looked for: python3.13 python3.12 python3.11 python3 python. "
        "PYTHON=/path/to/python3.12 deploy/offline/install names one.\n",
    )


def test_install_without_venv(tmp_path):
    here = unpacked(tmp_path)
    python_that(tmp_path, "python3.12", 'case "$2" in *ensurepip*) exit 1 ;; esac')
    code, said = told_by(here / "install", tmp_path)
    assert (code, said.partition(":")[0]) == (
        1,
        "python3.12 has no venv. On Debian it is the package python3-venv, from the installation media; or name another",
    )
    assert not (tmp_path / ".venv").exists()


def test_serve_before_install(tmp_path):
    here = unpacked(tmp_path)
    assert told_by(here / "serve", tmp_path) == (1, "First: deploy/offline/install\n")


@pytest.mark.parametrize("name", ["install", "serve"])
def test_help_changes_nothing(name, tmp_path):
    here = unpacked(tmp_path)
    assert told_by(here / name, tmp_path, "--help") == (0, "")
    assert not (tmp_path / ".venv").exists()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """The archive of the commit that is checked out, made twice: the bytes are the same."""
    made = []
    for name in ("one", "two"):
        folder = tmp_path_factory.mktemp(name)
        subprocess.run([sys.executable, OFFLINE / "bundle.py", folder], check=True)
        made += folder.iterdir()
    first, second = (hashlib.sha256(path.read_bytes()).hexdigest() for path in made)
    assert first == second
    made[1].unlink()
    return made[0]


# What a visitor inside the namespace does; the server is ended whatever comes of it.
VISIT = """
ip link set lo up
[ -z "$(ip route)" ] || exit 3
"$PYTHON" -c 'import socket; socket.create_connection(("192.0.2.1", 80), 3)' 2>&1 | grep -q 'Network is unreachable' || exit 4
deploy/offline/install || exit 5
deploy/offline/serve & server=$!
trap 'kill $server; wait $server' EXIT
"$PYTHON" - <<'END'
import os, time, urllib.error, urllib.request

def read(path):
    with urllib.request.urlopen("http://127.0.0.1:" + os.environ["PORT"] + path) as answer:
        return answer.read().decode()

for _ in range(240):
    try:
        read("/healthz")
        break
    except urllib.error.URLError:
        time.sleep(0.5)
print("healthz", read("/healthz"))
print("cases", sum("/cases/jcgg-2024-0%d/" % n in read("/cases/") for n in range(1, 7)))
END
"""


def pythons():
    """Every Python that the archive is for and that there is here; the one that runs the tests among them."""
    own = f"python3.{sys.version_info.minor}"
    for version in BUNDLE["PYTHONS"]:
        name = f"python{version}"
        found = str(Path(sys.base_prefix, "bin", name)) if name == own else shutil.which(name)
        if (
            found
            and subprocess.run([found, "-c", "import ensurepip"], check=False, capture_output=True).returncode
            == 0
        ):
            yield found


@pytest.mark.endure
def test_archive_installs_and_serves_without_a_route(archive, tmp_path):
    """With nothing but a Python and the programs of every Linux; from the network of no machine, not even this one's."""
    seen = {}
    for python in pythons():
        with tarfile.open(archive) as files:
            files.extractall(tmp_path / Path(python).name, filter="data")
        (folder,) = (tmp_path / Path(python).name).iterdir()
        done = subprocess.run(
            ["unshare", "--net", "/bin/sh", "-c", VISIT],
            cwd=folder,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(tmp_path), "PYTHON": python, "PORT": "8765", "LANG": "C.UTF-8"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        seen[python] = (done.returncode, re.findall(r"^(?:healthz|cases) .*", done.stdout, re.MULTILINE))
        assert seen[python] == (0, ["healthz ok", "cases 6"]), (done.stdout, done.stderr)
    assert seen
