"""How alike two texts are, told from small signatures (MinHash).

A text is the set of its runs of five letters and digits, without case and blanks, so
that a misread letter costs five runs and a blank that came or went costs nothing. The
share of places in which two signatures agree estimates the Jaccard index of the sets.

Source: Broder, "On the resemblance and containment of documents" (1997); banding after
Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3.
"""

import numpy as np
from numpy.typing import NDArray

Signature = NDArray[np.uint32]

# Letters in a run. Four are shared by unlike texts of one trade, six die of OCR errors.
SHINGLE = 5
# Bands of rows: a pair of likeness s is a candidate with 1 - (1 - s^3)^128: 97 % at .3,
# 64 % at .2, 1.6 % at .05 (two texts of one trade that have nothing else in common).
ROWS, BANDS = 3, 128
SIZE = ROWS * BANDS
NOTHING = np.uint32(0xFFFFFFFF)  # in all places of the signature of an empty text

_rng = np.random.default_rng(1871)  # any seed; signatures of two runs must agree
_FACTORS = _rng.integers(0, 2**63, SIZE, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_OFFSETS = _rng.integers(0, 2**63, SIZE, dtype=np.uint64)
# Runs are numbers in base 1,000,003 (a prime), modulo 2^64.
_POWERS = np.array([pow(1_000_003, n, 2**64) for n in range(SHINGLE)], dtype=np.uint64)


def signature(text: str) -> Signature:
    """(384,) uint32: the smallest hash of the text's runs under each hash function."""
    runs = _runs(text)
    smallest = np.full(SIZE, NOTHING, dtype=np.uint32)
    # Some at a time: 384 hashes of a long document would take hundreds of megabytes.
    for start in range(0, len(runs), 2048):
        some = runs[start : start + 2048, None]
        hashes = ((some * _FACTORS + _OFFSETS) >> np.uint64(32)).astype(np.uint32)
        smallest = np.minimum(smallest, hashes.min(axis=0))
    return smallest


def _runs(text: str) -> NDArray[np.uint64]:
    letters = [ord(letter) for letter in text.casefold() if letter.isalnum()]
    if not letters:
        return np.empty(0, dtype=np.uint64)
    # A text shorter than a run is one run.
    letters += [0] * (SHINGLE - len(letters))
    codes = np.array(letters, dtype=np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(codes, SHINGLE)
    mixed: NDArray[np.uint64] = np.unique((windows * _POWERS).sum(axis=1, dtype=np.uint64))
    # Multiply-shift hashing alone is too regular for numbers that lie close together.
    mixed ^= mixed >> np.uint64(31)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)  # the finalizer of splitmix64
    return mixed ^ (mixed >> np.uint64(27))


def likeness(a: Signature, b: Signature) -> float:
    """0 to 1; nothing is like an empty text."""
    if a[0] == NOTHING or b[0] == NOTHING:
        return 0.0
    return float(np.mean(a == b))


def candidates(signatures: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Pairs of texts worth comparing, of `signatures` (texts, 384).

    Returns (pairs, 2): row numbers, the smaller first, sorted. Memory grows with the
    texts and the pairs found, not with all pairs.
    """
    count = len(signatures)
    full = np.flatnonzero(signatures[:, 0] != NOTHING) if count else np.empty(0, dtype=np.int64)
    found = [np.empty(0, dtype=np.int64)]
    for band in range(BANDS):
        rows = signatures[full, band * ROWS : (band + 1) * ROWS].astype(np.uint64)
        found.append(np.unique(_same(_key(rows), full, count)))
    pairs = np.unique(np.concatenate(found))
    return np.stack([pairs // max(count, 1), pairs % max(count, 1)], axis=1)


def _key(rows: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One number for the rows of a band; a rare clash costs one needless comparison."""
    key: NDArray[np.uint64] = (rows * _FACTORS[:ROWS]).sum(axis=1, dtype=np.uint64)
    return key


def _same(keys: NDArray[np.uint64], texts: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """All pairs of texts with one key, each as smaller * count + larger."""
    order = np.argsort(keys, kind="stable")
    keys, texts = keys[order], texts[order]
    found = [np.empty(0, dtype=np.int64)]
    step = 1
    # Texts with one key stand together: neighbours, then those two apart, and so on.
    while step < len(keys):
        equal = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(equal):
            break
        found.append(texts[equal] * count + texts[equal + step])
        step += 1
    return np.concatenate(found)
