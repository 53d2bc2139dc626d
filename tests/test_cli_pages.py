"""What the commands that work on pages share."""

import gc

import pytest

from flows.cli_pages import uncollected


def test_the_collector_rests_while_a_release_is_converted_and_not_afterwards():
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_is_back_after_an_error():
    with pytest.raises(RuntimeError, match="bad release"), uncollected():
        raise RuntimeError("bad release")
    assert gc.isenabled()
