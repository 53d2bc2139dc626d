"""Pieces of paper and of ink, told from their outlines alone."""

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ocr.image import pieces_of
from ocr.paper import find_paper

INK = 255
masks = arrays(
    np.uint8, st.tuples(st.integers(1, 14), st.integers(1, 14)), elements=st.sampled_from([0, INK])
)


def counted(mask, connectivity):
    """Pieces as OpenCV counts them pixel by pixel: masks, and boxes in the same order."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    return [labels == n for n in range(1, count)], stats[1:, :4].tolist()


@given(masks)
def test_pieces_of_ink_have_the_boxes_that_counting_every_pixel_gives(ink):
    assert sorted(pieces_of(ink).tolist()) == sorted(counted(ink, 8)[1])


@given(masks)
def test_paper_is_in_pieces_where_ink_or_the_edge_of_the_page_parts_it(ink):
    paper = find_paper(ink, dpi=150)
    pieces = [
        paper.mask_of(np.arange(len(paper.stats)) == n, ink.shape) for n in range(len(paper.stats))
    ]
    masks, boxes = counted(cv2.bitwise_not(ink), 4)
    assert sorted(paper.stats.tolist()) == sorted(boxes)
    assert {piece.tobytes() for piece in pieces} == {
        np.where(mask, np.uint8(255), np.uint8(0)).tobytes() for mask in masks
    }


@given(masks)
def test_a_piece_of_paper_by_itself_is_the_one_on_the_page(ink):
    paper = find_paper(ink, dpi=150)
    for n in range(len(paper.stats)):
        box = paper.box(n)
        whole = paper.mask_of(np.arange(len(paper.stats)) == n, ink.shape)
        assert (paper.mask(n) == whole[box.top : box.bottom, box.left : box.right]).all()


def test_a_page_without_ink_is_one_piece_of_paper():
    assert find_paper(np.zeros((20, 30), np.uint8), dpi=150).stats.tolist() == [[0, 0, 30, 20]]
    assert pieces_of(np.zeros((20, 30), np.uint8)).tolist() == []
