"""Nothing is lost: what was stripped can be put back, whoever wrote the rules."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.documents import clean_release
from flows.accession import Outcome
from flows.cli import cli
from flows.errors import BadRules, BadSetting, NotARecord, OutputNotWritable
from flows.record import SCHEMA, record_pages
from flows.restore import restored
from flows.rules_folder import read_rules, rules_fingerprint
from flows.settings import Settings
from flows.sweep import survey, sweep
from ocr import errors
from ocr.frame import Frame
from ocr.model import Status
from ocr.page import Page
from tests.builders import HIGH, WIDE, bar, line, page, text
from tests.shelves import desk, drop

BODY = text("THE AMBASSADOR CALLED ON THE MINISTER AND SAID", "THAT THE TALKS WOULD GO ON.")
RULE = """agency = "Harbor Commission"

[[line]]
name = "harbor-case"
role = "release-header"
pattern = 'Harbor Case \\d{4}'
examples = ["Harbor Case 1234"]
"""

said = st.sampled_from(
    [
        "SECRET",
        "B1",
        "- 2 -",
        "HE SAID SO",
        "~",
        "C O N F I D E N T I A L SECTION 01 OF 02 KAVALA 000123",
        "SECTION 02 OF 02 KAVALA 000123",
        "1. (C) THE HARBOR WAS CLOSED",
        "SUBJECT: THE HARBOR",
        "TAGS: PREL, MX",
        "FM AMEMBASSY KAVALA",
        "E.O. 12958: DECL: 01/01/2031",
        "P 121530Z MAR 31",
        "BT",
        "NNNN",
        "RELEASE IN PART B6",
        "Approved For Release 2031/12/13: CIA-RDP85B00999R000400090028-1",
    ]
)
anything = st.builds(line, said, st.integers(0, 300), st.integers(0, 2150))
boxes = st.builds(
    lambda left, top, wide, high: bar(left, top, left + wide, top + high),
    st.integers(0, 1000),
    st.integers(0, 2000),
    st.integers(50, 600),
    st.integers(20, 150),
)
releases = st.lists(
    st.tuples(st.lists(anything, max_size=8), st.lists(boxes, max_size=2)), min_size=1, max_size=4
).map(
    lambda pages: [
        page(*lines, number=n, redactions=redactions)
        for n, (lines, redactions) in enumerate(pages, start=1)
    ]
)


def pages_of(restored_text):
    """The words of each page of a restored text, and its markers."""
    parts = re.split(r"^\[PAGE (\d+)[^\]]*\]$", restored_text, flags=re.MULTILINE)[1:]
    bodies = dict(zip(map(int, parts[::2]), parts[1::2], strict=True))
    markers = {n: len(re.findall(r"\[REDACTED[^\]]*\]", body)) for n, body in bodies.items()}
    words = {n: re.sub(r"\[REDACTED[^\]]*\]", " ", body).split() for n, body in bodies.items()}
    return words, markers


@settings(max_examples=80, deadline=None)
@given(releases)
def test_body_and_stripped_lines_are_all_lines_read(pages):
    release = clean_release(pages)
    read = Counter((p.number, w.text, w.box) for p in pages for ln in p.lines for w in ln.words)
    kept = Counter((p.page, w.text, w.box) for p in release.lines for w in p.line.words)
    assert kept == read


@settings(max_examples=80, deadline=None)
@given(releases)
def test_the_restored_text_has_every_word_and_redaction_of_every_page(pages):
    words, markers = pages_of(restored(record_pages(pages, clean_release(pages))))
    for read in pages:
        expected = [w for ln in read.lines for word in ln.words for w in word.text.split()]
        assert sorted(words[read.number]) == sorted(expected)
        assert markers[read.number] == len(read.redactions)


def restore_of(*pages):
    return restored(record_pages(pages, clean_release(pages)))


def test_what_was_stripped_stands_where_it_stood():
    banner = [page(line("SECRET", 700, 80), *BODY, line("SECRET", 700, 2120))]
    assert restore_of(*banner) == (
        "[PAGE 1]\nSECRET\nTHE AMBASSADOR CALLED ON THE MINISTER AND SAID\n"
        "THAT THE TALKS WOULD GO ON.\nSECRET\n"
    )


def test_a_redaction_and_its_code_stand_on_their_row():
    lines = (line("HE MET", 200, 700), line("b1", 1500, 700))
    shown = restore_of(page(*lines, *BODY[1:], redactions=[bar(400, 700, 900, 725)]))
    assert "HE MET [REDACTED (b)(1)] b1\n" in shown


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.0, -3.0])
def test_a_page_that_was_turned_to_be_read_is_restored_as_it_was_read(rotation, skew):
    wide, high = (HIGH, WIDE) if rotation in (90, 270) else (WIDE, HIGH)
    frame = Frame(wide, high, rotation, skew)
    two = (line("LEFT PART", 200, 700), line("RIGHT PART", 1200, 700))
    turned = Page(1, 200, frame, Status.READ, (*two, line("BELOW THEM", 200, 745)))
    assert restore_of(turned) == "[PAGE 1]\nLEFT PART RIGHT PART\nBELOW THEM\n"


def test_a_page_that_failed_is_said_to_have_failed():
    failed = Page(1, 200, Frame(10, 10), Status.FAILED, reason="no ink")
    assert restore_of(failed) == "[PAGE 1 FAILED: no ink]\n"


@pytest.fixture
def converted(tmp_path):
    """The folder of a release with a banner, as far as `restore` reads its record."""
    pages = [page(line("SECRET", 700, 80), *BODY)]
    folder = tmp_path / "harbor"
    folder.mkdir()
    recorded = {"schema": SCHEMA, "pages": record_pages(pages, clean_release(pages))}
    (folder / "release.json").write_text(json.dumps(recorded))
    return folder


def run(*arguments, **environment):
    return CliRunner().invoke(cli, [str(each) for each in arguments], env=environment)


def test_restore_takes_the_folder_or_the_record_and_prints(converted):
    shown = run("restore", converted)
    assert shown.exit_code == 0
    assert shown.output.startswith("[PAGE 1]\nSECRET\nTHE AMBASSADOR")
    assert run("restore", converted / "release.json").output == shown.output


def test_restore_writes_a_file(converted, tmp_path):
    assert run("restore", converted, "-o", tmp_path / "whole.txt").exit_code == 0
    assert (tmp_path / "whole.txt").read_text() == run("restore", converted).output
    assert {p.name for p in tmp_path.iterdir()} == {"harbor", "whole.txt"}


def test_restore_refuses_what_is_no_record(converted, tmp_path):
    assert run("restore", tmp_path).exit_code == errors.InputMissing.exit_code
    (converted / "release.json").write_text("{}")
    assert run("restore", converted).exit_code == NotARecord.exit_code
    (converted / "release.json").write_text(json.dumps({"schema": SCHEMA, "pages": [{}]}))
    assert run("restore", converted).exit_code == NotARecord.exit_code


def test_restore_says_when_its_file_cannot_be_written(converted, tmp_path):
    shown = run("restore", converted, "-o", tmp_path / "gone" / "whole.txt")
    assert shown.exit_code == OutputNotWritable.exit_code


def test_rules_of_the_user_are_asked_beside_the_built_in_ones(tmp_path):
    (tmp_path / "harbor.toml").write_text(RULE)
    pages = [page(line("SECRET", 700, 80), line("Harbor Case 1234", 100, 2120), *BODY)]
    release = clean_release(pages, read_rules(tmp_path))
    stripped = {p.text: p.rule for p in release.lines if p.role != "body"}
    assert stripped == {"SECRET": "banner", "Harbor Case 1234": "harbor-case"}
    assert release.stamp.agencies == ("Harbor Commission",)
    assert read_rules(None) is not None


def test_the_rules_change_the_fingerprint(tmp_path):
    empty = rules_fingerprint(tmp_path)
    (tmp_path / "harbor.toml").write_text(RULE)
    one = rules_fingerprint(tmp_path)
    (tmp_path / "harbor.toml").write_text(RULE.replace("1234", "1235"))
    assert len({rules_fingerprint(None), one, rules_fingerprint(tmp_path)}) == 3
    assert empty == rules_fingerprint(None)


def test_a_rule_that_cannot_be_used_names_its_file_and_line(tmp_path):
    (tmp_path / "harbor.toml").write_text(RULE.replace("\\d{4}", "(\\d+)+"))
    shown = run(
        "convert", tmp_path / "a.pdf", "-o", tmp_path / "out", READINGROOM_RULES=str(tmp_path)
    )
    assert shown.exit_code == BadRules.exit_code
    assert "harbor.toml, line 3: its pattern cannot be used" in shown.output


@pytest.mark.parametrize(
    ("written", "where"),
    [(RULE.encode() + b"# \xff", 8), (RULE.encode().replace(b"harbor-case", b"state-case"), 3)],
)
def test_other_files_that_cannot_be_used(tmp_path, written, where):
    (tmp_path / "harbor.toml").write_bytes(written)
    with pytest.raises(BadRules) as caught:
        read_rules(tmp_path)
    assert caught.value.line == where


def test_a_folder_of_rules_that_is_not_there_is_a_bad_setting(tmp_path):
    with pytest.raises(BadSetting, match="READINGROOM_RULES"):
        read_rules(Settings(rules=tmp_path / "gone").rules)


def test_a_rule_that_breaks_while_a_library_is_at_work_quarantines_no_release(tmp_path):
    rules, home = tmp_path / "rules", tmp_path / "library"
    rules.mkdir()
    (rules / "harbor.toml").write_text("agency = ")
    with desk(home) as at:
        drop(at.library.inbox, "letter.png")
        survey(at)
        with pytest.raises(BadRules):
            sweep(replace(at, settings=Settings(rules=rules)))
        (rules / "harbor.toml").write_text(RULE)
        assert sweep(replace(at, settings=Settings(rules=rules))).outcomes == {Outcome.DONE: 1}
