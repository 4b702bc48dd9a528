"""Step 11, places: the procuratorate a case is about, its level, and the division it belongs to.

The title says it, or, when no place stands there, the procuratorates that the case's text names: those of the sections
that tell what was done first, then all, then the one that prosecuted. No region rather than a wrong one: of several none
is chosen unless one lies within all the others. Branches, zones, railways, forests and masked districts (某区) have the
nearest division that their name holds, military and corps procuratorates none. What a document 《…》 is called says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reform_cases.reference import regions
from reform_cases.sourcetext.case.divisions import (
    Chain,
    beginnings,
    is_within,
    place_of,
    read_chain,
    read_city,
)
from reform_cases.sourcetext.document import Passage, Place
from reform_cases.sourcetext.findings import Findings
from reform_cases.sourcetext.lines.clean import CleanText
from reform_cases.text.widths import fold

_ORGAN = re.compile(
    r"(?:人民检察院|检察机关|检察院)(?P<branch>[^\s,。;:、“”()报交向由与及]{0,8}?分院)?|(?P<other>检察分院)"
)
_MASK = re.compile(
    r"[某×xX*Ⅹ]{1,2}(?:自治)?(?:县级市|[省市县区州旗])?(?:[某×xX*Ⅹ]{1,2}(?:县级市|[市县区旗]))?$"
)
_COUNTY = re.compile(r"[某×xX*Ⅹ](?:自治)?(?:县级市|[县区旗])$")
_NATIONAL = "最高人民检察院"
_SPECIAL = re.compile(
    r"铁路|矿区|林区|林业|农垦|垦区|兵团|军事|监狱|油田|开发区|高新|新区|劳教|城郊|第.{1,2}师"
)
# A head that can only be the name of some area, though no table has it: 苏州工业园区. Masked ones are left to the prose.
_AREA = re.compile(r"(?!.*(?:某|督促|支持|办理|监督|起诉|诉|案|对|与))[\u4e00-\u9fff]{2,16}[省市县区旗州盟]")
_PLACELESS = re.compile(r"兵团|军事|第.{1,2}师")
_ZONE = re.compile(r".{0,10}(?:开发区|高新区|新区|园区|度假区|保税区|示范区)$")
_CITED = re.compile(r"《[^《》]*》")
_PROSECUTED = re.compile(r"[^。;]{0,40}?(?:提起公诉|批准逮捕|审查起诉|起诉|立案)")
_REACH = 26
_LEAST_NAME = (
    2  # characters of a place that counts in the middle of a title: 上海 may be part of a name there
)
_HEAD = re.compile(r"[^\s,。;:“”《》()、]{2,40}?(?=人民检察院|检察机关|检察院|检察分院)")


@dataclass(frozen=True)
class Located:
    """What is known of a case's procuratorate; every field may be empty. `note` says why the region is not the organ's own."""

    organ: Passage | None = None
    level: str = ""
    region: Place | None = None
    note: str = ""


@dataclass(frozen=True)
class _Mention:
    """A procuratorate named in folded text: `[start, end)`, and the codes its place may mean; none when it has none.

    `level` is None where that of the division is the organ's own; of a branch, a zone or a masked place only the name tells.
    `near`: a branch, a zone or the like, which is no division of its own.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    level: str | None = None
    near: bool = False
    former: regions.Former | None = None


def locate(
    title: CleanText,
    credited: Sequence[CleanText],
    blocks: Sequence[CleanText],
    findings: Findings,
    done: Sequence[CleanText] = (),
) -> Located:
    """The procuratorate and region of the case with this title, credit lines (办案检察院：…) and prose.

    `done` is that part of the prose that tells what a procuratorate did.
    """
    place = _locate(title, credited, blocks, done, findings)
    if place.organ and place.note:
        findings.warn(place.organ.span, place.note)
    return place


def _locate(
    title: CleanText,
    credited: Sequence[CleanText],
    blocks: Sequence[CleanText],
    done: Sequence[CleanText],
    findings: Findings,
) -> Located:
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
    by_prose = _told_in_prose(blocks, done, findings)
    if by_prose is None or not by_prose.region:
        inside = _inside(form)
        if inside:
            return Located(region=place_of(inside))
    if by_prose is None:
        return Located()
    if by_prose.region and by_prose.organ:
        findings.warn(by_prose.organ.span, f"标题没有写明地区,按正文中的“{by_prose.organ.text}”确定")
    else:
        span = title.span(0, len(title.text))
        findings.warn(span, "标题没有写明地区,正文中的检察机关不止一处或不属于一级行政区划,未定地区")
    return by_prose


def _told_in_prose(
    blocks: Sequence[CleanText], done: Sequence[CleanText], findings: Findings
) -> Located | None:
    """What was done tells first, then all the prose, then who prosecuted; None when no procuratorate is named."""
    first, everywhere = _named_in(done, findings), _named_in(blocks, findings)
    if first and first.region and everywhere and everywhere.region != first.region:
        return first
    if everywhere and not everywhere.region:
        return _prosecutor(blocks, findings) or everywhere
    return everywhere


