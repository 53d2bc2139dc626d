"""From pages as read to clean documents: the story of cleaning, in order.

lines placed → gaps that codes explain → redactions marked with codes → rows →
documents split → transmissions → cables, their sections joined → refolded
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cleanup import cable
from cleanup.codes import disagreement, mark_redactions
from cleanup.correspondence import Correspondence
from cleanup.correspondence import read as read_correspondence
from cleanup.document_kinds import CABLE, FORM, OTHER, REPORT
from cleanup.furniture import place_lines
from cleanup.gathering import gather
from cleanup.model import Block, Marked, Placed, Role, Row
from cleanup.paragraphs import Layout, refold
from cleanup.reading_order import in_reading_order
from cleanup.release import ReleaseStamp, read_release
from cleanup.rows import lay_rows
from cleanup.rule_sets import RuleSets
from cleanup.splitting import Part, split
from cleanup.telegram import Cable as Cable
from cleanup.telegram import read_cable
from cleanup.transmissions import Stretch, cut
from cleanup.whited_out import with_whited_out
from ocr.model import Status
from ocr.page import Page


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a release; `cable` is None when it is none.

    pages           those it stands on; a page may hold the end of one and the start of another
    kind            one of `document_kinds.KINDS`
    certainty       of kind and beginning, 0-1
    correspondence  what a memo's or letter's heading says; None for other kinds
    """

    pages: tuple[int, ...]
    blocks: tuple[Block, ...]
    cable: Cable | None
    kind: str = OTHER
    certainty: float = 0.0
    correspondence: Correspondence | None = None

    @property
    def text(self) -> str:
        """The clean text: heading lines one below the other, paragraphs a blank line apart."""
        out = ""
        for above, below in zip((None, *self.blocks), self.blocks, strict=False):
            if above:
                out += "\n" if above.heading and below.heading else "\n\n"
            out += below.text
        return out + "\n" if out else ""


@dataclass(frozen=True, slots=True)
class Release:
    """A whole release, cleaned: every line has its role, every redaction its codes."""

    lines: tuple[Placed, ...]
    marks: tuple[Marked, ...]
    documents: tuple[Document, ...]
    stamp: ReleaseStamp
    warnings: tuple[str, ...]

    @property
    def text(self) -> str:
        """The clean text of all its documents."""
        return "\n".join(document.text for document in self.documents)


def clean_release(
    pages: Sequence[Page], rules: RuleSets | None = None, *, layout: Layout = "paragraphs"
) -> Release:
    """Turn the pages of one release into clean text with a record of what was stripped.

    rules    what releasing agencies print; the built-in sets when None
    layout   "lines" keeps the typed lines in the text
    """
    pages, placed = with_whited_out(pages, place_lines(pages, rules))
    marks = mark_redactions(pages, placed)
    rows = lay_rows(pages, placed, marks)
    stamp = read_release(placed, rules)
    warnings = [w for w in (disagreement(stamp.codes, marks),) if w]
    warnings += [f"page {p.number} failed: {p.reason}" for p in pages if p.status is Status.FAILED]
    warnings += failed_redactions(marks)
    explaining = {id(source) for mark in marks for source in mark.sources}
    codes = [p for p in placed if p.role is Role.CODE and id(p) not in explaining]
    parts = split(rows, pages, placed)
    documents, stripped, said = _read_documents(pages, parts, codes, layout)
    lines = _with_stripped(placed, documents, stripped, marks)
    return Release(lines, marks, documents, stamp, (*warnings, *said))


def failed_redactions(marks: Sequence[Marked]) -> list[str]:
    """A warning for each page whose file still holds text under redactions."""
    failed = [mark for mark in marks if mark.redaction.text_layer_characters]
    return [
        _failed_on(number, [mark for mark in failed if mark.page == number])
        for number in dict.fromkeys(mark.page for mark in failed)
    ]


def _failed_on(page: int, marks: Sequence[Marked]) -> str:
    characters = sum(mark.redaction.text_layer_characters for mark in marks)
    return (
        f"page {page}: the file's text layer has {characters} characters under "
        f"{', '.join(mark.id for mark in marks)}; they are not in the output, "
        "but anyone who has the file can read them"
    )


# Parts in which a cable is looked for: what else has a heading of its own is none.
MAY_BE_CABLES = (CABLE, FORM, REPORT, OTHER)


def _stretches(part: Part) -> tuple[Stretch, ...]:
    """A part as it is, or where there are signs of a cable as its transmissions."""
    texts = [row.typed for row in part.rows]
    is_cable = part.kind in MAY_BE_CABLES and cable.is_cable(texts)
    return cut(part.rows) if is_cable else (Stretch(part.rows, is_cable=False),)


