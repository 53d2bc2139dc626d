"""`readingroom alternates`: documents that came in more than one release."""

import json
import os

import pytest
from click.testing import CliRunner

from cleanup.families import Family, Known, Member, Tie
from cleanup.families import families as families_of
from cleanup.likeness import signature
from flows import alternates
from flows.alternates import find_alternates
from flows.cli import cli
from flows.errors import NoReleases
from tests.test_compare import record_of
from tests.versions import AFTER, BEFORE

OTHER = "The grain office asked for credit and the mole was left as it stood in the spring gales."
MRN = {"mrn": {"year": 1985, "post": "ELMA", "number": 2317}, "subject": ""}


def put(out, name, *said, sha="", **facts):
    made = record_of(said, (sha or name)[:1], f"{name}.pdf")
    made["documents"][0] |= facts
    (out / name).mkdir()
    (out / name / "release.json").write_text(json.dumps(made))


def families(out):
    found = find_alternates(out)
    return [[found.folders[place[0]].name for place in each.places] for each in found.families]


@pytest.fixture
def out(tmp_path):
    put(tmp_path, "a", f"{BEFORE} [B1] {AFTER}")
    put(tmp_path, "b", f"{BEFORE} the lamp keeper {AFTER}".replace("e", "c", 3))
    put(tmp_path, "c", OTHER)
    return tmp_path


def test_texts_that_are_alike_are_one_family_although_misread(out):
    assert families(out) == [["a", "b"]]


def test_one_message_number_ties_texts_that_show_nothing_in_common(out):
    put(out, "d", "[B1] nothing is shown of it", cable=MRN)
    put(out, "e", "all else of it and no more", cable=MRN)
    assert families(out) == [["a", "b"], ["d", "e"]]


def test_printed_sheets_are_alike_and_no_family(tmp_path):
    for name in "ab":
        put(tmp_path, name, f"{BEFORE} {AFTER}", kind="cover sheet")
    assert families(tmp_path) == []


def test_one_release_under_two_names_is_no_alternate(tmp_path):
    put(tmp_path, "a", f"{BEFORE} {AFTER}")
    put(tmp_path, "again", f"{BEFORE} {AFTER}", sha="a")
    assert families(tmp_path) == []


def test_the_command_names_releases_and_how_to_compare_them(out):
    (out / "broken").mkdir()
    (out / "broken" / "release.json").write_text("{}")
    done = CliRunner().invoke(cli, ["alternates", str(out)])
    assert done.exit_code == 0
    assert "3 documents, 1 of them in more than one release" in done.stdout
    assert "a.pdf document 1, pages 1-1: 1 redactions" in done.stdout
    assert f"readingroom compare {out / 'a'} {out / 'b'}" in done.stdout
    assert "broken" in done.stderr


def test_json_has_places_and_likeness(out):
    told = json.loads(CliRunner().invoke(cli, ["alternates", "--json", str(out)]).stdout)
    (family,) = told["families"]
    assert [each["name"] for each in family["releases"]] == ["a.pdf", "b.pdf"]
    assert family["pairs"][0]["by"] == "likeness"
    assert told["documents"] == 3


def test_a_folder_without_releases_is_told(tmp_path):
    with pytest.raises(NoReleases):
        find_alternates(tmp_path)


def test_names_that_are_no_utf_8_or_would_drive_the_terminal_are_escaped(out):
    odd = os.fsdecode(b"b\xff\x1b[2J")
    (out / "b").rename(out / odd)
    (out / f"{odd} broken").mkdir()
    (out / f"{odd} broken" / "release.json").write_text("{}")
    told = CliRunner().invoke(cli, ["alternates", str(out)])
    assert "\\udcff\\x1b[2J" in told.stdout
    assert "\\udcff\\x1b[2J broken" in told.stderr
    assert "\x1b" not in told.output
    listed = CliRunner().invoke(cli, ["alternates", "--json", str(out)]).stdout
    (family,) = json.loads(listed)["families"]
    assert family["releases"][1]["folder"] == str(out / odd)


def test_what_is_converted_anew_or_goes_while_it_is_read_is_no_alternate(out, monkeypatch):
    def changing(known, judge):
        record = out / "b" / "release.json"
        told = json.loads(record.read_text()) | {"documents": []}
        record.write_text(json.dumps(told))
        (out / "c" / "release.json").unlink()
        a, b, c = (each.place for each in known)
        assert judge(a, b, 1.0) is None
        assert judge(a, c, 1.0) is None
        return []

    listed = [*map(out.joinpath, ("a", "gone", "b", "c"))]
    monkeypatch.setattr(alternates, "release_folders", lambda home: iter(listed))
    monkeypatch.setattr(alternates, "families", changing)
    assert find_alternates(out).documents == 3


def test_what_hangs_together_is_not_looked_at_again():
    member = {name: Member((name, 1), name, (1,), None, "", 0) for name in "abcd"}
    looked = []

    def judge(one, other, alike):
        looked.append(one[0] + other[0])
        return Tie(member[one[0]], member[other[0]], "mrn", alike)

    alike = signature(f"{BEFORE} {AFTER}")
    known = [Known((n, 1), (1985, "ELMA", 1), alike) for n in "abcd"]
    found = families_of(known, judge)
    assert looked == ["ab", "ac", "ad"]
    assert found == [Family(tuple(member.values()), found[0].ties)]
    assert len(found[0].ties) == 3
