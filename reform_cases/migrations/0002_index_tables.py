"""The tables of the search index as models, and every database with the same columns, whichever day it was made.

The index begins empty: `manage.py reindex` fills it (`prepare_site` does), and searches read the texts until then. The
titles of the oldest databases on PostgreSQL still end at 300 characters.
"""

from django.db import migrations, models

FORMER = ("search_segment", "search_block")


def empty_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # Steps between positions do not compress.
        schema_editor.execute("ALTER TABLE reform_cases_searchblock ALTER data SET STORAGE EXTERNAL")
    empty = not apps.get_model("reform_cases", "Case").objects.exists()
    apps.get_model("reform_cases", "CatalogueVersion").objects.update(indexed=empty)
    # The sum of the checksums of no segments.
    apps.get_model("reform_cases", "SearchSegment").objects.create(id=0, cases=0, gone=b"")


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="title",
            field=models.CharField(max_length=500, verbose_name="标题"),
        ),
        migrations.AlterField(
            model_name="measure",
            name="heading",
            field=models.CharField(max_length=500, verbose_name="标题"),
        ),
        *(migrations.RunSQL(f"DROP TABLE IF EXISTS {table}", migrations.RunSQL.noop) for table in FORMER),
        migrations.CreateModel(
            name="SearchSegment",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("cases", models.BigIntegerField(verbose_name="事例数")),
                ("gone", models.BinaryField(verbose_name="已撤出的位置")),
            ],
            options={
                "verbose_name": "索引段",
                "verbose_name_plural": "索引段",
            },
        ),
        migrations.CreateModel(
            name="SearchBlock",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("data", models.BinaryField(verbose_name="内容")),
            ],
            options={
                "verbose_name": "索引块",
                "verbose_name_plural": "索引块",
            },
        ),
        migrations.RemoveField(model_name="catalogueversion", name="reindexed_to"),
        migrations.RunPython(empty_index, migrations.RunPython.noop),
    ]
