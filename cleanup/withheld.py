"""Pages that were withheld as a whole, and what stands in for them in the release.

    deletion-sheet     the FBI's "Deleted Page Information Sheet", with its list
    withdrawal-sheet   the National Archives' and presidential libraries' sheets
    notice             a line by itself: "Next 3 Page(s) In Document Exempt"
    full-page          one redaction over the whole text area of a page

A sheet's text stays in the text; what it says about pages that are not there is
taken from it here. Ordinary text speaks of withheld pages too, so a notice is a
line that says nothing else and has white paper above and below, and the title of a
sheet counts only with the printing that such sheets carry. Words are compared with
some letters wrong, because stamps and copies of copies read badly.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from cleanup.model import Marked, Placed, Role
from ocr.exemptions import canonical, in_order, read_codes
from ocr.page import Page

WORDS = (
    *("next", "following", "page", "pages", "document", "exempt", "exempted", "denied"),
    *("withheld", "deleted", "removed", "released", "full", "entirely", "entirety", "total"),
    *("this", "location", "file", "from", "the", "are", "not", "its", "their", "here"),
)
# With a letter wrong, "were" is as near to "here" as "pago" to "page".
SHORT_WORDS = ("next", "page", "full")
# Below this a word is another word; one letter in five wrong is usual on bad copies.
SAME_WORD = 75  # of 100
SAME_PHRASE = 85  # of 100
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DIGITS = str.maketrans("lLI|!iOoSZ", "1111110052")
WITHHELD = r"(?:are |is )?(?:exempt|exempted|denied|withheld|deleted|removed|not released)"
TAIL = (
    r"(?: in full| in (?:its|their) entirety| entirely)?(?: (?:at|from) this location in the file)?"
)
NOTICES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:the )?(?:next|following)(?: (?P<count>\d+))? pages?(?: in (?:this )?document)? "
        rf"{WITHHELD}{TAIL}(?: here)?",
        rf"(?P<count>\d+) pages? {WITHHELD}{TAIL}",
        rf"pages? (?P<first>\d+)(?: (?P<last>\d+))? {WITHHELD}{TAIL}",
        rf"this (?P<one>page) {WITHHELD}{TAIL}",
        rf"(?P<one>page) {WITHHELD}{TAIL}",
        rf"pages {WITHHELD}{TAIL}",
        r"(?:withheld|denied|deleted|exempt)(?: in full)? pages?"
        r"(?: (?P<first>\d+)(?: (?P<last>\d+))?)?",
    )
)
# White paper above and below a notice; double spacing leaves 0.23 in between lines.
ALONE = 0.25  # inches
SHEET_TITLE = "DELETEDPAGEINFORMATIONSHEET"
SHEET_PRINT = (
    *("FEDERALBUREAUOFINVESTIGATION", "FOIPA", "TOTALDELETEDPAGES", "NODUPLICATIONFEE"),
    *("PAGESWITHHELDENTIRELYATTHISLOCATIONINTHEFILE", "NODUPLICATIONFEEFORTHISPAGE"),
)
TOTAL = re.compile(r"(?:total )?(?:deleted|withheld) pages? (?P<count>\d+)")
LISTED = re.compile(r"^\W*[Pp][ao]ges?\s*([\dlIO|]{1,5})\s*[-~=—–:.]+\s*(.+)$")
WITHDRAWAL_TITLES = (
    *("WITHDRAWALSHEET", "WITHDRAWALNOTICE", "WITHDRAWALCARD", "DOCUMENTWITHDRAWALSHEET"),
    *("WITHDRAWALSHEETPRESIDENTIALLIBRARIES", "ITEMWITHDRAWN", "WITHDRAWALRECORD"),
    *("WITHDRAWALREDACTIONSHEET", "PRESIDENTIALLIBRARIESWITHDRAWALSHEET", "ACCESSRESTRICTED"),
)
WITHDRAWAL_PRINT = re.compile(
    r"withdrawn from|restriction|correspondents|form of document|access restricted"
    r"|file location|closed by|withdrawn by|national archives|presidential librar"
    r"|closed in accordance|deed of gift|the item identified",
    re.IGNORECASE,
)
PAGE_COUNT = re.compile(
    r"\b(?:n(?:o|umber)\.? of )?pages?(?: count| withheld| withdrawn)?"
    r"\s*[:=#~]\s*((?-i:[\dlLIiOo|]{1,4}))\b",
    re.IGNORECASE,
)
RESTRICTED = re.compile(r"^\W*(?:restriction|reason|exemption)s?(?: codes?)?\s*[:=]\s*(.+)$", re.I)
# A title stands in the upper half of its sheet.
TITLE_WITHIN = 0.5  # of the page's height
# A letter page with margins of an inch and a half has a text area of .65 x .73.
FULL_WIDTH, FULL_HEIGHT = 0.65, 0.7  # of the page's
# What may stand beside a full-page box: a line that escaped the furniture.
LEAST_TEXT = 40  # letters


@dataclass(frozen=True, slots=True)
class WithheldPages:
    """Pages that are not there, or are covered whole.

    page    the page of the release that says so
    count   how many pages it says are withheld; None when it does not say
    codes   in canonical form and order
    rule    deletion-sheet, withdrawal-sheet, notice or full-page
    lines   what it was read from; none for a full-page box
    """

    page: int
    count: int | None
    codes: tuple[str, ...]
    rule: str
    lines: tuple[Placed, ...] = ()


def find_withheld(
    pages: Sequence[Page], lines: Sequence[Placed], marks: Sequence[Marked]
) -> tuple[WithheldPages, ...]:
    """Pages withheld as a whole, in page order."""
    found: list[WithheldPages] = []
    for page in pages:
        here = [line for line in lines if line.page == page.number]
        own = [mark for mark in marks if mark.page == page.number]
        sheet = _deletion_sheet(page, here) or _withdrawal_sheet(page, here)
        said = [sheet] if sheet else _notices(page, here)
        found += said or _full_page(page, here, own)
    return tuple(found)


# Asked three times for each line of a release: by splitting, for the record, for the ledger.
@lru_cache(maxsize=8192)
def read_notice(text: str) -> tuple[int | None, tuple[str, ...]] | None:
    """Number of pages and codes of a line that says only that pages are withheld."""
    plain, codes = _without_codes(text)
    phrase = _phrase(plain)
    for shape in NOTICES:
        if found := shape.fullmatch(phrase):
            return _count(found.groupdict()), codes
    return None


def _count(said: dict[str, str | None]) -> int | None:
    if said.get("one"):
        return 1
    if count := said.get("count"):
        return int(count)
    first, last = said.get("first"), said.get("last")
    if first and last:
        return int(last) - int(first) + 1 if int(last) >= int(first) else None
    return 1 if first else None


def _without_codes(text: str) -> tuple[str, tuple[str, ...]]:
    """A line without the exemption codes it ends in, and those in canonical form."""
    words = text.split()
    codes: list[str] = []
    while words and (code := canonical(words[-1])) and not words[-1].isdigit():
        codes.append(code)
        words.pop()
    return " ".join(words).rstrip(" :;,-~"), in_order(tuple(codes))


def _phrase(text: str) -> str:
    """A line as words of the vocabulary and numbers, one form for each."""
    # "page(s)" and what OCR makes of its brackets.
    plain = re.sub(r"(?<=e)\s?[({\[][sS5$][)}\]1l]?", "s", text)
    tokens = re.findall(r"[A-Za-z0-9|!]+", plain)
    return " ".join(_word(token) for token in tokens)


def _word(token: str) -> str:
    lower = token.lower()
    if lower in NUMBERS:
        return str(NUMBERS.index(lower) + 1)
    # "ll" may be eleven, but "IS" is a word.
    if re.fullmatch(r"[lI|!OS]|(?=.*\d)[\dlI|!OoSZ]{1,4}", token):
        return str(int(token.translate(DIGITS)))
    if len(lower) <= 2:
        return {"ln": "in", "1n": "in", "1s": "is", "ls": "is"}.get(lower, lower)
    if lower in WORDS:
        return lower
    among = WORDS if len(lower) > len("page") else SHORT_WORDS
    best = process.extractOne(lower.replace("1", "l").replace("0", "o"), among, scorer=fuzz.ratio)
    return best[0] if best and best[1] >= SAME_WORD else lower


def _notices(page: Page, here: Sequence[Placed]) -> list[WithheldPages]:
    return [
        WithheldPages(page.number, *said, "notice", (line,))
        for line in here
        if (said := read_notice(line.text)) and _stands_alone(line, here, page.dpi)
    ]


def _stands_alone(line: Placed, here: Sequence[Placed], dpi: int) -> bool:
    """Whether no other text stands right above, below or beside a line."""
    return not any(
        other is not line
        and other.role is Role.BODY
        and read_notice(other.text) is None
        and read_codes(other.text) is None
        and other.box.top - line.box.bottom < ALONE * dpi
        and line.box.top - other.box.bottom < ALONE * dpi
        for other in here
    )


def _deletion_sheet(page: Page, here: Sequence[Placed]) -> WithheldPages | None:
    """The FBI's sheet: its title, with something else that is printed on it."""
    titles = [line for line in here if _is_title(line, (SHEET_TITLE,), page)]
    listed = [(line, found) for line in here if (found := LISTED.match(line.text))]
    listed = [(line, found) for line, found in listed if _codes_in(found.group(2))]
    totals = [(line, n) for line in here if (n := _said_total(line.text)) is not None]
    printed = [line for line in here if _like(line.text, SHEET_PRINT)]
    if not titles or not (listed or totals or printed):
        return None
    codes = in_order({code for _, found in listed for code in _codes_in(found.group(2))})
    count = totals[0][1] if totals else len(listed) or None
    told = [titles[0], *(line for line, _ in totals[:1]), *(line for line, _ in listed)]
    return WithheldPages(page.number, count, codes, "deletion-sheet", _once(told))


