"""What a search should find, by plain reading of the records: written apart from the code it judges.

It knows the query language from its description only, and looks with `in` through the texts of one case after another.
"""

from __future__ import annotations

import unicodedata

from reform_cases.models import Case
from reform_cases.reference.signs import EARLIER, GROUPS, INVISIBLE, RADICALS
from reform_cases.reference.variants import FOR_SEARCH
from reform_cases.reference.word_forms import WORD_FORMS

FIELDS = ("标题", "关键词", "举措", "成效", "意义", "正文")
IGNORED = {code for codes in INVISIBLE for code in codes}
WORDS = {ord(form.odd): ord(form.plain) for form in WORD_FORMS}
NAMES = {
    **{name: name for name in FIELDS},
    **dict.fromkeys(("题目", "名称", "title"), "标题"),
    **dict.fromkeys(("关键字", "主题词", "keywords", "keyword", "tag"), "关键词"),
    **dict.fromkeys(("改革举措", "改革情况", "做法", "measures", "measure"), "举措"),
    **dict.fromkeys(("量化成效", "数字", "outcomes", "outcome", "results", "result"), "成效"),
    **dict.fromkeys(("典型意义", "significance"), "意义"),
    **dict.fromkeys(("全文", "text"), "正文"),
}
MARKS = ",;、。!?"


def letters_folded(text):
    """NFKC, case folded, simplified, one form of each word, nothing invisible, white space and controls folded."""
    seen = "".join(EARLIER.get(letter, letter) for letter in text if ord(letter) not in IGNORED)
    out = ""
    for letter in unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold()):
        if letter.isspace() or unicodedata.category(letter) == "Cc":
            letter = " "
        if unicodedata.category(letter) == "Cs":
            letter = "\ufffd"
        for table in (RADICALS, FOR_SEARCH, WORDS):
            letter = chr(table.get(ord(letter), ord(letter)))
        if letter != " " or not out.endswith(" "):
            out += letter
    return out.strip(" ")


def kind(letter):
    """Han, another letter, or anything else."""
    if letter in "々〇" or any(low <= ord(letter) <= high for low, high in HAN):
        return "han"
    return "letter" if letter.isalnum() and not letter.isdecimal() else "sign"


def idle(before, after):
    """Whether a space between these two does not count."""
    joins = unicodedata.category(after).startswith("M")
    return not joins and (kind(before) != kind(after) or kind(before) == "sign")


HAN = [(0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)]


def folded(text):
    """The same with look-alike signs as one, and without spaces and commas that do not count."""
    signs = {sign: group[0] for group in GROUPS for sign in group}
    text, out = "".join(signs.get(letter, letter) for letter in letters_folded(text)), ""
    for at, letter in enumerate(text):
        if letter == " " and idle(text[at - 1], text[at + 1]):
            continue
        if letter != "-" or not out.endswith("-"):
            out += letter
    inside = [
        at
        for at in range(1, len(out) - 1)
        if out[at] == "," and out[at - 1].isdecimal() and out[at + 1].isdecimal()
    ]
    return "".join(letter for at, letter in enumerate(out) if at not in inside)


def terms(text):
    """(excluded, [(field, text) …]) of every term, any of these being enough, or None where nothing can be looked for."""
    asked = letters_folded(text)
    if len(asked) > 200:
        return None
    asked = without_case_number(asked)
    for parted in (True, False):
        found = list(dict.fromkeys(joined(list(read(asked, parted)))))
        if sum(len(either) for _excluded, either in found) <= 20:
            return found if found or not asked else None
    return None


def without_case_number(text):
    """事例1: before a title says which case of a batch it is."""
    for label in ("典型事例", "典型案例", "事例", "案例"):
        if text.startswith(label):
            rest = text[len(label) :].lstrip(" ")
            digits = "0123456789" if rest[:1].isdecimal() else "一二三四五六七八九十"
            title = rest.lstrip(digits)
            if 1 <= len(rest) - len(title) <= 3:
                title = title.lstrip(" ")
                title = (title[1:] if title[:1] in tuple(":、.") else title).lstrip(" ")
                if len(title) >= 4 and " " not in title[:4]:
                    return title
    return text


def joined(read_terms):
    """Words that say how terms go together, and the terms themselves."""
    kinds = [
        next((kind for kind, words in JOINING.items() if term[3] and term[2] in words), "")
        for term in read_terms
    ]
    padded = ["word", *kinds, "word", "word"]
    for at, kind in enumerate(kinds):
        before, after, next_one = padded[at], padded[at + 2], padded[at + 3]
        followed = after == "" or (kind == "and" and after == "not" and next_one == "")
        if kind and not (followed and (kind == "not" or before == "")):
            kinds[at] = ""
    out = []
    for at, (excluded, field, term, _bare) in enumerate(read_terms):
        if kinds[at] or not term:
            continue
        by = kinds[at - 1] if at else ""
        if by == "or" and not excluded and out and not out[-1][0]:
            out[-1] = (False, (*out[-1][1], (field, term)))
        else:
            out.append((excluded or by == "not", ((field, term),)))
    return out


JOINING = {
    "and": ("and", "&", "&&", "和", "与", "且", "并且", "以及", "及"),
    "or": ("or", "|", "||", "或", "或者"),
    "not": ("not", "不含", "不包括", "除去", "排除"),
}


