"""The editors' desk: Django's own admin in Chinese, one module a noun."""

import taggit.admin  # registers taggit's own tags, which this catalogue does not use
from django.contrib import admin
from taggit.models import Tag

from reform_cases.admin import (
    case,
    collection,
    evidence,
    function,
    instrument,
    keyword,
    region,
    source,
    unfound,
)
from reform_cases.admin.people import accounts, audit
from reform_cases.admin.workflow import decision, imports, redaction, report

__all__ = [
    "accounts",
    "audit",
    "case",
    "collection",
    "decision",
    "evidence",
    "function",
    "imports",
    "instrument",
    "keyword",
    "redaction",
    "region",
    "report",
    "source",
    "taggit",
    "unfound",
]

admin.site.unregister(Tag)
