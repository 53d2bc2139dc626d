"""Runs whose process is gone: told to the server, which cannot see that by itself.

A killed worker, a power cut, a Ctrl-C at the wrong moment leave runs `Running` for
ever, and such a run holds the slot of its deployment: no sweep would run again. At
start, when no worker of ours runs yet, every run that claims to run is a dead one;
while we run, an automation watches the heartbeats of runs.
"""

import logging
from datetime import timedelta
from typing import Any

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterTags,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.states import Cancelled, Crashed

from flows.deployments import TAG

log = logging.getLogger(__name__)

# Longer than a run waits for a server that is away (OF_RUNS of `flows.deployments`): a server
# that comes back has heard from none of its runs, and must not take them for dead at once.
SILENCE = timedelta(minutes=5)
AUTOMATION = "readingroom: a run without a heartbeat has crashed"
ALIVE = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)


NOT_BEGUN = (StateType.PENDING,)


def reconcile(client: SyncPrefectClient, why: str, claims: tuple[StateType, ...] = ALIVE) -> int:
    """Mark every run of our deployments that claims to be alive as crashed; how many.

    To be called when no worker of ours runs. A run that was about to begin when its worker
    died (NOT_BEGUN) has no heartbeat, and would hold the slot of its deployment.
    """
    runs = client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(claims)))
        ),
        deployment_filter=DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG])),
    )
    for run in runs:
        asked_to_stop = run.state is not None and run.state.type == StateType.CANCELLING
        state: Any = Cancelled(message=why) if asked_to_stop else Crashed(message=why)
        client.set_flow_run_state(run.id, state, force=True)
        log.info("run %s was not running any more: %s", run.name, state.name)
    return len(runs)


def watch_heartbeats(client: SyncPrefectClient) -> None:
    """Make the automation that crashes a run whose heartbeat has stopped, once."""
    if client.read_automations_by_name(AUTOMATION):
        return
    client.create_automation(
        AutomationCore(
            name=AUTOMATION,
            description="Made by readingroom serve; without it a killed run stays Running.",
            trigger=EventTrigger(
                after={"prefect.flow-run.heartbeat"},
                expect={
                    "prefect.flow-run.heartbeat",
                    "prefect.flow-run.Completed",
                    "prefect.flow-run.Failed",
                    "prefect.flow-run.Cancelled",
                    "prefect.flow-run.Crashed",
                },
                match={"prefect.resource.id": "prefect.flow-run.*"},
                for_each={"prefect.resource.id"},
                posture=Posture.Proactive,
                threshold=1,
                within=SILENCE,
            ),
            actions=[
                ChangeFlowRunState(
                    name=None,
                    state=StateType.CRASHED,
                    message=f"no heartbeat for {SILENCE.total_seconds():.0f} seconds",
                    # Not forced: a last heartbeat may come in after the end of its run, and
                    # the server lets no run that has ended crash unless it is forced to.
                    force=False,
                )
            ],
        )
    )
