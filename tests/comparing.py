"""How well alternate releases are told and compared, on texts of which all is known.

    python -m tests.comparing --seeds 1-4            the figures of docs/compare.md
    python -m tests.comparing --library 10000        time of all pairs of a library

Documents are made of the words of the samples in a random order, under a heading that
all share: unlike documents have one vocabulary, and nothing else in common. Each release
has OCR errors of its own, and redactions of its own.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import click
import numpy as np

from cleanup.alternates import Finding, differences
from cleanup.composite import FILL
from cleanup.likeness import candidates, likeness, signature
from cleanup.pairing import ALTERNATE, pair, words_in_order
from cleanup.versions import ShownWord, Token, Version, Withheld
from samples.prose import english

NOISES = (0.0, 0.02, 0.05, 0.10, 0.15)  # share of letters read wrongly in each release
HEADING = "MEMORANDUM OF CONVERSATION KELMAR HARBOR OFFICE PARTICIPANTS SUBJECT DATE AND PLACE"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CUTS = 8  # redactions in a release
LONGEST = 25  # words under one


@dataclass(frozen=True)
class Figures:
    """Words rightly shown, shown, and to be shown; the same of findings sure enough."""

    right: int = 0
    shown: int = 0
    wanted: int = 0
    sure_right: int = 0
    sure_shown: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.right + other.right,
            self.shown + other.shown,
            self.wanted + other.wanted,
            self.sure_right + other.sure_right,
            self.sure_shown + other.sure_shown,
        )


def words_of_document(rng: random.Random) -> list[str]:
    """A heading and 200 to 700 words."""
    vocabulary = " ".join(english()).split()
    return [*HEADING.split(), *rng.choices(vocabulary, k=rng.randint(200, 700))]


def damaged(word: str, noise: float, rng: random.Random) -> str:
    """A word as a reader might see it; never empty."""
    out = ""
    for letter in word:
        if rng.random() >= noise:
            out += letter
            continue
        kind = rng.random()
        if kind < 0.7:
            out += rng.choice(LETTERS)
        elif kind < 0.85:
            out += letter + rng.choice(LETTERS)
    return out or rng.choice(LETTERS)


def release_of(words: list[str], name: str, noise: float, rng: random.Random) -> Version:
    """A release with redactions; the line of a word is its number in the document."""
    hidden = _hidden(len(words), rng)
    tokens: list[Token] = []
    for n, word in enumerate(words):
        if n not in hidden:
            seen = damaged(word, noise, rng)
            tokens.append(ShownWord(seen, 1, f"p1-l{n}", 0.9))
        elif n - 1 not in hidden:
            end = next(m for m in range(n, len(words) + 1) if m not in hidden)
            letters = len(" ".join(words[n:end]))
            guess = max(1, round(letters * rng.uniform(0.6, 1.6)))
            tokens.append(Withheld(f"p1-r{n}", 1, ("B1",), guess))
    return Version(name, name, 1, (1,), tuple(tokens))


def _hidden(count: int, rng: random.Random) -> set[int]:
    hidden: set[int] = set()
    for _ in range(CUTS):
        start = rng.randrange(len(HEADING.split()) + 2, count - LONGEST - 4)
        hidden |= set(range(start, start + rng.randint(1, LONGEST)))
    return hidden


def judge(a: Version, b: Version) -> Figures:
    """Figures for what B shows and A withholds."""
    ours, theirs = _numbers(a), _numbers(b)
    missing = theirs - ours
    found = differences(a, b).by_a
    shown = _shown(found)
    sure = _shown([each for each in found if each.certainty >= FILL])
    return Figures(len(shown & missing), len(shown), len(missing), len(sure & missing), len(sure))


def _numbers(version: Version) -> set[str]:
    return {token.line for token in version.tokens if isinstance(token, ShownWord)}


def _shown(findings: Sequence[Finding]) -> set[str]:
    return {word.line for finding in findings for word in finding.words}


def alternates(seed: int, noise: float, count: int) -> list[tuple[Version, Version]]:
    rng = random.Random(f"{seed} {noise}")
    made = []
    for n in range(count):
        words = words_of_document(rng)
        made.append(
            (
                release_of(words, f"a{n}", noise, rng),
                release_of(words, f"b{n}", noise, rng),
            )
        )
    return made


def shown_text(seed: int, noise: float, count: int) -> Figures:
    both = alternates(seed, noise, count)
    return sum((judge(a, b) + judge(b, a) for a, b in both), Figures())


def recognised(seed: int, noise: float, count: int) -> Counter[str]:
    """Pairs recognised of those that are alternates, and of all that are not.

    Also sums of likeness and of words in order (thousandths), and the extremes.
    """
    both = alternates(seed, noise, count)
    found: Counter[str] = Counter()
    for n, (a, _) in enumerate(both):
        for m, (_, b) in enumerate(both):
            kind = "like" if n == m else "unlike"
            found[kind] += 1
            found[f"{kind} told"] += len(pair([a], [b]))
            found[f"{kind} likeness"] += round(
                likeness(signature(a.text), signature(b.text)) * 1000
            )
            order = round(words_in_order(a, b) * 1000)
            found[f"{kind} order"] += order
            edge = min if n == m else max
            found[f"{kind} edge"] = edge(found.get(f"{kind} edge", order), order)
    signatures = [signature(side.text) for sides in both for side in sides]
    rows = candidates(np.stack(signatures))
    found["candidates"] = sum(int(i % 2 == 0 and j == i + 1) for i, j in rows)
    return found


def library(count: int, noise: float = 0.02) -> str:
    """Time of signatures and candidate pairs; every tenth document has an alternate."""
    rng = random.Random(count)
    texts: list[str] = []
    while len(texts) < count:
        words = words_of_document(rng)
        # Damage is slow to make, so only documents with an alternate have it.
        if len(texts) % 10 == 0:
            texts += [release_of(words, "x", noise, rng).text for _ in range(2)]
        else:
            texts.append(" ".join(words))
    begun = time.perf_counter()
    signatures = np.stack([signature(text) for text in texts])
    signed = time.perf_counter()
    pairs = candidates(signatures)
    banded = time.perf_counter()
    told = sum(likeness(signatures[i], signatures[j]) >= ALTERNATE for i, j in pairs)
    compared = time.perf_counter()
    return (
        f"{len(texts)} documents: signatures {signed - begun:.1f} s, {len(pairs)} candidates in "
        f"{banded - signed:.1f} s, {told} of them alternates in {compared - banded:.1f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1-4")
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--library", type=int)
    given = parser.parse_args()
    if given.library:
        click.echo(library(given.library))
        return
    first, _, last = given.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    for noise in NOISES:
        said = sum((shown_text(seed, noise, given.documents) for seed in seeds), Figures())
        told = [recognised(seed, noise, given.documents) for seed in seeds]
        both = sum(told, Counter())
        click.echo(
            f"noise {noise:.0%}: shown precision {said.right / said.shown:.3f} "
            f"recall {said.right / said.wanted:.3f}; sure precision "
            f"{said.sure_right / max(1, said.sure_shown):.3f} "
            f"recall {said.sure_right / said.wanted:.3f}; alternates told "
            f"{both['like told']}/{both['like']}, unlike {both['unlike told']}/{both['unlike']}, "
            f"candidates {both['candidates']}/{both['like']}; likeness "
            f"{both['like likeness'] / both['like'] / 1000:.2f} and "
            f"{both['unlike likeness'] / both['unlike'] / 1000:.2f}; in order "
            f"{both['like order'] / both['like'] / 1000:.2f} "
            f"(least {min(t['like edge'] for t in told) / 1000:.2f}) and "
            f"{both['unlike order'] / both['unlike'] / 1000:.2f} "
            f"(most {max(t['unlike edge'] for t in told) / 1000:.2f})"
        )


if __name__ == "__main__":
    main()
