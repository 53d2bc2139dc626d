"""A page before it is read: upright, judged, its redactions found, and an image for the readers."""

from dataclasses import dataclass

from ocr import image, screens, treatments
from ocr.condition import judge
from ocr.frame import Frame, Image
from ocr.labels import read_labels
from ocr.model import Redaction, Sheet, Status
from ocr.page import Page
from ocr.readers import CropReader
from ocr.redactions import cover, find_redactions
from ocr.regions import levelled
from ocr.rules import erase_rules


@dataclass(frozen=True, slots=True)
class Seen:
    """A page before it is read: all but its lines, and the image for the readers."""

    page: Page
    legible: Image

    def for_lines(self) -> Image:
        """For the reader that finds the lines."""
        return treatments.for_lines(self.legible, self.page.condition, dpi=self.page.dpi)

    def for_letters(self) -> Image:
        """For the reader of pieces of lines."""
        return treatments.for_letters(self.legible, self.page.condition, dpi=self.page.dpi)


def see(rendered: Image, sheet: Sheet, crops: CropReader, rotation: int = 0) -> Seen:
    """A page as it is rendered for `sheet`, turned by `rotation` degrees clockwise and made ready.

    rendered   (height, width) or (height, width, 3) uint8, 0 is black

    Raises what the reader of its labels raises.
    """
    height, width = rendered.shape[:2]
    upright = image.turn(rendered, rotation)
    grey = screens.as_tones(image.grey(upright), dpi=sheet.dpi)
    dark = image.ink(grey, dpi=sheet.dpi)
    condition = judge(grey, dark, dpi=sheet.dpi)
    if condition.inverted:
        upright, grey = image.negative(upright), image.negative(grey)
        dark = image.ink(grey, dpi=sheet.dpi)
    skew = image.find_skew(dark, dpi=sheet.dpi)
    frame = Frame(width, height, rotation, skew)
    # Sought before the page is levelled: what software drew is level on the scan, and
    # a hair line does not survive a small turn.
    found = find_redactions(upright, dpi=sheet.dpi)
    found = read_labels(upright, found, crops, dpi=sheet.dpi)
    redactions = levelled(found, frame, sheet.dpi)
    level = image.level(grey, skew)
    legible = _legible(level, redactions, sheet.dpi, turned=bool(skew))
    page = Page(
        sheet.number, sheet.dpi, frame, Status.BLANK, redactions=redactions, condition=condition
    )
    return Seen(page, legible)


def _legible(level: Image, redactions: tuple[Redaction, ...], dpi: int, *, turned: bool) -> Image:
    """The page as it is handed to a reader: redactions covered, paper white, no rules."""
    if not image.is_bilevel(level):
        return cover(image.flatten(level, dpi=dpi), redactions, dpi=dpi)
    # The grey edges of a page turned by a few degrees keep its strokes smooth.
    crisp = level if turned else image.black_and_white(level)
    # Covered first: the rim of a bar is thin and long, and no rule.
    return erase_rules(cover(crisp, redactions, dpi=dpi), dpi=dpi)
