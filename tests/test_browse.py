"""The page over all that is held."""

import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import catalogue
from flows.browse import browse_html
from flows.browse_server import Shelf
from flows.catalogue import read_catalogue
from flows.charts import codes_by_year, timeline
from flows.cli import cli
from flows.errors import NoReleases
from ocr.errors import InputMissing, InputUnreadable
from tests.browsing import PHONE, SCREEN, opened, serious
from tests.shelf_of_records import cable, fill, put, put_cable, released
from tests.test_review import HOSTILE


def page_of(out, beside=None):
    return browse_html(read_catalogue(out), beside or out)


def test_releases_and_their_cables_are_listed_with_links(tmp_path):
    told = cable(1985, "ELMA", 2317, missing=(2,), subject="PLANS FOR THE HARBORS")
    put(tmp_path, "letter", released("letter.pdf", 1, told, codes=["(b)(1)"]))
    put_cable(tmp_path, told, 1)
    made = page_of(tmp_path)
    assert "1985 ELMA 2317" in made
    assert "2 of 3, lacks 2" in made
    assert 'href="./letter/review.html#page1"' in made
    assert 'href="./letter/text.txt"' in made
    assert 'href="./cables/1985-ELMA-2317/text.txt"' in made


def test_a_cable_without_a_number_is_listed_from_its_release(tmp_path):
    told = cable(1985, "ELMA", 1) | {"mrn": None}
    put(tmp_path, "letter", released("letter.pdf", 1, told))
    assert "no number" in page_of(tmp_path)


def test_a_library_is_known_by_its_folder_of_releases(tmp_path):
    put(tmp_path / "releases", "letter", released("letter.pdf", 1))
    (tmp_path / "inbox").mkdir()
    assert [held.name for held in read_catalogue(tmp_path).releases] == ["letter.pdf"]


def test_a_page_goes_to_a_file_with_a_name_of_255_bytes(tmp_path):
    put(tmp_path, "letter", released("letter.pdf", 1))
    name = "é" * 125 + ".html"
    done = CliRunner().invoke(cli, ["browse", str(tmp_path), "-o", str(tmp_path / name)])
    assert (done.exit_code, len(name.encode())) == (0, 255)
    assert "letter.pdf" in (tmp_path / name).read_text()


@pytest.mark.parametrize(
    ("kinds", "said"),
    [([("report", 3), ("letter", 1)], "3 reports, 1 letter"), ([("memorandum", 2)], "2 memoranda")],
)
def test_documents_of_a_kind_are_counted_in_words(kinds, said, tmp_path):
    told = released("a.pdf", 1)
    first = told["documents"][0]
    told["documents"] = [{**first, "kind": kind} for kind, count in kinds for _ in range(count)]
    put(tmp_path, "a", told)
    assert said in page_of(tmp_path)


def test_a_release_that_has_no_pages_is_listed(tmp_path):
    put(tmp_path, "none", released("none.pdf", 1, pages=0), review=False)
    assert "none.pdf" in page_of(tmp_path)


def test_a_damaged_record_is_named_and_the_others_are_listed(tmp_path):
    put(tmp_path, "good", released("good.pdf", 1))
    put(tmp_path, "bad", {"schema": "readingroom/release/2", "pages": 3})
    (tmp_path / "cables" / "torn").mkdir(parents=True)
    (tmp_path / "cables" / "torn" / "cable.json").write_text("{")
    done = CliRunner().invoke(cli, ["browse", str(tmp_path)])
    assert done.exit_code == 0
    assert done.stderr.count("left out: ") == 2
    assert "good.pdf" in (tmp_path / "index.html").read_text()


@contextmanager
def forbidden():
    """A folder of a release and of one that may not be entered, not even by root's tests."""
    with tempfile.TemporaryDirectory() as made:
        out = Path(made)
        put(out, "good", released("good.pdf", 1))
        out.chmod(0o755)
        put(out, "shut", released("shut.pdf", 2)).chmod(0)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            yield out
        finally:
            os.seteuid(was)
            (out / "shut").chmod(0o755)


def test_a_folder_that_may_not_be_entered_is_told_and_the_others_listed():
    with forbidden() as out:
        found = read_catalogue(out)
        assert [held.name for held in found.releases] == ["good.pdf"]
        assert found.damaged == (out / "shut" / "release.json",)
        with pytest.raises(InputUnreadable):
            read_catalogue(out / "shut")
        assert b"shut" in Shelf(out).now().page


def test_a_file_where_the_cables_should_be_is_no_cable(tmp_path):
    put(tmp_path, "good", released("good.pdf", 1))
    (tmp_path / "cables").write_text("none")
    assert read_catalogue(tmp_path).cables == ()


def test_a_release_renamed_while_records_are_read_is_passed_over(tmp_path, monkeypatch):
    put(tmp_path, "good", released("good.pdf", 1))
    listed = [tmp_path / "gone", tmp_path / "good"]
    monkeypatch.setattr(catalogue, "release_folders", lambda home: iter(listed))
    found = read_catalogue(tmp_path)
    assert ([held.name for held in found.releases], found.damaged) == (["good.pdf"], ())


def test_a_folder_that_holds_nothing_is_an_error(tmp_path):
    with pytest.raises(NoReleases):
        read_catalogue(tmp_path)
    with pytest.raises(InputMissing):
        read_catalogue(tmp_path / "none")


