"""What a check of a text found, as data for programs."""

from __future__ import annotations

from typing import Any

from reform_cases.catalogue.writing.alignment import Alignment
from reform_cases.catalogue.writing.borrowed import Borrowed
from reform_cases.catalogue.writing.checking import Checked, Report
from reform_cases.exports.lists import version_name


def checked_data(report: Report, borrowed: list[Borrowed], site: str) -> dict[str, Any]:
    """Return what `/api/v1/check` answers; `site` is where the addresses are."""
    return {
        "sentences": [_sentence(one, site) for one in report.sentences],
        "searched": searched_data(report),
        "borrowed": [
            {
                "span": [one.start, one.end],
                "case": one.text.slug,
                "anchor": one.anchor,
                "source_span": one.text.span(one.source_start, one.source_end),
                "left_standing": list(one.left_standing),
            }
            for one in borrowed
        ],
    }


def searched_data(report: Report) -> dict[str, Any]:
    """Return what was searched: how many public cases and sources, at which version, and in how many cases it was looked closely."""
    return {
        "cases": report.cases,
        "sources": report.sources,
        "version": version_name(report.version),
        "compared": report.compared,
    }


def _sentence(one: Checked, site: str) -> dict[str, Any]:
    return {
        "text": one.sentence.text,
        "span": [one.sentence.start, one.sentence.end],
        "verdict": one.verdict,
        "matches": [_match(match, site) for match in one.matches],
    }


def _match(match: Alignment, site: str) -> dict[str, Any]:
    return {
        "case": match.text.slug,
        "url": site + match.text.url(match.start),
        "source_span": match.text.span(match.start, match.end),
        "text": match.text.written(match.start, match.end),
        "differences": [one._asdict() for one in match.differences],
    }
