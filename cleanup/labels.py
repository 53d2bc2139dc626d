"""Labels of a heading's entries, also where letters of them or their colon were misread.

SUBJECT: ...    5UBJECT: ...    SUBJI ...      cables
MRN: 12 KARVALA 2317    Date/DTG. ...          the form that SMART prints
"""

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.envelope import is_addressee
from cleanup.spelling import FIGURES, alike, same_letters

# A row's first word in capitals and figures, with its colon: a label, perhaps misread.
LABEL = re.compile(r"^([A-Z0-9]{3,8})\s?[:;]\s*")
NAMES = (("reference", "REF"), ("tags", "TAGS"), ("subject", "SUBJ"), ("subject", "SUBJECT"))
# The same with its colon read as a letter or a mark: `SUBJI`, `5UBJECT?`.
UNMARKED_LABEL = re.compile(r"^([A-Z0-9]{4,7})[:;.,?!I1lr|T'][\s:]")
LONG_LABELS = (("tags", "TAGS"), ("subject", "SUBJ"), ("subject", "SUBJECT"))
# Not the sign before a figure: a subject may go on with `$5 MILLION`.
SPECKS = re.compile(r"^(?!.{0,2}[$£§+]\d)[^\w(#*&]{1,3}\s?(?=[A-Za-z0-9])")
FORM_KINDS = {
    **{"MRN": "mrn", "Date/DTG": "dtg", "From": "from", "Action": "to", "Info": "info"},
    **{"EO": "order", "TAGS": "tags", "Caption": "caption", "Captions": "caption"},
    **{"Reference": "reference", "References": "reference", "Pass Line": "passing"},
    **{"Subject": "subject"},
}
FORM_LABEL = re.compile(r"^(.{2,12}?)\s?([:;.,])(?=\s|$)(.*)$")
# Without its colon only before capitals: a sentence goes on in small letters, `Subject IS under
# study`. One small letter may be a capital that was misread.
# No sentence has the word Date/DTG, and the form prints names of months behind it.
CAPITALS = r"(?!\s.*[a-z]{2})"
UNSTOPPED = r"\s+([A-Z0-9][A-Z0-9,].*)$"
UNSTOPPED_LABEL = re.compile(
    rf"^(Date/DTG|(?:Captions?|References?|Pass Line|Subject){CAPITALS}){UNSTOPPED}"
)
# And these only before an addressee: `From 1979`, `Action 5` may break off there.
UNSTOPPED_ADDRESS = re.compile(rf"^((?:From|Action|Info){CAPITALS}){UNSTOPPED}")
# What stands behind MRN, and behind nothing that is like it: year, post and number. `MFR: 12 MAY
# 1964` has a month there, and `HRH: THE KING 5` no number of three places.
MONTH = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)[A-Z]{0,7}\b\.?"
NUMBERED = re.compile(
    rf"^\s*\w?\d\w{{0,2}}\s+(?!{MONTH}\W+\d{{2,4}}\W*$)[A-Z][A-Z' .]+\s(?=\w*\d)\w{{3,}}\W*$"
)
SHORTEST_LABEL = 5  # letters of a label that may be damaged in its colon too


# `CLASSIFIED BY: DCM ...`, the drafter's line, and letters of it that may be misread.
AUTHORITY = re.compile(r"^(?:\([UC]\) )?(\w{9,10}) (\w{2})\b\W*(.*)$")
LETTERS_OFF = 2
# Who declassified a paper is not who classified it, and two letters are all the difference.
OTHERWISE = re.compile(r"DE|OE|RE|UN|\w+CLASS")
# The same with its blank lost or another one read: `CLASSIF EDBY: KEITH`.
REPARTED = re.compile(r"^(?:\([UC]\) )?(\w[\w ]{10,14}?)\s?[:;.]\s*(\S.*)$")


def unmarked(text: str) -> str:
    """A row without the specks before its first letter."""
    return SPECKS.sub("", text)


def is_cut_label(text: str) -> bool:
    """Whether nothing was read of a row but the beginning of SUBJECT: `SUBJE`."""
    return text in ("SUBJ", "SUBJE", "SUBJEC", "SUBJECT")


def damaged_label(text: str) -> str:
    """The label at the start of a row, but for a letter in three, some like them, or its colon."""
    if is_cut_label(text):
        return "subject"
    if found := LABEL.match(text):
        word = found.group(1)
        near = [kind for kind, name in NAMES if _is_like(word, name)]
        return near[0] if near else ""
    if found := UNMARKED_LABEL.match(text):
        word = found.group(1)
        near = [k for k, name in LONG_LABELS if word == name or _misread(word, name)]
        return near[0] if near else ""
    return ""


def _is_like(word: str, name: str) -> bool:
    """Whether a word is a label but for a third of its letters, or for such as are like them."""
    near = Levenshtein.distance(word, name) <= max(1, len(name) // 3)
    return near or (len(name) > len("REF") and same_letters(word, name))


def authority(text: str) -> str | None:
    """What follows CLASSIFIED BY at the start of a row, give or take two letters; else None."""
    found = AUTHORITY.match(text)
    if found and _authorises(found.group(1) + found.group(2)):
        return found.group(3).strip()
    parted = REPARTED.match(text)
    return parted.group(2).strip() if parted and _authorises(parted.group(1)) else None


def _authorises(label: str) -> bool:
    said = label.replace(" ", "").upper().translate(FIGURES)
    if OTHERWISE.match(said):
        return False
    off = Levenshtein.distance(said, "CLASSIFIEDBY", score_cutoff=LETTERS_OFF)
    return off <= LETTERS_OFF


def _misread(word: str, name: str) -> bool:
    off = [(a, b) for a, b in zip(word, name, strict=False) if a != b]
    return len(word) == len(name) and len(off) <= len(name) // 4 and all(alike(*o) for o in off)


def _unstopped(text: str) -> re.Match[str] | None:
    """A label without its colon, and what it stands before."""
    addressed = UNSTOPPED_ADDRESS.match(text)
    if addressed and any(map(is_addressee, re.findall(r"\w+", addressed.group(2)))):
        return addressed
    return UNSTOPPED_LABEL.match(text)


def form_label(text: str) -> tuple[str, str] | None:
    """The kind of entry a row of the SMART form begins, and what follows the label; or None."""
    if plainly := _unstopped(text):
        return FORM_KINDS[plainly.group(1)], plainly.group(2)
    found = FORM_LABEL.match(text)
    if not found:
        return None
    label, rest = found.group(1).strip(" .'"), found.group(3)
    plain = label.replace(".", "")
    best = max(FORM_KINDS, key=lambda name: fuzz.ratio(name, plain))
    off = Levenshtein.distance(best, plain)
    if plain != "MRN" and (same_letters(plain, "MRN") or (best == "MRN" and off == 1)):
        numbered = len(plain) == len("MRN") and found.group(2) in ":;" and NUMBERED.match(rest)
        return ("mrn", rest.strip()) if numbered else None
    # `MR.` at the start of a sentence is no MRN.
    short = len(best) < SHORTEST_LABEL and (len(plain) != len(best) or found.group(2) not in ":;")
    if off > len(best) // 3 or short or plain.isupper() != best.isupper():
        return None
    return FORM_KINDS[best], rest.strip()


def is_plain_mrn(text: str) -> bool:
    """Whether a row begins with MRN, letter for letter: below a text a damaged one may be none."""
    return text.startswith("MRN")
