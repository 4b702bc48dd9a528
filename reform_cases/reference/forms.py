"""The forms in which published batches print their headings, as data: each with an example that it recognises.

Patterns are matched against folded text (`text.widths.fold`: half-width signs, simplified characters), from the
start of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERAL = r"(?:\d{1,3}|[〇零一二三四五六七八九十百]{1,5})"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
# The year in figures or in Chinese digits, the number of the batch.
YEAR = r"(?:(?:19|20)\d\d|[一二][九〇○零][〇○零一二三四五六七八九]{2})"
_EDITION = rf"(?:\s?\(?{YEAR}年(?:度)?\)?|\s?\(?第[一二三四五六七八九十\d]+[批辑期]\)?)*"
_CASE = rf"(?:典型|示范|优秀|参考)?[事案]\s?例之?\s?(?P<number>{NUMERAL})"


@dataclass(frozen=True)
class Form:
    """One recognised form. Group `number` holds the ordinal, group `label` all that is no part of the value."""

    name: str
    pattern: re.Pattern[str]
    example: str


def _form(name: str, pattern: str, example: str) -> Form:
    return Form(name, re.compile(pattern), example)


CASE_LABELS: tuple[Form, ...] = (
    _form("in brackets", rf"(?P<label>[【\[〖(]\s*{_CASE}\s*[】\]〗)][:.、]?)", "【案例一】"),
    _form("label alone", rf"(?P<label>{_CASE}\s*[:.、]?)\s*$", "案例一："),
    _form("label, sign, title", rf"(?P<label>{_CASE}\s*[:.、|丨])", "事例1:北京市检察机关健全数字检察制度"),
    _form(
        "ornament, label, dash, title",
        rf"(?P<label>[★☆●◆■▲▶※]?\s*{_CASE}\s*(?:[—–-]{{1,2}}|[:.、|丨]))\s*(?=[^\s\d—–-])",
        "★ 案例1——某市督促整治水污染案",
    ),
    _form("label, space, title", rf"(?P<label>{_CASE})\s+(?=\S)", "典型案例1 某市督促整治水污染案"),
    _form(
        "ordinal",
        rf"(?P<label>[【\[〖(]?第\s?(?P<number>{NUMERAL})个?[事案]?例[】\]〗)]?(?:\s*[:.、]|\s*$|\s))\s*",
        "第一例　某市督促整治水污染案",
    ),
    _form(
        "number and title without a sign",
        r"(?P<label>(?:典型)?[事案]例(?P<number>\d{1,2}))(?=[^\s\d:.、,。;()%个件起中的为是里与和—-][^。]{5,60}$)",
        "案例1某市督促整治水污染案",
    ),
    _form(
        "Chinese number and title without a sign",
        rf"(?P<label>(?:典型)?[事案]例(?P<number>{_CHINESE}))(?=[^\s般致律样定种旦些直切同方个起次中的][^。]{{5,80}}案例?$)",
        "案例一某市督促整治水污染案",
    ),
)

# Number and title as in a contents list; a case heading only when a section follows at once.
NUMBERED_TITLE = _form(
    "numbered title",
    rf"(?P<label>\(?(?P<number>\d{{1,2}}|{_CHINESE})(?:[.、]|\)[.、]?))\s*(?=\D)",
    "一、张某非法采矿案",
)

GUIDING = _form(
    "guiding case number", r"(?P<label>\(?\s?检例第\s?(?P<number>\d{1,4})\s?号\s?\)?)$", "（检例第49号）"
)

SOURCE_LINE = _form(
    "source line",
    r"\(?(?:文章|稿件|信息)?来源\s*:\s*(?P<label>[^\s():|]{2,30})(?:[\s|].{0,40})?\s*\)?$",
    "来源：检察日报社",
)

CREDIT = _form(
    "credit line",
    r"(?P<label>办案检察院|办案单位|承办检察官|承办人|案例撰稿人|案例撰写人|案例编写人|撰稿人|供稿单位)\s?:",
    "办案检察院：江西省浮梁县人民检察院",
)

# Credits of those who wrote the text, not of those who handled the case.
WRITTEN = re.compile(r"案例|撰稿|供稿")

DOCUMENT_TITLE = _form(
    "document title",
    r"(?:最高(?:人民)?检(?:察院)?(?:发布|印发))?(?:\d{1,2}件)?"
    r"(?P<label>[^。]{0,60}?(?:典型[事案]例|指导性?案例|优秀案例)"
    rf"{_EDITION})"
    r"(?:[_|-].{0,40})?$",
    "检察改革典型事例(2024年)",
)

# What names the document only where it stands: in a notice that sends it out, or as a heading before the first case.
NOTICE_TITLE = _form(
    "title in a notice",
    r"(?:.{0,60}?关于)?(?:印发|发布|下发|公布|转发)[《“]?"
    rf"(?P<label>.{{2,60}}?[事案]例(?:选编|汇编|选|集)?{_EDITION})[》”]?的?(?:通知|公告|通报|函)$",
    "关于印发最高人民检察院第九批指导性案例的通知",
)
HEADING_TITLE = _form(
    "heading that names cases",
    rf"(?P<label>[^。;!?,:]{{0,60}}[事案]例(?:选编|汇编|选|集)?[”》]?{_EDITION})$",
    "酒驾以案释法案例",
)
BARE_TITLE = _form(
    "second line of a title",
    rf"(?P<label>(?:\d{{1,2}}件|十大)?(?:典型|优秀|精品)[事案]例(?:选编|汇编|选|集)?{_EDITION})$",
    "典型案例（第一批）",
)

ANNEX = _form(
    "annex",
    r"(?P<label>附(?:件|录|表)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s?(?:[:.、]|$))",
    "附件：1.线索管理办法",
)

# A number alone on its line, where no case has another label and the numbers count on from 1.
BARE_NUMBER = _form("number alone", r"(?P<label>(?:No\.?|NO\.?|Case|CASE)?\s?(?P<number>\d{1,2}))\s*$", "01")

# The same where a text has no section at all and tells each case in prose.
TOLD_TITLE = _form(
    "numbered title before prose",
    rf"(?P<label>\(?(?P<number>\d{{1,2}}|{_CHINESE})(?:[.、]|\)[.、]?))\s*(?=\D[^。]{{5,90}}案例?$)",
    "（一）李某交通肇事案",
)

# From the outermost level to the innermost. `strict` ones count only as 1, 2, 3 … in order.
MEASURE_LABELS: tuple[tuple[Form, ...], ...] = (
    (_form("first level", rf"(?P<label>(?P<number>{_CHINESE})、)\s*", "一、融合组织要素和数据要素"),),
    (
        _form("second level", rf"(?P<label>\((?P<number>{_CHINESE})\)[、.]?)\s*", "（一）线索管理一体化。"),
        _form("step", rf"(?P<label>第(?P<number>{_CHINESE})步[:,、])\s*", "第一步：梳理线索。"),
    ),
    (_form("third level", r"(?P<label>(?P<number>\d{1,2})[.、])(?!\d)\s*", "1．建立台账。"),),
    (_form("fourth level", r"(?P<label>\((?P<number>\d{1,2})\))\s*", "（1）逐案核查。"),),
    (_form("point", rf"(?P<label>(?P<number>{_CHINESE})是[:,、]?)\s*", "一是健全机制。"),),
)

# What such a label begins with, to pass over the lines that have none.
LABEL_BEGINS = frozenset("一二三四五六七八九十(第0123456789")

# Levels whose labels look like ordinary prose; there a label counts only as the first or the next of its row.
STRICT_LEVELS = frozenset({2, 3, 4})
