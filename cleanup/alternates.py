"""What one release of a document withholds and another shows.

Between two words that were matched lies a gap, on both sides: nothing, words, redactions.

    A   ... met with [REDACTED] at the harbour ...
    B   ... met with the lamp keeper at the harbour ...
            ------- ~~~~~~~~~~~~~~~ --------------
            anchor        gap          anchor

Words of B's gap are what A withholds, less as many at either end as A itself shows there
(the same words, read differently). Nothing is offered without anchors on both sides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleanup.alignment import align, word_key
from cleanup.versions import ShownWord, Token, Version, Withheld

REACH = 8  # words on either side of a gap among which anchors are counted
ENOUGH = 2  # anchors on each side without which nothing is offered
FIRM = 4  # anchors on a side that make it certain
ONLY = 5  # words more than the other shows: fewer are OCR differences, not text of its own
SIZE_SLACK = 2.0  # the estimate of hidden letters may be off by this factor either way
NO_ESTIMATE = 0.8  # certainty where the size of the redaction is not known
READ_DIFFERENTLY = 0.8  # certainty where words beside the redaction could not be matched
BROKEN_UP = 0.5  # certainty where unmatched words lie between redactions
OVERLAPPING = 0.7  # certainty where both releases withhold and show in one gap


@dataclass(frozen=True, slots=True)
class Finding:
    """Redactions of one release that stand together, and what the other has there.

    shown      words of the other release, with its own redactions among them; empty
               when the place was not found or nothing is shown
    anchors    matched words on the left and on the right, of the 8 nearest
    certainty  0-1 that `shown` is what stands under these redactions; 0 when not aligned
    """

    redactions: tuple[Withheld, ...]
    shown: tuple[Token, ...]
    anchors: tuple[int, int]
    certainty: float

    @property
    def aligned(self) -> bool:
        return min(self.anchors) >= ENOUGH

    @property
    def words(self) -> tuple[ShownWord, ...]:
        return tuple(token for token in self.shown if isinstance(token, ShownWord))

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.shown)

    @property
    def confidence(self) -> float:
        """Mean of the words shown, 0-1; 0 without any."""
        return sum(w.confidence for w in self.words) / len(self.words) if self.words else 0.0


@dataclass(frozen=True, slots=True)
class Both:
    """Redactions that both releases have in one place."""

    a: tuple[Withheld, ...]
    b: tuple[Withheld, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What two releases of a document do not have in common, and what both withhold.

    by_a, by_b      redactions of each, with what the other shows
    only_a, only_b  text of one that the other has not, and that is not under a redaction
    """

    by_a: tuple[Finding, ...] = ()
    by_b: tuple[Finding, ...] = ()
    both: tuple[Both, ...] = ()
    only_a: tuple[tuple[ShownWord, ...], ...] = ()
    only_b: tuple[tuple[ShownWord, ...], ...] = ()

    @property
    def mirrored(self) -> "Differences":
        both = tuple(Both(each.b, each.a) for each in self.both)
        return Differences(self.by_b, self.by_a, both, self.only_b, self.only_a)


@dataclass(frozen=True, slots=True)
class _Side:
    """One release's tokens in a gap: words before, between and after its redactions."""

    tokens: tuple[Token, ...]

    @property
    def redactions(self) -> tuple[Withheld, ...]:
        return tuple(token for token in self.tokens if isinstance(token, Withheld))

    @property
    def words(self) -> tuple[ShownWord, ...]:
        return tuple(token for token in self.tokens if isinstance(token, ShownWord))

    @property
    def leading(self) -> int:
        return _until_redaction(self.tokens)

    @property
    def trailing(self) -> int:
        return _until_redaction(self.tokens[::-1])

    def without(self, left: int, right: int) -> "_Side":
        return _Side(self.tokens[left : len(self.tokens) - right])


def _until_redaction(tokens: Sequence[Token]) -> int:
    for n, token in enumerate(tokens):
        if isinstance(token, Withheld):
            return n
    return len(tokens)


