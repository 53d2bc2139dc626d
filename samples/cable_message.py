"""A fictional cable as its drafter wrote it, cut into the sections it was sent in.

Two things are kept apart that look alike on paper: what the cable says (here), and what
each transmission puts around a section (`samples.cable_eras`). A join is how section k
goes on in section k + 1, and is known before anything is typed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

from samples import cable_prose as prose

ERAS = ("paper", "aad", "separate", "combined", "form")
YEARS = {
    "paper": (1961, 1972),
    "aad": (1973, 1979),
    "separate": (1980, 2008),
    "combined": (2009, 2014),
    "form": (2010, 2016),
}
LEVELS = ("CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "LIMITED OFFICIAL USE")
CUT = re.compile(r"\{[^}]*\}")
CODES = (("B1", "1.4(D)"), ("1.4(B)", "1.4(D)", "B1"), ("B1", "1.4(D)", "B6"), ("B6",))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or the part of one that a section holds.

    text       words, with `{...}` cuts as in `samples.script`; a hyphen at the end of a
               word that a section break cuts is typed
    follows    how it goes on from the passage before: "paragraph", "space", "hyphen" where
               a word was parted, "hyphen-kept" where it was parted behind its own hyphen
    crosshead  whether it is a heading inside the text
    withheld   the number of the paragraph that is blacked out as a whole; else 0
    """

    text: str
    follows: str = "paragraph"
    crosshead: bool = False
    codes: tuple[str, ...] | None = None
    withheld: int = 0

    @property
    def words(self) -> list[str]:
        """What can be read of it."""
        return CUT.sub(" ", self.text).split()


@dataclass(frozen=True, slots=True)
class Message:
    """Everything about one cable but its look.

    sections    the passages of each section as sent, the signature last
    references  (letter, post, number); no letter when there is one
    """

    era: str
    post: prose.Post
    number: int
    sent: datetime
    precedence: str
    level: str
    action: tuple[str, ...]
    info: tuple[str, ...]
    captions: tuple[str, ...]
    passing: tuple[str, ...]
    order: str
    tags: tuple[str, ...]
    subject: str
    references: tuple[tuple[str, str, int], ...]
    classified_by: str
    sections: tuple[tuple[Passage, ...], ...]
    signature: str

    @property
    def total(self) -> int:
        return len(self.sections)

    @property
    def from_line(self) -> str:
        return f"{self.post.title} {self.post.name}"

    @property
    def date_time(self) -> str:
        return self.sent.strftime("%d%H%MZ %b %y").upper()

    @property
    def julian(self) -> str:
        return self.sent.strftime("%j%H%M")


def draw(seed: int, number: int, era: str | None = None) -> Message:
    """Cable `number` of a seed; without an era they come in turn."""
    era = era or ERAS[(number - 1) % len(ERAS)]
    rng = Random(f"cable-{seed}-{number}-{era}")
    post = rng.choice(prose.POSTS)
    sent = _moment(rng, *YEARS[era])
    level = rng.choice(LEVELS[: 2 if rng.random() < 0.7 else 4])
    total = 1 if era == "form" else rng.choice((1, 2, 2, 3, 3, 4, 5, 6))
    signature = rng.choice(prose.SURNAMES)
    written = _written(rng, total, level, redacted=rng.random() < 0.5)
    sections = _sent_in(rng, written, total)
    last = (*sections[-1], Passage(signature))
    return Message(
        era=era,
        post=post,
        number=rng.randint(12, 9800) if total < 5 else rng.randint(100, 22000),
        sent=sent,
        precedence=rng.choice("ROPPRO"),
        level=level,
        action=_action(rng, era),
        info=_informed(rng, era, post),
        captions=_captions(rng, era),
        passing=_passing(rng, era),
        order=_order(rng, era, level, sent),
        tags=_tags(rng, era, post),
        subject=prose.subject(rng, post),
        references=_references(rng, post, sent.year),
        classified_by=_authority(rng, era, level),
        sections=(*sections[:-1], last),
        signature=signature,
    )


def _moment(rng: Random, first: int, last: int) -> datetime:
    year, month, day = rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28)
    return datetime(year, month, day, rng.randint(0, 23), rng.randint(0, 59), tzinfo=UTC)


def _action(rng: Random, era: str) -> tuple[str, ...]:
    to = {"paper": "SECSTATE WASHDC", "aad": "SECSTATE WASHDC"}.get(era, "RUEHC/SECSTATE WASHDC")
    if era in ("combined", "form"):
        return (to,)
    return (
        f"{to} {rng.choice(('IMMEDIATE', 'PRIORITY', ''))}".strip() + f" {rng.randint(9, 9999):04}",
    )


