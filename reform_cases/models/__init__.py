"""The catalogue's nouns, one file each, their QuerySets beside them."""

from reform_cases.models.case import Case
from reform_cases.models.collection import Collection
from reform_cases.models.evidence import Evidence
from reform_cases.models.function import Function
from reform_cases.models.keyword import CaseKeyword, Keyword
from reform_cases.models.measure import Measure
from reform_cases.models.outcome import Outcome
from reform_cases.models.region import Region
from reform_cases.models.search import CatalogueVersion, SearchBlock, SearchSegment, SearchText, Suggestion
from reform_cases.models.section import Section
from reform_cases.models.source import SourceDocument, SourcePassage

__all__ = [
    "Case",
    "CaseKeyword",
    "CatalogueVersion",
    "Collection",
    "Evidence",
    "Function",
    "Keyword",
    "Measure",
    "Outcome",
    "Region",
    "SearchBlock",
    "SearchSegment",
    "SearchText",
    "Section",
    "SourceDocument",
    "SourcePassage",
    "Suggestion",
]
