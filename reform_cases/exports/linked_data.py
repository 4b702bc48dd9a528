"""A record as JSON-LD: in the words of schema.org a report, whose organ it tells of, where, what about, and its numbers as observations;
in those of Web Annotation each passage of its source that proves a value.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.db.models.functions import Substr

from reform_cases.catalogue.source_parts import passage_address
from reform_cases.exports.record import RecordFile
from reform_cases.exports.rows import Data
from reform_cases.models import Evidence, SourceDocument

# Characters before and behind a passage by which it is found again.
_AROUND = 32
_COLUMNS = (
    *("key", "part", "field", "start", "end", "quote"),
    *("measure__anchor", "section__anchor", "outcome__anchor"),
)
_LABELS = {value: str(label) for value, label in Evidence.Field.choices}


def linked_data(file: RecordFile) -> Data:
    """Return the record as linked data."""
    case, row = file.case, file.row
    region = row["region"] and {
        "@type": "AdministrativeArea",
        "@id": f"{file.site}/regions/{row['region']['code']}/",
        "name": row["region"]["name"],
        "identifier": row["region"]["code"],
    }
    organ = row["organ"] and _without_nothing(
        {"@type": "GovernmentOrganization", "name": row["organ"], "areaServed": region}
    )
    publisher = case.collection__publisher
    return _without_nothing(
        {
            "@context": "https://schema.org",
            "@type": "Report",
            "@id": file.url,
            "url": file.url,
            "name": row["title"],
            "inLanguage": "zh-Hans",
            "reportNumber": row["slug"],
            "publisher": publisher and {"@type": "GovernmentOrganization", "name": publisher},
            "datePublished": case.collection__published_on and str(case.collection__published_on),
            "about": organ,
            "spatialCoverage": region,
            "keywords": [{"@type": "DefinedTerm", "name": name} for name in row["keywords"]],
            "isPartOf": {
                "@type": "Collection",
                "@id": f"{file.site}/collections/{row['collection']}/",
                "name": case.collection__title,
            },
            "isBasedOn": file.source
            and _without_nothing(
                {
                    "@type": "DigitalDocument",
                    "name": file.source["name"],
                    "url": file.site + file.record.source_url,
                    "identifier": f"sha256:{file.source['sha256']}",
                    "creditText": file.source["credit"],
                }
            ),
            "mentions": [_observation(number) for number in file.numbers if not number["review"]],
        }
    )


def _observation(number: Data) -> Data:
    """A number; one that the text gives as a range or a change has its words only."""
    return _without_nothing(
        {
            "@type": "Observation",
            "@id": number["url"],
            "name": number["metric"] or number["quote"],
            "description": number["quote"],
            "variableMeasured": number["metric"],
            "value": number["value"],
            "unitText": number["unit"],
            "observationPeriod": number["period"],
            "subjectOf": number["sentence"] and {"@type": "Quotation", "text": number["sentence"]},
        }
    )


def _without_nothing(data: dict[str, Any]) -> Data:
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def web_annotations(file: RecordFile) -> Data:
    """Return the evidence of the record by the Web Annotation Data Model of the W3C, in the order of the text; two queries.

    A target is the page of the source that has the passage; positions count characters of the text as received, and what stands
    around a passage is taken from the characters of this case alone.
    """
    own = file.row["evidence"]
    first, last = own["spans"][0] if own else (0, 0)
    text = ""
    if own:
        read = Substr("text", first + 1, last - first)
        text = SourceDocument.objects.filter(cases__pk=file.case.pk).values_list(read, flat=True)[0]
    rows = (
        Evidence.objects.published()
        .filter(case=file.case.pk, source=F("case__source"))
        .order_by("start", "-end", "key", "part")
        .values_list(*_COLUMNS)
    )
    here = f"{file.url.rstrip('/')}.annotations.jsonld"
    items = []
    for key, part, field, start, end, quote, *anchors in rows:
        anchor = next(filter(None, anchors), field if field in file.texts else "")
        around = text[max(0, start - first - _AROUND) : start - first], text[end - first :][:_AROUND]
        items.append(
            {
                "id": f"{here}#{key}{f'-{part}' if part else ''}",
                "type": "Annotation",
                "motivation": "linking",
                "body": [
                    f"{file.url}#{anchor}" if anchor else file.url,
                    {
                        "type": "TextualBody",
                        "value": _LABELS[field],
                        "language": "zh-Hans",
                        "purpose": "tagging",
                    },
                ],
                "target": _target(file, start, end, quote, around),
            }
        )
    page = {"id": f"{here}#1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": here,
        "type": "AnnotationCollection",
        "label": file.row["title"],
        "total": len(items),
        **({"first": page} if items else {}),
    }


def _target(file: RecordFile, start: int, end: int, quote: str, around: tuple[str, str]) -> Data:
    """A passage of the source, told by its words with those around, and by its place."""
    return {
        "type": "SpecificResource",
        "source": file.site + passage_address(file.record.source_url, start, end).partition("#")[0],
        "selector": [
            {"type": "TextQuoteSelector", "exact": quote, "prefix": around[0], "suffix": around[1]},
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
