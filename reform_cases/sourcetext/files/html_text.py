"""The text of an HTML page as a reader sees it: a line for each paragraph, line break and table row.

Two things of the layout stay, because the reader uses them to tell headings from prose: a heading begins with `#` signs,
and a line that is bold as a whole stands between `**`, both as in Markdown. Neither is set on a line with a 【…】.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup, UnusualUsageWarning
from bs4.element import CData, NavigableString, PageElement, Tag

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
)
_CONTROLS = ("button", "select", "option", "input", "textarea", "dialog", "audio", "video")
_DROPPED = frozenset({*_PROGRAMS, *_CONTROLS, "nav", "footer", "aside"})
_DROPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog"}
)
_DROPPED_NAMES = frozenset(
    {"nav", "navbar", "navigation", "menu", "breadcrumb", "footer", "sidebar", "pagination"}
)
# Not `visibility: hidden`: pages of WeChat articles lift it from the whole article by a script.
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOTE = re.compile(r"#(?:footnote|endnote)-")
# Elements that begin and end a line; all others run on in the line they stand in.
_PARTS = (
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "details",
    "div",
    "fieldset",
    "figure",
    "form",
)
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul", "caption", "table", "tbody", "tfoot", "thead", "tr")
_BLOCKS = frozenset(
    {
        *_PARTS,
        *_LISTS,
        "figcaption",
        "header",
        "hr",
        "html",
        "legend",
        "main",
        "p",
        "pre",
        "section",
        "summary",
    }
)
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BREAKS = _BLOCKS | _CELLS | _HEADINGS
_SPACE = re.compile(r"[ \t\r\n\f]+")
_WIDE = "\u2e80"  # from here on characters are written without spaces between words


def page_text(html: str) -> str:
    """The visible text of `html`, each line without spaces around it, no empty line, `\\n` at every line end.

    Where the page marks its main part (one `<main>`, else one `<article>`), only that is read.
    """
    with warnings.catch_warnings():
        # It guesses that a page might be an address, a file name or XML; the caller knows better.
        warnings.simplefilter("ignore", UnusualUsageWarning)
        soup = BeautifulSoup(html.removeprefix("\ufeff"), "html.parser")
    root: Tag = soup
    for name in ("main", "article"):
        marked = soup.find_all(name, limit=2)
        if len(marked) == 1:
            root = marked[0]
            break
    return _Layout().text(root)


class _Layout:
    """The lines of a page, put together in the order in which its elements open and close."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[tuple[str, bool]] = []  # pieces of the line under way, each with whether it is bold
        self.bold = self.rank = self.kept = 0
        self.rows: list[
            tuple[int, bool]
        ] = []  # where a row began, and whether a cell of it has several lines
        self.cells: list[int] = []  # where a cell began

    def text(self, root: Tag) -> str:
        for element, opens in _walk(root):
            if not isinstance(element, Tag):
                self._write(str(element))
            elif opens:
                self._open(element)
            else:
                self._close(element)
        self._break()
        return "\n".join([*self.lines, ""])

    def _write(self, text: str) -> None:
        """Text as it is shown: runs of white space are one space, line breaks in `<pre>` stay."""
        if not self.kept:
            self.line.append((text, self.bold > 0))
            return
        for number, piece in enumerate(text.splitlines()):
            if number:
                self._break()
            self.line.append((piece, self.bold > 0))

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if name == "br" or name in _BREAKS:
            self._break()
        self.bold += name in _BOLD
        self.kept += name == "pre"
        if name in _HEADINGS:
            self.rank = int(name[1])
        elif name == "tr":
            self.rows.append((len(self.lines), False))
        elif name in _CELLS:
            self.cells.append(len(self.lines))

    def _close(self, tag: Tag) -> None:
        name = tag.name
        if name in _BREAKS:
            self._break()
        self.bold -= name in _BOLD
        self.kept -= name == "pre"
        if name in _HEADINGS:
            self.rank = 0
        elif name in _CELLS:
            lines = len(self.lines) - self.cells.pop()
            if lines > 1 and self.rows:
                self.rows[-1] = self.rows[-1][0], True
        elif name == "tr":
            self._row(*self.rows.pop())

    def _row(self, start: int, several: bool) -> None:
        """The cells side by side, unless one of them holds several lines: such a table is there for the layout."""
        if not several and len(self.lines) > start:
            self.lines[start:] = ["\t".join(self.lines[start:])]

    def _break(self) -> None:
        """End the line under way; an empty one leaves nothing."""
        text = _SPACE.sub(_joint, "".join(piece for piece, _ in self.line).replace("\xa0", " ")).strip()
        whole = all(bold for piece, bold in self.line if piece.strip())
        self.line = []
        if not text:
            return
        if "【" not in text and self.rank:
            text = f"{'#' * self.rank} {text}"
        elif "【" not in text and whole:
            text = f"**{text}**"
        self.lines.append(text)


def _joint(space: re.Match[str]) -> str:
    """What white space is shown as: nothing where a line of the file ends between Chinese characters."""
    text, start, end = space.string, space.start(), space.end()
    ends = "\n" in space[0] or "\r" in space[0]
    if ends and text[start - 1 : start] >= _WIDE and text[end : end + 1] >= _WIDE:
        return ""
    return " "


def _walk(root: Tag) -> Iterator[tuple[PageElement, bool]]:
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
            if not _unseen(child):
                yield child, True
                path.append((child, iter(child.contents)))
        elif type(child) in (NavigableString, CData):  # no comment, no declaration
            yield child, True


def _unseen(tag: Tag) -> bool:
    """Whether `tag` is no part of what the page says: program, navigation, form, hidden, reference to a note."""
    if tag.name in _DROPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    if tag.name == "header" and tag.find_parent(("article", "main")) is None:
        return True
    if tag.name == "a" and _NOTE.match(str(tag.get("href", ""))):
        return True
    names = {*str(tag.get("id", "")).split(), *(tag.get_attribute_list("class") or ())}
    return (
        str(tag.get("role", "")) in _DROPPED_ROLES
        or not _DROPPED_NAMES.isdisjoint(names)
        or bool(_HIDDEN.search(str(tag.get("style", ""))))
    )
