"""Versions are counted, and say what they changed. The triggers that do so are made after every `migrate`."""

from django.db import migrations, models


def drop_triggers(apps, schema_editor):
    """Drop those of former databases: SQLite cannot build a table anew that they write to."""
    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'new_version_%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0002_index_tables"),
    ]

    operations = [
        migrations.RunPython(drop_triggers, migrations.RunPython.noop),
        migrations.CreateModel(
            name="CaseChange",
            fields=[
                ("case_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("serial", models.BigIntegerField(db_index=True, verbose_name="版次")),
            ],
            options={
                "verbose_name": "事例变动",
                "verbose_name_plural": "事例变动",
            },
        ),
        migrations.CreateModel(
            name="PastVersion",
            fields=[
                ("slot", models.IntegerField(primary_key=True, serialize=False)),
                ("serial", models.BigIntegerField(verbose_name="版次")),
                ("token", models.CharField(max_length=32, verbose_name="版本")),
            ],
            options={
                "verbose_name": "既往版本",
                "verbose_name_plural": "既往版本",
            },
        ),
        migrations.AddField(
            model_name="catalogueversion",
            name="serial",
            field=models.BigIntegerField(default=0, verbose_name="版次"),
        ),
    ]
