"""A run of a flow: Prefect's engine, begun once the server answers.

    python -m flows.prefect_run      what a worker starts for a run of our deployments

Prefect's client waits for a server that it has reached before; at its first call it gives up at
once, so that a run which is about to begin when its server goes away would crash. Hence all
that takes seconds is imported first, and the server is waited for then.
"""

# isort: off
import flows.unheard  # before anything that keeps the streams it finds
# isort: on

import runpy
import time
import warnings

from prefect.client.orchestration import get_client

import flows.prefect_flows  # noqa: F401  - found loaded when the engine loads the flow
from flows.parents import leave_group_of_parent

LONGEST = 240.0  # seconds; as long as a run that has begun waits (PREFECT_CLIENT_MAX_RETRIES)
AGAIN = 0.5  # seconds between two looks


def wait_for_server(longest: float = LONGEST) -> None:
    """Return when the server answers, or after `longest` seconds: then the engine says why not."""
    until = time.monotonic() + longest
    with get_client(sync_client=True) as client:
        while client.api_healthcheck() and time.monotonic() < until:
            time.sleep(AGAIN)


if __name__ == "__main__":
    # Else it would be killed with what is left of a worker that was killed; a run outlives it.
    leave_group_of_parent()
    wait_for_server()
    # The engine is imported already, by what was imported above; it is meant to be run too.
    warnings.filterwarnings("ignore", ".*prefect.engine", RuntimeWarning)
    runpy.run_module("prefect.engine", run_name="__main__", alter_sys=True)
