"""Redactions written out: JSON a page, CSV a redaction, or a table to look at.

File names and codes come from strangers. The table takes them as plain text, never
as markup, and without control characters. A spreadsheet runs a cell that begins with
= + - or @ as a formula: in CSV such text has an apostrophe in front, which
spreadsheets take as "this is text"; programs that read the CSV take it off again.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.library import shown
from flows.redactions import Found, PageFound

COLUMNS = (
    *("source", "page", "id", "kind", "codes", "certainty", "left", "top", "right", "bottom"),
    *("share", "hidden_lines", "hidden_characters", "width", "height", "dpi"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Wide enough for a table that goes into a file, where no terminal gives the width.
FILE_WIDTH = 120  # letters


def write_json(pages: Iterable[PageFound]) -> None:
    """One object a page, one a line, as pages come."""
    for page in pages:
        click.echo(json.dumps(as_value(page), ensure_ascii=False))


def as_value(page: PageFound) -> dict[str, object]:
    """A page as plain values; a failed one has `error` in the place of `redactions`."""
    about: dict[str, object] = {
        "source": page.source,
        "page": page.page,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
    }
    if page.error:
        return about | {"error": page.error}
    return about | {"redactions": [_as_value(found) for found in page.redactions]}


def _as_value(found: Found) -> dict[str, object]:
    return {
        "box": list(found.box),
        "kind": found.kind,
        "codes": list(found.codes),
        "certainty": found.certainty,
    }


def write_csv(pages: Iterable[PageFound]) -> None:
    """A header and one redaction a row; what is not known is an empty cell."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for page in pages:
        out.writerows(_row(page, found) for found in page.redactions)
        sys.stdout.flush()


def _row(page: PageFound, found: Found) -> list[object]:
    codes = as_cell(" ".join(found.codes))
    about = [as_cell(page.source), page.page, found.id, as_cell(found.kind), codes]
    sizes = [found.share, found.lines, found.characters]
    return [*about, found.certainty, *found.box, *sizes, page.width, page.height, page.dpi]


def as_cell(text: str) -> str:
    """Text that no spreadsheet runs as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


@dataclass(frozen=True, slots=True)
class Sum:
    """Some redactions of some pages together; `text` is None when the text was not read.

    area, text   shares of the pages' area and, estimated, of their text, 0-1
    """

    redactions: int
    area: float
    text: float | None


def write_table(pages: Iterable[PageFound]) -> None:
    """A row for each release, and below the redactions by kind and by code."""
    told = list(pages)
    read = all(page.visible is not None or page.error for page in told)
    console = Console(width=None if sys.stdout.isatty() else FILE_WIDTH)
    if not told:
        return
    console.print(_by_release(told))
    if any(page.redactions for page in told):
        console.print()
        console.print(_by_name("kind", told, lambda found: (found.kind,)))
        console.print()
        console.print(_by_name("code", told, _codes_or_why if read else _codes_if_any))
    if not read:
        console.print()
        console.print("The text was not read; convert for codes and the share of the text.")


def _codes_or_why(found: Found) -> tuple[str, ...]:
    return found.codes or ("none found",)


def _codes_if_any(found: Found) -> tuple[str, ...]:
    return found.codes or ("not read",)


def _by_release(told: Sequence[PageFound]) -> Table:
    table = Table("release", box=None, pad_edge=False)
    for name in ("pages", "failed", "redactions", "area", "text hidden", "pages withheld"):
        table.add_column(name, justify="right")
    groups: dict[str, list[PageFound]] = {}
    for page in told:
        groups.setdefault(page.source, []).append(page)
    for source, pages in groups.items():
        table.add_row(*_cells(source, pages))
    if len(groups) > 1:
        table.add_row(*_cells("all", told))
    return table


def _cells(name: str, pages: Sequence[PageFound]) -> Iterator[Text]:
    whole = _sum(pages, lambda _: True)
    inches = sum(_inches(page) for page in pages if not page.error)
    area = sum(page.area * _inches(page) for page in pages) / inches if inches else 0.0
    withheld = "-" if whole.text is None else str(sum(page.withheld for page in pages))
    failed = sum(bool(page.error) for page in pages)
    figures = (str(len(pages)), str(failed), str(whole.redactions), _percent(area))
    return (plain(cell) for cell in (name, *figures, _percent(whole.text), withheld))


def _by_name(
    title: str, told: Sequence[PageFound], names: Callable[[Found], Iterable[str]]
) -> Table:
    table = Table(title, box=None, pad_edge=False)
    for name in ("redactions", "area", "text hidden"):
        table.add_column(name, justify="right")
    present = sorted({name for page in told for found in page.redactions for name in names(found)})
    for name in present:
        part = _sum(told, partial(_is_named, name, names))
        figures = (str(part.redactions), _percent(part.area), _percent(part.text))
        table.add_row(*(plain(cell) for cell in (name, *figures)))
    return table


def _is_named(name: str, names: Callable[[Found], Iterable[str]], found: Found) -> bool:
    return name in names(found)


def _sum(pages: Sequence[PageFound], wanted: Callable[[Found], bool]) -> Sum:
    """The redactions that are wanted, over all pages that were looked at."""
    seen = [page for page in pages if not page.error]
    some = [(page, found) for page in seen for found in page.redactions if wanted(found)]
    inches = sum(_inches(page) for page in seen)
    area = sum(found.share * _inches(page) for page, found in some) / inches if inches else 0.0
    if not seen or any(page.visible is None for page in seen):
        return Sum(len(some), area, None)
    every = sum(found.characters or 0 for page in seen for found in page.redactions)
    letters = every + sum(page.visible or 0 for page in seen)
    hidden = sum(found.characters or 0 for _, found in some)
    return Sum(len(some), area, hidden / letters if letters else 0.0)


def _inches(page: PageFound) -> float:
    """Square inches of a page: those of one release may have different resolutions."""
    return page.width * page.height / max(1, page.dpi) ** 2


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def plain(text: str) -> Text:
    """Text as it is: no markup, and nothing that moves a terminal's cursor."""
    return Text(shown(text))
