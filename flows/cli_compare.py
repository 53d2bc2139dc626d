"""The command `readingroom compare`: alternate releases beside each other.

Everything heavy is imported inside, as in `flows.cli`.
"""

import json
from pathlib import Path
from typing import Any

import click

from flows.cli_errors import reported
from flows.cli_pages import page_options, progress

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("releases", nargs=-1, required=True, type=PATH)
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
@click.option("--composite", type=PATH, help="Folder for the least-redacted text of all.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@page_options
def compare(
    releases: tuple[Path, ...], *, as_json: bool, composite: Path | None, quiet: bool, **given: Any
) -> None:
    """Tell what each of RELEASES withholds that another shows.

    A RELEASE is what `convert` made (its folder or its release.json) or a scan (PDF, TIFF,
    PNG, JPEG), which is converted first. Two are compared; more are compared in pairs.
    """
    from itertools import combinations

    from flows import compare as comparing
    from flows import compare_report as report
    from flows.settings import read_settings
    from flows.workers import Workers

    if len(releases) < 2:
        raise click.UsageError("name at least two releases")
    with reported():
        settings = read_settings(**given)
        with Workers(settings.jobs) as workers:
            loaded = []
            for path in releases:
                with progress(path.name, quiet=quiet) as on_page:
                    loaded.append(comparing.load(path, settings, workers, on_page))
        compared = [comparing.compare(a, b) for a, b in combinations(loaded, 2)]
        if composite:
            comparing.write_composite(comparing.compose(loaded), composite)
    if as_json:
        click.echo(json.dumps(report.as_json(compared), ensure_ascii=False, indent=1))
    else:
        click.echo(report.as_text(compared), nl=False)
