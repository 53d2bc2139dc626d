"""The ledger, on SQLite and on PostgreSQL: one owner at a time, nothing forgotten."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from flows.errors import LedgerUnusable
from flows.inbox import Found
from flows.ledger import LeaseLost, Ledger
from flows.ledger_entry import NEVER, State, is_row_of
from flows.ledger_tables import releases

PRINT = "0123456789ab"
OTHER = "0ther0ther0t"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def ledger(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'ledger.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    opened = Ledger(url)
    yield opened
    opened.close()


def wait(ledger, name, sha256=None, under=PRINT):
    ledger.enter(sha256 or (name * 64)[:64], under, f"{name}.pdf", Path("inbox") / f"{name}.pdf")


def claim(ledger, owner="me", lease=60.0, under=PRINT):
    return ledger.claim(owner, lease, under)


def finish(ledger, entry):
    ledger.finish(entry, folder="releases/x", pages=1, failed_pages=0)


def state(ledger):
    return [str(entry.state) for entry in ledger.entries()]


def test_releases_are_claimed_in_the_order_they_came(ledger):
    for name in "cab":
        wait(ledger, name)
    assert [claim(ledger).name for _ in range(3)] == ["c.pdf", "a.pdf", "b.pdf"]
    assert claim(ledger) is None


def test_a_claimed_release_is_nobody_elses(ledger):
    wait(ledger, "a")
    assert claim(ledger, "me")
    assert claim(ledger, "you") is None


def test_what_waits_for_somebody_to_ask_is_claimed_only_when_one_does(ledger):
    wait(ledger, "a")
    ledger.fail(claim(ledger), "cancelled", wait=NEVER)
    assert claim(ledger) is None
    (entry,) = ledger.entries(State.FAILED)
    assert entry.next_try == NEVER
    assert ledger.claim("me", 60.0, PRINT, sha256=entry.sha256) is None
    assert ledger.claim("me", 60.0, PRINT, sha256=entry.sha256, at_once=True)
    assert ledger.claim("you", 60.0, PRINT, sha256=entry.sha256, at_once=True) is None


def test_one_with_settings_of_its_own_is_due_when_nobody_is_at_it_any_more(ledger):
    wait(ledger, "a")
    ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked='{"dpi": 200}')
    (entry,) = ledger.apart.due()
    assert (entry.name, entry.asked) == ("b.pdf", '{"dpi": 200}')
    claim(ledger, under=OTHER)
    ledger.apart.leave(entry, "not while it runs")
    assert ledger.apart.due() == []
    ledger.fail(claim(ledger), "no luck", wait=0.0)
    assert ledger.entry("b" * 64, OTHER).state is State.RUNNING


def test_one_that_is_put_back_and_cancelled_is_left(ledger):
    ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked="{}", grace=60.0)
    assert ledger.apart.due() == []
    entry = ledger.claim("me", 60.0, OTHER, sha256="b" * 64, at_once=True)
    ledger.put_back(entry)
    assert len(ledger.apart.due()) == 1
    ledger.apart.leave(entry, "cancelled")
    assert ledger.apart.due() == []
    assert ledger.entry("b" * 64, OTHER).reason == "cancelled"


def test_one_with_settings_of_its_own_moves_to_the_fingerprint_they_have_now(ledger):
    ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked='{"dpi": 200}')
    (entry,) = ledger.apart.due()
    ledger.apart.move(entry, PRINT, apart=True)
    assert [(e.fingerprint, e.asked) for e in ledger.apart.due()] == [(PRINT, '{"dpi": 200}')]
    ledger.apart.leave(*ledger.apart.due(), "cancelled")
    assert ledger.apart.due() == []


def test_one_whose_settings_have_become_the_librarys_is_the_librarys(ledger):
    ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked='{"dpi": 200}')
    ledger.apart.move(*ledger.apart.due(), PRINT, apart=False)
    assert [(e.fingerprint, e.apart, e.asked) for e in ledger.entries()] == [(PRINT, False, "")]


def test_one_that_another_worker_claims_meanwhile_is_not_moved(ledger):
    ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked='{"dpi": 200}')
    (entry,) = ledger.apart.due()
    claim(ledger, under=OTHER)
    ledger.apart.move(entry, PRINT, apart=True)
    assert [(e.fingerprint, e.state) for e in ledger.entries()] == [(OTHER, State.RUNNING)]


@pytest.mark.slow
def test_one_that_another_worker_is_claiming_is_not_moved(postgres_url):
    with closing(Ledger(postgres_url)) as ledger, ThreadPoolExecutor() as other:
        ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked='{"dpi": 200}')
        (entry,) = ledger.apart.due()
        with ledger.database.begin() as claiming:
            taken = {"state": State.RUNNING, "lease_until": NEVER}
            claiming.execute(sa.update(releases).where(is_row_of(entry)).values(taken))
            other.submit(ledger.apart.move, entry, PRINT, apart=True).result(timeout=10)
        assert [(e.fingerprint, e.state) for e in ledger.entries()] == [(OTHER, State.RUNNING)]


def test_one_that_is_put_back_for_a_while_is_due_when_it_is_handed_on(ledger):
    ledger.enter("b" * 64, OTHER, "b.pdf", Path("inbox/b.pdf"), asked="{}")
    entry = claim(ledger, under=OTHER)
    ledger.put_back(entry, grace=60.0)
    assert ledger.apart.due() == []
    ledger.apart.hand_on(entry)
    assert len(ledger.apart.due()) == 1


def test_what_is_done_is_not_claimed_and_not_entered_again(ledger):
    wait(ledger, "a")
    finish(ledger, claim(ledger))
    wait(ledger, "a")
    assert claim(ledger) is None
    assert state(ledger) == ["done"]


def test_a_lease_that_ran_out_is_taken_over_and_its_old_owner_told(ledger):
    wait(ledger, "a")
    mine = claim(ledger, "me", lease=-1.0)
    yours = claim(ledger, "you")
    assert (yours.tries, yours.broken_off) == (1, 1)
    for late in (lambda: finish(ledger, mine), lambda: ledger.extend(mine, 60.0)):
        with pytest.raises(LeaseLost):
            late()
    finish(ledger, yours)
    assert state(ledger) == ["done"]


def test_a_lease_that_is_renewed_is_kept(ledger):
    wait(ledger, "a")
    mine = claim(ledger, "me", lease=-1.0)
    ledger.extend(mine, 60.0)
    assert claim(ledger, "you") is None


def test_a_failed_release_waits_before_it_is_tried_again(ledger):
    wait(ledger, "a")
    ledger.fail(claim(ledger), "no luck", wait=60.0)
    assert claim(ledger) is None
    (entry,) = ledger.entries(State.FAILED)
    assert (entry.reason, entry.tries) == ("no luck", 1)


def test_a_failure_that_is_no_fault_of_the_file_does_not_count(ledger):
    wait(ledger, "a")
    ledger.fail(claim(ledger), "disk full", wait=0.0, counts=False)
    assert claim(ledger).tries == 1


def test_breaking_off_is_not_held_against_a_release_that_got_a_page_further(ledger):
    wait(ledger, "a")
    for _ in range(3):
        entry = claim(ledger, lease=-1.0)
    assert (entry.tries, entry.broken_off) == (1, 2)
    ledger.got_further(entry, 7)
    assert claim(ledger).broken_off == 1


def test_what_failed_begins_with_a_clean_slate_when_somebody_asks_for_it_again(ledger):
    wait(ledger, "a")
    for _ in range(3):
        entry = claim(ledger, lease=-1.0)
    assert entry.broken_off == 2
    ledger.fail(entry, "it keeps breaking off", wait=NEVER)
    entry = ledger.claim("me", 60.0, PRINT, sha256=entry.sha256, at_once=True)
    assert (entry.tries, entry.broken_off, entry.pages_kept) == (1, 0, 0)


def test_a_release_that_was_tried_before_does_not_delay_the_others(ledger):
    wait(ledger, "a")
    ledger.fail(claim(ledger), "no luck", wait=0.0)
    wait(ledger, "b")
    assert [claim(ledger).name for _ in range(2)] == ["b.pdf", "a.pdf"]


def test_retrying_starts_with_a_clean_slate_under_the_present_fingerprint(ledger):
    wait(ledger, "a", under="old0old0old0")
    ledger.quarantine(claim(ledger, under="old0old0old0"), "bad", Path("quarantine/a.pdf"))
    (entry,) = ledger.entries(State.QUARANTINED)
    ledger.retry(entry, Path("inbox/a.pdf"), PRINT)
    again = claim(ledger)
    assert (again.tries, again.reason, again.path) == (1, "", Path("inbox/a.pdf"))


def test_what_waits_under_an_older_fingerprint_is_adopted_and_what_is_done_is_not(ledger):
    wait(ledger, "a", under="old0old0old0")
    finish(ledger, claim(ledger, under="old0old0old0"))
    wait(ledger, "b", under="old0old0old0")
    ledger.adopt(PRINT)
    assert claim(ledger).name == "b.pdf"
    assert claim(ledger) is None


def test_a_file_settles_once_and_content_known_under_another_name_is_not_entered_again(ledger):
    first, second = Found("a.pdf", 5, 1), Found("b.pdf", 5, 2)
    ledger.sightings.saw([first, second])
    assert [s.sha256 for s in ledger.sightings.known().values()] == ["", ""]
    ledger.settle([(first, "e" * 64), (second, "e" * 64)], PRINT)
    assert {s.sha256 for s in ledger.sightings.known().values()} == {"e" * 64}
    assert state(ledger) == ["waiting"]


def test_a_changed_file_settles_anew(ledger):
    ledger.sightings.saw([Found("a.pdf", 5, 1)])
    ledger.settle([(Found("a.pdf", 5, 1), "e" * 64)], PRINT)
    ledger.sightings.saw([Found("a.pdf", 6, 2)])
    assert ledger.sightings.known()["a.pdf"].sha256 == ""
    ledger.sightings.forget(["a.pdf"])
    assert ledger.sightings.known() == {}


def test_many_workers_share_the_releases_without_sharing_one(ledger):
    for number in range(60):
        wait(ledger, f"{number:02}", sha256=f"{number:064}")

    def work(owner):
        done = []
        while entry := claim(ledger, owner):
            finish(ledger, entry)
            done.append(entry.name)
        return done

    with ThreadPoolExecutor(6) as pool:
        shares = list(pool.map(work, "abcdef"))
    assert sorted(name for share in shares for name in share) == [
        f"{number:02}.pdf" for number in range(60)
    ]


def test_opening_a_ledger_twice_leaves_it_as_it_is(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    first = Ledger(url)
    wait(first, "a")
    first.close()
    second = Ledger(url)
    assert state(second) == ["waiting"]
    second.close()


def test_a_ledger_of_an_older_version_is_brought_up_to_date_with_what_it_holds(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    now = Ledger(url)
    wait(now, "a")
    now.close()
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as older, older:
        older.execute("ALTER TABLE release DROP COLUMN asked")
        older.execute("UPDATE readingroom_ledger_version SET version_num = '0002'")
    again = Ledger(url)
    assert claim(again).asked == ""
    again.close()


@pytest.mark.parametrize("url", ["sqlite:////nowhere/ledger.db", "nonsense://x"])
def test_a_ledger_that_cannot_be_opened_says_so(url):
    with pytest.raises(LedgerUnusable, match="READINGROOM_LEDGER_URL"):
        Ledger(url)


def test_of_several_rows_of_one_content_one_is_adopted(ledger):
    for under in ("old0old0old0", "old1old1old1"):
        wait(ledger, "a", under=under)
    ledger.adopt(PRINT)
    assert claim(ledger)
    ledger.adopt(PRINT)
    assert claim(ledger) is None
