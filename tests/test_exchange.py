"""Two folders change places, or stay where they are."""

import sys

import pytest

from flows import output
from flows.exchange import exchanged
from flows.output import replace_folder, write_folder, written_whole


@pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")
def test_two_folders_change_places_in_one_step(tmp_path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchanged(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "new").exists()
    assert (tmp_path / "new" / "old").exists()


def test_nothing_happens_where_one_of_them_is_missing(tmp_path):
    (tmp_path / "new").mkdir()
    assert not exchanged(tmp_path / "new", tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("able", [True, False])
def test_a_folder_takes_the_place_of_another_with_and_without_the_kernels_help(
    tmp_path, able, monkeypatch
):
    if not able:
        monkeypatch.setattr(output, "exchanged", lambda *_: False)
    write_folder(tmp_path / "release", {"text.txt": "before", "gone.txt": ""})
    write_folder(tmp_path / "release", {"text.txt": "after"})
    assert [path.name for path in tmp_path.iterdir()] == ["release"]
    assert {path.name: path.read_text() for path in (tmp_path / "release").iterdir()} == {
        "text.txt": "after"
    }


def test_whoever_is_killed_while_folders_change_places_leaves_the_new_one_standing(
    tmp_path, monkeypatch
):
    made, target = tmp_path / "made", tmp_path / "target"
    for folder, text in ((made, "after"), (target, "before")):
        folder.mkdir()
        (folder / "text.txt").write_text(text)

    def killed(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(output, "sync_folder", killed)
    with pytest.raises(KeyboardInterrupt):
        replace_folder(made, target, aside=tmp_path / "aside")
    assert (target / "text.txt").read_text() == "after"


def test_a_file_that_two_write_at_once_is_whole_whoever_ends_last(tmp_path):
    path = tmp_path / "searchable.pdf"
    with written_whole(path) as one, written_whole(path) as other:
        one.write_text("one, and long")
        other.write_text("other")
    assert path.read_text() == "one, and long"
    assert [left.name for left in tmp_path.iterdir()] == ["searchable.pdf"]
