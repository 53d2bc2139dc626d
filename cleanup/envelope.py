"""The lines above and below the text of a message, told by shape.

    1    VZCZCXRO4102                    start of transmission
    2    PP RUEHC RUEHBO                 ACP 127: precedence and stations called
         PATCZYUW RUEHPEA0412 0731530-CCCC--RUZDTPW.
                                         JANAP 128: precedence, media, classification,
                                         content; station and serial; day of the year and
                                         time filed; classification again; stations
    3    DE RUEHKV #2317/02 2961645      station, serial, section, day of the year and time
    4    ZNY CCCCC ZZH                   the letter of the classification, five times
    5    O P 221645Z OCT 96              precedence, perhaps two, and date-time group
    6-9  FM, TO, INFO, XMT
    11   BT                              and 13 below the text
    15   #2317
    16   NNNN

Sources of the formats: ACP 127(G) Annex B and JANAP 128. Of the stations' own codes
nothing is made here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.date_time_groups import DAMAGED_DTG, DTG
from cleanup.mrn import SAME_POST, TITLES, D, digits
from cleanup.spelling import same_letters

PRECEDENCE = {"Z": "flash", "O": "immediate", "P": "priority", "R": "routine"}
# The letters of format lines 2 and 4, and the levels they stand for.
LETTERS = {
    "U": "UNCLASSIFIED",
    "R": "RESTRICTED",
    "C": "CONFIDENTIAL",
    "S": "SECRET",
    "T": "TOP SECRET",
}
STATION = r"[RQ][A-Z0-9]{3,6}"

START = re.compile(r"^\W{0,2}V?[Z2]C[Z2]C\w*|^VZ\w{4,}")
CALLED = re.compile(rf"^\W{{0,2}}([ZOPR0])\1\s+{STATION}\b")
# JANAP 128 with letters lost: its station and serial still end in figures.
DAMAGED_JANAP = re.compile(r"^\W{0,2}[ZOPR0][A-Z0-9]{5,8} [RQ][A-Z0-9]{4,8}?(\d{3,4})\b")
JANAP = re.compile(
    rf"^\W{{0,2}}([ZOPRYM0])[A-Z0-9]{{2}}([UERCSTM])[A-Z0-9]{{3,4}}\s+({STATION}?)({D}{{4}})"
    rf"\s+({D}{{3}})({D}{{4}})\W{{1,3}}([A-Z0-9]{{4}})\W"
)
CALLING = re.compile(
    rf"^\W{{0,2}}D[EF]\s+({STATION})\s*[#H4]?\s?({D}{{3,4}})[A-Z]?(?:\s?/\s?({D}{{2,3}}))?"
    rf"(?:\s+({D}{{3}})({D}{{4}})\b|\s|$)"
)
SECURITY = re.compile(r"^\W{0,2}[Z2]N[RYV]\s+([A-Z0]{4,6})\b")
FROM = re.compile(r"^F[MH]\s+(\S.*)$")
TO = re.compile(r"^T[O0]\s+(\S.*)$")
INFO = re.compile(r"^[I1l]NF[O0]\s+(\S.*)$")
EXEMPT = re.compile(r"^XM[T7]\s+(\S.*)$")
# Read as `Br` and `8T` as well; `B1` and `B7` are codes.
BT = re.compile(r"^\W*(?:[B8R]T|Br)\W*$")
SERIAL = re.compile(rf"^[#4H]\s?({D}{{3,6}})(/\d+)?\W*$")
END = re.compile(
    r"^\W*[NHM]{3,5}\W*$|^\W*[VWY][NHM]{3}\W*$|^\W*[NHM]{2,6}[A4][FEP](?:[VU]{2}|W)"
    r"|^\W*[EF]N[DO0]\W{0,2}[O0][FP]\W{0,2}D[O0][CG]UME[NMH]T\W*$"
)
# Heads of distribution boxes in the archive of 1973-79 and on forms before it.
OFFICE = re.compile(r"^(ACT[I1]ON|OR[I1]G[I1]N)\s*[:;]?\s+([A-Z/]{1,8}-\d{1,2}\b.*)$")
OFFICES = re.compile(r"^(?:[I1]NF[O0]\s+)?(?:[A-Z/]{1,8}-[0-9O]{2}\W+){2,}|/\s?\d{3} [WR]\W*$")
COUNTER = re.compile(r"^\W*[-–—_]{6,}\s*\(?[0-9A-F]{6}|^\d{6}Z? \d{6}Z? ?/\s?\d{1,2}\W*$")

FORMAT_LINES = (
    ("start", START),
    ("called", CALLED),
    ("called", JANAP),
    ("called", DAMAGED_JANAP),
    ("calling", CALLING),
    ("security", SECURITY),
    ("dtg", DTG),
    ("dtg", DAMAGED_DTG),
    ("offices", OFFICE),
    ("offices", OFFICES),
    ("counter", COUNTER),
    ("from", FROM),
    ("to", TO),
    ("info", INFO),
    ("exempt", EXEMPT),
    ("bt", BT),
    ("end", END),
)
END_OF_DOCUMENT = "ENDOFDOCUMENT"
LETTERS_OFF = 3  # of thirteen, between the signs that stand around the words
# Typed in texts in the same way, and three letters off.
ENDS_WITHIN = ("ENDOFCOMMENT", "ENDOFARGUMENT", "ENDOFMOVEMENT", "ENDOFSTATEMENT")
SERIAL_PLACES = 4  # of format lines 2 and 3
ADDRESSED = (("from", "FM"), ("to", "TO"))
# Letters: words shorter than this are too much like the names to be taken for one, `STATE`.
SHORTEST_ADDRESSEE = 7
KINDS = tuple(dict.fromkeys(kind for kind, _ in FORMAT_LINES))


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What the format lines say a second time, one entry for each line that says it.

    serials     of format lines 2, 3 and 15
    filed       (day of the year, "hhmm")
    levels      classifications by their letters
    precedence  prosigns of format line 2
    sections    numbers behind the stroke of format line 3
    """

    serials: tuple[int, ...] = ()
    filed: tuple[tuple[int, str], ...] = ()
    levels: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()

    def __add__(self, other: "Witnesses") -> "Witnesses":
        return Witnesses(
            self.serials + other.serials,
            self.filed + other.filed,
            self.levels + other.levels,
            self.precedence + other.precedence,
            self.sections + other.sections,
        )


