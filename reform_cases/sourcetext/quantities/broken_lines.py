"""A block of prose as numbers are read in it: without the line ends that stand inside a number, which its passages keep."""

from __future__ import annotations

import re
from bisect import bisect_right

from reform_cases.sourcetext.document import Passage, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.text.numerals import even_spaces
from reform_cases.text.widths import fold

_END = r"[ \t\r]*\n[ \t]*"
# No number is broken behind a label such as 案例1, nor before a label such as 二是.
_BREAK = re.compile(
    rf"(?<=[0-9.亿万千百十])(?<![案事]例[0-9])(?<![案事]例[0-9]{{2}}){_END}(?=[0-9.]|[十百千万亿点余多]|[人名个件家条份次项元%])"
    rf"|(?<=[十百千万亿]){_END}(?=[一二三四五六七八九](?![是、]))|(?<=[0-9],){_END}(?=[0-9]{{3}}(?![0-9]))|(?<=分之){_END}"
    rf"|(?<=[一二三四五六七八九]){_END}(?=[十百千万亿][零一二三四五六七八九余多0-9件人名元户个]|成[半以左,。])|(?<=成){_END}(?=半)"
    rf"|(?<=[佰仟拾]){_END}(?=[壹贰叁肆伍陆柒捌玖万亿元圆])|(?<=[壹贰叁肆伍陆柒捌玖]){_END}(?=[佰仟拾万亿])"
)


def _in_table(text: str, at: int) -> bool:
    """Whether the line that holds `at` is a row of cells: those below it go on with nothing."""
    return "\t" in text[text.rfind("\n", 0, at) + 1 : at]


class UnbrokenText:
    """`text` is that of `block`, folded, without such line ends; places count its characters."""

    def __init__(self, block: CleanText, source: str) -> None:
        self.block, self.source = block, source
        folded = even_spaces(fold(block.text))
        pieces: list[str] = []
        self.edges: list[int] = []  # where in `text` something is left out, and how much is up to there
        self.shifts = [0]
        at = 0
        for cut in _BREAK.finditer(folded) if "\n" in folded else ():
            if "\t" in folded and _in_table(folded, cut.start()):
                continue
            pieces.append(folded[at : cut.start()])
            at = cut.end()
            self.shifts.append(self.shifts[-1] + at - cut.start())
            self.edges.append(cut.end() - self.shifts[-1])
        self.text = "".join([*pieces, folded[at:]])

    def _place(self, at: int) -> int:
        """Where in the block the character at `at` of `text` stands."""
        return at + self.shifts[bisect_right(self.edges, at)]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of `text[start:end]`, which must not be empty."""
        return self.block.span(self._place(start), self._place(end - 1) + 1)

    def passage(self, start: int, end: int) -> Passage:
        """Return `text[start:end]` as a passage in the source's own characters, line ends included."""
        return self.block.passage(self.source, self._place(start), self._place(end - 1) + 1)
