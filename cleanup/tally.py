"""How much of a page, a document and a release was withheld, in figures.

Areas are shares of the pages that were read; a failed page counts in neither. Where
redactions of a page overlap, the paper under both counts once. The share of the text
is an estimate: letters that fit into the redactions (`cleanup.hidden`) against those
and the letters of the body that can be read. Pages that are not in the release hide
an unknown amount and are counted as pages only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cleanup.documents import Release
from cleanup.hidden import Hidden, characters_of, covered, estimate, measure_type
from cleanup.model import Marked, Placed, Role
from cleanup.withheld import WithheldPages
from ocr.model import Box, Status
from ocr.page import Page


@dataclass(frozen=True, slots=True)
class Portion:
    """Some redactions together.

    redactions   how many
    area         share of the pages' area, 0-1
    text         estimated share of the text, 0-1
    """

    redactions: int
    area: float
    text: float


@dataclass(frozen=True, slots=True)
class Tally:
    """What was withheld of some pages.

    pages                 that were read
    whole                 all redactions
    hidden_lines          rows of type they cover, estimated
    hidden_characters     letters that fit there, estimated
    visible_characters    letters of the body that can be read, blanks counted
    by_kind, by_code      the redactions of each, by name; one with two codes is in both
    without_code          redactions for which no code was found
    withheld_pages        pages that are said to be withheld or are covered whole
    withheld_unsaid       sheets and notices that do not say how many pages
    withheld_paragraphs   paragraphs of cables that are withheld whole
    """

    pages: int
    whole: Portion
    hidden_lines: int
    hidden_characters: int
    visible_characters: int
    by_kind: tuple[tuple[str, Portion], ...]
    by_code: tuple[tuple[str, Portion], ...]
    without_code: int
    withheld_pages: int
    withheld_unsaid: int
    withheld_paragraphs: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A redaction with its size; `area` in square inches, shared paper counted once."""

    mark: Marked
    hidden: Hidden
    area: float


@dataclass(frozen=True, slots=True)
class PageTally:
    """One page, measured: what tallies of documents and releases are added up from.

    area      square inches
    visible   letters of the body
    """

    number: int
    area: float
    visible: int
    redactions: tuple[Weighed, ...]


def measure_pages(pages: Sequence[Page], release: Release) -> tuple[PageTally, ...]:
    """Every page that was read, with the sizes of its redactions."""
    return tuple(
        _measure(
            page,
            [line for line in release.lines if line.page == page.number],
            [mark for mark in release.marks if mark.page == page.number],
        )
        for page in pages
        if page.status is not Status.FAILED
    )


def _measure(page: Page, lines: Sequence[Placed], marks: Sequence[Marked]) -> PageTally:
    body = [placed.line for placed in lines if placed.role is Role.BODY]
    size = {"width": page.width, "height": page.height}
    redactions = [mark.redaction for mark in marks]
    grid = measure_type(body, redactions, dpi=page.dpi, **size)
    hidden = [estimate(redaction, grid, **size) for redaction in redactions]
    inches = page.width * page.height / page.dpi**2
    once = overlap([redaction.bands for redaction in redactions])
    weighed = tuple(
        Weighed(mark, size, size.share * once * inches)
        for mark, size in zip(marks, hidden, strict=True)
    )
    return PageTally(page.number, inches, characters_of(body), weighed)


def overlap(regions: Sequence[Sequence[Box]]) -> float:
    """Paper covered by regions as a share of the sum of their areas; 1 when none overlap."""
    total = sum(covered(bands) for bands in regions)
    return covered([band for bands in regions for band in bands]) / total if total else 1.0


def tally(
    measured: Sequence[PageTally], withheld: Sequence[WithheldPages], paragraphs: int = 0
) -> Tally:
    """Add up pages; `withheld` and `paragraphs` are those of the same pages."""
    weighed = [each for page in measured for each in page.redactions]
    area = sum(page.area for page in measured)
    visible = sum(page.visible for page in measured)
    letters = visible + sum(each.hidden.characters for each in weighed)

    def portion(some: Sequence[Weighed]) -> Portion:
        return Portion(
            len(some),
            min(1.0, sum(each.area for each in some) / area) if area else 0.0,
            sum(each.hidden.characters for each in some) / letters if letters else 0.0,
        )

    return Tally(
        pages=len(measured),
        whole=portion(weighed),
        hidden_lines=sum(len(each.hidden.rows) for each in weighed),
        hidden_characters=letters - visible,
        visible_characters=visible,
        by_kind=_grouped(weighed, lambda each: (str(each.mark.redaction.kind),), portion),
        by_code=_grouped(weighed, lambda each: each.mark.codes, portion),
        without_code=sum(not each.mark.codes for each in weighed),
        withheld_pages=sum(each.count or 0 for each in withheld),
        withheld_unsaid=sum(each.count is None for each in withheld),
        withheld_paragraphs=paragraphs,
    )


def _grouped(
    weighed: Sequence[Weighed],
    names: Callable[[Weighed], Iterable[str]],
    portion: Callable[[Sequence[Weighed]], Portion],
) -> tuple[tuple[str, Portion], ...]:
    """Redactions by name, in the order of names."""
    groups: dict[str, list[Weighed]] = {}
    for each in weighed:
        for name in names(each):
            groups.setdefault(name, []).append(each)
    return tuple((name, portion(groups[name])) for name in sorted(groups))
