"""Outcome or not: the stated rules by which a number in prose is no result that the text reports, each with its reason.

A rule is data with an example; the first one that holds gives the reason. Numbers that no rule speaks against are
outcomes. Rules see the folded text: ASCII digits and `,:;()`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reform_cases.reference.number_roles import CODE, DATE, FACT, LAW, NAME, PENALTY, PROCESS, UNREAD
from reform_cases.reference.units import FALL_WORDS, RISE_WORDS
from reform_cases.sourcetext.quantities.tokens import Token

FORM_REASONS = {
    "date": (DATE, "日期"),
    "ordinal": (CODE, "序数或条款号"),
    "document": (CODE, "文号或案号"),
    "chain": (NAME, "模式或口号的名称"),
    "code": (CODE, "编号、型号或标准号"),
}
IN_TITLE = (NAME, "书名号内的文件名")
IN_QUOTATION = (NAME, "引号内的名称或口号")
NO_VALUE = (UNREAD, "过长或不成数的数字")
CONTEXT = 40

_CHANGE = "|".join(
    word for word in (*RISE_WORDS, *FALL_WORDS, "压降", "节省", "节约", "提前", "提速") if len(word) > 1
)
_PARTS = "方面|环节|阶段|版块|板块|模块|层面|维度|步骤|要素|原则|领域|类别|等级|级别|档次|栏目|字段|要点|要件|指标|特点|特征|原因|角度|途径|条件|转变"
_NUMERALS = "一二两三四五六七八九十百千"


@dataclass(frozen=True)
class Rule:
    """Speaks against a quantity with one of its `units` and `classes` (all when empty), when all it names holds.

    `before` (and not `unless`) is searched in the text before the number, `after` matched right behind it, both
    within the sentence and at most `CONTEXT` characters long. `numeral` is the number as written with its hedges; `chinese` asks for Chinese numerals, `ranged` for two numbers.
    """

    role: str
    reason: str
    example: str
    before: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    units: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    numeral: re.Pattern[str] | None = None
    chinese: bool = False
    ranged: bool = False

    def holds(self, token: Token, before: str, after: str) -> bool:
        """Whether the rule speaks against `token`, whose unit fits, between `before` and `after`."""
        return (
            self._fits(token)
            and (self.before is None or self.before.search(before) is not None)
            and (self.unless is None or self.unless.search(before) is None)
            and (self.after is None or self.after.match(after) is not None)
        )

    def _fits(self, token: Token) -> bool:
        return (
            (not self.chinese or token.chinese)
            and (not self.ranged or token.second != "")
            and (self.numeral is None or self.numeral.fullmatch(token.first + token.hedge) is not None)
        )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_re = re.compile

RULES: tuple[Rule, ...] = (
    Rule(CODE, "条目编号", "1. 确认", before=_re(r"^\(?$"), after=_re(r"[.、)]|\\\."), units=frozenset({""})),
    Rule(CODE, "编号、型号或标准号", "5G基站", after=_re(r"[A-Za-z]"), units=frozenset({""})),
    Rule(CODE, "没有单位的数字", "系统2.0", units=frozenset({""}), numeral=_re("(?!.*[万亿]).*")),
    Rule(
        PENALTY,
        "刑期",
        "获判十五年有期徒刑",
        classes=_set("time"),
        after=_re(r"[^,。;]{0,16}(?:徒刑|拘役|管制|缓刑)"),
    ),
    Rule(
        PENALTY,
        "刑期",
        "有期徒刑三年",
        classes=_set("time"),
        before=_re(r"(?:徒刑|拘役|管制|缓刑)[^,。;]{0,16}$"),
    ),
    Rule(FACT, "年龄", "已满60周岁", classes=_set("age")),
    Rule(
        DATE,
        "期限或时长",
        "三个月未侦查终结",
        classes=_set("time"),
        unless=_re(rf"(?:{_CHANGE}|平均|用时|耗时|时长|视频|录像|录音)[^,。;]{{0,10}}$"),
    ),
    Rule(CODE, "编号", "12号楼", classes=_set("label")),
    Rule(CODE, "楼栋编号", "建成1—6栋", units=_set("栋 幢 座"), ranged=True),
    Rule(
        CODE,
        "楼栋编号",
        "9栋未开工建设",
        units=_set("栋 幢 座"),
        unless=_re(r"(?:拆除|清理|整治|整改|建成|建设|新建|共|涉及|排查|房屋|建筑|住宅|违建)[^,。;]{0,8}$"),
    ),
    Rule(NAME, "“一”作冠词", "办理的一起案件", numeral=_re("一"), classes=_set("people count place measure")),
    Rule(NAME, "泛指的大数", "千家万户", numeral=_re("[百千万亿]+"), chinese=True),
    Rule(
        PROCESS,
        "“多少个方面”一类的结构说明",
        "三个方面",
        numeral=_re("[0-9]{1,2}|[一二两三四五六七八九十]{1,2}"),
        classes=_set("count"),
        after=_re(rf"[^,。;、0-9]{{0,6}}?(?:{_PARTS})"),
    ),
    Rule(
        PROCESS,
        "工作流程或分类的参数",
        "5类案件通过平台备案",
        units=_set("类 种"),
        unless=_re(r"(?:梳理|发现|排查|归纳|总结|查出|查处|查获|整治|缴获)[^,。;]{0,8}$"),
    ),
    Rule(
        PROCESS,
        "举例中的叙述",
        "例如,两个基层检察院",
        chinese=True,
        before=_re(r"(?:例如|比如|又如|如)[,:]?$"),
    ),
    Rule(
        FACT,
        "指代前文的人",
        "对二人作出处罚",
        numeral=_re("[二两三]"),
        units=_set("人"),
        unless=_re("[共捕诉获案处中救助]$"),
    ),
    Rule(
        FACT,
        "指代前文的人",
        "对三名被告人合计判处罚金",
        numeral=_re("[二两三四五]"),
        units=_set("名 位 人"),
        before=_re("(?:对|将|该|上述|其余|其他|这)$"),
    ),
    Rule(PROCESS, "指代前文的单位", "三机关均按期回复", chinese=True, units=_set("机关 部门 单位 企业")),
    Rule(NAME, "政策或口号的名称", "落实中央八项规定精神", chinese=True, after=_re("规定精神")),
    Rule(NAME, "政策或口号的名称", "执行三个规定", numeral=_re("三"), units=_set("个"), after=_re("规定")),
    Rule(
        NAME,
        "政策或口号的名称",
        "增强四个意识",
        chinese=True,
        units=_set("个 项"),
        after=_re("意识|自信|维护|务必|善于|代表|全面|坚持|面向|结合|统一|确立|必须|过硬|不"),
    ),
    Rule(
        NAME,
        "机制或区域的名称",
        "四省十城",
        chinese=True,
        classes=_set("place"),
        after=_re(rf"[{_NUMERALS}]+[省市县区城乡镇村校]"),
    ),
    Rule(
        NAME,
        "机制或区域的名称",
        "四省十城",
        chinese=True,
        classes=_set("place"),
        before=_re(rf"[{_NUMERALS}]+[省市县区城乡镇村校]$"),
    ),
    Rule(
        FACT,
        "案件名称",
        "张某等32人非法采矿案",
        classes=_set("people"),
        before=_re("等$"),
        after=_re(r"[^,。;]{0,40}?(?<![立结办破报专涉到归成本该])案(?!件|由|情|侦|值|发|卷)"),
    ),
    Rule(
        FACT,
        "当事人基本信息",
        "其余29名被告人基本情况略",
        classes=_set("people"),
        after=_re(r"[^,。;]{0,8}基本情况略"),
    ),
    Rule(
        FACT,
        "单价",
        "94元/吨",
        units=_set("元/吨 元/斤 元/公斤 元/个 元/人 元/件 元/亩 元/米 元/户 元/平方米 元/天 元/月"),
    ),
    Rule(PROCESS, "单价或频次", "每人补助500元", classes=_set("money"), before=_re(r"每[^,。;、0-9]{0,4}$")),
    Rule(
        PROCESS,
        "单价或频次",
        "每季度通报1次",
        units=_set("次 场 期"),
        before=_re(r"每(?:月|季度?|年|周|日|天|半年)[^,。;]{0,10}$"),
    ),
    Rule(PROCESS, "单价或频次", "每案2名检察官", before=_re(r"每[^,。;、0-9]?$")),
    Rule(
        FACT,
        "尺寸",
        "铺设六十公分的土",
        units=_set("公分 厘米 毫米 米"),
        after=_re("(?:的|高|宽|厚|深|见方)"),
    ),
    Rule(FACT, "项目规模", "年产60万吨甲醇", before=_re(r"年(?:产|处理|加工|吞吐)$")),
    Rule(LAW, "标准或限值", "不得超过45分贝", before=_re(r"(?:不得|不应|不准|限值|标准)[^,。;]{0,8}$")),
    Rule(
        LAW,
        "标准或限值",
        "200米、100米等明确限定",
        classes=_set("measure money count people percent"),
        after=_re(r"(?:、[0-9.]{1,8}[^、,。;0-9]{1,3})*等?[^,。;]{0,3}(?:限定|的限制|的标准)"),
    ),
)


def role_of(token: Token, before: str, after: str) -> tuple[str, str] | None:
    """Return role and reason of `token`, standing between `before` and `after` in its sentence; None for an outcome."""
    if token.form in FORM_REASONS:
        return FORM_REASONS[token.form]
    if token.form == "rank":
        return None
    rules = _rules_for(token.unit, token.unit_class)
    return next(((rule.role, rule.reason) for rule in rules if rule.holds(token, before, after)), None)


@lru_cache(maxsize=1024)
def _rules_for(unit: str, unit_class: str) -> tuple[Rule, ...]:
    """The rules, in order, that may speak of a number with this unit."""
    return tuple(
        rule
        for rule in RULES
        if (not rule.units or unit in rule.units) and (not rule.classes or unit_class in rule.classes)
    )
