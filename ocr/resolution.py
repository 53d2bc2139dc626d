"""At which resolution a page is rasterized.

    the scan's own resolution     when one picture fills the page,
      kept between 150 and 400      because below 150 Tesseract loses type that a
                                    smooth enlargement still gives it, and above 400
                                    it gets slower and not better;
    what makes it office paper    for an image that does not say, and has such a shape
    300                           when unknown (vector pages, other images)

A scan at its own resolution is not resampled: a 200-dpi fax takes a fifth less
time than at a blind 300 and loses nothing, because nothing is made up.
"""

UNKNOWN = 300  # dpi; the resolution Tesseract's models were trained near
LEAST = 150  # dpi
MOST = 400  # dpi
# Office paper in inches, short and long side: Letter, A4, Legal. Images of pages are of
# such shapes to within this share; a trimmed margin changes it by a few in a hundred.
PAPERS = ((8.5, 11.0), (8.27, 11.69), (8.5, 14.0))
SHAPE_WITHIN = 0.04


def working_dpi(scan: float | None) -> int:
    """The resolution to rasterize at, given the scan's own in dots per inch."""
    if scan is None or scan <= 0:
        return UNKNOWN
    return round(min(max(scan, LEAST), MOST))


def paper_dpi(across: int, down: int) -> float | None:
    """Dots per inch of an image of these pixels if it shows a sheet of office paper."""
    short, long = sorted((across, down))
    shape, paper = min(
        (abs(long / short * width / height - 1), (width, height)) for width, height in PAPERS
    )
    return long / paper[1] if shape <= SHAPE_WITHIN else None
