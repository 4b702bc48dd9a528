"""Five states of a record, the copy that waits to be signed, and the anchors that a record has given.

The index on status and region goes: it led SQLite through all published cases where a key finds the one.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0003_versions"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_number_once",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_status_region",
        ),
        migrations.AddField(
            model_name="case",
            name="anchors",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="已给锚点"),
        ),
        migrations.AddField(
            model_name="case",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="reform_cases.case",
                verbose_name="并入的事例",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="pending_for",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pending",
                to="reform_cases.case",
                verbose_name="待改的事例",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="withdrawal_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("request", "应发布机关要求"),
                    ("error", "内容有误"),
                    ("privacy", "涉及个人信息"),
                    ("secrecy", "涉及不宜公开的内容"),
                ],
                max_length=10,
                verbose_name="撤回原因",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True, verbose_name="撤回日期"),
        ),
        migrations.AlterField(
            model_name="case",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("review", "待审核"),
                    ("published", "已发布"),
                    ("withdrawn", "已撤回"),
                    ("merged", "已并入"),
                ],
                default="draft",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("pending_for", None)),
                fields=("collection", "number"),
                name="case_number_once",
                violation_error_message="这一批次中已有相同序号的事例。",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "withdrawn"),
                        ("withdrawn_on__isnull", False),
                        models.Q(("withdrawal_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "withdrawn"), _negated=True),
                        ("withdrawal_reason", ""),
                        ("withdrawn_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="case_withdrawn_says_why",
                violation_error_message="撤回的事例须写明日期和原因，其他状态的不写。",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="case_merged_says_where",
                violation_error_message="并入的事例须写明并入哪一件，其他状态的不写。",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pending_for__isnull", True), ("status__in", ["draft", "review"]), _connector="OR"
                ),
                name="case_pending_copy_unpublished",
                violation_error_message="待改的副本不能公开。",
            ),
        ),
    ]
