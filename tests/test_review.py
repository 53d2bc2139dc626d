"""The review page: the scan beside its text, whatever the text says."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from cleanup.corrections import correct
from flows.cli import cli
from flows.corrections_file import read_corrections
from flows.kept_pages import read_kept
from flows.output import PAGES
from flows.review import review_html
from flows.review_kept import pictures_kept
from ocr.thumbnails import data_url
from tests.browsing import PHONE, SCREEN, opened, serious
from tests.records import line, page, record, redaction, word

HOSTILE = (
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt=1'>",
    '"><svg onload="window.hurt=1">',
    "</style><script>window.hurt=1</script>",
    "{{ 7 * 7 }}",
    "<!-- ",
    "\u202ereversed \u0000control",
)
DOT = data_url(np.full((110, 85), 255, np.uint8))
SAMPLE = Path(__file__).parent.parent / "samples" / "section-cable.pdf"


def shown(*pages, **told):
    return review_html(record(*pages, **told), lambda number: DOT)


def test_a_line_and_its_box_on_the_scan_have_one_name():
    made = shown(page(1, [line("p1-l1", word("MEMORANDUM"))]))
    assert made.count('data-of="p1-l1"') == 2


def test_a_stripped_line_is_shown_with_the_rule_that_stripped_it():
    made = shown(page(1, [line("p1-l1", word("SECRET"), role="banner", rule="struck-banner")]))
    assert re.search(r'<p class="stripped".*SECRET.*banner: struck-banner', made)


def test_a_doubtful_word_is_marked_with_its_other_readings():
    made = shown(page(1, [line("p1-l1", word("KARVA1A", 0.4, ["KARVALA"]), word("SURE"))]))
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", made) == ["KARVA1A"]
    assert "KARVALA (other, 0.50)" in made


def test_redactions_stand_where_they_are_among_the_lines():
    above, below = line("p1-l1", word("ABOVE")), line("p1-l2", word("BELOW"), top=300)
    made = shown(page(1, [above, below], [redaction("p1-r1")]))
    assert re.search(r"ABOVE.*\[REDACTED \(b\)\(1\)\].*BELOW", made, re.DOTALL)


def test_a_redaction_within_a_line_stands_between_its_pieces():
    left, right = line("p1-l1", word("conduct")), line("p1-l2", word("pursuant"), top=98)
    left["box"], right["box"] = [100, 100, 200, 130], [500, 98, 700, 128]
    cut = redaction("p1-r1") | {"box": [210, 103, 490, 128]}
    made = shown(page(1, [left, right], [cut]))
    assert re.search(r"conduct.*REDACTED.*pursuant", made, re.DOTALL)


def test_a_page_that_failed_says_why():
    assert "failed: poppler rendered nothing" in shown(
        page(1, status="failed", reason="poppler rendered nothing")
    )


def test_a_release_without_pages_has_a_page_of_its_own():
    assert "0 of 0" in shown()


@pytest.mark.parametrize("said", HOSTILE)
def test_no_text_becomes_markup(said):
    made = shown(
        page(1, [line(said, word(said, 0.1, [said]))], [redaction("p1-r1", codes=[said])]),
        name=said,
        warnings=[said],
    )
    assert (made.count("<script"), made.count("</style"), made.count("<img")) == (1, 1, 1)
    assert "49" not in re.findall(r"<h1>(.*)</h1>", made)[0]


def test_two_runs_write_the_same_page():
    told = page(1, [line("p1-l1", word("MEMORANDUM"))])
    assert shown(told) == shown(told)


def test_the_pictures_of_a_page_that_stands_are_found_whatever_it_says():
    said = f'<section data-number="1"><img src="{DOT}x">'
    first = page(1, [line(said, word(said, 0.1, [said]))], [redaction("p1-r1", codes=[said])])
    made = shown(first, page(12), name=said, warnings=[said])
    kept = pictures_kept(made)
    assert [kept(number) for number in (1, 12, 2)] == [DOT, DOT, ""]


def test_what_someone_put_into_a_page_for_a_picture_is_not_shown_again():
    made = shown(page(1)).replace(DOT, "https://example.org/who-reads-this.png")
    assert pictures_kept(made)(1) == ""


@pytest.mark.slow
def test_in_a_browser_hostile_text_does_nothing(browser, tmp_path):
    path = tmp_path / "review.html"
    lines = [line(said, word(said, 0.1)) for said in HOSTILE]
    path.write_text(shown(page(1, lines), name=" ".join(HOSTILE)))
    view, console, _ = opened(browser, path, SCREEN)
    assert view.evaluate("window.hurt") is None
    assert console == []


@pytest.fixture(scope="module")
def converted(readingroom, tmp_path_factory):
    """The folder of a sample, converted with its review page."""
    out = tmp_path_factory.mktemp("out")
    told = ("--review", "--quiet", "--pages", "1-2")
    assert readingroom("convert", SAMPLE, "-o", out, *told).returncode == 0
    return out / "section-cable"


@pytest.mark.slow
@pytest.mark.parametrize("size", [SCREEN, PHONE])
def test_the_page_of_a_sample_is_used_by_keyboard(size, browser, converted):
    path = converted / "review.html"
    pages = path.read_text().count('class="page"')
    assert path.stat().st_size <= 150 * 1024 * pages
    view, console, asked = opened(browser, path, size)
    view.keyboard.press("n")
    view.keyboard.press("n")
    assert view.evaluate("document.activeElement.id") == "h-page2"
    view.keyboard.press("d")
    found = "document.activeElement.closest('p:not(.stripped)')?.closest('.page').id"
    assert view.evaluate(found) in ("page2", "page1")
    view.keyboard.press("s")
    assert view.locator("p.stripped").first.is_hidden()
    view.keyboard.press("?")
    assert view.locator("#help").is_visible()
    view.keyboard.press("Escape")
    assert serious(view) == []
    assert (console, asked) == ([], [])
    view.close()


@pytest.mark.slow
def test_the_next_doubtful_word_is_looked_for_from_the_page_that_is_read(browser, tmp_path):
    def doubtful(number):
        words = [line(f"p{number}-l{n}", word(f"W{number}{n}", 0.4), top=99 * n) for n in (1, 2)]
        banner = line(f"p{number}-l9", word("SECRET", 0.4), role="banner", rule="banner")
        return page(number, [banner, *words])

    path = tmp_path / "review.html"
    path.write_text(shown(*(doubtful(number) for number in (1, 2, 3))))
    view, console, _ = opened(browser, path, SCREEN)
    seen = []
    for key in "dnnddpd":
        view.keyboard.press(key)
        if key == "d":
            seen.append(view.evaluate("document.activeElement.textContent"))
    view.close()
    assert seen == ["W11", "W31", "W32", "W21"]
    assert console == []


def corrected_by_keyboard(view):
    """The second word of the second page's first line put right, the third one taken out."""
    for key in ("n", "n", "e", "ArrowRight", "Enter"):
        view.keyboard.press(key)
    view.keyboard.type("RIGHT")
    view.keyboard.press("Enter")
    view.keyboard.press("Enter")
    view.keyboard.press("Delete")
    view.keyboard.press("Enter")


