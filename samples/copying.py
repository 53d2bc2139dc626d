"""What typing and copying do to letters, before the page is scanned.

    typed paper ─► inked in clouds ─► copied once, or once more ─► paler, for the scanner

A copier is a blur, a threshold that wanders over the page, and grain of the size of
a stroke: under the threshold strokes break, above it they run together. Each copy
is made of the one before, so a page of the level `bad` has strokes both broken and fat.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from samples.canvas import Sort
from samples.damage import clouds
from samples.looks import Wear

Ink = NDArray[np.float32]  # (height, width), 0 is paper and 1 full ink

GRAIN = 0.0035  # inches; copier grain is about as large as half a stroke
BITONAL_SHARE = 0.6  # of releases are scanned to black and white, most of the old ones
SHARPNESS = 9.0  # how fast a copier goes from white to black about its threshold


class Level(StrEnum):
    """How far a page has come down since it was typed."""

    CLEAN = "clean"
    WORN = "worn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Copier:
    """One copy; lengths in inches.

    spread     radius of its blur
    threshold  share of full ink that it calls black
    wander     how far the threshold strays over the page
    grain      of the drum and the paper, as a share of full ink, one standard deviation
    """

    spread: float
    threshold: float
    wander: float
    grain: float


@dataclass(frozen=True, slots=True)
class Life:
    """All that happened to a page.

    unsteady  inches that a letter sits off its place, one standard deviation
    uneven    share of ink that a weak stroke lacks
    fade      share of ink lost in clouds
    copiers   in order
    back      share of the ink on the other side that comes through
    borders   whether the copy or the film shows what lay about the page
    contrast  of ink and paper in the end; 1 is black on white
    """

    unsteady: float
    uneven: float
    fade: float
    copiers: tuple[Copier, ...]
    back: float
    borders: bool
    contrast: float
    sort: Sort
    wear: Wear


def live(level: Level, rng: np.random.Generator) -> Life:
    """A life of that level, drawn by lot."""
    return {Level.CLEAN: _clean, Level.WORN: _worn, Level.BAD: _bad}[level](rng)


def _clean(rng: np.random.Generator) -> Life:
    skew = round(float(rng.normal(0, 0.15)), 3)
    wear = Wear((skew,), specks=int(rng.integers(0, 15)), blur=0.001, grain=4)
    return Life(0.001, 0.1, 0.05, (), 0.0, False, 1.0, Sort.BITONAL, wear)


def _worn(rng: np.random.Generator) -> Life:
    sort = _sort(rng)
    copier = _copier(rng, (0.003, 0.005), (0.33, 0.5), (0.1, 0.14))
    wear = _wear(rng, 0.6, (200, 900), (6.0, 14.0), 0.3)
    contrast = 0.95 if sort is Sort.BITONAL else float(rng.uniform(0.7, 0.9))
    return Life(0.004, 0.35, 0.25, (copier,), 0.0, False, contrast, sort, wear)


def _bad(rng: np.random.Generator) -> Life:
    sort = _sort(rng)
    first = _copier(rng, (0.003, 0.005), (0.33, 0.45), (0.14, 0.18))
    again = _copier(rng, (0.004, 0.006), (0.25, 0.45), (0.08, 0.12))
    wear = _wear(rng, 0.9, (1000, 3500), (8.0, 18.0), 0.4)
    back = float(rng.uniform(0.1, 0.25)) if rng.random() < 0.4 else 0.0
    contrast = 0.85 if sort is Sort.BITONAL else float(rng.uniform(0.45, 0.75))
    borders = bool(rng.random() < 0.4)
    return Life(0.005, 0.4, 0.25, (first, again), back, borders, contrast, sort, wear)


def _sort(rng: np.random.Generator) -> Sort:
    return Sort.BITONAL if rng.random() < BITONAL_SHARE else Sort.GREY


Span = tuple[float, float]


def _copier(rng: np.random.Generator, spread: Span, threshold: Span, grain: Span) -> Copier:
    wander = float(rng.uniform(0.08, 0.15))
    return Copier(
        float(rng.uniform(*spread)),
        float(rng.uniform(*threshold)),
        wander,
        float(rng.uniform(*grain)),
    )


def _wear(
    rng: np.random.Generator, skew: float, specks: tuple[int, int], grain: Span, edges: float
) -> Wear:
    """What the scanner's own page went through; `skew` is one standard deviation."""
    return Wear(
        (round(float(np.clip(rng.normal(0, skew), -2.5 * skew, 2.5 * skew)), 3),),
        specks=int(rng.integers(*specks)),
        edges=bool(rng.random() < edges),
        holes=bool(rng.random() < 0.2),
        blur=float(rng.uniform(0.002, 0.004)),
        grain=float(rng.uniform(*grain)),
    )


def copied(paper: Image.Image, life: Life, dpi: int, rng: np.random.Generator) -> Image.Image:
    """Typed paper (`L`, 0 is ink) after all its copies, as pale as it came out."""
    ink = _ink(paper)
    if life.fade:
        ink *= 1 - life.fade * _clouds(ink, dpi, rng)
    for copier in life.copiers:
        ink = _copy(ink, copier, dpi, rng)
    return Image.fromarray(_levels(life.contrast * ink))


def show_through(
    paper: Image.Image, back: Image.Image, share: float, dpi: int, rng: np.random.Generator
) -> Image.Image:
    """The other side of a sheet, mirrored, soft and pale, behind what stands on this one."""
    mirrored = back.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    soft = mirrored.filter(ImageFilter.GaussianBlur(0.004 * dpi))
    ink = _ink(soft)
    ink *= share * (0.6 + 0.4 * _clouds(ink, dpi, rng))
    return Image.fromarray(_levels(np.maximum(_ink(paper), ink)))


def _copy(ink: Ink, copier: Copier, dpi: int, rng: np.random.Generator) -> Ink:
    soft = _blurred(ink, copier.spread * dpi)
    threshold = copier.threshold + copier.wander * (2 * _clouds(ink, dpi, rng) - 1)
    grain = copier.grain * _grain(ink.shape, dpi, rng)
    above = np.clip(SHARPNESS * (soft + grain - threshold), -30, 30)
    return np.asarray(1 / (1 + np.exp(-above)), np.float32)


def _grain(shape: tuple[int, ...], dpi: int, rng: np.random.Generator) -> Ink:
    """Random change between neighbours, one standard deviation of 1."""
    step = max(1.0, GRAIN * dpi)
    few = rng.standard_normal((round(shape[0] / step), round(shape[1] / step)), np.float32)
    image = Image.fromarray(few).resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(image, np.float32)


def _clouds(ink: Ink, dpi: int, rng: np.random.Generator) -> Ink:
    height, width = ink.shape
    return clouds(width, height, dpi, rng).astype(np.float32)


def _blurred(ink: Ink, radius: float) -> Ink:
    return _ink(Image.fromarray(_levels(ink)).filter(ImageFilter.GaussianBlur(radius)))


def _ink(page: Image.Image) -> Ink:
    return np.asarray(1 - np.asarray(page, np.float32) / 255, np.float32)


def _levels(ink: Ink) -> NDArray[np.uint8]:
    return np.rint(255 * (1 - ink)).astype(np.uint8)
