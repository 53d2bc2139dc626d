"""The text of a release with everything that was stripped put back in its place.

Made from `release.json` alone, page by page and row by row, as the lines stand on the
page: banners, stamps, margin codes, section headings, noise. What was read twice is there
once; nothing of the clean text's joins and paragraphs is left.
"""

from collections.abc import Iterator
from math import cos, radians, sin
from pathlib import Path
from typing import Any

from cleanup.columns import find_columns
from cleanup.model import Marked, Placed, Role, Row
from cleanup.rows import bands_of, lay_page
from flows.errors import NotARecord
from flows.output import RECORD
from flows.redactions import load_record
from ocr.frame import Frame, corners
from ocr.model import Box, Kind, Line, Redaction, Word


def restore(path: Path) -> str:
    """The restored text of the release whose record, or whose folder, is at `path`.

    Raises InputMissing, InputUnreadable, NotARecord.
    """
    record = path / RECORD if path.is_dir() else path
    recorded = load_record(record)
    try:
        return restored(recorded["pages"])
    except (KeyError, TypeError, ValueError, AttributeError) as reason:
        raise NotARecord(record) from reason


def restored(pages: list[dict[str, Any]]) -> str:
    """All lines of recorded pages, a row on each line, under the number of their page."""
    return "\n".join("\n".join(_page(page)) + "\n" for page in pages)


def _page(page: dict[str, Any]) -> Iterator[str]:
    number = int(page["number"])
    failed = f" FAILED: {page['reason']}" if page["status"] == "failed" else ""
    yield f"[PAGE {number}{failed}]"
    frame = Frame(
        int(page["width"]), int(page["height"]), int(page["rotation"]), float(page["skew"])
    )
    lines = [_placed(line, number, frame) for line in page["lines"]]
    marks = [_marked(each, number, frame) for each in page["redactions"]]
    columns = find_columns([each.line for each in lines], bands_of(marks))
    for row in lay_page(number, lines, marks, columns):
        yield _printed(row)


def _printed(row: Row) -> str:
    return row.text.replace("\n", " ")


def _placed(line: dict[str, Any], number: int, frame: Frame) -> Placed:
    """The line with its whole text as one word: only where it stands matters here."""
    word = Word(str(line["text"]), _box(line["box"], frame), float(line["confidence"]))
    return Placed(number, Line((word,)), Role(line["role"]), str(line["rule"]))


def _marked(each: dict[str, Any], number: int, frame: Frame) -> Marked:
    box = _box(each["box"], frame)
    redaction = Redaction(Kind(each["kind"]), (box,), corners(box))
    return Marked(str(each["id"]), number, redaction, tuple(map(str, each["codes"])))


def _box(edges: list[int], frame: Frame) -> Box:
    """A box of the page as rendered, in the frame it was read in: upright and level.

    Levelling turns a wide box into a higher one; about its middle it keeps its size.
    """
    left, top, right, bottom = map(int, edges)
    upright = Frame(frame.width, frame.height, frame.rotation)
    turned = [upright.to_reading(x, y) for x, y in corners(Box(left, top, right, bottom))]
    box = Box(
        min(x for x, _ in turned),
        min(y for _, y in turned),
        max(x for x, _ in turned),
        max(y for _, y in turned),
    )
    across, down = frame.level((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    wide, high = _levelled_size(box, frame.skew)
    return Box(
        across - wide // 2, down - high // 2, across + wide - wide // 2, down + high - high // 2
    )


def _levelled_size(box: Box, skew: float) -> tuple[int, int]:
    """Width and height of a level box whose turned corners `box` was drawn around."""
    turn, lean = cos(radians(abs(skew))), sin(radians(abs(skew)))
    whole = turn * turn - lean * lean
    wide = (box.width * turn - box.height * lean) / whole
    high = (box.height * turn - box.width * lean) / whole
    return max(round(wide), 1), max(round(high), 1)
