"""More PDFs that give away what they hide, and others that only look so.

The kinds are those that people met who look for bad redactions in court filings and on
freedom-of-information portals; the files are ours. All leaks hide `HIDDEN`, or a word of two
letters; `HARMLESS` have something under a box that says nothing.
"""

import io

import pikepdf
from PIL import Image

from tests.leaky_pdfs import COURIER, page_of
from tests.test_hostile_files import pdf, stream
from tests.typeset_pdfs import (
    HIDDEN,
    LEFT,
    PROSE,
    TOP,
    bar,
    born_digital,
    over,
    typed,
)

SHORT = "NO"
ANSWERS = (*PROSE[:4], f"Have you seen this man at the gate before? {SHORT}.", *PROSE[5:])
WIDE_ZAPF = "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"


def _edges(said=HIDDEN):
    left, bottom, width, height = over(said)
    return f"{left:.1f} {bottom:.1f} {left + width:.1f} {bottom + height:.1f}"


def _note(kind, told, *more):
    return page_of(
        typed(), f"<</Type/Annot/Subtype/{kind}/F 4{told}>>", *more, page="/Annots[6 0 R]"
    )


def _highlight(colour):
    left, bottom, width, height = over(HIDDEN)
    right, top = left + width, bottom + height
    quad = f"[{left} {top} {right} {top} {left} {bottom} {right} {bottom}]"
    return _note("Highlight", f"/Rect[{_edges()}]/QuadPoints{quad}/C[{colour}]")


def _rounded():
    left, bottom, width, height = over(HIDDEN)
    right, top, r = left + width, bottom + height, 3
    corners = (
        f"0.05 g {left + r} {bottom} m {right - r} {bottom} l "
        f"{right} {bottom} {right} {bottom} {right} {bottom + r} c {right} {top - r} l "
        f"{right} {top} {right} {top} {right - r} {top} c {left + r} {top} l "
        f"{left} {top} {left} {top} {left} {top - r} c {left} {bottom + r} l "
        f"{left} {bottom} {left} {bottom} {left + r} {bottom} c h f"
    )
    return born_digital(typed() + corners)


def _hatched(step, width, over_it=None):
    """Lines that cross one another over the hidden words."""
    left, bottom, wide, high = over_it or over(HIDDEN)
    rows = [f"q {left} {bottom} {wide} {high} re W n {width} w"]
    at = left - high
    while at < left + wide:
        rows.append(f"{at:.1f} {bottom} m {at + high:.1f} {bottom + high} l S")
        rows.append(f"{at:.1f} {bottom + high} m {at + high:.1f} {bottom} l S")
        at += step
    return born_digital(typed() + "\n".join(rows) + " Q")


def _crossed_box():
    left, bottom, width, height = over(HIDDEN)
    cross = f"1 G 1 w {left} {bottom} m {left + width} {bottom + height} l S "
    cross += f"{left} {bottom + height} m {left + width} {bottom} l S 0 G"
    return born_digital(typed() + bar(HIDDEN) + cross)


def _labelled_box():
    left, bottom, _, _ = over(HIDDEN)
    label = f"1 g BT /F 8 Tf {left + 30:.1f} {bottom + 4:.1f} Td (REDACTED) Tj ET 0 g"
    return born_digital(typed() + bar(HIDDEN) + label)


def _nested_forms():
    left, bottom, width, height = over(HIDDEN)
    inner = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 600 600]",
        f"0 g 0 0 {width:.1f} {height:.1f} re f".encode(),
    )
    outer = stream(
        f"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Matrix[1 0 0 1 {left:.1f} {bottom:.1f}]"
        "/Resources<</XObject<</B 7 0 R>>>>",
        b"q /B Do Q",
    )
    return page_of(typed() + "/A Do", outer, inner, resources="/XObject<</A 6 0 R>>")


def _text_in_a_form():
    form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>>>",
        typed().encode("latin-1"),
    )
    return page_of("/A Do " + bar(HIDDEN), form, resources="/XObject<</A 6 0 R>>")


def _hidden_layer():
    content = typed(PROSE[:4]) + f"/OC /L BDC {typed([HIDDEN], top=400)} EMC"
    layer = "<</Type/OCG/Name(notes)>>"
    catalog = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>"
    return page_of(content, layer, resources="/Properties<</L 6 0 R>>", catalog=catalog)


def _clipped():
    left, bottom, width, height = over(HIDDEN)
    around = f"q 0 0 {left:.1f} 792 re 0 0 612 {bottom:.1f} re 0 {bottom + height:.1f} 612 200 re "
    return born_digital(around + f"{left + width:.1f} 0 300 792 re W n {typed()} Q")


def _soft_mask_picture():
    """A black picture that is let through by a soft mask of full strength."""
    left, bottom, width, height = over(HIDDEN)
    drawn = f"q {width:.1f} 0 0 {height:.1f} {left:.1f} {bottom:.1f} cm /I Do Q"
    told = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    return page_of(
        typed() + drawn,
        stream(told + "/SMask 7 0 R", b"\0"),
        stream(told, b"\xff"),
        resources="/XObject<</I 6 0 R>>",
    )


