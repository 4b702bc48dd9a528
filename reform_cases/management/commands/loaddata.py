"""`manage.py loaddata`: Django's own, with one clear sentence instead of a traceback for a bad fixture.

What was loaded is indexed for searching, and noted as a revision, in the same transaction.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, transaction
from django.db.models import Model

from reform_cases.history.revisions import FIXTURE, Writer, written
from reform_cases.history.seals import SEALED, seal
from reform_cases.ingest.decided.loading import LoadedBesideDecisions
from reform_cases.ingest.masked import brings_back
from reform_cases.models import Case, CaseKeyword, Keyword, KeywordSynonym, SourceDocument
from reform_cases.sql.ids import Ids


class Command(loaddata.Command):
    def handle(self, *fixture_labels: str, **options: Any) -> None:
        self.saved: dict[type[Model], set[Any]] = {}
        self.decided = LoadedBesideDecisions()
        try:
            with transaction.atomic(using=options["database"]):
                super().handle(*fixture_labels, **options)
                cases = self._cases()
                Case.objects.filter(pk__in=Ids(cases)).note_anchors()
                written(cases, Writer(FIXTURE, why=", ".join(fixture_labels)))
                for model in SEALED.values():
                    seal(model, self.saved.get(model, ()))
        except CommandError:
            raise
        # A fixture can hold anything, and Django lets through whatever its content then raises.
        except Exception as error:
            reason = self._unknown_relation(error) or " ".join(str(error).split())
            raise CommandError(f"{', '.join(fixture_labels)}: nothing was loaded: {reason}") from error

    def save_obj(self, obj: Any) -> bool:
        """Save as Django does; remember which cases and keywords the object belongs to, and keep what a person decided.

        IntegrityError for a keyword that there is already under another address.
        """
        if isinstance(obj.object, Case):
            obj.object.keep_decided()
        if isinstance(obj.object, Keyword):
            if KeywordSynonym.objects.filter(keyword=obj.object.pk, folded=obj.object.folded).exists():
                return False  # it was renamed, or merged into the one that its key now means
            self._check_keyword(obj.object)
        if isinstance(obj.object, SourceDocument) and brings_back(obj.object.text):
            raise IntegrityError(
                f"{obj.object.name} holds a name that was masked by law: `import_source` masks it again, a fixture does not"
            )
        if not self.decided.takes(obj):
            obj.deferred_fields = {}
            return False
        saved = super().save_obj(obj)
        row = obj.object
        ways = (
            (Case, "case_id"),
            (Case, "content_object_id"),
            (SourceDocument, "source_id"),
            (type(row), "pk"),
        )
        for model, field in ways:
            if saved and getattr(row, field, None):
                self.saved.setdefault(model, set()).add(getattr(row, field))
        return saved

    def _check_keyword(self, keyword: Keyword) -> None:
        same = Keyword.objects.exclude(slug=keyword.slug).filter(folded=keyword.folded).first()
        if same:
            raise IntegrityError(
                f"the keyword “{keyword.name}” ({keyword.slug}) is only another way to write “{same.name}” ({same.slug})"
            )

    def _cases(self) -> set[int]:
        """The cases that what was loaded can have changed."""
        renamed = CaseKeyword.objects.filter(tag__in=self.saved.get(Keyword, ()))
        return self.saved.get(Case, set()) | set(renamed.values_list("content_object_id", flat=True))

    def _unknown_relation(self, error: Exception) -> str:
        """Which object names a row that does not exist (Django says it of the last step without the object)."""
        waiting = (
            getattr(self, "objs_with_deferred_fields", []) if isinstance(error, DeserializationError) else []
        )
        for one in waiting:
            for field, value in one.deferred_fields.items():
                for key in value if field.many_to_many else [value]:
                    if f"field_value was '{key}'" in str(error):
                        named = " ".join(map(str, key))
                        return f"{one.object._meta.label} “{one.object}” names {field.name} {named}, which does not exist"
        return ""
