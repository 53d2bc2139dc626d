"""What is in the inbox, and what only looks like it."""

import hashlib
import os
import socket
from pathlib import Path

import pytest

from flows.inbox import StillChanging, checksum, fetch, list_inbox, remove_if_same
from flows.library import safe_stem, shown
from flows.names import decoded, encoded
from flows.places import Place
from tests.rights import rights_of_anybody

STRANGE = [
    "two\nlines.pdf",
    "-rf.pdf",
    "bell\x07.pdf",
    os.fsdecode(b"caf\xe9.pdf"),
    "名前.pdf",
    "$(touch pwned).pdf",
    "%41.pdf",
    "x" * 250 + ".pdf",
]


def names(inbox):
    return [str(found.path) for found in list_inbox(inbox)]


def test_files_are_listed_with_those_in_folders(tmp_path):
    (tmp_path / "b" / "c").mkdir(parents=True)
    for name in ("z.pdf", "b/c/deep.pdf", "a.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-")
    assert names(tmp_path) == ["a.pdf", "b/c/deep.pdf", "z.pdf"]


@pytest.mark.parametrize(
    "name", ["a.pdf.part", "b.crdownload", ".hidden.pdf", "._mac.pdf", "~$office.pdf", "c.pdf~"]
)
def test_unfinished_and_hidden_files_are_no_files_yet(tmp_path, name):
    (tmp_path / name).write_bytes(b"%PDF-")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", STRANGE)
def test_any_name_the_system_allows_is_listed_stored_and_shown(tmp_path, name):
    (tmp_path / name).write_bytes(b"%PDF-")
    assert names(tmp_path) == [name]
    assert decoded(encoded(name)) == name
    assert encoded(name).isascii()
    assert shown(name).isprintable()
    assert safe_stem(name)
    assert not safe_stem(name).startswith(("-", "."))
    assert len(safe_stem(name).encode()) <= 80


def test_a_link_is_passed_over_with_its_reason_wherever_it_leads(tmp_path):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF-")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "out.pdf").symlink_to(secret)
    (inbox / "loop").symlink_to(inbox)
    found = list(list_inbox(inbox))
    assert [str(f.path) for f in found] == ["loop", "out.pdf"]
    assert all("link" in f.passed for f in found)


def test_pipes_and_sockets_are_passed_over_and_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.pdf"))
        found = list(list_inbox(tmp_path))
    assert [f.passed for f in found] == ["neither a file nor a folder"] * 2


def test_links_in_a_loop_end_no_listing_and_are_passed_over(tmp_path):
    (tmp_path / "box").mkdir()
    (tmp_path / "box" / "up").symlink_to("..")
    (tmp_path / "here").symlink_to(".")
    (tmp_path / "itself.pdf").symlink_to("itself.pdf")
    (tmp_path / "tick.pdf").symlink_to("tock.pdf")
    (tmp_path / "tock.pdf").symlink_to("tick.pdf")
    found = list(list_inbox(tmp_path))
    assert [f.path for f in found] == ["box/up", "here", "itself.pdf", "tick.pdf", "tock.pdf"]
    assert all("link" in f.passed for f in found)
    with pytest.raises(StillChanging):
        checksum(Place(tmp_path, "tick.pdf"))


def test_devices_are_passed_over_and_never_read():
    devices = {found.path: found for found in list_inbox(Path("/dev"))}
    assert devices["zero"].passed == "neither a file nor a folder"
    with pytest.raises(StillChanging):  # it would never end
        checksum(Place(Path("/dev"), "zero"))


