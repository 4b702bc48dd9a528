"""Names that were masked by law, and the proof of what was left."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0019_revisions_readers_saw"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "revision",
            "via",
            models.CharField(
                choices=[
                    ("desk", "编辑台"),
                    ("import", "导入"),
                    ("fixture", "装载"),
                    ("command", "命令"),
                    ("found", "补记"),
                    ("masked", "遮盖"),
                ],
                max_length=8,
                verbose_name="途径",
            ),
        ),
        migrations.CreateModel(
            "Masking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("source", "来源文献"), ("revision", "修订")],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("row", models.BigIntegerField(verbose_name="所记的行")),
                ("spans", models.JSONField(verbose_name="遮盖之处")),
                ("left", models.CharField(max_length=64, verbose_name="未遮盖部分的校验值")),
            ],
            options={
                "verbose_name": "遮盖的证明",
                "verbose_name_plural": "遮盖的证明",
                "constraints": [models.UniqueConstraint(fields=("kind", "row"), name="masking_once")],
            },
        ),
        migrations.CreateModel(
            "Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("by_name", models.CharField(blank=True, max_length=150, verbose_name="姓名")),
                ("places", models.JSONField(default=dict, help_text="按种类计。", verbose_name="处数")),
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
            ],
            options={
                "verbose_name": "依法遮盖",
                "verbose_name_plural": "依法遮盖",
                "ordering": ["-pk"],
                "default_permissions": ("add", "view"),
            },
        ),
    ]
