"""The words of banners and page numbers, and how well a line fits them.

What agencies print when they release a page is in rule sets (`cleanup.rule_sets`).

Vocabulary alone never strips a line: `cleanup.furniture` weighs it with where the
line stands and whether it comes again. Struck-through banners lose letters to the
strike, so banners are compared by their letters, not looked up.
"""

import re

from rapidfuzz import fuzz, process

LEVELS = (
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "UNCLASSIFIED",
    "RESTRICTED",
    "LIMITED OFFICIAL USE",
    "OFFICIAL USE ONLY",
    "FOR OFFICIAL USE ONLY",
    "SENSITIVE BUT UNCLASSIFIED",
)
CAVEATS = (
    "",
    "NOFORN",
    "NO FOREIGN DISSEM",
    "NO FOREIGN DISSEM/NO DISSEM ABROAD",
    "NO FOREIGN DISSEM/CONTROLLED DISSEM",
    "NO FOREIGN DISSEM/CONTROLLED DISSEM/NO DISSEM ABROAD",
    "NO FOREIGN DISSEM/NO DISSEM ABROAD/BACKGROUND USE ONLY",
    "SI//NOFORN",
    "SI/TK//NOFORN",
    "ORCON,NOFORN",
    "REL TO USA, FVEY",
    "SENSITIVE",
    "EYES ONLY",
)
# What forms print beside the level, in their classification box; no text is like it.
FORM_PHRASES = (
    "NO FOREIGN DISSEM/NO DISSEM ABROAD/BACKGROUND USE ONLY/CONTROLLED DISSEM",
    "NO FOREIGN DISSEM/NO DISSEM ABROAD/BACKGROUND USE ONLY/",
    "BACKGROUND USE ONLY/CONTROLLED",
    "BACKGROUND USE ONLY",
    "CONTROLLED DISSEM",
    "DISSEM",
    "CLASSIFICATION DISSEMINATION CONTROLS",
    "CLASSIFICATION",
    "WHEN FILLED IN",
    "CODE WORD MATERIAL ON REVERSE OF PAGE",
)
CONTROLS = (*CAVEATS[1:], *FORM_PHRASES)
# Two lines of a form's box that lie over one another come as one, their words mixed.
FORM_WORDS = (
    *("SECRET", "CONFIDENTIAL", "FOREIGN", "DISSEM", "CONTROLLED", "ABROAD", "CLASSIFICATION"),
    *("DISSEMINATION", "CONTROLS", "BACKGROUND", "USE", "ONLY"),
)
# Likeness (0-100) of a word, or a piece of one, to one of them.
FORM_WORD = 75
PIECE = 6  # letters of a word that may be a piece of a longer one


def _letters(text: str) -> str:
    return re.sub(r"[^A-Z]", "", text.upper())


# Letters and figures that a strike, or a bad copy, makes one of the other: `GOMPIDEH7IAI`.
SHAPES = str.maketrans(
    {
        letter: group[0]
        for group in ("OQCGD06", "EFBPR83", "ILTJ17|", "NHMKX", "S5", "VUY", "A4", "Z2")
        for letter in group
    }
)
# Likeness (0-1) of such shapes. `SECRET` has six, and with one of them off words come near it.
SAME_SHAPE = 0.85
SHORTEST_SHAPE = 6
LEVEL_LETTERS = tuple(_letters(level) for level in LEVELS)
BANNERS = tuple({_letters(level + caveat) for level in LEVELS for caveat in CAVEATS})
BANNER_SHAPES = tuple({banner.translate(SHAPES) for banner in BANNERS})
CONTROL_LETTERS = tuple(_letters(control) for control in CONTROLS)
FORM_LETTERS = tuple(_letters(phrase) for phrase in FORM_PHRASES)

PAGE_NUMBERS = (
    ("page-number", re.compile(r"^[-–—=~.\s]*[\dlIO]{1,3}[-–—=~.\s]*$")),
    ("page-number", re.compile(r"^PAGE\s+(\d{1,3}|[A-Z]{3,9})(\s+OF\s+\w+)?\W*$", re.IGNORECASE)),
)
# Written out, whatever blanks its letters were read with: `P AGE TWO.`
COUNTED = re.compile(
    r"^PAGE(\d{1,3}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE)(OF\w{1,6})?$"
)
ROMAN = re.compile(r"^[-–— ]*(?=[ivxl])x{0,3}(ix|iv|v?i{0,3})[-–— ]*$")
DATE = re.compile(
    r"^\W*(\d{1,2} [A-Z][a-z]{2,8}\.? (19|20)?\d\d|[A-Z][a-z]{2,8}\.? \d{1,2}, (19|20)\d\d)\W*$"
)
SPACED = re.compile(r"^\W*[A-Z](?:\s[A-Z]){4,}\b")


