"""A drawn page through the scanner: skew, weak ink, dirt, blur, grain; then the file.

Two moments matter. What is on the paper goes through the scanner; what software
puts on afterwards is level and crisp, and shares only the JPEG with the rest.
"""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from samples.canvas import Canvas, Colour, Sort
from samples.damage import INK_THRESHOLD, PAPER, clouds, soil
from samples.looks import Wear

DARKEST_INK = 18  # what black ink is in a grey scan
SHADING = 0.04  # share of light that a scanner's lamp loses here and there


@dataclass(frozen=True, slots=True)
class Scanner:
    """The scanner's setting and the paper in it.

    tint   the colour of the paper, 0-1 for each of red, green and blue
    wear   what the paper went through; its one skew is in degrees
    """

    sort: Sort
    tint: tuple[float, float, float]
    wear: Wear


def scan_paper(canvas: Canvas, scanner: Scanner) -> None:
    """Replace the canvas's image by what the scanner saw, before it is stored."""
    wear, dpi, rng = scanner.wear, canvas.dpi, canvas.rng
    page = canvas.image
    (skew,) = wear.skews
    if skew:
        white: int | Colour = 255 if page.mode == "L" else (255, 255, 255)
        page = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=white)
    soil(page, wear, dpi, rng)
    page = page.filter(ImageFilter.GaussianBlur(wear.blur * dpi))
    grain = rng.standard_normal((page.height, page.width), np.float32) * wear.grain
    seen = np.asarray(page, np.float32)
    if scanner.sort is Sort.BITONAL:
        canvas.image = Image.fromarray(
            np.where(seen + grain > INK_THRESHOLD, 255, 0).astype(np.uint8)
        )
        return
    light = (1 - SHADING * clouds(page.width, page.height, dpi, rng)).astype(np.float32)
    light *= (PAPER - DARKEST_INK) / 255
    if scanner.sort is Sort.GREY:
        levels = DARKEST_INK + (seen + grain) * light
    else:
        tint = np.array(scanner.tint, np.float32)
        levels = DARKEST_INK + (seen + grain[..., None]) * light[..., None] * tint
    canvas.image = Image.fromarray(np.clip(np.rint(levels), 0, 255).astype(np.uint8))


def stored(canvas: Canvas, jpeg: int) -> Image.Image:
    """The image as its file has it: mode `1`, or `L` or `RGB` with JPEG's noise."""
    if canvas.sort is Sort.BITONAL:
        return canvas.image.point(lambda level: 255 * (level > INK_THRESHOLD)).convert("1")
    file = io.BytesIO()
    canvas.image.save(file, "JPEG", quality=jpeg)
    with Image.open(file) as image:
        image.load()
        return image.copy()
