"""The nine things a reader does, each in several variants, and their addresses on this site."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from madeup.words import FIELDS

PER_PAGE = 20
# The provinces, keywords and words of the six shipped cases: they exist in a catalogue of any size.
PROVINCES = ("410000", "330000", "320000", "110000", "210000", "230000")
KEYWORDS = ("数字检察", "反向审视", "一体履职", "社会治理检察建议", "人大监督", "数字化")
RARE_WORDS = FIELDS[-30:]
# Each in about half of the generated cases; no two tasks share one, so that every word is new when it is asked for.
_COMMON = """
信访 反向审视 申诉 代表建议 人大 检警+ 线上 内部 国家 审视 保障 代表 优化 环境 全流程 统一 督查 充分发挥 保护 统筹
线索移送 监督线索 检察履职 系统治理 行政机关 基层检察 整改落实 应用平台 工作机制 案件化
"""
_FIRST = """
成立 基础 作用 相关 纠正 主体 实质 导向 全面 共治 要素 立足 格局 纳入 确保 反馈 背后 联合 分流 同时
能力 主动 深化 内容 联络 行为 覆盖 指导 实战 评查
"""
_SECOND = """
明确 内外 助推 督促 闭环 增效 一案 增强 深入 共同 人才库 沟通 领导 处理 申诉案件 刑事申诉 综合治理 协作配合
监督模型 数字赋能 区域协同 高质效 全方位 全覆盖 行政督查 人大监督 检察业务 全市 案件化办理 治理检察
"""
COMMON_WORDS = tuple(_COMMON.split())
WORD_PAIRS = tuple(zip(_FIRST.split(), _SECOND.split(), strict=True))
VARIANTS = 30
FUNCTIONS = ("数字检察", "控告申诉检察", "行政检察", "公益诉讼检察", "刑事检察", "检察侦查")
FACETS = ("region", "keyword", "function", "level", "collection", "year")


@dataclass(frozen=True)
class Ask:
    """One request, said once for everybody who is to answer it. `page` counts from 1; `record` is a case's slug."""

    words: tuple[str, ...] = ()
    region: str = ""
    keyword: str = ""
    function: str = ""
    year: int = 0
    page: int = 1
    record: str = ""

    @property
    def path(self) -> str:
        """Its address on this site."""
        if self.record:
            return f"/cases/{self.record}/"
        given = {
            "q": " ".join(self.words),
            "region": self.region,
            "keyword": self.keyword,
            "function": self.function,
            "year": self.year or "",
            "page": self.page if self.page > 1 else "",
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return f"/cases/?{query}" if query else "/cases/"


@dataclass(frozen=True)
class Task:
    """What a reader does. The variants come in turn, so that no answer can simply be kept: they last for 30 rounds."""

    name: str
    title: str
    variants: tuple[Ask, ...]


def tasks(count: int) -> tuple[Task, ...]:
    """The tasks for a catalogue of `count` cases; the last page stands for page 50 where there are fewer."""
    last = min(50, (count + PER_PAGE - 1) // PER_PAGE)
    provinces = _in_turn(PROVINCES)
    # Six keywords (and functions) against six provinces: shifted by one after each round, no pair comes twice.
    shifted = [position + position // len(PROVINCES) for position in range(VARIANTS)]
    keywords = [KEYWORDS[place % len(KEYWORDS)] for place in shifted]
    functions = [FUNCTIONS[place % len(FUNCTIONS)] for place in shifted]
    return (
        Task("list", "list", (Ask(),)),
        Task("province", "province", tuple(Ask(region=code) for code in PROVINCES)),
        Task(
            "province-keyword",
            "province + keyword",
            tuple(Ask(region=code, keyword=word) for code, word in zip(provinces, keywords, strict=True)),
        ),
        Task("rare", "rare word (0.1 %)", tuple(Ask(words=(word,)) for word in RARE_WORDS)),
        Task("common", "common word (half of all)", tuple(Ask(words=(word,)) for word in COMMON_WORDS)),
        Task(
            "words-province",
            "two words + province",
            tuple(Ask(words=pair, region=code) for pair, code in zip(WORD_PAIRS, provinces, strict=True)),
        ),
        Task(
            "filters",
            "three filters, all facets",
            tuple(
                Ask(region=code, function=name, year=2026 - position % 10)
                for position, (code, name) in enumerate(zip(provinces, functions, strict=True))
            ),
        ),
        Task(
            "page-50",
            f"page {last}",
            tuple(Ask(page=page) for page in range(max(1, last - VARIANTS), last + 1)),
        ),
        Task("record", "record", tuple(Ask(record=f"jcgg-2024-0{n}") for n in range(1, 7))),
    )


def _in_turn(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(values[position % len(values)] for position in range(VARIANTS))
