"""PDFs that give away what they hide, and others that only look so; all hide `HIDDEN`."""

from PIL import Image, ImageDraw

from tests.test_hostile_files import pdf, stream
from tests.typeset_pdfs import HIDDEN, PROSE, bar, born_digital, over, scan_with_layer, typed

LETTERS = len(HIDDEN.replace(" ", ""))
LETTER = "/MediaBox[0 0 612 792]"
COURIER = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"


def _rectangle(said=HIDDEN):
    left, bottom, width, height = over(said)
    return f"[{left:.1f} {bottom:.1f} {left + width:.1f} {bottom + height:.1f}]"


def page_of(content, *more, page="", resources="", catalog=""):
    """A page of such content in Courier; `more` are objects from number 6 on."""
    return pdf(
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{LETTER}{page}/Contents 4 0 R"
        f"/Resources<</Font<</F 5 0 R>>{resources}>>>>",
        stream("", content.encode("latin-1")),
        COURIER,
        *more,
    )


def scan_of_prose(*, boxed):
    """The picture of the typed page at 100 dpi; letters are bars, as far as a test cares."""
    drawn = Image.new("L", (850, 1100), 255)
    pen = ImageDraw.Draw(drawn)
    for line in PROSE:
        left, bottom, width, height = over(line)
        for at in range(int(left) + 2, int(left + width) - 4, 7):
            box = (at, 792 - bottom - height + 3, at + 3, 792 - bottom - 4)
            pen.rectangle([edge * 100 / 72 for edge in box], fill=0)
    if boxed:
        left, bottom, width, height = over(HIDDEN)
        box = (left, 792 - bottom - height, left + width, 792 - bottom)
        pen.rectangle([edge * 100 / 72 for edge in box], fill=0)
    return drawn


def _picture_over():
    left, bottom, width, height = over(HIDDEN)
    drawn = f"q {width:.1f} 0 0 {height:.1f} {left:.1f} {bottom:.1f} cm /I Do Q"
    told = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    return page_of(typed() + drawn, stream(told, b"\0"), resources="/XObject<</I 6 0 R>>")


def _in_a_form():
    left, bottom, width, height = over(HIDDEN)
    told = f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.1f} {height:.1f}]"
    told += f"/Matrix[1 0 0 1 {left:.1f} {bottom:.1f}]"
    form = stream(told, f"0 g 0 0 {width:.1f} {height:.1f} re f".encode())
    return page_of(typed() + "/I Do", form, resources="/XObject<</I 6 0 R>>")


def _annotated(kind):
    note = f"<</Type/Annot/Subtype/{kind}/Rect{_rectangle()}/IC[0 0 0]/C[0 0 0]/F 4>>"
    return page_of(typed(), note, page="/Annots[6 0 R]")


def _annotated_with_a_box():
    _, _, width, height = over(HIDDEN)
    look = stream(
        f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.1f} {height:.1f}]",
        f"0 g 0 0 {width:.1f} {height:.1f} re f".encode(),
    )
    note = f"<</Type/Annot/Subtype/Square/Rect{_rectangle()}/F 4/AP<</N 7 0 R>>>>"
    return page_of(typed(), note, look, page="/Annots[6 0 R]")


def _in_colour(colour, *, before=False):
    painted = colour + " rg {:.1f} {:.1f} {:.1f} {:.1f} re f 0 g\n".format(*over(HIDDEN))
    return born_digital(painted + typed() if before else typed() + painted)


LEAKS = {
    "a black box": born_digital(typed() + bar(HIDDEN)),
    "a white box": _in_colour("1 1 1"),
    "a grey box": _in_colour("0.5 0.5 0.5"),
    "a red box": _in_colour("0.8 0 0"),
    "black type on a black box": _in_colour("0 0 0", before=True),
    "a picture": _picture_over(),
    "a box in a form": _in_a_form(),
    "a box as an annotation": _annotated_with_a_box(),
    "a redaction that was never applied": _annotated("Redact"),
    "a thick line": born_digital(
        typed()
        + "15 w {0:.1f} {2:.1f} m {1:.1f} {2:.1f} l S".format(
            over(HIDDEN)[0], over(HIDDEN)[0] + over(HIDDEN)[2], over(HIDDEN)[1] + 7.5
        )
    ),
    "a box on a turned page": born_digital(typed() + bar(HIDDEN), page="/Rotate 90"),
    "a box over a scan with OCR": scan_with_layer(
        scan_of_prose(boxed=False), typed(mode=3) + bar(HIDDEN)
    ),
}
SOUND = {
    "plain type": born_digital(typed()),
    "a box where there is no text": born_digital(typed() + "0 g 300 100 80 20 re f"),
    "white type on a black box": born_digital(
        typed(PROSE[:2]) + "0 g 60 560 500 100 re f 1 g " + typed(PROSE[4:], top=640)
    ),
    "shading behind type": _in_colour("0.9 0.9 0.6", before=True),
    "a scan with OCR": scan_with_layer(scan_of_prose(boxed=False), typed(mode=3)),
    "a scan without text": scan_with_layer(scan_of_prose(boxed=True), ""),
}
NOISE = {
    "a scan of a box with OCR under it": scan_with_layer(scan_of_prose(boxed=True), typed(mode=3)),
}
