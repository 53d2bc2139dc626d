"""The cables that a REF line cites.

    REF: A. KARVALA 2290  B. STATE 198431 (NOTAL)
    REF: (A) 95 LIMA 1234, (B) LIMA 1300
    Reference: A) 11 PORT ELMA 411

Without a year a citation is of the citing cable's own: posts begin to count anew each
January and say the year of an older cable (5 FAH-1).
"""

import re

from cleanup.mrn import Mrn

CITED = re.compile(
    r"(?:(?<!\d)(19\d\d|20\d\d|\d{2})\s)?\b([A-Z][A-Z'.]+(?: [A-Z][A-Z'.]+){0,3})\s+0*(\d{1,6})\b"
)
# An item of a list of them on a row of its own; `(C)` and `(S)` would be portion marks else.
LISTED = re.compile(
    r"^\(?[A-Z][.)] ?(?:\d{2,4} )?[A-Z][A-Z']+(?: [A-Z']+){0,3} \d{2,6}(?:\W+NOTAL)?\W*$"
)
# Letters of the list and words that stand before a post are no part of its name.
BEFORE = re.compile(r"^(?:(?:REF|REFTEL|TEL|AND|SEE|ALSO|OUR|YOUR|IN|OF|[A-H])[.): ]+)+")
# Whole names: MARSHKENT is a post.
MONTH = re.compile(
    r"^(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?"
    r"|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)$"
)
NO_POST = ("PARA", "PARAS", "PAGE", "SECTION", "DATED", "OF", "FAX", "NO", "NR", "FBIS")
# A list of references has fewer; more would be text that was taken for one.
MOST_REFERENCES = 20
# Of cables with a number; two figures of a year are of this century up to the last.
FIRST_YEAR, LAST_YEAR = 1945, 2059


def cited(text: str, year: int | None) -> tuple[Mrn, ...]:
    """The cables cited in `text`, in order, each once; `year` is the citing cable's."""
    found: dict[Mrn, None] = {}
    for match in CITED.finditer(re.sub(r"\s+", " ", text.upper())):
        post = BEFORE.sub("", match.group(2)).strip(" .")
        if len(post) < 3 or post.split()[0] in NO_POST or MONTH.match(post.split()[-1]):
            continue
        found[Mrn(_year(match.group(1), year), post, int(match.group(3)))] = None
    return tuple(found)[:MOST_REFERENCES]


def is_listed(text: str) -> bool:
    """Whether a row is an item of a list of cables cited: `(C) LIMA 1300 (NOTAL)`."""
    return LISTED.match(text) is not None


def _year(printed: str | None, year: int | None) -> int | None:
    """A cited year, no later than the citing cable's; None when it cannot be one."""
    if not printed:
        return year
    cited_year = int(printed)
    last = year or LAST_YEAR
    if cited_year < 100:
        cited_year += last // 100 * 100
        cited_year -= 100 if cited_year > last else 0
    return cited_year if FIRST_YEAR <= cited_year <= last else None
