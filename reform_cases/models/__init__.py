"""The catalogue's nouns, one file each, their QuerySets beside them."""

from reform_cases.models.case import Case
from reform_cases.models.collection import Collection
from reform_cases.models.derived.search import (
    SearchBlock,
    SearchSegment,
    SearchText,
    Suggestion,
    UnfoundSearch,
)
from reform_cases.models.derived.version import CaseChange, CatalogueVersion, PastVersion
from reform_cases.models.desk.account import AuditEntry, OneTimePassword
from reform_cases.models.desk.decision import Decision
from reform_cases.models.desk.redaction import Masking, Redaction
from reform_cases.models.desk.report import ErrorReport
from reform_cases.models.desk.revision import Import, Revision
from reform_cases.models.desk.seal import Seal
from reform_cases.models.desk.signature import Signature
from reform_cases.models.evidence import Evidence
from reform_cases.models.function import Function
from reform_cases.models.instrument import CaseInstrument, Instrument
from reform_cases.models.keyword import CaseKeyword, Keyword, KeywordSynonym
from reform_cases.models.measure import Measure
from reform_cases.models.outcome import Outcome, ReportedNumber
from reform_cases.models.region import Region
from reform_cases.models.section import Section
from reform_cases.models.source import SourceDocument, SourcePassage

# What is made from the records, and can be made again.
DERIVED = (
    CaseChange,
    CatalogueVersion,
    PastVersion,
    SearchBlock,
    SearchSegment,
    SearchText,
    Suggestion,
    UnfoundSearch,
)
# What only the desk knows: readers' pages are none the newer for it.
DESK = (
    *(AuditEntry, ErrorReport, OneTimePassword, Import, Masking),
    *(Redaction, Revision, Seal, Signature),
)

__all__ = [
    "DERIVED",
    "DESK",
    "AuditEntry",
    "Case",
    "CaseChange",
    "CaseInstrument",
    "CaseKeyword",
    "CatalogueVersion",
    "Collection",
    "Decision",
    "ErrorReport",
    "Evidence",
    "Function",
    "Import",
    "Instrument",
    "Keyword",
    "KeywordSynonym",
    "Masking",
    "Measure",
    "OneTimePassword",
    "Outcome",
    "PastVersion",
    "Redaction",
    "Region",
    "ReportedNumber",
    "Revision",
    "Seal",
    "SearchBlock",
    "SearchSegment",
    "SearchText",
    "Section",
    "Signature",
    "SourceDocument",
    "SourcePassage",
    "Suggestion",
    "UnfoundSearch",
]
