"""The pictures that a PDF page is made of, where they can be passed on as they are.

A scan that is taken over byte for byte is taken over with all that it holds: also with what
another picture or a mask hides. Pages where anything could be hidden in this way have no
pictures here, and have to be drawn anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray

# What a picture needs to be shown; all else that may hang on it stays behind.
NEEDED = frozenset(
    (
        *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"),
        *("/Decode", "/ImageMask", "/Filter", "/DecodeParms", "/Length"),
    )
)
POINTS = 72.0  # PDF units in an inch
# Masks hide what they cover; these are the keys that bring one.
MASKS = ("/Mask", "/SMask", "/SMaskInData")
PLAIN = ("/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB")
# PDF/A forbids both (ISO 19005-2, 6.1.7.2).
FORBIDDEN = ("/LZWDecode", "/Crypt")
# Pictures that overlap by less hide no line of type.
LEAST_OVERLAP = 3.0  # points
# Scanners do 600 and microfilm readers 1200; what is drawn finer is drawn not to be seen.
FINEST = 2400  # dots per inch
DEEPEST = 12  # forms within forms
MOST_OPERATORS = 20_000  # a page of strips has hundreds

Matrix = NDArray[np.float64]
Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture, and the matrix that takes the unit square to its place on the page."""

    picture: Any
    matrix: Matrix


def pictures_of(page: pikepdf.Page) -> tuple[Placed, ...] | None:
    """The pictures a page draws, in order; None where one hides another, or part of itself.

    What else the page draws, and what its edges cut off, is left to whoever calls to look
    at. Raises pikepdf.PdfError and what Python raises for a page that is not as it should be.
    """
    placed = _drawn(page.obj, page.resources, np.eye(3), 0)
    if not all(_is_plain(each.picture) and _is_seen(each) for each in placed):
        return None
    boxes = [_around(each.matrix) for each in placed]
    for n, box in enumerate(boxes):
        if any(_overlap(box, other) > LEAST_OVERLAP for other in boxes[:n]):
            return None
    return tuple(placed)


def box_around(box: Edges, pictures: Sequence[Placed]) -> Edges:
    """The box, as much larger as it must be to hold all of the pictures; in points."""
    boxes = np.array([box, *(_around(each.matrix) for each in pictures)])
    left, bottom = (float(edge) for edge in boxes[:, :2].min(axis=0))
    right, top = (float(edge) for edge in boxes[:, 2:].max(axis=0))
    return left, bottom, right, top


def visible_box(page: pikepdf.Page) -> Edges:
    """Left, bottom, right, top of what a viewer shows of the page, in points."""
    media, crop = (_sorted(each) for each in (page.mediabox, page.cropbox))
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _sorted(rectangle: Any) -> Edges:
    x0, y0, x1, y1 = (float(number) for number in rectangle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _drawn(stream: Any, resources: Any, matrix: Matrix, depth: int) -> list[Placed]:
    placed: list[Placed] = []
    saved: list[Matrix] = []
    instructions = pikepdf.parse_content_stream(stream, "q Q cm Do")
    if len(instructions) > MOST_OPERATORS:
        raise ValueError("too much for a page of pictures")
    for instruction in instructions:
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q" if saved:
                matrix = saved.pop()
            case "cm":
                matrix = matrix_of(instruction.operands) @ matrix
            case "Do":
                drawn = resources["/XObject"][str(instruction.operands[0])]
                placed += _one(drawn, resources, matrix, depth)
    return placed


def _one(drawn: Any, resources: Any, matrix: Matrix, depth: int) -> list[Placed]:
    if drawn.get("/Subtype") == "/Image":
        return [Placed(drawn, matrix)]
    if depth >= DEEPEST:
        raise ValueError("forms within forms")
    inner = matrix_of(drawn.get("/Matrix", [1, 0, 0, 1, 0, 0])) @ matrix
    return _drawn(drawn, drawn.get("/Resources", resources), inner, depth + 1)


def matrix_of(numbers: Any) -> Matrix:
    """The matrix that the six numbers of `cm`, or of a form, stand for; acts on row vectors."""
    a, b, c, d, e, f = (float(number) for number in numbers)
    return np.array([[a, b, 0.0], [c, d, 0.0], [e, f, 1.0]])


def _around(matrix: Matrix) -> NDArray[np.float64]:
    corners = (np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]) @ matrix)[:, :2]
    return np.concatenate([corners.min(axis=0), corners.max(axis=0)])


def _overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The lesser side of what two boxes share, in points; negative where they share nothing."""
    shared = np.minimum(one[2:], other[2:]) - np.maximum(one[:2], other[:2])
    return float(shared.min())


def _is_plain(picture: Any) -> bool:
    """Whether a picture shows all that it holds, in a way that PDF/A knows."""
    if any(key in picture for key in MASKS):
        return False
    filters = picture.get("/Filter", [])
    named = [filters] if isinstance(filters, pikepdf.Name) else list(filters)
    if any(str(each) in FORBIDDEN for each in named):
        return False
    return "/ColorSpace" not in picture or _is_known(picture["/ColorSpace"])


def _is_seen(placed: Placed) -> bool:
    """Whether a picture is drawn at a size at which its pixels can be told apart."""
    across, up = np.hypot(placed.matrix[:2, 0], placed.matrix[:2, 1]) / POINTS
    picture = placed.picture
    return bool(
        across * FINEST > float(picture.Width)
        and up * FINEST > float(picture.Height)
        and np.linalg.matrix_rank(placed.matrix[:2, :2]) == 2
    )


def _is_known(space: Any) -> bool:
    if isinstance(space, pikepdf.Name):
        return str(space) in PLAIN
    kind = str(space[0])
    if kind == "/Indexed":
        return _is_known(space[1])
    if kind == "/ICCBased":
        return int(space[1].get("/N", 0)) in (1, 3)
    return kind in PLAIN
