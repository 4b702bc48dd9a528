"""What each record said after each write, and the imports."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0011_accounts_and_audit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件 SHA-256")),
                ("collection", models.CharField(max_length=60, verbose_name="发布批次")),
                ("report", models.TextField(verbose_name="报告")),
            ],
            options={
                "verbose_name": "导入",
                "verbose_name_plural": "导入",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="号")),
                ("body", models.BinaryField(verbose_name="内容")),
                ("hash", models.CharField(max_length=64, verbose_name="校验值")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                ("by_name", models.CharField(blank=True, max_length=150, verbose_name="姓名")),
                (
                    "via",
                    models.CharField(
                        choices=[
                            ("desk", "编辑台"),
                            ("import", "导入"),
                            ("fixture", "装载"),
                            ("command", "命令"),
                            ("found", "补记"),
                        ],
                        max_length=8,
                        verbose_name="途径",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="缘由")),
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
                        related_name="revisions",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="revisions",
                        to="reform_cases.import",
                        verbose_name="导入",
                    ),
                ),
            ],
            options={
                "verbose_name": "修订",
                "verbose_name_plural": "修订",
                "ordering": ["case", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="revision_number_once")
                ],
            },
        ),
    ]
