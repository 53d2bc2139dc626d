"""From a release's script to its PDF and its truth."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from samples.canvas import Canvas, Sort
from samples.damage import Scan, scan
from samples.errors import PageCountError
from samples.layout import lay_out
from samples.look_alikes import BLOCKS
from samples.screens import Screen
from samples.script import Release
from samples.truth import as_json, truth
from samples.typeset import Sheet, typeset
from samples.write import write_pdf

SEED = 1789


@dataclass(frozen=True, slots=True)
class Sample:
    """The two files of a sample."""

    pdf: Path
    truth: Path


def make(release: Release, out: Path, seed: int = SEED) -> Sample:
    """Write `<name>.pdf` and `<name>.truth.json` into `out`.

    Raises MissingFontError, CutAcrossPagesError and PageCountError.
    """
    scans = make_scans(release, seed)
    sample = Sample(out / f"{release.name}.pdf", out / f"{release.name}.truth.json")
    write_pdf(sample.pdf, scans, f"{release.name} (fictional)", release.look.wear.jpeg)
    sample.truth.write_text(as_json(truth(release, scans, seed)), encoding="utf-8")
    return sample


def make_scans(release: Release, seed: int) -> list[Scan]:
    """The pages of a release, typed and worn down."""
    layouts = lay_out(release)
    if len(layouts) != len(release.stamps):
        raise PageCountError(release.name, len(layouts), len(release.stamps))
    look = release.look
    scans = []
    for number, layout in enumerate(layouts, start=1):
        rng = np.random.default_rng([seed, zlib.crc32(release.name.encode()), number])
        sheet = typeset(layout, release.stamps[number - 1], look, rng)
        _draw_pictures(sheet, release, number, rng)
        scans.append(scan(sheet, look.wear, number, look.dpi, rng))
    return scans


def _draw_pictures(sheet: Sheet, release: Release, page: int, rng: np.random.Generator) -> None:
    """What stands on a page besides words and is no redaction."""
    dpi = release.look.dpi
    canvas = Canvas(sheet.image, dpi, Sort.GREY, rng, Screen.DOTS)
    for picture in release.pictures:
        if picture.page == page:
            left, top, right, bottom = (edge * dpi for edge in picture.box)
            used = BLOCKS[picture.what][0](canvas, (left, top, right, bottom))
            sheet.pictures.append((picture.what, used))
