"""`weaknesses.py LOCK`: what pip-audit knows against the packages of a lock file; 2 when it could not ask about some of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def main(lock: str) -> int:
    """Say what is known, and return 0 for nothing, 1 for weaknesses, 2 where the data could not be had."""
    command = [Path(sys.executable).with_name("pip-audit"), "--disable-pip", "--require-hashes"]
    asked = subprocess.run(  # noqa: S603
        [*command, "--requirement", lock, "--format", "json", "--progress-spinner", "off"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(
            f"NOT AUDITED: pip-audit could not get its data ({(asked.stderr.strip() or '-').splitlines()[-1]})."
        )
        return 2
    weak = [(one["name"], one["version"], found) for one in packages for found in one.get("vulns", [])]
    for name, version, found in weak:
        print(
            f"{name} {version}: {found['id']}, repaired in {', '.join(found['fix_versions']) or 'no version'}"
        )
    unknown = [one["name"] for one in packages if "skip_reason" in one]
    if unknown:
        print(
            f"NOT AUDITED: {len(unknown)} of {len(packages)} packages, because their data could not be had: {', '.join(unknown)}"
        )
    if not weak and not unknown:
        print(f"{len(packages)} packages, nothing known against them")
    return 1 if weak else 2 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
