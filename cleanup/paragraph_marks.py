"""What a paragraph of a cable or report begins with: its number, its portion mark."""

import re

# `1. ` to `99. ` but neither `1.4(B)` nor `12, 14 and 25` nor the end of a date, `22, 2011`;
# OCR reads the full stop as a comma at times.
NUMBERED = re.compile(r"^(\d{1,2})(?:\.(?!\d)(?!\s*(?:19|20)\d\d\b)|,(?!\s*\d))\s*")
# Brackets are read as strokes and braces.
PORTION = re.compile(
    r"^[(/{\[](?:U|C|S|TS|SBU|LOU|FOUO|U//FOUO|C//?NF|S//?NF|TS//[A-Z/]+|SBU/NF)[)/}\]]"
)


def starts_paragraph(text: str) -> bool:
    """Whether a row begins with a paragraph number or a portion mark."""
    return bool(NUMBERED.match(text) or PORTION.match(text))
