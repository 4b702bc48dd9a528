"""What a change is measured against, why a person should look at a number, and the numbers that are no results.

These were passages of their source until now, without a role. They keep their reasons; the roles come with the next
import of the source.
"""

import django.db.models.deletion
from django.db import migrations, models


def move_numbers(apps, schema_editor):
    passages = apps.get_model("reform_cases", "SourcePassage").objects.filter(role="number")
    numbers = apps.get_model("reform_cases", "ReportedNumber").objects
    for source in (
        apps.get_model("reform_cases", "SourceDocument").objects.filter(passages__role="number").distinct()
    ):
        numbers.bulk_create(
            [
                numbers.model(
                    source=source,
                    start=passage.start,
                    end=passage.end,
                    quote=source.text[passage.start : passage.end],
                    reason=passage.note,
                )
                for passage in passages.filter(source=source)
            ],
            batch_size=500,
        )
    passages.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0005_keyword_folded"),
    ]

    operations = [
        migrations.AddField(
            model_name="outcome",
            name="basis",
            field=models.CharField(
                blank=True,
                help_text="变化与什么相比，按原文所写，例如 同比、较2021年。",
                max_length=60,
                verbose_name="基准",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="review",
            field=models.CharField(
                blank=True,
                help_text="填写时，这个数字在事例页上标为待核，不进入列表、统计、图表和对比；核定后清空。",
                max_length=100,
                verbose_name="待核原因",
            ),
        ),
        migrations.AlterField(
            model_name="sourcepassage",
            name="note",
            field=models.CharField(
                help_text="版式的种类、判为杂质的理由，或提醒的内容。", max_length=300, verbose_name="说明"
            ),
        ),
        migrations.AlterField(
            model_name="sourcepassage",
            name="role",
            field=models.CharField(
                choices=[("furniture", "版式文字"), ("noise", "杂质"), ("warning", "提醒")],
                max_length=10,
                verbose_name="类别",
            ),
        ),
        migrations.CreateModel(
            name="ReportedNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField(verbose_name="起点")),
                ("end", models.PositiveIntegerField(verbose_name="终点")),
                ("quote", models.TextField(verbose_name="原文写法")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("案情", "案情"),
                            ("处罚", "处罚"),
                            ("法条", "法条"),
                            ("过程", "过程"),
                            ("名称", "名称"),
                            ("日期", "日期"),
                            ("基数", "基数"),
                            ("编号", "编号"),
                            ("未读", "未读"),
                        ],
                        help_text="空白的是区分性质之前读出的；重新导入来源即可补上。",
                        max_length=10,
                        verbose_name="性质",
                    ),
                ),
                (
                    "reason",
                    models.CharField(help_text="为什么不是成效。", max_length=300, verbose_name="理由"),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="numbers",
                        to="reform_cases.sourcedocument",
                        verbose_name="来源文献",
                    ),
                ),
            ],
            options={
                "verbose_name": "文中数字",
                "verbose_name_plural": "文中数字",
                "ordering": ["source", "start", "end"],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "start", "end"), name="reported_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("start__lt", models.F("end"))),
                        name="reported_number_span",
                        violation_error_message="起点应小于终点。",
                    ),
                ],
            },
        ),
        migrations.RunPython(move_numbers, migrations.RunPython.noop),
    ]
