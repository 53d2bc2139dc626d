"""From the inbox into the library: once each, in order, whatever happens on the way."""

import errno
import json
import os
import shutil
import threading
from pathlib import Path

import pytest

from flows import status
from flows.accession import Outcome, accession
from flows.errors import DiskFull, NoLibrary, NothingToRetry
from flows.inbox import checksum
from flows.ledger_entry import State
from flows.library import make_library, open_library
from flows.output import MAKING, RECORD
from flows.places import strictly
from flows.shelving import put_on_shelf
from flows.sweep import clear_away, reenter, retry, survey, sweep
from flows.watch import sweep_once
from ocr.errors import NotARelease
from tests.rights import rights_of_anybody
from tests.shelves import FINGERPRINT, FakeReaders, alike, desk, drop, drop_pages, released


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def settled(at):
    """Sweep twice, which is when files dropped before have settled."""
    survey(at)
    return sweep(at).outcomes


def test_a_dropped_release_is_converted_shelved_with_its_original_and_gone_from_the_inbox(
    tmp_path,
):
    with desk(tmp_path) as at:
        original = drop(at.library.inbox, "letter.png").read_bytes()
        assert settled(at) == {Outcome.DONE: 1}
    ((folder, files),) = released(tmp_path).items()
    assert folder.startswith("letter-")
    assert files == ["original/letter.png", "pages.jsonl.gz", "release.json", "text.txt"]
    kept = tmp_path / "releases" / folder / "original" / "letter.png"
    assert kept.read_bytes() == original
    assert list((tmp_path / "inbox").iterdir()) == list((tmp_path / "work").iterdir()) == []


def test_originals_stay_where_they_are_when_asked_to_and_are_not_read_again(tmp_path):
    readers = FakeReaders()
    with desk(tmp_path, readers, keep_in_inbox=True) as at:
        dropped = drop(at.library.inbox, "letter.png")
        settled(at)
        settled(at)
        assert dropped.exists()
    assert readers.read_pages == [1]


def test_a_file_is_left_alone_until_it_has_stopped_changing(tmp_path):
    with desk(tmp_path, settle=3600.0) as at:
        drop(at.library.inbox, "letter.png")
        assert settled(at) == {}
        assert len(status.look(at.ledger).settling) == 1


def test_a_file_that_grows_between_two_looks_starts_over(tmp_path):
    with desk(tmp_path) as at:
        dropped = drop(at.library.inbox, "letter.png")
        survey(at)
        with dropped.open("ab") as file:
            file.write(b"more")
        assert survey(at).arrived == 0
        assert survey(at).arrived == 1


YEAR = 366 * 24 * 3600 * 10**9  # nanoseconds


@pytest.mark.parametrize("skew", [-60 * YEAR, -YEAR, YEAR, 100 * YEAR])
def test_a_file_whose_share_has_another_clock_settles_like_any_other(tmp_path, skew):
    with desk(tmp_path) as at:
        dropped = drop(at.library.inbox, "letter.png")
        mtime = dropped.stat().st_mtime_ns + skew
        os.utime(dropped, ns=(mtime, mtime))
        assert survey(at).arrived == 0
        assert sweep(at).outcomes == {Outcome.DONE: 1}


def test_a_share_whose_clock_is_set_back_makes_a_file_settle_anew(tmp_path):
    with desk(tmp_path) as at:
        dropped = drop(at.library.inbox, "letter.png")
        survey(at)
        os.utime(dropped, ns=(1, dropped.stat().st_mtime_ns - YEAR))
        assert survey(at).arrived == 0
        assert survey(at).arrived == 1


def test_a_file_renamed_between_settling_and_reading_is_converted_once_as_what_it_is(tmp_path):
    readers = FakeReaders()
    with desk(tmp_path, readers) as at:
        dropped = drop(at.library.inbox, "a.png")
        survey(at)
        survey(at)
        dropped.rename(at.library.inbox / "b.png")
        settled(at)
        assert sweep(at).outcomes + settled(at) == {Outcome.DONE: 1}
    assert readers.read_pages == [1]
    ((folder, _),) = released(tmp_path).items()
    assert folder.startswith("b-")


def test_links_pipes_and_devices_delay_nothing_and_are_told_of(tmp_path):
    with desk(tmp_path) as at:
        (at.library.inbox / "loop").symlink_to(".")
        os.mkfifo(at.library.inbox / "pipe.pdf")
        drop(at.library.inbox, "z.png")
        assert settled(at) == {Outcome.DONE: 1}
        passed = [seen.path for seen in status.look(at.ledger).passed]
        assert sorted(passed) == names_in(at.library.inbox) == ["loop", "pipe.pdf"]