def _in_title(form: str) -> Iterator[_Mention]:
    """Procuratorates in a title: at its start, or anywhere with the full name of a place before them."""
    head = _HEAD.match(form)
    reached = 0
    if head:
        match = _ORGAN.match(form, head.end())
        chain = read_chain(form)
        placed = chain.codes or _SPECIAL.search(head[0]) or _AREA.fullmatch(head[0])
        if match and chain.end <= head.end() and placed:
            yield _mention(0, chain, form[chain.end : head.end()], match)
            reached = match.end()
    yield from (mention for mention in _mentions(form) if mention.start >= reached)


def _mention(start: int, chain: Chain, rest: str, organ: re.Match[str]) -> _Mention:
    """The procuratorate whose name holds the places of `chain` and then `rest`, up to the organ's word."""
    codes, level, end = chain.codes, None, organ.end()
    branch = organ["branch"] or organ["other"]
    if branch:
        level = ""
        below = read_chain(organ.string[start : chain.end] + branch)
        codes = below.codes if below.end > chain.end - start else codes
    elif _MASK.match(rest):
        level = "county" if _COUNTY.search(rest) else ""
    elif rest and rest not in {"全市", "全省", "市", "两级", "三级", "基层"}:
        level = ""
        codes = codes if _SPECIAL.search(rest) else ()
    elif chain.former and chain.former.how == "above":
        level = "county" if chain.former.name[-1] in "县区旗" else ""
    if _PLACELESS.search(rest):
        codes = ()
    near = level == "" and not _MASK.match(rest) and not chain.former
    return _Mention(start, end, codes, level, near, chain.former)


def _mentions(form: str) -> Iterator[_Mention]:
    """Procuratorates in folded text whose name begins with the name of a place, outside cited documents."""
    form = _CITED.sub(lambda cited: "《" * len(cited[0]), form) if "《" in form else form
    for organ in _ORGAN.finditer(form):
        at = organ.start()
        for start in range(max(0, at - _REACH), at - 1):
            if form[start : start + 2] in beginnings():
                chain = read_chain(form, start)
                if not chain.codes:
                    city = read_city(form, start)
                    chain = city if city.end < at and _ZONE.match(form[city.end : at]) else chain
                rest = form[chain.end : at]
                named = not rest or _MASK.match(rest) or (_SPECIAL.search(rest) and len(rest) <= 12)
                if chain.codes and chain.end <= at and named:
                    yield _mention(start, chain, rest, organ)
                    break


def _inside(form: str) -> str:
    """The one division that a title names behind its beginning (高某诉湖北省某市民政局…案); "" when not just one."""
    form = re.sub(r"《[^《》]*》|“[^“”]*”", "", form)
    codes: list[str] = []
    at = 0
    while at < len(form) - 1:
        chain = read_chain(form, at) if form[at : at + 2] in beginnings() else Chain((), at)
        if chain.code and chain.end - at > _LEAST_NAME:
            codes.append(chain.code)
        at = max(at + 1, chain.end)
    return next((one for one in codes if all(is_within(one, other) for other in codes)), "")


def _prosecutor(blocks: Sequence[CleanText], findings: Findings) -> Located | None:
    """The first procuratorate, of those whose place is certain, that the prose says prosecuted or opened the case."""
    for block in blocks:
        form = fold(block.text)
        for mention in _mentions(form):
            if len(mention.codes) == 1 and _PROSECUTED.match(form, mention.end):
                organ = block.passage(findings.text, mention.start, mention.end)
                return _located(organ, mention, mention.codes[0])
    return None


def _located(organ: Passage, mention: _Mention, code: str) -> Located:
    """The organ in the division `code`, with a note when its own name is not that of the division."""
    note = ""
    if mention.near:
        note = f"“{organ.text}”不属于一级行政区划,按“{regions.full_name(code)}”归入"
    if mention.former:
        name, until = mention.former.name, mention.former.until
        note = f"“{name}”是旧名(沿用至{until}年),按现在的“{regions.full_name(code)}”归入"
    level = regions.table()[code].level if mention.level is None else mention.level
    return Located(organ, level, place_of(code), note)


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
    return _located(organ, first, code)


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
    return _located(organ, mention, code)


def _innermost(counts: Counter[str]) -> str:
    """The code within all other codes; "" when strangers to it (special procuratorates too) are named often."""
    codes = [code for code in counts if code]
    for code in sorted(codes, key=lambda one: -counts[one]):
        line = {one for one in codes if is_within(code, one) or is_within(one, code)}
        strangers = sum(count for one, count in counts.items() if one not in line)
        if strangers * 3 <= counts[code]:
            return next((one for one in line if all(is_within(one, other) for other in line)), code)
    return ""