def _see_through(share, colour="0 g"):
    painted = f"q /G gs {colour} {{:.1f}} {{:.1f}} {{:.1f}} {{:.1f}} re f Q".format(*over(HIDDEN))
    return page_of(typed() + painted, f"<</ca {share}>>", resources="/ExtGState<</G 6 0 R>>")


def _turned_text():
    """Type that runs up the page, with a bar over its name."""
    return born_digital(
        "q 0 1 -1 0 790 0 cm " + typed() + bar(HIDDEN) + " Q", box="/MediaBox[0 0 792 612]"
    )


def _in_a_smaller_face():
    left, bottom = LEFT, TOP
    text = f"BT /F 6 Tf {left} {bottom} Td (The visitor was called {HIDDEN} by all.) Tj ET\n"
    x = left + 3.6 * len("The visitor was called ")
    return born_digital(text + f"0 g {x - 1:.1f} {bottom - 2} {3.6 * len(HIDDEN) + 2:.1f} 8 re f")


def _short_answer():
    box = "0 g {:.1f} {:.1f} {:.1f} {:.1f} re f".format(*over(SHORT, ANSWERS))
    return born_digital(typed(ANSWERS) + box)


def _cropped_away():
    """Words right of the edge of the page as it is shown."""
    return born_digital(typed(), box="/MediaBox[0 0 612 792]/CropBox[0 0 330 792]")


LEAKS = {
    "a rounded box, nearly black": _rounded(),
    "a box as large as the page": born_digital(typed([HIDDEN]) + "0 g 0 0 612 792 re f"),
    "a black highlight": _highlight("0 0 0"),
    "a hatching that hides it": _hatched(2.5, 1.6),
    "a box with a white cross on it": _crossed_box(),
    "a box with a label on it": _labelled_box(),
    "a box in forms within forms": _nested_forms(),
    "a box over a form with the text": _text_in_a_form(),
    "a clipping path": _clipped(),
    "a picture with a soft mask": _soft_mask_picture(),
    "a box that lets nearly nothing through": _see_through(0.97),
    "a box on type that runs up the page": _turned_text(),
    "a box on small type": _in_a_smaller_face(),
    "a box on a word of two letters": _short_answer(),
    "a box of the colour of the page's ground": born_digital(
        "0.2 0.3 0.5 rg 0 0 612 792 re f 1 g "
        + typed()
        + "0.2 0.3 0.5 rg {:.1f} {:.1f} {:.1f} {:.1f} re f".format(*over(HIDDEN))
    ),
    "a bar drawn as many thin lines": born_digital(
        typed()
        + "".join(
            f"1.1 w {over(HIDDEN)[0]:.1f} {over(HIDDEN)[1] + n:.1f} m "
            f"{sum(over(HIDDEN)[::2]):.1f} {over(HIDDEN)[1] + n:.1f} l S\n"
            for n in range(16)
        )
    ),
    "an ink annotation": _note(
        "Ink",
        f"/Rect[{_edges()}]/AP<</N 7 0 R>>",
        stream(
            "/Type/XObject/Subtype/Form/BBox[{:.1f} {:.1f} {:.1f} {:.1f}]".format(
                *(float(edge) for edge in _edges().split())
            ),
            "16 w {0:.1f} {2:.1f} m {1:.1f} {2:.1f} l S".format(
                over(HIDDEN)[0], sum(over(HIDDEN)[::2]), over(HIDDEN)[1] + 7
            ).encode(),
        ),
    ),
}


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
        WIDE_ZAPF,
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
    "a yellow highlight": _highlight("1 1 0"),
    "a green highlight": _highlight("0 0.8 0.3"),
    "an empty frame around words": _note("Square", f"/Rect[{_edges()}]/C[1 0 0]/BS<</W 1>>"),
    "a box half through": _see_through(0.4),
    "a wide hatching that lets words be read": _hatched(9, 0.5),
    "a box over a hatched map": _hatched(6, 0.6, (60, 200, 400, 150)),
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
OUTSIDE = _cropped_away()
HIDDEN_LAYER = _hidden_layer()


def _inherited():
    """A form with the text among resources that all pages share."""
    with pikepdf.open(io.BytesIO(_text_in_a_form())) as file:
        page = file.pages[0].obj
        page.Parent.Resources = page.Resources
        del page.Resources
        written = io.BytesIO()
        file.save(written)
    return written.getvalue()


INHERITED = _inherited()


def bound(files):
    """One-page PDFs as one file; layers and what else a catalog holds are lost."""
    made = pikepdf.new()
    for content in files:
        with pikepdf.open(io.BytesIO(content)) as one:
            made.pages.extend(one.pages)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()