def test_a_folder_moved_in_as_a_whole_is_taken_in_with_everything_in_it(tmp_path):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "box 3/folder 1/a.png")
        drop(at.library.inbox, "box 3/b.png")
        assert settled(at) == {Outcome.DONE: 2}
    assert [name.rsplit("-", 1)[0] for name in released(tmp_path)] == ["a", "b"]


class StopsBeforePictures(FakeReaders):
    """Someone wants to stop when all pages are read and none is drawn."""

    stop: threading.Event

    def read(self, source, sheets, reading):
        yield from super().read(source, sheets, reading)
        self.stop.set()


def test_a_release_gets_its_review_page_unless_someone_wants_to_stop(tmp_path):
    readers = StopsBeforePictures()
    with desk(tmp_path, readers, review=True) as at:
        readers.stop = at.stop
        drop(at.library.inbox, "letter.png")
        assert settled(at) == {Outcome.STOPPED: 1}
        assert released(tmp_path) == {}
        at.stop.clear()
        with desk(tmp_path, review=True) as again:
            assert sweep(again).outcomes == {Outcome.DONE: 1}
    (files,) = released(tmp_path).values()
    assert "review.html" in files


def test_the_same_content_under_two_names_is_converted_once_and_both_files_are_kept(tmp_path):
    readers = FakeReaders()
    with desk(tmp_path, readers) as at:
        drop(at.library.inbox, "a.png", says="same")
        drop(at.library.inbox, "b.png", says="same")
        settled(at)
        settled(at)
        assert list(at.library.inbox.iterdir()) == []
    assert readers.read_pages == [1]
    (files,) = released(tmp_path).values()
    assert files[:2] == ["original/a.png", "original/b.png"]


def test_a_changed_file_under_an_old_name_is_another_release(tmp_path):
    with desk(tmp_path) as at:
        for says in ("first", "second"):
            drop(at.library.inbox, "letter.png", says=says)
            assert settled(at) == {Outcome.DONE: 1}
    assert len(released(tmp_path)) == 2


def test_a_file_replaced_between_settling_and_reading_settles_anew(tmp_path):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "letter.png", says="first")
        survey(at)
        survey(at)
        drop(at.library.inbox, "letter.png", says="second")
        assert accession(at, at.ledger.claim("me", 60.0, FINGERPRINT)) is Outcome.CHANGED
        assert settled(at) == {Outcome.DONE: 1}
    assert len(released(tmp_path)) == 1


def test_one_bad_file_delays_no_other_and_goes_to_quarantine_with_its_reason(tmp_path):
    with desk(tmp_path) as at:
        (at.library.inbox / "a bad one.pdf").write_bytes(b"no pdf")
        drop(at.library.inbox, "b.png")
        assert settled(at) == {Outcome.QUARANTINED: 1, Outcome.DONE: 1}
    quarantine = tmp_path / "quarantine"
    assert (quarantine / "a bad one.pdf").read_bytes() == b"no pdf"
    why = json.loads((quarantine / "a bad one.pdf.why.json").read_text())
    assert why["reason"].startswith("inbox/a bad one.pdf is not a PDF")
    assert "readingroom retry" in (quarantine / "a bad one.pdf.why.txt").read_text()


def test_two_releases_whose_names_and_first_digits_agree_stand_beside_each_other(tmp_path):
    with desk(tmp_path) as at:
        plain = drop(at.library.inbox, "letter.png").read_bytes()
        contents = alike(plain)
        (at.library.inbox / "letter.png").unlink()
        for box, content in zip(("one", "two"), contents, strict=True):
            (at.library.inbox / box).mkdir()
            (at.library.inbox / box / "letter.png").write_bytes(content)
        assert settled(at) == {Outcome.DONE: 2}
    kept = {path.read_bytes() for path in tmp_path.glob("releases/*/original/letter.png")}
    assert kept == set(contents)
    short, long = sorted(released(tmp_path))
    assert long.startswith(short)
    with desk(tmp_path, fingerprint="new0new0new0") as at:
        reenter(at.ledger, "new0new0new0")
        assert sweep(at).outcomes == {Outcome.DONE: 2}
    assert sorted(released(tmp_path)) == [short, long]


