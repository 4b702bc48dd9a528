"""What conversion leaves out becomes warnings; the notes of a file, which come last in its text, become noise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reform_cases.reference.noise import NOTES
from reform_cases.sourcetext.document import Span
from reform_cases.sourcetext.files.decode import Decoded
from reform_cases.sourcetext.files.layout import DELETED, EMBEDDED, HIDDEN, STRUCK
from reform_cases.sourcetext.findings import Findings

_TAKEN_OUT = frozenset({DELETED, STRUCK, HIDDEN})
_SHOWN = 60
_MOST = 200  # a page that hides more is listed by its first passages, and the number of the rest
_LINE = re.compile(r"[^\n]+")


def list_left_out(decoded: Decoded, findings: Findings) -> None:
    """Warn of each passage that the text does without, at the character before which it stood.

    What its writer took out or hid is told by its length alone: warnings are read by more people than the file was for.
    """
    end = len(decoded.text) - 1
    for number, passage in enumerate(decoded.left_out):
        at = min(passage.at, end)
        if number == _MOST:
            rest = len(decoded.left_out) - _MOST
            findings.warn((at, at + 1), f"此处起另有{rest}处划去、删除、隐藏或升降的文字未读入")
            return
        if passage.reason == EMBEDDED:
            findings.warn((at, at + 1), f"此处{EMBEDDED}的文字未读入,请另行导入")
            continue
        said = passage.text if len(passage.text) <= _SHOWN else passage.text[:_SHOWN] + "…"
        if passage.reason in _TAKEN_OUT:
            said = f"{len(passage.text)}字"
        findings.warn((at, at + 1), f"此处{passage.reason}的文字未读入:{said}")


def apart_from_notes(decoded: Decoded, cuts: Sequence[Span], findings: Findings) -> list[Span]:
    """Return `cuts` (sorted) with the notes of the file, whose lines belong to no case."""
    if decoded.notes_at is None:
        return list(cuts)
    notes = [line.span() for line in _LINE.finditer(decoded.text, decoded.notes_at)]
    findings.discard(NOTES, notes)
    return [*(cut for cut in cuts if cut[1] <= decoded.notes_at), *notes]
