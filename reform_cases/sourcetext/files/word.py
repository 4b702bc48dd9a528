"""A Word file (`.docx`) as its reader sees it, with what Word counts by itself, into a layout.

Accepted is what was inserted or moved here; what was deleted, struck out, hidden or raised is left out and listed. Text
boxes follow the paragraph that they hang on; footnotes and endnotes come last. Pictures, comments, page heads and feet
are not read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element, iterparse, parse

from reform_cases.sourcetext.document import SourceError
from reform_cases.sourcetext.files.formats import zip_kind
from reform_cases.sourcetext.files.layout import (
    DELETED,
    EMBEDDED,
    HIDDEN,
    LOWERED,
    MOST_SPANNED,
    RAISED,
    RUBY,
    STRUCK,
    Layout,
)
from reform_cases.sourcetext.files.numbering import OFF, Numbering, attribute, local, value

# What is read of a file; a batch of a thousand pages has a tenth of it.
MOST_XML = 48 * 1024 * 1024
_MAIN_PART = "word/document.xml"
_HEAD = 65_536  # a document type is declared before the first element
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|标题) ?([1-6])", re.IGNORECASE)
_HEX = re.compile(r"(?!00|[dD][89a-fA-F])[0-9A-Fa-f]{4}")
_NOTHING = Element("nothing")
_CONTAINERS = {"tbl": "table", "tr": "tr", "tc": "td"}
_BODY = 2  # how deep the blocks of the text stand: document, body, block
_SMALLEST_SEEN = 2  # half points: nobody reads text of one point


def read_word(data: bytes) -> tuple[Layout, int | None]:
    """The layout of the Word file `data`, and from which character on its notes stand, if it has any.

    Raises SourceError for a file that is damaged, protected, no Word file, or unpacks to more than MOST_XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Word(archive).read()
    except (SourceError, MemoryError):
        raise
    except RecursionError as error:
        raise SourceError("the Word file is nested too deep: no writer of texts makes such a file") from error
    # A damaged archive can raise anything (BadZipFile, zlib.error, ParseError, NotImplementedError, RuntimeError …).
    except Exception as error:
        raise SourceError(
            f"the Word file is damaged: {' '.join(str(error).split()) or type(error).__name__}"
        ) from error


