"""A converted release as a searchable PDF/A: its own page pictures, our words over them.

A page whose pictures alone look like the page keeps them, byte for byte. Any other is drawn as
a viewer shows it, so that nothing that lay under a box, off the page or in a hidden layer is
passed on. Which it is, is found out by rendering both.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from flows.apart import apart
from flows.export_xml import writable
from flows.settings import Settings
from ocr.archive_pdf import About, Leaf, write_archive, write_cut_off, write_picture, write_pictures
from ocr.errors import PageFailed
from ocr.frame import Image
from ocr.invisible_text import POINTS, TextLine, TextPage
from ocr.model import Box, Sheet
from ocr.source import Source, list_sheets, rasterize

TOGETHER = 8  # pages rendered at a time
EDGES_DPI = 72  # a letter of 8 points has four pixels
PAPER = 200  # of 255; lighter is paper
# Of 255. One program renders the same picture twice; only matrices are rounded.
ALIKE = 8


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the pages, by number: those `drawn` anew and those left `empty`."""

    drawn: tuple[int, ...]
    empty: tuple[int, ...]


def write_searchable(
    source: Source, recorded: Mapping[str, Any], out: Path, settings: Settings
) -> Written:
    """Write a release, with the words of its record, as a PDF at `out`.

    Raises TooInvolved, DamagedFile.
    """
    sheets = _sheets(source, recorded, settings)
    with tempfile.TemporaryDirectory(prefix="readingroom-") as name:
        folder = Path(name)
        leaves = _as_they_are(source, recorded, sheets, folder)
        about = _about(source, recorded)
        pictured = folder / "pictured.pdf"
        bare = [replace(leaf, text=replace(leaf.text, lines=())) for leaf in leaves]
        edges = folder / "edges.pdf"
        lacking, beyond = apart(source.path, _taken_over, bare, about, pictured, edges)
        lacking |= _cut_off(beyond, edges, settings)
        drawn = dict(_drawn(source, pictured, sheets, lacking, folder, settings))
        made = [_instead(leaf, drawn) for leaf in leaves]
        apart(source.path, write_archive, made, about, out)
    return Written(
        tuple(number for number, pdf in drawn.items() if pdf),
        tuple(number for number, pdf in drawn.items() if not pdf),
    )


def _sheets(source: Source, recorded: Mapping[str, Any], settings: Settings) -> list[Sheet]:
    """The pages of the record, each at the resolution that its boxes are in."""
    listed = list_sheets(source, dpi=None, max_pages=settings.max_pages)
    sheets = {sheet.number: sheet for sheet in listed}
    return [replace(sheets[page["number"]], dpi=page["dpi"]) for page in recorded["pages"]]


def _about(source: Source, recorded: Mapping[str, Any]) -> About:
    return About(
        title=writable(recorded["source"]["name"]),
        source=f"sha256:{source.sha256}",
        producer=f"readingroom {recorded['made_by']['readingroom']}",
    )


def _as_they_are(
    source: Source, recorded: Mapping[str, Any], sheets: Sequence[Sheet], folder: Path
) -> list[Leaf]:
    """A leaf for each page of the record, with the pictures that the release itself has."""
    pdf: Path | None = source.path
    if source.kind == "image":
        made = folder / "release.pdf"
        pdf = made if apart(source.path, write_pictures, source.path, made) else None
    return [
        Leaf(
            pdf,
            sheet.number,
            sheet.number,
            (sheet.width * POINTS, sheet.height * POINTS),
            # The pictures of a PDF have their places; an image is its page.
            fills=source.kind == "image",
            text=_text(page),
        )
        for page, sheet in zip(recorded["pages"], sheets, strict=True)
    ]


def _text(page: Mapping[str, Any]) -> TextPage:
    """What a page says; a failed one was not turned, and says nothing."""
    lines = tuple(
        TextLine(
            line["role"],
            tuple((writable(word["text"]), Box(*word["box"])) for word in line["words"]),
        )
        for line in page["lines"]
    )
    cuts = tuple(Box(*band) for cut in page["redactions"] for band in cut["bands"])
    return TextPage(lines, cuts, page["rotation"], page["dpi"])


def _taken_over(
    bare: Sequence[Leaf], about: About, pictured: Path, cut_off: Path
) -> tuple[frozenset[int], tuple[int, ...]]:
    return write_archive(bare, about, pictured), write_cut_off(bare, cut_off)


def _cut_off(numbers: Sequence[int], pdf: Path, settings: Settings) -> frozenset[int]:
    """Of the pages in `pdf`, called so, those whose edges cut off more than empty paper."""
    if not numbers:
        return frozenset()
    source = Source(pdf, "pdf", "")
    sheets = list_sheets(source, dpi=EDGES_DPI, max_pages=settings.max_pages)
    edges = [page for sheet in sheets for page in _rendered(source, [sheet], settings)]
    hidden = [page is None or int(page.min()) < PAPER for page in edges]
    return frozenset(n for n, more in zip(numbers, hidden, strict=True) if more)


def _drawn(
    source: Source,
    pictured: Path,
    sheets: Sequence[Sheet],
    lacking: frozenset[int],
    folder: Path,
    settings: Settings,
) -> Iterator[tuple[int, Path | None]]:
    """Pages that their pictures do not show as they are, drawn; None where that cannot be."""
    for first in range(0, len(sheets), TOGETHER):
        some = sheets[first : first + TOGETHER]
        shown = _rendered(source, some, settings)
        ours = [replace(sheet, number=first + n) for n, sheet in enumerate(some, start=1)]
        if source.kind == "pdf":
            made = _rendered(Source(pictured, "pdf", ""), ours, settings)
        else:
            # What img2pdf took over is the image itself, and rendering scales it otherwise.
            made = shown
        for sheet, page, other in zip(some, shown, made, strict=True):
            if page is None:
                yield sheet.number, None
            elif sheet.number in lacking or not _look_alike(page, other):
                pdf = folder / f"{sheet.number}.pdf"
                write_picture(page, pdf)
                yield sheet.number, pdf


def _rendered(source: Source, sheets: Sequence[Sheet], settings: Settings) -> list[Image | None]:
    """Pages as images; None for one that cannot be rendered."""
    try:
        return list(
            rasterize(
                source,
                sheets,
                max_pixels=settings.max_pixels,
                timeout=settings.timeout,
                drawn=True,
            )
        )
    except PageFailed:
        if len(sheets) == 1:
            return [None]
        return [page for sheet in sheets for page in _rendered(source, [sheet], settings)]


def _look_alike(page: Image, other: Image | None) -> bool:
    """Whether two renderings are of one look, to the pixel; grey and colour are not."""
    if other is None or page.shape != other.shape:
        return False
    return int(np.abs(page.astype(np.int16) - other).max()) <= ALIKE


def _instead(leaf: Leaf, drawn: Mapping[int, Path | None]) -> Leaf:
    """The page, with the picture that was drawn of it if one had to be."""
    if leaf.number not in drawn:
        return leaf
    return replace(leaf, pdf=drawn[leaf.number], page=1, fills=True)
