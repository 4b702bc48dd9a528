"""Pieces of marked text as elements. No element adds or loses a character of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reform_cases.catalogue.found.found_words import FoundWords
from reform_cases.catalogue.marked_passages import Closing, MarkedPassage, Opening, Piece, Text
from reform_cases.catalogue.record.linked_text import RunningText
from reform_cases.catalogue.record.outcomes_shown import NumberLine
from reform_cases.text.widths import set_in_chinese
from reform_cases.words import word


def _characters(text: str) -> str:
    """Escaped; a carriage return as a reference, because a parser of HTML folds a bare one into the line end."""
    return escape(text).replace("\r", "&#13;")


# Short values are links themselves; a whole paragraph as one link would be tiring to see and to hear.
_SHORT = {"outcome", "keyword", "title", "organ", "heading"}


def _stands_whole(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the opening at `at` holds nothing but text, so that it may be a link itself."""
    return isinstance(pieces[at + 2], Closing) and isinstance(pieces[at + 1], Text)


def _source_opening(opening: Opening, is_link: bool) -> tuple[str, str]:
    """Opening and closing tag of a passage in the source."""
    passage = opening.passage
    classes = " ".join([f"p-{kind}" for kind in passage.kinds])
    if opening.continued:
        return f'<span class="p {classes}">', "</span>"
    attributes = f'id="{passage.anchor}" class="p {classes}" data-caption="{escape(passage.caption)}"'
    link = passage.link
    if link is None:
        return f"<span {attributes}>", "</span>"
    address, label = escape(link.href), escape(link.link_label)
    if is_link:
        return f'<a {attributes} href="{address}" title="{label}">', "</a>"
    return f'<span {attributes}><a class="back" href="{address}" aria-label="{label}"></a>', "</span>"


def source_text(pieces: Sequence[Piece]) -> SafeString:
    """Write a source: each passage an element with its address; a value leads back to its record.

    A passage that is long or holds others is not itself a link, but begins with an empty one.
    """
    written: list[str] = []
    closings: list[str] = []
    for at, piece in enumerate(pieces):
        if isinstance(piece, Text):
            written.append(_characters(piece.text))
        elif isinstance(piece, Opening):
            is_link = _stands_whole(pieces, at) and not _SHORT.isdisjoint(piece.passage.kinds)
            opening, closing = _source_opening(piece, is_link)
            written.append(opening)
            closings.append(closing)
        else:
            written.append(closings.pop())
    return mark_safe("".join(written))  # noqa: S308 - every part is escaped above


def _running_opening(passage: MarkedPassage, *, whole: bool) -> tuple[str, str]:
    """Opening and closing tag of a passage in the text of a record."""
    if whole and (link := passage.link):
        classes = "number doubted" if "doubted" in passage.kinds else "number"
        return f'<a class="{classes}" href="{escape(link.href)}">', "</a>"
    if "reported" in passage.kinds:
        return f'<span class="reported" title="{escape(passage.caption)}">', "</span>"
    return "<span>", "</span>"


# Where words that were searched for stand in a text: start, end, and the number of the place on the page.
Places = Sequence[tuple[int, int, int]]


def running_text(pieces: Sequence[Piece], places: Places = ()) -> SafeString:
    """Return the text of a record: the innermost marked characters are links into the source or say what they are.

    `places` are marked.
    """
    written: list[str] = []
    closings: list[str] = []
    start = 0
    for at, piece in enumerate(pieces):
        if isinstance(piece, Text):
            written.append(_with_places(piece.text, start, places) if places else _characters(piece.text))
            start += len(piece.text)
        elif isinstance(piece, Opening):
            opening, closing = _running_opening(piece.passage, whole=_stands_whole(pieces, at))
            written.append(opening)
            closings.append(closing)
        else:
            written.append(closings.pop())
    return SafeString("".join(written))