def _said_total(text: str) -> int | None:
    """The number of "Total Deleted Page(s) ~ 12" or "4 Page(s) withheld entirely at"."""
    phrase = _phrase(text)
    if found := TOTAL.fullmatch(phrase):
        return int(found["count"])
    started = re.match(r"(\d+) pages? withheld entirely\b", phrase)
    return int(started.group(1)) if started else None


def _codes_in(text: str) -> tuple[str, ...]:
    """Codes of the list behind a page's number; nothing when other words stand there."""
    tokens = [token for token in re.split(r"[;,\s]+", text) if token.strip("-~._")]
    codes = [canonical(token) for token in tokens]
    return tuple(code for code in codes if code) if codes and codes[0] else ()


def _withdrawal_sheet(page: Page, here: Sequence[Placed]) -> WithheldPages | None:
    """A withdrawal sheet, notice or card: its title and the fields it is filled in."""
    titles = [line for line in here if _is_title(line, WITHDRAWAL_TITLES, page)]
    printed = [line for line in here if WITHDRAWAL_PRINT.search(line.text)]
    if not titles or not [line for line in printed if line is not titles[0]]:
        return None
    counts = [(line, found) for line in here if (found := PAGE_COUNT.search(line.text))]
    reasons = [(line, found) for line in here if (found := RESTRICTED.match(line.text))]
    codes = in_order({code for _, found in reasons for code in _codes_in(found.group(1))})
    # A sheet that lists several documents says the pages of each.
    count = sum(int(found.group(1).translate(DIGITS)) for _, found in counts) or None
    told = [titles[0], *(line for line, _ in counts), *(line for line, _ in reasons)]
    return WithheldPages(page.number, count, codes, "withdrawal-sheet", _once(told))


