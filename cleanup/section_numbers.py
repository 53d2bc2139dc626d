"""How a message says which section, and which page, a row belongs to.

Lines of five styles:

    C O N F I D E N T I A L SECTION 02 OF 03 KARVALA 002317    the classification line
    S E C R E T FINAL SECTION OF TWO
    ***** START OF SECTION 2 *****                             combined messages
    KARVALA 00002317  002 OF 003                               between words of the text
    PAGE 02        KARVAL  02317  01 OF 03  221652Z            the archive of 1973-79
    PAGE 2 RUEHKV 115 C O N F I D E N T I A L                  ACP 127 para 208
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from cleanup import vocabulary
from cleanup.mrn import LOOSE, LOOSE_DIGITS, D, digits
from cleanup.spelling import FUNCTION_WORDS

WORDS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
N = rf"{D}{{1,3}}|[A-Z0]{{3,5}}"
# A row of asterisks reads as x, k, e or %, and may come out as a line of its own.
_STARS = r"[*xXkKeE%#'\".]{2,10}"
STARS = re.compile(rf"^{_STARS}$")
LAST_STARS = re.compile(r"(?<=\s)\*{3,}$")
MARKER = re.compile(
    rf"(?:{_STARS}\s+)?START\s+[O0]F\s+S[EF]CT[I1l][O0]N\W{{0,2}}\s*([0-9OIl]{{1,2}})\b\W?"
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
    rf"(?:^\W*|(?:(?<!\S){_STARS}|\*{{2,}})\s+)START\s+[O0]F\s+S[EF]CT\w{{0,3}}\W*$"
)
OF = re.compile(rf"(?<!\w)({N})\W+[O0Q][FPE]\W+({N})(?!\w)")
FINAL_OF = re.compile(rf"[O0Q][FPE]\W+({N})(?!\w)")
# A post: capitals, of which one in a word may be read as a figure.
POST = r"(?:[A-Z]|\d(?=[A-Z]{2}))(?:[A-Z' .\-]|(?<=[A-Z])\d(?=[A-Z\s]))+?"
TAIL = re.compile(rf"^\W*({POST})\s+({LOOSE}{{1,8}})(?:/\d+)?\W*$")
RUNNING = re.compile(
    rf"^\W{{0,2}}([A-Z][A-Z' .\-]+?)\s+({D}{{5,8}})\s+({D}{{2,3}})(?:[.,]{{1,2}}(\d))?"
    rf"\s+[O0Q][FPE]\s+({D}{{2,3}})\W*$"
)
# Its number may be past reading. Figures end sentences too, `THE INDEX AVERAGED 104.2 OF 250.`,
# so the word before them must hold one, and no message has that many sections.
DAMAGED_RUNNING = re.compile(
    rf"^\W{{0,2}}([A-Z][A-Z' .\-]+?)\s+(\w{{5,9}})\W{{1,4}}({LOOSE}{{3}})\s?[.,]\s?({LOOSE})"
    rf"\W{{1,3}}[O0Q][FPE]\W{{1,3}}({LOOSE}{{3}})\W*$"
)
PAGE_LINE = re.compile(
    rf"^\W{{0,2}}[A-Z]?[A4][GC6][EFB]\s+({LOOSE}{{1,3}})\s+(?!OF\b)"
    rf"([A-Z][A-Z' .\-]+?)\s+({D}{{3,6}}|(?=\d){LOOSE}{{4,6}})[A-Z]?\b"
    rf"(?:\s+({D}{{2}})\s+[O0Q][FPE]\s+({D}{{2}}))?"
)
# A page line whose `PAGE 02` stands so far off that it was read as a line of its own. Of one
# section it names none.
CUT_PAGE_LINE = re.compile(
    rf"^([A-Z0-9][A-Z' ]{{1,8}}?)\s+({D}{{4,5}}{LOOSE}?)"
    rf"(?:\s+({LOOSE}{{2}})\s+[O0Q][FPE]\s+({LOOSE}{{2}}))?\s+{LOOSE}{{6}}[Z2]\W*$"
)
# A station, its serial of any length, and the level: ACP 127 para 208.
STATION_PAGE = re.compile(
    rf"^\W{{0,2}}[A-Z]?[A4][GC6][EFB]\s+({LOOSE}{{1,3}})\s+[RQ][A-Z0-9]{{4,6}}\s+{D}{{1,4}}[A-Z0-9]??\s?(\D.*)$"
)
# With letters lost: the first of the station, blanks, most of the level.
DAMAGED_STATION_PAGE = re.compile(
    rf"^\W{{0,2}}P?[A4][GC6][EFB]?\s?({LOOSE}{{1,2}})\s?[RQK]?[A-Z]{{4,6}}\s{D}{{3}}[A-Z8]\b(.*)$"
)
ROUTED = re.compile(r"^[RQ]U?[A-Z]{4,5}$")
BARE_PAGE = re.compile(r"^\W{0,2}PAGE\s+\d{1,3}(\s+[O0]F\s+\d{1,3})?\W*$")
# Likeness (0-100) of a level to the letters it was read from: closed up, damaged.
LEVEL, SPACED_LEVEL = 88, 75
# The same where a station stands before it, which says what it is.
PIECE_OF_LEVEL = 60
# The same of shapes of letters, of a row that stands where a level is due; `STREETS` has 77.
SAME_SHAPES = 80
MOST_WORDS_OF_LEVEL = 3
# Printed short on cables, and meant for the level.
SHORT = {"UNCLAS": "UNCLASSIFIED", "UNCLASS": "UNCLASSIFIED", "UNCLASSIFIEDEFTO": "UNCLASSIFIED"}
_LEVELS = {**{re.sub(" ", "", level): level for level in vocabulary.LEVELS}, **SHORT}
# The same row is looked at by every step; a release has some tens of rows on a page.
ROWS_IN_MIND = 8192
MOST = 99  # sections of a message; a number with more places was misread in its noughts
MOST_WORDS = 24  # of a classification line; a sentence may be longer
FULL_NUMBER = 4  # places of the number at the end of a line whose level was not read
MOST_LEVEL_WORDS = 28  # letters of SENSITIVE BUT UNCLASSIFIED, each a word


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


@dataclass(frozen=True, slots=True)
class Running:
    """A line that says where a page belongs; 0 for what it does not say."""

    post: str
    number: int
    page: int
    section: int
    total: int


def number(printed: str) -> int | None:
    """A section number in digits, in digits misread as letters, or as a word."""
    read = digits(printed)
    if read is not None:
        return read
    if printed.upper() in FUNCTION_WORDS:  # `SECTION 2 OF THE PORTS ACT`: neither THREE nor FOUR
        return None
    word = process.extractOne(printed.upper(), WORDS, scorer=fuzz.ratio, score_cutoff=65)
    return WORDS.index(word[0]) + 1 if word else None


def find_marker(text: str) -> Marker | None:
    """The section marker in a row, also when letters of it are damaged."""
    if found := MARKER.search(text):
        return Marker(found.start(), found.end(), number(found.group(1)) or 0)
    for found in DAMAGED_MARKER.finditer(text):
        letters = re.sub(r"[^A-Z0-9]", "", found.group(1).upper())
        if fuzz.ratio(letters, "STARTOFSECTION") >= SAME_MARKER:
            return Marker(found.start(), found.end(), number(found.group(2)) or 0)
    cut = CUT_MARKER.search(text)
    return Marker(cut.start(), cut.end(), 0) if cut else None


@lru_cache(maxsize=ROWS_IN_MIND)
def class_line(text: str) -> ClassLine | None:
    """The classification line a row is, or None.

    It begins with a level typed apart (ACP 127 para 209), or with one that a section
    or the post and number of the cable follow.
    """
    level, rest = _level_and_rest(text)
    if not level:
        return _without_level(text)
    section, total, tail = _section_of(rest)
    apart = bool(vocabulary.SPACED.match(text))
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
        _int(named.group(2)) if named else 0,
    )


def _without_level(text: str) -> ClassLine | None:
    """A classification line whose level was not read, told by all the rest of it."""
    if len(text.split()) > MOST_WORDS:
        return None
    section, total, tail = _section_of(text)
    named = TAIL.match(tail)
    if not section or not named or not _has_figures(named.group(2), FULL_NUMBER):
        return None
    return ClassLine("", section, total, named.group(1).strip(), _int(named.group(2)))


def section_line(text: str) -> tuple[int, int] | None:
    """(number, total) of a classification line that names a section, or None."""
    line = class_line(text)
    return (line.section, line.total) if line and line.section else None


def running(text: str) -> Running | None:
    """What a running line or page line says, or None when a row is none."""
    if found := RUNNING.match(text):
        post, serial, section, page, total = found.groups()
        return Running(post.strip(), _int(serial), _int(page), _int(section), _int(total))
    if line := _damaged_running(text):
        return line
    if found := PAGE_LINE.match(text):
        page, post, serial, section, total = found.groups()
        if ROUTED.match(post):  # a station and its serial, which are no post and number
            return Running("", 0, _int(page), 0, 0)
        return Running(post.strip(), _int(serial), _int(page), _int(section), _int(total))
    if (found := STATION_PAGE.match(text)) and _level_and_rest(found.group(2))[0]:
        return Running("", 0, _int(found.group(1)), 0, 0)
    if (found := DAMAGED_STATION_PAGE.match(text)) and _like_a_level(found.group(2)):
        return Running("", 0, _int(found.group(1)), 0, 0)
    if found := CUT_PAGE_LINE.match(text):
        post, serial, section, total = found.groups()
        return Running(post.strip(), _int(serial), 0, _int(section), _int(total))
    return None


def _damaged_running(text: str) -> Running | None:
    found = DAMAGED_RUNNING.match(text)
    if not found or not re.search(r"\d", found.group(2)):
        return None
    post, serial, *places = found.groups()
    section, page, total = map(_int, places)
    if not section <= total <= MOST:
        return None
    return Running(post.strip(), digits(serial) or 0, page, section, total)


def _like_a_level(text: str) -> bool:
    letters = re.sub(r"[^A-Z]", "", text.upper())
    return len(letters) >= 4 and _likest(letters, 0)[0] >= PIECE_OF_LEVEL


def level_of(text: str) -> str:
    """The level that a row is the bare name of, give or take a letter; else ""."""
    level, rest = _level_and_rest(text)
    return level if level and not re.search(r"\w{3}", rest) else ""


def may_be_level(text: str) -> bool:
    """Whether a row is what may be left of a level, where one is due: by the shapes of letters.

    `SECKET`, `5ECBF7`, `C0NPIDEMT14L`; only a row of few words, and of nothing else.
    """
    shapes = (name.translate(vocabulary.SHAPES) for name in vocabulary.LEVEL_LETTERS)
    said = re.sub(r"\W", "", text.upper()).translate(vocabulary.SHAPES)
    few = len(text.split()) <= MOST_WORDS_OF_LEVEL
    return few and any(fuzz.ratio(said, shape) >= SAME_SHAPES for shape in shapes)


def _int(printed: str | None) -> int:
    return (digits(printed.translate(LOOSE_DIGITS)) or 0) if printed else 0


def _has_figures(printed: str, places: int) -> bool:
    """Half of the places real figures at least: `BOIS` could be read as a number."""
    figures = sum(letter.isdigit() for letter in printed)
    return len(printed) >= places and 2 * figures >= len(printed)


def _level_and_rest(text: str) -> tuple[str, str]:
    """The level at the start of a row, and what follows it; ("", text) without one."""
    words = text.split()
    best: tuple[float, int, str] = (0.0, 0, "")
    letters = ""
    for count, word in enumerate(words[:MOST_LEVEL_WORDS], start=1):
        if re.search(r"\d", word) and count > 1 and len(letters) >= 5:
            break
        letters += re.sub(r"[^A-Z]", "", word)
        if len(letters) > MOST_LEVEL_WORDS:
            break
        if len(letters) >= 5:
            best = max(best, _likest(letters, count))
    score, count, level = best
    # Its last letters typed apart may be misread: `S E C R E I KARVALA 2317`.
    while count and len(words) > count and _goes_on(level, words[: count + 1]):
        count += 1
    single = sum(len(word) == 1 for word in words[:count])
    wanted = SPACED_LEVEL if single >= 4 else LEVEL
    return (level, " ".join(words[count:])) if score >= wanted else ("", text)


def _goes_on(level: str, words: Sequence[str]) -> bool:
    """Whether words typed apart are no more letters than the level has, the last one included."""
    letters = sum(letter != " " for letter in level)
    return all(len(word) == 1 for word in words) and len(words) <= letters


def _likest(letters: str, count: int) -> tuple[float, int, str]:
    name = max(_LEVELS, key=lambda level: fuzz.ratio(level, letters))
    return fuzz.ratio(name, letters), count, _LEVELS[name]


def _section_of(rest: str) -> tuple[int, int, str]:
    """(section, total, what follows) of the row behind the level; zeros without a section."""
    if found := OF.search(rest):
        before = re.sub(r"[^A-Z]", "", rest[: found.start()].upper())
        section, total = number(found.group(1)), number(found.group(2))
        # Captions may stand between the level and the word.
        if section and total and fuzz.partial_ratio("SECTION", before[-14:]) >= 70:
            return section, total, rest[found.end() :]
    final = FINAL_OF.search(rest)
    if final and fuzz.partial_ratio("FINALSECTION", re.sub(r"\W", "", rest[: final.start()])) >= 80:
        total = number(final.group(1)) or 0
        return total, total, rest[final.end() :]
    return 0, 0, rest
