"""`bundle.py [FOLDER]`: the checked-out commit, the wheels it runs on and their check sums as one archive for a machine without a network.

Prints the archive's path. Exit 1 and a sentence when git, an index of packages or a wheel is missing; then no archive is written.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = ("x86_64", "aarch64")
# The oldest C library that every wheel of the lock file runs on; check.py asks for it.
GLIBC = 28


class BundleError(Exception):
    """No archive can be made; says why in one sentence, and what to do."""


def git(*words: str) -> bytes:
    """Return what git says in this folder; BundleError when there is no git, or no commit."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise BundleError("git is needed: the archive holds the commit that is checked out") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()
        raise BundleError(f"git cannot give the commit that is checked out: {told}")
    return done.stdout


def environments(python: str, machine: str) -> list[dict[str, str]]:
    """Return what markers may ask of CPython `python` on Linux, for each of its patch versions that there may be."""
    return [
        {
            "implementation_name": "cpython",
            "os_name": "posix",
            "platform_machine": machine,
            "platform_python_implementation": "CPython",
            "platform_system": "Linux",
            "python_full_version": f"{python}.{patch}",
            "python_version": python,
            "sys_platform": "linux",
        }
        for patch in range(40)
    ]


def wanted(lock: str, python: str, machine: str) -> list[list[str]]:
    """Return the lines of a lock file that some patch version of `python` installs, without their markers, to be asked for list by list.

    pip evaluates markers by the Python that it runs on, and refuses a name that stands in a list twice.
    """
    places = environments(python, machine)
    rounds: list[dict[str, str]] = []
    for line in lock.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        said, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        pin = Requirement(said)
        if pin.marker and not any(pin.marker.evaluate(place) for place in places):
            continue
        free = next((one for one in rounds if pin.name not in one), None)
        if free is None:
            rounds.append(free := {})
        free[pin.name] = " ".join([f"{pin.name}{pin.specifier}", *hashes])
    return [list(one.values()) for one in rounds]


def why_not(told: str, python: str, machine: str) -> str:
    """Return in one sentence why pip, that told this, brought no wheels, and what to do."""
    where = f"CPython {python}, {machine}, glibc 2.{GLIBC}"
    if "Retrying (Retry" in told or "ConnectionError" in told:
        return (
            f"the index of packages cannot be reached (wheels for {where}): make the archive where `pip download` works, "
            "or tell pip of a mirror or a proxy (`pip config set global.index-url`, `HTTPS_PROXY`)"
        )
    if found := re.search(r"No matching distribution found for (\S+)", told):
        return f"the index has no wheel of {found[1]} for {where}, perhaps its source only: pin a version that has one (`make lock`)"
    last = (told.strip().splitlines() or ["it said nothing"])[-1]
    return f"pip brought no wheels for {where}: {last}"


def download(lock: str, python: str, machine: str, folder: Path) -> None:
    """Put the wheels that `python` needs on `machine` into `folder`, proved by the hashes of the lock file; BundleError when one is not to be had."""
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(GLIBC, 16, -1)] + [f"manylinux2014_{machine}"]
    for lines in wanted(lock, python, machine):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as asked:
            asked.write("\n".join(lines) + "\n")
            asked.flush()
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            # pip says that an index is away only when it tries again.
            command += ["--retries", "3"]
            command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp"]
            # Which patch version takes what was decided by the lock file; pip would take "3.11" for 3.11.0.
            command += ["--ignore-requires-python", "--python-version", python]
            command += [f"--platform={tag}" for tag in tags]
            command += ["--dest", str(folder), "--requirement", asked.name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise BundleError(why_not(done.stderr, python, machine))


def sums(code: bytes, wheels: Path, title: str) -> str:
    """Return the check sum of every file of the tar `code` and every wheel, as `sha256sum --check` reads them."""
    found = {f"wheels/{wheel.name}": wheel.read_bytes() for wheel in wheels.iterdir()}
    with tarfile.open(fileobj=io.BytesIO(code)) as files:
        found |= {
            member.name: file.read()
            for member in files
            if member.isfile() and (file := files.extractfile(member))
        }
    lines = [f"{hashlib.sha256(found[name]).hexdigest()}  {name}" for name in sorted(found)]
    return "\n".join([f"# {title}", *lines]) + "\n"


def pack(commit: str, name: str, work: Path, archive: Path) -> None:
    """Write the commit, below a folder `name`, with `work`'s wheels and check sums; the same bytes whenever these are the same."""
    added = [f"--add-file={wheel}" for wheel in sorted((work / "wheels").iterdir())]
    git(
        "-c", "tar.umask=0022", "archive", "--format=tar", f"--output={archive}", f"--prefix={name}/wheels/", *added,
        f"--prefix={name}/", f"--add-file={work / 'SHA256SUMS'}", commit,
    )  # fmt: skip


def bundle(folder: Path) -> Path:
    """Make the archive in `folder`, tell how far it is, and return its path; BundleError when it cannot be made."""
    commit = git("rev-parse", "HEAD").decode().strip()
    if git("status", "--porcelain"):
        print("What is not committed stays out of the archive.", file=sys.stderr)
    version = tomllib.loads(git("show", f"{commit}:pyproject.toml").decode())["project"]["version"]
    lock = git("show", f"{commit}:requirements.lock").decode()
    name = f"reform-cases-{version}-offline"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".offline-") as made:
        work = Path(made)
        (work / "wheels").mkdir()
        for machine in MACHINES:
            for python in PYTHONS:
                print(f"Wheels for Python {python} on {machine} ...", file=sys.stderr)
                download(lock, python, machine, work / "wheels")
        told = sums(git("archive", "--format=tar", commit), work / "wheels", f"{name}, commit {commit}")
        (work / "SHA256SUMS").write_text(told, encoding="utf-8")
        pack(commit, name, work, work / "archive.tar")
        return (work / "archive.tar").replace(folder / f"{name}.tar")


def main() -> int:
    """Make the archive where the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "folder", type=Path, nargs="?", default=ROOT / "dist", help="where to; dist/ by default"
    )
    try:
        archive = bundle(parser.parse_args().folder.resolve())
    except (BundleError, OSError) as fault:
        print(f"No archive: {fault}", file=sys.stderr)
        return 1
    print(archive)
    return 0


if __name__ == "__main__":
    sys.exit(main())
