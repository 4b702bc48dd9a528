"""Revisions outlive their case, and each vouches for those before it; what records share is sealed."""

import hashlib
from itertools import groupby

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, _schema_editor):
    """Write the address of the case into each revision, and the chain of hashes."""
    revisions = apps.get_model("reform_cases", "Revision").objects
    cases = apps.get_model("reform_cases", "Case").objects
    revisions.update(of=Subquery(cases.filter(pk=OuterRef("case_id")).values("slug")))
    rows = revisions.order_by("case_id", "number").defer("body")
    changed = []
    for _case, own in groupby(rows.iterator(chunk_size=2000), key=lambda row: row.case_id):
        chain = ""
        for row in own:
            row.chain = chain = hashlib.sha256(f"{chain} {row.hash}".encode()).hexdigest()
            changed.append(row)
    revisions.bulk_update(changed, ["chain"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("reform_cases", "0017_error_reports")]

    operations = [
        migrations.AddField(
            "revision",
            "of",
            models.CharField(default="", max_length=81, verbose_name="网址标识"),
            preserve_default=False,
        ),
        migrations.AddField(
            "revision",
            "chain",
            models.CharField(default="", max_length=64, verbose_name="连环校验值"),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            "revision",
            "case",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="revisions",
                to="reform_cases.case",
                verbose_name="事例",
            ),
        ),
        migrations.CreateModel(
            "Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="类别")),
                ("row", models.BigIntegerField(verbose_name="所记的行")),
                ("body", models.BinaryField(verbose_name="内容")),
                ("at", models.DateTimeField(auto_now=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "封存",
                "verbose_name_plural": "封存",
                "constraints": [models.UniqueConstraint(fields=("kind", "row"), name="seal_once")],
            },
        ),
    ]
