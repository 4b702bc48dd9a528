"""Sure or to be looked at: the reasons for which a person should look at a number that the reader takes for a result."""

from __future__ import annotations

import re

from reform_cases.sourcetext.quantities.changes import Change
from reform_cases.sourcetext.quantities.fields import trend_of
from reform_cases.sourcetext.quantities.indications import Indication, Words
from reform_cases.sourcetext.quantities.periods import Period
from reform_cases.sourcetext.quantities.tokens import Token

NO_METRIC = "没有读出这个数字衡量的是什么"
NO_UNIT = "单位不明"
NO_WAY = "没有写明是升还是降"
NO_YEAR = "时期属于哪一年不明"
BROKEN = "数字中间被换行或杂质断开"
BESIDE = "旁边有没有读全的数字"
MAYBE_FACT = "可能是案件事实"
MAYBE_PROCESS = "可能是工作过程"
SECTION = "所在栏目多为案情或裁判"
NO_RESULT = "没有读到说明这是工作成效的词语"
PLANNED = "计划中的数字,还不是成效"
TWO_READINGS = "符号与前面的动词不一致"

_FACT = re.compile(
    r"(?:查明|查实|查证|了解到|经查|反映|(?<![联关维体])系(?![统数列])|属于|(?<![还具国所私公])有(?!效|期|关|力|序|奖))[^,。;]{0,12}$"
    r"|(?:某(?![市区县省州镇村检])|被告人|嫌疑人|被害人|当事人|申请人)[^,。;]{0,30}$"
    r"|该(?:公司|企业|厂|店|局|村|中心|单位|校)[^,。;]{0,20}$|(?<!累计)(?<!缴)(?<!缴纳)罚款[^,。;]{0,4}$|责令补缴[^,。;]{0,8}$"
    r"|(?:未对|仍未|尚未)[^,。;]{0,16}$"
    r"|(?:涉案|涉及金额|涉及资金|案值|价值|损失|欠(?!薪)|拥有|现有|共有|下辖)[^,。;]{0,10}$"
)
_WORK = re.compile(
    r"(?:挽回|追回|追缴|督促|推动|促成|排查|整改|整治|立案|监督|帮助|救助|逮捕|批捕|起诉|追捕|追诉|查处|抓获|化解|清理|支持|已为|服务|补缴|缴纳|免除|减免|办理)[^,。;]{0,40}$|(?:减少|下降|降低|上升|增长)$"
)
_INSTALMENT = re.compile(r"(?:首期|首付|每期|尾款|定金|订金)[^,。;]{0,4}$")
_FOUND = re.compile(r"发现(?![^,。;]{0,20}(?:线索|问题|隐患|案件|违法|情形|异常|风险|漏洞))[^,。;]{0,20}$")
_FOUND_AFTER = re.compile(r"[^,。;]{0,12}(?:线索|问题|隐患|案件|违法|情形|异常|风险|漏洞)")
_ESTABLISHED = re.compile(
    r"(?:经查|查明|查实|经(?:进一步)?调查(?:核实)?[,:]|发现有)(?![^。;]*(?:追回|整改|督促|立案|推动))[^。;]{0,60}$"
)
_SORTED_OUT = re.compile(r"(?:排查|筛查|梳理|摸排)出[^,。;]{0,30}$")
# 九家药店存在违法行为, 53间空置房位置不清; and 5次向该局移交.
_FACT_AFTER = re.compile(r"[^,。;]{0,14}(?:存在(?!的)|不清|不明|未(?!成年|检)|缺失|缺项|失真|不符合)")
# 33名被告人中的31人签署具结书: what was decided about a part of them.
_PART = re.compile(r"中[^,。;]{0,10}$")
_DECIDED = re.compile(r"[^,。;]{0,6}(?:认罪|签署|依法|作出|提起|批准|逮捕)")
_HONOURED = re.compile(r"[^,。;]{0,6}(?:入选|获评|被评)")
_SET_UP = re.compile(
    r"(?:设立|设置|组建|分设|下设|成立)[^,。;]{0,12}$|建议[^,。;]{0,12}(?:补充|追加)[^,。;]{0,4}$"
)
_PUT_IN = re.compile(r"(?:(?<!吸引)(?<!引进)(?<!完成)投资|聘请|聘任专家|选聘|配备|将|走访)$")
_ERRAND = re.compile(r"(?:向|赴|到|前往|上门|介入)")
# 归集率不低于95%: a threshold.
_BOUND = re.compile("不[低高多少]于|不得|不超过|以内|至[多少]")
_RATIO = re.compile(r"(?:比|指数|系数|率|值)[”\"」]?[^,。;]{0,3}$")
_NOUN_BEHIND = re.compile(r"[^\s,。;:、)]")
_SMALL = re.compile(r"[一二两三四五六七八九十]{1,2}|[1-9]")


