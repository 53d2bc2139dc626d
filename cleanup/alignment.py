"""Which word of one release is which word of another, tolerant of OCR errors.

Pairs of words that stand once in both are matched first (patience diff); what lies
between is aligned by the likeness of the words and of their neighbours. A redaction
breaks the neighbourhood: the words on its two sides are not neighbours, or the text
beside a redaction would be matched inside what the other release shows there.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.process import cdist

Pairs = tuple[tuple[int, int], ...]

ALIKE = 0.6  # of a word's letters must agree: one of three, two of five may be misread
NEIGHBOUR = 0.5  # weight of the words beside, against that of the word itself
LARGEST = 4_000_000  # cells of one table (16 MB each); beyond, only equal words count
NEAR = 3  # words within which another match at the same distance supports one
DISTINCT = 7  # letters from which an equal word needs no support


def word_key(text: str) -> str:
    """A word as it is compared: letters and digits, without case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum()) or text


def align(
    a: Sequence[str],
    b: Sequence[str],
    a_breaks: frozenset[int] = frozenset(),
    b_breaks: frozenset[int] = frozenset(),
) -> Pairs:
    """Pairs (word of a, word of b), ascending in both; `a` and `b` are word keys.

    a_breaks, b_breaks   words that stand right behind a redaction

    align(b, a) gives the same pairs turned round.
    """
    if list(a) == list(b):
        return tuple((n, n) for n in range(len(a)))
    # Ties are broken by order, so the order must not depend on who is named first.
    if (list(b), sorted(b_breaks)) < (list(a), sorted(a_breaks)):
        return tuple((i, j) for j, i in align(b, a, b_breaks, a_breaks))
    anchors = [*_anchors(a, b, a_breaks, b_breaks), (len(a), len(b))]
    pairs: list[tuple[int, int]] = []
    i = j = 0
    for next_i, next_j in anchors:
        between = _between(
            a[i:next_i],
            b[j:next_j],
            frozenset(n - i for n in a_breaks if i <= n < next_i),
            frozenset(n - j for n in b_breaks if j <= n < next_j),
        )
        pairs += [(i + x, j + y) for x, y in between]
        if next_i < len(a) and next_j < len(b):
            pairs.append((next_i, next_j))
        i, j = next_i + 1, next_j + 1
    return _supported(pairs, a, b)


def _anchors(
    a: Sequence[str], b: Sequence[str], a_breaks: frozenset[int], b_breaks: frozenset[int]
) -> list[tuple[int, int]]:
    """First words of pairs that stand once in both texts, the longest ascending row of them."""
    in_a, in_b = _once(a, a_breaks), _once(b, b_breaks)
    both = sorted((at, in_b[pair]) for pair, at in in_a.items() if pair in in_b)
    return _ascending(both)


def _once(words: Sequence[str], breaks: frozenset[int]) -> dict[tuple[str, str], int]:
    pairs = list(zip(words, words[1:], strict=False))
    counts = Counter(pairs)
    return {pair: at for at, pair in enumerate(pairs) if counts[pair] == 1 and at + 1 not in breaks}


def _ascending(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row that ascends in both (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        before.append(at[pile - 1] if pile else -1)
        tops[pile:] = [j, *tops[pile + 1 :]]
        at[pile:] = [n, *at[pile + 1 :]]
    row = []
    n = at[-1] if at else -1
    while n >= 0:
        row.append(pairs[n])
        n = before[n]
    return row[::-1]


def _between(
    a: Sequence[str], b: Sequence[str], a_breaks: frozenset[int], b_breaks: frozenset[int]
) -> list[tuple[int, int]]:
    if not a or not b:
        return []
    if len(a) * len(b) > LARGEST:
        blocks = LCSseq.opcodes(a, b)
        return [
            (op.src_start + n, op.dest_start + n)
            for op in blocks
            if op.tag == "equal"
            for n in range(op.src_end - op.src_start)
        ]
    return _heaviest(_weights(a, b, a_breaks, b_breaks))


def _weights(
    a: Sequence[str], b: Sequence[str], a_breaks: frozenset[int], b_breaks: frozenset[int]
) -> NDArray[np.float32]:
    """(words of a, words of b): likeness of two words, with that of their neighbours."""
    alike = cdist(
        a, b, scorer=Levenshtein.normalized_similarity, dtype=np.float32, score_cutoff=ALIKE
    )
    # steps[i, j]: both words before are alike too, and no redaction lies between.
    before = np.zeros_like(alike)
    before[1:, 1:] = alike[:-1, :-1]
    before[sorted(a_breaks), :] = 0
    before[:, sorted(b_breaks)] = 0
    after = np.zeros_like(alike)
    after[:-1, :-1] = np.where(before[1:, 1:] > 0, alike[1:, 1:], 0)
    weights: NDArray[np.float32] = np.where(
        alike > 0, alike + np.float32(NEIGHBOUR) * (before + after), np.float32(0)
    )
    return weights


def _heaviest(weights: NDArray[np.float32]) -> list[tuple[int, int]]:
    """The heaviest ascending row of pairs: a longest common subsequence with weights."""
    height, width = weights.shape
    best = np.zeros((height + 1, width + 1), dtype=np.float32)
    for i in range(height):
        taken = np.where(weights[i] > 0, best[i, :-1] + weights[i], np.float32(0))
        np.maximum.accumulate(np.maximum(best[i, 1:], taken), out=best[i + 1, 1:])
    pairs = []
    i, j = height, width
    while i and j:
        weight = weights[i - 1, j - 1]
        if weight > 0 and best[i, j] == best[i - 1, j - 1] + weight:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _supported(pairs: list[tuple[int, int]], a: Sequence[str], b: Sequence[str]) -> Pairs:
    """Without single short words that were matched by chance inside other text."""
    kept = []
    for n, (i, j) in enumerate(pairs):
        around = pairs[max(0, n - NEAR) : n] + pairs[n + 1 : n + 1 + NEAR]
        near = any(
            abs(i - x) <= NEAR and abs(j - y) <= NEAR and abs((i - x) - (j - y)) <= 1
            for x, y in around
        )
        if near or (a[i] == b[j] and len(a[i]) >= DISTINCT):
            kept.append((i, j))
    return tuple(kept)
