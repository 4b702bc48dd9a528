"""A backup: the database in one file, and beside it a manifest that proves the file and says what it was made from.

`manage.py backup` and `restore` are its two ends. A backup serves the same kind of database; a bundle goes anywhere.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from reform_cases.folders import checksum, new_folder
from reform_cases.sql.dump import DUMPS, DumpError, dump, kind, row_counts, table_names, undump

MANIFEST = "manifest.json"


def write_backup(folder: Path) -> dict[str, Any]:
    """Make `folder` with the backup in it, all at once, and return its manifest; FolderError when it holds something already,
    DumpError when the database cannot be written to a file.
    """
    with new_folder(folder, "a backup") as new:
        # The dump may be a moment younger than the list of migrations: nobody migrates while a backup is made.
        manifest: dict[str, Any] = {
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": kind(),
            "migrations": sorted(
                f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
            ),
        }
        path = dump(new)
        manifest |= {"file": path.name, "bytes": path.stat().st_size, "sha256": checksum(path)}
        (new / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return manifest


def restore_backup(folder: Path) -> dict[str, int]:
    """Read the backup in `folder` into the empty database, and return its tables' numbers of rows.

    DumpError, and nothing is changed: the file is not what the manifest says, it is of another kind of database or a
    later version of the site, or there is something in the database.
    """
    manifest = _manifest(folder)
    path = folder / str(manifest["file"])
    if manifest["database"] != kind():
        raise DumpError(f"{folder} was made from {manifest['database']}, this database is {kind()}")
    if not path.is_file() or checksum(path) != manifest["sha256"]:
        raise DumpError(
            f"{path} is not the file that was backed up: its SHA-256 is not the one in {MANIFEST}"
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    replaced = {
        f"{app}.{name}" for one in MigrationLoader(None).replacements.values() for app, name in one.replaces
    }
    if later := [name for name in manifest["migrations"] if name not in known | replaced]:
        raise DumpError(f"{folder} was made by a later version of the site: {later[0]} is not known here")
    if tables := table_names():
        raise DumpError(
            f"the database is not empty ({len(tables)} tables): a backup is restored into a new one"
        )
    undump(path)
    return row_counts()


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        complete = {"made", "database", "migrations", "file", "bytes", "sha256"} <= set(manifest)
        if not complete or manifest["file"] not in DUMPS.values():
            raise DumpError(f"{path} is no manifest of a backup")
    except OSError as error:
        raise DumpError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError) as error:
        raise DumpError(f"{path} is no manifest of a backup") from error
    return dict(manifest)
