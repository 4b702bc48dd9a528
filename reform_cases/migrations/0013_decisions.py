"""What people decided about values gets a table of its own; what evidence said of numbers goes there."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def take_over(apps, schema_editor):
    """What stood on the evidence of numbers that a person had confirmed."""
    decision, evidence = (
        apps.get_model("reform_cases", "Decision"),
        apps.get_model("reform_cases", "Evidence"),
    )
    rows = (
        evidence.objects.filter(field="outcome", standing="confirmed", part=0)
        .select_related("source")
        .defer("source__text")
    )
    decision.objects.bulk_create(
        (
            decision(
                case_id=row.case_id, key=row.key, verdict="confirmed", via="review", note=row.note,
                proposed=row.proposed, decided=row.confirmed,
                passage={"source": row.source.sha256, "start": row.start, "end": row.end},
            )
            for row in rows.iterator(chunk_size=2000)
        ),
        batch_size=500,
    )  # fmt: skip
    listed = evidence.objects.filter(field="instrument", standing="confirmed", part=0)
    decision.objects.bulk_create(
        (
            decision(
                case_id=row.case_id, key=f"caseinstrument {row.instrument.slug}", verdict="confirmed", via="review",
                passage={"source": row.source.sha256, "start": row.start, "end": row.end},
            )
            for row in listed.select_related("source", "instrument").defer("source__text").iterator(chunk_size=2000)
        ),
        batch_size=500,
        ignore_conflicts=True,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0012_revisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=230, verbose_name="标识")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("confirmed", "人工核定"),
                            ("corrected", "人工更正"),
                            ("rejected", "人工剔除"),
                            ("added", "人工添加"),
                        ],
                        max_length=10,
                        verbose_name="决定",
                    ),
                ),
                ("proposed", models.JSONField(blank=True, default=dict, verbose_name="程序所提")),
                ("decided", models.JSONField(blank=True, default=dict, verbose_name="人工所定")),
                ("overruled", models.JSONField(blank=True, default=dict, verbose_name="看过未取")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="核定说明")),
                ("passage", models.JSONField(blank=True, default=dict, verbose_name="所在原文")),
                ("disputed", models.BooleanField(db_index=True, default=False, verbose_name="有分歧")),
                ("offered", models.JSONField(blank=True, default=dict, verbose_name="文献所说")),
                ("offered_passage", models.JSONField(blank=True, default=dict, verbose_name="文献原文")),
                (
                    "via",
                    models.CharField(
                        choices=[("desk", "编辑台"), ("review", "核定文件")],
                        max_length=8,
                        verbose_name="途径",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="时间")),
                ("by_name", models.CharField(blank=True, max_length=150, verbose_name="姓名")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
            ],
            options={
                "verbose_name": "决定",
                "verbose_name_plural": "决定",
                "ordering": ["case", "key"],
                "constraints": [models.UniqueConstraint(fields=("case", "key"), name="decision_once")],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(
            model_name="evidence",
            name="confirmed",
        ),
        migrations.RemoveField(
            model_name="evidence",
            name="note",
        ),
        migrations.RemoveField(
            model_name="evidence",
            name="proposed",
        ),
        migrations.RemoveField(
            model_name="evidence",
            name="standing",
        ),
    ]
