"""Of each revision whether readers saw it, and at which version of the catalogue it was written."""

import json
import zlib

from django.db import migrations, models


def note_what_was_public(apps, schema_editor):
    revision = apps.get_model("reform_cases", "Revision")
    for one in revision.objects.order_by("pk").iterator(chunk_size=50):
        # A copy that waits for signatures never says so.
        if json.loads(zlib.decompress(one.body))["case"]["status"] == "published":
            revision.objects.filter(pk=one.pk).update(public=True)


class Migration(migrations.Migration):
    dependencies = [("reform_cases", "0018_revisions_are_kept")]

    operations = [
        migrations.AddField(
            "revision", "public", models.BooleanField(default=False, editable=False, verbose_name="曾公开")
        ),
        migrations.AddField(
            "revision", "serial", models.BigIntegerField(default=0, editable=False, verbose_name="版次")
        ),
        migrations.RunPython(note_what_was_public, migrations.RunPython.noop),
        migrations.AddIndex("revision", models.Index(fields=["serial"], name="revision_serial")),
        migrations.AddIndex("revision", models.Index(fields=["at"], name="revision_at")),
    ]
