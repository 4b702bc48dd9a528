"""What indicates that a number is a result of the work described: what its own clause says of it, before and behind.

Being a result is never assumed: a verb of the work governs the number (追回赃款38万元), or it has the name of a rate, or it
moves (下降12%), or what stands behind it tells what became of that many (8艘全部安装), or it goes on with a list of which that
is known. What is told of a person or a firm needs a verb that only those have whose work is described. The words are data
(reference/result_words.toml). Works on folded text.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from reform_cases import reference
from reform_cases.reference.units import PREFIX_HEDGES

_WORDS = tomllib.loads((Path(reference.__path__[0]) / "result_words.toml").read_text(encoding="utf-8"))


def _any(name: str) -> str:
    return "|".join(_WORDS[name].split())


_WORK = re.compile(_any("work"))
_DEED = re.compile(f"{_WORK.pattern}|{_any('deed')}")
_HEDGE = "|".join(sorted(map(re.escape, PREFIX_HEDGES), key=len, reverse=True))
_RATE = re.compile(
    rf"(?:{_any('rate')})(?:分别|均|都|稳定|保持|始终)*(?:为|是|达到?|在|仅|至|到|由|从|{_HEDGE})*$"
)
_NOT_DONE = r"未(?!成年|检|来)|没有|拒不|拒绝|怠于"
_OUTCOME = re.compile(rf"(?:(?!{_NOT_DONE})[^,。;:]){{0,16}}?(?:{''.join(_WORDS['outcome'].split())})")
_AGAINST = re.compile("".join(_WORDS["against"].split()))
_ASKED = re.compile(_any("asked"))
_PASSIVE = re.compile(
    r"(?<![未还退赔回付放])被(?!告|害|不起诉|执行人|申请|监督|占|欠|拖欠|监)[^,。;的]{0,12}$"
)
# A person or a firm of whom the sentence tells, as its subject.
_OTHER = re.compile(
    r"(?:^|[,:;])(?:经查,?|其中,?|原来,?|后|期间,?)?(?:[^,。;:对将向为督促使令与和帮助追诉捕由动导协持入访过用托占掘查找现]{0,10}?"
    r"(?:某(?![市区县省州镇村检局委街乡])|团伙|被告人|嫌疑人|被告单位|当事人|肇事方|被害人|申请人|被执行人|村民|居民|业主|商户|商家|店主|男子|女子"
    r"|(?P<firm>公司|企业|工厂|药店|商店|养殖场|加油站)(?!名|内))|该(?:团伙|公司|企业|厂|店|校|矿|船|项目|平台|商户|楼))(?!\d|[约近超]\d|$|[^,。;]{0,12}案)"
)
_OWN = re.compile(
    r"检察|法院|公安|该院|我院|本院|市院|省院|区院|县院|院领导|海警|海关|税务|监管|部门|机关|政府|专班|专案组|办案组|民警|警方|干警|督促|经(?!营|济|查|过|常|理|纪)"
)
_SUM = re.compile(
    r"(?:,|^)(?:共计|合计|累计|总计|总额|金额|资金|共|总金额|总价值)?(?:共|达|为|约|计|超过|超|逾|近)*$"
)
_GIVEN_BACK = re.compile("返还|退还|退赔|发放|冻结|赔偿")
_SETTLED = re.compile(r"[^,。;:]{0,12},[^,。;:]{0,10}(?:全部|均|悉数)")
_COUNTED = re.compile("案件|线索|建议|培训|宣传|人次")
_HARM = re.compile("涉案|损失|价值|获利|违法所得|被告|嫌疑|被害|债|欠|刑期|年龄|计划|目标|标准|限值")
# 12个试点县要在6个月内完成: what is to be done.
_DUTY = re.compile(r"[^,。;:]{0,10}(?:应当|必须|不得|原则上|要(?:在|于|把|将|按|达到|完成))")
_SHARE = re.compile(r"(?<![侵抢霸强])占[^,。;:]{0,14}$")
# 对1247名罪犯的材料进行审查: the verb stands behind.
_TO_EACH = re.compile(rf"(?:对|向|为|给|在|与)[^,。;:的]{{0,40}}(?:{_HEDGE})?$")
_SO_MANY = re.compile(r"[,、]?(?:其中)?(?:[^,。;:]{2,14}|[^,。;:]{2,28}(?:犯罪|案件?))")
# 抽查经营户83家,茶叶产品240余批次: a bare noun, and the list or sentence ends behind its number.
_ANOTHER = re.compile(r",[^,。;:、的等已未有在对将把由经被]{2,10}")
_LIST_ENDS = re.compile(r"[,。;、)]|$")
# Of what these say, nothing came yet.
_INQUIRY = re.compile("调查|核实|核查|勘查|勘验|查看|走访|检测|鉴定|检验")
_GOES_ON = re.compile(r"[^,。;:]{0,16}(?:[、/]|和|及|与|以及|或|,?其中)[^,。;:]{0,24}")
# 促进化解2916件,其中,涉及民生413件.
_AMONG = re.compile(r"[^,。;:]{0,12},?其中,?[^,。;:]{0,30}")
_CLAUSE = re.compile(r"[^,。;:]{0,40}")
_REACH = 60


class Words(NamedTuple):
    """What stands around a number: before it in its sentence and in its clause, since the number before it, behind it."""

    before: str
    clause: str
    between: str
    after: str

    @property
    def own(self) -> str:
        """The part of the clause that no number before has."""
        return min(self.clause, self.between, key=len) if self.between else self.clause


class Indication(NamedTuple):
    """Whether the words say that a number is a `result`, that beyond doubt (`settled`), or that it tells of the case (`facts`)."""

    result: bool = False
    settled: bool = False
    facts: bool = False


def indication_of(
    words: Words, *, moves: bool, share: bool, listed: bool, same: bool, facts: bool = False
) -> Indication:
    """Return what the words around a number say of it.

    `moves` tells a change, `share` a part of a hundred, `listed` that the number before in the sentence is a result, `same`
    that it has the same unit, `facts` that the number before tells of the case.
    """
    others = _tells_of_others(words.before)
    result = _is_result(words, others=others, moves=moves, share=share, listed=listed, same=same)
    if result:
        return Indication(result, settled=listed or _OUTCOME.match(words.after) is not None)
    if listed or moves or _DEED.search(words.own) or _SETTLED.match(words.after):
        return Indication()
    against = _AGAINST.search(words.own) is not None
    return Indication(facts=facts or against or (others and _tells_of_others(words.before, firms=False)))


def heads_tell_results(metric: str) -> bool:
    """Whether the heads of a cell name what the work did: 立案, 采纳率, 检察建议."""
    named = _DEED.search(metric) or _RATE.search(metric) or _COUNTED.search(metric)
    return named is not None and _HARM.search(metric) is None


def _tells_of_others(before: str, *, firms: bool = True) -> bool:
    """Whether the subject of what stands before a number is a person or a firm rather than those whose work is told."""
    subjects = [*_OTHER.finditer(before)]
    if not subjects or (subjects[-1]["firm"] and not firms):
        return False
    return _OWN.search(before, subjects[-1].end()) is None


def _is_result(words: Words, *, others: bool, moves: bool, share: bool, listed: bool, same: bool) -> bool:
    own, became = words.own, _OUTCOME.match(words.after) is not None
    rated = moves or _RATE.search(own) is not None
    if became and not (_ASKED.search(own) or _DUTY.match(words.after)):
        return True
    if listed and not others and (not words.between or _AMONG.fullmatch(words.between)):
        return True
    if _AGAINST.search(own) and not (rated or _WORK.search(own) or _GIVEN_BACK.search(own)):
        return False
    if _ASKED.search(own) or _suffered(own) or _DUTY.match(words.after):
        return False
    governed = words.before[-_REACH:] if own and _SUM.fullmatch(own) else own
    if not others and (rated or (share and _SHARE.search(own))):
        return True
    return _governed(governed, words.after, others) or (listed and _goes_on(words, others, same))


def _governed(own: str, after: str, others: bool) -> bool:
    """Whether a verb before governs the number, or one behind, when the number stands as 对1247名罪犯的材料进行审查."""
    verbs = _WORK if others else _DEED
    if verbs.search(own):
        return True
    behind = _CLAUSE.match(after) if _TO_EACH.search(own) else None
    return behind is not None and verbs.search(_INQUIRY.sub("", behind[0])) is not None


def _suffered(own: str) -> bool:
    """Whether something was done to what the number counts, and no verb of work before that undoes it (治理被污染耕地)."""
    passive = _PASSIVE.search(own)
    return passive is not None and _WORK.search(own, 0, passive.start()) is None


def _goes_on(words: Words, others: bool, same: bool) -> bool:
    """Whether a number goes on with the list of the one before: a sign parts them, or a noun alone when their units agree."""
    if _GOES_ON.fullmatch(words.between):
        return True
    if others:
        return False
    if same and _SO_MANY.fullmatch(words.between):
        return True
    return _ANOTHER.fullmatch(words.between) is not None and _LIST_ENDS.match(words.after) is not None
