"""A release's folder takes no name that we need ourselves, and no file that is not ours."""

import json
import os
import subprocess
import sys
import time

import pytest

from flows import held_folders
from flows.browse import browse_html
from flows.catalogue import Catalogue
from flows.originals import carry_over
from flows.output import (
    CABLES,
    INDEX,
    LEDGER,
    LEFT_FOR_GOOD,
    LISTING,
    MAKING,
    MARKS,
    RECORD,
    SEARCHABLE,
    being_made,
    write_file,
    write_release,
)
from flows.programs import ROOT
from flows.search_file import opened

SHA = "ab" * 32
FILES = {RECORD: json.dumps({"source": {"sha256": SHA}})}


@pytest.mark.parametrize(
    "stem", [CABLES, LISTING, INDEX, "Index.DB-wal", f"{INDEX}-shm", LEDGER, f"{LEDGER}-journal"]
)
def test_a_release_with_a_name_of_ours_or_of_a_file_beside_a_database_goes_elsewhere(
    stem, tmp_path
):
    assert write_release(tmp_path, stem, SHA, FILES).name == f"{stem}-{SHA[:8]}"


def test_our_own_page_and_index_in_the_folder_of_a_release_do_not_make_it_anothers(tmp_path):
    folder = write_release(tmp_path, "letter", SHA, FILES)
    (folder / LISTING).write_text(browse_html(Catalogue((), (), ()), folder))
    opened(folder / INDEX).store.close()
    assert {LISTING, INDEX} < {each.name for each in folder.iterdir()}
    assert write_release(tmp_path, "letter", SHA, FILES) == folder


KILLED = """
import os, signal, sys
from pathlib import Path
from flows.output import being_made
with being_made(Path(sys.argv[1]) / "letter") as made:
    (made / "half.txt").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_was_making_goes_with_the_next_and_what_is_being_made_stays(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(held_folders, "YOUNG", -1.0)
    subprocess.run([sys.executable, "-c", KILLED, tmp_path], cwd=ROOT)
    (half,) = tmp_path.iterdir()
    # By a kernel that cannot exchange two folders; it may be the only one of its release.
    aside = half.with_name(half.name + "-old")
    aside.mkdir()
    with being_made(tmp_path / "other") as made:
        folder = write_release(tmp_path, "letter", SHA, FILES)
        assert set(tmp_path.iterdir()) == {aside, made, folder}
    assert set(tmp_path.iterdir()) == {aside, folder}


def test_what_a_killed_container_was_making_goes_after_a_day(tmp_path):
    names = (f"{MAKING}3f9a-host-abcdef_{n}{end}" for n in range(2) for end in ("", "-old"))
    old, aside, new, _ = folders = [tmp_path / name for name in names]
    for folder in folders:
        folder.mkdir()
    for folder in (old, aside):
        os.utime(folder, (0, time.time() - LEFT_FOR_GOOD - 60))
    write_release(tmp_path, "letter", SHA, FILES)
    assert not old.exists()
    # The one set aside may be the only one of its release.
    assert aside.exists()
    assert new.exists()


@pytest.mark.parametrize("name", [LISTING, INDEX, "notes.txt", *MARKS])
def test_a_file_of_someones_own_is_never_replaced(name, tmp_path):
    own = write_release(tmp_path, "letter", SHA, FILES) / name
    own.write_bytes(b"<title>My reading notes</title>")
    assert write_release(tmp_path, "letter", SHA, FILES) != own.parent
    assert own.exists()


def test_what_killed_processes_left_of_an_output_makes_the_folder_nobody_elses_and_goes(tmp_path):
    folder = write_release(tmp_path, "letter", SHA, FILES)
    old, young, other = (
        folder / name
        for name in (
            f".{SEARCHABLE}.0123abcd.part",
            f".{SEARCHABLE}.89abcdef.part",
            ".notes.pdf.0123abcd.part",
        )
    )
    for part in (old, young):
        part.write_bytes(b"%PDF-1.7")
    assert write_release(tmp_path, "letter", SHA, FILES) == folder
    for part in (old, young, other):
        part.write_bytes(b"%PDF-1.7")
    for part in (old, other):
        os.utime(part, (0, 0))
    write_file(folder / SEARCHABLE, "whole")
    assert [part.exists() for part in (old, young, other)] == [False, True, True]


def test_someones_own_file_under_the_name_of_one_of_ours_is_carried_over_beside_it(tmp_path):
    before, made = tmp_path / "before", tmp_path / "made"
    for folder, said in ((before, "My notes"), (made, "ours")):
        folder.mkdir()
        (folder / "text.md").write_text(said)
    (before / "own-1-text.md").write_text("My notes of last year")
    (before / "tei.xml").write_text("<TEI/>")
    carry_over(before, made)
    assert {each.name: each.read_text() for each in made.iterdir()} == {
        "text.md": "ours",
        "own-1-text.md": "My notes of last year",
        "own-2-text.md": "My notes",
        "tei.xml": "<TEI/>",
    }