def read(rest, parted):
    """(excluded, field, text, whether it stands there bare) of every word."""
    while rest := rest.lstrip(" "):
        if rest[0] in "[【〔〖":
            name = next(
                (n for n in NAMES if rest[1:].startswith(n) and rest[len(n) + 1 :][:1] in tuple("]】〕〗")),
                "",
            )
            inside = rest[len(name) + 2 :].lstrip(" ")
            inside = (inside[1:] if inside[:1] == ":" else inside).lstrip(" ")
            rest = f"{name}:{inside}" if name and inside else rest
        excluded = rest[0] == "-" and len(rest) > 1 and rest[1] != " "
        rest = rest[1:] if excluded else rest
        name = next((n for n in NAMES if rest.startswith(f"{n}:") and rest[len(n) + 1 :].strip()), "")
        field = NAMES.get(name, "")
        if field:
            rest = rest[len(name) + 1 :].lstrip(" ")
        is_phrase, term, rest = phrase_or_word(rest)
        if not is_phrase and not excluded and not field and any(term in words for words in JOINING.values()):
            yield False, "", term, True
            continue
        pieces = parts(term) if parted and not is_phrase else [term]
        if excluded and len(pieces) > 1:
            pieces = [term]
        for piece in pieces:
            yield excluded, field, without_edges(folded(piece)), False


def phrase_or_word(rest):
    for marks in ('"“”', "'‘’", "「」", "『』"):
        closing = [at for at in range(1, len(rest)) if rest[at] in marks][:1] if rest[0] in marks else []
        if closing and rest[closing[0] + 1 : closing[0] + 2] in ("", " "):
            return True, rest[1 : closing[0]], rest[closing[0] + 1 :]
    word, _space, rest = rest.partition(" ")
    return False, word, rest


def parts(word):
    """The pieces of `word` between marks, unless it has nothing else; a comma in 1,983 is none."""
    pieces = [""]
    for at, letter in enumerate(word):
        if letter not in MARKS or (letter == "," and groups(word, at)):
            pieces[-1] += letter
        else:
            pieces.append("")
    pieces = [piece.rstrip(":.") or piece for piece in pieces if piece]
    return pieces or [word]


def groups(word, at):
    """Whether a comma at `at` stands between one to three digits and exactly three."""
    before = len(word[:at]) - len(word[:at].rstrip("0123456789"))
    after = len(word[at + 1 :]) - len(word[at + 1 :].lstrip("0123456789"))
    return 1 <= before <= 3 and after == 3


def without_edges(term):
    """Without commas at an edge that may have stood inside a number."""
    if term.lstrip(",")[:1].isdecimal():
        term = term.lstrip(",")
    return term.rstrip(",") if term.rstrip(",")[-1:].isdecimal() else term


def columns(case):
    """The folded texts of `case` by rank, and those that only a field looks into."""
    measures = list(case.measures.all())
    sections = [text for section in case.sections.all() for text in (section.name, section.text)]
    place = case.region.full_name if case.region else ""
    texts = {
        "title": [case.title],
        "keywords": [row.tag.name for row in case.case_keywords.all()],
        "headings": [measure.heading for measure in measures],
        "bodies": [measure.body for measure in measures],
        "significance": [case.significance],
        "other": [case.organ, place, case.background, *sections],
        "outcomes": [text for outcome in case.outcomes.all() for text in (outcome.metric, outcome.quote)],
    }
    return {name: list(map(folded, values)) for name, values in texts.items()}


LOOKED_INTO = {
    "": [["title"], ["keywords"], ["headings"], ["bodies", "significance", "other"]],
    "标题": [["title"], [], [], []],
    "关键词": [[], ["keywords"], [], []],
    "举措": [[], [], ["headings"], ["bodies"]],
    "成效": [[], [], [], ["outcomes"]],
    "意义": [[], [], [], ["significance"]],
    "正文": [[], [], ["headings"], ["bodies", "significance", "other"]],
}


def rank_of(texts, field, term):
    """The first rank at which the term stands, or None."""
    for rank, names in enumerate(LOOKED_INTO[field]):
        if any(term in text for name in names for text in texts[name]):
            return rank
    return None


def catalogue():
    """Every case with its folded texts, in the list's own order."""
    cases = Case.objects.select_related("collection", "region").prefetch_related(
        "measures", "sections", "outcomes", "case_keywords__tag"
    )
    ordered = sorted(cases, key=lambda c: (-c.collection.year, c.collection.slug, c.number))
    return [(case.pk, columns(case)) for case in ordered]


def expected(text, cases):
    """The ids that `text` finds, best first, ties in the list's own order."""
    asked = terms(text)
    if asked is None:
        return []
    hits = []
    for pk, texts in cases:
        ranks = [
            (excluded, min((r for one in either if (r := rank_of(texts, *one)) is not None), default=None))
            for excluded, either in asked
        ]
        if all((rank is None) == excluded for excluded, rank in ranks):
            hits.append((max((rank for excluded, rank in ranks if not excluded), default=0), pk))
    return [pk for _rank, pk in sorted(hits, key=lambda hit: hit[0])]
