"""How a message says which section a row belongs to.

Lines of three styles:

    C O N F I D E N T I A L SECTION 02 OF 03 KARVALA 002317    the classification line
    S E C R E T FINAL SECTION OF TWO
    ***** START OF SECTION 2 *****                             combined messages

(Lines between the words of the text: `cleanup.running_lines`.)
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from cleanup import vocabulary
from cleanup.levels import level_and_rest, like_a_level
from cleanup.mrn import LOOSE, LOOSE_DIGITS, D, digits
from cleanup.spelling import FIGURES, FUNCTION_WORDS

# What letters are read as: figures, and small ones in a word of capitals.
AS_LETTERS = FIGURES | str.maketrans("l|", "II")
WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
# In words a letter may be read as a figure or a small one: `F1VE`, `SlX`.
N = rf"{D}{{1,3}}|(?=\w?\d){LOOSE}{{2}}|(?=\w*[A-Z]\w*[A-Z])[A-Z0145678l|]{{3,5}}"
# A row of asterisks reads as x, k, e or %, and may come out as a line of its own.
_STARS = r"[*xXkKeE%#'\".]{2,10}"
STARS = re.compile(rf"^{_STARS}$")
LAST_STARS = re.compile(r"(?<=\s)\*{3,}$")
MARKER = re.compile(
    rf"(?:(?:{_STARS}|\*|^\S{{1,2}})\s+)?START\W?\s+[O0]F\W?\s+S[EF]CT[I1l][O0]N\W{{0,2}}"
    rf"\s*([0-9OIl]{{1,2}})\b\W?"
    rf"(?:\s*{_STARS}(?!\S))?"
)
# Three words and a number between asterisks, whatever letters were read.
DAMAGED_MARKER = re.compile(
    rf"(?<!\S){_STARS}\s*(\S{{3,7}} ?\S{{1,3}} ?\S{{5,9}})\s+(\S{{1,2}})(?:\s+{_STARS}(?!\S)|$)"
)
SAME_MARKER = 70  # 0-100
# One that breaks off before its number. Behind other words stars must stand before it: a
# sentence may end a row with these words.
CUT_MARKER = re.compile(
    rf"(?:^\W*|^\S{{1,2}}\s+|(?:(?<!\S){_STARS}|\*{{2,}})\s+)"
    rf"START\W?\s+[O0]F\W?\s+S[EF]CT\w{{0,3}}\W*$"
)
OF = re.compile(rf"(?<!\w)({N})\W+[O0QCGD][FPE]\W+({N})(?!\w)")
# The same with blanks lost: `03OF 04`, `01 OF04KARVALA`.
CLOSED_UP = re.compile(r"(?<!\w)(\d{1,3})\W{0,2}([O0Q]F)\W{0,2}(\d{1,2})(?=[A-Z]{2}|\W|$)")
# The same with a number that is none as it was read: what is behind it is still the post.
UNREAD = re.compile(r"(?<!\w)(\w{5,9})(?:\s+(\S{1,5}))?\s+[O0QCGD][FPE]\s+(\S{1,5})(?!\w)")
FINAL_OF = re.compile(rf"[O0QCGD][FPE]\W+({N})(?!\w)")
# A post: capitals, of which one in a word may be read as a figure.
POST = r"(?:[A-Z]|\d(?=[A-Z]{2}))(?:[A-Z' .\-]|(?<=[A-Z])\d(?=[A-Z\s]))+?"
TAIL = re.compile(rf"^\W*({POST})\s+({LOOSE}{{1,8}})(?:/\d+)?\W*$")
# The same row is looked at by every step; a release has some tens of rows on a page.
ROWS_IN_MIND = 8192
MOST = 99  # sections of a message; a number with more places was misread in its noughts
PLACES = 2  # of the number of sections
MOST_WORDS = 24  # of a classification line; a sentence may be longer
SAME_WORD = 80  # 0-100
FULL_NUMBER = 4  # places of the number at the end of a line whose level was not read


@dataclass(frozen=True, slots=True)
class Marker:
    """Where the letters of a section marker start and end in a row; number 0 when unread."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class ClassLine:
    """The first line of a message's text.

    level           "" when it was not read
    section, total  0 when it names none
    post, number    "" and 0 when it does not end with them
    """

    level: str
    section: int
    total: int
    post: str
    number: int


def number(printed: str) -> int | None:
    """A section number in digits, in digits misread as letters, or as a word."""
    loose = any(letter.isdecimal() for letter in printed)
    read = digits(printed.translate(LOOSE_DIGITS) if loose else printed)
    if read is not None:
        return read
    printed = printed.translate(AS_LETTERS)
    if printed.upper() in FUNCTION_WORDS:  # `SECTION 2 OF THE PORTS ACT`: neither THREE nor FOUR
        return None
    word = process.extractOne(printed.upper(), WORDS, scorer=fuzz.ratio, score_cutoff=65)
    return WORDS.index(word[0]) + 1 if word else None


def find_marker(text: str) -> Marker | None:
    """The section marker in a row, also when letters of it are damaged."""
    if found := MARKER.search(text):
        return Marker(found.start(), found.end(), _marked(found.group(1)))
    for found in DAMAGED_MARKER.finditer(text):
        letters = re.sub(r"[^A-Z0-9]", "", found.group(1).upper())
        if fuzz.ratio(letters, "STARTOFSECTION") >= SAME_MARKER:
            return Marker(found.start(), found.end(), _marked(found.group(2)))
    cut = CUT_MARKER.search(text)
    return Marker(cut.start(), cut.end(), 0) if cut else None


