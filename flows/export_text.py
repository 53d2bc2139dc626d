"""Records as Markdown and TEI: the clean text, with its redactions as such.

TEI: P5, chapter 11.3.3 (`gap` for what was withheld) and 12 (`pb` for page breaks).
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from typing import Any

from flows.export_xml import writable
from flows.output import FORMATS, MARKS

TEI = "http://www.tei-c.org/ns/1.0"
# A definition, which is not shown; it tells the file from somebody's own (`flows.output`).
MADE = MARKS[FORMATS["markdown"]].decode()
REDACTED = re.compile(r"\[REDACTED([^\]]*)\]")
# Whatever may begin or be markup in CommonMark, wherever it stands.
MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&=:\"'])")


def markdown(recorded: Mapping[str, Any]) -> str:
    """The documents of a release one after the other; a cable's fields are a table."""
    name = _escaped(recorded["source"]["name"])
    parts = [f"# {name}", MADE]
    for number, document in enumerate(recorded["documents"], start=1):
        pages = ", ".join(str(page) for page in document["pages"])
        parts.append(f"## {number}\\. {_escaped(document['kind'])}, pages {pages}")
        if document["cable"]:
            rows = [
                f"| {_escaped(term)} | {_escaped(value)} |"
                for term, value in _fields(document["cable"])
            ]
            parts.append("\n".join(["| field | value |", "|---|---|", *rows]))
        parts += [_paragraph(block["text"]) for block in document["blocks"]]
    return "\n\n".join(parts) + "\n"


def _paragraph(text: str) -> str:
    """A paragraph as text, its redactions bold."""
    pieces = REDACTED.split(text)
    said = [_escaped(pieces[0])]
    for codes, after in zip(pieces[1::2], pieces[2::2], strict=True):
        said += [f"**{_escaped(f'[REDACTED{codes}]')}**", _escaped(after)]
    return "".join(said).strip()


def _escaped(text: str) -> str:
    flat = re.sub(r"[^\S\n]+", " ", writable(text))
    return re.sub(r" *\n\s*", "  \n", MARKUP.sub(r"\\\1", flat))


def _fields(cable: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if mrn := cable["mrn"]:
        yield "number", " ".join(str(part) for part in mrn.values() if part is not None)
    for term in ("dtg", "precedence", "from", "classification", "subject", "signature"):
        if cable[term]:
            yield term, cable[term]
    for term in ("to", "info", "tags"):
        if cable[term]:
            yield term, "; ".join(cable[term])
    missing = cable["sections"]["missing"]
    if missing:
        yield "missing sections", ", ".join(str(number) for number in missing)


def tei(recorded: Mapping[str, Any]) -> str:
    """One TEI file: a text for each document, paragraphs with the page they begin on."""
    ET.register_namespace("", TEI)
    documents = recorded["documents"]
    root = _tei(None, "TEI")
    _header(root, recorded)
    text = _tei(root, "text")
    body = _tei(text, "body")
    for document in documents:
        kind = re.sub(r"\W+", "-", document["kind"])
        _document(_tei(body, "div", type=kind), document)
    if not documents:
        _tei(body, "p")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _header(root: ET.Element, recorded: Mapping[str, Any]) -> None:
    described = _tei(_tei(root, "teiHeader"), "fileDesc")
    title = _tei(_tei(described, "titleStmt"), "title")
    title.text = writable(recorded["source"]["name"])
    published = _tei(_tei(described, "publicationStmt"), "p")
    published.text = f"Made by readingroom {recorded['made_by']['readingroom']} from a scan."
    source = _tei(_tei(described, "sourceDesc"), "p")
    source.text = f"sha256 {recorded['source']['sha256']}, {recorded['source']['pages']} pages"


def _document(div: ET.Element, document: Mapping[str, Any]) -> None:
    page = None
    if not document["blocks"]:
        _tei(div, "p")
    for block in document["blocks"]:
        begins = _page_of(block["from"])
        if begins is not None and begins != page:
            page = begins
            _tei(div, "pb", n=str(page))
        _withheld(_tei(div, "p"), block["text"])


def _page_of(names: list[str]) -> int | None:
    """The page of the first part of a block, from an id such as p3-l12."""
    found = next((m for name in names if (m := re.match(r"p(\d+)-", name))), None)
    return int(found.group(1)) if found else None


def _withheld(paragraph: ET.Element, text: str) -> None:
    """Text with a `gap` for each redaction."""
    pieces = REDACTED.split(text)
    paragraph.text = writable(pieces[0])
    for codes, after in zip(pieces[1::2], pieces[2::2], strict=True):
        gap = _tei(paragraph, "gap", reason="redacted")
        if codes.strip():
            _tei(gap, "desc").text = writable(codes.strip())
        gap.tail = writable(after)


def _tei(parent: ET.Element | None, tag: str, **told: str) -> ET.Element:
    name = f"{{{TEI}}}{tag}"
    return ET.Element(name, told) if parent is None else ET.SubElement(parent, name, told)
