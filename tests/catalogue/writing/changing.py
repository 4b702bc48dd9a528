"""Sentences of the catalogue, changed in one thing each: a digit, a hedge, a unit, a period, a word, the order."""

from __future__ import annotations

import re
from random import Random

from reform_cases.text.verbatim import GivenSentence, sentences

_HEDGES = "余|多|近|约|超过|逾|以上|不少于"
_UNITS = "件|人|份|名|个|项|万元|%|家|次|起|条"


def _digit(sentence: str, random: Random) -> str | None:
    found = list(re.finditer(r"\d", sentence))
    if not found:
        return None
    at = random.choice(found).start()
    return sentence[:at] + random.choice([d for d in "123456789" if d != sentence[at]]) + sentence[at + 1 :]


def _hedge(sentence: str, random: Random) -> str | None:
    hedged = list(
        re.finditer(rf"(?<=\d)[余多](?=\D)|(?:{_HEDGES})(?=\d)|(?<=\d)(?=[件人份名个项家])", sentence)
    )
    if not hedged:
        return None
    chosen = random.choice(hedged)
    put = "" if chosen[0] else "余"
    return sentence[: chosen.start()] + put + sentence[chosen.end() :]


def _unit(sentence: str, random: Random) -> str | None:
    found = list(re.finditer(rf"(?<=\d)(?:{_UNITS})", sentence))
    if not found:
        return None
    chosen = random.choice(found)
    put = random.choice([unit for unit in _UNITS.split("|") if unit != chosen[0]])
    return sentence[: chosen.start()] + put + sentence[chosen.end() :]


def _period(sentence: str, random: Random) -> str | None:
    found = list(re.finditer(r"(?:20\d\d年(?:以来)?|近年来|今年以来)[,，]?", sentence))
    if not found:
        return None
    chosen = random.choice(found)
    put = random.choice([one for one in ("", "2019年以来,", "近三年来,") if one != chosen[0]])
    return sentence[: chosen.start()] + put + sentence[chosen.end() :]


def _word(sentence: str, random: Random) -> str | None:
    found = list(re.finditer(r"推动|加强|提升|建立|完善|开展|监督|协作|形成|有效", sentence))
    if not found:
        return None
    chosen = random.choice(found)
    put = random.choice([one for one in ("削弱", "规避", "讨论", "复核") if one != chosen[0]])
    return sentence[: chosen.start()] + put + sentence[chosen.end() :]


def _order(sentence: str, random: Random) -> str | None:
    body, mark = sentence.rstrip("。;；"), sentence[len(sentence.rstrip("。;；")) :]
    clauses = body.split(",")
    if len(clauses) < 2 or len(set(clauses)) < 2:
        return None
    at = random.randrange(len(clauses) - 1)
    clauses[at : at + 2] = clauses[at + 1], clauses[at]
    return ",".join(clauses) + mark


CHANGES = {"digit": _digit, "hedge": _hedge, "unit": _unit, "period": _period, "word": _word, "order": _order}


def changed_sentences(text: str, many: int, seed: int) -> list[tuple[str, str]]:
    """Return `many` changed sentences of `text`, each with its kind of change, kinds in turn; none equals its original."""
    random = Random(seed)
    given: list[GivenSentence] = [one for one in sentences(text) if len(one.text) > 8]
    made: list[tuple[str, str]] = []
    while len(made) < many:
        kind = list(CHANGES)[len(made) % len(CHANGES)]
        changed = CHANGES[kind](random.choice(given).text, random)
        if changed and changed not in text:
            made.append((kind, changed))
    return made
