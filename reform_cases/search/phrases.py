"""Phrases that texts use often: what readers may be after that is neither a keyword nor a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reform_cases.search.engine.folding import Texts

# Of many cases read at once so many are looked through, evenly spread: what is frequent stands in these too.
LOOKED_THROUGH = 20
# Of one case so many phrases are kept, each said at least so often.
MOST, OFTEN = 12, 3
_SHORTEST, _LONGEST = 2, 20
# Words that join or end a phrase and are no part of one.
_PARTED = re.compile(
    r"[^\u3400-\u9fff〇]+|[的了和与及在对将为以等并把被从向由于是有其中各个该此后前上下不一二三四五六七八九十]"
)
# No phrase begins with what ends a name, or with half a word.
_BROKEN = re.compile(r"^[省市县区院级动化性会]|[省市县区级]$")


def phrases(texts: Sequence[Texts]) -> list[str]:
    """Return the phrases that some of `texts` uses often, each once; the work is bounded, however many they are."""
    step = -(-len(texts) // LOOKED_THROUGH) or 1
    return list(dict.fromkeys(phrase for text in texts[::step] for phrase in _often(text)))


def _often(text: Texts) -> list[str]:
    prose = "\n".join((text.headings, text.measures, text.significance, text.other))
    often = _repeated([run for run in _PARTED.split(prose) if len(run) >= _SHORTEST])
    # What nearly always stands in one longer piece is part of that.
    parts = {
        part
        for piece, count in often.items()
        for part in (piece[:-1], piece[1:])
        if count >= 0.7 * often.get(part, 0)
    }
    whole = [piece for piece in often if piece not in parts and not _BROKEN.search(piece)]
    return sorted(whole, key=lambda piece: (-often[piece] * (len(piece) - 1), piece))[:MOST]


def _repeated(runs: Sequence[str]) -> dict[str, int]:
    """Every piece of `runs` that stands there often; a longer one is looked for only where its parts are such."""
    often: dict[str, int] = {}
    for size in range(_SHORTEST, _LONGEST + 1):
        counts = Counter(
            run[at : at + size]
            for run in runs
            for at in range(len(run) - size + 1)
            if size == _SHORTEST or (run[at : at + size - 1] in often and run[at + 1 : at + size] in often)
        )
        found = {piece: count for piece, count in counts.items() if count >= OFTEN}
        if not found:
            break
        often |= found
    return often