def _is_title(line: Placed, titles: Iterable[str], page: Page) -> bool:
    """Whether a line is one of the titles, in capitals or title case, on the upper half."""
    words = [word for word in re.findall(r"[A-Za-z]+", line.text) if len(word) > 2]
    capital = sum(word[0].isupper() or word[0] == "l" for word in words)
    return (
        bool(words)
        and capital >= 0.75 * len(words)
        and line.box.middle < TITLE_WITHIN * page.height
        and _like(line.text, titles)
    )


def _like(text: str, phrases: Iterable[str]) -> bool:
    letters = re.sub(r"[^A-Z]", "", text.replace("l", "I").replace("1", "I").upper())
    return any(
        fuzz.ratio(letters, phrase.replace("L", "I")) >= SAME_PHRASE
        or fuzz.ratio(letters, phrase) >= SAME_PHRASE
        for phrase in phrases
    )


def _once(lines: Sequence[Placed]) -> tuple[Placed, ...]:
    """Lines in the order of the page, each once."""
    told = {id(line): line for line in lines}.values()
    return tuple(sorted(told, key=lambda line: (line.box.top, line.box.left)))


def _full_page(page: Page, here: Sequence[Placed], own: Sequence[Marked]) -> list[WithheldPages]:
    """A page whose whole text area is one redaction, with nothing to read beside it."""
    letters = sum(len(line.text) for line in here if line.role is Role.BODY)
    if letters > LEAST_TEXT:
        return []
    return [
        WithheldPages(page.number, 1, mark.codes, "full-page")
        for mark in own
        if mark.redaction.box.width >= FULL_WIDTH * page.width
        and mark.redaction.box.height >= FULL_HEIGHT * page.height
    ][:1]