def banner_likeness(text: str) -> float:
    """How much a line looks like a classification banner or a control, 0-1."""
    letters = _letters(text)
    if len(letters) < 5:  # `5ECRE7` has four, and six shapes of letters
        return 0.95 * _shape_likeness(text) / 100
    best = max(fuzz.ratio(letters, banner) for banner in (*BANNERS, *CONTROL_LETTERS))
    # A form's rules and specks add letters at the ends of its long printed phrases.
    long = [control for control in CONTROL_LETTERS if 16 <= len(control) <= len(letters) <= 40]
    inside = max((fuzz.partial_ratio(letters, control) for control in long), default=0.0)
    # Never as sure as one that was read.
    return max(best, 0.95 * inside, 0.95 * _shape_likeness(text)) / 100


def _shape_likeness(text: str) -> float:
    """How much a line looks like a banner when letters of one shape count as one, 0-100."""
    shape = _shape(text)
    if len(shape) < SHORTEST_SHAPE:
        return 0.0
    best = process.extractOne(
        shape, BANNER_SHAPES, scorer=fuzz.ratio, score_cutoff=100 * SAME_SHAPE
    )
    return best[1] if best else 0.0


def _shape(text: str) -> str:
    return re.sub(r"[^A-Z]", "", text.upper().translate(SHAPES))


def form_likeness(text: str) -> float:
    """How much the whole line looks like print from a form's classification box, 0-1."""
    letters = _letters(text)
    return max(fuzz.ratio(letters, phrase) for phrase in FORM_LETTERS) / 100


def form_words(text: str) -> tuple[int, float]:
    """How many different words of such a box a line has, and their share of its letters, 0-1."""
    words = [word for word in map(_letters, text.split()) if len(word) >= 3]
    fits = {}
    for word in words:
        like = max(FORM_WORDS, key=lambda known: _form_word(word, known))
        if _form_word(word, like) >= FORM_WORD:
            fits[word] = like
    letters = sum(map(len, words))
    share = sum(len(word) for word in words if word in fits) / letters if letters else 0.0
    return len(set(fits.values())), share


def _form_word(word: str, known: str) -> float:
    """How much a word is like a known one or a piece of it, 0-100.

    A short word is no piece: `THE` and `UNION` are in any longer one, but for a letter.
    """
    return fuzz.ratio(word, known) if len(word) < PIECE else fuzz.partial_ratio(word, known)


def names_a_level(text: str) -> bool:
    """Whether the whole line is a classification level, give or take a letter."""
    letters = _letters(text)
    return any(fuzz.ratio(letters, level) >= 88 for level in LEVEL_LETTERS)


def decorated_level(text: str) -> bool:
    """Whether a line is a level between dashes or stars, `-SECRET-`, as no text writes it."""
    bare = re.match(r"^(?P<before>[\s\-–—*=~]*)[A-Z /]+(?P<after>[\s\-–—*=~]*)$", text)
    marked = bare and (bare["before"].strip() or bare["after"].strip())
    return bool(marked) and names_a_level(text)


def level_of(text: str) -> tuple[str, float]:
    """The classification level that starts a banner, and how much of it can be read, 0-1."""
    letters = _letters(text)
    likeness = {
        level: fuzz.ratio(letters[: len(own)], own) / 100
        for level, own in zip(LEVELS, LEVEL_LETTERS, strict=True)
    }
    # Of `SECRET` and `SECRET//NOFORN` alike, the longer name that fits as well says more.
    best = max(LEVELS, key=lambda level: (likeness[level], len(level)))
    return best, likeness[best]


def rank(level: str) -> int:
    """How high a level is: the controls lie between UNCLASSIFIED and CONFIDENTIAL."""
    ends = {"UNCLASSIFIED": 0, "CONFIDENTIAL": 2, "SECRET": 3, "TOP SECRET": 4}
    return ends.get(level, 1)


def message_classification(text: str) -> bool:
    """Whether this is the first line of a message's text rather than a banner.

    Typed with blanks between the letters (ACP 127 para 209), or followed by a
    section or by the post and number of the cable.
    """
    if SPACED.match(text):
        return banner_likeness(re.split(r"\bSECT|\d", text)[0]) >= 0.7
    plain = re.match(r"^\W*([A-Z ]+?)\s+(?:SECTION\b|[A-Z ]{3,}\d{3,6}\W*$)", text)
    return bool(plain and names_a_level(plain.group(1)))


def counted_page(text: str) -> bool:
    """Whether a line is `PAGE TWO` or `PAGE 2 OF 5` and nothing else."""
    return bool(COUNTED.match(re.sub(r"[\s.,:\-]", "", text.upper())))


def foot_number(text: str) -> bool:
    """Whether a line is a page number as it stands in a running foot: `iii`, `- 7 -`, `8`."""
    return bool(page_number(text) or ROMAN.match(text))


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else: `24 Jan 59`, `August 4, 1951`."""
    return bool(DATE.match(text))


def page_number(text: str) -> bool:
    """Whether a line holds a page number and nothing else."""
    return any(shape.match(text) for _, shape in PAGE_NUMBERS)
