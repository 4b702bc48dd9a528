"""What names a text whatever file it came in."""

import hashlib
import re
import unicodedata

from django.db import migrations, models


def name_texts(apps, schema_editor):
    """As `text.identity` does on the day of this migration."""
    outer = re.compile(r"[\ufeff\u200b\u2060]|(?<!\w)#{1,6}(?=\s)|\*\*")
    for source in apps.get_model("reform_cases", "SourceDocument").objects.iterator(chunk_size=50):
        text = outer.sub("", unicodedata.normalize("NFC", source.text))
        lines = (" ".join(line.split()) for line in text.splitlines())
        source.text_id = hashlib.sha256("\n".join(line for line in lines if line).encode()).hexdigest()
        source.save(update_fields=["text_id"])


class Migration(migrations.Migration):
    dependencies = [
        ("reform_cases", "0013_decisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="sourcedocument",
            name="text_id",
            field=models.CharField(
                db_index=True,
                default="",
                editable=False,
                help_text="换行、编码、文件形式不同而文字相同的，标识相同。",
                max_length=64,
                verbose_name="文本标识",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(name_texts, migrations.RunPython.noop, elidable=True),
    ]
