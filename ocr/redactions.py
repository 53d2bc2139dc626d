"""Every redaction on a page, whatever its make.

black, marker       ocr/bars.py        solid ink
                    ocr/small_bars.py  as high as a bar in its row, and a letter wide
                    ocr/free_strokes.py
outlined            ocr/outlines.py    paper cut off by a thin line
                    ocr/parted_outlines.py
grey, coloured      ocr/tones.py       an even tone that is neither ink nor paper
hatched             ocr/hatches.py     lines drawn evenly
                    ocr/wide_hatches.py    the same, far apart
                    ocr/nets.py        lines that cross

Each finder knows one make and its look-alikes. What two of them claim is given to
the one that is surer of it (`ocr.claims`); what stands about a box (`ocr.grounds`) and
beside it (`ocr.company`) tells what is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ocr import image
from ocr.bar_codes import with_bars_of_codes_doubted, without_bar_codes
from ocr.bars import find_bars
from ocr.certainties import CHARTED
from ocr.charts import with_charts_doubted
from ocr.claims import is_held_by, without_doubles, without_grounds
from ocr.company import INKED, PLAIN, with_doubts, without_sets
from ocr.contents import Contents
from ocr.dark_pieces import with_pieces_doubted
from ocr.dashed_borders import with_dashed_borders_doubted
from ocr.fills import DEFAULT_LIMITS as FILL_LIMITS
from ocr.fills import contents_of_fill, kind_of_fill, share_of_one_tone
from ocr.frame import Image
from ocr.free_strokes import find_free_strokes
from ocr.grounds import is_a_piece, on_paper, with_fill, without_bars
from ocr.hatches import find_hatched
from ocr.model import Kind, Redaction, Word
from ocr.outlines import find_outlined
from ocr.pale_rules import with_pale_rules
from ocr.paper import Paper, find_paper
from ocr.parted_outlines import with_parted_joined
from ocr.regions import contour_of, on_page
from ocr.screens import from_afar
from ocr.shaded_rows import with_shaded_rows_doubted
from ocr.sheet_cells import with_sheet_cells_doubted
from ocr.signs import with_signs_doubted, with_stripes_doubted
from ocr.small_bars import find_small_bars
from ocr.tones import darkest, find_tones


@dataclass(frozen=True, slots=True)
class _Look:
    """A page as the finders look at it: images (height, width) uint8.

    page       as it came, perhaps in colour
    dark       its darkest channel
    ink        255 where there is ink; with hair lines as `lines`
    traces     the paper between the lines
    has_tones  whether it is no 1-bit page
    """

    page: Image
    dark: Image
    ink: Image
    lines: Image
    traces: Paper
    has_tones: bool


def find_redactions(page: Image, *, dpi: int) -> tuple[Redaction, ...]:
    """Redactions on a page, top to bottom.

    page   (height, width) uint8, 0 is black, or (height, width, 3) in colour

    Boxes are exact to about a pixel; regions that touch are one redaction.
    """
    dark = darkest(page)
    ink, lines = image.ink_and_traces(dark, dpi=dpi)
    has_tones = lines is not ink  # a 1-bit page has no tones in a bar, nor around it
    paper = find_paper(ink, dpi)
    bars = with_bars_of_codes_doubted(find_bars(ink, paper, dpi=dpi), ink, dpi=dpi)
    sure = [bar for bar in bars if bar.certainty > CHARTED]
    found = bars + find_small_bars(ink, sure, dpi=dpi)
    if has_tones:
        found = on_paper(_painted(found, page, dark, dpi), dark, dpi)
    else:
        found += find_free_strokes(ink, found, dpi=dpi)
        if page.ndim == 3:  # of navy blue the darkest channel is as black as ink
            found = [_toned(bar, page, dark, dpi) for bar in found]
        lines = with_pale_rules(dark, ink, dpi)
    traces = paper if lines is ink else find_paper(lines, dpi)
    outlined = with_parted_joined(find_outlined(lines, traces, dpi=dpi), lines, dpi)
    found += [with_fill(b, page, dark, dpi) for b in outlined] if has_tones else outlined
    small = from_afar(dark, dpi=dpi)
    bare = without_bars(dark, found, dpi) if has_tones else dark
    distant = small if bare is dark else from_afar(bare, dpi=dpi)
    tones = find_tones(page, bare, distant, dpi=dpi)
    found += tones if bare is dark else with_shaded_rows_doubted(tones, found, dark, dpi)
    barred = [r.box for r in found if r.kind in INKED and r.certainty >= PLAIN]
    hatched = without_bar_codes(find_hatched(dark, small, traces, barred, dpi=dpi), dark)
    found = [r for r in found if not is_held_by(r, hatched)] + hatched
    told = _told_apart(found, _Look(page, dark, ink, lines, traces, has_tones), dpi)
    return tuple(sorted(told, key=lambda r: (r.box.top, r.box.left)))


def _told_apart(found: Sequence[Redaction], look: _Look, dpi: int) -> list[Redaction]:
    """Redactions without what others hold, those that look like something else doubted."""
    dark, lines = look.dark, look.lines
    kept = without_sets(without_doubles(without_grounds(found, dark)), dark.shape, dpi)
    kept = with_dashed_borders_doubted(kept, look.ink, dpi)
    kept = with_charts_doubted(kept, look.page, dark, lines, dpi)
    kept = with_pieces_doubted(kept, dark, look.ink, dpi)
    kept = with_signs_doubted(kept, lines, dpi)
    if look.has_tones:
        kept = with_stripes_doubted(kept, lines, dpi)
        kept = with_sheet_cells_doubted(kept, look.traces, dpi)
    return with_doubts(kept, look.traces, dark.shape, dpi)


def _painted(bars: Sequence[Redaction], page: Image, dark: Image, dpi: int) -> list[Redaction]:
    """Bars by the tone they have, without those that text can be read through or that are parts."""
    toned = [_toned(bar, page, dark, dpi) for bar in bars]
    return [
        bar
        for bar in toned
        if bar.kind in INKED or not (_is_legible(bar, page, dpi) or is_a_piece(bar, dark, dpi))
    ]


def _toned(bar: Redaction, page: Image, dark: Image, dpi: int) -> Redaction:
    """A bar that is ink by its darkness may be a dark grey or a colour by its tone.

    So may felt-tip, but grey only when it is of one tone throughout: ink on a copy is not.
    """
    contour = on_page(contour_of(bar.outline), dark.shape)
    kind = kind_of_fill(page, contour)
    if kind is Kind.GREY and bar.kind is Kind.MARKER:
        even = share_of_one_tone(dark, contour, dpi) >= FILL_LIMITS.own
        kind = kind if even else Kind.BLACK
    if kind is Kind.BLACK:
        return bar
    # A colour so strong that it passes for ink may be a highlighter's; no fill by its tone alone
    # is surer.
    return replace(bar, kind=kind, certainty=min(bar.certainty, 0.9))


def _is_legible(fill: Redaction, page: Image, dpi: int) -> bool:
    """Whether text can be read through a strong colour, as through a highlighter."""
    contour = on_page(contour_of(fill.outline), page.shape[:2])
    return contents_of_fill(page, contour, dpi) is Contents.TEXT


def cover(page: Image, redactions: tuple[Redaction, ...], *, dpi: int) -> Image:
    """The page with its redactions painted as paper, so that no word comes from them.

    A rim of a hundredth of an inch goes too: the ragged edge of a bar reads as
    a row of full stops and dashes.
    """
    shade = np.zeros_like(page)
    for redaction in redactions:
        cv2.fillPoly(shade, [np.array(redaction.outline, np.int32)], 255)
    rim = 2 * max(1, round(0.01 * dpi)) + 1
    shade = np.asarray(cv2.dilate(shade, np.ones((rim, rim), np.uint8)), np.uint8)
    return np.asarray(cv2.bitwise_or(page, shade), np.uint8)


def uncovered(words: Sequence[Word], redactions: Sequence[Redaction]) -> tuple[Word, ...]:
    """Words whose middle lies in no redaction: one that does is none."""
    bands = [band for redaction in redactions for band in redaction.bands]
    return tuple(
        w for w in words if not any(band.holds(w.box.centre, w.box.middle) for band in bands)
    )
