"""The Prefect shell: thin, and real."""

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # Prefect and its server warn about themselves
def test_the_flow_writes_what_the_command_writes(tmp_path):
    from prefect.testing.utilities import prefect_test_harness

    from flows.prefect_convert import convert_release

    with prefect_test_harness(server_startup_timeout=120):
        where = convert_release(SAMPLES / "typed-letter.pdf", tmp_path)
    assert sorted(path.name for path in where.iterdir()) == ["release.json", "text.txt"]
