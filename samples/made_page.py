"""A generated page: its image, as its file has it, and its truth."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from samples.page_truth import Facts
from samples.truth import as_json


@dataclass(frozen=True, slots=True)
class MadePage:
    """An image as its file has it, and the truth, ready for JSON."""

    image: Image.Image
    truth: Facts

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """(height, width), or (height, width, 3) in colour; 0 is black."""
        image = self.image.convert("L") if self.image.mode == "1" else self.image
        return np.asarray(image, np.uint8)


def write(page: MadePage, out: Path, name: str) -> Path:
    """Write `NAME.png` and its `.truth.json`; gives the PNG."""
    path = out / f"{name}.png"
    dpi = page.truth["dpi"]
    page.image.save(path, dpi=(dpi, dpi), compress_level=1)  # grain does not pack
    path.with_suffix(".truth.json").write_text(as_json(page.truth), encoding="utf-8")
    return path