def test_a_pipe_put_in_a_files_place_since_the_listing_is_not_waited_for(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    (found,) = list_inbox(tmp_path)
    (tmp_path / "a.pdf").unlink()
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(StillChanging):
        checksum(Place(tmp_path, found.path), found)


def test_a_folder_that_may_not_be_listed_is_told_of_and_hides_no_other(tmp_path):
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a.pdf").touch()
    (tmp_path / "z.pdf").touch()
    (tmp_path / "closed").chmod(0)
    with rights_of_anybody():
        closed, other = list_inbox(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert (closed.path, other.path) == ("closed", "z.pdf")
    assert closed.passed == "the folder cannot be listed: Permission denied"


@pytest.fixture
def swapped(tmp_path):
    """An inbox with box/a.pdf, and the same file in a folder outside that it is swapped for."""
    for folder in ("inbox/box", "outside"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.pdf").write_bytes(b"%PDF-")
        os.utime(tmp_path / folder / "a.pdf", ns=(1, 1))
    return tmp_path / "inbox"


def swap_the_file(inbox):
    (inbox / "box" / "a.pdf").unlink()
    (inbox / "box" / "a.pdf").symlink_to(inbox.parent / "outside" / "a.pdf")


def swap_the_folder(inbox):
    (inbox / "box").rename(inbox.parent / "moved")
    (inbox / "box").symlink_to(inbox.parent / "outside")


@pytest.mark.parametrize("swap", [swap_the_file, swap_the_folder])
def test_a_link_put_in_since_the_listing_leads_to_nothing_that_is_read_or_removed(swapped, swap):
    (found,) = list_inbox(swapped)
    swap(swapped)
    place = Place(swapped, found.path)
    for read in (
        lambda: checksum(place, found),
        lambda: checksum(place),
        lambda: fetch(place, swapped.parent / "copy"),
    ):
        with pytest.raises(StillChanging):
            read()
    assert not (swapped.parent / "copy").exists()
    assert not remove_if_same(place, hashlib.sha256(b"%PDF-").hexdigest())
    assert (swapped.parent / "outside" / "a.pdf").read_bytes() == b"%PDF-"
    assert (swapped / "box").exists()
    (linked,) = list_inbox(swapped)
    assert "link" in linked.passed


def test_a_file_whose_place_a_link_takes_before_its_removal_goes_nowhere(swapped):
    swap_the_file(swapped)
    remove_if_same(Place(swapped, "box/a.pdf"), hashlib.sha256(b"%PDF-").hexdigest())
    assert [path.name for path in (swapped / "box").iterdir()] == ["a.pdf"]


def test_a_folder_that_a_link_replaces_during_the_listing_is_not_listed(swapped):
    (swapped / "a.pdf").touch()
    listing = list_inbox(swapped)
    assert next(listing).path == "a.pdf"
    swap_the_folder(swapped)
    assert list(listing) == []


def test_an_inbox_that_is_itself_a_link_is_the_operators_and_is_read(swapped):
    (swapped.parent / "linked").symlink_to(swapped)
    (found,) = list_inbox(swapped.parent / "linked")
    assert checksum(Place(swapped.parent / "linked", found.path), found)


@pytest.mark.parametrize("way", ["../outside/a.pdf", "/etc/passwd", "box/../../outside/a.pdf"])
def test_a_way_that_leads_out_by_its_name_is_no_place(swapped, way):
    with pytest.raises(ValueError, match="not a way on"):
        Place(swapped, way)


def test_a_file_that_changed_since_the_listing_is_still_changing(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    (found,) = list_inbox(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 more")
    with pytest.raises(StillChanging):
        checksum(Place(tmp_path, found.path), found)


def test_a_file_that_went_is_still_changing(tmp_path):
    with pytest.raises(StillChanging):
        checksum(Place(tmp_path, "gone.pdf"))
    with pytest.raises(StillChanging):
        fetch(Place(tmp_path, "gone.pdf"), tmp_path / "copy")


def test_what_is_fetched_is_what_was_summed(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-" * 1000)
    wanted = hashlib.sha256(b"%PDF-" * 1000).hexdigest()
    assert fetch(Place(tmp_path, "a.pdf"), tmp_path / "copy") == wanted
    assert (tmp_path / "copy").read_bytes() == (tmp_path / "a.pdf").read_bytes()
