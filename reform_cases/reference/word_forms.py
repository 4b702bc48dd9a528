"""异形词: words that are written with one character or another and mean the same.

A pair is folded wherever its characters stand, so that a search for part of a word still finds it. Only a pair whose
characters are told apart in no other word may be: `LEFT_OUT` has those that were weighed and would find what nobody
looked for. The groups are those of 《第一批异形词整理表》(GF 1001-2001), the recommended form first.
"""

from __future__ import annotations

from typing import NamedTuple


class WordForm(NamedTuple):
    """`odd` counts as `plain`, as in the `words` of the rule."""

    odd: str
    plain: str
    words: str


class KeptApart(NamedTuple):
    """Were `odd` to count as `plain` (as in `words`), a search for `word` would find `text`."""

    odd: str
    plain: str
    words: str
    text: str
    word: str


WORD_FORMS: tuple[WordForm, ...] = (
    WordForm("帐", "账", "账本—帐本"),
    WordForm("搀", "掺", "掺假—搀假、掺杂—搀杂"),
    WordForm("忿", "愤", "愤愤—忿忿"),
    WordForm("诿", "委", "推诿—推委"),
    WordForm("毋", "无", "毋庸—无庸、毋宁—无宁"),
    WordForm("嵎", "隅", "负隅顽抗—负嵎顽抗"),
    WordForm("铤", "挺", "铤而走险—挺而走险"),
    WordForm("儆", "警", "杀一儆百—杀一警百"),
    WordForm("猾", "滑", "狡猾—狡滑"),
    WordForm("槌", "锤", "一锤定音—一槌定音"),
    WordForm("赒", "周", "周济—赒济"),
)

LEFT_OUT: tuple[KeptApart, ...] = (
    KeptApart("份", "分", "成分—成份、身份—身分", "移送3份", "3分"),
    KeptApart("像", "象", "图像—图象、录像—录象", "针对像张某这样的人", "对象"),
    KeptApart("覆", "复", "答复—答覆", "实现双重覆盖", "重复"),
    KeptApart("作", "做", "小题大做—小题大作", "推进工作法治化", "做法"),
    KeptApart("定", "订", "订单—定单", "返还定金", "订金"),
    KeptApart("诫", "戒", "告诫—告戒、训诫—训戒", "告诫毒贩", "戒毒"),
    KeptApart("连", "联", "连接—联接", "接连通报", "联通"),
    KeptApart("采", "彩", "精彩—精采", "开采票据", "彩票"),
    KeptApart("衷", "中", "折中—折衷", "衷心感谢", "中心"),
    KeptApart("豫", "预", "预备—豫备", "豫警联动", "预警"),
    KeptApart("画", "划", "筹划—筹画", "绘画分类", "划分"),
    KeptApart("记", "纪", "纪念—记念", "书记检查", "纪检"),
    KeptApart("慧", "惠", "贤惠—贤慧", "智慧民生平台", "惠民"),
    KeptApart("踞", "据", "盘踞—盘据", "盘踞此地", "据此"),
    KeptApart("它", "他", "其他—其它", "它们", "他们"),
    KeptApart("炼", "练", "简练—简炼", "锻炼习惯", "练习"),
    KeptApart("消", "销", "撤销、撤消", "取消售后服务", "销售"),
    KeptApart("辞", "词", "言辞、言词", "2名辞职人员", "名词"),
    KeptApart("迭", "叠", "重叠、重迭", "经多重迭代", "重叠"),
)
