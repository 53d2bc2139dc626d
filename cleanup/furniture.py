"""Furniture: the lines of a page that are not its text.

Three kinds of evidence are weighed, and no line goes by its wording alone:

    place       the outer seventh of the page, or alone and out of the text column
    repetition  much the same line at the same place on other pages
    words       a banner, a page number, or a line of a releasing agency's rule set

A banner in the margin of one page is stripped for its place and words; a running
head for its place and repetition; a struck banner, read as rubbish, because it
stands where legible banners stand on other pages. `THIS CABLE IS CONFIDENTIAL`
and the first line of a message are text.

Each line keeps the rule that decided and how certain that is (`cleanup.evidence`).
"""

import re
from collections.abc import Sequence
from statistics import median

from cleanup import envelope, heading, running_lines, section_numbers, vocabulary
from cleanup.below_foot import without_what_is_below
from cleanup.captions import is_caption
from cleanup.continuation_marks import with_continuation_marks
from cleanup.cutting import part_lines
from cleanup.early_feet import with_early_feet
from cleanup.evidence import for_furniture, for_text
from cleanup.front_pages import without_front_page_numbers
from cleanup.marginalia import without_marginalia
from cleanup.model import Placed, Role
from cleanup.neighbours import FORM_CONTROL, LEGIBLE, with_neighbours
from cleanup.page_ends import with_page_ends
from cleanup.page_lines import with_page_lines
from cleanup.rule_files import built_in
from cleanup.rule_sets import LineRule, RuleSets
from cleanup.scraps import without_scraps
from cleanup.signs import is_typed
from cleanup.surroundings import Places, Seen, look
from ocr.exemptions import is_to_the_letter, read_codes
from ocr.model import Box
from ocr.page import Page

# Of print, which is the same wherever its form is used: only reading errors differ.
PRINTED = 0.9
# Labels of a cable's heading that begin the page of a section, with another right beside them:
# `E.O. 13526, SEC. 3.5` by itself is the stamp of a review.
LABELS = ("order", "tags")
# Different words of a form's classification box in one line, and their share of its letters.
FORM_WORDS, FORM_SHARE = 4, 0.6
# A running head without known words must come on this many pages, or on this
# share of a short release.
REPEATS = 3
REPEAT_SHARE = 0.5
# Share of the pages on which a line is a running head though it does not come again soon.
OFTEN = 0.25
# Lines read with less confidence than this and without one whole word are marks
# of the scanner or a pen.
NOISE_CONFIDENCE = 0.35
# How much the words of a page number, and a code that is not to the letter, say by themselves.
NUMBER_WORDS, CODE_WORDS = 0.6, 0.8


def place_lines(pages: Sequence[Page], rules: RuleSets | None = None) -> tuple[Placed, ...]:
    """Every line of `pages` with its role and the rule that gave it, in reading order.

    rules   what releasing agencies print; the built-in sets when None
    """
    rules = rules or built_in()
    pages = [part_lines(page) for page in pages]
    seen = [line for page in pages for line in look(page)]
    places = Places.of(seen)
    extents = {page.number: page for page in pages}
    placed = [_decide(line, places, len(pages), extents[line.page], rules) for line in seen]
    found = without_marginalia(with_neighbours(placed, seen, places, rules), pages)
    found = without_front_page_numbers(found, pages)
    found = without_what_is_below(with_page_ends(found, pages), pages)
    found = with_page_lines(without_scraps(found, pages))
    return with_continuation_marks(with_early_feet(found, pages), pages)


# A role, the rule that gave it, and how much the words of the line say for it, 0-1.
Verdict = tuple[Role, str, float] | None


def _decide(line: Seen, seen: Places, pages: int, page: Page, rules: RuleSets) -> Placed:
    if own := _as_noise(line, page) or _as_code(line, page):
        return Placed(line.page, line.line, *own)
    fitting = rules.fitting(line.text)
    likeness = vocabulary.banner_likeness(line.text)
    # Within the page a line is compared with others only when its words ask for it.
    repeats = seen.repeats(line) if line.edge or fitting or likeness >= LEGIBLE else 0
    verdict = (
        _as_ruled(line, fitting, repeats)
        or _as_message_line(line, repeats, page)
        or _as_banner(line, repeats, likeness)
        or _as_page_number(line)
        or _as_running_head(line, seen, repeats, pages)
    )
    if verdict is None:
        certain = for_text(line, repeats, fitting.certainty if fitting else 0.0)
        return Placed(line.page, line.line, Role.BODY, "text", certain)
    role, rule, words = verdict
    certain = words if role is Role.BODY else for_furniture(line, repeats, words)
    return Placed(line.page, line.line, role, rule, certain)


def _as_noise(line: Seen, page: Page) -> Verdict:
    words = re.findall(r"[A-Za-z0-9]+", line.text)
    if not words and not is_typed(line.line, page):
        return Role.NOISE, "no-letters", 1.0
    whole = any(len(word) >= 4 for word in words)
    # A code to the letter is none by chance, however little its reader believed in it.
    if line.line.confidence < NOISE_CONFIDENCE and not whole and not is_to_the_letter(line.text):
        return Role.NOISE, "illegible", 1.0 - line.line.confidence
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
        return Role.CODE, "margin-code", 1.0 if lettered else CODE_WORDS
    return None