def test_a_shelf_that_another_release_takes_in_the_last_moment_is_left_to_it(tmp_path):
    library = make_library(tmp_path)
    made, taken = library.work / "made", library.releases / "letter-01234567"
    for folder in (made, taken):
        folder.mkdir()
        (folder / "release.json").write_text(json.dumps({"source": {"sha256": folder.name}}))
    with pytest.raises(OSError, match="not empty"):
        put_on_shelf(made, taken, "made", "me")
    assert json.loads((taken / "release.json").read_text())["source"]["sha256"] == taken.name


def test_bad_files_whose_names_and_first_digits_agree_all_stay_with_their_reasons(tmp_path):
    with desk(tmp_path) as at:
        contents = {b"bad", *alike(b"bad")}
        for content in sorted(contents):
            (at.library.inbox / "x.pdf").write_bytes(content)
            settled(at)
        assert {path.read_bytes() for path in at.library.quarantine.glob("*.pdf")} == contents
        assert len(list(at.library.quarantine.glob("*.why.txt"))) == 3
        for entry in at.ledger.entries(State.QUARANTINED):
            retry(at.library, at.ledger, entry.sha256, FINGERPRINT)
        assert {path.read_bytes() for path in at.library.inbox.iterdir()} == contents


def test_two_different_bad_files_of_one_name_both_stay(tmp_path):
    with desk(tmp_path) as at:
        for content in (b"bad", b"worse"):
            (at.library.inbox / "x.pdf").write_bytes(content)
            settled(at)
    kept = sorted(p.read_bytes() for p in (tmp_path / "quarantine").glob("x*.pdf"))
    assert kept == [b"bad", b"worse"]


def test_a_quarantined_file_is_put_back_and_tried_again_on_request(tmp_path):
    with desk(tmp_path) as at:
        (at.library.inbox / "x.pdf").write_bytes(b"bad")
        settled(at)
        retry(at.library, at.ledger, "x.pdf", FINGERPRINT)
        assert names_in(at.library.quarantine) == []
        assert names_in(at.library.inbox) == ["x.pdf"]
        assert settled(at) == {Outcome.QUARANTINED: 1}
        with pytest.raises(NothingToRetry, match="other"):
            retry(at.library, at.ledger, "other", FINGERPRINT)


def breaking(error, times):
    """A reader's `before` that raises for the first pages it is shown."""
    left = [error] * times

    def before(sheet):
        if left:
            raise left.pop()

    return before


def test_a_failure_that_passes_is_tried_again(tmp_path):
    with desk(tmp_path, FakeReaders(breaking(ValueError("odd"), 2))) as at:
        drop(at.library.inbox, "a.png")
        # Without a wait before the next try, one sweep tries until it works.
        assert settled(at) == {Outcome.FAILED: 2, Outcome.DONE: 1}


def test_a_failure_that_stays_ends_in_quarantine(tmp_path):
    with desk(tmp_path, FakeReaders(breaking(ValueError("odd"), 99)), tries=3) as at:
        drop(at.library.inbox, "a.png")
        assert settled(at) == {Outcome.FAILED: 2, Outcome.QUARANTINED: 1}
        (entry,) = at.ledger.entries(State.QUARANTINED)
    assert "ValueError: odd; tried 3 times" in entry.reason


def test_a_full_disk_stops_the_sweep_and_the_next_one_goes_on(tmp_path):
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with desk(tmp_path, FakeReaders(breaking(full, 4)), tries=3) as at:
        drop(at.library.inbox, "a.png")
        survey(at)
        for _ in range(4):
            with pytest.raises(DiskFull):
                sweep(at)
            assert names_in(at.library.inbox) == ["a.png"]
        assert sweep(at).outcomes == {Outcome.DONE: 1}


def test_a_release_that_was_broken_off_goes_on_at_the_page_where_it_stopped(tmp_path):
    def power_cut(sheet):
        if sheet.number == 4:
            raise KeyboardInterrupt

    first, second = FakeReaders(power_cut), FakeReaders()
    with desk(tmp_path, first, lease=0.01) as at:
        drop_pages(at.library.inbox, "long.tif", 6)
        survey(at)
        with pytest.raises(KeyboardInterrupt):
            sweep(at)
    with desk(tmp_path, second, owner="you") as at:
        assert sweep(at).outcomes == {Outcome.DONE: 1}
    assert (first.read_pages, second.read_pages) == ([1, 2, 3], [4, 5, 6])
    assert names_in(tmp_path / "work") == []


