"""A heading as each of the readers had it.

Words in doubt were read twice, and the page has the better reading of each. For a field
that is put to the vote the other one is a reading too: where three sections have `HAMES`,
`BAMES` and `NAMES`, it may settle the matter.
"""

from collections.abc import Iterable

from cleanup.fields import Reading
from cleanup.model import Row, words_of
from cleanup.spelling import bare
from ocr.capitals import as_typed
from ocr.model import Word

# What the joined reading of a heading counts, and that of each reader beside it.
JOINED, BESIDE = 0.6, 0.2


def readers_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The readers that had a word of these rows otherwise, by name."""
    words = (word for row in rows for word in words_of(row.parts))
    return tuple(sorted({r.reader for w in words for r in w.readings if r.text}))


def as_read_by(reader: str, row: Row) -> str:
    """The typed text of a row with the words of one reader where it had them otherwise."""
    return " ".join(_said(reader, word) or word.text for word in words_of(row.parts))


def _said(reader: str, word: Word) -> str:
    """What a reader saw, in capitals where the word is: small letters would split the vote."""
    said = next((r.text for r in word.readings if r.reader == reader), "").strip()
    return as_typed(said, word.text) if word.text.isupper() else said


def trust_in(rows: Iterable[Row]) -> tuple[tuple[str, float], ...]:
    """The words of rows without marks around them, each with its least confidence."""
    trust: dict[str, float] = {}
    for row in rows:
        for word in words_of(row.parts):
            plain = bare(word.text)
            trust[plain] = min(trust.get(plain, 1.0), word.confidence)
    return tuple(sorted(trust.items()))


def trusted(reading: Reading, text: str) -> float:
    """What one word of a reading counts: two doubtful ones outweigh a sure one."""
    return reading.weight * (1 + dict(reading.trust).get(bare(text), 1.0)) / 2
