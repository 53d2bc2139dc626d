"""`readingroom compare` on records: reading them, printing, the composite on disk."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.compare import COMPOSITE, compare, compose
from flows.compare_report import as_text
from flows.errors import NoReleases, NotARecord, OutputNotWritable
from flows.recorded import Recorded, read_recorded
from tests.versions import AFTER, BEFORE, version


def record_of(said, sha, name):
    """A record with what comparing reads; each line is a paragraph, [B1] a redaction."""
    lines: list[Any] = []
    cuts: list[Any] = []
    blocks: list[Any] = []
    for at, paragraph in enumerate(said, start=1):
        names = []
        for part in paragraph.replace("[B1]", "|[B1]|").split("|"):
            if part == "[B1]":
                names.append(f"p1-r{len(cuts) + 1}")
                cuts.append({"id": names[-1], "codes": ["B1"], "hidden": {"characters": 15}})
            elif part.strip():
                names.append(f"p1-l{len(lines) + 1}")
                words = [{"text": word, "confidence": 0.9} for word in part.split()]
                lines.append({"id": names[-1], "words": words})
        blocks.append({"text": paragraph, "from": names, "at": at})
    return {
        "schema": "readingroom/release/2",
        "source": {"name": name, "sha256": sha * 64},
        "pages": [{"number": 1, "lines": lines, "redactions": cuts}],
        "documents": [{"pages": [1], "cable": None, "blocks": blocks}],
        "warnings": [],
    }


@pytest.fixture
def two(tmp_path):
    """Folders of two releases; A withholds who was met, B shows it."""
    said = {"a": f"{BEFORE} [B1] {AFTER}", "b": f"{BEFORE} the lamp keeper {AFTER}"}
    for name, text in said.items():
        (tmp_path / name).mkdir()
        made = record_of([text], name, f"{name}.pdf")
        (tmp_path / name / "release.json").write_text(json.dumps(made))
    return tmp_path / "a", tmp_path / "b"


def run(*args):
    return CliRunner().invoke(cli, ["compare", *map(str, args)])


def test_compare_prints_what_one_withholds_and_the_other_shows(two):
    done = run(*two)
    assert done.exit_code == 0
    assert "A withholds p1-r1 B1" in done.stdout
    assert "B shows (p1-l1): the lamp keeper" in done.stdout


def test_json_is_one_object_with_places_and_certainty(two):
    told = json.loads(run("--json", two[0], two[1] / "release.json").stdout)
    [pair] = told["comparisons"][0]["pairs"]
    [found] = pair["withheld_by_a"]
    assert found["shown"]["lines"] == [{"page": 1, "id": "p1-l1"}]
    assert (found["redactions"][0]["codes"], found["certainty"]) == (["B1"], 1.0)


def test_the_composite_is_written_with_its_sources(two, tmp_path):
    out = tmp_path / "out"
    assert run(*two, "--composite", out).exit_code == 0
    assert "the lamp keeper" in (out / "text.txt").read_text()
    told = json.loads((out / COMPOSITE).read_text())
    assert {source["name"] for source in told["sources"]} == {"a.pdf", "b.pdf"}
    assert run(*two, "--composite", out).exit_code == 0


def test_a_folder_with_other_things_is_left_alone(two, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    assert run(*two, "--composite", out).exit_code == OutputNotWritable.exit_code
    assert [each.name for each in out.iterdir()] == ["thesis.txt"]


def test_a_bad_record_and_a_folder_without_one_have_their_exit_codes(two, tmp_path):
    (tmp_path / "bad.json").write_text('{"schema": "readingroom/release/2"}')
    assert run(two[0], tmp_path / "bad.json").exit_code == NotARecord.exit_code
    assert run(two[0], tmp_path).exit_code == NoReleases.exit_code


def test_one_release_is_too_few(two):
    assert run(two[0]).exit_code == 2


def test_a_word_broken_at_a_line_end_is_one_word(tmp_path):
    made = record_of([f"{BEFORE} light- house"], "a", "a.pdf")
    line = made["pages"][0]["lines"][0]
    rest = {"id": "p1-l9", "words": [line["words"].pop()]}
    made["pages"][0]["lines"].append(rest)
    block = made["documents"][0]["blocks"][0]
    block |= {"text": f"{BEFORE} lighthouse", "from": ["p1-l1", "p1-l9"]}
    [document] = read_recorded(tmp_path, made).documents
    assert document.text == f"{BEFORE} lighthouse"


def test_text_from_a_scan_cannot_steer_the_terminal():
    a = Recorded("a.pdf", "a", (version(f"{BEFORE} [B1] {AFTER}"),), ())
    b = Recorded("b.pdf", "b", (version(f"{BEFORE} the \x1b[2J lamp {AFTER}", "b"),), ())
    assert "\x1b" not in as_text([compare(a, b)])


def test_a_release_named_twice_changes_no_composite():
    a = Recorded("a.pdf", "a", (version(f"{BEFORE} [B1] {AFTER}"),), ())
    b = Recorded("b.pdf", "b", (version(f"{BEFORE} the lamp keeper {AFTER}", "b"),), ())
    assert compose([a, b]) == compose([b, a, b])
