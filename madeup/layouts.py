"""The layouts of made-up documents: how a batch of cases is written down, each a function of its cases to lines.

They are those that published batches have: 【】 headings or numbered ones, titles over two lines or naming parties, a
contents list, bold marks of a converted page, what surrounds a page. A line opens a case with `⟦case N⟧`, which
`madeup.documents` takes out again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Case:
    """What a layout writes down; a result in a text is still `⟦as written¦value¦unit⟧`."""

    number: int
    organ: str
    region: str
    subject: str  # of a title that names the organ: 督促整治…隐患
    ending: str  # 行政公益诉讼案
    party: str  # a title of parties: 高某盗窃案
    keywords: tuple[str, ...]
    texts: dict[str, str]  # by the names of `sentences`, in lower case

    @property
    def title(self) -> str:
        return self.organ + self.subject + self.ending

    @property
    def numeral(self) -> str:
        return _NUMERALS[self.number - 1]


@dataclass(frozen=True)
class Layout:
    """How a document is laid out. `sections` are the names a case has; `by_party` when titles name parties, not organs."""

    name: str
    sections: tuple[str, ...]
    write: Callable[[Sequence[Case]], Iterator[str]]
    by_party: bool = False
    keywords: bool = True


def _begin(case: Case) -> str:
    """The mark, taken out again, from which on results belong to `case`."""
    return f"⟦case {case.number}⟧"


def _reform(cases: Sequence[Case]) -> Iterator[str]:
    yield from ("检察改革典型事例(2025年)", "")
    for case in cases:
        yield f"{_begin(case)}事例{case.number}:{case.title}"
        yield from ("【关键词】", " ".join(case.keywords), "【改革情况】", case.texts["point"])
        yield from ("一、健全工作机制", f"(一)统一线索管理。{case.texts['process']}")
        yield from (f"(二)跟进整改落实。{case.texts['work']}", f"二、促进系统治理\n{case.texts['more_work']}")
        yield from ("【典型意义】", case.texts["meaning"])
    yield "来源:样例日报社"


def _bold_reform(cases: Sequence[Case]) -> Iterator[str]:
    """Bold marks, some apart from what they mark; a title over two lines; a stray `#`."""
    yield from ("#  样例机关发布改革典型案例", "**样例机关发布**", "**改革典型案例**")
    for case in cases:
        yield f"{_begin(case)}**案例{case.number}**"
        yield from (f"**{case.organ}", f"**{case.subject}{case.ending}**", "#" if case.number == 2 else "")
        yield from ("**【关键词】**", " ".join(case.keywords), "** 【改革情况】  **", case.texts["process"])
        yield from ("** 一、压实责任  **", "** （一）细化清单。  **", case.texts["work"])
        yield from (
            "** （二）动态管理。  **",
            case.texts["more_work"],
            "**【典型意义】**",
            case.texts["meaning"],
        )


def _same_ending(cases: Sequence[Case]) -> Iterator[str]:
    """Unnumbered cases whose titles end in the same line."""
    yield from ("#  样例机关联合发布行政公益诉讼典型案例", "** 样例机关  **", "** 行政公益诉讼典型案例  **")
    for case in cases:
        yield f"{_begin(case)}**{case.organ}{case.subject}**"
        yield from (f"**{case.ending}**", "**【关键词】**", " ".join(case.keywords))
        yield from ("**【要旨】**", case.texts["point"], "**【基本案情】**", case.texts["facts"])
        yield from ("**【调查和督促履职】**", case.texts["process"] + case.texts["work"])
        yield from ("**【典型意义】**", case.texts["meaning"])


def _plain_headings(cases: Sequence[Case]) -> Iterator[str]:
    """No 【】 at all; the number of a case alone on its line, a subtitle below the title."""
    yield from ("## 样例工作典型案例", "", "发布时间：2025年5月30日", "")
    for case in cases:
        yield f"{_begin(case)}案例{case.numeral}"
        yield from ("", case.party, "", f"——协同联动，推进{case.keywords[-1]}治理", "")
        yield from ("一、基本案情", "", case.texts["facts"], "", "二、做法与成效", "")
        yield f"（一）{case.organ}精准履职。{case.texts['process']}"
        yield from (
            "",
            f"（二）跟进整改。{case.texts['work']}",
            "",
            "三、典型意义",
            "",
            case.texts["meaning"],
            "",
        )


def _court(cases: Sequence[Case]) -> Iterator[str]:
    """Numbered titles, keywords on the line of their heading, （一） as section headings."""
    yield from ("行政公益诉讼典型案例（第九批）", "")
    for case in cases:
        yield f"{_begin(case)}{case.numeral}、{case.title}"
        yield from (
            "",
            f"【关键词】{'  '.join(case.keywords)}",
            "",
            "（一）基本案情",
            "",
            case.texts["facts"],
        )
        yield from (
            "",
            "（二）检察监督",
            "",
            case.texts["process"] + case.texts["work"],
            "",
            "（三）法院裁判",
            "",
        )
        yield from (case.texts["court"], "", "（四）典型意义", "", case.texts["meaning"], "")


def _hearings(cases: Sequence[Case]) -> Iterator[str]:
    """No document title; a contents list; ideographic spaces between keywords; attendance."""
    yield from ("发布时间：2025年4月9日", "", "（按办案单位行政区划排序）", "")
    for case in cases:
        yield from (f"{case.number}.{case.title}", "")
    for case in cases:
        yield f"{_begin(case)}{case.title}"
        yield from (
            "",
            "【关键词】",
            "",
            "　".join(case.keywords),
            "",
            "【要旨】",
            "",
            case.texts["point"],
            "",
        )
        yield from ("【基本案情】", "", case.texts["facts"], "", "【检察听证过程】", "")
        yield from (
            *case.texts["hearing"].split("\n"),
            f"后续工作。{case.texts['work']}",
            "",
            "【典型意义】",
            "",
        )
        yield from (case.texts["meaning"], "")


def _guiding(cases: Sequence[Case]) -> Iterator[str]:
    """Guiding cases: indented lines, a number of their own, the gist, the guiding meaning, the law."""
    yield from ("# 第九十九批指导性案例_样例机关", "", "---")
    for case in cases:
        yield f"{_begin(case)}**{case.party}**"
        yield from ("", f"**（检例第{900 + case.number}号）**", "", "　　**【关键词】**", "")
        yield from (
            f"　　{' '.join(case.keywords)}",
            "",
            "　　**【要旨】**",
            "",
            f"　　{case.texts['point']}",
            "",
        )
        yield from (
            "　　**【基本案情】**",
            "",
            f"　　{case.texts['facts']}",
            "",
            "　　**【检察机关履职过程】**",
            "",
        )
        yield f"　　{case.organ}依法审查。{case.texts['work']}"
        yield from (
            "",
            "　　**【指导意义】**",
            "",
            f"　　{case.texts['meaning']}",
            "",
            "　　**【相关规定】**",
            "",
        )
        yield from (f"　　{case.texts['law']}", "")


def _listed(cases: Sequence[Case]) -> Iterator[str]:
    """A contents list with the numbers of the cases, then each number alone on its line."""
    yield from ("## 样例机关发布刑事典型案例", "", "发布时间：2025年4月24日", "")
    for case in cases:
        yield from (f"案例{case.numeral}：{case.party}", "")
    for case in cases:
        yield f"{_begin(case)}案例{case.numeral}"
        yield from ("", case.party, "", "【基本案情】", "", case.texts["facts"], "", "【检察履职情况】", "")
        yield f"{case.organ}提前介入。{case.texts['work']}"
        yield from (
            "",
            "【裁判结果】",
            "",
            case.texts["court"],
            "",
            "【典型意义】",
            "",
            case.texts["meaning"],
            "",
        )


def _page(cases: Sequence[Case]) -> Iterator[str]:
    """A page copied with what surrounds it; `&ensp;` between keywords."""
    yield from ("首页", "--", "组织机构", "|", "新闻发布", "|", "典型案例", "当前位置：首页 > 典型案例", "")
    for case in cases:
        yield f"{_begin(case)}{case.party}"
        yield from ("【关键词】", "&ensp; ".join(case.keywords), "【要旨】", case.texts["point"])
        yield from ("【基本案情】", case.texts["facts"], "【检察机关履职过程】")
        yield f"{case.organ}受理后审查。{case.texts['work']}"
        yield from ("【指导意义】", case.texts["meaning"], "【相关规定】", case.texts["law"])
    yield from (
        "--相关机构--",
        "样例部",
        "--新闻媒体--",
        "样例网",
        "Copyrights©样例机关 All Rights Reserved.",
    )
    yield from ("备案序号：样ICP备00000000号", "电脑版", "|", "手机版", "-->")


LAYOUTS: tuple[Layout, ...] = (
    Layout("reform", ("关键词", "改革情况", "典型意义"), _reform),
    Layout("bold-reform", ("关键词", "改革情况", "典型意义"), _bold_reform),
    Layout("same-ending", ("关键词", "要旨", "基本案情", "调查和督促履职", "典型意义"), _same_ending),
    Layout("plain-headings", ("基本案情", "做法与成效", "典型意义"), _plain_headings, True, False),
    Layout("court", ("关键词", "基本案情", "检察监督", "法院裁判", "典型意义"), _court),
    Layout("hearings", ("关键词", "要旨", "基本案情", "检察听证过程", "典型意义"), _hearings),
    Layout(
        "guiding",
        ("关键词", "要旨", "基本案情", "检察机关履职过程", "指导意义", "相关规定"),
        _guiding,
        True,
    ),
    Layout("listed", ("基本案情", "检察履职情况", "裁判结果", "典型意义"), _listed, True, False),
    Layout("page", ("关键词", "要旨", "基本案情", "检察机关履职过程", "指导意义", "相关规定"), _page, True),
)
