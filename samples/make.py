"""From a release's script to its PDF and its truth."""

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from samples.damage import Scan, scan
from samples.errors import PageCountError
from samples.layout import lay_out
from samples.script import Release
from samples.truth import as_json, truth
from samples.typeset import typeset
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
        scans.append(scan(sheet, look.wear, number, look.dpi, rng))
    return scans
