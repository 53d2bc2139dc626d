"""The figures of docs/operations.md, at a size that a test can afford."""

import pytest

from tests import assembling_ledger, figures, searching

pytestmark = pytest.mark.slow


def test_a_sweep_of_known_files_reads_none_of_them():
    told = figures.idle_sweep(5_000)
    assert told["converted"] == 0
    # Of the processor's time: what else the machine does is its own affair.
    assert told["cpu_seconds"] < 2


def test_files_dropped_at_once_are_converted_in_order_with_flat_memory():
    told = figures.thousand(120)
    assert told["done"] == {"done": 120}
    assert told["in_order"]
    assert told["peak_mb_after_all"] - told["peak_mb_after_100"] < 20


def test_the_process_that_reads_pages_does_not_grow():
    told = figures.memory(40, pages=4)
    assert told["words_read_twice"] > 0
    # The first pages bring in the programs, the model and the largest page.
    assert told["resident_mb"][-1] - told["resident_mb"][4] < 20


def test_two_workers_share_a_library_exactly_once_although_one_is_killed(postgres_url):
    told = figures.workers(postgres_url, 40)
    assert told["counts"]["done"] == told["whole"] == 40
    assert told["done_twice"] == []
    assert all(told["shares"])


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_an_arrival_and_the_docket_are_quick_over_a_ledger_of_sections(kind, request):
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    told = assembling_ledger.measure(1_000, url, arrivals=20)
    # Of the processor's time: what the disk takes for a sync is the machine's affair.
    assert told["arrival_cpu_ms_median"] < 100
    assert told["docket_s"] < 2
    assert told["docket_lines"] > 500


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_damaged_names_are_found_and_soon(kind, request):
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else ""
    told = searching.measure(1_000, 3, url=url)
    assert float(told["damaged names"]["found"]["all"]) >= 0.85  # of 20 names
    assert told["damaged names"]["cpu_ms"]["median"] < 200
