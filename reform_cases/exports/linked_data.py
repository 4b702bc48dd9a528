"""A record as JSON-LD in the words of schema.org: a report, whose organ it tells of, where, what about, and its numbers as observations."""

from __future__ import annotations

from typing import Any

from reform_cases.exports.record import RecordFile
from reform_cases.exports.rows import Data


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
