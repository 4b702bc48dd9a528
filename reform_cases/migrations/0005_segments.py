"""The search index as segments, the same on either database: `manage.py reindex` fills it, unless there is nothing to find."""

from django.db import connection, migrations

from reform_cases.search.engine import tables as index

FORMER = ("search_head", "search_body", "search_index")


def replace_index(apps, schema_editor):
    with connection.cursor() as cursor:
        for table in FORMER:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
    index.create()
    empty = not apps.get_model("reform_cases", "Case").objects.exists()
    apps.get_model("reform_cases", "CatalogueVersion").objects.update(indexed=empty, reindexed_to=0)


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0004_quicker_index"),
    ]

    operations = [migrations.RunPython(replace_index, migrations.RunPython.noop)]
