"""The shipped catalogue in a database that refuses nothing: what a console, a wrong script or half a backup could leave."""

from __future__ import annotations

from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from reform_cases.ingest.audit.columns import our_models
from reform_cases.models import Region
from reform_cases.version import watch_tables

# The triggers that count versions need the keys of their own tables.
_POSTGRESQL = """
DO $$ DECLARE one record; BEGIN
FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
  WHERE conrelid::regclass::text ~ '^reform_cases_(?!pastversion|casechange|catalogueversion)' AND contype = 'f' LOOP
  EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname); END LOOP;
FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
  WHERE conrelid::regclass::text ~ '^reform_cases_(?!pastversion|casechange|catalogueversion)' AND contype IN ('c', 'u', 'p') LOOP
  EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', one.place, one.conname); END LOOP;
FOR one IN SELECT indexrelid::regclass AS place FROM pg_index
  WHERE indrelid::regclass::text ~ '^reform_cases_(?!pastversion|casechange|catalogueversion)' AND indisunique LOOP
  EXECUTE format('DROP INDEX %s', one.place); END LOOP;
FOR one IN SELECT attrelid::regclass AS place, attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
  WHERE attrelid::regclass::text ~ '^reform_cases_(?!pastversion|casechange|catalogueversion)' AND relkind = 'r' AND attnum > 0 AND attnotnull AND attidentity = '' LOOP
  EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', one.place, one.attname); END LOOP;
END $$
"""


@contextmanager
def unconstrained_catalogue():
    """Load the shipped catalogue, take every constraint away, and put all back at the end."""
    connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            # The table of damages counts on keys from 1.
            sequences = [
                {"table": model._meta.db_table, "column": "id"}
                for model in our_models()
                if model is not Region
            ]
            with connection.cursor() as cursor:
                for statement in connection.ops.sequence_reset_by_name_sql(no_style(), sequences):
                    cursor.execute(statement)
            # Not `load_shipped`, whose keys are those of the first load of the run.
            call_command("loaddata", "regions", "jcgg-2024", verbosity=0)
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute(_POSTGRESQL)
                else:
                    cursor.execute("PRAGMA legacy_alter_table = ON")
                    for model in our_models():
                        table = model._meta.db_table
                        cursor.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
                        cursor.execute(f"DROP TABLE {table}")
                        cursor.execute(f"ALTER TABLE loose RENAME TO {table}")
                    cursor.execute("PRAGMA legacy_alter_table = OFF")
            watch_tables("default")
            yield
            transaction.set_rollback(True)
    finally:
        connection.enable_constraint_checking()
