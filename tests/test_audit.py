"""Hidden text of PDFs: found and counted where something lies over it, never printed."""

import json

import pytest

from flows.audit import audit
from ocr.earlier_versions import Earlier
from ocr.leaks import Verdict
from ocr.pdf_variants import MOST_OPERATORS
from tests import more_leaky_pdfs as more
from tests import sound_pdfs
from tests.leaky_pdfs import LEAKS, LETTERS, NOISE, SOUND
from tests.more_leaky_pdfs import bound
from tests.typeset_pdfs import HIDDEN, PROSE, born_digital, typed

# Each looks at its file in a process of its own and renders it three or four times.
pytestmark = pytest.mark.slow


@pytest.fixture
def audited(tmp_path):
    def look(content):
        path = tmp_path / "release.pdf"
        path.write_bytes(content)
        return audit(path, max_pages=100, max_pixels=10_000_000, timeout=60)

    return look


@pytest.mark.parametrize("what", LEAKS)
def test_text_is_a_leak_under(what, audited):
    found = audited(LEAKS[what])
    places = [place for page in found.pages for place in (*page.places, *page.unapplied)]
    assert found.verdict == "leak"
    assert [place.characters for place in places] == [LETTERS]


@pytest.mark.parametrize("what", SOUND)
def test_nothing_is_hidden_in(what, audited):
    found = audited(SOUND[what])
    assert (found.verdict, found.pages) == ("nothing", ())


def leaks_by_page(found):
    return {
        page.number: sum(p.characters for p in page.places if p.verdict is Verdict.LEAK)
        for page in found.pages
    }


def test_leaks_of_more_kinds_are_found_with_their_letters(audited):
    found = leaks_by_page(audited(bound(more.LEAKS.values())))
    counted = {what: found.get(n, 0) for n, what in enumerate(more.LEAKS, start=1)}
    expected = dict.fromkeys(more.LEAKS, LETTERS)
    expected["a box on a word of two letters"] = len(more.SHORT)
    # The label shows where it lies on letters of its own size.
    expected["a box with a label on it"] = counted["a box with a label on it"]
    assert counted["a box with a label on it"] > LETTERS / 2
    assert counted == expected


def test_pages_of_more_kinds_are_told_from_leaks(audited):
    found = leaks_by_page(audited(bound(sound_pdfs.SOUND.values())))
    assert [what for n, what in enumerate(sound_pdfs.SOUND, start=1) if found.get(n)] == []


def test_signs_under_a_box_that_say_nothing_are_no_leak(audited):
    assert leaks_by_page(audited(bound(sound_pdfs.HARMLESS.values()))) == {}


@pytest.mark.parametrize("content", [more.HIDDEN_LAYER, more.INHERITED])
def test_a_layer_that_is_off_and_a_form_that_all_pages_share_leak(audited, content):
    found = audited(content)
    assert (found.verdict, found.characters(Verdict.LEAK)) == ("leak", LETTERS)


@pytest.mark.parametrize("what", more.FILES)
def test_text_of_notes_and_forms_leaks_too(what, audited):
    assert audited(more.FILES[what]).characters(Verdict.LEAK) == LETTERS


def test_what_only_an_earlier_version_of_the_file_holds_is_counted(audited):
    after = typed([line.replace(HIDDEN, "") for line in PROSE])
    found = audited(more.with_an_earlier_version(typed(), after))
    assert (found.verdict, found.earlier) == ("nothing", Earlier(1, LETTERS))
    assert found.hides_more


def test_a_file_that_was_added_to_and_lost_nothing_hides_nothing(audited):
    found = audited(more.with_an_earlier_version(typed(PROSE[:3]), typed()))
    assert (found.earlier, found.hides_more) == (Earlier(1, 0), False)


def test_words_that_a_page_was_cropped_to_leave_out_are_counted(audited):
    found = audited(more.OUTSIDE)
    assert (found.verdict, found.hides_more) == ("nothing", True)


def test_ocr_over_a_box_of_the_scan_is_noise_and_no_leak(audited):
    found = audited(NOISE["a scan of a box with OCR under it"])
    assert found.verdict == "noise"
    assert found.characters(Verdict.NOISE) == LETTERS


def test_white_type_on_white_paper_is_faint(audited):
    found = audited(born_digital("1 g " + typed([HIDDEN])))
    assert found.characters(Verdict.FAINT) == LETTERS
    assert found.hides_more


def test_type_off_the_page_is_counted(audited):
    found = audited(born_digital(typed([HIDDEN], left=900)))
    assert found.outside == LETTERS


def test_bookmarks_and_properties_are_counted_and_not_told(readingroom, tmp_path):
    (tmp_path / "x.pdf").write_bytes(LEAKS["a black box"])
    done = readingroom("audit", "--json", tmp_path / "x.pdf")
    told = json.loads(done.stdout)
    assert (done.returncode, told["verdict"]) == (0, "leak")
    assert (told["bookmarks"], told["properties"]) == (0, 0)
    assert not any(word in done.stdout + done.stderr for word in HIDDEN.split())


def test_strict_has_an_exit_code_of_its_own(readingroom, tmp_path):
    (tmp_path / "leak.pdf").write_bytes(LEAKS["a white box"])
    (tmp_path / "sound.pdf").write_bytes(SOUND["plain type"])
    assert readingroom("audit", "--strict", tmp_path / "leak.pdf").returncode == 28
    assert readingroom("audit", "--strict", tmp_path / "sound.pdf").returncode == 0


def test_a_file_that_is_damaged_is_named_and_the_next_one_is_audited(readingroom, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nno more")
    (tmp_path / "leak.pdf").write_bytes(LEAKS["a black box"])
    done = readingroom("audit", tmp_path / "bad.pdf", tmp_path / "leak.pdf")
    assert "bad.pdf" in done.stderr
    assert "leak.pdf: leak" in done.stdout
    assert done.returncode == 6


def test_a_file_that_draws_too_much_is_refused_by_name(readingroom, tmp_path):
    (tmp_path / "huge.pdf").write_bytes(born_digital("q\n" * (MOST_OPERATORS + 1)))
    done = readingroom("audit", tmp_path / "huge.pdf")
    assert done.returncode == 29
    assert "huge.pdf needs more memory or time" in done.stderr
    assert "Traceback" not in done.stderr
