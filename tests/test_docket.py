"""The docket: what is missing, and in which words it can be asked for."""

import csv
import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from cleanup.bates import StampedRun
from cleanup.cable import Mrn
from flows import docket
from flows.cables import ledger_of
from flows.cli_docket import docket as command
from flows.convert import convert
from flows.docket_report import as_csv, as_html, as_json_lines, as_lines
from flows.errors import NoLedger
from flows.holdings import Gap, held_by
from flows.library import make_library
from flows.settings import Settings
from tests.arrivals import Telegrams, laid, section
from tests.builders import PITCH, bar
from tests.test_bad_input import says
from tests.test_cables_across import arrive, held

WITHHELD = laid(
    section(2, 2, ("", "3. (C) HE WENT HOME.")),
    redactions=[bar(200, 200 + PITCH * 12, 1500, 225 + PITCH * 12)],
)


def citing(given, *cited):
    (message,) = given.messages
    fields = replace(message.fields, references=cited)
    return replace(given, messages=(replace(message, fields=fields),))


def asked(out, *arriving):
    """What the docket of a folder lists, of releases that arrived there."""
    out.mkdir(exist_ok=True)
    with ledger_of(out) as database:
        for each in arriving:
            arrive(database, out, each)
        return docket.look(database)


def lines(out, *arriving):
    return [wanted.line for wanted in asked(out, *arriving)]


def test_a_missing_section_is_a_line_for_a_request(tmp_path):
    found = lines(tmp_path, held("a.png", section(1)), held("c.png", section(3)))
    assert found == [
        'ELMA 2317, 1985-02-14, "PLANS FOR THE HARBORS": section 2 of 3 (shown by a.png, c.png)'
    ]


def test_what_arrives_is_struck_off(tmp_path):
    every = [held(f"{n}.png", section(n)) for n in (1, 2, 3)]
    assert lines(tmp_path, *every) == []


def test_a_cable_that_is_cited_and_not_held_is_listed_once_with_all_who_cite_it(tmp_path):
    cited = Mrn(1985, "TORVIK", 88)
    whole = ("1. (U) HE LEFT.",)
    one = citing(held("a.png", section(1, 2, whole)), cited, Mrn(1985, "ELMA", 2317))
    two = citing(held("b.png", section(2, 2, whole)), cited)
    assert lines(tmp_path, one, two) == [
        "TORVIK 88 (1985): cited, not held (shown by a.png, b.png)"
    ]
    arrived = held("t.png", section(1, 1, whole, post="TORVIK", serial=88))
    assert lines(tmp_path, arrived) == []


def test_a_citation_without_a_year_is_met_by_the_cable_of_any_year(tmp_path):
    one = citing(held("a.png", section(1, 1)), Mrn(None, "Torvik", 88))
    assert [wanted.kind for wanted in asked(tmp_path, one)] == ["cited"]
    arrived = held("t.png", section(1, 1, post="TORVIK", serial=88))
    assert asked(tmp_path, arrived) == []


def test_a_paragraph_that_is_withheld_or_not_there_is_listed(tmp_path):
    leaping = section(1, 2, ("1. (C) HE CAME.", "2. (C) HE LEFT AGAIN.", "5. (U) HE SLEPT."))
    found = asked(tmp_path, held("a.png", section(1, 2)), held("b.png", WITHHELD))
    assert [(wanted.kind, wanted.missing) for wanted in found] == [
        ("paragraph", "paragraph 2 withheld")
    ]
    found = asked(tmp_path / "other", held("a.png", leaping))
    assert ("number", "paragraphs 3, 4 not there, and nothing is redacted there") in [
        (wanted.kind, wanted.missing) for wanted in found
    ]


def test_withheld_pages_are_listed_with_the_cable_on_whose_pages_they_are_said(tmp_path):
    notice = "Next 3 Page(s) In Document Exempt"
    pages = held("a.png", (*section(1, 1), *[""] * 8, notice))
    (gap,) = pages.gaps
    assert (gap.kind, gap.page, gap.said) == ("withheld-pages", 1, "3 page(s) withheld")
    assert lines(tmp_path, pages) == [
        'ELMA 2317, 1985-02-14, "PLANS FOR THE HARBORS": 3 page(s) withheld '
        "(shown by a.png, page 1)"
    ]


def test_a_gap_in_a_release_without_a_cable_names_the_release(tmp_path):
    bare = replace(held("a.png", ("A LETTER",)), gaps=(Gap("bates", 4, None, "HX-000012"),))
    assert lines(tmp_path, bare) == ["HX-000012 (shown by a.png, page 4)"]


def test_numbers_that_no_page_is_stamped_with_are_listed(tmp_path):
    readers = Telegrams()
    done = convert(readers.drop(tmp_path, "a.png", ("A LETTER",)), Settings(), readers)
    runs = (StampedRun("HX-", 10, 19, 6, ((12, 12), (15, 17)), ()),)
    stamp = replace(done.release.stamp, bates=runs)
    stamped = held_by(replace(done, release=replace(done.release, stamp=stamp)))
    assert [gap.said for gap in stamped.gaps] == ["HX-12", "HX-15 to HX-17"]


NASTY = docket.Wanted(
    "section", 1985, "=cmd|' /C calc'!A0", 7, "1985-02-14T15:30:00Z",
    "<script>alert(1)</script>\x1b[2J", "section 2 of 3", ("+a.png", "<b>.png"),
)  # fmt: skip


def test_the_page_takes_nothing_as_markup_and_runs_nothing():
    page = as_html([NASTY])
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\\x1b[2J" in page
    assert "&lt;b&gt;.png" in page
    assert "default-src 'none'" in page
    assert "Nothing is known to be missing" in as_html([])


def test_no_cell_is_run_as_a_formula():
    header, row = csv.reader(io.StringIO(as_csv([NASTY])))
    told = dict(zip(header, row, strict=True))
    assert told["post"].startswith("'=cmd")
    assert told["releases"].startswith("'+a.png")
    assert told["line"].startswith("'=cmd")
    assert "\x1b" not in as_csv([NASTY]) + as_lines([NASTY])


def test_json_has_the_values_and_the_line(tmp_path):
    (told,) = [json.loads(row) for row in as_json_lines([NASTY]).splitlines()]
    assert (told["kind"], told["number"], told["releases"]) == ("section", 7, ["+a.png", "<b>.png"])
    assert told["line"].endswith("section 2 of 3 (shown by +a.png, <b>.png)")


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",), ("--html",)])
def test_the_command_asks_the_ledger_of_a_folder(tmp_path, form):
    asked(tmp_path, held("a.png", section(1, 2)))
    ran = CliRunner().invoke(command, [str(tmp_path), *form])
    assert ran.exit_code == 0, ran.output
    assert "section 2 of 2" in ran.stdout


def test_the_command_asks_the_ledger_of_a_library(tmp_path):
    make_library(tmp_path)
    ran = CliRunner().invoke(command, ["--home", str(tmp_path)])
    assert (ran.exit_code, ran.output) == (0, "")


@pytest.mark.slow
def test_a_folder_that_no_conversion_wrote_to(readingroom, tmp_path):
    says(readingroom("docket", tmp_path), NoLedger.exit_code, str(tmp_path), "convert -o")