def _informed(rng: Random, era: str, post: prose.Post) -> tuple[str, ...]:
    others = rng.sample([p for p in prose.POSTS if p is not post], rng.randint(0, 4))
    if era in ("paper", "aad"):
        return tuple(f"{p.title} {p.name}" for p in others)
    found = [f"{p.routing}/{p.title} {p.name} {rng.randint(10, 9999):04}" for p in others]
    if rng.random() < 0.4:
        found.insert(0, "ALL BALTIC EMBASSIES COLLECTIVE")
    return (*found, *(["RUEAIIA/CIA WASHINGTON DC"] if rng.random() < 0.4 else []))


def _captions(rng: Random, era: str) -> tuple[str, ...]:
    if era in ("paper", "aad"):
        return tuple(
            rng.sample(("EXDIS", "LIMDIS", "NODIS", "NOFORN"), rng.choice((0, 0, 1, 1, 2)))
        )
    first = ("SIPDIS",) if era != "separate" or rng.random() < 0.6 else ()
    return (*first, *rng.sample(("SENSITIVE", "NOFORN", "EXDIS"), rng.choice((0, 0, 1))))


def _passing(rng: Random, era: str) -> tuple[str, ...]:
    if era in ("paper", "aad"):
        return ()
    lines = (
        *("STATE FOR EUR/NB AND EB/TRA", "DEPT PASS USTR", "TREASURY FOR J. OLDACRE"),
        *("COMMERCE FOR 4212/MAC/EUR", "DHS FOR DEP ASSIST", "CUSTOMS FOR SEA OPS AND FOR OIA/CAR"),
        *("USDA FOR FAS/ITP", "DEFENSE FOR OSD/ISA"),
    )
    return tuple(rng.sample(lines, rng.choice((0, 1, 2, 3, 5))))


def _order(rng: Random, era: str, level: str, sent: datetime) -> str:
    """The executive order of the day; none was printed before 1973."""
    if era == "paper":
        return ""
    plain = level not in ("CONFIDENTIAL", "SECRET")
    if era == "aad":
        number = "11652" if sent.year < 1978 else "12065"
        value = "N/A" if plain else rng.choice(("GDS", "XGDS1", "ADS, DECLAS 12-31-84"))
        return f"E.O. {number}: {value}"
    if plain:
        return "E.O. 12356: N/A" if sent.year < 1995 else "E.O. 12958: N/A"
    if sent.year < 1995:
        return "E.O. 12356: DECL: OADR"
    until = sent.replace(year=sent.year + 10)
    if era == "separate":
        return f"E.O. 12958: DECL: {until:%m/%d/%y}"
    return f"E.O. 13526: DECL: {until:%Y/%m/%d}"


def _tags(rng: Random, era: str, post: prose.Post) -> tuple[str, ...]:
    if era == "paper":
        return ()
    known = prose.OLD_TAGS if era == "aad" else prose.SUBJECT_TAGS
    country = () if rng.random() < 0.3 else (post.country,)
    return (*rng.sample(known, rng.randint(1, 4)), *country)


def _references(rng: Random, post: prose.Post, year: int) -> tuple[tuple[str, str, int], ...]:
    """(letter, post, number); no letter when there is one."""
    count = rng.choice((0, 0, 1, 2, 3))
    names = [rng.choice((post.name, "STATE", rng.choice(prose.POSTS).name)) for _ in range(count)]
    letters = [""] if count == 1 else list("ABC")
    return tuple((letters[n], name, rng.randint(40, 9900)) for n, name in enumerate(names))


def _authority(rng: Random, era: str, level: str) -> str:
    if era in ("paper", "aad") or level not in ("CONFIDENTIAL", "SECRET") or rng.random() < 0.2:
        return ""
    title = rng.choice(("ECONOMIC COUNSELOR", "DCM", "AMBASSADOR"))
    return f"CLASSIFIED BY: {title} {prose.person(rng)}. REASON: 1.5(B) AND (D)."


# --- the text ----------------------------------------------------------------------------


