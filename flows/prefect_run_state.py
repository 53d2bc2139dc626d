"""What the server says of the run that we are."""

import logging

from prefect import runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

log = logging.getLogger(__name__)

ANSWERS = 3.0  # seconds that the server may take; who is asked to stop has half a minute


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
