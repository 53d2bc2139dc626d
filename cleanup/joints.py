"""How the text of one section goes on in the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.hyphens import is_cut
from cleanup.mrn import LOOSE_DIGITS
from cleanup.paragraph_marks import LETTERED, NUMBERED, PORTION, after_number, starts_paragraph
from cleanup.spelling import FUNCTION_WORDS

# A paragraph's number, cut off its text.
CUT_NUMBER = re.compile(r"(?:^|\s)\d{1,2}\.$")
# A number that `NUMBERED` takes for the end of a date.
DATED = re.compile(r"^(\d{1,2})\.\s+(?:19|20)\d\d\b")
ENDED = re.compile(r"[.!?:][\"')]?$")
# The same, or what may be the end of one: a redaction, a bracket, the dash above a list.
CLOSED = re.compile(rf"{ENDED.pattern}|[\])\-–—]$")
# A stop that ends no sentence: a name follows.
TITLE = re.compile(
    r"\b(?:MR|MRS|MS|MESSRS|DR|PROF|GEN|COL|MAJ|CAPT|LT|SGT|ADM|AMB|SEN|REP|GOV|ST)\.$"
)
# Paragraphs in a row that may be withheld: a higher number is none of a paragraph.
MOST_WITHHELD = 5
# Of a crosshead above a redaction: a row of text cut by one has more.
CROSSHEAD_WORDS = 6
REMARK = re.compile(r"^(BEGIN |END )?(SUMMARY|COMMENT|ACTION REQUEST|TEXT|FYI)\b")


@dataclass(frozen=True, slots=True)
class Joint:
    """How section `after` was joined to the next: "space", "hyphen" or "paragraph"."""

    after: int
    kind: str


def joint_kind(before: str, after: str, *, within: bool = False) -> str:
    """Whether text after a section break goes on in its word or sentence, or starts anew.

    A crosshead has no full stop but is followed by a numbered paragraph.

    within  paragraphs are numbered and text without a number goes on with the one above
    """
    numbered = NUMBERED.match(after) is not None
    if not numbered and CUT_NUMBER.search(before):
        return "space"
    if starts_paragraph(after) or REMARK.match(after):
        return "paragraph"
    if is_cut(before, after):
        return "hyphen"
    ended = ENDED.search(before) is not None
    return "paragraph" if ended and not within else "space"


def within_paragraph(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether paragraphs are numbered on both sides, and the text after has no number.

    Both are texts of rows, or of paragraphs.
    """
    above = _last_number(before)
    below = next((n for text in after if (n := _number(text)) is not None), None)
    return above is not None and (below is None or below > above)


def joint_between(before: Sequence[str], after: Sequence[str]) -> str:
    """How the texts after a section break follow those before it; neither is empty."""
    if before_crosshead(before, after):
        return "paragraph"
    if _before_year(before, after[0]) or _next_misread(before, after[0]):
        return "paragraph"
    if _out_of_order(before, after[0]):
        return "space"
    return joint_kind(before[-1], after[0], within=within_paragraph(before, after))


def _before_year(before: Sequence[str], after: str) -> bool:
    """Whether the next paragraph begins with a year, `4. 1977 TALKS`, and is not the end of a date.

    A sentence has ended above it, and the numbers have come to it.
    """
    found, above = DATED.match(after), _last_number(before)
    if found is None or above is None:
        return False
    return ENDED.search(before[-1]) is not None and int(found.group(1)) == above + 1


def _next_misread(before: Sequence[str], after: str) -> bool:
    """Whether the next paragraph begins with a number read as a letter: `A. MR.` below 3.

    A sentence has ended above it, or above the crosshead that stands between.
    """
    found, above = LETTERED.match(after), _last_number(before)
    if found is None or above is None or NUMBERED.match(after):
        return False
    next_one = int(found.group(1).translate(LOOSE_DIGITS)) == above + 1
    last = "".join(before[-1].split()[-1:]).upper()
    if TITLE.search(before[-1]) or last in FUNCTION_WORDS:
        return False  # `HE WAS MET BY MR.` / `A. PENN`
    return next_one and (ENDED.search(before[-1]) is not None or _is_crosshead(before))


def _is_crosshead(before: Sequence[str]) -> bool:
    """Whether the last text is a few words below the end of a sentence."""
    few = len(before[-1].split()) <= CROSSHEAD_WORDS
    return few and ENDED.search("".join(before[-2:-1])) is not None


def _out_of_order(before: Sequence[str], after: str) -> bool:
    """Whether a number goes on with a sentence: `... ON DECEMBER 20 AND` `27. THE MINISTER`.

    It follows none of the paragraphs' numbers, and no sentence has ended above it. It is a
    paragraph's with a portion mark behind it; and at 1 a list or the text of a note begins.
    """
    above, number = _last_number(before), _number(after)
    if above is None or number is None or CLOSED.search(before[-1]):
        return False
    if number == 1 or PORTION.match(after_number(after)):
        return False
    # Below a crosshead a number begins a paragraph, whatever was read of those above.
    return not above < number <= above + MOST_WITHHELD and not _is_crosshead(before)


def before_crosshead(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether the first text after is a crosshead: no sentence, and a number follows it.

    Or a few words in capitals, below which a paragraph is withheld to its number. Above it a
    sentence has ended, or the rest of it is redacted.
    """
    if len(after) < 2 or not (_may_be_numbered(after[1]) or _above_withheld(after)):
        return False
    tail = re.search(r"[.!?:,\]][\"')]?$", after[0]) is not None or TITLE.search(before[-1])
    return not tail and re.search(r"[.!?:\]][\"')]?$", before[-1]) is not None


def _above_withheld(after: Sequence[str]) -> bool:
    """Whether a few words in capitals stand above nothing but redactions."""
    few = after[0].isupper() and len(after[0].split()) <= CROSSHEAD_WORDS
    return few and re.fullmatch(r"(\[REDACTED[^\]]*\]\s*)+", after[1]) is not None


def _may_be_numbered(text: str) -> bool:
    return starts_paragraph(text) or LETTERED.match(text) is not None


def _last_number(texts: Sequence[str]) -> int | None:
    return next((n for text in reversed(texts) if (n := _number(text)) is not None), None)


def _number(text: str) -> int | None:
    found = NUMBERED.match(text)
    return int(found.group(1)) if found else None
