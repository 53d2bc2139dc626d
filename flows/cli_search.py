"""The command `readingroom search`: find what was read, damaged by OCR or not.

Everything heavy is imported inside, as in `flows.cli`.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_errors import reported

if TYPE_CHECKING:
    from flows.search import Hit
    from flows.search_index import Index

# Releases that take long enough to be told of: a second or two.
MANY = 100


@click.command()
@click.argument("query")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--post", default="", help="Only cables of this post.")
@click.option("--year", type=click.IntRange(1, 9999), help="Only cables and letters of this year.")
@click.option("--tag", default="", help="Only cables with this TAG.")
@click.option("--from", "sender", default="", help="Only what is from senders with this name.")
@click.option("--classification", default="", help="Only cables of this classification.")
@click.option(
    "--code", default="", help="Only pages with a redaction of this code: (b)(1), 1.4(d)."
)
@click.option("--withheld", is_flag=True, help="Only pages on which something is redacted.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help="One hit a line, for programs.")
def search(query: str, path: Path | None, *, most: int, as_json: bool, **wanted: Any) -> None:
    """Find QUERY in the releases of PATH: a library, or a folder that `convert` wrote to.

    The library of READINGROOM_HOME when none is named.

    Words must all stand on a page; "words in quotes" next to one another; -word must not.
    What OCR damaged, cut in two or ran together is found too, after what is exact.
    """
    from flows import search as searching
    from flows.search_index import Filters
    from flows.search_places import releases_and_index

    with reported():
        asked = searching.parse(query)
        releases, opened = releases_and_index(path)
        with opened as index:
            _say_how_it_is(index, releases)
            found = searching.search(index, asked, Filters(**wanted), most=most)
    for hit in found.hits:
        click.echo(json.dumps(_value(hit), ensure_ascii=False) if as_json else _line(hit))
    if not found.complete:
        said = f"only the likeliest {searching.MOST_LOOKED_AT} pages were looked at"
        click.echo(f"readingroom: {said}; more, or rarer, words find more", err=True)
    if not found.hits:
        click.echo("nothing found", err=True)


def _say_how_it_is(index: "Index", folder: Path) -> None:
    """Bring the index up to date, and tell what whoever searches should know of it."""
    for note in index.notes:
        _note(f"{folder}: {note}")

    def start(new: int) -> None:
        if new >= MANY:
            click.echo(f"taking {new} releases into the index, once", err=True)

    followed = index.follow(folder, on_start=start)
    for trouble in followed.troubles:
        _note(trouble)
    if followed.behind:
        said = f"{followed.behind} releases are new, changed or gone since the index was written"
        _note(f"{folder}: {said}")


def _note(said: str) -> None:
    """Say something on stderr; a file's name may be in it, and what a record holds."""
    from flows.library import shown

    click.echo(f"readingroom: {shown(said)}", err=True)


def _value(hit: "Hit") -> dict[str, object]:
    from flows.library import shown
    from flows.names import decoded

    return {
        "release": hit.page.release,
        "folder": shown(decoded(hit.page.folder)),
        "page": hit.page.number,
        "line": hit.line.id,
        "box": list(hit.line.box),
        "confidence": hit.line.confidence,
        "snippet": hit.snippet,
        "letters_off": hit.away,
        **hit.page.document,
    }


def _line(hit: "Hit") -> str:
    from flows.library import shown
    from flows.names import decoded

    how = "exact" if hit.away == 0 else f"{hit.away} off"
    where = f"{decoded(hit.page.folder)}, page {hit.page.number}, line {hit.line.id}"
    return f"{shown(where)} ({how}, confidence {hit.line.confidence:.2f})\n  {shown(hit.snippet)}"
