"""What Django looks for in a database of its own name."""

from __future__ import annotations

from typing import Any

import pymysql

# Django asks for another driver, under whose name this one answers.
pymysql.install_as_MySQLdb()

from django.db.backends.mysql import base, features, operations, schema  # noqa: E402


class Features(features.DatabaseFeatures):
    has_select_for_no_key_update = True


class Operations(operations.DatabaseOperations):
    def for_update_sql(self, *args: Any, no_key: bool = False, **options: Any) -> str:
        """Say it as Django does; a lock that leaves the key alone is a lock of the row here."""
        return super().for_update_sql(*args, **options)


class SchemaEditor(schema.DatabaseSchemaEditor):
    def _create_check_sql(self, model: Any, name: Any, check: str) -> Any:
        """As Django's; nothing for a check of a column that the database numbers itself, which MariaDB cannot have."""
        if self.quote_name(model._meta.pk.column) in check:
            return None
        return super()._create_check_sql(model, name, check)  # type: ignore[misc]


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = SchemaEditor
    features_class = Features
    ops_class = Operations