def _with_places(text: str, start: int, places: Places) -> str:
    """`text`, which begins at `start` of what the places were found in; only where a place begins it has its address."""
    written: list[str] = []
    at = 0
    for first, last, number in places:
        begin, end = max(first - start, at), min(last - start, len(text))
        if begin < end:
            address = f' id="hit-{number}"' if first >= start else ""
            written += (_characters(text[at:begin]), f"<mark{address}>{_characters(text[begin:end])}</mark>")
            at = end
    return "".join((*written, _characters(text[at:])))


def marked_words(text: str, found: FoundWords | None, column: str) -> SafeString:
    """Write `text`, which a search knows as `column`, with the words that were `found` marked."""
    return SafeString(_with_places(text, 0, found.places(text, column) if found else ()))


def source_marks(links: Sequence[str], what: str) -> SafeString:
    """Write a mark for each of `links`, which lead to where `what` stands in the source: no word of it can be copied."""
    name = escape(word("%s的原文") % what)
    return SafeString(
        "".join(
            f'<a class="at" href="{escape(link)}" aria-label="{name}{f" {number}" if number > 1 else ""}"></a>'
            for number, link in enumerate(links, start=1)
        )
    )


# So many characters of a number and its direction stay on one line, also on a phone.
_ONE_LINE = 8


def own_marks(anchor: str, what: str) -> SafeString:
    """Write the two links of a heading or paragraph called `what`: its address, and how to cite it."""
    address_of, cite = escape(word("%s的网址") % what), escape(word("引用此处：%s") % what)
    return SafeString(
        f'<a class="own" href="#{anchor}" aria-label="{address_of}"></a>'
        f'<a class="own cite" rel="nofollow" href="?cite={anchor}#cite" aria-label="{cite}"></a>'
    )


def shown_number(line: NumberLine) -> SafeString:
    """Write one number: its direction, and itself as what leads to its characters."""
    shown = escape(line.outcome.quote)
    if line.before:
        to = f'<span aria-hidden="true"> → </span><span class="quiet">{escape(word("到"))}</span>'
        shown = f"{escape(line.before)}{to}{escape(line.after)}"
    if line.trail.links:
        mark = "number doubted" if line.outcome.review else "number"
        shown = f'<a class="{mark}" href="{escape(line.trail.links[0])}">{shown}</a>'
    kind = "value short" if len(f"{line.way}{line.outcome.quote}") <= _ONE_LINE else "value"
    return SafeString(f'<span class="{kind}">{line.way}{" " if line.way else ""}{shown}</span>')


def paragraphs(
    text: RunningText, anchor: str, what: str, found: FoundWords | None = None, column: str = ""
) -> SafeString:
    """Write `text` of the part `anchor`, called `what`: each paragraph with an address and the way to its source.

    The words that were `found` are marked, a search knowing the text as `column`.
    """
    called = word("%(what)s第%(n)d段")
    written = []
    for number, paragraph in enumerate(text.paragraphs, start=1):
        own = f"{anchor}-p{number}"
        name = called % {"what": what, "n": number}
        places = found.places(_plain(paragraph.pieces), column) if found else ()
        written.append(
            f'<p id="{own}">{running_text(paragraph.pieces, places)}{own_marks(own, name)}'
            f"{source_marks(paragraph.links, what)}</p>\n"
        )
    return SafeString("".join(written))


def _plain(pieces: Iterable[Piece]) -> str:
    return "".join([piece.text for piece in pieces if isinstance(piece, Text)])


def found_text(pieces: Iterable[Piece]) -> SafeString:
    """Write a snippet: what was searched for is marked, words that only mean the same otherwise; line ends are spaces.

    Marks are set in full width, as on the record; whether they stand beside Chinese is seen over the bounds of pieces.
    """
    written: list[str] = []
    pieces, at = list(pieces), 0
    line = set_in_chinese(_plain(pieces))
    for piece in pieces:
        if isinstance(piece, Text):
            at += len(piece.text)
            written.append(" ".join(escape(line[at - len(piece.text) : at]).split("\n")))
        elif isinstance(piece, Opening):
            classes = escape(" ".join(piece.passage.kinds))
            written.append(f'<mark class="{classes}">' if classes else "<mark>")
        else:
            written.append("</mark>")
    return mark_safe("".join(written))  # noqa: S308 - every part is escaped above
