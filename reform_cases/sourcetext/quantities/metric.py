"""A proposal for what a number measures, from the words around it: verb and object (办理涉假证案件) or subject (信访总量).

Only a proposal: it looks at the clause the number stands in and at the words right behind it, knows no grammar, and
is there to be confirmed or replaced by a person. Where it finds no whole words there is none. Works on folded text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reform_cases.reference.units import FALL_SIGNS, FALL_WORDS, RISE_SIGNS, RISE_WORDS
from reform_cases.sourcetext.quantities.periods import WHEN

_LONGEST = 40
_SEPARATOR = re.compile(r"[,;:。!?()\n\t]")
_COMPARED = re.compile(r"同比|环比|[较比与]")
_LIST_SIGN = re.compile(r" ?(?:[、/]|和|及|与|以及|或)? ?")
_SUBJECTS = re.compile(r"、|和|与|以及|及")
_LEAD = re.compile(
    r"(?:[●■◆▲○•·※]|其中|同时|例如|比如|又如|如|目前|另外|另|此外|此类|并且|并(?!处)|又|还|再|而|但|由于|已经|已|共计|共(?![商同享建治犯])|累计|合计|先后|相继|均|也"
    r"|分别|进而|从而|最终|[一二三四五]是|今年|去年|当年|同年|以来|期间|年底|该院|该平台|这些|检察机关(?!的)|各(?:职能)?部门|全年|首批"
    r"|成功|依法|经(?:依法)?(?:审查|核实|查),?|[0-9至到年月日 -]*[0-9] ?[年月日](?:以来|底|末)?|[上下]半年|第?[一二三四]季度"
    r"|计划|拟(?!订|定|制)|力争|预计|有望|争取|即将|全部|后)*"
)
_SINCE = re.compile(r"^[^,]{0,24}?以来")
_LONGEST_TRAIL = 14
_TRAILING = re.compile(
    r"(?:共计|合计|累计|总计|共有|共|最高达|最高|达到|达|约|为|有|了|计|均为|已|分别|多达|高达|仅|各|平均|每年|逐年|由|从|的|(?<![集其心])中|位列|位居|分列|分居|名列|并列|跃居|同比|环比|再|在"
    rf"|(?:[较比与是]|相较)?(?:{WHEN})(?:相比)?|[较比]前[一二三四五]年|[ 、/:-]|[{RISE_SIGNS}{FALL_SIGNS}][至到为]|(?<=[量数率额])[多少]"
    rf"|(?:{'|'.join((*RISE_WORDS, *FALL_WORDS))})[至到为了]?)$"
)
_NOUN = re.compile(
    r"(?P<first>被(?:不起诉人|告人|害人|执行人|申请人|监督人)|[^\s,;:。、!?()《》/0-9的被因予并将对向与经由是于已给]{0,20})"
    r"(?:的(?P<second>[^\s,;:。、!?()《》/0-9的被因予并将对向与经由是于已给]{2,12}))?"
)
_END_OF_WORDS = re.compile(r"[\s,;:。、!?()0-9]")
_ARRIVED = re.compile(r"(?:[^\W\d_]{2})?[至到为成][^至到]*$")
_ASIDE = re.compile(r"\([^()]{1,40}\)(?=[共计约近超达为]{0,4}$)")
_TITLE = re.compile("《[^《》]{1,30}》")
_NO_NOUN = re.compile(r"基础|同时|情况|事实|决定|价格|标准|前提|要求")
_VERBS = re.compile(
    r"作出|进行|予以|开展|得到|参与|合力|先后|主动|签署|提起|组织|制发|研发|采纳|落实|全部|均|涉及|实现|完成|提出|受到|获得"
    r"|构成|承担|依法|用于|不构成|不具有|具有|相应|应当|为其|办理了|采自|(?<!背)后(?!果)|不(?:是|能|应|予)|共(?!同|犯|享)|以(?!上|下|内)|参$"
    r"|在(?!校|册|押|建|职)|入选|取得|存在|分布|成为|写入|拥有"
)
# Alone, these say nothing of what is counted.
_GENERIC = frozenset(
    [
        "数量",
        "金额",
        "总数",
        "总额",
        "人数",
        "数额",
        "购买",
        "办理",
        "其他",
        "情况",
        "问题",
        "方面",
        "单位",
        "人员",
        "项目",
        "其中",
        "分别",
        "全部",
        "目前",
        "发现",
        "有关",
        "相关",
        "上述",
        "达到",
        "实现",
        "完成",
        "开展",
        "进行",
        "组织",
        "占比",
        "比例",
        "比率",
        "增幅",
        "降幅",
        "同比",
        "环比",
        "合计",
        "累计",
        "平均",
        "先后",
        "涉及",
        "案件",
        "提供",
        "建立",
        "设立",
        "包括",
        "通过",
        "对",
        "将",
        "下降",
        "上升",
        "增加",
        "减少",
    ]
)
_NO_WORD = re.compile(
    r"[\t\n□]|[0-9]+[名个件家项条人次起]|^地(?![膜区方下面理名铁基市级])|^[的得了和及与、\-”》)]|(?<!惠)及$|[的在对将向与和、\-由从被把因不未就(《“]$|(?<![使费信利引采公应])用$|^.?$"
)
_PAIRED = re.compile("[《》“”()]")
_PAIRS = (("《", "》"), ("“", "”"), ("(", ")"))


class Metric(NamedTuple):
    """The proposal and its pieces: what stands before the number (verb, or subject), the noun behind it, the subjects of
    a 分别, of which `left` are still to be given to a number, and the metrics of the run of numbers that ends here, and of
    all numbers of the sentence."""

    text: str = ""
    head: str = ""
    noun: str = ""
    subjects: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    run: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def propose_metric(
    between: str,
    after: str,
    *,
    share: bool,
    people: bool,
    previous: Metric,
    known: tuple[str, ...] = (),
    length: int = 1,
) -> Metric:
    """Return the metric of a number.

    `between` is what stands before it in the sentence, back to the previous number (whose metric is `previous`, empty
    when there is none); `after` what follows; `share` tells a rate or change, `people` a number of persons; `known`
    are words that name the number's period and scope and so are no part of it; `length` is how many numbers its list has.
    """
    between = _ASIDE.sub("", between) if ")" in between else between
    listed = previous.text != "" and _LIST_SIGN.fullmatch(between.removeprefix(previous.noun)) is not None
    if previous.text and not between:
        found = _metric(f"{previous.text}涉及人数" if people else previous.text, previous.head)
    elif listed:
        found = _listed(previous, "" if share else _noun(after))
    else:
        found = _proposed(between, after, share, previous, known, length)
    run = (*previous.run, found.text) if listed else (found.text,)
    return found._replace(run=run, said=(*previous.said, found.text))


def _proposed(
    between: str, after: str, share: bool, previous: Metric, known: tuple[str, ...], length: int
) -> Metric:
    """The metric of a number that opens a list, or stands alone."""
    noun = "" if share else _noun(after)
    clause = _SEPARATOR.split(between)[-1]
    head = _head(clause, known)
    if head == "占比" and previous.text:
        return _metric(f"{previous.text}占比", previous.head)
    subjects = tuple(_SUBJECTS.split(head)) if "分别" in clause else ()
    if share and len(subjects) > 1:
        return _metric(subjects[0], head, noun, subjects, subjects[1:])
    if share and not head and "分别" in clause:
        subjects = previous.subjects or (previous.run if len(previous.run) > 1 else previous.said[-length:])
        if len(subjects) < 2:
            return Metric()
        return _metric(subjects[0], previous.head, "", subjects, subjects[1:])
    if not head and not noun:
        return (
            previous
            if share or (previous.text and _COMPARED.match(clause))
            else _metric(_END_OF_WORDS.split(after, maxsplit=1)[0])
        )
    if not noun and head in previous.text:
        return Metric(previous.text, head, previous.noun)
    if not noun and head in _GENERIC and not share:
        return _metric(head + _END_OF_WORDS.split(after, maxsplit=1)[0], head)
    return _metric(head + noun, head, noun)


def metric_inside(opening: str, after: str) -> str:
    """Return the metric of a change that tells it inside: 从原来考核设置的580项指标精简到138项.

    `opening` is what stands before its first value, from 从 on, `after` what stands behind that value.
    """
    head = _head(opening[1:], ())
    head = re.sub(r"^(?:原来|原先|原有|最初|过去|此前)", "", head)
    noun = _ARRIVED.sub("", _noun(after))
    return _metric(f"{head}的{noun}" if head and noun else head).text


def _metric(
    text: str, head: str = "", noun: str = "", subjects: tuple[str, ...] = (), left: tuple[str, ...] = ()
) -> Metric:
    short = _short(text)
    return Metric(short if _is_whole(short) else "", head, noun, subjects, left)


def _is_whole(text: str) -> bool:
    """Whether `text` is a name rather than a fragment or a word that says nothing."""
    if text in _GENERIC or _NO_WORD.search(text):
        return False
    return not _PAIRED.search(text) or all(text.count(one) == text.count(other) for one, other in _PAIRS)


def _listed(previous: Metric, noun: str) -> Metric:
    """The metric of a number that only a list sign parts from the previous one."""
    if previous.left:
        return _metric(previous.left[0], previous.head, noun, previous.subjects, previous.left[1:])
    return _metric(previous.head + noun if noun else previous.text, previous.head, noun)


def _head(clause: str, known: tuple[str, ...]) -> str:
    """`clause` without connectives, time and organ before and counting words behind."""
    if "以来" in clause:
        clause = _SINCE.sub("", clause)
    if "》等" in clause:
        clause = clause.rpartition("》等")[2]
    for words in [*filter(None, known), ""]:
        lead = _LEAD.match(clause)
        clause = clause[lead.end() :].removeprefix(words) if lead else clause
    while shorter := _TRAILING.search(clause, len(clause) - _LONGEST_TRAIL):
        clause = clause[: shorter.start()]
    return _share_of(clause.strip("、 ").lstrip("的和及与而").removeprefix("”"))


def _share_of(clause: str) -> str:
    """异地交办案件占交办总量 as the name of a share."""
    subject, share, whole = clause.rpartition("占")
    if (
        not share
        or subject.endswith(("侵", "法", "被", "霸", "强", "抢", "多"))
        or whole.startswith(("用", "地", "有", "据", "道"))
        or "比" in whole
    ):
        return clause
    return f"{subject}占{whole}比例" if whole else f"{subject}占比"


def _noun(after: str) -> str:
    """The noun that the number counts, when it follows: 个[假冒国家官方网站], 辆[符合标准的无牌校车]."""
    after = after.removeprefix("方面的")
    title = _TITLE.match(after)
    match = _NOUN.match(after)
    if title or not match:
        return title[0] if title else ""
    first, second = _uncut(match["first"]), _uncut(match["second"] or "")
    if _NO_NOUN.match(second) or (first != match["first"]):
        second = ""
    return (f"{first}的{second}" if first and second else first or second).rstrip("及和或")


def _uncut(words: str) -> str:
    """`words` up to the first verb that tells what became of the noun."""
    verb = _VERBS.search(words)
    return words[: verb.start()] if verb else words


def _short(metric: str) -> str:
    """`metric` cut from the front at a comma-like sign when it is too long to be read as a name."""
    while len(metric) > _LONGEST and "、" in metric:
        metric = metric.partition("、")[2]
    return metric if len(metric) <= _LONGEST else ""
