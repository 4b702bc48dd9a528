"""Every write to a catalogue table begins a new version of the catalogue, whoever writes and however.

What a process keeps in memory, and what a browser keeps, is only as good as the version it was made of. A call that
somebody must remember would let a script, a shell or a deleted batch leave stale counts behind; a trigger cannot be
forgotten. A later migration that makes SQLite build one of these tables anew must make its triggers anew too
(a test says so).
"""

from django.db import migrations

TABLES = [
    "reform_cases_case",
    "reform_cases_case_functions",
    "reform_cases_casekeyword",
    "reform_cases_collection",
    "reform_cases_evidence",
    "reform_cases_function",
    "reform_cases_keyword",
    "reform_cases_measure",
    "reform_cases_outcome",
    "reform_cases_region",
    "reform_cases_section",
    "reform_cases_sourcedocument",
    "reform_cases_sourcepassage",
]
DEEDS = ("INSERT", "UPDATE", "DELETE")


def make_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION reform_cases_new_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "UPDATE reform_cases_catalogueversion SET token = replace(gen_random_uuid()::text, '-', ''); RETURN NULL; END $$"
        )
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER new_version AFTER {' OR '.join((*DEEDS, 'TRUNCATE'))} ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION reform_cases_new_version()"
            )
        return
    for table in TABLES:
        for deed in DEEDS:
            schema_editor.execute(
                f"CREATE TRIGGER new_version_{table}_{deed.lower()} AFTER {deed} ON {table} "  # noqa: S608
                "BEGIN UPDATE reform_cases_catalogueversion SET token = lower(hex(randomblob(16))); END"
            )


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION reform_cases_new_version() CASCADE")
        return
    for table in TABLES:
        for deed in DEEDS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS new_version_{table}_{deed.lower()}")


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0002_search"),
    ]

    operations = [migrations.RunPython(make_triggers, drop_triggers)]
