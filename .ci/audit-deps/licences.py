"""`licences.py LOCK`: the licence of each package of a lock file, as its own metadata say; 1 when one may not be used here."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

# What a site under the MIT licence may run on without giving its own code away; LGPL as a library of its own, as it is.
_FREE = re.compile(r"\b(MIT|BSD|0BSD|Apache|PSF|ISC|Zlib|CC0|LGPL)\b", re.IGNORECASE)
_BINDING = re.compile(r"\b(A?GPL|SSPL|Proprietary|Commercial)\b", re.IGNORECASE)


def licences(lock: Path) -> dict[str, str]:
    """Return the licence of every package of `lock` that is installed here, by name; "" where its metadata name none."""
    found = {}
    for name in re.findall(r"^([\w.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            told = metadata(name)
        except PackageNotFoundError:
            # For another Python or another system.
            continue
        by_class = [
            one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License")
        ]
        found[name] = (
            told.get("License-Expression")
            or " ".join((told.get("License") or "").split())[:60]
            or ", ".join(by_class)
        )
    return found


def refused(found: dict[str, str]) -> list[str]:
    """Return the packages of `found` whose licence is unknown or binds who uses them."""
    return [name for name, said in found.items() if _BINDING.search(said) or not _FREE.search(said)]


def main(lock: str) -> int:
    """Print the table."""
    found = licences(Path(lock))
    for name, said in sorted(found.items()):
        print(f"{name:20} {metadata(name)['Version']:12} {said or 'none named'}")
    wrong = refused(found)
    print(f"May not be used: {', '.join(wrong)}" if wrong else f"{len(found)} packages, all free to use")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
