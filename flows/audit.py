"""Whether a PDF gives away what was to be hidden: text under boxes, and what else it holds.

The file is looked at as it is, and in copies that draw less (`ocr.pdf_variants`). Copies
lie in a private folder and are gone when the audit is over. Counts and places come out,
never a word.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.apart import apart
from ocr import image, pdf_variants, poppler
from ocr.earlier_versions import Earlier, earlier_versions
from ocr.errors import DamagedFile
from ocr.frame import Image
from ocr.leaks import (
    LEAST_LETTERS,
    Pictures,
    Place,
    Verdict,
    count_letters,
    count_within,
    find_places,
)
from ocr.model import Box, Sheet, Word
from ocr.pdf_variants import Extras, Marked
from ocr.poppler_text import text_layer
from ocr.source import Source, open_source, rasterize

# A letter of 8 points has some ten pixels.
DPI = 110
TOGETHER = 16  # pages rendered at a time
POINTS = 72.0  # to the inch
NONE_EARLIER = Earlier(0, 0)


@dataclass(frozen=True, slots=True)
class PageAudit:
    """What is hidden on a page; boxes in pixels at `dpi`.

    outside    letters off the page
    unapplied  redactions that were marked and never applied, with the letters in each
    """

    number: int
    width: int
    height: int
    places: tuple[Place, ...]
    outside: int
    unapplied: tuple[Place, ...]
    dpi: int = DPI


@dataclass(frozen=True, slots=True)
class Audit:
    """What a file gives away. `pages` are those on which anything is hidden."""

    path: Path
    page_count: int
    pages: tuple[PageAudit, ...]
    extras: Extras
    earlier: Earlier = NONE_EARLIER

    def characters(self, verdict: Verdict) -> int:
        """Letters hidden in this way, in the whole file."""
        return sum(p.characters for page in self.pages for p in page.places if p.verdict is verdict)

    @property
    def unapplied(self) -> int:
        """Redactions that were marked and never applied."""
        return sum(len(page.unapplied) for page in self.pages)

    @property
    def outside(self) -> int:
        """Letters off their page."""
        return sum(page.outside for page in self.pages)

    @property
    def hides_more(self) -> bool:
        """Whether there is text that nobody drew over and that does not show either.

        What an earlier version holds counts, too.
        """
        lost = self.earlier.characters >= LEAST_LETTERS
        return bool(self.characters(Verdict.FAINT) or self.outside or lost)

    @property
    def verdict(self) -> str:
        """The worst that was found: "leak", "noise" or "nothing"."""
        if self.unapplied or self.characters(Verdict.LEAK):
            return "leak"
        return "noise" if self.characters(Verdict.NOISE) else "nothing"


NO_EXTRAS = Extras(0, 0, 0, scripts=False)


def audit(path: Path, *, max_pages: int, max_pixels: int, timeout: float) -> Audit:
    """Look for hidden text in the file at `path`; an image has none.

    timeout is in seconds, for each program. Raises ReadingRoomError for what is wrong
    with the file; TooInvolved for one that is too much to be looked at.
    """
    source = open_source(path)
    if source.kind != "pdf":
        return Audit(path, 0, (), NO_EXTRAS)
    sheets = poppler.list_sheets(path, dpi=DPI, max_pages=max_pages)
    with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
        told = apart(path, _taken_apart, path, Path(folder))
        copied = poppler.list_sheets(Path(folder) / "text.pdf", dpi=DPI, max_pages=max_pages)
        if len(copied) != len(sheets):
            # Of a tree of pages with loose ends, programs see different ones: what one shows
            # cannot be held against what the other wrote.
            raise DamagedFile(path)
        lettered = [sheet for sheet in sheets if sheet.lettered]
        pages: list[PageAudit] = []
        for first in range(0, len(lettered), TOGETHER):
            some = lettered[first : first + TOGETHER]
            pages += _look(path, Path(folder), some, told, max_pixels, timeout)
        earlier = earlier_versions(path, Path(folder), max_pages=max_pages, timeout=timeout)
    told_pages = tuple(page for page in pages if _is_told(page))
    return Audit(path, len(sheets), told_pages, told.extras, earlier)


def _is_told(page: PageAudit) -> bool:
    return bool(page.places or page.outside or page.unapplied)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a look into the file itself gives; `scanned` are numbers of pages."""

    extras: Extras
    marked: tuple[Marked, ...]
    scanned: frozenset[int]


