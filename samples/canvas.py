"""The paper that generated redaction pages are drawn on, in three sorts of scan.

Colours are always given as red, green and blue, 0-255; the canvas makes of them
what its sort can show: itself, a grey, or on a black-and-white scan a screen of
dots. A newcomer draws a light grey on black-and-white paper with Pillow's own
`fill`, and the scanner's threshold then makes it white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from samples import fonts
from samples.screens import Screen, screened
from samples.typeset import Rect

Point = tuple[float, float]  # pixels
Points = Sequence[Point]
Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
# What a black-and-white scan shows as plain black or white rather than as dots.
NEARLY_BLACK, NEARLY_WHITE = 40, 250


class Sort(StrEnum):
    """What the scanner was set to."""

    BITONAL = "1-bit"
    GREY = "grey"
    COLOUR = "colour"


@dataclass(slots=True)
class Canvas:
    """A page being drawn: `L`, or `RGB` for a colour scan.

    screen  the dots that a grey becomes on a black-and-white scan
    """

    image: Image.Image
    dpi: int
    sort: Sort
    rng: np.random.Generator
    screen: Screen

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height

    def ink(self, colour: Colour) -> int | Colour:
        """The colour as Pillow wants it for this page."""
        return colour if self.image.mode == "RGB" else luminance(colour)

    def fill(self, points: Points, colour: Colour) -> None:
        """A filled shape; far edges of its box stay out, as in all our boxes."""
        inside = [(round(x), round(y)) for x, y in points]
        box = bounds(inside)
        left, top = max(box[0], 0), max(box[1], 0)
        right, bottom = min(box[2], self.width), min(box[3], self.height)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top), 0)
        moved = [
            (x - left - (x == box[2]), y - top - (y == box[3])) for x, y in inside
        ]  # Pillow counts the far edge in
        ImageDraw.Draw(mask).polygon(moved, fill=255)
        self.image.paste(self._paint(colour, mask.size), (left, top), mask)

    def _paint(self, colour: Colour, size: tuple[int, int]) -> Image.Image:
        level = luminance(colour)
        if self.sort is Sort.BITONAL and NEARLY_BLACK < level < NEARLY_WHITE:
            flat = np.full((size[1], size[0]), level / 255)
            return Image.fromarray(screened(flat, self.screen, self.rng))
        return Image.new(self.image.mode, size, self.ink(colour))

    def stroke(self, points: Points, width: float, colour: Colour = BLACK) -> None:
        """A line through `points`, `width` pixels wide."""
        ImageDraw.Draw(self.image).line(
            [(x, y) for x, y in points],
            fill=self.ink(colour),
            width=max(1, round(width)),
            joint="curve",
        )

    def frame(self, box: Rect, width: float, colour: Colour = BLACK) -> None:
        """An upright frame whose outer edge is `box`."""
        left, top, right, bottom = (round(edge) for edge in box)
        ImageDraw.Draw(self.image).rectangle(
            (left, top, right - 1, bottom - 1),
            outline=self.ink(colour),
            width=max(1, round(width)),
        )

    def rounded(self, box: Rect, radius: float, colour: Colour) -> None:
        """A fill with round corners."""
        left, top, right, bottom = (round(edge) for edge in box)
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).rounded_rectangle(
            (0, 0, right - left - 1, bottom - top - 1), radius, fill=255
        )
        self.image.paste(self._paint(colour, mask.size), (left, top), mask)

    def darken(self, layer: Image.Image, at: tuple[int, int]) -> None:
        """Lay a translucent layer (white where there is nothing) on the paper."""
        here = (at[0], at[1], at[0] + layer.width, at[1] + layer.height)
        under = self.image.crop(here)
        self.image.paste(ImageChops.multiply(under, layer.convert(self.image.mode)), at)

    def picture(self, levels: "np.typing.NDArray[np.float64]", at: tuple[int, int]) -> None:
        """A grey picture, 0-1, as this sort of scan shows it."""
        if self.sort is Sort.BITONAL:
            shown = Image.fromarray(screened(levels, self.screen, self.rng))
        else:
            shown = Image.fromarray((levels * 255).astype(np.uint8))
        self.image.paste(shown.convert(self.image.mode), at)

    def text(
        self,
        text: str,
        at: Point,
        font: ImageFont.FreeTypeFont,
        colour: Colour = BLACK,
        anchor: str = "ls",
    ) -> Rect:
        """Words at `at`; yields the box of their ink."""
        draw = ImageDraw.Draw(self.image)
        where = round(at[0]), round(at[1])
        draw.text(where, text, font=font, anchor=anchor, fill=self.ink(colour))
        left, top, right, bottom = draw.textbbox(where, text, font=font, anchor=anchor)
        return left, top, right, bottom

    def font(self, name: str, inches: float) -> ImageFont.FreeTypeFont:
        """A font whose em is `inches` high."""
        return fonts.load(name, max(6.0, inches * self.dpi))


def luminance(colour: Colour) -> int:
    """The grey that a colour is without its hue (Rec. 601, as Pillow has it)."""
    red, green, blue = colour
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def corners(box: Rect) -> list[Point]:
    """A box as a shape, clockwise from the top left."""
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def bounds(points: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)