def test_a_page_that_was_kept_only_in_part_is_read_again(tmp_path):
    def power_cut(sheet):
        if sheet.number == 3:
            raise KeyboardInterrupt

    second = FakeReaders()
    with desk(tmp_path, FakeReaders(power_cut), lease=0.01) as at:
        drop_pages(at.library.inbox, "long.tif", 3)
        survey(at)
        with pytest.raises(KeyboardInterrupt):
            sweep(at)
    (kept,) = (tmp_path / "work").glob("*/pages/000002.json")
    kept.write_text(kept.read_text()[:50])
    with desk(tmp_path, second, owner="you") as at:
        sweep(at)
    assert second.read_pages == [2, 3]


def test_a_release_that_kills_its_process_every_time_ends_in_quarantine(tmp_path):
    def killed(sheet):
        raise KeyboardInterrupt

    with desk(tmp_path, FakeReaders(killed), lease=0.001, broken_off=3) as at:
        drop(at.library.inbox, "deadly.png")
        survey(at)
        for _ in range(3):  # the first, and two takeovers
            with pytest.raises(KeyboardInterrupt):
                sweep(at)
        assert sweep(at).outcomes == {Outcome.QUARANTINED: 1}
        (entry,) = at.ledger.entries()
    assert "broken off 3 times" in entry.reason


def test_stopping_puts_the_release_back_with_the_pages_that_were_read(tmp_path):
    with desk(tmp_path) as at:
        drop_pages(at.library.inbox, "long.tif", 3)
        survey(at)
        survey(at)
        at.stop.set()
        assert accession(at, at.ledger.claim("me", 60.0, FINGERPRINT)) is Outcome.STOPPED
        (entry,) = at.ledger.entries()
        assert (entry.state, entry.tries) == (State.WAITING, 0)
        at.stop.clear()
        assert sweep(at).outcomes == {Outcome.DONE: 1}


def test_a_worker_whose_lease_was_taken_over_leaves_the_release_to_the_other(tmp_path):
    with desk(tmp_path) as at, desk(tmp_path, owner="you") as other:
        drop(at.library.inbox, "a.png")
        survey(at)
        survey(at)
        mine = at.ledger.claim("me", -1.0, FINGERPRINT)
        assert sweep(other).outcomes == {Outcome.DONE: 1}
        before = released(tmp_path)
        assert accession(at, mine) is Outcome.LOST
    assert released(tmp_path) == before


def test_reconverting_reads_everything_that_is_done_again_and_keeps_the_originals(tmp_path):
    readers = FakeReaders()
    with desk(tmp_path) as at:
        drop(at.library.inbox, "a.png")
        settled(at)
    before = released(tmp_path)
    with desk(tmp_path, readers, fingerprint="new0new0new0") as at:
        assert reenter(at.ledger, "new0new0new0") == 1
        assert reenter(at.ledger, "new0new0new0") == 1
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        assert reenter(at.ledger, "new0new0new0") == 0
    assert readers.read_pages == [1]
    assert released(tmp_path) == before


def test_strange_names_are_taken_in_like_any_other(tmp_path):
    names = ["two\nlines.png", "-rf.png", "$(reboot).png", os.fsdecode(b"caf\xe9.png")]
    with desk(tmp_path) as at:
        for name in names:
            drop(at.library.inbox, name)
        assert settled(at) == {Outcome.DONE: 4}
        originals = {p.name for p in at.library.releases.glob("*/original/*")}
    assert originals == set(names)


def test_an_unreadable_file_is_reported_and_read_once_it_may_be(tmp_path):
    with desk(tmp_path) as at:
        dropped = drop(at.library.inbox, "a.png")
        dropped.chmod(0)
        with rights_of_anybody():
            settled(at)
        assert "Permission denied" in status.look(at.ledger).passed[0].passed
        dropped.chmod(0o644)
        assert settled(at) == {Outcome.DONE: 1}


def test_what_is_passed_over_is_said_in_the_status(tmp_path):
    with desk(tmp_path) as at:
        (at.library.inbox / "link.pdf").symlink_to("/etc/passwd")
        survey(at)
        told = status.as_values(status.look(at.ledger))
    assert told["passed_over"][0]["file"] == "link.pdf"
    assert "link" in told["passed_over"][0]["reason"]


def test_one_look_is_enough_for_a_folder_that_is_complete(tmp_path):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "a.png")
        assert sweep_once(at).outcomes == {Outcome.DONE: 1}


