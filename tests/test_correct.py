"""Corrections from a file into a converted release, and all that is made of it."""

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from flows.accession import Outcome
from flows.cables import file_beside
from flows.cli import cli
from flows.convert import cleaned, convert
from flows.correct import correct_release
from flows.corrections_file import merged, read_corrections
from flows.errors import (
    BadCorrections,
    CorrectionsOfAnother,
    NoPagesKept,
    OriginalMissing,
    OutputNotWritable,
    UnderRedaction,
)
from flows.kept_pages import KeptPages, as_bytes, read_kept
from flows.originals import find_original
from flows.output import CORRECTIONS, PAGES, RECORD, REVIEW, SEARCHABLE, TEXT, write_release
from flows.release_files import corrections_below, release_files, write_converted
from flows.review_pictures import MOST_PAGES, pictures_of, pictures_unasked
from flows.settings import Settings
from flows.sweep import reenter, sweep
from ocr.errors import InputMissing
from ocr.source import open_source
from tests.arrivals import laid, section
from tests.builders import DPI, bar, page, text
from tests.shelves import FakeReaders, desk, drop

SHA256 = "ab" * 32
SOURCE = {"name": "letter.pdf", "sha256": SHA256, "pages": 1}
AT = "2026-01-02T03:04:05Z"
LETTER = page(*text("THE N1GHT FERRY SAILS AT DAWN."))
SCHEMA = json.loads((Path(__file__).parent.parent / "docs/release.schema.json").read_text())


def asked(sheet, before, after, **other):
    found = ((n, w) for line in sheet.lines for n, w in enumerate(line.words) if w.text == before)
    word, at = next(found)
    told = {"page": sheet.number, "dpi": DPI, "line": "p1-l1", "word": word, "by": "A", "at": AT}
    return told | {"box": at.box.as_list(), "from": before, "to": after} | other


def file_of(folder, *corrections, sha256=SHA256, **other):
    path = folder / "mine.json"
    made = {
        "schema": "readingroom/corrections/1",
        "release": {"name": "letter.pdf", "sha256": sha256},
        "corrections": list(corrections),
    }
    path.write_text(json.dumps(made | other))
    return path


MADE_BY = {"readingroom": "1", "tesseract": "5", "language": "eng", "tesseract_data": "0"}
MADE_BY |= {"poppler": "22", "settings": "0" * 12, "fingerprint": "0" * 12}
KEPT = KeptPages(SOURCE, MADE_BY, "0", "paragraphs", (LETTER,))


def converted(tmp_path, *pages, review=False, corrections=()):
    """The folder of a release of these pages, and its sha256; no program is asked anything."""
    source = open_source(drop(tmp_path, "letter.png"))
    done = cleaned(source, len(pages), pages, corrections)
    pictures = pictures_of(source, Settings()) if review else None
    told = {"name": "letter.png", "sha256": source.sha256, "pages": len(pages)}
    kept = KeptPages(told, MADE_BY, "0", "paragraphs", pages)
    files = release_files(done, Settings(), pictures=pictures, read_by=kept)
    return write_release(tmp_path / "out", "letter", source.sha256, files), source.sha256


def recorded(folder):
    return json.loads((folder / RECORD).read_text())


def test_kept_pages_are_the_pages_that_were_read(tmp_path):
    folder, _ = converted(tmp_path, LETTER)
    kept = read_kept(folder / PAGES)
    assert kept.pages == (LETTER,)
    assert as_bytes(kept) == (folder / PAGES).read_bytes()


