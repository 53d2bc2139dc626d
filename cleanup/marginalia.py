"""Lines that are no text for where they stand among the text of their page.

    title of form  TELEGRAM INFORMATION REPORT               above all, and once more at the foot
    running foot   24 Jan 59       DAILY BRIEF       iii     under the last line of text
    margin note    O.K.   sent                               beside the column of text
    speck          a mark too low for a letter, read as `1`

What `cleanup.furniture` left as text is looked at once more, when it is known which lines
are the text of a page and where their column is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median, quantiles

from rapidfuzz import fuzz

from cleanup import vocabulary
from cleanup.beside_rows import Rows
from cleanup.columns import Columns, find_columns
from cleanup.gutters import LEAST_ROWS
from cleanup.margin_notes import NOTE, letters
from cleanup.model import Placed, Role
from cleanup.text_column import LINES, Edges, column_edges
from ocr.lines import rows_of
from ocr.model import Line
from ocr.page import Page

# Of the usual height of a line: a mark that is lower is no letter. Small letters without
# stems, `a new ear`, are two thirds of a line with them.
LOW = 0.35
# Inches that a line of type is high at most: a cover has larger letters, and smaller ones too.
TYPE = 0.2
# Letters of what is read into a speck.
SPECK = 2
# Figures that make a column of page numbers or amounts, inches that its right edge varies by, and
# what such an amount is: two figures at least, for a speck is read as one.
FIGURES, LISTED = 3, 0.2
FIGURE = re.compile(r"[-+($£]{0,2}\d[\d.,]*[\d%)][).]?")
# Labels that stand one below the other, the confidence of print as its reader gave it, and
# inches that their left edges vary by.
LABELS, PRINTED, SET = 4, 0.75, 0.05
# Confidence (0-1) of a line that counts as the last one of a page.
LEGIBLE = 0.5
# Letters of a running foot, and rows from the last one up in which one is looked for.
FOOT, SCRAWLS = 60, 3
# How certain each is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = {"speck": 0.9, "margin-note": 0.7, "foot-with-number": 0.8, "head-and-foot": 0.8}
# What a form prints at both ends of a page: its letters, their likeness (0-1), and how far in
# from the top and bottom it reaches, as a share of the height. A title with a letter lost agrees
# at 0.98, `THE MINISTER OF TRADE` and `THE MINISTER OF STATE` at 0.89.
TITLE, SAME_TITLE, ENDS = 12, 0.9, 0.2
MISREAD = 0.1  # share of a title's letters that may be read as small ones


def without_marginalia(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """The lines with feet, notes and specks among the text given their roles."""
    known = {page.number: page for page in pages}
    return tuple(
        line
        for number, own in groupby(placed, lambda line: line.page)
        for line in _on_page(list(own), known[number])
    )


def _on_page(lines: list[Placed], page: Page) -> list[Placed]:
    text = [line for line in lines if line.rule == "text"]
    specks = _specks(text, page)
    # Below the foot there may be scrawls that nobody could read, and notes.
    legible = [p for p in text if id(p) not in specks and p.line.confidence >= LEGIBLE]
    notes = _notes([line for line in text if id(line) not in specks], page)
    foot = _foot(legible) or _foot([p for p in legible if id(p) not in notes])
    roles = notes | specks | foot | _title(text, page)
    return [line.as_role(*roles[id(line)]) if id(line) in roles else line for line in lines]


Verdicts = dict[int, tuple[Role, str, float]]


def _specks(text: Sequence[Placed], page: Page) -> Verdicts:
    """Marks too low for the letters they were read as; signs are known by `cleanup.signs`."""
    if len(text) < LINES:
        return {}
    heights = [line.box.height for line in text]
    # Where there is more dirt than type, all lines together are as low as it.
    words = [line.box.height for line in text if len(re.findall(r"\w", line.text)) > SPECK]
    low = LOW * max(median(heights), min(median(words or heights), TYPE * page.dpi))
    return {
        id(line): (Role.NOISE, "speck", CERTAIN["speck"])
        for line in text
        if line.box.height < low and 0 < len(re.findall(r"\w", line.text)) <= SPECK
    }


def _notes(text: Sequence[Placed], page: Page) -> Verdicts:
    """Short scraps beside the column, all of them: where a list stands there are more."""
    edges = column_edges([line.box for line in text], page)
    if edges is None:
        return {}
    short = [line for line in text if letters(line.line.words) <= NOTE]
    before = [line for line in short if line.box.right < edges.left]
    behind = _behind([line for line in short if line.box.centre > edges.right], edges, text, page)
    listed = _labels(before, page)
    beside = [line for line in (*before, *behind) if id(line) not in listed]
    notes = _outside_columns(beside, text, page)
    return {id(line): (Role.NOISE, "margin-note", CERTAIN["margin-note"]) for line in notes}


def _behind(
    short: Sequence[Placed], edges: Edges, text: Sequence[Placed], page: Page
) -> list[Placed]:
    """Lines beyond the right edge of the column that are no ends of its rows, and no cells.

    One that begins before the edge is beyond it when it is off its row, as a hand is.
    """
    rows = Rows(text, [band for redaction in page.redactions for band in redaction.bands])
    listed = _of_contents(short, page)
    listed |= _of_a_table([line for line in short if rows.hold(line)], page)
    return [
        line
        for line in short
        if (line.box.left > edges.right or rows.are_left_by(line))
        and not rows.end_in(line)
        and id(line) not in listed
    ]


def _outside_columns(beside: Sequence[Placed], text: Sequence[Placed], page: Page) -> list[Placed]:
    """Lines beside the widest ones that stand in no column of text.

    What ends a paragraph of a narrow column is short, and beside a wider column.
    """
    bands = [band for redaction in page.redactions for band in redaction.bands]
    columns = find_columns([line.line for line in text], bands) if beside else ()
    inside = {id(line) for each in columns for line in _in_columns(each, text)}
    return [line for line in beside if id(line) not in inside]


def _in_columns(columns: Columns, text: Sequence[Placed]) -> Iterator[Placed]:
    """The lines that stand where most of their column do; a note is left or right of it."""
    lines = [line for line in text if columns.holds(line.box)]
    for number in range(len(columns.gutters) + 1):
        own = [line for line in lines if columns.column(line.box) == number]
        if len(own) < LEAST_ROWS:
            continue
        left = quantiles((line.box.left for line in own), n=10)[0]
        right = quantiles((line.box.right for line in own), n=10)[-1]
        yield from (line for line in own if line.box.left < right and line.box.right > left)


def _of_contents(beside: Sequence[Placed], page: Page) -> set[int]:
    """Page numbers of a list of contents and what stands in their column: rising figures."""
    listed: set[int] = set()
    for column in _columns(beside, page):
        found = (re.fullmatch(r"\W{0,2}(\d{1,3})\W{0,2}", other.text) for other in column)
        figures = [int(each.group(1)) for each in found if each]
        rising = all(one < other for one, other in pairwise(figures))
        if len(figures) >= FIGURES and rising:
            listed |= {id(other) for other in column}
    return listed


def _of_a_table(on_rows: Sequence[Placed], page: Page) -> set[int]:
    """Figures that end one below the other, each on a row of text: the last column of a table."""
    listed: set[int] = set()
    for column in _columns([line for line in on_rows if FIGURE.fullmatch(line.text)], page):
        listed |= {id(line) for line in column} if len(column) >= FIGURES else set()
    return listed


def _columns(beside: Sequence[Placed], page: Page) -> Iterator[list[Placed]]:
    """Lines that end one below the other, from the top: for each edge those that end near it."""
    ordered = sorted(((line.box, line) for line in beside), key=lambda each: each[0].right)
    rights = [box.right for box, _ in ordered]
    reach = LISTED * page.dpi
    for right in dict.fromkeys(rights):
        own = ordered[bisect_left(rights, right - reach) : bisect_right(rights, right + reach)]
        yield [line for _, line in sorted(own, key=lambda each: each[0].top)]


def _labels(beside: Sequence[Placed], page: Page) -> set[int]:
    """The labels of a form left of its text, which a hand does not begin on one line."""
    printed = [
        line
        for line in beside
        if line.line.confidence >= PRINTED and re.search(r"[A-Z]{2}", line.text)
    ]
    labels: set[int] = set()
    for line in printed:
        column = [o for o in printed if abs(o.box.left - line.box.left) <= SET * page.dpi]
        labels |= {id(other) for other in column} if len(column) >= LABELS else set()
    return labels


def _foot(text: Sequence[Placed]) -> Verdicts:
    """The last row of a page when it is a foot: a page number, perhaps with a date and title.

    With these it is one also above a scrawl or two.
    """
    own = {id(line.line): line for line in text}
    rows = rows_of([line.line for line in text])
    while len(rows) >= 3 and _is_scrawl(rows[-1]) and any(map(_is_dated_foot, rows[-SCRAWLS:-1])):
        rows = rows[:-1]
    if len(rows) < 3 or not _is_foot(rows[-1]):
        return {}
    last = {id(own[id(line)]) for line in rows[-1]}
    return dict.fromkeys(last, (Role.RUNNING_HEAD, "foot-with-number", CERTAIN["foot-with-number"]))


def _title(text: Sequence[Placed], page: Page) -> Verdicts:
    """The first row of a page and one at its foot, when they are the same words in capitals."""
    own = {id(line.line): line for line in text}
    rows = rows_of([line.line for line in text])
    if len(rows) < LINES or _share(rows[0], page) > ENDS:
        return {}
    feet = [row for row in rows[1:] if _share(row, page) > 1 - ENDS]
    again = [row for row in feet if _same_title(_said(rows[0]), _said(row))]
    if not again:
        return {}
    both = [id(own[id(line)]) for row in (rows[0], *again) for line in row]
    return dict.fromkeys(both, (Role.RUNNING_HEAD, "head-and-foot", CERTAIN["head-and-foot"]))


def _share(row: Sequence[Line], page: Page) -> float:
    return row[0].box.middle / page.height


def _said(row: Sequence[Line]) -> str:
    return "".join(line.text for line in row)


def _same_title(head: str, foot: str) -> bool:
    """Whether two rows are one title: letters that are nearly alike, and the very same figures.

    Two rows of a table differ in the year alone, two crossheads in their number. A row with
    small letters is none: they are not what a form prints there.
    """
    a, b = (re.sub(r"[^A-Z]", "", text) for text in (head, foot))
    if len(a) < TITLE or _in_small_letters(head) or _in_small_letters(foot):
        return False
    figures = re.findall(r"\d", head) == re.findall(r"\d", foot)
    return figures and fuzz.ratio(a, b) >= 100 * SAME_TITLE


def _in_small_letters(text: str) -> bool:
    """More than a letter in ten: a capital may be misread as one."""
    letters = re.findall(r"[A-Za-z]", text)
    return sum(map(str.islower, letters)) > MISREAD * len(letters)


def _is_scrawl(row: Sequence[Line]) -> bool:
    return sum(len(re.findall(r"\w", line.text)) for line in row) <= NOTE and not _is_foot(row)


def _is_foot(row: Sequence[Line]) -> bool:
    if len(row) > 1:
        return _is_dated_foot(row)
    # A bare figure may be the end of a sum; one between dashes is a page's.
    return vocabulary.foot_number(row[0].text) and not row[0].text.strip().isalnum()


def _is_dated_foot(row: Sequence[Line]) -> bool:
    texts = [line.text for line in row]
    dated = any(vocabulary.is_date(text) for text in texts)
    return sum(map(len, texts)) <= FOOT and dated and vocabulary.foot_number(texts[-1])
