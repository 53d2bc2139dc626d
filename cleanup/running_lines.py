"""Lines that say where a page belongs, and stand between the words of the text.

KARVALA 00002317  002 OF 003
PAGE 02        KARVAL  02317  01 OF 03  221652Z            the archive of 1973-79
PAGE 2 RUEHKV 115 C O N F I D E N T I A L                  ACP 127 para 208
"""

import re
from dataclasses import dataclass

from cleanup.levels import level_and_rest, like_a_level
from cleanup.mrn import LOOSE, LOOSE_DIGITS, D, digits
from cleanup.section_numbers import MOST, POST

RUNNING = re.compile(
    rf"^\W{{0,2}}({POST})\s*({D}{{5,8}})\s+({D}{{2,3}})(?:[.,]{{1,2}}(\d))?"
    rf"\s+[O0QC][FPE]\s+({D}{{2,3}})\W*$"
)
# Its number may be past reading. Figures end sentences too, `THE INDEX AVERAGED 104.2 OF 250.`,
# so the word before them must hold one, and no message has that many sections.
DAMAGED_RUNNING = re.compile(
    rf"^\W{{0,2}}([A-Z][A-Z' .\-]+?)\s+(\w{{5,9}})\W{{1,4}}({LOOSE}{{3}})\s?[.,]\s?({LOOSE})"
    rf"\W{{1,3}}[O0Q][FPE]\W{{1,3}}({LOOSE}{{3}})\W*$"
)
# Marks stand between PAGE and its number only where the P was read: `AGE: 34` is no page.
PAGE_LINE = re.compile(
    rf"^\W{{0,2}}(?:(P)[A4][GC6][EFB]\W{{1,3}}|[A-Z]?[A4][GC6][EFB]\s+)({LOOSE}{{1,3}})\s+(?:[O0]F\W{{1,3}}{LOOSE}{{1,3}}\s+)?(?!OF\b)"
    rf"({POST})\s+({D}{{3,6}}|(?=\d){LOOSE}{{4,6}})[A-Z]?\b"
    rf"(?:\s+({D}{{2}})\s+[O0Q][FPE]\s+({D}{{2}}))?"
)
# A page line whose `PAGE 02` stands so far off that it was read as a line of its own. Of one
# section it names none. Printers of the 1980s put marks of their own behind it.
CUT_PAGE_LINE = re.compile(
    rf"^([A-Z0-9][A-Z' ]{{1,8}}?)\s+({D}{{4,5}}{LOOSE}?)"
    rf"(?:\s+({LOOSE}{{2}})\s+[O0Q][FPE]\s+({LOOSE}{{2}}))?\s+({LOOSE}{{6}})([Z2])"
    rf"\W*(?:[A-Z]\w{{1,2}} \w{{2}} \w{{6}})?\W*$"
)
# The same whatever was read of the post and of `PAGE 02`: number, section and time are enough.
TIMED = re.compile(
    rf"^(?:\W{{0,2}}\w{{0,2}}[A4a][GC6][EFB]\s+({LOOSE}{{1,3}})\s+(?:\S{{1,2}}\s+)?)?"
    rf"(?:([A-Za-z0-9' ]{{3,8}})\s+)?({D}{{4,5}}{LOOSE}?)"
    rf"\s+({LOOSE}{{2}})\s+[O0Qo][FPEfpr9]\s*({LOOSE}{{2}})\s+({LOOSE}{{6}})([Z2z])\W*$"
)
# A station, its serial of any length, and the level: ACP 127 para 208.
STATION_PAGE = re.compile(
    rf"^\W{{0,2}}[A-Z]?[A4][GC6][EFB]\s+({LOOSE}{{1,3}})\s+[RQ][A-Z0-9]{{4,6}}\s+{D}{{1,4}}[A-Z0-9]??\s?(\D.*)$"
)
# With letters lost: the first of the station, blanks, most of the level.
DAMAGED_STATION_PAGE = re.compile(
    rf"^\W{{0,2}}P?[A4][GC6][EFB]?\s?({LOOSE}{{1,2}})\s?[RQK]?[A-Z]{{4,6}}\s{D}{{3}}[A-Z8]\s?(.*)$"
)
ROUTED = re.compile(r"^[RQ]U?[A-Z]{4,5}$")
BARE_PAGE = re.compile(r"^\W{0,2}PAGE\s+\d{1,3}(\s+[O0]F\s+\d{1,3})?\W*$")
FULL_SERIAL = 5  # places of a number on the archive's page line; years have four
MOST_NUMBER = 10**6  # six places; running lines fill a message number to eight


