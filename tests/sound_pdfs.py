"""PDFs that only look as if they gave something away.

`SOUND` hide nothing; `HARMLESS` have something under a box that says nothing.
"""

from PIL import Image

from tests.leaky_pdfs import COURIER, page_of
from tests.more_leaky_pdfs import edges_of, hatched, highlighted, noted, see_through
from tests.test_hostile_files import pdf, stream
from tests.typeset_pdfs import HIDDEN, PROSE, bar, born_digital, over, typed

DINGBATS = "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"


def _bullets():
    """Squares that are letters of a font of signs."""
    content = "".join(
        f"BT /Z 12 Tf 72 {700 - 24 * n} Td (nnnnn) Tj ET "
        f"BT /F 12 Tf 150 {700 - 24 * n} Td ({line[:60]}) Tj ET\n"
        for n, line in enumerate(PROSE)
    )
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R/Z 6 0 R>>>>>>",
        stream("", content.encode("latin-1")),
        COURIER,
        DINGBATS,
    )


def _table():
    """A table whose head is white on black, with shaded rows, rules and check boxes."""
    head = "0 g 66 694 480 18 re f 1 g BT /F 10 Tf 72 698 Td (NAME    OFFICE    YEAR) Tj ET 0 g\n"
    rows = ""
    for n in range(12):
        y = 676 - 18 * n
        rows += f"0.85 g 66 {y} 480 18 re f 0 g " if n % 2 else "0 g "
        rows += f"BT /F 10 Tf 72 {y + 5} Td (Person {n}  Harbour office  19{50 + n}) Tj ET\n"
        rows += f"0.5 w 66 {y} m 546 {y} l S 500 {y + 4} 9 9 re S\n"
    return born_digital(head + rows)


def _slide():
    return born_digital(
        "0 g 0 0 612 792 re f 1 g "
        + typed(PROSE[:4])
        + "0.9 0.2 0.2 rg "
        + typed(PROSE[4:], top=500)
    )


def _coloured_alike():
    """Red on a blue-green that is as dark: told apart by colour alone."""
    return born_digital("0 0.42 0.42 rg 60 500 500 230 re f 1 0 0 rg " + typed())


def _underlined():
    left, bottom, width, _ = over(HIDDEN)
    return born_digital(
        typed()
        + f"0 g {left} {bottom + 1.5:.1f} {width} 0.8 re f {left} {bottom + 8:.1f} {width} 0.8 re f"
    )


def _touched():
    """A box that stands beside words and touches their edge letters."""
    left, bottom, width, height = over(HIDDEN)
    return born_digital(
        typed([line.replace(HIDDEN, " " * len(HIDDEN)) for line in PROSE])
        + f"0 g {left - 4:.1f} {bottom:.1f} {width + 9:.1f} {height + 5} re f"
    )


def _drawn_again():
    """A white box over an old line, and the line set anew on it, as editors do."""
    return born_digital(typed() + "1 g 60 500 500 230 re f 0 g " + typed())


def _shadowed():
    return born_digital("0.6 g " + typed(left=73, top=699) + "0 g " + typed())


def _watermarked():
    mark = "q 0.85 g 0.7 0.7 -0.7 0.7 150 150 cm BT /F 90 Tf 0 0 Td (DRAFT COPY) Tj ET Q "
    return born_digital(mark + typed())


def _watermark_over():
    text = "q /G gs 0.5 g 0.7 0.7 -0.7 0.7 150 150 cm BT /F 90 Tf 0 0 Td (DRAFT COPY) Tj ET Q"
    return page_of(typed() + text, "<</ca 0.3>>", resources="/ExtGState<</G 6 0 R>>")


def _photo_caption():
    """Type over a picture in many tones."""
    drawn = Image.linear_gradient("L").resize((300, 300))
    told = (
        "/Type/XObject/Subtype/Image/Width 300/Height 300/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    # Its lower half is light, its upper half dark.
    content = "q 612 0 0 300 0 450 cm /I Do Q 1 g " + typed(PROSE[:3], top=735)
    content += "0 g " + typed(PROSE[5:], top=540)
    return page_of(content, stream(told, drawn.tobytes()), resources="/XObject<</I 6 0 R>>")


def _logo(tone):
    """A dark picture that text is written over."""
    told = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    content = "q 500 0 0 230 60 500 cm /I Do Q 1 g " + typed()
    return page_of(content, stream(told, bytes([tone])), resources="/XObject<</I 6 0 R>>")


def _stamped_header():
    """A blue line that a court's system writes over the head of a page, across what is there."""
    stamp = typed(["Case 1:00-cv-00000  Document 7  Filed"], top=778)
    return born_digital(typed(top=775) + "0 0 1 rg " + stamp)


def _blank_under(said):
    """A proper redaction of which an editor left signs that say nothing under the box."""
    lines = [line.replace(HIDDEN, said[: len(HIDDEN)].ljust(len(HIDDEN))) for line in PROSE]
    return born_digital(typed(lines) + bar(HIDDEN))


SOUND = {
    "squares of a font of signs": _bullets(),
    "a table with a black head": _table(),
    "a dark slide": _slide(),
    "type that only its colour tells from its ground": _coloured_alike(),
    "words underlined and struck out": _underlined(),
    "a box that touches the letters beside it": _touched(),
    "a line set anew over a white box": _drawn_again(),
    "type with a shadow": _shadowed(),
    "a watermark under type": _watermarked(),
    "a watermark over type": _watermark_over(),
    "captions on a picture": _photo_caption(),
    "white type on a dark picture": _logo(0),
    "white type on a grey picture": _logo(120),
    "a court's header across the page's own": _stamped_header(),
    "a yellow highlight": highlighted("1 1 0"),
    "a green highlight": highlighted("0 0.8 0.3"),
    "an empty frame around words": noted("Square", f"/Rect[{edges_of()}]/C[1 0 0]/BS<</W 1>>"),
    "a box half through": see_through(0.4),
    "a wide hatching that lets words be read": hatched(9, 0.5),
    "a box over a hatched map": hatched(6, 0.6, (60, 200, 400, 150)),
    "a page turned": born_digital(typed() + "0 g 300 100 80 20 re f", page="/Rotate 270"),
    "a page moved": born_digital(
        "q 1 0 0 1 -100 -200 cm " + typed(left=172, top=900) + "Q",
        box="/MediaBox[0 0 612 792]/CropBox[20 20 600 780]",
    ),
}
HARMLESS = {
    "spaces": _blank_under(" "),
    "underscores": _blank_under("_" * 19),
    "a row of X": _blank_under("XXXXXXXXXXXXXXXXXXX"),
    "the word REDACTED": _blank_under("REDACTED"),
    "an exemption": _blank_under("(b)(6), (b)(7)(C)"),
    "a comma and a full stop": _blank_under(" , ."),
}
