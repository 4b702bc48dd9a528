"""Step 11, places: the procuratorate a case is about, its level, and the division it belongs to.

The title says it, or, when no place stands there, the procuratorates that the case's text names. No region rather than a
wrong one: railway, forestry, military and corps procuratorates and branches have none, and of several none is chosen
unless one lies within all the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reform_cases.reference import regions
from reform_cases.sourcetext.case.divisions import Chain, beginnings, is_within, place_of, read_chain
from reform_cases.sourcetext.document import Passage, Place
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.text.widths import fold

_ORGAN = re.compile(
    r"(?:人民检察院|检察机关|检察院)(?P<branch>[^\s,。;:、“”()]{0,8}?分院)?|(?P<other>检察分院)"
)
_MASK = re.compile(r"[某×xX*Ⅹ]{1,2}(?:自治)?[省市县区州旗]?(?:[某×xX*Ⅹ]{1,2}[市县区旗])?$")
_NATIONAL = "最高人民检察院"
_SPECIAL = re.compile(r"铁路|林区|林业|农垦|垦区|兵团|军事|监狱|油田|开发区|高新|新区|劳教|城郊|第.{1,2}师")
# A head that can only be the name of some area, though no table has it: 苏州工业园区. Masked ones are left to the prose.
_AREA = re.compile(r"(?!.*(?:某|督促|支持|办理|监督|起诉|诉|案|对|与))[\u4e00-\u9fff]{2,16}[省市县区旗州盟]")
_REACH = 26
_HEAD = re.compile(r"[^\s,。;:“”《》()、]{2,40}?(?=人民检察院|检察机关|检察院|检察分院)")


@dataclass(frozen=True)
class Located:
    """What is known of a case's procuratorate; every field may be empty."""

    organ: Passage | None = None
    level: str = ""
    region: Place | None = None


@dataclass(frozen=True)
class _Mention:
    """A procuratorate named in folded text: `[start, end)`, and the codes its place may mean; none when special."""

    start: int
    end: int
    codes: tuple[str, ...]


def locate(
    title: CleanText, credited: Sequence[CleanText], blocks: Sequence[CleanText], findings: Findings
) -> Located:
    """The procuratorate and region of the case with this title, credit lines (办案检察院：…) and prose."""
    form = fold(title.text)
    source = findings.text
    if form.startswith(_NATIONAL):
        return Located(organ=title.passage(source, 0, len(_NATIONAL)))
    named = list(_in_title(form))
    if named:
        return _from_title(title, named, blocks, findings)
    by_credit = _named_in(credited, findings)
    if by_credit and by_credit.organ:
        return by_credit
    chain = read_chain(form)
    if chain.codes:
        code = chain.code or _settled(chain.codes, blocks)
        if not code:
            findings.warn(title.span(0, chain.end), f"地名“{form[: chain.end]}”不止一处,未定地区")
        return Located(region=place_of(code) if code else None)
    by_prose = _named_in(blocks, findings)
    if by_prose is None:
        return Located()
    if by_prose.region and by_prose.organ:
        findings.warn(by_prose.organ.span, f"标题没有写明地区,按正文中的“{by_prose.organ.text}”确定")
    else:
        span = title.span(0, len(title.text))
        findings.warn(span, "标题没有写明地区,正文中的检察机关不止一处或不属于一级行政区划,未定地区")
    return by_prose


def _in_title(form: str) -> Iterator[_Mention]:
    """Procuratorates in a title: at its start, or anywhere with the full name of a place before them."""
    head = _HEAD.match(form)
    reached = 0
    if head:
        match = _ORGAN.match(form, head.end())
        chain = read_chain(form)
        placed = chain.codes or _SPECIAL.search(head[0]) or _AREA.fullmatch(head[0])
        if match and chain.end <= head.end() and placed:
            yield _Mention(0, match.end(), _codes(chain, form[chain.end : head.end()], match))
            reached = match.end()
    yield from (mention for mention in _mentions(form) if mention.start >= reached)


def _codes(chain: Chain, rest: str, organ: re.Match[str]) -> tuple[str, ...]:
    """What the names mean when only `rest` stands between them and the organ word."""
    plain = not rest or _MASK.match(rest) or rest in {"全市", "全省", "市", "两级", "三级", "基层"}
    return () if organ["branch"] or organ["other"] or not plain else chain.codes


