"""Strips of generated typescript: releases whose pages take a second to read and not ten."""

from collections.abc import Iterator

from PIL import Image

from samples.copying import Level
from samples.typescript_pages import make_typed

DPI = 200  # what a strip is said to have


def strips(count: int) -> Iterator[Image.Image]:
    """Two or three half lines each, some words of which are read twice."""
    for number in range(1, count + 1):
        page = make_typed(1, number, Level.WORN)
        dpi = page.truth["dpi"]
        place = (dpi // 2, 2 * dpi, 4 * dpi, 5 * dpi // 2)
        yield page.image.convert("L").crop(place).resize((700, 100))
