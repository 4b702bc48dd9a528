"""What a given text has in the catalogue, as data for programs: its sentences checked, its demands with what answers them."""

from __future__ import annotations

from typing import Any

from reform_cases.catalogue.writing.alignment import Alignment
from reform_cases.catalogue.writing.borrowed import Borrowed
from reform_cases.catalogue.writing.checking import Checked, Report
from reform_cases.catalogue.writing.demands import Answer, Matched
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


def matched_data(matched: Matched, site: str) -> dict[str, Any]:
    """Return what `/api/v1/match` answers; a demand without answers has an empty list of them."""
    return {
        "demands": [
            {
                "text": one.text,
                "span": [one.start, one.end],
                "answers": [_answer(answer, site) for answer in one.answers],
            }
            for one in matched.demands
        ],
        "searched": {"cases": matched.cases, "left_out": matched.left_out},
    }


def _answer(answer: Answer, site: str) -> dict[str, Any]:
    return {
        "case": answer.case,
        "url": site + answer.url,
        "anchor": answer.anchor,
        "heading": answer.heading,
        "terms": list(answer.terms),
        "sentence": answer.sentence,
    }
