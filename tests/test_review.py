"""The review page: the scan beside its text, whatever the text says."""

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from flows.review import review_html
from ocr.thumbnails import data_url
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


@pytest.fixture
def browser():
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("Chromium is not installed: apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def opened(browser, path, width, height):
    """The page at a size, what its console said and what it asked any host for."""
    view = browser.new_page(viewport={"width": width, "height": height})
    said, asked = [], []
    view.on("console", lambda message: said.append(message.text))
    view.on("pageerror", lambda error: said.append(str(error)))
    view.on("request", lambda request: asked.append(request.url))
    view.goto(path.as_uri())
    return view, said, [url for url in asked if not url.startswith(("data:", path.as_uri()))]


@pytest.mark.slow
def test_in_a_browser_hostile_text_does_nothing(browser, tmp_path):
    path = tmp_path / "review.html"
    lines = [line(said, word(said, 0.1)) for said in HOSTILE]
    path.write_text(shown(page(1, lines), name=" ".join(HOSTILE)))
    view, console, _ = opened(browser, path, 1280, 800)
    assert view.evaluate("window.hurt") is None
    assert console == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_the_page_of_a_sample_is_used_by_keyboard(width, height, browser, readingroom, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    out = tmp_path / "out"
    assert readingroom("convert", SAMPLE, "-o", out, "--quiet").returncode == 0
    folder = out / "section-cable"
    assert readingroom("review", folder, "--source", SAMPLE).returncode == 0
    path = folder / "review.html"
    pages = path.read_text().count('class="page"')
    assert path.stat().st_size <= 150 * 1024 * pages
    view, console, asked = opened(browser, path, width, height)
    view.keyboard.press("n")
    assert view.evaluate("document.activeElement.id") == "h-page2"
    view.keyboard.press("d")
    assert view.evaluate("document.activeElement.tagName") in ("MARK", "H2")
    view.keyboard.press("s")
    assert view.locator("p.stripped").first.is_hidden()
    view.keyboard.press("?")
    assert view.locator("#help").is_visible()
    view.keyboard.press("Escape")
    found = Axe().run(view).response["violations"]
    assert [f for f in found if f["impact"] in ("serious", "critical")] == []
    assert (console, asked) == ([], [])


@pytest.mark.slow
def test_a_review_needs_the_release_itself(readingroom, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(SAMPLE.read_bytes() + b"\n% another\n")
    assert readingroom("convert", SAMPLE, "-o", tmp_path, "--pages", "1").returncode == 0
    folder = tmp_path / "section-cable"
    assert readingroom("review", folder).returncode == 30
    done = readingroom("review", folder, "--source", other)
    assert done.returncode == 31
    assert "section-cable.pdf" in done.stderr
    assert not (folder / "review.html").exists()
