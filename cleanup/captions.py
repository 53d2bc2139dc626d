"""Handling captions: NODIS, SIPDIS, EYES ONLY, alone on a row of a heading."""

import re

from rapidfuzz import fuzz

from cleanup.spelling import FIGURES

# Between the classification and the E.O. line only: they are ordinary words elsewhere.
CAPTIONS = (
    *("SIPDIS", "NODIS", "EXDIS", "LIMDIS", "STADIS", "NOFORN", "SENSITIVE", "TERREP", "AIDAC"),
    *("NESCO", "CHEROKEE", "ROGER CHANNEL", "DISSENT CHANNEL", "EYES ONLY", "NIACT", "FOUO"),
    *("LOU", "ONLY", "EFTO", "SPECAT", "ORCON", "PROPIN", "NOCONTRACT", "CODEL", "STAFFDEL"),
    *("MEDICAL CHANNEL", "DS CHANNEL", "PERSONNEL CHANNEL", "DOCKLAMP", "TOSEC", "SECTO"),
)
# Those that are no word of a sentence, though words are like them.
CODES = frozenset(name for name in CAPTIONS if " " not in name) - {"SENSITIVE", "CHEROKEE", "ONLY"}
ALIKE_CAPTION = 85  # 0-100


def is_caption(text: str) -> bool:
    """Whether a row holds captions and nothing else."""
    pieces = [piece for piece in re.split(r"\s*[,/;]\s*|\s{2,}", text.strip(" .")) if piece]
    if len(pieces) == 1 and not _caption(pieces[0]):
        pieces = pieces[0].split()
    return bool(pieces) and all(_caption(piece) for piece in pieces)


def is_word(text: str) -> bool:
    """Whether a row of captions may be words of a sentence: `SENSITIVE`, or `SECTOR`, like SECTO.

    No code is among them to the letter, and no figure: a word has none.
    """
    said = re.findall(r"[A-Z0-9]+", text.upper())
    return all(word.isalpha() and word not in CODES for word in said)


def _caption(piece: str) -> str:
    said = piece.upper().translate(FIGURES)
    best = max(CAPTIONS, key=lambda name: fuzz.ratio(name, said))
    return best if fuzz.ratio(best, said) >= ALIKE_CAPTION else ""
