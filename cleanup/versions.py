"""One document as one release has it: its words and redactions in reading order.

This is what releases are compared by. It is made from `release.json`, so nothing that
the record does not show (such as a text layer under a redaction) can get in.
"""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word that the release shows.

    line        id of the line in the release's record
    confidence  of the reader, 0-1
    block       number of the paragraph it stands in, from 0
    """

    text: str
    page: int
    line: str
    confidence: float
    block: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """A redaction where it stands among the words.

    characters  estimate of what it hides; 0 when there is none
    """

    id: str
    page: int
    codes: tuple[str, ...] = ()
    characters: int = 0
    block: int = 0

    @property
    def text(self) -> str:
        return f"[{' '.join(('REDACTED', *self.codes))}]"


Token = ShownWord | Withheld


@dataclass(frozen=True)
class Version:
    """A document of one release.

    release   sha256 of the release; `name` is that of its file
    number    of the document in its release, from 1
    mrn       (year or None, post, number), for a cable that has one
    unplaced  redactions on its pages that stand in none of its paragraphs
    """

    release: str
    name: str
    number: int
    pages: tuple[int, ...]
    tokens: tuple[Token, ...]
    mrn: tuple[int | None, str, int] | None = None
    title: str = ""
    unplaced: tuple[Withheld, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words it shows, without its redactions."""
        return " ".join(t.text for t in self.tokens if isinstance(t, ShownWord))

    @property
    def place(self) -> tuple[str, int]:
        return self.release, self.number
