"""The text of a fictional cable, and the places where it was cut into sections.

25 in 100 cuts come before a paragraph, 50 within a sentence, 8 after a sentence of a
paragraph that goes on, 17 within a word
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from samples import cable_prose as prose

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


def written(rng: Random, total: int, level: str, *, redacted: bool) -> list[Passage]:
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


def sent_in(rng: Random, passages: Sequence[Passage], total: int) -> list[tuple[Passage, ...]]:
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
