"""The one module that knows where Debian keeps its fonts."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

from samples.errors import MissingFontError

ROOT = Path("/usr/share/fonts")

# Name: file below ROOT, the Debian package it comes with.
FONTS = {
    "typewriter": ("truetype/gnutypewriter/GNUTypewriter.ttf", "fonts-gnutypewriter"),
    "courier": ("opentype/courier-prime/Courier Prime.otf", "fonts-courier-prime"),
    "mono": ("truetype/liberation/LiberationMono-Regular.ttf", "fonts-liberation"),
    "serif": ("truetype/liberation/LiberationSerif-Regular.ttf", "fonts-liberation"),
    "sans": ("truetype/liberation/LiberationSans-Regular.ttf", "fonts-liberation"),
    "sans-bold": ("truetype/liberation/LiberationSans-Bold.ttf", "fonts-liberation"),
}


@cache
def load(name: str, pixels: float) -> ImageFont.FreeTypeFont:
    """The font at an em of `pixels`. Raises MissingFontError."""
    file, package = FONTS[name]
    path = ROOT / file
    if not path.is_file():
        raise MissingFontError(path, package)
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def monospaced(name: str, cell: float) -> ImageFont.FreeTypeFont:
    """The font at the size where every letter is `cell` pixels wide."""
    return load(name, cell / load(name, 1000).getlength("M") * 1000)