def differences(a: Version, b: Version) -> Differences:
    """Compare two releases of one document; turned round, the result is mirrored."""
    places = matched(a.tokens, b.tokens)
    by_a: list[Finding] = []
    by_b: list[Finding] = []
    both: list[Both] = []
    only_a: list[tuple[ShownWord, ...]] = []
    only_b: list[tuple[ShownWord, ...]] = []
    bounds = [(-1, -1), *places, (len(a.tokens), len(b.tokens))]
    for n, ((i, j), (k, m)) in enumerate(pairwise(bounds)):
        ours, theirs = _Side(a.tokens[i + 1 : k]), _Side(b.tokens[j + 1 : m])
        if ours.redactions or theirs.redactions:
            anchors = _anchors(places, n)
            by_a += _shown_by(ours, theirs, anchors)
            by_b += _shown_by(theirs, ours, anchors)
            if ours.redactions and theirs.redactions and min(anchors) >= ENOUGH:
                both.append(Both(ours.redactions, theirs.redactions))
        else:
            only_a += _only(ours, theirs)
            only_b += _only(theirs, ours)
    by_a += [Finding((cut,), (), (0, 0), 0.0) for cut in a.unplaced]
    by_b += [Finding((cut,), (), (0, 0), 0.0) for cut in b.unplaced]
    return Differences(tuple(by_a), tuple(by_b), tuple(both), tuple(only_a), tuple(only_b))


def matched(a: Sequence[Token], b: Sequence[Token]) -> list[tuple[int, int]]:
    """Places of words that are the same in both, as numbers of tokens."""
    (a_at, a_keys, a_breaks), (b_at, b_keys, b_breaks) = _words(a), _words(b)
    return [(a_at[i], b_at[j]) for i, j in align(a_keys, b_keys, a_breaks, b_breaks)]


def _words(tokens: Sequence[Token]) -> tuple[list[int], list[str], frozenset[int]]:
    at = [n for n, token in enumerate(tokens) if isinstance(token, ShownWord)]
    breaks = [n for n, (x, y) in enumerate(pairwise(at), start=1) if y > x + 1]
    return at, [word_key(tokens[n].text) for n in at], frozenset(breaks)


def _anchors(places: Sequence[tuple[int, int]], n: int) -> tuple[int, int]:
    """Matched words among the nearest on the left and right of gap `n`."""
    left = sum(_near(places[n - 1], place) for place in places[max(0, n - REACH) : n])
    right = sum(_near(places[n], place) for place in places[n : n + REACH])
    return left, right


def _near(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return max(abs(a[0] - b[0]), abs(a[1] - b[1])) < REACH


def _shown_by(ours: _Side, theirs: _Side, anchors: tuple[int, int]) -> list[Finding]:
    """What `theirs` shows for the redactions of `ours`; none when they have nothing else."""
    cuts = ours.redactions
    if not cuts:
        return []
    if min(anchors) < ENOUGH:
        return [Finding(cuts, (), anchors, 0.0)]
    shown = theirs.without(*_read_differently(ours, theirs))
    if not shown.words:
        # Both withhold it, or the other has no word there: a strike, or a mark on a blank.
        return [] if theirs.redactions else [Finding(cuts, (), anchors, _firmness(anchors))]
    return [Finding(cuts, shown.tokens, anchors, _certainty(ours, theirs, shown, anchors))]


def _read_differently(ours: _Side, theirs: _Side) -> tuple[int, int]:
    """Words at the ends of their gap that ours shows too, though read differently."""
    left = min(ours.leading, theirs.leading)
    right = min(ours.trailing, theirs.trailing, len(theirs.tokens) - left)
    return left, right


def _firmness(anchors: tuple[int, int]) -> float:
    return min(1.0, anchors[0] / FIRM) * min(1.0, anchors[1] / FIRM)


def _certainty(ours: _Side, theirs: _Side, shown: _Side, anchors: tuple[int, int]) -> float:
    certainty = _firmness(anchors) * _size(ours.redactions, shown)
    strays = len(ours.words) - ours.leading - ours.trailing
    if ours.leading or ours.trailing:
        certainty *= READ_DIFFERENTLY
    if strays > 0:
        certainty *= BROKEN_UP
    if theirs.redactions:
        certainty *= OVERLAPPING
    return round(certainty, 3)


def _size(cuts: Sequence[Withheld], shown: _Side) -> float:
    """1 where the text would fill the redaction within the slack, less where it would not."""
    hidden = sum(cut.characters for cut in cuts)
    hides = sum(cut.characters for cut in shown.redactions)
    letters = len(" ".join(word.text for word in shown.words)) + hides
    if not hidden:
        return NO_ESTIMATE
    return min(1.0, SIZE_SLACK * min(letters / hidden, hidden / letters))


def _only(ours: _Side, theirs: _Side) -> list[tuple[ShownWord, ...]]:
    more = len(ours.words) - len(theirs.words)
    return [ours.words] if more >= ONLY else []
