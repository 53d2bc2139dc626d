"""What felt-tip leaves on a page. Pages are drawn at 200 dpi."""

import cv2
import numpy as np

from ocr.regions import box_of
from ocr.strokes import is_felt_tip


def felt_tip(polygon):
    """Whether a polygon of ink is taken for felt-tip."""
    ink = np.zeros((800, 1000), np.uint8)
    contour = np.array(polygon, np.int32).reshape(-1, 1, 2)
    cv2.fillPoly(ink, [contour], 255)
    return is_felt_tip(contour, box_of(contour), ink, dpi=200)


STROKE = [(300, 512), (600, 500), (900, 490), (910, 530), (600, 540), (296, 550)]
BLOT = [(300, 520), (320, 500), (400, 503), (404, 528), (440, 532), (436, 588), (310, 586)]
ARROW = [(300, 600), (420, 500), (560, 470), (470, 540), (400, 600), (330, 680)]


def test_a_leaning_stroke_along_a_line_is_felt_tip():
    assert felt_tip(STROKE)


def test_a_solid_blot_over_a_word_is_felt_tip():
    assert felt_tip(BLOT)


def test_an_arrow_of_a_map_is_none():
    assert not felt_tip(ARROW)


def test_a_stripe_of_a_border_is_none():
    assert not felt_tip([(300, 540), (420, 540), (380, 500), (260, 500)])
    assert felt_tip([(300, 540), (420, 540), (425, 500), (295, 500)])
