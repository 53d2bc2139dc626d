"""A picture of what each stage saw on a page, for people who check the program.

black hatch in red    redactions, with id and codes
words                 green to red by calibrated confidence
furniture             blue boxes with the role
codes                 violet, tied to their redaction by a line
"""

from collections.abc import Callable

import cv2
import numpy as np

from cleanup.documents import Release
from cleanup.model import Marked, Placed, Role
from ocr import image
from ocr.confidence import worth
from ocr.frame import Image
from ocr.model import Word
from ocr.page import Page

RED, BLUE, VIOLET = (40, 40, 220), (200, 110, 0), (190, 30, 160)  # BGR, as OpenCV has it
FONT = cv2.FONT_HERSHEY_SIMPLEX


def draw(rendered: Image, page: Page, release: Release) -> Image:
    """The rendered page, (height, width, 3) BGR, with everything that was found on it."""
    # Drawn on grey, so that a mark is never taken for a colour of the page.
    canvas = np.asarray(cv2.cvtColor(image.grey(rendered), cv2.COLOR_GRAY2BGR), np.uint8)
    marks = [mark for mark in release.marks if mark.page == page.number]
    lines = [line for line in release.lines if line.page == page.number]
    for mark in marks:
        _draw_redaction(canvas, mark, page)
    likely = worth([word for line in page.lines for word in line.words])
    for line in lines:
        if line.role is Role.BODY:
            _draw_words(canvas, line, page, likely)
        elif line.role is Role.CODE:
            _draw_code(canvas, line, marks, page)
        else:
            _box(canvas, page, line, BLUE, str(line.role))
    return canvas


def _draw_redaction(canvas: Image, mark: Marked, page: Page) -> None:
    box = page.frame.to_rendered(mark.redaction.outline)
    cv2.rectangle(canvas, (box.left, box.top), (box.right, box.bottom), RED, _pen(page))
    _label(canvas, page, f"{mark.id} {' '.join(mark.codes)}", box.left + 6, box.middle, RED)


def _draw_words(canvas: Image, line: Placed, page: Page, likely: Callable[[Word], float]) -> None:
    for word in line.line.words:
        box = page.frame.box_to_rendered(word.box)
        sure = likely(word)
        colour = (0, round(180 * sure), round(255 * (1 - sure)))
        cv2.rectangle(canvas, (box.left, box.top), (box.right, box.bottom), colour, 1)


def _draw_code(canvas: Image, line: Placed, marks: list[Marked], page: Page) -> None:
    _box(canvas, page, line, VIOLET, "")
    code = page.frame.box_to_rendered(line.box)
    for mark in marks:
        if line in mark.sources:
            box = page.frame.to_rendered(mark.redaction.outline)
            near = min(max(round(code.middle), box.top), box.bottom)
            cv2.line(canvas, (code.left, round(code.middle)), (box.right, near), VIOLET, 1)


def _box(canvas: Image, page: Page, line: Placed, colour: tuple[int, int, int], label: str) -> None:
    box = page.frame.box_to_rendered(line.box)
    cv2.rectangle(canvas, (box.left, box.top), (box.right, box.bottom), colour, _pen(page))
    _label(canvas, page, label, box.right + 6, box.bottom, colour)


def _label(
    canvas: Image, page: Page, text: str, x: float, y: float, colour: tuple[int, int, int]
) -> None:
    size = page.dpi / 450
    cv2.putText(canvas, text, (round(x), round(y)), FONT, size, colour, max(1, page.dpi // 150))


def _pen(page: Page) -> int:
    return max(2, page.dpi // 100)
