"""At which resolution a page is rasterized.

    the scan's own resolution     when one picture fills the page,
      kept between 150 and 400      because below 150 Tesseract loses type that a
                                    smooth enlargement still gives it, and above 400
                                    it gets slower and not better;
    300                           when unknown (vector pages, images without dpi)

A scan at its own resolution is not resampled: a 200-dpi fax takes a fifth less
time than at a blind 300 and loses nothing, because nothing is made up.
"""

UNKNOWN = 300  # dpi; the resolution Tesseract's models were trained near
LEAST = 150  # dpi
MOST = 400  # dpi


def working_dpi(scan: float | None) -> int:
    """The resolution to rasterize at, given the scan's own in dots per inch."""
    if scan is None or scan <= 0:
        return UNKNOWN
    return round(min(max(scan, LEAST), MOST))