def _marked(printed: str) -> int:
    """The number of a marker, where a letter can be nothing but a figure: `SECTION A` is 4."""
    return number(printed) or digits(printed.translate(LOOSE_DIGITS)) or 0


@lru_cache(maxsize=ROWS_IN_MIND)
def class_line(text: str) -> ClassLine | None:
    """The classification line a row is, or None.

    It begins with a level typed apart (ACP 127 para 209), or with one that a section
    or the post and number of the cable follow.
    """
    level, rest = level_and_rest(text)
    if not level:
        return _without_level(text)
    apart = bool(vocabulary.SPACED.match(text))
    section, total, tail = _section_of(rest)
    if not section:
        section, total, tail = _unread_section_of(rest, surely=apart)
    named = TAIL.match(tail)
    # Without the section before it a number has three places, or any words might be a post.
    if named and not _has_figures(named.group(2), 1 if section else 3):
        named = None
    if not (apart or section or named):
        return None
    return ClassLine(
        level,
        section,
        total,
        named.group(1).strip() if named else "",
        _in_figures(named.group(2)) if named else 0,
    )


def _without_level(text: str) -> ClassLine | None:
    """A classification line whose level was not read, told by all the rest of it.

    Where the section's number was not read either, what stands before it must be like a level:
    `UNDER SECTION 4 OF THE PORTS ACT 1964` is a sentence.
    """
    if len(text.split()) > MOST_WORDS:
        return None
    section, total, tail = _section_of(text)
    if not section and (unread := UNREAD.search(text)) and like_a_level(text[: unread.start()]):
        section, total, tail = _unread_section_of(text)
    named = TAIL.match(tail)
    if not (section or total) or not named or not _has_figures(named.group(2), FULL_NUMBER):
        return None
    return ClassLine("", section, total, named.group(1).strip(), _in_figures(named.group(2)))


def is_whole(text: str) -> bool:
    """Whether a row is a classification line that says its level, section, total and number."""
    line = class_line(text)
    return bool(line and line.level and line.section and line.total and line.number)


def says_section(text: str) -> tuple[int, int]:
    """(number, total) behind the word SECTION, whatever else was read of a row; or zeros."""
    return _section_of(text)[:2] if len(text.split()) <= MOST_WORDS else (0, 0)


def section_line(text: str) -> tuple[int, int] | None:
    """(number, total) of a classification line that names a section, or None."""
    line = class_line(text)
    return (line.section, line.total) if line and line.section else None


def _in_figures(printed: str) -> int:
    return digits(printed.translate(LOOSE_DIGITS)) or 0


def _has_figures(printed: str, places: int) -> bool:
    """Half of the places real figures at least: `BOIS` could be read as a number."""
    figures = sum(letter.isdecimal() for letter in printed)
    return len(printed) >= places and 2 * figures >= len(printed)


def _section_of(rest: str) -> tuple[int, int, str]:
    """(section, total, what follows) of the row behind the level; zeros without a section."""
    rest = CLOSED_UP.sub(r"\1 \2 \3 ", rest)
    if found := OF.search(rest):
        before = re.sub(r"[^A-Z]", "", rest[: found.start()].upper())
        section, total = number(found.group(1)), number(found.group(2))
        # Captions may stand between the level and the word.
        if section and total and fuzz.partial_ratio("SECTION", before[-14:]) >= 70:
            return section, total, rest[found.end() :]
    final = FINAL_OF.search(rest)
    before = re.sub(r"\W", "", rest[: final.start()]) if final else ""
    # A number that was not read may stand before OF, `SECTION or OF 03`.
    ended = fuzz.ratio("SECTION", before[-len("SECTION") :]) >= SAME_WORD
    if final and ended and _is_final(rest[: final.start()]):
        total = number(final.group(1)) or 0
        return total, total, rest[final.end() :]
    return 0, 0, rest


def _unread_section_of(rest: str, *, surely: bool = False) -> tuple[int, int, str]:
    """The same where a number is none as it was read, `SECTION or OF 03 KARVALA 2317`.

    surely  whether it stands behind a level typed apart: else how many sections there are must
            be a number, or as short as one, as in no `SECTION 4 OF PORTS ACT 1964`
    """
    found = UNREAD.search(rest)
    nothing = 0, 0, CLOSED_UP.sub(r"\1 \2 \3 ", rest)
    if not found or Levenshtein.distance(found.group(1).translate(AS_LETTERS), "SECTION") > 1:
        return nothing
    section, total = number(found.group(2) or "") or 0, number(found.group(3)) or 0
    may_count = surely or total or len(found.group(3)) <= PLACES
    if found.group(3).upper() in FUNCTION_WORDS or not may_count or max(section, total) > MOST:
        return nothing
    tail = rest[found.end() :]
    return (section, total, tail) if TAIL.match(tail) else nothing


def _is_final(before: str) -> bool:
    """Whether FINAL stands before SECTION; the end of `CONFIDEN TIAL` is no such word."""
    *words, last = before.split() or [""]
    above = [*words[-2:], "".join(words[-2:]), last[: -len("SECTION")]]
    return any(fuzz.ratio(word, "FINAL") >= SAME_WORD for word in above)