def _taken_apart(path: Path, folder: Path) -> _Told:
    pdf_variants.write_text_only(path, folder / "text.pdf", coloured=False)
    pdf_variants.write_text_only(path, folder / "coloured.pdf", coloured=True)
    pdf_variants.write_wide(folder / "text.pdf", folder / "wide.pdf")
    scanned = pdf_variants.write_scan_only(path, folder / "scan.pdf")
    marked = tuple(pdf_variants.read_marked(path))
    return _Told(pdf_variants.read_extras(path), marked, frozenset(scanned))


def _look(
    path: Path,
    folder: Path,
    sheets: Sequence[Sheet],
    told: _Told,
    max_pixels: int,
    timeout: float,
) -> list[PageAudit]:
    """Some pages of the file, those of them that hold any text."""
    listed = text_layer(folder / "text.pdf", sheets, timeout=timeout)
    words = {sheet.number: own for sheet, own in zip(sheets, listed, strict=True)}
    wide = text_layer(folder / "wide.pdf", sheets, timeout=timeout)
    outside = {
        sheet.number: max(0, count_letters(all_of_it) - count_letters(words[sheet.number]))
        for sheet, all_of_it in zip(sheets, wide, strict=True)
    }
    marked = {each.page for each in told.marked}
    wanted = [
        sheet
        for sheet in sheets
        if words[sheet.number] or outside[sheet.number] or sheet.number in marked
    ]
    rendered = partial(_rendered, max_pixels=max_pixels, timeout=timeout)
    shown = rendered(path, wanted)
    text, coloured = (rendered(folder / f"{name}.pdf", wanted) for name in ("text", "coloured"))
    scans = rendered(folder / "scan.pdf", [s for s in wanted if s.number in told.scanned])
    return [
        _audited(
            sheet,
            words[sheet.number],
            _pictures(shown[n], text[n], coloured[n], scans.get(n)),
            outside[n],
            [each for each in told.marked if each.page == n],
        )
        for n, sheet in ((each.number, each) for each in wanted)
    ]


def _rendered(
    pdf: Path, sheets: Sequence[Sheet], *, max_pixels: int, timeout: float
) -> dict[int, Image]:
    """Images of some pages by their numbers; copies need no checksum, nor the file again."""
    source = Source(pdf, "pdf", "")
    pages = rasterize(source, sheets, max_pixels=max_pixels, timeout=timeout, drawn=True)
    return {sheet.number: page for sheet, page in zip(sheets, pages, strict=True)}


def _pictures(page: Image, text: Image, coloured: Image, scan: Image | None) -> Pictures:
    return Pictures(
        image.grey(page),
        image.grey(text),
        image.grey(coloured),
        None if scan is None else image.grey(scan),
        page if page.ndim == 3 else None,
    )


def _audited(
    sheet: Sheet, words: Sequence[Word], seen: Pictures, outside: int, marked: Sequence[Marked]
) -> PageAudit:
    height, width = seen.page.shape
    return PageAudit(
        sheet.number,
        width,
        height,
        find_places(words, seen),
        outside,
        tuple(_unapplied(each, words, height) for each in marked),
    )


def _unapplied(marked: Marked, words: Sequence[Word], height: int) -> Place:
    """Where a marked redaction lies on a page that is neither turned nor cropped."""
    left, bottom, right, top = (round(at * DPI / POINTS) for at in marked.corners)
    box = Box(left, height - top, max(right, left + 1), max(height - bottom, height - top + 1))
    return Place(Verdict.LEAK, box, count_within(words, box))
