"""The commands that work on a library: init, watch, status, retry, serve and so on.

Everything heavy is imported inside, as in `flows.cli`; Prefect is not.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flows.cli_errors import reported

if TYPE_CHECKING:
    from flows.accession import Outcome
    from flows.desk import Desk
    from flows.ledger import Ledger
    from flows.ledger_entry import Entry
    from flows.library import Library

HOME = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    help="The library folder. [READINGROOM_HOME or ./library]",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command()
@HOME
def init(home: Path | None) -> None:
    """Make a library folder and its ledger, and say what to do next."""
    from flows.ledger import Ledger
    from flows.library import make_library
    from flows.settings import read_library_settings

    with reported():
        rules = read_library_settings(home=home)
        library = make_library(rules.home)
        Ledger(rules.ledger_url or library.ledger_url).close()
    click.echo(f"library: {library.home.absolute()}")
    click.echo(f"1. put releases into {library.inbox}")
    click.echo("2. readingroom watch         converts what is there and whatever comes")
    click.echo("   readingroom serve         the same with a web page to look at it")
    click.echo(f"3. read them in {library.releases}; what failed is in {library.quarantine}")


@click.command()
@HOME
@click.option("--once", is_flag=True, help="Convert what is there and end.")
@click.option("--jobs", type=click.IntRange(1), help="Pages at once. [all cores]")
@click.option("--settle", type=float, help="Seconds a file must not change before it is read.")
@click.option("--interval", type=float, help="Seconds between two looks at the inbox.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing about what went well.")
def watch(
    home: Path | None,
    *,
    once: bool,
    jobs: int | None,
    settle: float | None,
    interval: float | None,
    quiet: bool,
) -> None:
    """Convert every release that is dropped into the inbox, until stopped."""
    from flows.accession import Outcome
    from flows.watch import sweep_once
    from flows.watch import watch as keep_watching

    counted: dict[Outcome, int] = {}

    def told(entry: "Entry", outcome: "Outcome") -> None:
        counted[outcome] = counted.get(outcome, 0) + 1
        if not quiet or outcome is not Outcome.DONE:
            click.echo(_line(entry, outcome), err=True)

    rules = {"home": home, "settle": settle, "interval": interval}
    with reported(), _desk(jobs, rules) as desk:
        if once:
            sweep_once(desk, on_outcome=told)
        else:
            keep_watching(desk, on_outcome=told)
    # Whoever runs this from a script wants to know that something needs a look.
    if once and (counted.get(Outcome.QUARANTINED) or counted.get(Outcome.FAILED)):
        raise click.exceptions.Exit(1)


@click.command()
@HOME
@AS_JSON
def status(home: Path | None, *, as_json: bool) -> None:
    """Say what is settling, waiting, running, failed and quarantined, and why."""
    from flows import status as states

    with reported(), _ledger(home) as (_, ledger):
        seen = states.look(ledger)
    if as_json:
        click.echo(json.dumps(states.as_values(seen), indent=1, ensure_ascii=False))
    else:
        click.echo("\n".join(states.as_lines(seen)))


@click.command()
@HOME
@AS_JSON
@click.argument("names", nargs=-1, required=True)
def retry(home: Path | None, names: tuple[str, ...], *, as_json: bool) -> None:
    """Let failed or quarantined releases try again, by NAME or by their first sha256 digits."""
    from flows.fingerprint import fingerprint
    from flows.library import shown
    from flows.settings import read_settings
    from flows.sweep import retry as try_again

    with reported(), _ledger(home) as (library, ledger):
        under = fingerprint(read_settings())
        entries = [e for name in names for e in try_again(library, ledger, name, under)]
    if as_json:
        click.echo(json.dumps([{"name": shown(e.name), "sha256": e.sha256} for e in entries]))
        return
    for entry in entries:
        click.echo(f"waiting again: {shown(entry.name)}")


@click.command()
@HOME
@AS_JSON
def reconvert(home: Path | None, *, as_json: bool) -> None:
    """Let everything wait again that was converted by an older version or other settings."""
    from flows.fingerprint import fingerprint
    from flows.settings import read_settings
    from flows.sweep import reenter

    with reported(), _ledger(home) as (_, ledger):
        count = reenter(ledger, fingerprint(read_settings()))
    click.echo(
        json.dumps({"waiting": count}) if as_json else f"{count} releases wait to be converted anew"
    )


@click.command()
@HOME
@AS_JSON
def doctor(home: Path | None, *, as_json: bool) -> None:
    """Check tools, data, folders, clock, ledger and server, and say what to do."""
    from dataclasses import asdict

    from flows.doctor import examine
    from flows.settings import read_library_settings, read_settings

    with reported():
        checks = examine(read_settings(), read_library_settings(home=home))
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], indent=1, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(f"{'!!' if check.remedy else 'ok'} {check.name}: {check.said}")
            if check.remedy:
                click.echo(f"   → {check.remedy}")
    raise click.exceptions.Exit(1 if any(check.remedy for check in checks) else 0)


@click.command()
@HOME
@click.option("--interval", type=float, help="Seconds between two sweeps of the inbox.")
def deploy(home: Path | None, interval: float | None) -> None:
    """Make the work pool and the deployments on the Prefect server that is configured.

    For those who run their own server and workers; `serve` does this by itself.
    """
    from datetime import timedelta

    from flows.library import open_library
    from flows.prefect_serve import deploy as deploy_flows
    from flows.settings import read_library_settings

    with reported():
        rules = read_library_settings(home=home, interval=interval)
        open_library(rules.home)
        deploy_flows(timedelta(seconds=rules.interval), rules.sweeps)


@click.command()
@HOME
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of the web page.")
@click.option("--port", type=click.IntRange(1, 65535), default=4200, show_default=True)
@click.option("--interval", type=float, help="Seconds between two sweeps of the inbox.")
def serve(home: Path | None, host: str, port: int, interval: float | None) -> None:
    """Start a Prefect server, a worker and the schedule, all for this machine.

    Whoever can log in to the server can run code as you. It listens on this
    machine only; before you change --host, read docs/operations.md.
    """
    import threading

    from flows.library import open_library
    from flows.prefect_serve import Address
    from flows.prefect_serve import serve as run_everything
    from flows.settings import read_library_settings
    from flows.watch import stopping_on_signals

    stop = threading.Event()
    with reported(), stopping_on_signals(stop):
        rules = read_library_settings(home=home, interval=interval)
        library = open_library(rules.home)
        run_everything(library, rules, Address(host, port), stop, click.echo)


COMMANDS = (init, watch, status, retry, reconvert, doctor, deploy, serve)


@contextmanager
def _ledger(home: Path | None) -> "Iterator[tuple[Library, Ledger]]":
    from flows.ledger import Ledger
    from flows.library import open_library
    from flows.settings import read_library_settings

    rules = read_library_settings(home=home)
    library = open_library(rules.home)
    ledger = Ledger(rules.ledger_url or library.ledger_url)
    try:
        yield library, ledger
    finally:
        ledger.close()


@contextmanager
def _desk(jobs: int | None, given: dict[str, Any]) -> "Iterator[Desk]":
    """A desk with worker processes, which SIGTERM and Ctrl-C stop at the next page."""
    import threading

    from flows.desk import desk_for
    from flows.settings import read_library_settings, read_settings
    from flows.watch import stopping_on_signals
    from flows.workers import Workers

    settings, rules = read_settings(jobs=jobs), read_library_settings(**given)
    stop = threading.Event()
    with (
        stopping_on_signals(stop),
        Workers(settings.jobs, apart=True) as workers,
        desk_for(settings, rules, workers, stop=stop) as desk,
    ):
        yield desk


def _line(entry: "Entry", outcome: "Outcome") -> str:
    from flows.library import shown

    return f"{outcome}: {shown(entry.name)} ({entry.sha256[:8]})"