def test_a_correction_changes_its_word_and_nothing_else(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    before = recorded(folder)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    assert (folder / TEXT).read_text() == "THE NIGHT FERRY SAILS AT DAWN.\n"
    after = recorded(folder)
    jsonschema.validate(after, SCHEMA)
    word = after["pages"][0]["lines"][0]["words"].pop(1)
    assert word["reader"] == "person"
    assert word["corrected"] == [{"from": "N1GHT", "to": "NIGHT", "by": "A", "at": AT}]
    assert after["corrections"] == {"applied": 1, "unapplied": []}
    before["pages"][0]["lines"][0]["words"].pop(1)
    kept = ("source", "made_by", "withheld_pages", "release", "warnings")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    words = [each["pages"][0]["lines"][0]["words"] for each in (before, after)]
    assert words[0] == words[1]


def test_a_searchable_pdf_of_the_words_before_does_not_stay(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    (folder / SEARCHABLE).write_bytes(b"%PDF-")
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    done = CliRunner().invoke(cli, ["correct", str(folder), str(mine)])
    assert not (folder / SEARCHABLE).exists()
    assert "--to pdf" in done.output


def test_put_in_again_or_without_a_file_nothing_changes(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT", by=""), sha256=sha256)
    correct_release(folder, mine, Settings(), by="ME")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert b'"by": "ME"' in first[CORRECTIONS]
    correct_release(folder, None, Settings())
    correct_release(folder, mine, Settings())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_fields_and_cables_follow_and_what_others_put_there_stays(tmp_path):
    sheet = laid(section(1, 1, subject="PLANS FOR THE HAR8ORS"))
    folder, sha256 = converted(tmp_path, sheet)
    file_beside(cleaned(open_source(tmp_path / "letter.png"), 1, [sheet]), tmp_path / "out")
    (folder / "notes.txt").write_text("theirs")
    mine = file_of(tmp_path, asked(sheet, "HAR8ORS", "HARBORS"), sha256=sha256)
    correct_release(folder, mine, Settings())
    assert recorded(folder)["documents"][0]["cable"]["subject"] == "PLANS FOR THE HARBORS"
    (cable,) = (tmp_path / "out" / "cables").glob("*/cable.json")
    assert "PLANS FOR THE HARBORS" in cable.read_text()
    assert (folder / "notes.txt").read_text() == "theirs"


def test_the_review_page_follows_with_the_pictures_it_had(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER, review=True)
    before = (folder / REVIEW).read_text()
    (tmp_path / "letter.png").unlink()
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    after = (folder / REVIEW).read_text()
    assert "<img" in before
    assert before[before.index("<img") : before.index("<svg viewBox")] in after
    assert "read as N1GHT" in after


def test_a_new_conversion_puts_them_in_again_and_says_which_fit_no_more(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    both = asked(LETTER, "N1GHT", "NIGHT"), asked(LETTER, "DAWN.", "DUSK.")
    correct_release(folder, file_of(tmp_path, *both, sha256=sha256), Settings())
    kept = (folder / CORRECTIONS).read_bytes()
    again = corrections_below(tmp_path / "out")(open_source(tmp_path / "letter.png"))
    anew = page(*text("THE N1GHT FERRY SAILS AT D."))
    assert converted(tmp_path, anew, corrections=again) == (folder, sha256)
    assert (folder / TEXT).read_text() == "THE NIGHT FERRY SAILS AT D.\n"
    assert (folder / CORRECTIONS).read_bytes() == kept
    told = recorded(folder)
    assert told["corrections"]["applied"] == 1
    assert "DUSK" not in json.dumps(told)
    assert told["warnings"] == ["corrections on pages 1 fit no word any more"]
    jsonschema.validate(told, SCHEMA)


def test_a_library_keeps_corrections_and_originals_through_both(tmp_path):
    with desk(tmp_path, FakeReaders(), review=True) as at:
        drop(at.library.inbox, "letter.png")
        sweep(at)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        (folder,) = at.library.releases.iterdir()
        kept = read_kept(folder / PAGES)
        mine = file_of(tmp_path, asked(kept.pages[0], "PAGE", "LEAF"), sha256=kept.source["sha256"])
        told = json.loads(mine.read_text())
        told["corrections"][0]["dpi"] = kept.pages[0].dpi
        mine.write_text(json.dumps(told))
        correct_release(folder, mine, Settings())
        assert "LEAF 1" in (folder / TEXT).read_text()
        assert [path.name for path in (folder / "original").iterdir()] == ["letter.png"]
        assert "read as PAGE" in (folder / REVIEW).read_text()
        newer = replace(at, fingerprint="f" * 12)
        assert reenter(at.ledger, newer.fingerprint) == 1
        assert sweep(newer).outcomes == {Outcome.DONE: 1}
        assert "LEAF 1" in (folder / TEXT).read_text()
        assert recorded(folder)["corrections"]["applied"] == 1


def test_what_a_redaction_hides_is_refused_and_nothing_is_applied(tmp_path):
    barred = replace(LETTER, redactions=(bar(200, 800, 600, 860),))
    folder, sha256 = converted(tmp_path, barred)
    before = (folder / RECORD).read_bytes()
    hidden = asked(LETTER, "N1GHT", "NAME", box=[300, 810, 400, 850])
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), hidden, sha256=sha256)
    with pytest.raises(UnderRedaction, match="correction 2"):
        correct_release(folder, mine, Settings())
    assert (folder / RECORD).read_bytes() == before
    assert not (folder / CORRECTIONS).exists()


def test_a_correction_of_no_word_ends_with_its_own_code_and_the_others_are_applied(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    none = asked(LETTER, "N1GHT", "MARGIN", box=[1, 1, 9, 9])
    mine = file_of(tmp_path, none, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    done = CliRunner().invoke(cli, ["correct", str(folder), str(mine)])
    assert done.exit_code == 42
    assert "left out: page 1 (p1-l1): no word stands there" in done.stderr
    assert "THE NIGHT FERRY" in (folder / TEXT).read_text()
    assert "MARGIN" in (folder / CORRECTIONS).read_text()


def test_a_folder_that_may_not_be_written_to_stays_as_it_is(tmp_path, monkeypatch):
    folder, sha256 = converted(tmp_path, LETTER)
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())

    def read_only(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", read_only)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    with pytest.raises(OutputNotWritable):
        correct_release(folder, mine, Settings())
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before


def test_a_folder_without_kept_pages_says_so(tmp_path):
    with pytest.raises(NoPagesKept, match="convert the release again"):
        correct_release(tmp_path, None, Settings())


@pytest.mark.parametrize(
    "damaged",
    [
        b"\x1f\x8b damaged",
        gzip.compress(b"x" * 99)[:10] + b"\xff" * 30,
        gzip.compress(b"[" * 100_000),
        as_bytes(KEPT) + b"more",
        gzip.compress(gzip.decompress(as_bytes(KEPT)) + b"[1]\n"),
        gzip.compress(b"".join(gzip.decompress(as_bytes(KEPT)).splitlines(True)[:1]) + b'"x"\n'),
    ],
)
def test_kept_pages_that_are_damaged_are_none(damaged, tmp_path):
    (tmp_path / PAGES).write_bytes(damaged)
    with pytest.raises(NoPagesKept):
        read_kept(tmp_path / PAGES)


def test_corrections_of_another_release_are_refused(tmp_path):
    with pytest.raises(CorrectionsOfAnother, match=r"another release \(letter.pdf\)"):
        read_corrections(file_of(tmp_path, sha256="cd" * 32), SOURCE)


@pytest.mark.parametrize(
    "told",
    [
        {"page": 0},
        {"page": True},
        {"box": [5, 5, 5, 9]},
        {"box": [0, 0, 10**9, 9]},
        {"from": ""},
        {"to": "x" * 201},
        {"to": "a\x00b"},
        {"to": None},
        {"at": "yesterday"},
        {"more": 1},
    ],
)
def test_a_damaged_correction_is_refused(told, tmp_path):
    with pytest.raises(BadCorrections):
        read_corrections(file_of(tmp_path, asked(LETTER, "N1GHT", "N", **told)), SOURCE)


@pytest.mark.parametrize("said", ["", "{", "[]", "\udcff", "[" * 100_000, '{"schema": 1}'])
def test_a_file_that_is_no_file_of_corrections_is_refused(said, tmp_path):
    path = tmp_path / "mine.json"
    path.write_bytes(said.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadCorrections):
        read_corrections(path, SOURCE)
    with pytest.raises(InputMissing):
        read_corrections(tmp_path / "none.json", SOURCE)


def test_signs_of_any_script_can_be_put_in(tmp_path):
    path = file_of(tmp_path, asked(LETTER, "N1GHT", "  ليلة Ночь  ÄÖ "))
    (one,) = read_corrections(path, SOURCE)
    assert one.change.after == "ليلة Ночь ÄÖ"


def test_the_same_correction_under_another_name_is_one(tmp_path):
    path = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT", by=""))
    mine = read_corrections(path, SOURCE, "ME")
    assert merged(mine, read_corrections(path, SOURCE, "YOU")) == mine


def test_a_folder_with_other_files_is_left_alone_and_its_corrections_are_taken_along(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    (folder / "notes.txt").write_text("theirs")
    again = corrections_below(tmp_path / "out")(open_source(tmp_path / "letter.png"))
    elsewhere, _ = converted(tmp_path, LETTER, corrections=again)
    assert elsewhere != folder
    assert "THE NIGHT FERRY" in (elsewhere / TEXT).read_text()


def test_a_release_with_a_name_of_255_bytes_is_corrected(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    folder = folder.rename(folder.with_name("é" * 127 + "x"))
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    assert "THE NIGHT FERRY" in (folder / TEXT).read_text()
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_a_process_that_died_left_aside_is_in_nobodys_way(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    (folder.with_name(".old-correct~letter") / "left").mkdir(parents=True)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    assert "THE NIGHT FERRY" in (folder / TEXT).read_text()


def test_corrections_put_in_while_a_release_is_converted_are_in_it(tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    done = cleaned(open_source(tmp_path / "letter.png"), 1, [LETTER])
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    written, where = write_converted(done, Settings(language="eng"), tmp_path / "out")
    assert where == folder
    assert (folder / TEXT).read_text() == written.release.text == "THE NIGHT FERRY SAILS AT DAWN.\n"
    assert (folder / CORRECTIONS).is_file()


def test_corrections_in_a_folder_of_someone_else_are_none_of_ours(tmp_path):
    source = open_source(drop(tmp_path, "letter.png"))
    theirs = tmp_path / "out" / "letter"
    theirs.mkdir(parents=True)
    (theirs / CORRECTIONS).write_text("theirs")
    assert corrections_below(tmp_path / "out")(source) == ()
    _, where = write_converted(cleaned(source, 1, [LETTER]), Settings(), tmp_path / "out")
    assert where.name == f"letter-{source.sha256[:8]}"
    assert (theirs / CORRECTIONS).read_text() == "theirs"


def test_damaged_corrections_are_told_of_before_a_page_is_read(tmp_path):
    folder, _ = converted(tmp_path, LETTER)
    (folder / CORRECTIONS).write_text("{")
    readers = FakeReaders()
    kept = corrections_below(tmp_path / "out")
    with pytest.raises(BadCorrections):
        convert(tmp_path / "letter.png", Settings(), readers, corrections=kept)
    assert readers.read_pages == []


@pytest.mark.parametrize("by", ["a\x1b[2Jb", "x" * 201, "a\udcffb"])
def test_a_name_that_could_not_be_read_again_is_refused(by, tmp_path):
    folder, sha256 = converted(tmp_path, LETTER)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT", by=""), sha256=sha256)
    done = CliRunner().invoke(cli, ["correct", str(folder), str(mine), "--by", by])
    assert done.exit_code == 18
    assert "--by cannot be used" in done.stderr
    assert not (folder / CORRECTIONS).exists()


@pytest.mark.parametrize("way", ["link", "out/letter/../letter"])
def test_cables_follow_whatever_way_leads_to_the_folder(way, tmp_path):
    sheet = laid(section(1, 1, subject="PLANS FOR THE HAR8ORS"))
    folder, sha256 = converted(tmp_path, sheet)
    file_beside(cleaned(open_source(tmp_path / "letter.png"), 1, [sheet]), tmp_path / "out")
    (tmp_path / "link").symlink_to(folder)
    mine = file_of(tmp_path, asked(sheet, "HAR8ORS", "HARBORS"), sha256=sha256)
    correct_release(tmp_path / way, mine, Settings())
    (cable,) = (tmp_path / "out" / "cables").glob("*/cable.json")
    assert "PLANS FOR THE HARBORS" in cable.read_text()
    assert (tmp_path / "link").is_symlink()
    assert "HARBORS" in (folder / TEXT).read_text()


def test_the_review_page_of_a_long_release_is_made_when_asked_for_and_then_stays(tmp_path):
    sheets = [LETTER, *(replace(page(), number=n) for n in range(2, MOST_PAGES + 2))]
    folder, sha256 = converted(tmp_path, *sheets, review=True)
    mine = file_of(tmp_path, asked(LETTER, "N1GHT", "NIGHT"), sha256=sha256)
    correct_release(folder, mine, Settings())
    assert "read as N1GHT" in (folder / REVIEW).read_text()
    source = open_source(tmp_path / "letter.png")
    assert pictures_unasked(source, len(sheets), Settings()) is None
    assert pictures_unasked(source, MOST_PAGES, Settings())


def test_the_original_is_found_among_what_else_lies_there(tmp_path):
    there = tmp_path / "original"
    release = drop(there, "letter.png")
    (there / "a.txt").write_text("theirs")
    (there / ".12345678.part").write_bytes(b"")
    (there / "b").mkdir()
    sha256 = open_source(release).sha256
    assert find_original(tmp_path, None, {"sha256": sha256, "name": "letter.png"}).path == release
    release.unlink()
    with pytest.raises(OriginalMissing):
        find_original(tmp_path, None, {"sha256": sha256, "name": "letter.png"})


def test_control_characters_of_a_hostile_file_do_not_reach_the_terminal(tmp_path):
    folder, _ = converted(tmp_path, LETTER)
    hostile = {"name": "a\x1b]0;hurt\x07", "sha256": "cd" * 32}
    mine = file_of(tmp_path, release=hostile)
    done = CliRunner().invoke(cli, ["correct", str(folder), str(mine)])
    assert done.exit_code == 41
    assert r"a\x1b]0;hurt\x07" in done.stderr
    (folder / CORRECTIONS).write_text(json.dumps({"a\x1b[2J": 1}))
    done = CliRunner().invoke(
        cli, ["convert", str(tmp_path / "letter.png"), "-o", str(tmp_path / "out")]
    )
    assert done.exit_code == 40
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", done.stderr)


def test_what_people_put_beside_the_outputs_stays_when_a_library_converts_anew(tmp_path):
    with desk(tmp_path, FakeReaders()) as at:
        drop(at.library.inbox, "letter.png")
        sweep(at)
        assert sweep(at).outcomes == {Outcome.DONE: 1}
        (folder,) = at.library.releases.iterdir()
        (folder / "notes.txt").write_text("theirs")
        (folder / "original" / "more").mkdir()
        (folder / "original" / "more" / "letter.txt").write_text("theirs as well")
        (folder / "link").symlink_to("notes.txt")
        newer = replace(at, fingerprint="f" * 12)
        assert reenter(at.ledger, newer.fingerprint) == 1
        assert sweep(newer).outcomes == {Outcome.DONE: 1}
        assert (folder / "link").readlink() == Path("notes.txt")
        assert (folder / "notes.txt").read_text() == "theirs"
        assert (folder / "original" / "more" / "letter.txt").read_text() == "theirs as well"
        assert (folder / "original" / "letter.png").is_file()