def said(view, where):
    return view.locator(where).inner_text()


@pytest.mark.slow
@pytest.mark.parametrize("size", [SCREEN, PHONE])
def test_words_are_corrected_by_keyboard_undone_and_saved(size, browser, converted, tmp_path):
    view, console, asked = opened(browser, converted / "review.html", size)
    corrected_by_keyboard(view)
    assert said(view, "#count") == "2 corrections, not saved"
    view.keyboard.press("u")
    assert said(view, "#count") == "1 correction, not saved"
    view.keyboard.press("Enter")
    view.keyboard.type("left as it was")
    view.keyboard.press("Escape")
    assert said(view, "#count") == "1 correction, not saved"
    assert serious(view) == []
    view.keyboard.press("w")
    view.keyboard.type("A. Historian")
    with view.expect_download() as download:
        view.keyboard.press("Enter")
    assert said(view, "#count") == "all saved"
    path = tmp_path / "corrections.json"
    download.value.save_as(path)
    (one,) = json.loads(path.read_text())["corrections"]
    assert (one["page"], one["word"], one["to"], one["by"]) == (2, 1, "RIGHT", "A. Historian")
    assert (console, asked) == ([], [])
    view.close()
    kept = read_kept(converted / PAGES)
    asked_for = read_corrections(path, kept.source)
    assert correct(kept.pages, asked_for).unapplied == ()


@pytest.mark.slow
def test_a_word_undone_after_it_was_saved_is_saved_as_it_was(browser, tmp_path):
    path = tmp_path / "review.html"
    path.write_text(shown(page(1, [line("p1-l1", word("THE"), word("FERRY"))])))
    view, console, _ = opened(browser, path, SCREEN)

    def saved():
        view.keyboard.press("w")
        with view.expect_download() as download:
            view.keyboard.press("Enter")
        told = json.loads(Path(download.value.path()).read_text())
        return [(each["from"], each["to"]) for each in told["corrections"]]

    for key in ("e", "ArrowRight", "Enter", "X", "Enter"):
        view.keyboard.press(key)
    assert saved() == [("FERRY", "X")]
    view.keyboard.press("u")
    assert said(view, "#count") == "1 correction, not saved"
    assert saved() == [("FERRY", "FERRY")]
    assert console == []
    view.close()


@pytest.mark.slow
def test_another_reading_is_taken_with_an_arrow(browser, tmp_path):
    path = tmp_path / "review.html"
    said = 'KARVALA" onfocus="window.hurt=1'
    path.write_text(shown(page(1, [line("p1-l1", word("THE"), word("KARVA1A", 0.4, [said]))])))
    view, console, _ = opened(browser, path, SCREEN)
    for key in ("e", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        view.keyboard.press(key)
    assert view.locator("mark").inner_text() == said
    assert view.evaluate("window.hurt") is None
    assert console == []
    view.close()


@pytest.mark.slow
def test_words_are_corrected_by_mouse_and_leaving_is_warned_of(browser, converted):
    view, console, _ = opened(browser, converted / "review.html", SCREEN)
    view.get_by_role("button", name="Correct words").click()
    view.locator("#page1 .text p.body").nth(2).click(position={"x": 20, "y": 8})
    view.keyboard.type("BY MOUSE")
    view.locator("h1").click()
    assert said(view, "#count") == "1 correction, not saved"
    warned = []

    def warn(dialog):
        warned.append(dialog.type)
        dialog.accept()

    view.on("dialog", warn)
    view.reload()
    assert warned == ["beforeunload"]
    assert console == []
    view.close()


@pytest.mark.slow
def test_a_review_needs_the_release_itself(converted, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(SAMPLE.read_bytes() + b"\n% another\n")
    out = ["-o", str(tmp_path / "review.html")]
    run = CliRunner().invoke
    assert run(cli, ["review", str(converted), *out]).exit_code == 30
    done = run(cli, ["review", str(converted), "--source", str(other), *out])
    assert done.exit_code == 31
    assert "section-cable.pdf" in done.stderr
    assert not (tmp_path / "review.html").exists()
    assert run(cli, ["review", str(converted), "--source", str(SAMPLE), *out]).exit_code == 0
    assert (tmp_path / "review.html").read_bytes() == (converted / "review.html").read_bytes()
