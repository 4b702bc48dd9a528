"""What tells keywords apart becomes a column; the texts are folded by other rules than before.

Both are brought in line by `manage.py reindex`: until then a keyword is told apart by its very name.
"""

from django.db import migrations, models


def begin(apps, schema_editor):
    apps.get_model("reform_cases", "Keyword").objects.update(folded=models.F("name"))
    if apps.get_model("reform_cases", "Case").objects.exists():
        apps.get_model("reform_cases", "CatalogueVersion").objects.update(indexed=False)


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0004_states_and_anchors"),
    ]

    operations = [
        migrations.AddField(
            model_name="keyword",
            name="folded",
            field=models.CharField(
                editable=False, max_length=400, null=True, serialize=False, verbose_name="归并形式"
            ),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="keyword",
            name="folded",
            field=models.CharField(
                editable=False, max_length=400, serialize=False, unique=True, verbose_name="归并形式"
            ),
        ),
    ]
