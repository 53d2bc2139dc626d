"""`readingroom redactions`, run as a user would."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors import NoReleases, NotARecord
from ocr import errors
from tests.test_bad_input import minimal_pdf, says

# Each runs the command in a process of its own.
pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parent.parent / "samples"


def objects(done):
    return [json.loads(row) for row in done.stdout.splitlines()]


def boxes(pages):
    return [found["box"] for page in pages for found in page["redactions"]]


def test_the_redactions_of_a_sample_are_those_of_its_truth(readingroom):
    truth = json.loads((SAMPLES / "bureau-memo.truth.json").read_text())
    done = readingroom("redactions", "--json", SAMPLES / "bureau-memo.pdf")
    pages = objects(done)
    assert (done.returncode, [page["page"] for page in pages]) == (0, [1, 2])
    found, wanted = boxes(pages), boxes(truth["pages"])
    assert all(a == pytest.approx(b, abs=4) for a, b in zip(found, wanted, strict=True))


def test_several_processes_write_what_one_writes(readingroom):
    one, two = (
        readingroom("redactions", "--json", "--jobs", jobs, SAMPLES / "combined-cable.pdf").stdout
        for jobs in (1, 3)
    )
    assert one == two


def test_a_failed_page_is_an_object_with_its_error_and_gives_the_exit_code(readingroom, tmp_path):
    path = tmp_path / "map.pdf"
    path.write_bytes(minimal_pdf([(612, 792), (7200, 7200), (612, 792)]))
    done = readingroom("redactions", "--json", path, "--max-pixels", 10_000_000)
    says(done, errors.PageTooLarge.exit_code, "page 2", "megapixels")
    first, second, third = objects(done)
    assert ("error" in first, "error" in second, "error" in third) == (False, True, False)


def test_one_bad_file_does_not_stop_the_next(readingroom, tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_text("no pdf")
    done = readingroom("redactions", "--json", bad, SAMPLES / "typed-letter.pdf")
    says(done, errors.NotARelease.exit_code, "bad.pdf")
    assert len(objects(done)) == 1


def test_a_folder_without_releases_and_a_json_file_of_another_kind(readingroom, tmp_path):
    says(readingroom("redactions", tmp_path), NoReleases.exit_code, "holds no PDF")
    other = tmp_path / "other.json"
    other.write_text("{}")
    says(readingroom("redactions", other), NotARecord.exit_code, "convert its release again")


def test_a_converted_release_has_its_codes(readingroom, tmp_path):
    readingroom("convert", "-q", SAMPLES / "bureau-memo.pdf", "-o", tmp_path)
    done = readingroom("redactions", "--json", tmp_path)
    assert objects(done)[0]["redactions"][0]["codes"] == ["(b)(6)", "(b)(7)(C)"]
    assert "(b)(7)(E)" in readingroom("redactions", tmp_path / "bureau-memo").stdout


def test_a_reader_who_stops_listening_sees_no_traceback():
    call = "from flows.cli import cli; cli(prog_name='readingroom')"
    for kind in ("--json", "--csv"):
        command = [sys.executable, "-c", call, "redactions", kind, str(SAMPLES)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stdout
            assert running.stderr
            running.stdout.readline()
            running.stdout.close()
            assert b"Traceback" not in running.stderr.read()


def test_csv_and_json_at_once_are_one_too_many(readingroom):
    done = readingroom("redactions", "--csv", "--json", SAMPLES / "typed-letter.pdf")
    assert done.returncode == 2
