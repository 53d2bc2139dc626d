"""`readingroom convert --track`: the same conversion as a run on the configured server."""

import os
from pathlib import Path

from flows.settings import Settings
from ocr.errors import NoServer

# Never a server of Prefect's own making: it takes ten seconds and tells nobody.
os.environ.setdefault("PREFECT_SERVER_ALLOW_EPHEMERAL_MODE", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")


def track(path: Path, out: Path, settings: Settings) -> Path:
    """Convert `path` into `out` as a flow run; raises what the conversion raises, NoServer."""
    import httpx
    from prefect.settings import PREFECT_API_URL

    url = PREFECT_API_URL.value() or ""
    try:
        httpx.get(f"{url.rstrip('/')}/health", timeout=5).raise_for_status()
    except (httpx.HTTPError, httpx.UnsupportedProtocol) as reason:
        raise NoServer(url) from reason
    from flows.prefect_flows import convert_file

    return convert_file(path.absolute(), out.absolute(), settings)
