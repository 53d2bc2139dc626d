"""The run that we are: the tags it gets, and what the server says of it."""

import logging
from uuid import UUID

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.context import SyncClientContext
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.library import shown
from flows.notices import Notices

log = logging.getLogger(__name__)

ANSWERS = 3.0  # seconds that the server may take; who is asked to stop has half a minute
MOST = 30  # tags; a sweep may convert a thousand releases, and the web page shows all tags
LONGEST = 100  # characters of a tag


class Tags:
    """The releases of a run as its tags, by which the web page finds the run of a release.

    Told to the server beside the run. Not with `prefect.tags`, nor given to a task: task runs
    would have them, too, and wait for the server before each page (`flows.prefect_pages`).
    """

    def __init__(self, notices: Notices) -> None:
        self._notices, self._tags = notices, list(runtime.flow_run.tags)

    def add(self, name: str) -> None:
        """Tag the run with the name of a release, or nothing when it has many tags already."""
        tag = shown(name)[:LONGEST]
        if tag in self._tags or len(self._tags) >= MOST:
            return
        self._tags.append(tag)
        run, tags = UUID(runtime.flow_run.id), list(self._tags)
        self._notices.put_up(lambda: _tell(run, tags))


def _tell(run: UUID, tags: list[str]) -> None:
    with SyncClientContext.get_or_create() as here:
        here.client.update_flow_run(run, tags=tags).raise_for_status()


def was_cancelled() -> bool:
    """Whether somebody cancelled this run; False also when the server does not say.

    Asked at a signal to end, which comes also when a worker is stopped.
    """
    try:
        with (
            temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}),
            get_client(httpx_settings={"timeout": ANSWERS}, sync_client=True) as client,
        ):
            state = client.read_flow_run(runtime.flow_run.id).state
    except Exception as reason:  # whatever it says: the run ends in any case
        log.warning("the server does not say whether this run was cancelled: %s", reason)
        return False
    return state is not None and state.type in (StateType.CANCELLING, StateType.CANCELLED)
