"""What we call things on a Prefect server, for modules with Prefect and without it.

`prefect.yaml` says the same for those who deploy with Prefect's own command.
"""

POOL = "readingroom"  # the work pool, of processes
TAG = "readingroom"  # of all our deployments
# Flows, and the deployment of each.
CONVERT = "convert-release"
SWEEP = "sweep-inbox"
RECONVERT = "reconvert"
# What every run needs, wherever its worker was started and with what environment.
OF_RUNS = {
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",  # seconds; flows.prefect_reconcile counts on it
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,ocr,cleanup",
    # Each waits twice as long as the one before: for a server that is away for four minutes.
    "PREFECT_CLIENT_MAX_RETRIES": "7",
}
