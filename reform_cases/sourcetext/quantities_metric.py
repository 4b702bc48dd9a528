"""A proposal for what a number measures, from the words around it: verb and object (办理涉假证案件) or subject (信访总量).

Only a proposal: it looks at the clause the number stands in and at the words right behind it, knows no grammar, and
is there to be confirmed or replaced by a person. Works on folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reform_cases.reference.units import FALL_WORDS, RISE_WORDS

_LONGEST = 30
_SEPARATOR = re.compile(r"[,;:。!?()\n]")
_LIST_ONLY = re.compile(r"(?:[、,]|和|及|与|以及|或)?$")
_LEAD = re.compile(
    r"(?:其中|同时|例如|比如|又如|如|目前|另外|另|此外|此类|并且|并|又|还|再|已经|已|共计|共|累计|合计|先后|相继|均|也|分别|进而|从而|最终"
    r"|今年|去年|当年|同年|以来|期间|年底|该院|该平台|全年|首批|成功|依法|(?:自|从)?[^,]{0,20}?以来|[0-9至到年月日-]{2,}(?:以来|底|末)?)*"
)
_TRAIL = re.compile(
    r"(?:共计|合计|累计|总计|共有|共|达到|达|约|为|有|了|计|均|已|分别|多达|高达|仅|各|平均|每年|逐年|同比|环比|较上年|较去年|比上年|比去年|由|从|的|年"
    rf"|(?:{'|'.join((*RISE_WORDS, *FALL_WORDS))})(?:至|到|为|了)?)*$"
)
_NOUN = re.compile(
    r"(?:被(?:不起诉人|告人|害人|执行人|申请人|监督人)|[^\s,;:。、!?()《》0-9的被以因予并将对向与和经由是为在于已均不给得可应]){1,14}"
)
_VERBS = (
    "作出",
    "进行",
    "予以",
    "开展",
    "得到",
    "参与",
    "合力",
    "先后",
    "主动",
    "签署",
    "提起",
    "组织",
    "制发",
    "研发",
    "采纳",
    "落实",
    "全部",
    "均",
    "涉及",
    "实现",
    "完成",
    "提出",
    "受到",
    "获得",
    "构成",
    "承担",
    "依法",
    "用于",
)


@dataclass(frozen=True, slots=True)
class Metric:
    """The proposal and its pieces: what stands before the number (verb, or subject) and the noun behind it."""

    text: str = ""
    head: str = ""
    noun: str = ""


def propose_metric(
    between: str, after: str, *, share: bool, people: bool, previous: Metric, known: tuple[str, ...] = ()
) -> Metric:
    """The metric of a number.

    `between` is what stands before it in the sentence, back to the previous number (whose metric is `previous`, empty
    when there is none); `after` what follows; `share` tells a rate or change, `people` a number of persons; `known` are words that name the number's period and scope and so are no part of it.
    """
    clause = _SEPARATOR.split(between)[-1]
    if previous.text and not between:
        return Metric(_short(f"{previous.text}涉及人数" if people else previous.text), previous.head)
    noun = "" if share else _noun(after)
    if previous.text and _LIST_ONLY.fullmatch(_drop(clause, previous.noun)):
        return Metric(_short(previous.head + noun) if noun else previous.text, previous.head, noun)
    head = _head(clause, known)
    if not head and not noun:
        return previous
    return Metric(_short(head + noun), head, noun)


def _drop(clause: str, noun: str) -> str:
    return clause[len(noun) :] if noun and clause.startswith(noun) else clause


def _head(clause: str, known: tuple[str, ...]) -> str:
    """`clause` without connectives, time and organ before and counting words behind."""
    subject, share, _ = clause.rpartition("占")
    if share and not clause.endswith("占用"):
        clause = f"{subject}占比"
    for words in (*known, ""):
        lead = _LEAD.match(clause)
        clause = clause[lead.end() :].removeprefix(words) if lead else clause
    return _TRAIL.sub("", clause).strip("、 ").lstrip("”和及与")


def _noun(after: str) -> str:
    """The noun that the number counts, when it follows: 个[假冒国家官方网站]."""
    match = _NOUN.match(after)
    if match is None:
        return ""
    noun = match[0]
    cuts = [noun.find(verb) for verb in _VERBS]
    return noun[: min((cut for cut in cuts if cut >= 0), default=len(noun))]


def _short(metric: str) -> str:
    """`metric` cut from the front at a comma-like sign when it is too long to be read as a name."""
    while len(metric) > _LONGEST and "、" in metric:
        metric = metric.partition("、")[2]
    return metric[-_LONGEST:]