def _mentions(form: str) -> Iterator[_Mention]:
    """Procuratorates in folded text whose name begins with the name of a place."""
    for organ in _ORGAN.finditer(form):
        at = organ.start()
        for start in range(max(0, at - _REACH), at - 1):
            if form[start : start + 2] in beginnings():
                chain = read_chain(form, start)
                rest = form[chain.end : at]
                if (
                    chain.codes
                    and chain.end <= at
                    and (not rest or (_SPECIAL.search(rest) and len(rest) <= 12))
                ):
                    yield _Mention(start, organ.end(), _codes(chain, rest, organ))
                    break


def _from_title(
    title: CleanText, named: list[_Mention], blocks: Sequence[CleanText], findings: Findings
) -> Located:
    first = named[0]
    organ = title.passage(findings.text, first.start, _joint_end(fold(title.text), named))
    codes = first.codes
    if not codes:
        findings.warn(organ.span, f"“{organ.text}”不属于一级行政区划,未定地区")
        return Located(organ=organ)
    code = codes[0] if len(codes) == 1 else _settled(codes, blocks)
    if not code:
        findings.warn(organ.span, f"“{organ.text}”所在地名不止一处,未定地区")
        return Located(organ=organ)
    others = [one for mention in named[1:] for one in mention.codes[:1] if not is_within(code, one)]
    if any(not is_within(one, code) for one in others):
        findings.warn(title.span(0, len(title.text)), "标题中有几个检察机关,未定地区")
        return Located(organ=organ)
    masked = bool(_MASK.search(organ.text[: -len("人民检察院")]))
    return Located(organ, "" if masked else regions.table()[code].level, place_of(code))


def _joint_end(form: str, named: list[_Mention]) -> int:
    """Where the organ ends: behind the last of those that stand in one row, A检察院、B检察院和C检察院."""
    end = named[0].end
    for mention in named[1:]:
        if form[end : mention.start] not in {"、", "和", "与", "及"}:
            break
        end = mention.end
    return end


def _settled(codes: tuple[str, ...], blocks: Sequence[CleanText]) -> str:
    """The one of several codes that lies in a province or prefecture which the prose names; "" if not just one."""
    named: set[str] = set()
    for block in blocks:
        named |= {mention.codes[0] for mention in _mentions(fold(block.text)) if len(mention.codes) == 1}
    inside = {code for code in codes if any(code != one and is_within(code, one) for one in named)}
    inside = inside or {code for code in codes if code in named}
    return inside.pop() if len(inside) == 1 else ""


def _named_in(blocks: Sequence[CleanText], findings: Findings) -> Located | None:
    """The procuratorate that these blocks name, when all that they name lie within each other.

    Otherwise the special one that they name most often, if any, without a region. None when they name none.
    """
    mentions = [(block, mention) for block in blocks for mention in _mentions(fold(block.text))]
    certain = {mention.codes[0] for _, mention in mentions if len(mention.codes) == 1}
    counts: Counter[str] = Counter()
    found: dict[str, tuple[CleanText, _Mention]] = {}
    for block, mention in mentions:
        codes = mention.codes
        if len(codes) > 1:
            codes = tuple(code for code in codes if any(is_within(code, one) for one in certain))
        if len(codes) == 1 or not mention.codes:
            code = codes[0] if codes else ""
            counts[code] += 1
            found.setdefault(code, (block, mention))
    if not counts:
        return None
    code = _innermost(counts)
    block, mention = found[code or counts.most_common(1)[0][0]]
    organ = block.passage(findings.text, mention.start, mention.end)
    if not code:
        return Located(None if mention.codes else organ)
    return Located(organ, regions.table()[code].level, place_of(code))


def _innermost(counts: Counter[str]) -> str:
    """The code within all other codes; "" when strangers to it (special procuratorates too) are named often."""
    codes = [code for code in counts if code]
    for code in sorted(codes, key=lambda one: -counts[one]):
        line = {one for one in codes if is_within(code, one) or is_within(one, code)}
        strangers = sum(count for one, count in counts.items() if one not in line)
        if strangers * 3 <= counts[code]:
            return next((one for one in line if all(is_within(one, other) for other in line)), code)
    return ""
