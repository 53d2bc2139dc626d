"""A watch that is killed at any moment loses, doubles and half-writes nothing."""

import pytest

from tests.killing import run

pytestmark = pytest.mark.slow


def test_killed_again_and_again_the_library_ends_as_if_nothing_had_happened():
    told = run(kills=3, releases=3, longest=5.0, seed=7)
    assert told["states"] == {"done": 3}
    assert told["differing"] == []
    # Original, text, record, pages as read and review page: five files a release, and nothing else.
    assert told["files"] == 15
