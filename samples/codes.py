"""Exemption codes as agencies print them, into the one form the truth uses.

B1, b1-1        (b)(1)         Freedom of Information Act
B7(E), b7E-1,2  (b)(7)(E)
1.4(D)          1.4(d)         section 1.4 of Executive Order 13526
25X1            25X1           and any other: as printed
"""

import re
from collections.abc import Iterable

FOIA = re.compile(r"[Bb](\d)(?:\(([A-F])\)|([A-F]))?(?:\s*-\s*\d+(?:,\s*\d+)*)?")
ORDER = re.compile(r"1\.4\(([A-Ha-h])\)")


def canonical(printed: str) -> str:
    """One code in the form of the truth."""
    if match := FOIA.fullmatch(printed):
        letter = match[2] or match[3]
        return f"(b)({match[1]})" + (f"({letter})" if letter else "")
    if match := ORDER.fullmatch(printed):
        return f"1.4({match[1].lower()})"
    return printed


def ordered(printed: Iterable[str]) -> list[str]:
    """Canonical codes: exemptions of the Act, then of section 1.4, then others."""
    return sorted({canonical(code) for code in printed}, key=_rank)


def _rank(code: str) -> tuple[int, str]:
    kinds = ("(b)", "1.4")
    return next((n for n, kind in enumerate(kinds) if code.startswith(kind)), len(kinds)), code
