"""A fictional cable as its drafter wrote it, cut into the sections it was sent in.

Two things are kept apart that look alike on paper: what the cable says (here), and what
each transmission puts around a section (`samples.cable_eras`). A join is how section k
goes on in section k + 1, and is known before anything is typed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from samples import cable_prose as prose
from samples.cable_text import Passage, sent_in, written

ERAS = ("paper", "aad", "separate", "combined", "form")
YEARS = {
    "paper": (1961, 1972),
    "aad": (1973, 1979),
    "separate": (1980, 2008),
    "combined": (2009, 2014),
    "form": (2010, 2016),
}
PRECEDENCE = {"O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
LEVELS = ("CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "LIMITED OFFICIAL USE")


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
    precedence = rng.choice("ROPPRO")
    passages = written(rng, total, level, redacted=rng.random() < 0.5)
    sections = sent_in(rng, passages, total)
    last = (*sections[-1], Passage(signature))
    return Message(
        era=era,
        post=post,
        number=rng.randint(12, 9800) if total < 5 else rng.randint(100, 22000),
        sent=sent,
        precedence=precedence,
        level=level,
        action=_action(rng, era, precedence),
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


def _action(rng: Random, era: str, precedence: str) -> tuple[str, ...]:
    """The addressee for action, in some eras with the message's own precedence behind it."""
    said = PRECEDENCE[precedence]
    if era == "form":
        return (f"WASHDC, SECSTATE {said}",)
    to = "SECSTATE WASHDC" if era in ("paper", "aad") else "RUEHC/SECSTATE WASHDC"
    if era == "combined":
        return (to,)
    named = [said] if precedence != "R" and rng.random() < 0.7 else []
    return (" ".join([to, *named, f"{rng.randint(9, 9999):04}"]),)


def _informed(rng: Random, era: str, post: prose.Post) -> tuple[str, ...]:
    others = rng.sample([p for p in prose.POSTS if p is not post], rng.randint(0, 4))
    if era == "form":
        return ()
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
