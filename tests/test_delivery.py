"""What lies in storage of any kind is brought into the inbox, once, and left as it is there."""

import importlib.util
import os

import fsspec
import pytest

from flows import status
from flows.accession import Outcome
from flows.errors import BadSetting
from flows.storage import FORGOTTEN, Storage, put_into
from flows.sweep import sweep
from flows.watch import sweep_once
from tests.shelves import desk, drop, released


@pytest.fixture(params=["memory://released", "file://{folder}", "local://{folder}"])
def url(request, tmp_path):
    (tmp_path / "afar").mkdir()
    yield request.param.format(folder=tmp_path / "afar")
    fsspec.filesystem("memory").store.clear()


def put(url, name, content):
    files, root = fsspec.url_to_fs(url)
    path = f"{root.rstrip('/')}/{name}"
    files.makedirs(path.rpartition("/")[0], exist_ok=True)
    files.pipe_file(path, content)


def everything(url):
    return {found.path: found.size for found in Storage(url).list()}


@pytest.fixture
def letter(tmp_path):
    """The bytes of a release."""
    return drop(tmp_path, "made.png").read_bytes()


def swept(at):
    return sweep_once(at).outcomes


def test_what_arrives_in_the_storage_is_converted_once_and_stays_there(tmp_path, url, letter):
    put(url, "box 1/letter.png", letter)
    with desk(tmp_path / "library", storage=Storage(url)) as at:
        before = everything(url)
        assert swept(at) == {Outcome.DONE: 1}
        assert swept(at) == {}
        assert everything(url) == before == {"/box 1/letter.png": len(letter)}
        assert list(at.library.inbox.iterdir()) == list(at.library.work.iterdir()) == []
    (files,) = released(tmp_path / "library").values()
    assert set(files) >= {"original/letter.png", "release.json", "text.txt"}


def test_a_file_that_still_changes_in_the_storage_is_not_brought(tmp_path, url, letter):
    put(url, "letter.png", letter[:50])
    with desk(tmp_path / "library", storage=Storage(url)) as at:
        sweep(at)
        put(url, "letter.png", letter)
        assert sweep(at).outcomes == {}
        assert status.look(at.ledger).settling
        assert swept(at) == {Outcome.DONE: 1}


def test_the_same_content_in_the_storage_and_in_the_inbox_is_converted_once(tmp_path, url, letter):
    put(url, "a.png", letter)
    put(url, "b.png", letter)
    with desk(tmp_path / "library", storage=Storage(url)) as at:
        (at.library.inbox / "c.png").write_bytes(letter)
        outcomes = swept(at) + swept(at)
        assert outcomes == {Outcome.DONE: 1}
    (files,) = released(tmp_path / "library").values()
    assert files[:3] == ["original/a.png", "original/b.png", "original/c.png"]


def test_hidden_and_unfinished_names_are_left_and_links_are_told(tmp_path, letter):
    afar = tmp_path / "afar"
    (afar / "sub").mkdir(parents=True)
    for name in (".hidden.png", "a.png.part"):
        (afar / name).write_bytes(letter)
    (afar / "link.png").symlink_to(afar / ".hidden.png")
    (afar / "sub" / "loop").symlink_to(afar)
    with desk(tmp_path / "library", storage=Storage(f"file://{afar}")) as at:
        assert swept(at) == {}
        passed = [seen.path for seen in status.look(at.ledger).passed]
    assert passed == ["/link.png", "/sub/loop"]


class Unwell(Storage):
    """A storage whose driver breaks off, in the middle of a file or before a listing."""

    def __init__(self, url, while_listing):
        super().__init__(url)
        self._while_listing = while_listing

    def list(self):
        if self._while_listing:
            raise RuntimeError("no route to host")
        return super().list()

    def fetch(self, found, target):
        target.write_bytes(b"half")
        raise ConnectionResetError("connection reset")


@pytest.mark.parametrize("while_listing", [True, False])
def test_a_storage_that_fails_holds_up_nothing_else(tmp_path, url, letter, while_listing):
    put(url, "a.png", letter)
    with desk(tmp_path / "library", storage=Unwell(url, while_listing)) as at:
        drop(at.library.inbox, "here.png")
        assert swept(at) == {Outcome.DONE: 1}
        assert list(at.library.work.iterdir()) == []
    with desk(tmp_path / "library", storage=Storage(url)) as at:
        assert swept(at) == {Outcome.DONE: 1}


def test_copies_that_a_dead_worker_left_are_cleared_away_and_those_of_a_live_one_are_not(
    tmp_path, url, letter
):
    put(url, "a.png", letter)
    with desk(tmp_path / "library", storage=Storage(url)) as at:
        for owner, age in (("dead", 2 * FORGOTTEN), ("alive", 0)):
            folder = at.library.work / f"brought-{owner}"
            folder.mkdir()
            (folder / "copy").write_bytes(b"half")
            then = folder.stat().st_mtime - age
            os.utime(folder / "copy", (then, then))
            os.utime(folder, (then, then))
        assert swept(at) == {Outcome.DONE: 1}
        assert [path.name for path in at.library.work.iterdir()] == ["brought-alive"]


def test_a_brought_file_takes_no_other_files_place_in_the_inbox(tmp_path):
    (tmp_path / "a.png").write_bytes(b"dropped by hand")
    made = tmp_path / "made"
    made.write_bytes(b"brought")
    put_into(tmp_path, made, "/box/a.png", "0" * 64)
    assert (tmp_path / "a.png").read_bytes() == b"dropped by hand"
    assert (tmp_path / "a-00000000.png").read_bytes() == b"brought"
    assert not made.exists()


@pytest.mark.parametrize("name", ["a" * 300 + ".png", "a\0b.png"])
def test_a_name_that_no_disk_takes_holds_up_no_other(tmp_path, name, letter):
    url = "memory://released"
    try:
        put(url, name, letter)
        put(url, "z.png", letter + b"another")
        with desk(tmp_path / "library", storage=Storage(url)) as at:
            assert sum(swept(at).values()) == 2
    finally:
        fsspec.filesystem("memory").store.clear()


@pytest.mark.parametrize("url", ["nonsense://x", "s3://bucket/released"])
def test_a_url_that_nothing_here_can_read_is_a_bad_setting(url):
    if url.startswith("s3") and importlib.util.find_spec("s3fs"):
        pytest.skip("s3fs is installed")
    with pytest.raises(BadSetting, match="READINGROOM_INBOX_URL"):
        Storage(url)