def _read_documents(
    pages: Sequence[Page], parts: Sequence[Part], codes: Sequence[Placed], layout: Layout
) -> tuple[tuple[Document, ...], list[Placed], list[str]]:
    """The documents of a release in page order, lines stripped from them, and warnings."""
    dpi = {page.number: page.dpi for page in pages}
    stretches = [(part, stretch) for part in parts for stretch in _stretches(part)]
    certainties = {id(stretch): part.certainty for part, stretch in stretches}
    documents: list[Document] = []
    stripped: list[Placed] = []
    warnings: list[str] = []
    groups = gather([stretch for _, stretch in stretches if stretch.is_cable])
    for group in groups:
        rows = [row for stretch in group for row in stretch.rows]
        blocks, found, taken = read_cable([each.rows for each in group], dpi, codes, layout=layout)
        certain = max(certainties[id(stretch)] for stretch in group)
        documents.append(Document(_pages_of(rows), blocks, found, CABLE, certain))
        stripped += taken
        warnings += _named(found) if len(groups) > 1 else found.warnings
    for part, stretch in stretches:
        if not stretch.is_cable:
            documents.append(_read_other(part, stretch.rows, dpi, layout))
            warnings += _unread(stretch.rows)
    warnings += _same_number([each.cable for each in documents if each.cable])
    ordered = sorted(documents, key=lambda each: each.pages)
    return _with_every_page(ordered, [page.number for page in pages]), stripped, warnings


def _read_other(part: Part, rows: Sequence[Row], dpi: dict[int, int], layout: Layout) -> Document:
    """A document that is no cable; what a part holds beside its cables is of no kind."""
    whole = len(rows) == len(part.rows)
    kind, certainty = (part.kind, part.certainty) if whole else (OTHER, 0.0)
    blocks = refold(rows, dpi, layout=layout, stacked=kind != CABLE)
    said = read_correspondence(rows, kind)
    return Document(_pages_of(rows), blocks, None, kind, certainty, said)


def _named(found: Cable) -> list[str]:
    """The warnings of a cable among others, each with the cable's number."""
    mrn = found.fields.mrn
    name = f"{mrn.post} {mrn.number}" if mrn else "a cable without a number"
    return [f"{name}: {warning}" for warning in found.warnings]


def _pages_of(rows: Sequence[Row]) -> tuple[int, ...]:
    return tuple(sorted({row.page for row in rows}))


def _with_every_page(documents: Sequence[Document], pages: Sequence[int]) -> tuple[Document, ...]:
    """Pages without a row belong to the document before them, or to the first."""
    if not documents:
        return (Document(tuple(pages), (), None),)
    held = {number for document in documents for number in document.pages}
    extra: list[list[int]] = [[] for _ in documents]
    for number in (n for n in pages if n not in held):
        before = [k for k, each in enumerate(documents) if each.pages and each.pages[0] < number]
        extra[before[-1] if before else 0].append(number)
    return tuple(
        replace(each, pages=tuple(sorted((*each.pages, *more))))
        for each, more in zip(documents, extra, strict=True)
    )


def _unread(rows: Sequence[Row]) -> list[str]:
    """A warning when rows of no cable have signs of one: a heading that could not be read."""
    seen = cable.signs([row.typed for row in rows])
    if not set(seen) & set(cable.STRONG) and len(seen) < 2:
        return []
    listed = ", ".join(seen)
    where = f"page {rows[0].page}"
    return [f"{where}: signs of a cable ({listed}), but no heading that could be read"]


def _same_number(cables: Sequence[Cable]) -> list[str]:
    """A warning for each number that two cables of a release have."""
    named = [cable.fields.mrn for cable in cables if cable.fields.mrn]
    twice = dict.fromkeys(mrn for mrn in named if named.count(mrn) > 1)
    return [f"two cables have the number {mrn.post} {mrn.number}" for mrn in twice]


def _with_stripped(
    placed: Sequence[Placed],
    documents: Sequence[Document],
    stripped: Sequence[Placed],
    marks: Sequence[Marked],
) -> tuple[Placed, ...]:
    """All lines with their final roles: a line cut in two is there as its two pieces."""
    blocks = [block for document in documents for block in document.blocks]
    kept = [part for block in blocks for part in block.parts if isinstance(part, Placed)]
    other = [line for line in placed if line.role is not Role.BODY]
    return in_reading_order([*other, *kept, *stripped], marks)
