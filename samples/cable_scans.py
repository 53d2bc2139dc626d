"""Generated cables as scanned PDFs, through the machinery of the samples."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from samples.cable_deliveries import Delivery, File
from samples.copying import Level, copied, live
from samples.damage import Scan, scan
from samples.truth import as_json
from samples.typeset import typeset
from samples.write import write_pdf


def write_delivery(delivery: Delivery, level: Level, name: str, out: Path) -> Iterator[Path]:
    """Write each file as `<its name>.pdf` and the truth as `<name>.truth.json`; gives the PDFs.

    Raises MissingFontError.
    """
    for file in delivery.files:
        path = out / f"{file.name}.pdf"
        scans = scans_of(file, level)
        write_pdf(path, scans, f"{file.name} (fictional)", file.release.look.wear.jpeg)
        yield path
    facts: dict[str, object] = {
        "name": name,
        "level": level.value,
        "files": [f"{file.name}.pdf" for file in delivery.files],
        "cables": list(delivery.cables),
    }
    (out / f"{name}.truth.json").write_text(as_json(facts), encoding="utf-8")


def scans_of(file: File, level: Level) -> list[Scan]:
    """The pages typed, copied as often as the level says, blacked out and scanned."""
    look = file.release.look
    scans = []
    for number, layout in enumerate(file.layouts, start=1):
        rng = np.random.default_rng([zlib.crc32(file.name.encode()), number])
        sheet = typeset(layout, file.release.stamps[number - 1], look, rng)
        if level is not Level.CLEAN:
            # The scanner is set to black and white: what is pale besides would be gone.
            life = replace(live(level, rng), contrast=1.0)
            sheet.image = copied(sheet.image, life, look.dpi, rng)
        scans.append(scan(sheet, look.wear, number, look.dpi, rng))
    return scans
