"""What a page must hold, written in the language of a full-text index.

Words are letters and digits alone (`flows.search_words`), so quoting them is enough.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.search_index import Asked, Term


@dataclass(frozen=True, slots=True)
class Language:
    """How an index writes that both are there, either is, one is and not the other."""

    both: str
    either: str
    without: str
    quote: str

    def query(self, asked: Asked) -> str:
        """A query for pages."""
        held = self.both.join(f"({self._of_term(term)})" for term in asked.terms)
        return f"({held}){self.without}({self._any(asked.without)})" if asked.without else held

    def _of_term(self, term: Term) -> str:
        ways = (self.both.join(f"({self._any(each)})" for each in way) for way in term)
        return self.either.join(f"({way})" for way in ways)

    def _any(self, words: Iterable[str]) -> str:
        return self.either.join(f"{self.quote}{word}{self.quote}" for word in words)


FTS5 = Language(" AND ", " OR ", " NOT ", '"')
TSQUERY = Language(" & ", " | ", " & !", "'")
