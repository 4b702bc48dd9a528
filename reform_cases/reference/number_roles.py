"""Roles of the numbers that are no outcomes, and the sections of a case whose numbers have one because of where they stand."""

from __future__ import annotations

import re
from functools import lru_cache

FACT = "案情"
PENALTY = "处罚"
LAW = "法条"
PROCESS = "过程"
NAME = "名称"
DATE = "日期"
BASE = "基数"
CODE = "编号"
UNREAD = "未读"

ROLES: dict[str, str] = {
    FACT: "案件事实:违法所得、损失、涉案人数、当事人情况",
    PENALTY: "判处的刑罚、罚金",
    LAW: "法律、标准、限值的规定",
    PROCESS: "工作流程的参数:分类、频次、门槛、参加人数",
    NAME: "名称、口号的一部分",
    DATE: "日期、期限",
    BASE: "比较的基数",
    CODE: "条款、文号、型号、序号",
    UNREAD: "没有读全的数字",
}

# Roles of numbers that tell how much or how many; the others are names, dates and codes.
TELLING = (FACT, PENALTY, LAW, PROCESS, BASE, UNREAD)

# Families of section names (folded, without spaces) and the role of what is counted there.
_FACTS = re.compile(
    r"(?:基本|简要|主要)?(?:案情|案件事实|犯罪事实|违法事实)(?:简介|概况|概要|回顾)?|案件(?:基本|简要)?(?:情况|概况|简介|背景|由来|来源)|(?:基本|当事人)情况|(?:工作|改革|实施)?背景(?:情况)?"
)
_LAWS = re.compile(
    r"(?:相关|有关|适用|涉及)?(?:法律|法条|法规|规定|条文|司法解释)+(?:依据|链接|规定|条文|适用)?|指导意义|要旨|裁判要旨"
)
_JUDGEMENTS = re.compile(
    r"(?:法院|一审|二审|再审)?(?:裁判|判决|审判|审理)(?:结果|情况|要旨|理由|过程)?|诉讼结果"
)
_HEARINGS = re.compile(r"(?:检察|公开|简易)?听证(?:过程|情况|会|程序|经过|结果)?")
_FAMILIES = {"facts": _FACTS, "law": _LAWS, "judgement": _JUDGEMENTS, "hearing": _HEARINGS}


@lru_cache(maxsize=1024)
def family(section: str) -> str:
    """Return the family (facts, law, judgement, hearing) of a section name, or "" for any other."""
    return next((name for name, names in _FAMILIES.items() if names.fullmatch(section)), "")
