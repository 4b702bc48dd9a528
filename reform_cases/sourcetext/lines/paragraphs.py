"""Step 8, paragraphs: lines that a copy or the foot of a page broke inside a sentence belong together again.

A line goes on in the next one when it is long, has no sign at its end, and the next line, standing right below, looks like
the rest of a sentence. The line end between them is layout then, no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reform_cases.reference.forms import LABEL_BEGINS, MEASURE_LABELS
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.sourcetext.lines.line import Line

_LONG = 20
_SHORT = 8  # a line before the foot of a page
_ENDED = frozenset("。!?;:”)》】…—.·|")
_BEGINS_ANEW = re.compile(r"[《(【〔“\d①-⑳●■◆▲△○□★☆-]|[附注]:")
_OPEN = (("“", "”"), ("《", "》"), ("(", ")"))


def rejoin(lines: Sequence[Line]) -> list[Line]:
    """The lines, those broken inside a sentence made one."""
    joined: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run[-1], line, run[0]):
            joined.append(_one(run))
            run = []
        run.append(line)
    if run:
        joined.append(_one(run))
    return joined


def is_labelled(form: str) -> bool:
    """Whether a folded line begins with an outline label."""
    return form[:1] in LABEL_BEGINS and any(
        one.pattern.match(form) for forms in MEASURE_LABELS for one in forms
    )


def _goes_on(line: Line, following: Line, first: Line) -> bool:
    turned = following.follows == line.stop
    if (
        not (turned or line.stop == following.start)
        or line.bold != following.bold
        or line.rank
        or following.rank
    ):
        return False
    if len(line.form) < (_SHORT if turned else _LONG) or line.form[-1] in _ENDED or "\t" in line.form:
        return False
    if not turned and following.form[-1] not in _ENDED and len(following.form) < _LONG:
        return False
    inside = _is_open(line.form[-200:])
    anew = _BEGINS_ANEW.match(following.form) and not (turned and following.form[0].isdigit())
    if not inside and (anew or is_labelled(following.form)):
        return False
    return inside or line.form[-1] in ",、" or "。" in first.form or not is_labelled(first.form)


def _is_open(form: str) -> bool:
    """Whether a quotation or bracket begun in `form` is still open at its end."""
    return any(form.rfind(opening) > form.rfind(closing) for opening, closing in _OPEN)


def _one(run: Iterable[Line]) -> Line:
    lines = list(run)
    if len(lines) == 1:
        return lines[0]
    return replace(
        lines[0],
        end=lines[-1].end,
        stop=lines[-1].stop,
        clean=CleanText.join(line.clean for line in lines),
        form="".join(line.form for line in lines),
    )
