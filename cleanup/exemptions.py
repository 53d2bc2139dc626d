"""Exemption codes: telling them from text, and one form for each.

    printed               canonical
    B1  b1-1  (b)(1)      (b)(1)
    B7(E)  b7E-1, 2       (b)(7)(E)     the numbers after the dash are the FBI's own
    1.4(D)  1.4d          1.4(d)
    25X1  50X1-HUM        25X1  50X1-HUM
    3.3(b)(1)  3.5(c)     the same

What OCR makes of a code in the margin is tolerated here (`Bl`, `1.4(0)`, `87(E)`),
because the place beside a redaction already says that it is one; in running text
nothing is taken for a code. Sources: 5 U.S.C. 552(b); E.O. 13526 sec. 1.4 and 3.3.
"""

import re

FOIA = re.compile(
    r"""\(?[bB8€]\)? \s?-? \(?([1-9lLI|i])\)?     # b1, B1, (b)(1), Bl, 81
        (?: \s? [({]? ([A-Fa-f]) [)}]? )?         # the letter of 7
        (?: \s?-\s? [\dlI]{1,2} [.,]? )? $        # the FBI's numbers: -1
    """,
    re.VERBOSE,
)
ORDER = re.compile(r"[1lI][.,]?\s?([3-7])\s?[({\[]?([A-Ha-h0O8])[)}\]1l]?$")
TWENTY_FIVE = re.compile(r"(25|50|75|2S)\s?X\s?([1-9lI])(-?(?:HUM|WMD))?$", re.IGNORECASE)
AGENCY = re.compile(r"3[.,]([35])\s?\(?([bhc])\)?(?:\((\d{1,2})\))?$", re.IGNORECASE)
MORE_NUMBERS = re.compile(r"[\dlI]{1,2}[.,]?$")
NOT_EXEMPT = ("NR", "STAT", "STATINTL", "ILLEGIB")


def canonical(printed: str) -> str | None:
    """The one form of a code, or None when `printed` is not one."""
    token = printed.strip().strip(".,;:")
    if found := FOIA.match(token):
        return _foia(found.group(1), found.group(2))
    if found := AGENCY.match(token):
        paragraph = f"({found.group(3)})" if found.group(3) else ""
        return f"3.{found.group(1)}({found.group(2).lower()}){paragraph}"
    if found := ORDER.match(token):
        # A 0 or O between brackets is a D that lost its stem; an 8 is a B.
        letter = {"0": "d", "o": "d", "8": "b"}.get(found.group(2).lower(), found.group(2).lower())
        return f"1.{found.group(1)}({letter})"
    if found := TWENTY_FIVE.match(token):
        years = found.group(1).upper().replace("S", "5")
        return f"{years}X{_digit(found.group(2))}{(found.group(3) or '').upper()}"
    return token if token in NOT_EXEMPT else None


def read_codes(text: str) -> tuple[str, ...] | None:
    """Canonical codes of a line that holds nothing else; None when it holds words."""
    codes: list[str] = []
    # "b6 -1" and "b6--1" are "b6-1" with a typist's blank or a speck in it.
    joined = re.sub(r"\s*-+\s?(?=[\dlI])", "-", text)
    # A full stop with a speck under it; between two codes a comma has a blank after it.
    joined = re.sub(r"\b([1lI3]),(?=[3-7][({\[])", r"\1.", joined)
    for token in joined.replace(",", " ").split():
        code = canonical(token)
        if code:
            codes.append(code)
        elif not (codes and MORE_NUMBERS.match(token)):
            return None
    return tuple(dict.fromkeys(codes)) or None


def in_order(codes: set[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Statute first, then the executive order, then the rest; each by number."""
    return tuple(sorted(set(codes), key=_rank))


def _rank(code: str) -> tuple[int, str]:
    kinds = ("(b)", "1.", "25X", "50X", "75X", "3.")
    return next((n for n, kind in enumerate(kinds) if code.startswith(kind)), len(kinds)), code


def _foia(number: str, letter: str | None) -> str | None:
    digit = _digit(number)
    if letter and digit != "7":
        return None
    return f"(b)({digit})" + (f"({letter.upper()})" if letter else "")


def _digit(printed: str) -> str:
    return "1" if printed in "lLI|i" else printed
