"""The least-redacted text of one document from all its releases.

The release that shows most is the base. Each redaction of it that another release shows
is filled with that release's words, which stay marked with where they are from; a
doubtful filling is left out and the redaction stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.alternates import Finding, differences
from cleanup.versions import ShownWord, Token, Version, Withheld

# Certainty from which text goes into a redaction; below it, `compare` still shows it.
FILL = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """Words or a redaction from one line of one release.

    taken      from another release than the base, into one of its redactions
    fills      ids of the base's redactions that it stands in
    certainty  0-1 that it belongs there; 1 for the base
    """

    text: str
    release: str
    page: int
    source: str
    taken: bool = False
    fills: tuple[str, ...] = ()
    certainty: float = 1.0
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class CompositeBlock:
    """A paragraph; its spans in order."""

    spans: tuple[Span, ...]

    def text(self, names: dict[str, str]) -> str:
        """Its text; what was taken from another release in brackets, with its name."""
        out: list[str] = []
        n = 0
        while n < len(self.spans):
            span = self.spans[n]
            if not span.taken:
                out.append(span.text)
                n += 1
                continue
            said = []
            while (
                n < len(self.spans) and self.spans[n].taken and (self.spans[n].fills == span.fills)
            ):
                said.append(self.spans[n].text)
                n += 1
            out.append(f"[SHOWN IN {names[span.release]}: {' '.join(said)}]")
        return " ".join(out)


def composite(versions: Sequence[Version]) -> tuple[CompositeBlock, ...]:
    """Blocks with the source of every word; the order of `versions` does not matter."""
    ordered = sorted(versions, key=_most_shown)
    base, others = ordered[0], ordered[1:]
    fillings = _fillings(base, others)
    blocks: dict[int, list[Span]] = {}
    done: set[str] = set()
    for token in base.tokens:
        filling = fillings.get(token.id) if isinstance(token, Withheld) else None
        spans = blocks.setdefault(token.block, [])
        if filling is None:
            spans += [_span(token, base)]
        elif filling[1].redactions[0].id not in done:
            done.add(filling[1].redactions[0].id)
            spans += _filled(*filling)
    return tuple(CompositeBlock(tuple(_lines(spans))) for spans in blocks.values() if spans)


def base_of(versions: Sequence[Version]) -> Version:
    """The version that shows most, and hides least of those."""
    return min(versions, key=_most_shown)


def _most_shown(version: Version) -> tuple[int, int, tuple[str, int]]:
    hidden = sum(isinstance(token, Withheld) for token in version.tokens)
    return -len(version.text), hidden, version.place


def _fillings(base: Version, others: Sequence[Version]) -> dict[str, tuple[Version, Finding]]:
    """The best filling for each redaction that has one, by its id.

    A filling that leaves nothing withheld goes before one that does, then certainty. Two
    releases may show what stands under groups that overlap; the first taken counts.
    """
    found = [
        (other, finding)
        for other in others
        for finding in differences(base, other).by_a
        if finding.words and finding.certainty >= FILL
    ]
    found.sort(key=lambda each: (_left(each[1]), -each[1].certainty, each[0].place))
    fillings: dict[str, tuple[Version, Finding]] = {}
    for other, finding in found:
        names = [cut.id for cut in finding.redactions]
        if not any(name in fillings for name in names):
            fillings |= dict.fromkeys(names, (other, finding))
    return fillings


def _left(finding: Finding) -> int:
    return sum(isinstance(token, Withheld) for token in finding.shown)


def _filled(other: Version, finding: Finding) -> list[Span]:
    names = tuple(cut.id for cut in finding.redactions)
    return [
        _span(token, other, taken=True, fills=names, certainty=finding.certainty)
        for token in finding.shown
    ]


def _span(
    token: Token,
    version: Version,
    *,
    taken: bool = False,
    fills: tuple[str, ...] = (),
    certainty: float = 1.0,
) -> Span:
    shown = isinstance(token, ShownWord)
    source = token.line if isinstance(token, ShownWord) else token.id
    return Span(token.text, version.release, token.page, source, taken, fills, certainty, not shown)


def _lines(spans: Sequence[Span]) -> list[Span]:
    """Words of one line and one kind as one span."""
    out: list[Span] = []
    for span in spans:
        last = out[-1] if out else None
        if last and (last.release, last.source, last.fills, last.redacted) == (
            span.release,
            span.source,
            span.fills,
            False,
        ):
            text = f"{last.text} {span.text}"
            out[-1] = Span(
                text, span.release, span.page, span.source, span.taken, span.fills, span.certainty
            )
        else:
            out.append(span)
    return out