def kind_of_format_line(text: str) -> str:
    """Which format line a row is: "start" to "end"; "" when it has the shape of none."""
    found = next((kind for kind, shape in FORMAT_LINES if shape.search(text)), "")
    return found or ("end" if _ends_document(text) else _addressed(text))


def is_end(text: str) -> bool:
    """Whether a row is the last sign of a message: NNNN, END OF DOCUMENT."""
    return bool(END.match(text)) or _ends_document(text)


def _ends_document(text: str) -> bool:
    """Whether a row is `<< END OF DOCUMENT >>`, give or take three of its letters.

    Without its signs only letters that look alike may be off: `END OF COMMENT.` is text.
    """
    letters = re.sub(r"[^A-Z0-9]", "", text)
    if not re.search(r"<<|>>|[«»]", text):
        return same_letters(letters, END_OF_DOCUMENT)
    off = Levenshtein.distance(letters, END_OF_DOCUMENT)
    return off <= LETTERS_OFF and all(
        off < Levenshtein.distance(letters, other) for other in ENDS_WITHIN
    )


def _addressed(text: str) -> str:
    """FM, TO or INFO before an addressee, when letters of both are damaged; else ""."""
    label = text.partition(" ")[0]
    # `Info 12 men were` is a sentence: the whole word in small letters was not misread.
    if same_letters(label, "INFO") and not label[1:].islower():
        return "info"
    kind = next((kind for kind, name in ADDRESSED if same_letters(label, name)), "")
    return kind if kind and is_addressed(text) else ""


def is_addressed(text: str) -> bool:
    """Whether a row is a label and an addressee: `TO SECSTATE`, which no sentence goes on with."""
    rest = text.partition(" ")[2]
    first = re.sub(rf"^{STATION}\s?[/I1l|]\s?", "", rest).partition(" ")[0]
    return is_addressee(first)


def is_addressee(first: str) -> bool:
    """Whether a word is what addressees begin with, give or take a letter: `AMEMBASSY`."""
    if len(first) < SHORTEST_ADDRESSEE:
        return first in TITLES
    return max(fuzz.ratio(first, name) for name in ("SECSTATE", *TITLES)) >= SAME_POST


def is_opening(text: str) -> bool:
    """Whether a row is one of the first lines of an envelope, which nothing else is like."""
    return kind_of_format_line(text) in ("start", "called", "calling", "security", "dtg")


def bear_witness(texts: Sequence[str]) -> Witnesses:
    """What the format lines among `texts` repeat of the message's own fields."""
    return sum((_witness(text) for text in texts), Witnesses())


def _witness(text: str) -> Witnesses:
    if found := JANAP.match(text):
        first, letter, _, serial, day, time, again = found.groups()
        levels = [LETTERS[a] for a in (letter, _most(again)) if a in LETTERS]
        told = Witnesses(levels=tuple(levels), precedence=(first.replace("0", "O"),))
        return told + _filed(serial, day, time)
    if (found := DAMAGED_JANAP.match(text)) and len(found.group(1)) == SERIAL_PLACES:
        return _filed(found.group(1), None, None)
    if found := CALLED.match(text):
        return Witnesses(precedence=(found.group(1).replace("0", "O"),))
    if found := CALLING.match(text):
        section = digits(found.group(3)) if found.group(3) else None
        told = Witnesses(sections=(section,) if section else ())
        return told + _filed(found.group(2), found.group(4), found.group(5))
    if found := SECURITY.match(text):
        letter = _most(found.group(1))
        return Witnesses(levels=(LETTERS[letter],) if letter in LETTERS else ())
    if found := SERIAL.match(text):
        return _filed(found.group(1), None, None)
    return Witnesses()


def _filed(serial: str, day: str | None, time: str | None) -> Witnesses:
    number = digits(serial)
    on = digits(day) if day else None
    at = digits(time) if time else None
    filed = ((on, f"{at:04}"),) if on is not None and at is not None else ()
    return Witnesses(serials=(number,) if number else (), filed=filed)


def _most(letters: str) -> str:
    """The letter that a group repeats, when more than half of it agrees."""
    letter, count = Counter(letters).most_common(1)[0]
    return letter if count > len(letters) / 2 else ""
