"""The text of an HTML page as a reader sees it: a line for each paragraph, line break and table row.

What is hidden, struck out or raised is left out and listed; a list that counts gets its numbers; notes come last.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import CData, NavigableString, PageElement, Tag

from reform_cases.sourcetext.files.layout import (
    BLOCKS,
    CELLS,
    DELETED,
    HIDDEN,
    LOWERED,
    MOST_SPANNED,
    RAISED,
    RUBY,
    STRUCK,
    Layout,
)
from reform_cases.sourcetext.files.numbering import counted

# Elements that are never text, or not the text of this page.
_PROGRAMS = (
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "object",
    "iframe",
    "svg",
    "math",
    "canvas",
    "map",
    "rp",
)
_CONTROLS = ("button", "select", "option", "input", "textarea", "dialog", "audio", "video")
_DROPPED = frozenset({*_PROGRAMS, *_CONTROLS, "nav", "footer", "aside"})
_DROPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"}
)
_DROPPED_NAMES = frozenset(
    {"nav", "navbar", "navigation", "menu", "breadcrumb", "footer", "sidebar", "pagination"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_COVERED = re.compile(r"visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.IGNORECASE)
_NO_SIZE = re.compile(r"font-size\s*:\s*0+(?:\.0+)?(?![\d.])", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(?!0+(?:\.0+)?(?![\d.]))", re.IGNORECASE)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_LIFTED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_REASONS = {"del": DELETED, "s": STRUCK, "strike": STRUCK, "sup": RAISED, "sub": LOWERED, "rt": RUBY}
_NOTE_MARK = re.compile(r"#(?:(?:footnote|endnote|cite_note)-|_?(?:ftn|edn|fn)(?:ref)?\d)")
_NOTE = re.compile(r"(?:_?(?:ftn|edn|fn)|footnote|endnote|cite_note)[-_:]?\d+$|footnotes$|endnotes$")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_MARKS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero", "cjk-ideographic": "chineseCounting", "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional",
    "none": "", "disc": "", "circle": "", "square": "",
}  # fmt: skip
_WHOLE = re.compile(r"[+-]?\d{1,6}")


def page_text(html: str) -> str:
    """The visible text of `html`, each line without spaces around it, no empty line, `\\n` at every line end."""
    layout, _ = read_page(html)
    return layout.text()


def read_page(html: str) -> tuple[Layout, int | None]:
    """The layout of `html`, and from which character on its notes stand, if it has any.

    Where the page marks its main part (one `<main>`, else one `<article>`), only that is read.
    """
    with warnings.catch_warnings():
        # It guesses that a page might be an address, a file name or XML; the caller knows better.
        warnings.simplefilter("ignore", UnusualUsageWarning)
        soup = BeautifulSoup(_commented(html.removeprefix("\ufeff")), "html.parser")
    root: Tag = soup
    for name in ("main", "article"):
        marked = soup.find_all(name, limit=2)
        if len(marked) == 1:
            root = marked[0]
            break
    page = _Page(root)
    page.read(root)
    return page.layout, page.read_notes()


def _commented(html: str) -> str:
    """`html` up to a comment that nothing closes: browsers show nothing behind it, and the parser looks for its end over and over."""
    begun = html.find("<!--", html.rfind("-->") + 1)
    return html[:begun] if begun >= 0 else html


class _Page:
    """A page on its way into a layout: its counting lists, and the notes that are to come last."""

    def __init__(self, root: Tag) -> None:
        self.layout = Layout()
        self.root = root
        self.counts: list[int] = []  # of each open `<ol>`, the number of its next entry
        self.notes: list[Tag] = []

    def read(self, root: Tag) -> None:
        for element, opens in self._walk(root):
            if not isinstance(element, Tag):
                self.layout.write(str(element))
            elif opens:
                if element.name in CELLS:
                    self.layout.open_cell(_span(element, "colspan"), _span(element, "rowspan"))
                else:
                    self.layout.open(element.name)
                self._count(element)
            else:
                self.layout.close(element.name)
                if element.name == "ol":
                    self.counts.pop()

    def read_notes(self) -> int | None:
        """Write the notes; return the character they begin at."""
        self.layout.end_line()
        at = self.layout.length
        notes, self.notes = self.notes, []
        for note in notes:
            self.layout.open("div")
            self.read(note)
            self.layout.close("div")
        return at if self.layout.length > at else None

    def _walk(self, root: Tag) -> Iterator[tuple[PageElement, bool]]:
        """Every visible element in order, True where it opens, False where it closes (texts only open).

        Without recursion: a page may be nested deeper than Python's stack.
        """
        path: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
        while path:
            tag, children = path[-1]
            child = next(children, None)
            if child is None:
                path.pop()
                yield tag, False
            elif isinstance(child, Tag):
                if self._is_shown(child):
                    yield child, True
                    path.append((child, iter(child.contents)))
            elif type(child) in (NavigableString, CData):  # no comment, no declaration
                yield child, True

    def _is_shown(self, tag: Tag) -> bool:
        """Whether `tag` is read where it stands; what is left out of the text is listed, a note is kept for the end."""
        if _is_furniture(tag):
            return False
        if tag.name in BLOCKS and (_NOTE.match(str(tag.get("id", ""))) or tag.get("role") == "doc-endnotes"):
            self.notes.append(tag)
            return False
        reason = self._reason(tag)
        text = " ".join(tag.get_text().split()) if reason else ""
        if text:
            self.layout.leave_out(reason, text)
        return not reason

    def _reason(self, tag: Tag) -> str:
        """Why `tag` must not stand in the text; "" when it may."""
        style = str(tag.get("style", ""))
        if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or _HIDDEN.search(style):
            return HIDDEN
        if _COVERED.search(style) and not self._is_cover(tag):
            return HIDDEN
        if _NO_SIZE.search(style) and tag.find(style=_SIZE) is None:
            return HIDDEN
        if _LINE_THROUGH.search(style):
            return STRUCK
        lifted = _LIFTED.search(style)
        if lifted:
            return RAISED if lifted[1].lower() == "super" else LOWERED
        return _REASONS.get(tag.name, "")

    def _is_cover(self, tag: Tag) -> bool:
        """Whether `tag` holds most of the text: pages of WeChat articles uncover the whole article by a script."""
        return 2 * len(tag.get_text()) > len(self.root.get_text())

    def _count(self, tag: Tag) -> None:
        """Give the entry of a counting list its number."""
        if tag.name == "ol":
            down = len(tag.find_all("li", recursive=False)) if tag.has_attr("reversed") else 1
            self.counts.append(_whole(tag.get("start"), down))
        elif tag.name == "li" and self.counts and tag.parent is not None and tag.parent.name == "ol":
            number = _whole(tag.get("value"), self.counts[-1])
            self.counts[-1] = number + (-1 if tag.parent.has_attr("reversed") else 1)
            self.layout.label = _label(number, tag)


def _form(tag: Tag | None) -> str | None:
    """The numbering format that `tag` asks for, "" for none, None when it does not say."""
    if tag is None:
        return None
    style = _LIST_STYLE.search(str(tag.get("style", "")))
    return _MARKS.get(style[1].lower() if style else str(tag.get("type", "")))


def _label(number: int, entry: Tag) -> str:
    form = next((form for form in (_form(entry), _form(entry.parent)) if form is not None), "decimal")
    if not form:
        return ""
    return counted(number, form) + ("、" if form.startswith(("chinese", "ideograph")) else ".")


def _whole(written: object, otherwise: int) -> int:
    return int(str(written)) if _WHOLE.fullmatch(str(written)) else otherwise


def _span(cell: Tag, name: str) -> int:
    """Over how many columns or rows a cell reaches."""
    return min(max(_whole(cell.get(name), 1), 1), MOST_SPANNED)


def _is_furniture(tag: Tag) -> bool:
    """Whether `tag` is no part of what the page says: program, navigation, form, reference to a note."""
    if tag.name in _DROPPED or (tag.name == "header" and tag.find_parent(("article", "main")) is None):
        return True
    if tag.name == "a" and _NOTE_MARK.match(str(tag.get("href", ""))):
        return True
    names = {*str(tag.get("id", "")).split(), *(tag.get_attribute_list("class") or ())}
    return str(tag.get("role", "")) in _DROPPED_ROLES or not _DROPPED_NAMES.isdisjoint(names)
