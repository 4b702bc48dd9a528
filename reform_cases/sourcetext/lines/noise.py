"""Step 2, noise inside lines: adverts set into titles and sentences, ornaments, pinyin between characters, markup.

Whole lines that are noise are judged when the lines are read, by what stands in them (reference.noise.NOISE_LINES).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_cases.reference import noise as reference
from reform_cases.reference.forms import CASE_LABELS, DOCUMENT_TITLE
from reform_cases.reference.sections import is_known
from reform_cases.sourcetext.document import Span
from reform_cases.sourcetext.findings import Findings
from reform_cases.text.widths import fold

_ADVERT = re.compile("|".join(map(re.escape, reference.ADVERT_WORDS)))
_BARE = re.compile(reference.ADVERT_BARE)
_OPENING, _CLOSING = "《【〈([", "》】〉)]"
_REACH = 40
_SYMBOL = re.compile(rf"[ \u3000]?(?:{reference.SYMBOLS}[\ufe0e\ufe0f\u200d]?)+")
_PINYIN = re.compile(rf"(?<=[\u4e00-\u9fff])[(（]{reference.SYLLABLE}[)）]", re.IGNORECASE)
_TONED = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zü]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}[)）]")
_FRONT_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\r?\n(?:[^\n]{0,2000}\n){1,40}?---[ \t]*(?=\r?\n)")
_MARKUP = re.compile(
    r"(?m)\*{2,}|(?<=[ \t\u3000])#{2,6}(?=[ \t])|^[ \t\u3000]*(?:#{1,6}(?=[ \t\u3000*【]|\r?$)|>+(?=[ \t]))|\\(?=[.\-*_#()\[\]~+>])"
    rf"|{reference.SPACE_ENTITY.pattern}"
)
# An image, and its caption when a credit such as (某某供图) closes it on the same line.
_IMAGE = re.compile(
    r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)(?:[ \t\u3000]{1,4}[^\n【】*#]{0,60}?[(（][^()（）\n]{0,24}(?:供图|摄影?)[)）])?"
)
_NOTE_LINE = re.compile(r"(?m)^[ \t\u3000]*(?P<note>[\[［](?P<number>\d{1,2})[\]］][^\r\n]*\S)")
_NOTE_MARK = re.compile(r"(?m)(?<=[^\s])[\[［](?P<number>\d{1,2})[\]］]")
_SIGNS = "".join(reference.ORNAMENTS)
_ORNAMENTED = re.compile(
    rf"(?m)^[ \t\u3000]*(?P<open>[{_SIGNS}]+) *(?P<name>[^\s{_SIGNS}][^\r\n。;{_SIGNS}]{{0,60}}?) *(?P<close>[{_SIGNS}]+)?[ \t]*\r?$"
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\u00ad\ufeff\ufe0f]+")


def find_inline_noise(text: str, findings: Findings) -> list[Span]:
    """What the lines are read without: noise and markup, sorted and disjoint, entered in `findings`."""
    found: list[tuple[Span, str]] = []
    form = fold(text)
    found += [(span, reference.ADVERT) for span in _adverts(form)]
    found += [(match.span(), reference.ADVERT) for match in _BARE.finditer(form)]
    found += [(match.span(), reference.SYMBOL) for match in _SYMBOL.finditer(text)]
    found += [(match.span(), reference.PINYIN) for match in _pinyin(text)]
    found += [(match.span(), reference.CAPTION) for match in _IMAGE.finditer(text)]
    front = _FRONT_MATTER.match(text)
    if front:
        found.append((front.span(), reference.FRONT_MATTER))
    found += _notes(text)
    found += [(span, "") for span in _ornaments(text, form)]
    found += [(match.span(), "") for match in _MARKUP.finditer(text)]
    found += [(match.span(), "") for match in _INVISIBLE.finditer(text)]
    spans: list[Span] = []
    for span, reason in sorted(found, key=lambda one: (one[0][0], -one[0][1])):
        if spans and span[0] < spans[-1][1]:
            continue
        spans.append(span)
        if reason:
            findings.discard(reason, [span])
        else:
            findings.furnish("markup" if text[span[0]] not in _INVISIBLE_START else "layout", [span])
    return spans


_INVISIBLE_START = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\ufeff\ufe0f")


def _notes(text: str) -> Iterator[tuple[Span, str]]:
    """Lines [1] … that a mark [1] above refers to, and those marks: a note belongs to no case."""
    lines = {line["number"]: line for line in _NOTE_LINE.finditer(text)}
    for mark in _NOTE_MARK.finditer(text) if lines else ():
        line = lines.get(mark["number"])
        if line and mark.end() <= line.start():
            yield mark.span(), reference.NOTES
            yield line.span("note"), reference.NOTES


def _ornaments(text: str, form: str) -> Iterator[Span]:
    """Ornaments before and behind a heading that is known as one; before anything else they are bullets. `form` is folded."""
    for line in _ORNAMENTED.finditer(form):
        name = line["name"]
        label = "例" in name and any(one.pattern.match(name) for one in (*CASE_LABELS, DOCUMENT_TITLE))
        if label or is_known("".join(name.split()).removesuffix(":")):
            yield line.span("open")
            if line["close"]:
                yield line.span("close")


def _pinyin(text: str) -> list[re.Match[str]]:
    """Syllables in brackets after a character; a single one may be an abbreviation and is left alone."""
    found = [*_TONED.finditer(text), *_PINYIN.finditer(text)]
    return found if len(found) > 1 else []


def _adverts(text: str) -> Iterator[Span]:
    """Brackets around promotional words are an advert as a whole; `text` is folded."""
    for match in _ADVERT.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        opening = max(before.rfind(sign) for sign in _OPENING)
        if opening < 0 or set(before[opening:]) & set(_CLOSING + "。\r\n"):
            continue
        closing = after.find(_CLOSING[_OPENING.index(before[opening])])
        if closing >= 0 and not set(after[:closing]) & set("。\r\n"):
            yield start - len(before) + opening, end + closing + 1
