"""Step 3, noise inside lines: adverts set into titles and sentences.

Whole lines that are noise are judged later, by the steps that know what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reform_cases.reference import noise as reference
from reform_cases.sourcetext.document import Span
from reform_cases.sourcetext.findings import Findings

_ADVERT = re.compile("|".join(map(re.escape, reference.ADVERT_WORDS)))
_OPENING, _CLOSING = "《【〈「『", "》】〉」』"
_REACH = 40
_BARE_BEFORE = re.compile(r"[A-Za-z0-9.]*(?:体育|娱乐|棋牌)?$")
_BARE_AFTER = re.compile(r"(?:官网|下载|安装|入口|APP|app)*")


def find_inline_noise(text: str, findings: Findings) -> list[Span]:
    """Spans of noise inside lines, sorted and disjoint; each is entered in `findings` with its reason."""
    spans: list[Span] = []
    for span in _adverts(text):
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    findings.discard(reference.ADVERT, spans)
    return spans


def _adverts(text: str) -> Iterator[Span]:
    """An advert takes the brackets it was set in with it."""
    for match in _ADVERT.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        opening = max(before.rfind(sign) for sign in _OPENING)
        if opening >= 0 and not set(before[opening:]) & set(_CLOSING + "\r\n"):
            closing = after.find(_CLOSING[_OPENING.index(before[opening])])
            if closing >= 0 and not set(after[:closing]) & set("\r\n"):
                yield start - len(before) + opening, end + closing + 1
                continue
        lead, trail = _BARE_BEFORE.search(before), _BARE_AFTER.match(after)
        yield start - len(lead[0] if lead else ""), end + len(trail[0] if trail else "")
