"""Bad input gives one clear line, its own exit code, and nothing half-written.

Each row of docs/errors.md that a file or a machine can cause has its test here.
"""

import errno
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from flows import errors as command_errors
from flows import output
from flows.errors import BadSetting, DiskFull, NoSuchPage, OutputNotWritable
from ocr import errors

qpdf = pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf makes encrypted PDFs")


def minimal_pdf(pages):
    """A PDF with `pages` empty pages, each given as (width, height) in points."""
    kids = " ".join(f"{n + 3} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]>>" for w, h in pages]
    body = "".join(f"{n} 0 obj{text}endobj\n" for n, text in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n%%EOF\n".encode()


def says(done, code, *words):
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    complaints = [row for row in done.stderr.splitlines() if row.startswith("readingroom: ")]
    assert len(complaints) == 1
    assert all(word in complaints[0] for word in words)
    return complaints[0]


def refuses(readingroom, tmp_path, path, error, *words, options=()):
    out = tmp_path / "out"
    # No processes of its own for pages that nobody will read.
    done = readingroom("convert", path, "-o", out, "--jobs", "1", *options)
    says(done, error.exit_code, *words)
    assert not out.exists() or not list(out.iterdir())


def test_a_file_that_is_not_there(readingroom, tmp_path):
    refuses(readingroom, tmp_path, tmp_path / "gone.pdf", errors.InputMissing, "gone.pdf")


def test_a_file_that_is_no_release(readingroom, tmp_path):
    (tmp_path / "notes.pdf").write_text("just words")
    refuses(readingroom, tmp_path, tmp_path / "notes.pdf", errors.NotARelease, "is not a PDF")


def test_a_file_with_no_bytes(readingroom, tmp_path):
    (tmp_path / "empty.pdf").touch()
    refuses(readingroom, tmp_path, tmp_path / "empty.pdf", errors.EmptyFile, "empty")


def test_a_pdf_cut_short_before_any_page(readingroom, tmp_path):
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Cat")
    refuses(readingroom, tmp_path, tmp_path / "cut.pdf", errors.DamagedFile, "damaged")


def test_an_image_cut_short_in_its_header(readingroom, tmp_path):
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    refuses(readingroom, tmp_path, tmp_path / "cut.png", errors.DamagedFile, "damaged")


def test_a_pdf_without_pages(readingroom, tmp_path):
    (tmp_path / "none.pdf").write_bytes(minimal_pdf([]))
    refuses(readingroom, tmp_path, tmp_path / "none.pdf", errors.NoPages, "no pages")


@qpdf
def test_a_pdf_that_asks_for_a_password(readingroom, tmp_path, typed_pdf):
    locked = tmp_path / "locked.pdf"
    subprocess.run(["qpdf", "--encrypt", "x", "y", "256", "--", typed_pdf, locked], check=True)
    refuses(readingroom, tmp_path, locked, errors.EncryptedPdf, "password", "qpdf --decrypt")


@qpdf
@pytest.mark.slow
def test_a_pdf_with_only_an_owner_password_is_read(readingroom, tmp_path, typed_pdf):
    marked = tmp_path / "marked.pdf"
    subprocess.run(["qpdf", "--encrypt", "", "y", "256", "--", typed_pdf, marked], check=True)
    assert readingroom("convert", marked, "-o", tmp_path / "out").returncode == 0


def test_more_pages_than_the_limit(readingroom, tmp_path, typed_pdf):
    refuses(
        readingroom,
        tmp_path,
        typed_pdf,
        errors.TooManyPages,
        "2 pages",
        "--max-pages",
        options=("--max-pages", "1"),
    )


def test_a_language_that_is_not_installed(readingroom, tmp_path, typed_pdf):
    refuses(
        readingroom,
        tmp_path,
        typed_pdf,
        errors.MissingLanguage,
        "apt install tesseract-ocr-tlh",
        options=("--language", "tlh"),
    )


def test_a_setting_that_cannot_be_used(readingroom, tmp_path, typed_pdf):
    env = {**os.environ, "READINGROOM_DPI": "many"}
    done = readingroom("convert", typed_pdf, "-o", tmp_path / "out", env=env)
    says(done, BadSetting.exit_code, "READINGROOM_DPI")


def without_tools(tmp_path, *kept):
    """An environment whose PATH holds only the `kept` programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in kept:
        (folder / name).symlink_to(shutil.which(name))
    return {**os.environ, "PATH": str(folder)}


def test_tesseract_is_not_installed(readingroom, tmp_path, typed_pdf):
    env = without_tools(tmp_path, "pdfinfo", "pdftoppm", "pdfimages", "pdffonts")
    done = readingroom("convert", typed_pdf, "-o", tmp_path / "out", env=env)
    says(done, errors.MissingTool.exit_code, "tesseract", "apt install tesseract-ocr")


def test_poppler_is_not_installed(readingroom, tmp_path, typed_pdf):
    env = without_tools(tmp_path, "tesseract")
    done = readingroom("convert", typed_pdf, "-o", tmp_path / "out", env=env)
    says(done, errors.MissingTool.exit_code, "pdfinfo", "apt install poppler-utils")


@pytest.mark.slow
def test_an_output_folder_that_cannot_be_written(readingroom, tmp_path, typed_pdf):
    (tmp_path / "taken").write_text("a file, where a folder should be")
    done = readingroom("convert", typed_pdf, "-q", "-o", tmp_path / "taken")
    says(done, OutputNotWritable.exit_code, "taken", "-o")
    assert (tmp_path / "taken").read_text() == "a file, where a folder should be"


@pytest.mark.slow
def test_a_folder_somebody_else_filled_is_left_alone(readingroom, tmp_path, typed_pdf):
    theirs = tmp_path / "out" / "typed"
    theirs.mkdir(parents=True)
    (theirs / "notes.txt").write_text("mine")
    assert readingroom("convert", typed_pdf, "-q", "-o", tmp_path / "out").returncode == 0
    assert sorted(p.name for p in theirs.iterdir()) == ["notes.txt"]
    assert len(list((tmp_path / "out").glob("typed-*/text.txt"))) == 1


@pytest.mark.slow
def test_a_page_larger_than_the_limit_fails_and_the_others_come_out(readingroom, tmp_path):
    path = tmp_path / "map.pdf"
    path.write_bytes(minimal_pdf([(612, 792), (7200, 7200)]))
    done = readingroom("convert", path, "-q", "-o", tmp_path / "out", "--max-pixels", 10_000_000)
    says(done, errors.PageTooLarge.exit_code, "page 2", "megapixels", "--max-pixels")
    record = (tmp_path / "out" / "map" / "release.json").read_text()
    assert re.findall(r'"status": "(\w+)"', record) == ["blank", "failed"]


@pytest.mark.slow
def test_a_frame_that_cannot_be_decoded_fails_and_the_others_come_out(
    readingroom, tmp_path, typed_page
):
    path = tmp_path / "torn.tif"
    typed_page.save(path, save_all=True, append_images=[typed_page], compression="tiff_lzw")
    path.write_bytes(_with_second_frame_torn(path))
    done = readingroom("convert", path, "-q", "-o", tmp_path / "out")
    says(done, errors.PageFailed.exit_code, "page 2")
    record = (tmp_path / "out" / "torn" / "release.json").read_text()
    assert re.findall(r'"status": "(\w+)"', record) == ["read", "failed"]


def _with_second_frame_torn(path: Path) -> bytes:
    """The file with the strips of its second frame overwritten."""
    with Image.open(path) as picture:
        picture.seek(1)
        tags = getattr(picture, "tag_v2")  # noqa: B009
        offsets, counts = tags[273], tags[279]
    content = bytearray(path.read_bytes())
    for start, length in zip(offsets, counts, strict=True):
        content[start : start + length] = b"\xff" * length
    return bytes(content)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(readingroom, tmp_path, typed_pdf):
    typed_pdf.chmod(0)
    refuses(readingroom, tmp_path, typed_pdf, errors.InputUnreadable, "chmod u+r")


def test_a_page_number_the_release_does_not_have():
    assert "from 1 to 2" in str(NoSuchPage(Path("a.pdf"), 9, 2))


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(path, content):
        path.write_text("half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output, "_write_synced", full)
    with pytest.raises(DiskFull):
        output.write_release(tmp_path, "a", "00", {output.TEXT: "x", output.RECORD: "{}"})
    assert list(tmp_path.iterdir()) == []


TREES = (errors, command_errors)


@pytest.mark.parametrize("tree", TREES, ids=["reading", "commands"])
def test_the_error_tree_in_the_docstring_is_the_error_tree(tree):
    written = dict(re.findall(r"(\w+)\s+exit (\d+)", tree.__doc__ or ""))
    actual = {
        name: str(error.exit_code)
        for name, error in vars(tree).items()
        if isinstance(error, type)
        and issubclass(error, errors.ReadingRoomError)
        and error is not errors.FileError
    }
    assert written == actual


def test_every_exit_code_means_one_thing():
    codes = dict.fromkeys(
        row for t in TREES for row in re.findall(r"\w+\s+exit \d+", t.__doc__ or "")
    )
    numbers = [row.split()[-1] for row in codes]
    assert len(numbers) == len(set(numbers))
