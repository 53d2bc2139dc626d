"""The conversion as a Prefect flow: a shell around `flows.convert`.

Marked by its name: only modules called `prefect_*` import Prefect. The watch on a
folder, page tasks and deployments come with the Flows issue; this flow makes a
conversion visible, with its run name and its log, on a configured server.
"""

from pathlib import Path

from prefect import flow

from flows.convert import convert
from flows.output import write_converted
from flows.settings import Settings
from flows.workers import Workers


@flow(name="convert-release", flow_run_name="{path.name}")
def convert_release(path: Path, out: Path, settings: Settings | None = None) -> Path:
    """Convert one release into `out` and return the folder that was written."""
    settings = settings or Settings()
    with Workers(settings.jobs) as workers:
        return write_converted(convert(path, settings, workers), settings, out)
