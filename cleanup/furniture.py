"""Furniture: the lines of a page that are not its text.

Three kinds of evidence are weighed, and no line goes by its wording alone:

    place       the outer seventh of the page, or alone and out of the text column
    repetition  much the same line at the same place on other pages
    vocabulary  the words of a banner, a stamp, a release header, a page number

A banner in the margin of one page is stripped for its place and words; a running
head for its place and repetition; a struck banner, read as rubbish, because it
stands where legible banners stand on other pages. `THIS CABLE IS CONFIDENTIAL`
and the first line of a message are text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from cleanup import envelope, section_numbers, vocabulary
from cleanup.marginalia import without_marginalia
from cleanup.model import Placed, Role
from cleanup.surroundings import Places, Seen, look
from ocr.exemptions import is_to_the_letter, read_codes
from ocr.lines import in_reading_order
from ocr.model import Box, Line
from ocr.page import Page

# Likeness to the vocabulary: of a legible banner; of one that is struck through
# but stands where others stand.
LEGIBLE = 0.8
STRUCK = 0.5
# Of print, which is the same wherever its form is used: only reading errors differ.
PRINTED = 0.9
# Of the release line that reviewers print over the head of a page, perhaps over a banner.
HEADER = 0.8
# Different words of a form's classification box in one line, and their share of its letters.
FORM_WORDS, FORM_SHARE = 4, 0.6
# A running head without known words must come on this many pages, or on this
# share of a short release.
REPEATS = 3
REPEAT_SHARE = 0.5
# A code stands further from the text than a space, in heights of the line.
CODE_GAP = 0.9
# Marks of one small stroke, which a speck of dirt is read as.
SPECK = re.compile(r"^[.,:;'‘’`|_~\-]$")
# Lines read with less confidence than this and without one whole word are marks
# of the scanner or a pen.
NOISE_CONFIDENCE = 0.35


def place_lines(pages: Sequence[Page]) -> tuple[Placed, ...]:
    """Every line of `pages` with its role and the rule that gave it, in reading order."""
    pages = [_parted(page) for page in pages]
    seen = [line for page in pages for line in look(page)]
    places = Places.of(seen)
    extents = {page.number: page for page in pages}
    placed = [_decide(line, places, len(pages), extents[line.page]) for line in seen]
    framed = _next_to_banners(_between_banners(_second_lines(placed), seen))
    return without_marginalia(framed, pages)


def _parted(page: Page) -> Page:
    """The page with margin codes and specks cut off the text lines they were read into."""
    whole = [piece for line in page.lines for piece in _cut_code(line, page)]
    lines = [piece for line in whole for piece in _cut_specks(line)]
    return replace(page, lines=in_reading_order(lines))


def _cut_code(line: Line, page: Page) -> list[Line]:
    words = line.words
    for count in (1, 2, 3):
        head, tail = words[:-count], words[-count:]
        if not head or tail[0].box.left < 0.7 * page.width:
            break
        gap = tail[0].box.left - head[-1].box.right
        if gap > CODE_GAP * line.box.height and read_codes(" ".join(w.text for w in tail)):
            return [Line(head), Line(tail)]
    return [line]


def _cut_specks(line: Line) -> list[Line]:
    """Specks read as punctuation, cut off both ends of a line to be noise of their own.

    Typed punctuation touches its word and is read as part of it; a dash between
    words is longer than one stroke.
    """
    words = list(line.words)
    if vocabulary.page_number(line.text):  # the dashes of "- 3 -" are typed
        return [line]
    first = next((n for n, word in enumerate(words) if not SPECK.match(word.text)), len(words))
    last = len(words) - next(
        (n for n, word in enumerate(reversed(words)) if not SPECK.match(word.text)), 0
    )
    if first >= last:
        return [line]
    pieces = (words[:first], words[first:last], words[last:])
    return [Line(tuple(piece)) for piece in pieces if piece]


def _decide(line: Seen, seen: Places, pages: int, page: Page) -> Placed:
    role, rule = (
        _as_noise(line)
        or _as_code(line, page)
        or _as_structural(line, seen)
        or _as_message_line(line, seen)
        or _as_banner(line, seen)
        or _as_page_number(line)
        or _as_running_head(line, seen, pages)
        or (Role.BODY, "text")
    )
    return Placed(line.page, line.line, role, rule)


Verdict = tuple[Role, str] | None


def _as_noise(line: Seen) -> Verdict:
    words = re.findall(r"[A-Za-z0-9]+", line.text)
    if not words:
        return Role.NOISE, "no-letters"
    whole = any(len(word) >= 4 for word in words)
    # A code to the letter is none by chance, however little its reader believed in it.
    if line.line.confidence < NOISE_CONFIDENCE and not whole and not is_to_the_letter(line.text):
        return Role.NOISE, "illegible"
    return None


def _as_code(line: Seen, page: Page) -> Verdict:
    if not read_codes(line.text):
        return None
    # The margin is what lies outside the column that most long lines share.
    column = _column(page)
    box = line.line.box
    outside = box.left > column.right - 0.5 * page.dpi or box.right < column.left
    # On its own, only a code to the letter is believed: a word of a form may stand there.
    lettered = is_to_the_letter(line.text, numbered=True)
    aside = box.left > 0.6 * page.width and (lettered or not line.alone)
    beside = any(r.box.rows_shared(box) > 0 for r in page.redactions)
    if outside or aside or (beside and box.left > 0.6 * page.width):
        return Role.CODE, "margin-code"
    return None


def _column(page: Page) -> Box:
    """The text column: the middle of where long lines and redactions start and end."""
    boxes = [line.box for line in page.lines if line.box.width > 0.3 * page.width]
    boxes += [r.box for r in page.redactions if r.box.width > 0.3 * page.width]
    if not boxes:
        return Box(round(0.12 * page.width), 0, round(0.8 * page.width), page.height)
    left = round(median(box.left for box in boxes))
    return Box(left, 0, max(left + 1, *(round(box.right) for box in boxes)), page.height)


def _as_structural(line: Seen, seen: Places) -> Verdict:
    shape = vocabulary.structural(line.text)
    if shape is None:
        struck = line.edge and vocabulary.header_likeness(line.text) >= HEADER
        return (Role.RELEASE_HEADER, "cia-approved") if struck else None
    kind, rule = shape
    placed = bool(line.edge) or line.apart or seen.repeats(line) >= 2
    return (Role(kind), rule) if placed else None


def _as_message_line(line: Seen, seen: Places) -> Verdict:
    """The first line of a message is kept, unless it is printed on page after page.

    Envelopes repeat at the same place where each section begins a page, and so do the
    lines that name message and section on each page: `cleanup.sections` reads them.
    """
    if _names_message(line.text):
        return Role.BODY, "message-line"
    if vocabulary.message_classification(line.text) and seen.repeats(line) < 3:
        return Role.BODY, "message-classification"
    return None


def _names_message(text: str) -> bool:
    running = section_numbers.running(text)
    sectioned = section_numbers.section_line(text) is not None
    return sectioned or bool(running and running.number) or envelope.is_opening(text)


def _as_banner(line: Seen, seen: Places) -> Verdict:
    likeness = vocabulary.banner_likeness(line.text)
    if likeness >= LEGIBLE and (line.edge or (line.alone and seen.repeats(line) >= 2)):
        return Role.BANNER, "banner"
    if likeness >= STRUCK and line.edge and _banners_here(line, seen) >= 2:
        return Role.BANNER, "struck-banner"
    if line.in_head and vocabulary.form_likeness(line.text) >= PRINTED:
        return Role.BANNER, "form-control"
    if line.in_head:
        words, share = vocabulary.form_words(line.text)
        if words >= FORM_WORDS and share >= FORM_SHARE:
            return Role.BANNER, "form-box"
    return None


def _as_page_number(line: Seen) -> Verdict:
    counted = line.edge and vocabulary.counted_page(line.text)
    if counted or (line.edge and line.alone and line.apart and vocabulary.page_number(line.text)):
        return Role.PAGE_NUMBER, "page-number"
    return None


def _as_running_head(line: Seen, seen: Places, pages: int) -> Verdict:
    # Portion marks and other scraps come again by chance.
    if not line.edge or len(re.findall(r"\w", line.text)) < 5:
        return None
    repeats = seen.repeats(line) + 1
    if repeats >= REPEATS or (repeats >= 2 and repeats >= REPEAT_SHARE * pages):
        return Role.RUNNING_HEAD, "repeated-at-the-edge"
    return None


def _banners_here(line: Seen, seen: Places) -> int:
    """On how many other pages a legible banner stands at this place."""
    likeness = vocabulary.banner_likeness
    return len({o.page for o in seen.here(line) if likeness(o.text) >= LEGIBLE})


def _second_lines(placed: list[Placed]) -> list[Placed]:
    """Take in the second lines of stamps: the list of codes, the rest of a review stamp."""
    out = list(placed)
    stamps = [line for line in placed if line.role is Role.STAMP]
    for index, line in enumerate(placed):
        above = [stamp for stamp in stamps if _right_below(stamp, line)]
        if any(p.rule == "decision" for p in above) and read_codes(line.text):
            out[index] = line.as_role(Role.STAMP, "release-codes")
        elif any(p.rule == "review-class" for p in above) and re.search(
            r"Reason|Declassify", line.text
        ):
            out[index] = line.as_role(Role.STAMP, "review-class")
    return out


def _right_below(stamp: Placed, line: Placed) -> bool:
    """Whether a line is the next one under a stamp, in its own columns."""
    gap = line.box.top - stamp.box.bottom
    near = -0.5 * stamp.box.height < gap < 2 * stamp.box.height
    return stamp.page == line.page and near and stamp.box.columns_shared(line.box) > 0


def _between_banners(placed: list[Placed], seen: Sequence[Seen]) -> tuple[Placed, ...]:
    """A bare number next to furniture is a page number, even a little inside the page."""
    out = list(placed)
    for index, line in enumerate(placed):
        near = [p for p in placed[max(index - 1, 0) : index + 2] if p.page == line.page]
        framed = any(p.role in (Role.BANNER, Role.STAMP, Role.RELEASE_HEADER) for p in near)
        looked = seen[index]
        if line.role is Role.BODY and looked.alone and framed and looked.apart:
            if re.fullmatch(r"[-–— ]*\d{1,3}[-–— ]*", line.text):
                out[index] = line.as_role(Role.PAGE_NUMBER, "page-number")
    return tuple(out)


def _next_to_banners(placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """A banner goes on over the next line: `SECRET/NO FOREIGN DISSEM/`, `BACKGROUND USE ONLY`."""
    out = list(placed)
    for index, line in enumerate(out):
        near = [out[n] for n in (index - 1, index + 1) if 0 <= n < len(out)]
        beside = any(p.page == line.page and p.role is Role.BANNER for p in near)
        if line.rule == "text" and beside and vocabulary.banner_likeness(line.text) >= LEGIBLE:
            out[index] = line.as_role(Role.BANNER, "banner-continued")
    return tuple(out)
