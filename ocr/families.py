"""Families of American exemption codes: how each is printed, its one form, and its source.

Every shape tolerates what OCR makes of the code (`Bl`, `1.4(0)`, `87(E)`), slot by
slot: a named group that must be a digit says so, and `Family.fixes` says which
letters stand for which digit there. The newcomer's mistake is to use a shape on
running text; they are for the margin beside a redaction and for the inside of one.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Groups = Mapping[str, str]
# What a digit is read as.
DIGITS = {"l": "1", "L": "1", "I": "1", "|": "1", "i": "1", "!": "1", "S": "5", "O": "0", "o": "0"}
# Where a code may stop: at its end, at a separator, or where the next one opens.
END = r"(?=$|[\s,;:/&+(.>])"


@dataclass(frozen=True, slots=True)
class Family:
    """Codes of one statute, order or agency.

    source  where its codes are defined
    shape   of one printed code, with a named group for each slot
    forms   canonical codes from the slots, mended; none when they do not go together
    fixes   for a slot, what is read there and what it must be
    inside  True for codes that are too much like section numbers to be believed
            anywhere but inside a redaction
    """

    name: str
    source: str
    shape: re.Pattern[str]
    forms: Callable[[Groups], tuple[str, ...]]
    fixes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inside: bool = False


def shape_of(pattern: str, *, end: str = END) -> re.Pattern[str]:
    """A shape from a pattern with blanks that do not count."""
    return re.compile(f"(?:{pattern}){end}", re.VERBOSE)


OPEN, CLOSE = r"\s?[({\[]?", r"[)}\]]?"
# The FBI's own numbers behind the dash: "b7E-1, 2, 3".
NUMBERS = r"(?:\s?-+\s?(?P<own>[\dlIi|]{1,2}) (?:\s?[,.\s]\s?\d{1,2}(?![\w.(]))* )?"
FOIA = shape_of(
    rf"""(?P<b>\(?[bB8€]\)?|\(6\)) \s? (?P<dash>-)? {OPEN}
         (?: (?P<seven>7) {CLOSE} (?:{OPEN}(?P<letter>[A-Fa-f€])[)}}\]1l]?)?
           | (?P<n>[1-689lLI|i!]) {CLOSE} )
         {NUMBERS}"""
)
# EPA and others: "Ex. 6 - Personal Privacy".
NUMBERED = shape_of(
    r"""(?:FOIA\s)? [Ee]x(?:emption|\.)?\s? (?P<n>[1-9])
        (?: \s?[-–/]?\s? (?:Personal\sPrivacy|Deliberative(?:\sProcess)?|Attorney[-\s]Client
          |PP|DP|AC|CBI) )?"""
)
ORDER = shape_of(
    r"""(?P<one>[1lI|]) (?: \s?[.,]\s? (?P<n>[4-7]) \s?[({\[]? (?P<letter>[A-Ha-h0Oo])
                          | \s?[.,]?\s?(?P<m>[4-7]) \s?[({\[]\s? (?P<other>[A-Ha-h0Oo869€]) )
        [)}\]1lI]?  (?P<more>(?:[,;\s]{0,2}\([A-Ha-h]\)(?!\s?\(\d))*)"""
)
ORDER_12356 = shape_of(r"(?P<one>[1lI]) [.,] 3 \s?\(?[aA]\)?\s? \(?(?P<n>\d{1,2})\)?")
YEARS = shape_of(
    r"""(?P<years>[257][05SO]) \s?[Xx]\s? (?P<n>[1-9lI|i])? (?P<letter>[A-DX])?
        (?: \s?-\s?(?P<source>HUM|WMD) )?"""
)
AGENCY = shape_of(
    r"""3\s? (?: [.,:]\s?(?P<n>[345])\s?\(?(?P<letter>[a-hA-Hno0¢68])\)?
               | [.,]?\s?(?P<m>[345])\s?[({](?P<other>[a-hA-Hno0¢68])[)}] )
        (?: \s?[({](?P<paragraph>\d{1,2}|[lI])[)}1l]? )?"""
)
CITED = r"(?P<title>\d{1,2})\s?U\.?\s?S\.?\s?C\.?\s?(?:§|[Ss]ec\.?)?\s?"
STATUTE = shape_of(
    rf"""(?P<b>\(?[bB8]\)?\s?\(?3\)?)\s?[:\-–]?\s?
         (?: {CITED}(?P<section>\d{{2,5}}[a-z]?(?:-\d+)?(?:\([a-z\d]\))*(?:\s\([a-z]\)(?!\())?)
           | (?P<act>P\.?\s?L\.?\s?86-36|CIA\s?Act|CIA\s?PERS/ORG|Nat\s?Sec\s?Act|FS\s?ACT|INA
               |ARMSEXP|EXPORT\sCONTROL|IRAN|(?:Fed\.?\sR\.?\sCrim\.?\sP\.?\s)?6\s?\(e\)) )"""
)
STATUTE_ALONE = shape_of(
    rf"""{CITED}(?P<section>424|130b|3024\s?\(i\)|3507|3605|403\S{{0,5}}|798|6103)
       | (?P<act>P\.?\s?L\.?\s?86-36|CIA\s?Act|CIA\s?PERS/ORG|ARMSEXP)"""
)
PRIVACY_ACT = shape_of(r"\(?(?P<letter>[jkdi])\)?\s?\(?(?P<n>[1-7])\)?(?:\s?-\s?\d{1,2})?")
PRESIDENTIAL = shape_of(r"P(?P<n>[1-6]) (?:\s?/\s?[bB]\(?\d\)?)?")
CREST = shape_of(r"(?P<label>STAT\s?I\s?NTL|STATSPEC|STATOTHR|STAT|ILLEGIB)")
ASKED_BY = shape_of(
    r"[Pp][Ee][Rr]\s(?P<agency>CIA|DHS|DOS|DOD|State|ICE|CBP|NSA|DIA|DEA|FBI|USSS|OGA)"
)
JFK_GROUND = shape_of(r"(?P<n>1)(?P<letter>[ABC])")
JFK_ACT = shape_of(
    r"JFK\s(?:(?:Act|Law)\s)?(?:[Ss]ec(?:tion|\.)?\s)?(?P<n>5|6|10|11)\s?(?P<parts>(?:\(\w{1,2}\))*)\d?"
)


def _of_foia(slots: Groups) -> tuple[str, ...]:
    number = slots.get("n") or "7"
    letter = slots.get("letter", "").upper()
    return (f"(b)({number})" + (f"({letter})" if letter else ""),)


def _of_order(slots: Groups) -> tuple[str, ...]:
    number = slots.get("n") or slots["m"]
    letters = (slots.get("letter") or slots["other"], *re.findall(r"\w", slots.get("more", "")))
    return tuple(f"1.{number}({letter.lower()})" for letter in letters)


def _of_years(slots: Groups) -> tuple[str, ...]:
    years, number = slots["years"], slots.get("n", "")
    if years not in ("25", "50", "75") or (years == "25" and not number):
        return ()
    source = f"-{slots['source']}" if slots.get("source") else ""
    return (f"{years}X{number}{slots.get('letter', '')}{source}",)


def _of_agency(slots: Groups) -> tuple[str, ...]:
    number = slots.get("n") or slots["m"]
    letter = (slots.get("letter") or slots["other"]).lower()
    if number + letter not in ("3b", "3h", "4b", "5c"):
        return ()
    paragraph = slots.get("paragraph", "")
    return (f"3.{number}({letter})" + (f"({paragraph})" if paragraph else ""),)


def _of_statute(slots: Groups) -> tuple[str, ...]:
    if slots.get("title"):
        section = re.sub(r"\s", "", slots["section"])
        return (f"(b)(3) {slots['title']} USC {section}",)
    act = re.sub(r"\W", "", slots["act"]).upper()
    known = {"PL8636": "P.L. 86-36", "CIAACT": "CIA Act", "CIAPERSORG": "CIA PERS/ORG"}
    known |= {"NATSECACT": "NatSecAct", "FSACT": "FS ACT", "EXPORTCONTROL": "EXPORT CONTROL"}
    return (f"(b)(3) {'6(e)' if act.endswith('6E') else known.get(act, act)}",)


def _of_crest(slots: Groups) -> tuple[str, ...]:
    return (slots["label"].replace(" ", ""),)


def _first(template: str) -> Callable[[Groups], tuple[str, ...]]:
    return lambda slots: (template.format(**slots),)


LETTERS = {"0": "D", "O": "D", "o": "d", "8": "B", "6": "B", "9": "G", "€": "C"}
# Only 3.3(b), 3.3(h), 3.4(b) and 3.5(c) are printed; these are what the letters are read as.
ROUND = {"n": "h", "6": "b", "8": "b"} | dict.fromkeys("o0eG¢", "c")
US_CODE = "5 U.S.C. 552(b)"
FAMILIES = (
    Family(
        "FOIA",
        US_CODE,
        FOIA,
        _of_foia,
        {"b": {"8": "B", "€": "B", "6": "b"}, "dash": {"-": ""}, "letter": {"€": "E"}},
    ),
    Family("FOIA, by number", US_CODE, NUMBERED, _of_foia),
    Family("FOIA (b)(3)", "5 U.S.C. 552(b)(3) and the statute", STATUTE, _of_statute),
    Family("statute alone", "the statute itself", STATUTE_ALONE, _of_statute),
    Family(
        "classification",
        "E.O. 13526 sec. 1.4; E.O. 12958 sec. 1.5",
        ORDER,
        _of_order,
        {"letter": LETTERS, "other": LETTERS},
    ),
    Family("E.O. 12356", "E.O. 12356 sec. 1.3(a)", ORDER_12356, _first("1.3(a)({n})")),
    Family("25 years", "E.O. 13526 sec. 3.3(b), (h); CREST labels", YEARS, _of_years),
    Family(
        "agency",
        "E.O. 13526 sec. 3.3, 3.4 and 3.5",
        AGENCY,
        _of_agency,
        {"letter": ROUND, "other": ROUND},
    ),
    Family(
        "Privacy Act",
        "5 U.S.C. 552a(d), (j), (k)",
        PRIVACY_ACT,
        _first("({letter})({n})"),
        {"letter": {"i": "j"}},
    ),
    Family("Presidential Records Act", "44 U.S.C. 2204(a)", PRESIDENTIAL, _first("P{n}")),
    Family("CREST", "labels of the CIA's CREST releases", CREST, _of_crest),
    Family("asked by", "the FBI's note of who asked", ASKED_BY, _first("Per {agency}")),
    Family(
        "JFK ground",
        "44 U.S.C. 2107 note, sec. 6",
        JFK_GROUND,
        _first("JFK {n}{letter}"),
        inside=True,
    ),
    Family("JFK Act", "44 U.S.C. 2107 note, sec. 5, 6, 10, 11", JFK_ACT, _first("JFK {n}{parts}")),
)
