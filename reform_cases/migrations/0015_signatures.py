"""Who has signed which revision; what one may do to a case."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0014_source_identity"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={
                "ordering": ["-collection__year", "collection__slug", "number"],
                "permissions": [
                    ("publish_case", "发布或签发事例"),
                    ("withdraw_case", "撤回事例"),
                    ("merge_case", "并入事例"),
                ],
                "verbose_name": "事例",
                "verbose_name_plural": "事例",
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_name", models.CharField(max_length=150, verbose_name="姓名")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="reform_cases.revision",
                        verbose_name="修订",
                    ),
                ),
            ],
            options={
                "verbose_name": "签发",
                "verbose_name_plural": "签发",
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "by_name"), name="signature_once")
                ],
            },
        ),
    ]
