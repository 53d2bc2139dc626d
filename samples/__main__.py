"""The command: python -m samples list, make, redactions, modern, typed, cables."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from samples.blank_pages import make_blank, make_sparse
from samples.cable_deliveries import deliver_one, deliver_shuffled
from samples.cable_scans import write_delivery
from samples.copying import Level
from samples.errors import SampleError
from samples.made_page import write
from samples.make import SEED, make
from samples.modern_pages import make_modern
from samples.modern_redactions import MODERN_KINDS
from samples.page_plan import KINDS
from samples.redacted_pages import write_pages
from samples.releases import RELEASES
from samples.typescript_pages import make_typed


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Make fictional scanned releases with exact truth."""


@cli.command("list")
def list_releases() -> None:
    """Name the samples and what each shows."""
    for release in RELEASES.values():
        click.echo(f"{release.name:16} {len(release.stamps)} p.  {release.about}")


@cli.command("make")
@click.argument("names", nargs=-1, type=click.Choice(list(RELEASES)), metavar="[NAME]...")
@click.option(
    "--out",
    default="samples",
    show_default=True,
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help="Folder for the PDFs and their truth.",
)
@click.option("--seed", default=SEED, show_default=True, help="Other damage, same text.")
def make_releases(names: tuple[str, ...], out: Path, seed: int) -> None:
    """Make the named samples, or all of them."""
    _say(make(RELEASES[name], out, seed).pdf for name in names or RELEASES)


def _of_pages(command: Callable[..., None]) -> Callable[..., None]:
    """The options of commands that make single pages."""
    folder = click.Path(exists=True, file_okay=False, writable=True, path_type=Path)
    for option in (
        click.option("--seed", default=SEED, show_default=True, help="Other pages."),
        click.option(
            "--pages", default=12, show_default=True, type=click.IntRange(1), help="How many."
        ),
        click.option(
            "--out", required=True, type=folder, help="Folder for the pages (PNG) and their truth."
        ),
    ):
        command = option(command)
    return command


def _say(paths: Iterable[Path]) -> None:
    """Name each file as it is written."""
    try:
        for path in paths:
            click.echo(f"{path} {path.stat().st_size // 1024} KB")
    except SampleError as error:
        raise click.ClickException(str(error)) from error


@cli.command("redactions")
@_of_pages
@click.option("--kind", type=click.Choice(KINDS), help="Redactions of this kind, on every page.")
def make_redactions(out: Path, pages: int, seed: int, kind: str | None) -> None:
    """Make single pages with redactions of all kinds and look-alikes; every third has none."""
    _say(write_pages(out, pages, seed, kind))


@cli.command("modern")
@_of_pages
@click.option("--kind", type=click.Choice(MODERN_KINDS), help="Redactions of this kind, always.")
def make_modern_pages(out: Path, pages: int, seed: int, kind: str | None) -> None:
    """Make single pages as offices make them today; every third has no redaction."""
    _say(
        write(make_modern(seed, number, kind), out, f"modern-{seed}-{number:04}")
        for number in range(1, pages + 1)
    )


@cli.command("typed")
@_of_pages
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="How worn; all in turn if not said.",
)
@click.option("--blank", is_flag=True, help="Pages on which there is nothing to read.")
@click.option("--sparse", is_flag=True, help="Pages with a word, a number, a stamp or a line.")
def make_typescript(
    out: Path, pages: int, seed: int, level: str | None, blank: bool, sparse: bool
) -> None:
    """Make single pages of typescript, or blank ones, with the exact truth."""
    if blank and sparse:
        raise click.UsageError("--blank and --sparse are different pages")
    name = "blank" if blank else "sparse" if sparse else "typed"
    make = {"blank": make_blank, "sparse": make_sparse, "typed": make_typed}[name]
    asked = Level(level) if level else None
    _say(
        write(make(seed, number, asked), out, f"{name}-{seed}-{number:04}")
        for number in range(1, pages + 1)
    )


@cli.command("cables")
@click.option(
    "--out",
    required=True,
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    help="Folder for the PDFs and their truth.",
)
@click.option("--count", default=5, show_default=True, type=click.IntRange(1), help="How many.")
@click.option("--seed", default=SEED, show_default=True, help="Other cables.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.CLEAN.value,
    show_default=True,
    help="How worn.",
)
@click.option(
    "--as",
    "delivered",
    type=click.Choice(["one", "shuffled"]),
    default="one",
    show_default=True,
    help="A file each, or a file for each section: some left out, sent twice or corrected.",
)
def make_cables(out: Path, count: int, seed: int, level: str, delivered: str) -> None:
    """Make cables of all eras, with the truth of how they are put together."""
    deliver = {"one": deliver_one, "shuffled": deliver_shuffled}[delivered]
    worn = Level(level)
    _say(
        path
        for number in range(1, count + 1)
        for path in write_delivery(
            deliver(seed, number, worn), worn, f"cable-{seed}-{number:04}", out
        )
    )


if __name__ == "__main__":
    cli(prog_name="python -m samples")
