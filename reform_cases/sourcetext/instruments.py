"""Instruments: the platforms, systems, models, mechanisms, rules, documents and organisations that a case built or issued, as named.

A clause builds or issues what its verb governs: 研发 … 系统, 出台 《…》, 建立 … 机制, 成立 … 领导小组; several in a row (A和B、C) count
each. What is cited (根据《…》, 最高人民检察院印发《…》), asked for (建议建立 …) or only described (长效机制, 数据平台) is none, and so is what
the facts of a case or the law say. The same name twice is one, found again wherever it or its short form stands.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from reform_cases import reference
from reform_cases.sourcetext.document import InstrumentText, Span
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.text.widths import fold

_TABLE = tomllib.loads((Path(reference.__file__).parent / "instruments.toml").read_text(encoding="utf-8"))
HEADS: dict[str, str] = {head: kind for kind, heads in _TABLE["heads"].items() for head in heads}
KINDS = tuple(_TABLE["heads"])
_BUILDING: dict[str, list[str]] = {verb: row["kinds"] for row in _TABLE["verbs"] for verb in row["words"]}
_WORDS: dict[str, list[str]] = _TABLE["words"]
_PATTERNS: dict[str, str] = _TABLE["patterns"]


def _any(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FIRST_FORM, _DATE_FORM, _LAUNCHED_FORM = (_PATTERNS[name] for name in ("first", "date", "launched"))
_HEAD = _any(*HEADS)
_TAIL, _LONGEST_HEAD = re.compile(f"(?:{_HEAD})$"), max(map(len, HEADS))
_VERB = re.compile(_any(*_BUILDING, *_WORDS["using"]))
_GOVERNS = re.compile(_any(*_BUILDING, *_WORDS["citing"]))
_CLAUSE = re.compile(r"[^,。;!?\n]+")
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?\n]?")
_ENCLOSED = re.compile(r"《[^《》]{2,80}》|“[^“”。]{1,60}”")
_TITLE = re.compile(r"《[^《》]+》")
# The rest of a name's clause: where a name may end.
_ENDS = r"(?=$|[,。;:、!?()《“”》]|和|与|及|以及|并|等|上线|投入|正式|建设)"
_NAME = re.compile(rf"[^,。;!?\n:《》]{{1,120}}?(?P<head>{_HEAD})(?:”|{_ENDS})")
_AND = re.compile(r"(?:\([^()]*\))?(?:、|和|与|以及|及|并)")
_LEADING = re.compile(rf"(?:了|起|好|并|实行|推行|运行|实施|(?:{_FIRST_FORM})|\d+个|[一二两三]个|-|—)+")
_PLAIN = re.compile(_any(*_WORDS["plain"]))
_PLAIN_IN_ORGANISATIONS = re.compile(_any(*_WORDS["plain_in_organisations"]))
_LAW = re.compile(_PATTERNS["law"])
_STEPS = re.compile(_PATTERNS["steps"])
_OTHERS, _ASKED = re.compile(_PATTERNS["others"]), re.compile(_PATTERNS["asked"])
_FIRST = re.compile(_PATTERNS["first"])
_LAUNCH = re.compile(rf"{_DATE_FORM}[^,。;]{{0,15}}?(?:{_LAUNCHED_FORM})(?:运行)?")
_ISSUED = re.compile(rf"{_DATE_FORM},?(?:{_LAUNCHED_FORM})+$")
_ALIAS = re.compile(r"\(以下(?:简称|称)[“《]([^“”《》]{2,20})[”》]\)")
_QUOTED = re.compile(r"“[^“”]+”")
# Of more names than a case has they are not looked for again, so that the work stays in proportion to the text.
_MOST_LOOKED_FOR = 200
_FOLLOWING, _BEFORE = 600, 120


class _Found(NamedTuple):
    """A name where it was built or issued, in a block of prose; `said` are spans of that block too."""

    kind: str
    span: Span
    said: tuple[Span, ...]


class _Block(NamedTuple):
    """A block of prose: as it is, folded, what is enclosed masked, and masked but for the heads of quoted names."""

    prose: CleanText
    folded: str
    masked: str
    shown: str

    @classmethod
    def of(cls, prose: CleanText) -> _Block:
        folded = fold(prose.text)
        masked = _ENCLOSED.sub(lambda match: match[0][0] + "□" * (len(match[0]) - 2) + match[0][-1], folded)
        shown = list(masked)
        for match in _QUOTED.finditer(masked):
            if head := _ending(folded[match.start() + 1 : match.end() - 1]):
                shown[match.end() - 1 - len(head) : match.end() - 1] = head
        return cls(prose, folded, masked, "".join(shown))


def find_instruments(prose: Iterable[tuple[CleanText, bool]], source: str) -> tuple[InstrumentText, ...]:
    """Return the instruments of a case by the order of their naming; `prose` are its texts in order of reading.

    Each text comes with whether it tells what was done; elsewhere a name is only found again. Never raises.
    """
    blocks = [(_Block.of(text), tells) for text, tells in prose]
    aliases = [alias for block, _tells in blocks for alias in _ALIAS.finditer(block.folded)]
    short = {alias[1] for alias in aliases}
    named: dict[str, InstrumentText] = {}
    for block, tells in blocks:
        for found in _found(block) if tells else ():
            passage = block.prose.passage(source, *found.span)
            if (key := _bare(passage.text)) in short:
                continue
            known = named.setdefault(key, InstrumentText(passage, found.kind))
            said = (block.prose.text[slice(*span)] for span in found.said)
            named[key] = replace(known, said=tuple(dict.fromkeys((*known.said, *said))))
    named = dict(sorted(named.items(), key=lambda item: item[1].name.span))
    if len(named) > _MOST_LOOKED_FOR:
        return tuple(replace(one, spans=(one.name.span,)) for one in named.values())
    return tuple(
        replace(one, spans=_again(one.name.span, _forms(name, aliases), [block for block, _tells in blocks]))
        for name, one in named.items()
    )


def _found(block: _Block) -> Iterator[_Found]:
    """The names that the sentences of `block` build or issue."""
    for sentence in _SENTENCE.finditer(block.masked):
        if not _VERB.search(block.masked, *sentence.span()):
            continue
        for clause in _CLAUSE.finditer(block.masked, *sentence.span()):
            for kind, start, end in (*_titles(block, clause.span()), *_names(block, clause.span())):
                yield _Found(kind, (start, end), _said(block, sentence.start(), clause.start(), (start, end)))


def _titles(block: _Block, clause: Span) -> Iterator[tuple[str, int, int]]:
    """What stands in 《》 in the clause and is issued there."""
    for title in _TITLE.finditer(block.masked, *clause):
        name = block.folded[title.start() + 1 : title.end() - 1]
        before = block.masked[max(clause[0], title.start() - _BEFORE) : title.start()]
        governs = [match[0] for match in _GOVERNS.finditer(before)]
        if not governs or governs[-1] not in _BUILDING or _foreign(before):
            continue
        kind = HEADS.get(_ending(name), "文件")
        if kind in ("平台", "系统", "模型"):
            yield kind, title.start() + 1, title.end() - 1
        elif "文件" in _BUILDING[governs[-1]] and not (
            _LAW.search(name) or name.endswith(tuple(_WORDS["not_issued"]))
        ):
            yield "文件", *title.span()


def _names(block: _Block, clause: Span) -> Iterator[tuple[str, int, int]]:
    """What a verb of the clause builds, its name without 《》."""
    at, end = clause
    while verb := _VERB.search(block.masked, at, end):
        at = verb.end()
        if _foreign(block.masked[max(clause[0], verb.start() - _BEFORE) : verb.start()]):
            continue
        while match := _NAME.match(block.shown, at, end):
            name = _name(block.folded, match, verb[0])
            if name is None:
                break
            yield name
            at = match.end()
            if not (more := _AND.match(block.masked, at, end)):
                break
            at = more.end()


def _name(folded: str, match: re.Match[str], verb: str) -> tuple[str, int, int] | None:
    """The name that `match` ends with, or None when the verb does not build its kind or it names nothing."""
    kind, (start, end) = HEADS[match["head"]], match.span()
    if folded[end - 1] == "”":
        start, end = folded.rfind("“", start, end) + 1, end - 1
        if not start or (verb in _WORDS["using"] and kind != "模型"):
            return None
    else:
        start = _beginning(folded, start, match.start("head"))
    text = folded[start:end]
    if verb in _WORDS["using"]:
        return (kind, start, end) if folded[end : end + 1] == "”" and kind == "模型" else None
    if kind not in _BUILDING[verb] or not _tells(text, match["head"]):
        return None
    return kind, start, end


def _beginning(folded: str, start: int, head: int) -> int:
    """Where a name begins whose head is at `head`: behind the last 的, unless the head follows it, and what leads it in."""
    outside = _QUOTED.sub(lambda match: "□" * len(match[0]), folded[start:head])
    of = outside.rstrip("的").rfind("的") + 1
    start += of
    leading = _LEADING.match(folded, start, head)
    return leading.end() if leading else start


def _tells(name: str, head: str) -> bool:
    """Whether `name` tells one from another, and is one name."""
    if _STEPS.search(name) or "等" in _QUOTED.sub("", name):
        return False
    if _QUOTED.search(name):
        return True
    plain = _PLAIN_IN_ORGANISATIONS if HEADS[head] == "组织" else _PLAIN
    rest = plain.sub("", name.removesuffix(head))
    return len(re.findall(r"\w", rest)) > 1 and "、" not in name and len(name) > 3


def _bare(name: str) -> str:
    """`name` folded, without 《》 around it."""
    return fold(name).removeprefix("《").removesuffix("》")


def _ending(name: str) -> str:
    """The head that `name` ends with, or ""."""
    head = _TAIL.search(name, max(0, len(name) - _LONGEST_HEAD))
    return head[0] if head else ""


def _foreign(before: str) -> bool:
    """Whether somebody above issued it, or it is only asked for."""
    return bool(_OTHERS.search(before) or _ASKED.search(before))


def _said(block: _Block, sentence: int, clause: int, name: Span) -> tuple[Span, ...]:
    """What the text says of the name: that it is the first one, when it was issued or launched."""
    text, (start, end) = block.folded, name
    near = max(clause, start - _BEFORE)
    first = [one for one in _FIRST.finditer(text, near, start) if not _AND.search(text, one.end(), start)][
        -1:
    ]
    when = _ISSUED.search(text, max(sentence, start - _BEFORE), start) or _LAUNCH.search(
        text, *_next_words(text, end)
    )
    if not when and (head := _ending(text[start:end])):
        alias = _ALIAS.match(text, end)
        again = re.compile(f"{re.escape(alias[1])}|该{head}" if alias else f"该{head}")
        following = (one for one in _CLAUSE.finditer(text, end, end + _FOLLOWING) if again.search(one[0]))
        when = next(filter(None, (_LAUNCH.search(text, *one.span()) for one in following)), None)
    return tuple(match.span() for match in (*first, when) if match)


def _next_words(text: str, end: int) -> Span:
    """What stands directly behind a name, in its clause or after one comma: 于2023年5月上线运行."""
    follows = re.compile(rf",?(?:并|已)?于?(?={_DATE_FORM})").match(text, end)
    return (follows.end(), follows.end() + 30) if follows else (end, end)


def _forms(name: str, aliases: list[re.Match[str]]) -> re.Pattern[str]:
    """The forms in which `name` is found again: itself, what it is called for short, its quoted word before its head."""
    short = [
        one[1] for one in aliases if one.string.endswith((name, f"{name}》", f"{name}”"), 0, one.start())
    ]
    forms = list(map(re.escape, (name, *short)))
    if (quoted := _QUOTED.match(name)) and quoted.end() < len(name):
        forms.append(rf"{re.escape(quoted[0])}\w{{0,8}}?{_ending(name)}")
    return re.compile("|".join(forms))


def _again(first: Span, forms: re.Pattern[str], blocks: list[_Block]) -> tuple[Span, ...]:
    """Every place where one of `forms` stands, that of the whole name among them."""
    spans = {block.prose.span(*match.span()) for block in blocks for match in forms.finditer(block.folded)}
    return tuple(sorted({first, *(span for span in spans if span[1] <= first[0] or first[1] <= span[0])}))
