"""`check.py`: exit 1 and a sentence when this machine is not one that the archive's wheels are for, or a file is not as it was packed."""

from __future__ import annotations

import hashlib
import platform
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MACHINES = ("x86_64", "aarch64")
GLIBC = (2, 28)


def wrong_machine(system: str, machine: str, library: tuple[str, str]) -> str:
    """Return in one sentence why the wheels do not run here, or "". `library` is the C library's name and version."""
    if system != "Linux" or machine not in MACHINES:
        return f"The archive is for Linux on {' or '.join(MACHINES)}; this is {system} on {machine}."
    name, version = library
    if name != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < GLIBC:
        return f"The archive needs glibc {GLIBC[0]}.{GLIBC[1]} or newer; this is {' '.join(library).strip() or 'another C library'}."
    return ""


def damaged(root: Path) -> list[str]:
    """Return the names of the files below `root` that are gone or not as SHA256SUMS says."""
    found = []
    for line in (root / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        wanted, name = line.split("  ", 1)
        path = root / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            found.append(name)
    return found


def main() -> int:
    """Look at this machine and this folder."""
    if wrong := wrong_machine(platform.system(), platform.machine(), platform.libc_ver()):
        print(wrong, file=sys.stderr)
        return 1
    if found := damaged(ROOT):
        more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        print(f"Not as packed: {', '.join(found[:5])}{more}. Unpack the archive again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
