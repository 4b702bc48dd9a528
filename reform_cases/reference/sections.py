"""Names of the sections of a case, and which field of the record each fills. An unknown name is kept as it is.

Names are compared folded and without spaces.
"""

from __future__ import annotations

import re

KEYWORDS = frozenset({"关键词", "关键字"})
SIGNIFICANCE = frozenset({"典型意义"})

# The section that tells the background and holds the numbered measures.
REFORM = frozenset({"改革情况"})
# Sections that tell what a procuratorate did: their numbered outline gives measures too, but they keep their own name.
MEASURES = frozenset(
    {
        "改革举措",
        "改革做法",
        "改革措施",
        "改革内容",
        "主要做法",
        "主要举措",
        "具体做法",
        "具体举措",
        "经验做法",
        "工作做法",
        "工作举措",
        "做法成效",
        "做法与成效",
        "做法和成效",
        "主要做法及成效",
        "主要做法和成效",
        "典型做法",
        "调查核实",
        "调查和诉讼",
        "指控与证明犯罪",
        "指控和证明犯罪",
        "数据赋能",
        "模型构建",
    }
)
# Families of such names: who acted and whether the course or the state of it is told vary freely.
_DONE = re.compile(
    r"(?:主要|工作|具体|检察|检察机关|检察院)?(?:依法|能动|综合|融合|一体|协同)?(?:履职|监督|办案)(?:情况|过程|经过|做法)"
    r"|(?:检察机关|检察|综合|能动|依法|融合|一体|协同)履职"
    r"|(?:立案|调查|审查)?[和与及]?督促履职(?:情况|过程)?"
    r"|案件办理(?:情况|过程|经过)?|办理(?:情况|过程|经过)"
    r"|(?:涉案)?企业合规(?:整改|考察|监管)?(?:情况|过程)(?:[及和与](?:处理|办理)?(?:结果|效果))?"
)


def holds_measures(name: str) -> bool:
    """Whether the numbered outline of a section of this name tells what a procuratorate did."""
    return name in MEASURES or _DONE.fullmatch(name) is not None


# Known names are believed inside a line of running text too, where an unknown one is taken for a quotation.
KNOWN = (
    KEYWORDS
    | SIGNIFICANCE
    | REFORM
    | MEASURES
    | frozenset(
        {
            "要旨",
            "基本案情",
            "基本情况",
            "案情简介",
            "案件基本情况",
            "案件事实",
            "线索发现",
            "履职成效",
            "诉讼过程",
            "诉前程序",
            "提出检察建议",
            "检察监督",
            "法院裁判",
            "法院判决",
            "案件背景",
            "简要案情",
            "主要案情",
            "典型经验",
            "主要特点",
            "案例启示",
            "工作启示",
            "经验启示",
            "监督意见",
            "监督结果",
            "处理结果",
            "办理结果",
            "案件结果",
            "审查逮捕",
            "审查起诉",
            "审判结果",
            "判决结果",
            "裁判结果",
            "意义",
            "社会意义",
            "指导意义",
            "警示意义",
            "案例意义",
            "典型意义和社会效果",
            "工作成效",
            "改革成效",
            "主要成效",
            "办案成效",
            "治理成效",
            "改革背景",
            "工作背景",
            "背景情况",
            "综合治理",
            "社会治理",
            "诉源治理",
            "以案促治",
            "救助情况",
            "司法救助情况",
            "听证情况",
            "检察听证",
            "社会效果",
            "相关规定",
            "相关法律规定",
            "法律依据",
            "专家点评",
            "案例点评",
        }
    )
)


# What many more names are made of: 取得成效, 案件背景, 推广价值.
_FAMILIES = re.compile(
    r"(?:基本|背景|案件|案例|工作|改革|主要|取得|办案|治理|监督|实践|整改|社会|示范|推广|创新|实施|履职)"
    r"(?:情况|背景|做法|举措|成效|成果|效果|经验|启示|意义|价值|结果|亮点)"
)


def is_known(name: str) -> bool:
    """Whether `name` (folded, without spaces) is the name of a section that published batches use."""
    return name in KNOWN or holds_measures(name) or _FAMILIES.fullmatch(name) is not None


# Known names that are believed without brackets and without emphasis, alone on a line.
PLAIN = frozenset(
    {
        "关键词",
        "要旨",
        "基本案情",
        "改革情况",
        "典型意义",
        "指导意义",
        "相关规定",
        "诉讼过程",
        "检察履职情况",
        "检察履职过程",
        "检察机关履职情况",
        "检察机关履职过程",
    }
)

# Marks of the page, not of a case.
NOT_SECTIONS = frozenset(
    {
        "编者按",
        "导语",
        "按语",
        "开栏语",
        "编辑",
        "责任编辑",
        "打印",
        "关闭",
        "关闭窗口",
        "大中小",
        "字体",
        "相关链接",
        "相关阅读",
        "往期回顾",
        "返回",
        "返回顶部",
        "纠错",
        "分享",
        "来源",
        "网站地图",
    }
)
