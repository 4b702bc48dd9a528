"""The catalogue's nouns, one file each, their QuerySets beside them."""

from reform_cases.models.case import Case
from reform_cases.models.collection import Collection
from reform_cases.models.evidence import Evidence
from reform_cases.models.function import Function
from reform_cases.models.keyword import CaseKeyword, Keyword
from reform_cases.models.measure import Measure
from reform_cases.models.outcome import Outcome, ReportedNumber
from reform_cases.models.region import Region
from reform_cases.models.search import SearchBlock, SearchSegment, SearchText, Suggestion, UnfoundSearch
from reform_cases.models.section import Section
from reform_cases.models.source import SourceDocument, SourcePassage
from reform_cases.models.version import CaseChange, CatalogueVersion, PastVersion

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

__all__ = [
    "DERIVED",
    "Case",
    "CaseChange",
    "CaseKeyword",
    "CatalogueVersion",
    "Collection",
    "Evidence",
    "Function",
    "Keyword",
    "Measure",
    "Outcome",
    "PastVersion",
    "Region",
    "ReportedNumber",
    "SearchBlock",
    "SearchSegment",
    "SearchText",
    "Section",
    "SourceDocument",
    "SourcePassage",
    "Suggestion",
    "UnfoundSearch",
]
