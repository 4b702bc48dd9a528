"""The manifest of a bundle: every file with its length, its SHA-256 and its SM3 (GB/T 32905), which prove that none was altered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reform_cases.folders import checksum

MANIFEST = "manifest.json"
# What reads a bundle must know; it rises when the files change in a way that a former version would misread.
FORMAT = 1
SHA256, SM3 = "sha256", "sm3"
_WANTED = {"format", "holds", "site", "files"}
PUBLIC, EVERYTHING = "public", "everything"


class BundleError(Exception):
    """A bundle cannot be written or read; says the file, the position and the cause in one sentence."""


def write_manifest(folder: Path, *, everything: bool, site: str) -> dict[str, Any]:
    """Write the manifest of all files in `folder` and return it; BundleError where Python's OpenSSL has no SM3."""
    try:
        files = [
            {
                "path": path.name,
                "bytes": path.stat().st_size,
                SHA256: checksum(path),
                SM3: checksum(path, SM3),
            }
            for path in sorted(folder.iterdir())
        ]
    except ValueError as error:
        raise BundleError("the OpenSSL of this Python has no SM3, which a manifest must have") from error
    holds = EVERYTHING if everything else PUBLIC
    manifest = {"format": FORMAT, "holds": holds, "site": site, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of `folder` when each file is what it says; BundleError names the first that is not."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        complete = set(manifest) >= _WANTED and manifest["holds"] in (PUBLIC, EVERYTHING)
        files = [(str(one["path"]), one["bytes"], one[SHA256], one[SM3]) for one in manifest["files"]]
    except OSError as error:
        raise BundleError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, LookupError) as error:
        raise BundleError(f"{path} is no manifest of a bundle: {error}") from error
    if not complete:
        raise BundleError(f"{path} is no manifest of a bundle")
    if manifest["format"] != FORMAT:
        raise BundleError(
            f"{path}: format {manifest['format']} is not known here (only {FORMAT}): use the version of the site that wrote it"
        )
    for name, length, sha256, sm3 in files:
        _prove(folder, name, length, {SHA256: sha256, SM3: sm3})
    return dict(manifest)


def _prove(folder: Path, name: str, length: int, sums: dict[str, str]) -> None:
    path = folder / name
    if path.name != name or path.is_symlink():
        raise BundleError(f"{folder / MANIFEST}: names a file that is not beside it: {name}")
    if not path.is_file():
        raise BundleError(f"{path} is not there, but {MANIFEST} names it")
    if path.stat().st_size != length:
        raise BundleError(f"{path} was altered: it has {path.stat().st_size} bytes, {MANIFEST} says {length}")
    for algorithm, said in sums.items():
        try:
            found = checksum(path, algorithm)
        except ValueError:
            continue  # an OpenSSL without SM3; SHA-256 is proved
        if found != said:
            raise BundleError(
                f"{path} was altered: its {algorithm.upper()} is {found}, {MANIFEST} says {said}"
            )
