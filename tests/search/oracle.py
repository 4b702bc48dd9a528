"""What a search should find, by plain reading of the records: written apart from the code it judges.

It knows the query language from its description only, and looks with `in` through the texts of one case after another.
"""

from __future__ import annotations

import unicodedata

from reform_cases.models import Case
from reform_cases.text.variants import FOR_SEARCH

FIELDS = ("标题", "关键词", "举措", "成效", "意义", "正文")
QUOTES = '"“”'


def folded(text):
    """NFKC, case folded, simplified, white space and control characters folded."""
    out = ""
    for letter in unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()):
        if letter.isspace() or unicodedata.category(letter) == "Cc":
            letter = " "
        if unicodedata.category(letter) == "Cs":
            letter = "\ufffd"
        letter = chr(FOR_SEARCH.get(ord(letter), ord(letter)))
        if letter != " " or not out.endswith(" "):
            out += letter
    return out.strip(" ")


def terms(text):
    """(excluded, field, text) of every term, or None where nothing can be looked for."""
    rest, found = folded(text), []
    if len(rest) > 200:
        return None
    asked = bool(rest)
    while rest := rest.lstrip(" "):
        excluded = rest[0] == "-" and len(rest) > 1 and rest[1] != " "
        rest = rest[1:] if excluded else rest
        field = next((f for f in FIELDS if rest.startswith(f"{f}:") and rest[len(f) + 1 :].strip()), "")
        if field:
            rest = rest[len(field) + 1 :].lstrip(" ")
        term, rest = phrase_or_word(rest)
        if term and (excluded, field, term) not in found:
            found.append((excluded, field, term))
    if len(found) > 20 or (asked and not found):
        return None
    return found


def phrase_or_word(rest):
    if rest[0] in QUOTES:
        ends = [at for at in range(1, len(rest)) if rest[at] in QUOTES]
        if ends and rest[ends[0] + 1 : ends[0] + 2] in ("", " "):
            return rest[1 : ends[0]].strip(" "), rest[ends[0] + 1 :]
    word, _space, rest = rest.partition(" ")
    return word, rest


def columns(case):
    """The folded texts of `case` by rank, and those that only a field looks into."""
    measures = list(case.measures.all())
    sections = [text for section in case.sections.all() for text in (section.name, section.text)]
    place = case.region.full_name if case.region else ""
    texts = {
        "title": [case.title],
        "keywords": [row.tag.name for row in case.case_keywords.all()],
        "headings": [measure.heading for measure in measures],
        "bodies": [measure.body for measure in measures],
        "significance": [case.significance],
        "other": [case.organ, place, case.background, *sections],
        "outcomes": [text for outcome in case.outcomes.all() for text in (outcome.metric, outcome.quote)],
    }
    return {name: list(map(folded, values)) for name, values in texts.items()}


LOOKED_INTO = {
    "": [["title"], ["keywords"], ["headings"], ["bodies", "significance", "other"]],
    "标题": [["title"], [], [], []],
    "关键词": [[], ["keywords"], [], []],
    "举措": [[], [], ["headings"], ["bodies"]],
    "成效": [[], [], [], ["outcomes"]],
    "意义": [[], [], [], ["significance"]],
    "正文": [[], [], ["headings"], ["bodies", "significance", "other"]],
}


def rank_of(texts, field, term):
    """The first rank at which the term stands, or None."""
    for rank, names in enumerate(LOOKED_INTO[field]):
        if any(term in text for name in names for text in texts[name]):
            return rank
    return None


def catalogue():
    """Every case with its folded texts, in the list's own order."""
    cases = Case.objects.select_related("collection", "region").prefetch_related(
        "measures", "sections", "outcomes", "case_keywords__tag"
    )
    ordered = sorted(cases, key=lambda c: (-c.collection.year, c.collection.slug, c.number))
    return [(case.pk, columns(case)) for case in ordered]


def expected(text, cases):
    """The ids that `text` finds, best first, ties in the list's own order."""
    asked = terms(text)
    if asked is None:
        return []
    hits = []
    for pk, texts in cases:
        ranks = [(excluded, rank_of(texts, field, term)) for excluded, field, term in asked]
        if all((rank is None) == excluded for excluded, rank in ranks):
            hits.append((max((rank for excluded, rank in ranks if not excluded), default=0), pk))
    return [pk for _rank, pk in sorted(hits, key=lambda hit: hit[0])]