def _written(rng: Random, total: int, level: str, *, redacted: bool) -> list[Passage]:
    """Numbered paragraphs with crossheads; a cable of one paragraph is not numbered."""
    count = 1 if total == 1 and rng.random() < 0.15 else 2 + 2 * total + rng.randint(0, 2)
    mark = {"CONFIDENTIAL": "(C)", "SECRET": "(S)", "UNCLASSIFIED": "(U)"}.get(level, "(LOU)")
    marked = rng.random() < 0.6
    passages: list[Passage] = []
    for number in range(1, count + 1):
        if count > 4 and number > 1 and rng.random() < 0.3:
            passages.append(Passage(rng.choice(prose.CROSSHEADS), crosshead=True))
        if redacted and 2 < number < count and rng.random() < 0.12:
            passages.append(Passage("{>2}", codes=rng.choice(CODES), withheld=number))
            continue
        text = prose.paragraph(rng, rng.randint(2, 5))
        if number == 1 and rng.random() < 0.5:
            text = f"SUMMARY: {text} END SUMMARY."
        elif number == count and count > 2 and rng.random() < 0.5:
            text = f"COMMENT: {text} END COMMENT."
        label = f"{number}. " + (f"{mark} " if marked else "") if count > 1 else ""
        passages.append(_perhaps_cut(rng, Passage(label + text), redacted=redacted))
    return passages


def _perhaps_cut(rng: Random, passage: Passage, *, redacted: bool) -> Passage:
    """Some words of it blacked out, never the number or the first words."""
    words = passage.text.split()
    if not redacted or rng.random() < 0.6 or len(words) < 16:
        return passage
    at = rng.randint(8, len(words) - 6)
    hidden = rng.randint(1, 3)
    cells = max(5, len(" ".join(words[at : at + hidden])))
    words[at : at + hidden] = [f"{{{min(cells, 30)}}}"]
    return replace(passage, text=" ".join(words), codes=rng.choice(CODES))


def _sent_in(rng: Random, passages: Sequence[Passage], total: int) -> list[tuple[Passage, ...]]:
    """The passages of each section; where it was cut is drawn by lot."""
    sections: list[tuple[Passage, ...]] = []
    left = list(passages)
    for count in range(total, 1, -1):
        size = sum(len(p.words) for p in left) / count
        head, left = _parted(rng, left, size)
        sections.append(tuple(head))
    return [*sections, tuple(left)]


def _parted(
    rng: Random, passages: list[Passage], size: float
) -> tuple[list[Passage], list[Passage]]:
    """About `size` words, and the rest; half of all cuts fall within a sentence."""
    reached, at = 0, 0
    while at < len(passages) - 2 and reached + len(passages[at].words) < size:
        reached += len(passages[at].words)
        at += 1
    head, cut, tail = passages[:at], passages[at], passages[at + 1 :]
    kind = rng.choices(("paragraph", "space", "sentence", "hyphen"), (25, 50, 8, 17))[0]
    pieces = (
        None if cut.crosshead or cut.withheld or kind == "paragraph" else _break(rng, cut, kind)
    )
    if pieces is None:
        return ([*head, cut], tail) if not at else (head, [cut, *tail])
    return [*head, pieces[0]], [pieces[1], *tail]


def _break(rng: Random, passage: Passage, kind: str) -> tuple[Passage, Passage] | None:
    """A paragraph in two, or None where it has no such place."""
    words = passage.text.split()
    inner = range(6, len(words) - 5)
    if kind == "hyphen":
        return _break_word(rng, passage, words, inner)
    ends = [n for n in inner if words[n - 1][-1] in ".:" and len(words[n - 1]) > 3]
    within = [n for n in inner if words[n - 1][-1] not in ".:?!-" and "{" not in words[n]]
    places = ends if kind == "sentence" else within
    if not places:
        return None
    at = rng.choice(places)
    return _two(passage, " ".join(words[:at]), " ".join(words[at:]), "space")


def _break_word(
    rng: Random, passage: Passage, words: list[str], inner: range
) -> tuple[Passage, Passage] | None:
    """Behind the hyphen of a compound, or in a word that stands in the text twice."""
    compounds = [n for n in inner if "-" in words[n][1:-1] and words[n][0] != "{"]
    long = [
        n for n in inner if len(words[n]) > 6 and words[n].isalpha() and words.count(words[n]) > 1
    ]
    if not compounds and not long:
        return None
    at = rng.choice(compounds or long)
    where = words[at].index("-") if compounds else len(words[at]) // 2
    first = " ".join([*words[:at], words[at][:where] + "-"])
    second = " ".join([words[at][where:].lstrip("-"), *words[at + 1 :]])
    return _two(passage, first, second, "hyphen-kept" if compounds else "hyphen")


def _two(passage: Passage, first: str, second: str, follows: str) -> tuple[Passage, Passage]:
    head = replace(passage, text=first, codes=passage.codes if "{" in first else None)
    tail = Passage(second, follows, codes=passage.codes if "{" in second else None)
    return head, tail