def test_a_page_can_be_written_elsewhere_for_a_library_that_may_only_be_read(tmp_path):
    put(tmp_path / "library" / "releases", "letter", released("letter.pdf", 1))
    out = tmp_path / "mine" / "page.html"
    out.parent.mkdir()
    done = CliRunner().invoke(cli, ["browse", str(tmp_path / "library"), "-o", str(out)])
    assert done.exit_code == 0
    assert 'href="./../library/releases/letter/text.txt"' in out.read_text()
    assert not (tmp_path / "library" / "index.html").exists()
    done = CliRunner().invoke(cli, ["browse", str(tmp_path), "-o", str(tmp_path / "no/page.html")])
    assert done.exit_code in (12, 26)


@pytest.mark.parametrize("said", HOSTILE)
def test_no_text_becomes_markup(said, tmp_path):
    told = cable(1985, said, 1, subject=said, tags=[said]) | {"mrn": None, "from": said}
    put(tmp_path, "x", released(said, 1, told, codes=[said]))
    made = page_of(tmp_path)
    assert (made.count("<script"), made.count("</style"), made.count("<img")) == (1, 1, 0)
    assert "49" not in "".join(re.findall(r"<td.*?</td>", made))


def test_a_folder_of_any_name_is_linked_to(tmp_path):
    long = "é" * 127
    names = ["javascript:alert(1)", '"><b>', long, "a#b?c d", os.fsdecode(b"caf\xe9")]
    for number, name in enumerate(names):
        put(tmp_path, name, released(f"{number}.pdf", number))
    made = page_of(tmp_path)
    made.encode()
    assert 'href="./javascript%3Aalert%281%29/text.txt"' in made
    assert 'href="./caf%E9/text.txt"' in made
    assert 'href="./a%23b%3Fc%20d/text.txt"' in made


def test_two_runs_write_the_same_page(tmp_path):
    fill(tmp_path, 5)
    assert page_of(tmp_path) == page_of(tmp_path)


def test_a_timeline_has_a_bar_for_each_month_or_year_or_for_some_years():
    names = [bar.name for bar in timeline([("1985-11-02", False), ("1986-01-09", True)])]
    assert names == ["1985-11", "1985-12", "1986-01"]
    years = timeline([("1985-11-02", False), ("1991-01-09", True)])
    assert (years[0].name, years[-1].name, years[-1].part) == ("1985", "1991", 1)
    assert next(bar.name for bar in timeline([("1900", False), ("1985", False)])) == "1900-1901"
    assert len(timeline([("0001-01-01", False), ("9999-01-01", False), ("x", True)])) <= 48
    assert timeline([("", False)]) == ()


def test_a_single_bar_of_a_timeline_is_no_wider_than_a_bar():
    (bar,) = timeline([("2011-03-14", False)])
    assert bar.width <= 60


def test_codes_are_counted_by_year_and_without_one_apart():
    made = codes_by_year({"1985": {"(b)(1)": 3}, "1987": {"(b)(6)": 1}, "": {"(b)(1)": 2}})
    assert made
    assert made.table == (("(b)(1)", (3, 0, 0)), ("(b)(6)", (0, 0, 1)))
    assert made.undated == 2
    assert codes_by_year({"": {"(b)(1)": 2}}) is None


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Some releases with the page over them."""
    out = tmp_path_factory.mktemp("shelf")
    fill(out, 40)
    (out / "index.html").write_text(page_of(out))
    return out


@pytest.mark.slow
@pytest.mark.parametrize("size", [SCREEN, PHONE])
def test_releases_are_looked_through_by_keyboard(size, browser, shelf):
    view, console, asked = opened(browser, shelf / "index.html", size)
    assert view.locator("#found").inner_text() == "40 cables, 40 releases"
    view.keyboard.press("/")
    view.keyboard.type("KARVALA 1000")
    view.keyboard.press("Enter")
    shown = view.locator("#cables tbody tr:visible").all_inner_texts()
    assert all("1000" in text for text in shown)
    view.locator("#query").fill("")
    view.locator("#lacking").focus()
    view.keyboard.press("Space")
    assert all(
        "lacks" in text for text in view.locator("#cables tr:visible td.lacks").all_inner_texts()
    )
    if size == SCREEN:
        view.get_by_role("button", name="Subject").press("Enter")
        first = view.locator("#cables tbody tr:visible .subject").first.inner_text()
        assert first.startswith("A NEW LIGHTHOUSE")
    assert serious(view) == []
    view.locator("#query").fill("no such thing")
    view.locator("#query").press("Enter")
    assert view.locator("#releases-none").is_visible()
    assert (console, asked) == ([], [])
    view.close()


@pytest.mark.slow
def test_among_a_thousand_releases_a_search_takes_no_time(browser, tmp_path):
    fill(tmp_path, 1000)
    path = tmp_path / "index.html"
    path.write_text(page_of(tmp_path))
    view, console, _ = opened(browser, path, SCREEN)
    took = view.evaluate("""() => {
        document.getElementById("query").value = "fodder 1985";
        const began = performance.now();
        document.getElementById("finding").requestSubmit();
        return performance.now() - began;
    }""")
    assert view.locator("#found").inner_text() == "7 cables, 7 releases"
    assert took < 1000, "milliseconds, on a machine that does other things too"
    assert console == []
    view.close()