def doubt(
    item: Token | Change,
    words: Words,
    indication: Indication,
    *,
    metric: str,
    period: Period | None,
    kind: str,
    planned: bool,
    beside: bool,
    broken: bool,
) -> str:
    """Return why a person should look at `item`, in Chinese; "" when the reader is sure."""
    if broken or beside:
        return BROKEN if broken else BESIDE
    token = item.last if isinstance(item, Change) else item
    if reason := _misread(token, words, single=token is item):
        return reason
    if period is not None and period.unsure:
        return NO_YEAR
    if not metric:
        return NO_METRIC
    if kind == "judgement" and not indication.result:
        return SECTION
    if token is item and (reason := _misplaced(token, words, indication)):
        return reason
    if not indication.result:
        return NO_RESULT
    return PLANNED if planned else ""


def _misread(token: Token, words: Words, *, single: bool) -> str:
    if single and not token.unit and token.form == "quantity" and not _RATIO.search(words.clause):
        return NO_UNIT
    told = trend_of(words.clause).direction if token.direction else ""
    return TWO_READINGS if told not in ("", token.direction) else ""


def _misplaced(token: Token, words: Words, indication: Indication) -> str:
    """Why a number may be one of the case, or of how the work was done."""
    clause, after = words.clause, words.after
    if _INSTALMENT.search(clause):
        return MAYBE_FACT
    established = _ESTABLISHED.search(words.before) and not _SORTED_OUT.search(clause)
    if not indication.settled and (_maybe_fact(clause, after) or established):
        return MAYBE_FACT
    few = token.form == "quantity" and _SMALL.fullmatch(token.first)
    counted = few and token.unit_class in ("people", "count")
    if is_mention(token, after) or (
        counted and (token.chinese or (not token.hedge and _SET_UP.search(clause)))
    ):
        return MAYBE_PROCESS
    if token.unit_class in ("percent", "share", "score", "time") and _BOUND.search(token.hedge):
        return MAYBE_PROCESS
    errand = token.unit == "次" and _ERRAND.match(after)
    put_in = _PUT_IN.search(clause) and not indication.settled
    return MAYBE_PROCESS if errand or put_in else ""


def is_mention(token: Token, after: str) -> bool:
    """Whether a number before its noun may only take up who was named before: 三家单位, 九省区; `after` is what follows it."""
    small = token.form == "quantity" and token.chinese and _SMALL.fullmatch(token.first) is not None
    return (
        small and token.unit_class in ("people", "count", "place") and _NOUN_BEHIND.match(after) is not None
    )


def _maybe_fact(clause: str, after: str) -> bool:
    if _WORK.search(clause) or (_PART.search(clause) and _DECIDED.match(after)) or _HONOURED.match(after):
        return False
    if _FACT.search(clause) or _FACT_AFTER.match(after):
        return True
    return _FOUND.search(clause) is not None and _FOUND_AFTER.match(after) is None
