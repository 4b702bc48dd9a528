"""A former shape of the search index. What it made and marked, 0005 makes and marks in the shape that came after."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0003_version_triggers"),
    ]

    operations: list[migrations.RunPython] = []