class _Word:
    """A Word file on its way into a layout."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.main = _main_part(archive)
        _refuse(archive, self.main)
        self.relations = _relations(archive, self.main)
        self.layout = Layout()
        self.numbering = Numbering()
        self.styles: dict[str, Element] = {}
        self.looks: dict[str, dict[str, str]] = {}  # of each style, its properties and those it is based on
        self.default = ""
        self.paragraph: dict[str, str] = {}  # what the style of the paragraph under way says of its text
        self.reason = ""  # why the text under way is left out
        self.fields: list[bool] = []  # of each open field, whether its result has begun
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []  # those referred to: footnote or endnote, and which
        self.joined = ""  # the element that stays open because the end of its paragraph was deleted

    def read(self) -> tuple[Layout, int | None]:
        for root in self._part("styles"):
            for style in root:
                if local(style) == "style":
                    self.styles[attribute(style, "styleId")] = style
                    if attribute(style, "type") == "paragraph" and attribute(style, "default") not in (
                        "",
                        *OFF,
                    ):
                        self.default = attribute(style, "styleId")
        for root in self._part("numbering"):
            self.numbering.read(root)
        with self.archive.open(self.main) as part:
            depth = 0
            # A block at a time; the parser has by then read on, so that only the block itself is at an end.
            for event, element in iterparse(part, ("start", "end")):  # noqa: S314 - no document type, so no entities
                depth += 1 if event == "start" else -1
                if event == "end" and depth == _BODY:
                    self._walk([element])
                    element.clear()
        self.layout.end_line()
        at = self.layout.length
        notes, self.notes = self.notes, []
        texts = {
            (kind, attribute(note, "id")): note
            for kind in {kind for kind, _ in notes}
            for root in self._part(f"{kind}s")
            for note in root
        }
        for number, place in enumerate(notes, 1):
            self.layout.label = f"注{number}："
            self._walk(texts.get(place, ()))
        self.layout.end_line()
        return self.layout, at if self.layout.length > at else None

    def _part(self, name: str) -> Iterator[Element]:
        """The root of the part that holds the `name` (styles, numbering, notes) of the main one, if the file has it."""
        beside = posixpath.join(posixpath.dirname(self.main), f"{name}.xml")
        path = self.relations.get(name, beside)
        if path in self.archive.namelist():
            with self.archive.open(path) as part:
                yield parse(part).getroot()  # noqa: S314 - no document type, so no entities

    def _walk(self, parent: Iterable[Element]) -> None:
        for element in parent:
            name = local(element)
            if name in _READ:
                _READ[name](self, element)
            elif name in _CONTAINERS:
                self._open(element, name)
                self._walk(element)
                self.layout.close(_CONTAINERS[name])
            elif not name.endswith("Pr"):
                self._walk(element)

    def _open(self, element: Element, name: str) -> None:
        """Begin a table, a row or a cell, which may reach over several columns or go on from the row above."""
        if name != "tc":
            self.layout.open(_CONTAINERS[name])
            return
        about = _child(element, "tcPr")
        columns, merged = value(about, "gridSpan"), _child(about, "vMerge")
        self.layout.open_cell(
            min(int(columns), MOST_SPANNED) if columns.isdecimal() else 1,
            goes_on=merged is not _NOTHING and attribute(merged, "val") in ("", "continue"),
        )

    def _skip(self, element: Element) -> None:
        """Programs of fields and the like are no text."""

    def _omit(self, element: Element, reason: str) -> None:
        """Walk through `element` (fields may begin or end in it) and list its text instead of writing it."""
        before, self.reason = self.reason, self.reason or reason
        self._walk(element)
        self.reason = before

    def _paragraph(self, element: Element) -> None:
        about = _child(element, "pPr")
        style = value(about, "pStyle") or self.default
        outer, self.paragraph = self.paragraph, self._look(style)
        name = self.joined or self._block(style)
        if not self.joined:
            self.layout.open(name)
        mark = _child(about, "rPr")
        self.joined = name if any(local(one) in ("del", "moveFrom") for one in mark) else ""
        if not self.joined:
            self._number(about, style)
        self._walk(element)
        if not self.joined:
            self.layout.close(name)
        self.paragraph = outer
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self._walk(box)

    def _block(self, style: str) -> str:
        """What a paragraph of `style` is called in HTML: Word's headings are known by name, whatever they are in Chinese."""
        heading = _HEADING.fullmatch(self._look(style).get("name", style))
        return f"h{heading[1]}" if heading else "p"

    def _number(self, about: Element, style: str) -> None:
        own, look = _child(about, "numPr"), self._look(style)
        name = value(own, "numId") or look.get("numId", "")
        level = value(own, "ilvl") or look.get("ilvl", "")
        if name not in ("", "0"):
            at = int(level) if level.isdigit() else self.numbering.level_of(name, style)
            self.layout.label = self.numbering.label(name, at, lambda link: self._look(link).get("numId", ""))

    def _run(self, element: Element) -> None:
        about = _child(element, "rPr")
        look = {**self.paragraph, **self._look(value(about, "rStyle")), **_properties(about)}
        reason = _reason(look)
        if _is_on(look, "b"):
            self.layout.open("b")
        self._omit(element, reason)
        if _is_on(look, "b"):
            self.layout.close("b")

    def _look(self, style: str) -> dict[str, str]:
        """The properties of `style` and of those it is based on, by name; its own win."""
        chain: list[str] = []
        at = style
        while at in self.styles and at not in chain and at not in self.looks:
            chain.append(at)
            at = value(self.styles[at], "basedOn")
        look = self.looks.get(at, {})
        for name in reversed(chain):
            one = self.styles[name]
            numbered = _child(_child(one, "pPr"), "numPr")
            own = {
                "name": value(one, "name"),
                "numId": value(numbered, "numId"),
                "ilvl": value(numbered, "ilvl"),
            }
            look = {
                **look,
                **{key: text for key, text in own.items() if text},
                **_properties(_child(one, "rPr")),
            }
            self.looks[name] = look
        return look

    def _text(self, element: Element) -> None:
        self._write(element.text or "")

    def _write(self, text: str) -> None:
        if not all(self.fields):  # inside a field's program
            return
        if self.reason:
            self.layout.leave_out(self.reason, text)
        else:
            self.layout.write(text)

    def _break(self, element: Element) -> None:
        if not self.reason:
            self.layout.open("br")

    def _field(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _alternate(self, element: Element) -> None:
        """The first form of a drawing that has text; the others say the same again."""
        for choice in element:
            if any(local(one) in ("t", "txbxContent") for one in choice.iter()):
                self._walk(choice)
                return

    def _symbol(self, element: Element) -> None:
        """A character of a font of signs: one whose own code nobody knows is private use, and warned of as such."""
        code = attribute(element, "char")
        if _HEX.fullmatch(code):
            self._write(chr(int(code, 16)))

    def _note(self, element: Element) -> None:
        self.notes.append((local(element).removesuffix("Reference"), attribute(element, "id")))


_READ: dict[str, Callable[[_Word, Element], None]] = {
    "p": _Word._paragraph,
    "r": _Word._run,
    "t": _Word._text,
    "delText": _Word._text,
    "tab": lambda word, element: word._write("\t"),
    "ptab": lambda word, element: word._write("\t"),
    "noBreakHyphen": lambda word, element: word._write("-"),
    "br": _Word._break,
    "cr": _Word._break,
    "del": lambda word, element: word._omit(element, DELETED),
    "moveFrom": lambda word, element: word._omit(element, DELETED),
    "rt": lambda word, element: word._omit(element, RUBY),
    "sup": lambda word, element: word._omit(element, RAISED),
    "sub": lambda word, element: word._omit(element, LOWERED),
    "fldChar": _Word._field,
    "AlternateContent": _Word._alternate,
    "txbxContent": lambda word, element: word.boxes.append(element),
    "sym": _Word._symbol,
    "altChunk": lambda word, element: word.layout.leave_out(EMBEDDED, "\u3000"),
    "footnoteReference": _Word._note,
    "endnoteReference": _Word._note,
    **dict.fromkeys(("instrText", "delInstrText", "fldData", "binData"), _Word._skip),
}


def _child(element: Element, name: str) -> Element:
    """The child `name` of `element`, or an empty one."""
    return next((child for child in element if local(child) == name), _NOTHING)


def _properties(about: Element) -> dict[str, str]:
    """What a `w:rPr` says, by name; a property without a value is on."""
    return {local(child): attribute(child, "val") or "on" for child in about}


def _is_on(look: dict[str, str], name: str) -> bool:
    return look.get(name, "off") not in OFF


def _reason(look: dict[str, str]) -> str:
    """Why text of this look must not stand in a line; "" when it may."""
    size = look.get("sz", "")
    if (
        _is_on(look, "vanish")
        or _is_on(look, "specVanish")
        or (size.isdigit() and int(size) <= _SMALLEST_SEEN)
    ):
        return HIDDEN
    if _is_on(look, "strike") or _is_on(look, "dstrike"):
        return STRUCK
    return {"superscript": RAISED, "subscript": LOWERED}.get(look.get("vertAlign", ""), "")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that belong to `part` ("" for the whole file), by kind."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.namelist() or archive.getinfo(path).file_size > MOST_XML:
        return {}
    with archive.open(path) as opened:
        relations = list(parse(opened).getroot())  # noqa: S314 - the parser keeps entities small by itself
    return {
        attribute(one, "Type").rpartition("/")[2]: posixpath.normpath(
            posixpath.join("/", folder, attribute(one, "Target"))
        ).lstrip("/")
        for one in relations
    }


def _main_part(archive: zipfile.ZipFile) -> str:
    """The name of the part that holds the text: as the file's relations say, whatever it is called."""
    names = archive.namelist()
    target = _relations(archive, "").get("officeDocument", "")
    if target in names and not target.startswith(("xl/", "ppt/")):
        return target
    if _MAIN_PART in names:
        return _MAIN_PART
    raise SourceError(f"this is {zip_kind(names) or f'no Word file: it has no {_MAIN_PART}'}")


def _refuse(archive: zipfile.ZipFile, main: str) -> None:
    """Refuse what would not be read whole and in little memory, before any of it is unpacked."""
    parts = [
        part
        for part in archive.infolist()
        if part.filename == main or part.filename.lower().endswith((".xml", ".rels"))
    ]
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("the Word file is protected by a password: save it without one")
    size = sum(part.file_size for part in parts)
    if size > MOST_XML:
        raise SourceError(
            f"the Word file unpacks to {size} bytes of XML, more than the {MOST_XML} that are read"
        )
    for part in parts:
        # No writer of Word files declares entities; they serve to blow a small file up.
        with archive.open(part) as opened:
            if _DOCTYPE.search(opened.read(_HEAD)):
                raise SourceError(f"the Word file is damaged: {part.filename} declares a document type")
