"""The pages of a release read on a Dask cluster and on Ray, against a plain conversion.

    pip install 'readingroom[dask,ray]'
    python -m tests.cluster dask
    python -m tests.cluster ray

Each makes a cluster on this machine for the run, and converts a sample as a tracked run and
plainly. Prints as JSON whether the texts and records are the same bytes, and which processes
read the pages. No part of `make test`: Ray and Dask are half a gigabyte.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.served import COMMAND, Served

SAMPLES = Path(__file__).parent.parent / "samples"


def run(kind: str, sample: str) -> dict[str, object]:
    """Both conversions of a sample, compared."""
    with tempfile.TemporaryDirectory(prefix="readingroom-cluster-") as folder:
        root = Path(folder)
        (root / "library").mkdir()
        served = Served(root / "library", interval=3600)
        try:
            secret = (served.home / ".auth").read_text().strip()
            env = served.env | {"PREFECT_API_URL": served.api, "PREFECT_API_AUTH_STRING": secret}
            env |= {"READINGROOM_JOBS": "2", "READINGROOM_TASK_RUNNER": kind}
            times = {}
            for name, more in (("plain", []), ("tracked", ["--track"])):
                began = time.monotonic()
                command = ["convert", str(SAMPLES / sample), "-o", str(root / name), *more]
                subprocess.run([*COMMAND, *command], env=env, check=True, capture_output=True)
                times[name] = round(time.monotonic() - began, 1)
            (flow,) = served.runs("convert-file")
            tasks = served.ask(
                "/task_runs/filter",
                {"task_runs": {"flow_run_id": {"any_": [flow["id"]]}}},
            )
            return {
                "runner": kind,
                "same": contents(root / "plain") == contents(root / "tracked"),
                "tasks": {task["name"]: task["state_type"] for task in tasks},
                "run": flow["state_type"],
                "seconds": times,
            }
        finally:
            served.stop()


def contents(folder: Path) -> dict[str, bytes]:
    """What was written, but the ledger beside it."""
    paths = [path for path in folder.rglob("*") if path.suffix in (".txt", ".json")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runner", choices=["dask", "ray", "processes", "threads"])
    parser.add_argument("--sample", default="combined-cable.pdf")
    given = parser.parse_args()
    told = run(given.runner, given.sample)
    print(json.dumps(told, indent=1))  # noqa: T201 - this is its output
    return 0 if told["same"] and told["run"] == "COMPLETED" else 1


if __name__ == "__main__":
    sys.exit(main())
