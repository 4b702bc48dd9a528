"""The shipped catalogue with something hidden in each way, and bundles of it, written once a run."""

from __future__ import annotations

from pathlib import Path

from django.contrib.auth.models import User

from reform_cases.bundles.tables import TABLES
from reform_cases.bundles.writing import write_bundle
from reform_cases.desk.redaction.redacting import redact
from reform_cases.history.revisions import COMMAND, Writer, written
from reform_cases.models import (
    AuditEntry,
    Case,
    CaseInstrument,
    Decision,
    ErrorReport,
    Evidence,
    Import,
    Instrument,
    Keyword,
    KeywordSynonym,
    Revision,
    Seal,
    Signature,
    SourceDocument,
)
from tests.shipped import load_shipped

# What stands in no public bundle. The last ones are said of public records by the desk alone.
SECRETS = (
    "秘密标题",
    "秘密网址",
    "秘密理由",
    "秘密的人",
    "秘密的话",
    "秘密导入",
    "秘密说明",
    "秘密提法",
    "秘密别名",
    "秘密机制",
    "秘密判决",
)
# A word of a public record that is masked as a name is.
MASKED = "成品油"
WITHDRAWN, DRAFT, MERGED = "jcgg-2024-02", "jcgg-2024-03", "jcgg-2024-04"


def hide_some() -> list[str]:
    """Load the six cases, hide three of them in three ways, add what the desk knows; return the words of the source that are hidden."""
    load_shipped()
    public = Case.objects.get(slug="jcgg-2024-01")
    Case.objects.filter(slug=WITHDRAWN).update(
        status="withdrawn", withdrawn_on="2026-01-02", withdrawal_reason="privacy"
    )
    Case.objects.filter(slug=DRAFT).update(status="draft")
    Case.objects.filter(slug=MERGED).update(status="merged", merged_into=public)
    copy = Case.objects.create(
        collection=public.collection, number=1, slug="jcgg-2024-01~", title="秘密标题", status="review", pending_for=public,
    )  # fmt: skip
    keyword = Keyword.objects.create(name="秘密网址")
    KeywordSynonym.objects.create(keyword=keyword, name="秘密别名")
    copy.case_keywords.create(tag=keyword, order=1)
    CaseInstrument.objects.create(
        case=copy, instrument=Instrument.objects.create(name="秘密机制", kind="机制"), order=1
    )
    account = User.objects.create_user("秘密的人", password="秘密")
    Decision.objects.filter(case=public, key="o-1").update(
        note="秘密说明",
        by=account,
        by_name="秘密的人",
        disputed=True,
        offered={"metric": "秘密提法"},
        proposed={"metric": "秘密提法"},
    )
    done = Import.objects.create(name="秘密导入", sha256="0" * 64, collection="jcgg-2024", report="秘密导入")
    first, *_rest = written(
        Case.objects.values_list("pk", flat=True), Writer(COMMAND, account, "秘密理由", done)
    )
    Signature.objects.create(revision=first, by=account, by_name="秘密的人")
    ErrorReport.objects.create(case=public, text="秘密的话", sender="0")
    AuditEntry.objects.create(kind="signed_in", about="秘密的人")
    redact(MASKED, "秘密判决", account)
    text = SourceDocument.objects.get().text
    hidden = Case.objects.filter(slug__in=(WITHDRAWN, DRAFT, MERGED))
    return [text[one.source_start + 1 : one.source_end - 1] for one in hidden]


def empty_again() -> None:
    """Take everything out of the catalogue, as if nothing had ever been in it."""
    cases = list(Case.objects.values_list("pk", flat=True))
    for model in (Signature, Revision, Evidence, Seal, *(table.model for table in reversed(TABLES))):
        if model is Case:
            Case.objects.exclude(pending_for=None).delete()
            Case.objects.update(merged_into=None, status="draft", withdrawn_on=None, withdrawal_reason="")
        model._default_manager.all().delete()
    written(cases, Writer(COMMAND))


def bundle(folder: Path, name: str, *, everything: bool = False) -> Path:
    """The bundle of what is in the database, in a new folder of `folder`."""
    write_bundle(folder / name, everything=everything)
    return folder / name


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
