"""What a run tells its web page: in order, and never at the cost of the conversion."""

import logging
import threading
from contextlib import nullcontext
from functools import partial

import pytest

from flows.notices import notices


def test_what_is_put_up_is_said_in_order_before_the_block_ends():
    said: list[int] = []
    with notices() as told:
        for number in range(5):
            told.put_up(partial(said.append, number))
    assert said == [0, 1, 2, 3, 4]


def test_a_server_that_is_away_neither_fails_nor_holds_up_the_run(caplog):
    away = threading.Event()
    went_on = []

    def unheard():
        away.wait(10)
        raise ConnectionError("the server is away")

    # The level of our own: what commands set for themselves stays set in one process.
    with caplog.at_level(logging.WARNING, logger="flows"), notices() as told:
        told.put_up(unheard)
        went_on.append(not away.is_set())
        away.set()
    assert went_on == [True]
    assert "the server is away" in caplog.text


def test_what_waits_behind_a_notice_that_failed_is_left_out_and_later_ones_are_said():
    said, failed, waits = [], threading.Event(), threading.Event()

    def unheard():
        waits.wait(10)
        raise ConnectionError

    with notices() as told:
        told.put_up(unheard)
        told.put_up(lambda: said.append("too late"))
        waits.set()
        told.put_up(failed.set)
        while not failed.wait(0.01):
            told.put_up(failed.set)
        told.put_up(lambda: said.append("heard again"))
    assert said == ["heard again"]


def test_a_run_that_is_stopped_says_no_more_than_it_had_begun():
    said, begun, goes_on = [], threading.Event(), threading.Event()

    def slow():
        begun.set()
        goes_on.wait(0.2)
        said.append("begun")

    def stopped():
        with notices() as told:
            told.put_up(slow)
            told.put_up(lambda: said.append("not begun"))
            begun.wait(10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert said == ["begun"]


@pytest.mark.parametrize("ends", [KeyboardInterrupt, None])
def test_a_run_does_not_wait_for_a_server_that_hangs(ends, caplog):
    said, begun, hangs = [], threading.Event(), threading.Event()

    def hanging():
        begun.set()
        hangs.wait(10)

    def run():
        with notices(well=0.01, stopped=0.01) as told:
            told.put_up(hanging)
            told.put_up(lambda: said.append("not begun"))
            begun.wait(10)
            if ends:
                raise ends

    with caplog.at_level(logging.WARNING, logger="flows"):
        with pytest.raises(ends) if ends else nullcontext():
            run()
        assert not hangs.is_set()
        assert "not told everything" in caplog.text
    (saying,) = (each for each in threading.enumerate() if each.name == "notices")
    hangs.set()
    saying.join(10)
    assert said == []
