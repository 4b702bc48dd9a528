"""What cases built or issued, by name, and its evidence; it comes with the next import of each source."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0009_unfound_searches"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(editable=False, max_length=200, unique=True, verbose_name="网址标识"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("平台", "平台"),
                            ("系统", "系统"),
                            ("模型", "模型"),
                            ("机制", "机制"),
                            ("制度", "制度"),
                            ("文件", "文件"),
                            ("组织", "组织"),
                        ],
                        max_length=2,
                        verbose_name="类别",
                    ),
                ),
            ],
            options={
                "verbose_name": "制度与平台",
                "verbose_name_plural": "制度与平台",
                "ordering": ["slug"],
            },
        ),
        migrations.AlterField(
            model_name="evidence",
            name="field",
            field=models.CharField(
                choices=[
                    ("title", "标题"),
                    ("organ", "检察机关"),
                    ("keyword", "关键词"),
                    ("instrument", "制度与平台"),
                    ("background", "改革背景"),
                    ("significance", "典型意义"),
                    ("heading", "举措标题"),
                    ("body", "举措正文"),
                    ("section", "其他栏目"),
                    ("outcome", "量化成效"),
                    ("sentence", "所在句"),
                ],
                max_length=12,
                verbose_name="字段",
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("keyword", "关键词"),
                    ("place", "地区"),
                    ("organ", "检察机关"),
                    ("phrase", "词语"),
                    ("tool", "制度与平台"),
                ],
                max_length=8,
                verbose_name="类别",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="instrument",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="evidence",
                to="reform_cases.instrument",
                verbose_name="制度与平台",
            ),
        ),
        migrations.CreateModel(
            name="CaseInstrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        help_text="按原文所写，例如 全国首个；2023年9月管理系统正式上线。",
                        max_length=300,
                        verbose_name="原文所述",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_instruments",
                        to="reform_cases.case",
                        verbose_name="事例",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="case_instruments",
                        to="reform_cases.instrument",
                        verbose_name="制度与平台",
                    ),
                ),
            ],
            options={
                "verbose_name": "事例的制度与平台",
                "verbose_name_plural": "事例的制度与平台",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("instrument", "case"), name="case_instrument_once")
                ],
            },
        ),
    ]
