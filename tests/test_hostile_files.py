"""Files made to hurt: refused, or survived within limits, with the other pages intact."""

import json
import os
import subprocess
import time
import zlib

import pytest

from ocr import errors
from ocr.limits import FOLDER, limited, network_is_dropped
from tests.test_bad_input import says

# Each runs the command in a process of its own.
pytestmark = pytest.mark.slow


LETTER = "/MediaBox[0 0 612 792]"


def pdf(*objects, root=1):
    """A PDF of numbered objects, each text or bytes."""
    body = b"%PDF-1.7\n"
    for number, made in enumerate(objects, start=1):
        data = made if isinstance(made, bytes) else made.encode()
        body += f"{number} 0 obj".encode() + data + b"endobj\n"
    return body + f"trailer<</Root {root} 0 R/Size {len(objects) + 1}>>\n%%EOF\n".encode()


def stream(told, data):
    return f"<<{told}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream "


def one_page(*more, page="", catalog=""):
    return pdf(
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{LETTER}{page}>>",
        *more,
    )


def zeros(count):
    """So many zero bytes, squeezed."""
    squeezed, some = zlib.compressobj(1), b"\0" * 30_000
    return b"".join(squeezed.compress(some) for _ in range(count // len(some))) + squeezed.flush()


def image_bomb(side):
    """A small file whose one picture has `side` squared grey pixels."""
    data = zeros(side * side)
    told = f"/Type/XObject/Subtype/Image/Width {side}/Height {side}"
    told += "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    draw = stream("", b"612 0 0 792 0 0 cm /I Do")
    return one_page(
        draw, stream(told, data), page="/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>"
    )


def convert(readingroom, tmp_path, content, *options, env=None):
    (tmp_path / "x.pdf").write_bytes(content)
    began = time.monotonic()
    done = readingroom("convert", tmp_path / "x.pdf", "-o", tmp_path / "out", *options, env=env)
    assert "Traceback" not in done.stderr
    return done, time.monotonic() - began


def test_a_file_that_claims_millions_of_pages_is_refused_at_once(readingroom, tmp_path):
    content = pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 9000000>>")
    done, seconds = convert(readingroom, tmp_path, content)
    # Poppler counts the objects and does not believe it.
    says(done, errors.NoPages.exit_code, "no pages")
    assert seconds < 20


def test_pages_that_contain_themselves_end(readingroom, tmp_path):
    content = pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
    done, seconds = convert(readingroom, tmp_path, content)
    assert done.returncode == errors.PageFailed.exit_code
    assert "it has no area" in done.stderr
    assert seconds < 60


def test_a_page_the_size_of_a_city_is_left_out(readingroom, tmp_path):
    content = one_page().replace(b"612 792", b"14400 1440000")
    done, _ = convert(readingroom, tmp_path, content)
    says(done, errors.PageTooLarge.exit_code, "megapixels")


def test_a_picture_that_unpacks_to_a_gigabyte_is_survived_within_the_memory_limit(
    readingroom, tmp_path
):
    env = os.environ | {"READINGROOM_LIMIT_MEMORY": str(400_000)}
    done, _ = convert(readingroom, tmp_path, image_bomb(30_000), "--timeout", "60", env=env)
    assert done.returncode in (0, errors.PageFailed.exit_code)
    assert (tmp_path / "out" / "x" / "release.json").exists()


def test_actions_and_attachments_are_not_acted_on(readingroom, tmp_path):
    act = "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))/Next["
    act += "<</S/Launch/F(/bin/sh)>><</S/URI/URI(http://127.0.0.1:9/)>>]>>"
    attach = "/Names<</EmbeddedFiles<</Names[(x.exe)<</Type/Filespec/F(x.exe)>>]>>>>"
    done, _ = convert(readingroom, tmp_path, one_page(catalog=act + attach))
    assert done.returncode == 0
    assert (tmp_path / "out" / "x" / "text.txt").read_text().strip() == ""


def rubbish(number, coder):
    """A page with a picture of `coder` that is none: the page and its two objects."""
    told = "/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1"
    told += f"/ColorSpace/DeviceGray/Filter/{coder}"
    drawn = f"/Contents {number + 1} 0 R/Resources<</XObject<</I {number + 2} 0 R>>>>"
    return (
        f"<</Type/Page/Parent 2 0 R{LETTER}{drawn}>>",
        stream("", b"612 0 0 792 0 0 cm /I Do"),
        stream(told, bytes(range(256)) * 40),
    )


def test_pictures_of_rubbish_are_survived(readingroom, tmp_path):
    coders = {3: "JBIG2Decode", 6: "JPXDecode", 9: "DCTDecode", 12: "CCITTFaxDecode"}
    pages = [made for number, coder in coders.items() for made in rubbish(number, coder)]
    kids = "".join(f"{number} 0 R " for number in coders)
    catalog = "<</Type/Catalog/Pages 2 0 R>>"
    content = pdf(catalog, f"<</Type/Pages/Kids[{kids}]/Count 4>>", *pages)
    done, seconds = convert(readingroom, tmp_path, content, "--timeout", "30")
    assert done.returncode in (0, errors.PageFailed.exit_code)
    assert len(json.loads((tmp_path / "out" / "x" / "release.json").read_text())["pages"]) == 4
    assert seconds < 90


def told_by(program, *arguments, **env):
    return subprocess.run(
        [FOLDER / program, *arguments],
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_outside_programs_have_limits():
    for name in ("tesseract", "pdftoppm", "pdfinfo", "pdfimages", "pdffonts", "pdftotext"):
        assert os.access(limited(name, "any"), os.X_OK)
    assert told_by("pdfinfo", "-v", READINGROOM_LIMIT_MEMORY="1000").returncode != 0
    assert told_by("pdfinfo", "-v").returncode == 0


def called(tmp_path, name):
    """The script that sets limits, called as another program: it runs whatever it is called."""
    (tmp_path / name).symlink_to(FOLDER / "run")
    return tmp_path / name


def test_outside_programs_are_held_to_time_memory_files_and_no_core_dumps(tmp_path):
    told = subprocess.run(
        [called(tmp_path, "cat"), "/proc/self/limits"], capture_output=True, text=True, timeout=60
    ).stdout
    hard = {line[:26].strip(): line[47:67].strip() for line in told.splitlines()}
    assert hard["Max cpu time"] == "600"
    assert hard["Max file size"] == str(2 << 30)
    assert hard["Max address space"] == str(4 << 30)
    assert hard["Max open files"] == "256"
    assert hard["Max core file size"] == "0"


def test_an_outside_program_that_writes_too_much_is_stopped(tmp_path):
    env = os.environ | {"READINGROOM_LIMIT_OUTPUT": "8"}
    made = f"of={tmp_path / 'made'}"
    command = [called(tmp_path, "dd"), "if=/dev/zero", made, "bs=512", "count=100"]
    assert subprocess.run(command, env=env, capture_output=True, timeout=60).returncode != 0
    assert (tmp_path / "made").stat().st_size == 8 * 512


def test_fonts_that_unpack_to_a_gigabyte_and_letters_the_size_of_a_city_are_survived(
    readingroom, tmp_path
):
    env = os.environ | {"READINGROOM_LIMIT_MEMORY": str(400_000)}
    content = one_page(
        stream("", b"BT /F 99999999 Tf 10 10 Td (HUGE) Tj ET"),
        "<</Type/Font/Subtype/TrueType/BaseFont/Huge/FontDescriptor 6 0 R>>",
        "<</Type/FontDescriptor/FontName/Huge/Flags 4/FontFile2 7 0 R>>",
        stream("/Filter/FlateDecode/Length1 900000000", zeros(900_000_000)),
        page="/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>",
    )
    done, seconds = convert(readingroom, tmp_path, content, "--timeout", "60", env=env)
    assert done.returncode in (0, errors.PageFailed.exit_code)
    assert (tmp_path / "out" / "x" / "release.json").exists()
    assert seconds < 200


def test_outside_programs_see_no_network_where_the_kernel_allows_that(tmp_path):
    if not network_is_dropped():
        pytest.skip("this kernel lets no unprivileged user drop the network")
    done = subprocess.run(
        [called(tmp_path, "cat"), "/proc/self/net/dev"], capture_output=True, text=True, timeout=60
    )
    interfaces = [line.split(":")[0].strip() for line in done.stdout.splitlines()[2:]]
    assert interfaces in ([], ["lo"])
