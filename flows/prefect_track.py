"""`readingroom convert --track`: the same conversion as a run on the configured server."""

import asyncio
import os
from pathlib import Path

from flows.convert import wanted_sheets
from flows.errors import NoServer
from flows.settings import Settings
from flows.workers import Workers
from ocr.source import open_source

# Never a server of Prefect's own making: it takes ten seconds and tells nobody.
os.environ.setdefault("PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
# The automation of `flows.prefect_reconcile` takes a longer silence for death.
os.environ.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", "30")


def track(path: Path, out: Path, settings: Settings) -> Path:
    """Convert `path` into `out` as a flow run; raises what the conversion raises, NoServer."""
    # Importing Prefect takes seconds, in which the workers can read.
    with Workers(settings.jobs, apart=True) as workers:
        source = open_source(path.absolute())
        _, wanted = wanted_sheets(source, settings)
        workers.begin(source, wanted, settings.reading)
        return _track(path, out, settings, workers)


def _track(path: Path, out: Path, settings: Settings, workers: Workers) -> Path:
    import httpx
    from prefect.settings import PREFECT_API_URL

    url = PREFECT_API_URL.value() or ""
    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=5).raise_for_status()
    except (httpx.HTTPError, httpx.UnsupportedProtocol) as reason:
        raise NoServer(url) from reason
    from flows.prefect_flows import convert_file, early_workers

    early_workers.append(workers)
    # Not asyncio.run, which keeps a first Ctrl-C to itself until somebody awaits something.
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(convert_file(path.absolute(), out.absolute(), settings))
    finally:
        loop.close()
