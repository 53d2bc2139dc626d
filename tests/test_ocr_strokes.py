"""What felt-tip leaves on a page. Pages are drawn at 200 dpi."""

import cv2
import numpy as np

from ocr.regions import box_of
from ocr.strokes import is_felt_tip


def felt_tip(polygon, holes=()):
    """Whether a polygon of ink is taken for felt-tip, with white specks in it or none."""
    ink = np.zeros((800, 1000), np.uint8)
    contour = np.array(polygon, np.int32).reshape(-1, 1, 2)
    cv2.fillPoly(ink, [contour], 255)
    for x, y in holes:
        ink[y : y + 8, x : x + 8] = 0
    return is_felt_tip(contour, box_of(contour), ink, dpi=200)


STROKE = [(300, 512), (600, 500), (900, 490), (910, 530), (600, 540), (296, 550)]
BLOT = [(300, 520), (330, 500), (480, 503), (484, 540), (530, 542), (524, 590), (310, 586)]
ARROW = [(300, 600), (420, 500), (560, 470), (470, 540), (400, 600), (330, 680)]


DITHER = [(x, y) for x in range(320, 520, 20) for y in range(510, 580, 20)]


def test_a_leaning_stroke_along_a_line_is_felt_tip():
    assert felt_tip(STROKE)


def test_a_solid_blot_over_a_word_is_felt_tip():
    assert felt_tip(BLOT)


def test_a_dithered_part_of_a_photograph_is_none():
    assert not felt_tip(BLOT, DITHER)


def test_an_arrow_of_a_map_is_none():
    assert not felt_tip(ARROW)