@dataclass(frozen=True, slots=True)
class Running:
    """A line that says where a page belongs; 0 and "" for what it does not say."""

    post: str
    number: int
    page: int
    section: int
    total: int


def running(text: str) -> Running | None:
    """What a running line or page line says, or None when a row is none."""
    text = " ".join(
        text.replace("@", "0").split()
    )  # blanks in a row take the shapes below the square of the time
    if found := RUNNING.match(text):
        post, serial, section, page, total = found.groups()
        return Running(post.strip(), _serial(serial), _int(page), _int(section), _int(total))
    if line := _damaged_running(text):
        return line
    if (found := PAGE_LINE.match(text)) and _names_page(found):
        _, page, post, serial, section, total = found.groups()
        if ROUTED.match(post):  # a station and its serial, which are no post and number
            return Running("", 0, _int(page), 0, 0)
        return Running(post.strip(), _serial(serial), _int(page), _int(section), _int(total))
    if (found := STATION_PAGE.match(text)) and level_and_rest(found.group(2))[0]:
        return Running("", 0, _int(found.group(1)), 0, 0)
    if (found := DAMAGED_STATION_PAGE.match(text)) and like_a_level(found.group(2)):
        return Running("", 0, _int(found.group(1)), 0, 0)
    return _cut_page_line(text) or _timed(text)


def _names_page(found: re.Match[str]) -> bool:
    """Whether the word before the number is PAGE, or what follows tells that without its P.

    `AGE 34 BORN 1929` is a row of text.
    """
    return bool(found.group(1) or found.group(5) or len(found.group(4)) >= FULL_SERIAL)


def _cut_page_line(text: str) -> Running | None:
    found = CUT_PAGE_LINE.match(text)
    if not found:
        return None
    post, serial, section, total, time, zulu = found.groups()
    if zulu == "2" and not _is_time(time):  # `LOT 1042 12 OF 15 1980002` counts something
        return None
    return Running(post.strip(), _serial(serial), 0, _int(section), _int(total))


def _timed(text: str) -> Running | None:
    found = TIMED.match(text)
    if not found:
        return None
    page, post, serial, section, total, time, zulu = found.groups()
    named = post.strip() if post and post.isupper() and not re.search(r"\d", post) else ""
    if not _is_time(time) or not 1 <= _int(section) <= _int(total):
        return None
    if zulu == "2" and not page and not named:
        return None
    return Running(named, _serial(serial), _int(page), _int(section), _int(total))


def _is_time(printed: str) -> bool:
    """Whether six figures are a day of the month, an hour and a minute."""
    day, hour, minute = (_int(printed[n : n + 2]) for n in (0, 2, 4))
    return 1 <= day <= 31 and hour < 24 and minute < 60


def _damaged_running(text: str) -> Running | None:
    found = DAMAGED_RUNNING.match(text)
    if not found or not re.search(r"\d", found.group(2)):
        return None
    post, serial, *places = found.groups()
    section, page, total = map(_int, places)
    if not section <= total <= MOST:
        return None
    return Running(post.strip(), _serial(serial), page, section, total)


def _serial(printed: str) -> int:
    """A message number; what stands before its six places is noughts, however it was read."""
    return _int(printed) % MOST_NUMBER


def _int(printed: str | None) -> int:
    return (digits(printed.translate(LOOSE_DIGITS)) or 0) if printed else 0
