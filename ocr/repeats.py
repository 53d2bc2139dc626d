"""A label that is said again and again, as redaction software may fill a box with it.

s. 40(2)  s. 40(2)  s. 40(2)       the row is like itself when it is moved on by one
|<------>|                         label; words that stand in a row are not
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ocr.crops import INK, Crop
from ocr.frame import Image
from ocr.model import Box

# The shortest label is said anew after so many inches, and a row has two at least.
SHORTEST = 0.2
# Correlation of a row's ink, column by column, with the same row moved on by a label. Of 523 rows
# of 40 generated pages it is over 0.61 in 26, most of them dots and not type. A row taken for
# a label wrongly is read and, when it is none, forgotten.
LIKE = 0.65


def rows_of(marks: Image, apart: float) -> list[tuple[int, int]]:
    """Tops and feet of the rows that marks (255, else 0) stand in, if more than `apart` high."""
    inked = np.concatenate([[False], (marks > 0).any(axis=1), [False]])
    edges = np.flatnonzero(inked[1:] != inked[:-1])
    return [(a, b) for a, b in edges.reshape(-1, 2).tolist() if b - a > apart]


def period(row: Image, dpi: float) -> int | None:
    """After how many columns a row of marks says the same again; None when it does not.

    row   (height, width) uint8, 0 where there is nothing
    """
    inked = np.flatnonzero(row.any(axis=0))
    if not inked.size:
        return None
    ink = np.convolve((row[:, inked[0] : inked[-1] + 1] > 0).sum(axis=0), np.ones(3), "same")
    first, last = round(SHORTEST * dpi), round(0.55 * len(ink))
    likes = [_likeness(ink, lag) for lag in range(first, last)]
    if not likes or max(likes) < LIKE:
        return None
    # Two labels on are as like as one: the first that is nearly the likest is one.
    nearly = next(n for n, like in enumerate(likes) if like >= max(LIKE, 0.96 * max(likes)))
    best = nearly + int(np.argmax(likes[nearly : nearly + 4]))
    return first + best


def _likeness(ink: NDArray[np.float64], lag: int) -> float:
    one, other = ink[:-lag] - ink[:-lag].mean(), ink[lag:] - ink[lag:].mean()
    strength = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / strength if strength else 0.0


def said_once(letters: Sequence[Box], ink: Image, dpi: int) -> list[list[Box]]:
    """Of letters that repeat a label, those of the first label of each row; else nothing.

    ink   (height, width) uint8 of the box they stand in, 0 where there is nothing
    """
    rows: list[list[Box]] = []
    for letter in sorted(letters, key=lambda box: box.middle):
        if rows and letter.middle <= max(box.bottom for box in rows[-1]):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    first = [_first(row, ink, dpi) for row in rows]
    return [label for label in first if label] if all(first) else []


def _first(row: Sequence[Box], ink: Image, dpi: int) -> list[Box]:
    around = Box.around(row)
    marks = ink[around.top : around.bottom, around.left : around.right]
    after = period(np.where(marks > 128, marks, np.uint8(0)), dpi)
    if after is None:
        return []
    return [box for box in row if box.right <= around.left + after]


def first_of_many(crop: Crop, dpi: int) -> Crop | None:
    """The first label of a crop, black on white, that says it three times or more."""
    ink = np.where(crop.image < INK, np.uint8(255), np.uint8(0))
    after = period(ink, dpi)
    inked = np.flatnonzero(ink.any(axis=0))
    if after is None or 3 * after > 1.2 * (inked[-1] - inked[0]):
        return None
    right = int(inked[0]) + after
    box = Box(crop.box.left, crop.box.top, crop.box.left + right, crop.box.bottom)
    return replace(crop, image=crop.image[:, :right], box=box)
