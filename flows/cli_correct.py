"""The command `readingroom correct`: what people have put right, put into a release."""

from pathlib import Path

import click

from flows.cli_errors import reported

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="OUT", type=PATH)
@click.argument("corrections", required=False, type=PATH)
@click.option("--by", default="", help="Who made the corrections that do not say who.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing about what went well.")
def correct(folder: Path, corrections: Path | None, by: str, *, quiet: bool) -> None:
    """Put CORRECTIONS, saved from a review page, into the release in the folder OUT.

    Its text, record, cables and review page are made anew. What the readers saw stays on
    record, and the corrections are kept: a new conversion into the same folder puts them
    in again. Without CORRECTIONS those that are kept are.
    """
    from flows.correct import correct_release, told
    from flows.errors import UnfitCorrections
    from flows.library import shown
    from flows.output import SEARCHABLE
    from flows.settings import read_settings

    with reported():
        named = shown(str(folder))
        was_exported = (folder / SEARCHABLE).exists()
        done = correct_release(folder, corrections, read_settings(), by=by)
        for left in done.unapplied:
            click.echo(f"left out: {shown(told(left))}", err=True)
        if not quiet:
            applied = len(done.corrections) - len(done.unapplied)
            click.echo(f"{named}: {applied} corrections, {len(done.unapplied)} left out", err=True)
        if was_exported:
            again = f"readingroom export {named} --to pdf"
            click.echo(f"{SEARCHABLE} had the words before and is gone: {again}", err=True)
        if done.unapplied:
            raise UnfitCorrections(folder, len(done.unapplied), told(done.unapplied[0]))