def test_a_folder_that_is_no_library_is_refused(tmp_path):
    with pytest.raises(NoLibrary, match="readingroom init"):
        open_library(tmp_path)


def test_a_good_file_that_replaced_a_bad_one_while_it_was_read_is_kept_and_converted(tmp_path):
    def replaced(sheet):
        drop(tmp_path / "inbox", "a.png", says="good")
        raise NotARelease(tmp_path / "inbox" / "a.png")

    with desk(tmp_path, FakeReaders(replaced)) as at:
        bad = drop(at.library.inbox, "a.png", says="bad").read_bytes()
        assert settled(at) == {Outcome.QUARANTINED: 1}
        assert (at.library.quarantine / "a.png").read_bytes() == bad
    with desk(tmp_path) as at:
        assert settled(at) == {Outcome.DONE: 1}


def test_a_file_outside_the_inbox_is_never_moved(tmp_path):
    (tmp_path / "archive").mkdir()
    outside = drop(tmp_path / "archive", "a.png")
    with desk(tmp_path / "library", FakeReaders(breaking(NotARelease(outside), 1))) as at:
        at.ledger.enter(checksum(strictly(outside)), FINGERPRINT, "a.png", outside)
        assert sweep(at).outcomes == {Outcome.QUARANTINED: 1}
        assert (at.library.quarantine / "a.png").exists()
    assert outside.exists()


def test_outputs_that_a_crash_left_aside_are_put_back_before_anything_is_cleared(tmp_path):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "a.png")
        settled(at)
        before = released(tmp_path)
        (folder,) = at.library.releases.iterdir()
        folder.rename(folder.with_name(f".old-me~{folder.name}"))
        sweep(at)
    assert released(tmp_path) == before


def test_folders_that_a_killed_correction_left_go_but_none_that_is_young_or_the_only_one(tmp_path):
    with desk(tmp_path) as at:
        drop(at.library.inbox, "a.png")
        settled(at)
        (folder,) = at.library.releases.iterdir()
        for name in ("young", "again", "half", "only", "aside-old"):
            left = folder.with_name(f"{MAKING}{name}")
            shutil.copytree(folder, left)
            if name == "half":
                (left / RECORD).unlink()
            if name == "only":
                (left / RECORD).write_text('{"source": {"sha256": "of another"}}')
            if name != "young":
                os.utime(left, (0, 0))
        clear_away(at)
        assert names_in(at.library.releases) == [
            *(f"{MAKING}{name}" for name in ("aside-old", "only", "young")),
            folder.name,
        ]


def test_a_second_file_of_the_same_bytes_is_converted_when_the_first_one_goes(tmp_path):
    with desk(tmp_path) as at:
        first = drop(at.library.inbox, "a.png", says="same")
        drop(at.library.inbox, "b.png", says="same")
        survey(at)
        survey(at)
        first.unlink()
        sweep(at)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
    assert next(iter(released(tmp_path))).startswith("b-")


def test_a_bad_file_that_is_dropped_again_is_tried_again(tmp_path):
    with desk(tmp_path) as at:
        for _ in range(2):
            (at.library.inbox / "x.pdf").write_bytes(b"bad")
            assert settled(at) == {Outcome.QUARANTINED: 1}
        assert names_in(at.library.inbox) == []


def test_a_name_as_long_as_names_can_be_goes_to_quarantine_like_any_other(tmp_path):
    with desk(tmp_path) as at:
        (at.library.inbox / ("x" * 251 + ".pdf")).write_bytes(b"bad")
        assert settled(at) == {Outcome.QUARANTINED: 1}
        (entry,) = at.ledger.entries(State.QUARANTINED)
        retry(at.library, at.ledger, entry.sha256[:8], FINGERPRINT)
        assert len(names_in(at.library.inbox)) == 1
        assert names_in(at.library.quarantine) == []


def test_a_conversion_with_settings_of_its_own_does_not_stand_for_the_librarys(tmp_path):
    with desk(tmp_path, fingerprint="page1page1pa") as at:
        dropped = drop(at.library.inbox, "a.png")
        at.ledger.enter(
            checksum(strictly(dropped)), "page1page1pa", "a.png", Path("inbox/a.png"), asked="{}"
        )
        entry = at.ledger.claim("me", 60.0, "page1page1pa")
        assert accession(at, entry) is Outcome.DONE
        assert dropped.exists()
    with desk(tmp_path) as at:
        assert settled(at) == {Outcome.DONE: 1}
    assert len(released(tmp_path)) == 2