def _column(page: Page) -> Box:
    """The text column: the middle of where long lines and redactions start and end."""
    boxes = [line.box for line in page.lines if line.box.width > 0.3 * page.width]
    boxes += [r.box for r in page.redactions if r.box.width > 0.3 * page.width]
    if not boxes:
        return Box(round(0.12 * page.width), 0, round(0.8 * page.width), page.height)
    left = round(median(box.left for box in boxes))
    return Box(left, 0, max(left + 1, *(round(box.right) for box in boxes)), page.height)


def _as_ruled(line: Seen, rule: LineRule | None, repeats: int) -> Verdict:
    """A line of a rule set, where the rule says that it must stand."""
    if rule is None:
        return None
    # What is told by likeness alone is told at the edge of the page only.
    apart = rule.matches(line.text) and rule.place != "edge"
    if line.edge or (apart and (line.apart or rule.place == "anywhere")):
        return rule.role, rule.name, rule.certainty
    if apart and repeats >= 2:
        return rule.role, rule.name, rule.certainty
    return None


def _as_message_line(line: Seen, repeats: int, page: Page) -> Verdict:
    """The first line of a message is kept, unless it is printed on page after page.

    Envelopes repeat at the same place where each section begins a page, and so do the
    lines that name message and section on each page: `cleanup.sections` reads them.
    """
    if _names_message(line.text) or _is_labelled(line, page):
        return Role.BODY, "message-line", for_text(line, repeats, 0.0)
    if vocabulary.message_classification(line.text) and repeats < REPEATS:
        return Role.BODY, "message-classification", for_text(line, repeats, 0.0)
    return None


def _names_message(text: str) -> bool:
    running = running_lines.running(text)
    sectioned = section_numbers.section_line(text) is not None
    named = sectioned or bool(running and running.number)
    # Sections of a combined message may begin two pages or more.
    begins = section_numbers.find_marker(text) is not None
    return named or begins or envelope.is_opening(text) or envelope.is_end(text)


def _is_labelled(line: Seen, page: Page) -> bool:
    """Whether a line is a label of a cable's heading, and the line above or below it another."""
    if heading.kind_of(line.text) not in LABELS:
        return False
    box = line.line.box
    above = [each for each in page.lines if each.box.bottom <= box.top]
    below = [each for each in page.lines if each.box.top >= box.bottom]
    beside = [max(above, key=lambda each: each.box.top)] if above else []
    beside += [min(below, key=lambda each: each.box.top)] if below else []
    return any(heading.kind_of(each.text) in heading.LOWER for each in beside)


def _as_banner(line: Seen, repeats: int, likeness: float) -> Verdict:
    # Inside the page a control by itself is a caption, which a cable has in each heading.
    again = line.alone and repeats >= 2 and not is_caption(line.text)
    # `NOTHING IN IT WAS` / `SECRET.`: the end of a sentence, in its place below the row above.
    if re.search(r"\w\.$", line.text) and not line.apart and vocabulary.names_a_level(line.text):
        return None
    if likeness >= LEGIBLE and (line.edge or again):
        return Role.BANNER, "banner", likeness
    if line.alone and line.in_head and vocabulary.decorated_level(line.text):
        return Role.BANNER, "banner", likeness
    # Below the text of a page, and away from it; above it a message says its level.
    if likeness >= LEGIBLE and line.alone and line.apart and line.in_foot:
        return Role.BANNER, "banner", likeness
    if line.in_head and vocabulary.form_likeness(line.text) >= PRINTED:
        return Role.BANNER, FORM_CONTROL, PRINTED
    if line.in_head:
        words, share = vocabulary.form_words(line.text)
        if words >= FORM_WORDS and share >= FORM_SHARE:
            return Role.BANNER, "form-box", share
    return None


def _as_page_number(line: Seen) -> Verdict:
    counted = line.edge and vocabulary.counted_page(line.text)
    if counted or (line.edge and line.alone and line.apart and vocabulary.page_number(line.text)):
        return Role.PAGE_NUMBER, "page-number", NUMBER_WORDS
    return None


def _as_running_head(line: Seen, seen: Places, repeats: int, pages: int) -> Verdict:
    # Portion marks and other scraps come again by chance.
    if not line.edge or len(re.findall(r"\w", line.text)) < 5:
        return None
    stands_on = repeats + 1
    # Two rows of text may have half of their words in common.
    on_two = stands_on >= 2 and stands_on >= REPEAT_SHARE * pages and seen.comes_again(line)
    # Of two copies of a form all that it prints comes again, inside the pages as well.
    on_two = on_two and not seen.is_copied(line.page)
    # The heading of an article comes again where the next one begins, and not before.
    often = stands_on >= REPEATS and (stands_on >= OFTEN * pages or seen.again_soon(line))
    if often or on_two:
        return Role.RUNNING_HEAD, "repeated-at-the-edge", 0.0
    return None
