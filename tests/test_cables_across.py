"""Cables put together from releases as they arrive: in a library, and beside `convert`."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from click.testing import CliRunner

from cleanup.assembly import assemble
from cleanup.cable import Mrn
from flows import cables
from flows.accession import Outcome, accession, assemble_cables
from flows.cables import CABLE, file_beside, ledger_of, put_together
from flows.cli import convert as command
from flows.convert import convert
from flows.errors import OutputNotWritable
from flows.filing import identities
from flows.holdings import Holdings, held_by
from flows.inbox import checksum
from flows.ledger import LeaseLost
from flows.ledger_database import Database
from flows.output import CABLES, LEDGER, RECORD, write_release
from flows.places import strictly
from flows.settings import Settings
from flows.sweep import reenter, sweep
from tests.arrivals import ONE, TEXT, TWO, Telegrams, convert_all, folders, laid, section
from tests.builders import PITCH, bar
from tests.shelves import desk

NAME = "1985-ELMA-2317"
SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "cable.schema.json").read_text())
INKED = laid(section(2), redactions=[bar(700, 196 + PITCH * 13, 1000, 229 + PITCH * 13)])


def watched(home, files, **given):
    """A library into which `files`, a name and its sections each, came one sweep at a time."""
    readers = Telegrams()
    with desk(home, readers, **given) as at:
        for name, *sections in files:
            readers.drop(at.library.inbox, name, *sections)
            sweep(at)
            sweep(at)
    return folders(home)


def converted(top, files):
    """What `convert` made of the same files, all in one folder."""
    readers, out = Telegrams(), top / "out"
    paths = [readers.drop(top / "in", name, *sections) for name, *sections in files]
    convert_all(paths, readers, out)
    return folders(out)


@cache
def held(*file):
    """What a file, a name and its sections, holds; converted once for all tests."""
    name, *sections = file
    readers = Telegrams()
    with TemporaryDirectory() as folder:
        path = readers.drop(Path(folder), name, *sections)
        return held_by(convert(path, Settings(), readers))


def arrived(out, files):
    """What stands in `out` when what `files` hold arrived there one after the other."""
    out.mkdir(exist_ok=True)
    with ledger_of(out) as database:
        for file in files:
            arrive(database, out, held(*file))
    return folders(out)


def arrive(database, out, held):
    with database.begin() as connection:
        Holdings(database).put(connection, held)
    put_together(database, out / CABLES)


def cable(found, name=NAME):
    recorded = json.loads(found[f"{name}/{CABLE}"])
    jsonschema.validate(recorded, SCHEMA)
    return recorded


def body(recorded):
    text = recorded["text"].partition("SUBJECT: PLANS FOR THE HARBORS\n\n")[2]
    return text.partition("\nBT\n")[0]


FILES = [
    ("a.png", section(1)),
    ("b.png", INKED),
    ("c.png", section(3)),
    ("d.png", section(2), section(3)),
    ("e.png", section(1, 2, ONE, post="TORVIK", ref=("REF: ELMA 2317",))),
]


def test_sections_that_arrive_one_after_the_other_complete_the_cable(tmp_path):
    files = FILES[:1], FILES[:3:2], FILES[:3:2] + FILES[3:4]
    texts = []
    for n, some in enumerate(files):
        found = arrived(tmp_path / str(n), some)
        texts.append(body(cable(found)))
        assert found[f"{NAME}/text.txt"].decode() == cable(found)["text"]
    assert texts[0].count("[MISSING SECTION") == 2
    assert texts[1].count("[MISSING SECTION 2 OF 3]") == 1
    assert texts[2] == TEXT


def test_what_the_record_says_of_a_cable_holds(tmp_path):
    recorded = cable(arrived(tmp_path, FILES[:3]))
    assert recorded["mrn"] == {"year": 1985, "post": "ELMA", "number": 2317}
    sections = recorded["sections"]
    assert (sections["total"], sections["present"], sections["missing"]) == (3, [1, 2, 3], [])
    named = [(each["section"], each["release"], each["pages"]) for each in sections["sources"]]
    assert named == [(1, "a.png", [1]), (2, "b.png", [1]), (3, "c.png", [1])]
    for span in recorded["provenance"]:
        assert recorded["text"][span["start"] : span["end"]].strip()
    of_two = next(each for each in recorded["provenance"] if each["from"] == ["p1-r1"])
    assert recorded["text"][of_two["start"] : of_two["end"]] == "[REDACTED]"
    assert of_two["release"] == "b.png"


def test_copies_that_were_not_taken_are_listed_with_the_reason(tmp_path):
    sections = cable(arrived(tmp_path, FILES))["sections"]
    left = {each["release"]: each["why"] for each in sections["duplicates"]}
    # Which of two equals is taken hangs on their checksums.
    other = (left.keys() - {"b.png"}).pop()
    assert left == {"b.png": "more of it is withheld", other: "another is as good"}


def test_a_copy_not_taken_whose_text_goes_on_behind_its_subject_is_held_too(tmp_path):
    glued = section(
        2,
        subject="PLANS FOR THE HARBORS HOPED TO BEGIN WITH THE",
        body=("WORKS IN THE SPRING.", TWO[1]),
    )
    sections = cable(arrived(tmp_path, [("g.png", section(1), glued, glued)]))["sections"]
    assert sections["present"] == [1, 2]
    assert [each["section"] for each in sections["duplicates"]] == [2]


def test_the_order_of_arrival_does_not_matter(tmp_path):
    wanted = arrived(tmp_path / "0", FILES)
    assert {name.partition("/")[0] for name in wanted} == {NAME, "1985-TORVIK-2317"}
    for seed in (1, 2):
        shuffled = random.Random(seed).sample(FILES, len(FILES))
        assert arrived(tmp_path / str(seed), shuffled) == wanted


@pytest.mark.slow
def test_a_folder_converted_in_one_go_is_what_the_watch_gives(tmp_path):
    wanted = converted(tmp_path, FILES)
    assert len(wanted) == 4
    assert watched(tmp_path / "library", FILES[::-1]) == wanted


def test_the_same_release_twice_changes_nothing(tmp_path):
    readers, out = Telegrams(), tmp_path / "out"
    one = readers.drop(tmp_path, "a.png", section(1), says="one")
    two = readers.drop(tmp_path, "b.png", section(1), says="one")
    convert_all([one], readers, out)
    before = folders(out)
    times = {path: path.stat().st_mtime_ns for path in (out / CABLES).rglob("*")}
    convert_all([one, two, one], readers, out)
    assert folders(out) == before
    assert times == {path: path.stat().st_mtime_ns for path in (out / CABLES).rglob("*")}
    convert_all([two, one], readers, tmp_path / "other")
    assert folders(tmp_path / "other") == before


def test_a_release_that_is_converted_anew_takes_its_old_sections_out(tmp_path):
    readers, out = Telegrams(), tmp_path / "out"
    first = readers.drop(tmp_path, "a.png", section(1), says="one")
    convert_all([first], readers, out)
    readers.drop(tmp_path, "a.png", section(1, serial=2399), says="one")
    convert_all([first], readers, out)
    assert {name.partition("/")[0] for name in folders(out)} == {"1985-ELMA-2399"}
    assert [path.name for path in (out / CABLES).iterdir()] == ["1985-ELMA-2399"]


def test_a_library_converted_anew_under_a_new_fingerprint_has_the_new_sections(tmp_path):
    watched(tmp_path, FILES[:1])
    readers = Telegrams()
    readers.pages["a.png"] = [laid(section(1, 3, ("1. (C) READ BETTER NOW.",)))]
    with desk(tmp_path, readers, fingerprint="ba9876543210") as at:
        assert reenter(at.ledger, at.fingerprint) == 1
        sweep(at)
    assert "READ BETTER NOW" in cable(folders(tmp_path))["text"]


def test_a_conversion_with_settings_of_its_own_is_none_of_the_librarys_sections(tmp_path):
    readers = Telegrams()
    with desk(tmp_path, readers) as at:
        path = readers.drop(at.library.inbox, "a.png", section(1))
        where = Path("inbox/a.png")
        at.ledger.enter(checksum(strictly(path)), at.fingerprint, "a.png", where, asked="{}")
        entry = at.ledger.claim("me", 60.0, at.fingerprint)
        assert accession(at, entry) is Outcome.DONE
        assemble_cables(at)
    assert folders(tmp_path) == {}


class Killed(BaseException):
    """As if the process were gone: nothing of ours catches it."""


def dies(*given, **more):
    raise Killed


def test_a_watch_killed_between_the_end_of_a_release_and_its_cables_is_made_up_for(
    tmp_path, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(cables, "_put_together", dies)
        with pytest.raises(Killed):
            watched(tmp_path, FILES[:1])
    with desk(tmp_path, Telegrams()) as at:
        assert [str(entry.state) for entry in at.ledger.entries()] == ["done"]
        sweep(at)
    assert cable(folders(tmp_path))["sections"]["present"] == [1]


@pytest.mark.parametrize(
    "step",
    [
        "write_files",
        pytest.param("replace_folder", marks=pytest.mark.slow),
        pytest.param("_for_the_docket", marks=pytest.mark.slow),
    ],
)
def test_killed_at_any_step_a_cable_is_whole_and_comes_out_the_same(tmp_path, monkeypatch, step):
    wanted = arrived(tmp_path / "undisturbed", FILES[:3])
    out = tmp_path / "out"
    before = arrived(out, FILES[:2])
    with monkeypatch.context() as patched:
        patched.setattr(cables, step, dies)
        with pytest.raises(Killed):
            arrived(out, FILES[2:3])
    now = {path: told for path, told in folders(out).items() if not path.startswith(".")}
    assert now in (before, wanted)
    with ledger_of(out) as database:
        put_together(database, out / CABLES)
    assert folders(out) == wanted
    assert [path.name for path in (out / CABLES).iterdir()] == [NAME]


def test_a_release_whose_lease_was_lost_leaves_no_sections(tmp_path):
    with desk(tmp_path) as at:
        at.ledger.enter("ab" * 32, at.fingerprint, "a.png", Path("inbox/a.png"))
        entry = at.ledger.claim("me", -1.0, at.fingerprint)
        at.ledger.claim("you", 60.0, at.fingerprint)
        put = partial(Holdings(at.ledger.database).put, held=held("a.png", section(1)))
        with pytest.raises(LeaseLost):
            at.ledger.finish(entry, folder="x", pages=1, failed_pages=0, also=put)
        with at.ledger.database.begin() as connection:
            assert identities(connection, 2317).messages == {}


def test_a_cable_that_cannot_be_put_together_does_not_keep_the_others(tmp_path, monkeypatch):
    files = [("a.png", section(1, serial=1111)), ("b.png", section(1, serial=2222))]

    def wrong(mrn, messages):
        if mrn.number == 1111:
            raise ValueError("a bug")
        return assemble(mrn, messages)

    with monkeypatch.context() as patched:
        patched.setattr(cables, "assemble", wrong)
        found = arrived(tmp_path / "out", files)
    assert {name.partition("/")[0] for name in found} == {"1985-ELMA-2222"}
    with ledger_of(tmp_path / "out") as database:
        put_together(database, tmp_path / "out" / CABLES)
    assert len(folders(tmp_path / "out")) == 4


def test_cables_that_cannot_be_written_wait(tmp_path):
    readers, out = Telegrams(), tmp_path / "out"
    path = readers.drop(tmp_path, "a.png", section(1))
    out.mkdir()
    (out / CABLES).write_text("in the way")
    with pytest.raises(OutputNotWritable, match=CABLES):
        convert_all([path], readers, out)
    (out / CABLES).unlink()
    with ledger_of(out) as database:
        put_together(database, out / CABLES)
    assert len(folders(out)) == 2


def test_what_people_put_beside_a_cable_stays(tmp_path):
    readers, out = Telegrams(), tmp_path / "out"
    one = readers.drop(tmp_path, "a.png", section(1))
    convert_all([one], readers, out)
    (out / CABLES / NAME / "notes.txt").write_text("mine")
    convert_all([readers.drop(tmp_path, "b.png", section(2))], readers, out)
    assert folders(out)[f"{NAME}/notes.txt"] == b"mine"
    for name in ("a.png", "b.png"):
        readers.pages[name] = [laid(("NOTHING BUT A LINE",))]
    convert_all([one, tmp_path / "b.png"], readers, out)
    assert folders(out) == {f"{NAME}/notes.txt": b"mine"}


def test_a_post_misread_in_one_release_is_the_same_cable_and_is_said(tmp_path):
    files = [("a.png", section(1)), ("b.png", section(2, post="ELNA")), ("c.png", section(3))]
    found = arrived(tmp_path, files)
    recorded = cable(found)
    assert body(recorded) == TEXT
    assert any("is read ELNA" in said for said in recorded["warnings"])


STRAYS = (
    ("a.pdf", section(1)),
    ("b.pdf", section(2, serial=2817)),
    ("c.pdf", [row for row in section(3) if "2317" not in row]),
)


def test_sections_whose_number_was_misread_or_lost_come_to_the_cable_in_any_order(tmp_path):
    made = [converted(tmp_path / str(n), files) for n, files in enumerate((STRAYS, STRAYS[::-1]))]
    assert made[0] == made[1]
    told = json.loads(made[0][f"{NAME}/cable.json"])
    assert (told["sections"]["present"], list(made[0])) == (
        [1, 2, 3],
        [f"{NAME}/cable.json", f"{NAME}/text.txt"],
    )
    assert [w for w in told["warnings"] if w.startswith("a message numbered")] == [
        "a message numbered 2817 is taken for one of it: same minute, post and subject; "
        "certainty 0.98",
        "a message numbered illegibly is taken for one of it: same minute, post and subject; "
        "certainty 0.96",
    ]


def test_fields_are_put_to_the_vote_of_all_releases(tmp_path):
    files = (
        ("a.pdf", section(1, subject="PLANS FOR THE HARB0RS")),
        ("b.pdf", section(2, subject="PLAMS FOR THE HARBORS")),
        ("c.pdf", section(3, subject="PLANS FOR THF HARBORS")),
    )
    told = json.loads(converted(tmp_path, files)[f"{NAME}/cable.json"])
    assert told["subject"] == "PLANS FOR THE HARBORS"
    assert "subject" in {repair["field"] for repair in told["repairs"]}


def test_two_cables_with_one_number_are_not_merged(tmp_path):
    other = section(2, dtg="200911Z MAR 85", subject="VISIT OF THE TRADE MISSION")
    found = arrived(tmp_path, [("a.png", section(1)), ("b.png", other)])
    assert cable(found)["sections"]["present"] == [1]
    assert cable(found, f"{NAME}-2")["sections"]["present"] == [2]
    assert any("different cables" in said for said in cable(found)["warnings"])


def test_a_cable_without_a_number_is_not_filed_and_a_warning_says_so(tmp_path, caplog):
    named = ("DE RUELMA", "FM ", "#2317")
    rows = [said.replace(" ELMA 002317", "") for said in section(1) if not said.startswith(named)]
    readers = Telegrams()
    path = readers.drop(tmp_path, "a.png", rows)
    with caplog.at_level("WARNING"):
        convert_all([path], readers, tmp_path / "out")
    assert folders(tmp_path / "out") == {}
    assert "a.png" in caplog.text
    said = convert(path, Settings(), readers).release.warnings
    assert any("not filed under cables/" in each for each in said)


def test_a_post_out_of_a_scan_cannot_lead_out_of_the_folder(tmp_path, monkeypatch):
    readers, out = Telegrams(), tmp_path / "out"
    path = readers.drop(tmp_path, "a.png", section(1))
    right = convert(path, Settings(), readers)
    mrn = Mrn(1985, "../../\x00<b>" + "A" * 300, 2317)
    found = right.release.documents[0].cable
    assert found
    object.__setattr__(found.fields, "mrn", mrn)
    out.mkdir()
    file_beside(right, out)
    assert [folder.name for folder in (out / CABLES).iterdir()] == [f"1985-B-{'A' * 37}-2317"]


def test_a_release_called_cables_goes_elsewhere(tmp_path):
    where = write_release(tmp_path, "cables", "ab" * 32, {RECORD: "{}"})
    assert where.name == "cables-abababab"
    where = write_release(tmp_path, LEDGER, "ab" * 32, {RECORD: "{}"})
    assert where.name == f"{LEDGER}-abababab"


def test_printing_the_text_writes_no_ledger(tmp_path, monkeypatch):
    readers = Telegrams()
    path = readers.drop(tmp_path, "a.png", section(1))
    done = convert(path, Settings(), readers)
    monkeypatch.setattr("flows.convert.convert", lambda *given, **more: done)
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(command, [str(path), "-o", "-"])
    assert "THE MINISTER SPOKE" in ran.stdout
    assert not (tmp_path / LEDGER).exists()
    ran = CliRunner().invoke(command, [str(path), "-o", "out"])
    assert ran.exit_code == 0, ran.output
    assert len(folders(tmp_path / "out")) == 2


@pytest.mark.slow
def test_several_workers_on_postgresql_write_what_one_on_sqlite_does(tmp_path, postgres_url):
    wanted = arrived(tmp_path / "one", FILES)
    home = tmp_path / "library"

    def work(file):
        database = Database(postgres_url)
        for _ in range(3):
            arrive(database, home, held(*file))
        database.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(work, FILES))
    database = Database(postgres_url)
    put_together(database, home / CABLES)
    database.close()
    assert folders(home) == wanted
