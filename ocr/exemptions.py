"""Exemption codes: telling them from text, and one form for each.

    printed               canonical
    B1  b1-1  (b)(1)      (b)(1)
    B7(E)  b7E-1, 2       (b)(7)(E)     the numbers after the dash are the FBI's own
    1.4(D)  1.4d          1.4(d)
    25X1  50X1-HUM        25X1  50X1-HUM
    NON-RESPONSIVE  NR    NR            not exemptions, but said of a redaction

What OCR makes of a code is tolerated, because the place beside or inside a redaction
already says that it is one; in running text nothing is taken for a code. What comes
out is always put together from the vocabulary (`ocr.families`, `ocr.families_abroad`,
`ocr.phrases`), never passed through: a reading of hidden words cannot come out of this module.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from ocr.families import DIGITS, FAMILIES, Family
from ocr.families_abroad import ABROAD
from ocr.phrases import LABELS, PHRASE, RIDER, WITHHOLDING, forms_of

# Words of forms that are a letter away from a phrase.
OTHER_WORDS = ("DEFERRED", "PREFERRED")
# Phrases that stand among codes in one line of the margin.
SHORT_LABEL = re.compile(
    r"(?:(?:NR|N/R|O/S|(?ai:non-responsive|duplicate|referral|outside scope))(?![\w-]))"
)
BETWEEN = re.compile(r"[\s,;:/&+.]*")
AFTER_RIDER = re.compile(r"[\s,;:/&+.–-]*")
# Marks of one small stroke at the ends: specks, and strokes of the box itself.
SPECKS = " .,;:'\"‘’“”`´_~|*•°^=—–-<"
# A phrase of so many letters may have one of them misread.
LONG = 7


@dataclass(frozen=True, slots=True)
class Code:
    """One printed code or label.

    forms    its canonical codes: "1.4(b), (d)" holds two, REDACTED none
    printed  as it stands on the page, its confusions mended
    exact    whether it was read so, without mending
    """

    forms: tuple[str, ...]
    printed: str
    exact: bool


def is_to_the_letter(text: str, *, numbered: bool = False) -> bool:
    """Whether a text is codes and nothing else, all read as they are printed.

    numbered   whether each must have a digit: other words of a form may look like a code
    """
    codes = read(text)
    return bool(codes) and all(
        code.exact and (not numbered or re.search(r"\d", code.printed)) for code in codes
    )


# The same lines are asked about by every rule that may be about codes.
@lru_cache(maxsize=4096)
def read(text: str, *, inside: bool = False) -> tuple[Code, ...]:
    """The codes of a text that holds nothing else; none when it holds anything else.

    inside   whether it was read inside a redaction, where phrases and other countries'
             codes stand too
    """
    codes = _in_a_row(_bare(text), inside)
    # A row that withholds and is a longer phrase as a whole is that phrase.
    if not any(code.forms for code in codes) and (found := _label(_bare(text), inside)):
        return (found,)
    return codes


def _in_a_row(text: str, inside: bool) -> tuple[Code, ...]:
    """The codes, and phrases printed to the letter, that a text is made of; else none."""
    found_codes: list[Code] = []
    rest = text
    while rest:
        rider = RIDER.match(rest)
        code, length = _first_code(rest, inside)
        if code is not None:
            found_codes.append(code)
        elif rider:
            length = rider.end()
        else:
            return ()
        rest = rest[length:]
        rest = rest[_separator(rest, after_rider=not (code and code.forms)) :]
    # A page number is not a code that lost its letter.
    worded = any(re.search(r"[^\d\s.,]", code.printed) for code in found_codes if code.exact)
    mended = any(not code.exact and re.search(r"[A-Za-z(]", text) for code in found_codes)
    numbered = inside and any(re.search(r"\d[.,]\d", code.printed) for code in found_codes)
    return tuple(found_codes) if worded or mended or numbered else ()


def canonical(printed: str) -> str | None:
    """The one form of a code, or None when `printed` is not one."""
    text = _bare(printed)
    code, length = _first_code(text, inside=False)
    if length < len(text):
        code = _label(text, inside=False)
    return code.forms[0] if code and len(code.forms) == 1 else None


def read_codes(text: str, *, inside: bool = False) -> tuple[str, ...] | None:
    """Canonical codes of a line that holds nothing else; None when it holds words."""
    codes = read(text, inside=inside)
    return tuple(dict.fromkeys(form for code in codes for form in code.forms)) or None


def as_printed(text: str, *, inside: bool = False) -> str:
    """A line of codes as it stands on the page; the text itself when it is none."""
    codes = read(text, inside=inside)
    return ", ".join(code.printed for code in codes) if codes else text


def in_order(codes: set[str] | Sequence[str]) -> tuple[str, ...]:
    """Statute first, then the executive order, then the rest; each by number."""
    return tuple(sorted(set(codes), key=_rank))


def _rank(code: str) -> tuple[int, str]:
    kinds = ("(b)", "1.", "25X", "50X", "75X", "3.")
    return next((n for n, kind in enumerate(kinds) if code.startswith(kind)), len(kinds)), code


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(SPECKS)


def _separator(text: str, *, after_rider: bool) -> int:
    found = (AFTER_RIDER if after_rider else BETWEEN).match(text)
    return found.end() if found else 0


def _first_code(text: str, inside: bool) -> tuple[Code | None, int]:
    """The longest code that `text` starts with, and its length."""
    best: tuple[Code | None, int] = (None, 0)
    for family in (*FAMILIES, *(ABROAD if inside else ())):
        found = family.shape.match(text) if inside or not family.inside else None
        if found and found.end() > best[1] and (code := _of(family, found)):
            best = code, found.end()
    found = (PHRASE if inside else SHORT_LABEL).match(text)
    if found and found.end() > best[1]:
        best = Code(forms_of(found.group()), found.group(), exact=True), found.end()
    return best


def _of(family: Family, found: re.Match[str]) -> Code | None:
    """The code of a match, its slots mended, or None when they do not go together."""
    slots, letters = {}, list(found.group())
    # From the right, so that a slot that loses a letter moves no other.
    for name in sorted(found.groupdict(), key=found.start, reverse=True):
        read_as = found[name]
        if read_as is None:
            continue
        fixes = family.fixes.get(name, DIGITS if _is_number(name) else {})
        mended = "".join(fixes.get(letter, letter) for letter in read_as)
        slots[name] = mended
        letters[found.start(name) : found.end(name)] = mended
    forms = family.forms(slots)
    printed = "".join(letters).translate(str.maketrans("{[}]", "(())")).strip()
    return Code(forms, printed, printed == found.group().strip()) if forms else None


def _is_number(slot: str) -> bool:
    return slot in ("n", "m", "o", "own", "one", "eleven", "years", "paragraph")


def _label(text: str, inside: bool) -> Code | None:
    letters = _letters(text)
    if letters in OTHER_WORDS:
        return None
    for form, phrases in LABELS.items():
        for phrase in phrases:
            if _same(letters, phrase):
                return _phrase((form,), text, phrase)
    for phrase in WITHHOLDING if inside else ():
        if _same(letters, phrase):
            return _phrase((), text, phrase)
    return None


def _phrase(forms: tuple[str, ...], text: str, phrase: str) -> Code:
    """The phrase in its own words: as read where that is the phrase, else as it should be."""
    exact = re.sub(r"[\s-]", "", text.upper()) == re.sub(r"[\s-]", "", phrase)
    return Code(forms, text if exact else phrase, exact)


def _same(letters: str, phrase: str) -> bool:
    wanted = _letters(phrase)
    allowed = 1 if len(wanted) >= LONG else 0
    return Levenshtein.distance(letters, wanted, score_cutoff=allowed) <= allowed


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    """The letters and digits of a text; a small q is a g that lost its hook."""
    return re.sub(r"[^A-ZÄÉ\d/]", "", text.replace("q", "g").upper())
