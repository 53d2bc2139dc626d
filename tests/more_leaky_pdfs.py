"""More PDFs that give away what they hide.

The kinds are those that people met who look for bad redactions in court filings and on
freedom-of-information portals; the files are ours. All hide `HIDDEN`, or a word of two letters.
"""

import io
import re

import pikepdf

from tests.leaky_pdfs import page_of
from tests.test_hostile_files import stream
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


def edges_of(said=HIDDEN):
    left, bottom, width, height = over(said)
    return f"{left:.1f} {bottom:.1f} {left + width:.1f} {bottom + height:.1f}"


def noted(kind, told, *more):
    return page_of(
        typed(), f"<</Type/Annot/Subtype/{kind}/F 4{told}>>", *more, page="/Annots[6 0 R]"
    )


def highlighted(colour):
    left, bottom, width, height = over(HIDDEN)
    right, top = left + width, bottom + height
    quad = f"[{left} {top} {right} {top} {left} {bottom} {right} {bottom}]"
    return noted("Highlight", f"/Rect[{edges_of()}]/QuadPoints{quad}/C[{colour}]")


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


def hatched(step, width, over_it=None):
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


def see_through(share, colour="0 g"):
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
    "a black highlight": highlighted("0 0 0"),
    "a hatching that hides it": hatched(2.5, 1.6),
    "a box with a white cross on it": _crossed_box(),
    "a box with a label on it": _labelled_box(),
    "a box in forms within forms": _nested_forms(),
    "a box over a form with the text": _text_in_a_form(),
    "a clipping path": _clipped(),
    "a picture with a soft mask": _soft_mask_picture(),
    "a box that lets nearly nothing through": see_through(0.97),
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
    "an ink annotation": noted(
        "Ink",
        f"/Rect[{edges_of()}]/AP<</N 7 0 R>>",
        stream(
            "/Type/XObject/Subtype/Form/BBox[{:.1f} {:.1f} {:.1f} {:.1f}]".format(
                *(float(edge) for edge in edges_of().split())
            ),
            "16 w {0:.1f} {2:.1f} m {1:.1f} {2:.1f} l S".format(
                over(HIDDEN)[0], sum(over(HIDDEN)[::2]), over(HIDDEN)[1] + 7
            ).encode(),
        ),
    ),
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


def with_an_earlier_version(before, after):
    """A page of content `before` to which an editor added that it is `after` now."""
    return with_its_page_changed(bound([born_digital(before)]), after)


def with_an_attachment(content, attached, *, as_a_table=True):
    """A page with another file attached to it, as it is and not compressed."""
    modes = pikepdf.ObjectStreamMode
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(born_digital(content))) as file:
        inner = bound([born_digital(attached)])  # which writes a table
        file.attachments["a.pdf"] = pikepdf.AttachedFileSpec(file, inner, filename="a.pdf")
        mode = modes.disable if as_a_table else modes.generate
        file.save(written, compress_streams=False, object_stream_mode=mode)
    return written.getvalue()


def laid_out_for_the_web(content):
    """A page in a file that a browser can show before all of it has come."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(born_digital(content))) as file:
        file.save(written, linearize=True)
    return written.getvalue()


def with_its_page_changed(first, after):
    """A file, whatever its tables are, to which an editor added that its page is `after` now."""
    with pikepdf.open(io.BytesIO(first)) as file:
        number = file.pages[0].Contents.objgen[0]
    return _added_to(first, number, f"<</Length {len(after)}>>\nstream\n{after}\nendstream")


def _added_to(first, number, changed):
    """A file to whose end a new make of an object was added."""
    with pikepdf.open(io.BytesIO(first)) as file:
        root, size = file.Root.objgen[0], int(file.trailer.Size)
    place = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    added = f"{number} 0 obj\n{changed}\nendobj\n".encode()
    table = f"xref\n{number} 1\n{len(first):010d} 00000 n \n"
    trailer = f"trailer\n<</Size {size}/Root {root} 0 R/Prev {place}>>\n"
    end = f"startxref\n{len(first) + len(added)}\n%%EOF\n"
    return first + added + (table + trailer + end).encode("latin-1")


def with_pages_taken_out(contents):
    """Pages of which an editor took out all but the first."""
    first = bound([born_digital(content) for content in contents])
    with pikepdf.open(io.BytesIO(first)) as file:
        pages, kept = file.Root.Pages.objgen[0], file.pages[0].objgen[0]
    return _added_to(first, pages, f"<</Type/Pages/Count 1/Kids[{kept} 0 R]>>")


def _filled_in():
    """A field of a form with what was filled in, and a box as a note over it."""
    left, bottom, right, top = (float(edge) for edge in edges_of().split())
    frame = f"/Type/XObject/Subtype/Form/BBox[0 0 {right - left:.1f} {top - bottom:.1f}]"
    said = f"BT /F 12 Tf 2 4 Td ({HIDDEN}) Tj ET".encode()
    field = f"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[{edges_of()}]/AP<</N 8 0 R>>>>"
    box = f"<</Type/Annot/Subtype/Square/F 4/Rect[{edges_of()}]/AP<</N 9 0 R>>>>"
    return page_of(
        typed(PROSE[:3]),
        field,
        box,
        stream(frame + "/Resources<</Font<</F 5 0 R>>>>", said),
        stream(frame, f"0 g 0 0 {right - left:.1f} {top - bottom:.1f} re f".encode()),
        page="/Annots[6 0 R 7 0 R]",
        catalog="/AcroForm<</Fields[6 0 R]>>",
    )


def _filled_in_without_a_picture(needed):
    """The same of which viewers draw what was filled in, as the form asks for or not."""
    frame = "/Type/XObject/Subtype/Form/BBox[0 0 300 30]"
    told = f"/FT/Tx/T(a)/F 4/V({HIDDEN})/DA(/F 12 Tf 0 g)/Rect[{edges_of()}]"
    box = f"<</Type/Annot/Subtype/Square/F 4/Rect[{edges_of()}]/AP<</N 8 0 R>>>>"
    return page_of(
        typed(PROSE[:3]),
        f"<</Type/Annot/Subtype/Widget{told}>>",
        box,
        stream(frame, b"0 g 0 0 300 30 re f"),
        page="/Annots[6 0 R 7 0 R]",
        catalog=f"/AcroForm<</Fields[6 0 R]{needed}/DR<</Font<</F 5 0 R>>>>/DA(/F 12 Tf 0 g)>>",
    )


def _outside_its_form():
    told = "/Type/XObject/Subtype/Form/BBox[0 0 612 400]/Resources<</Font<</F 5 0 R>>>>"
    form = stream(told, typed([HIDDEN], top=600).encode())
    return page_of("/A Do " + typed(PROSE[:3], top=300), form, resources="/XObject<</A 6 0 R>>")


def _tiled():
    cell = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 8 8]/XStep 8/YStep 8"
    painted = "/Pattern cs /P scn {:.1f} {:.1f} {:.1f} {:.1f} re f".format(*over(HIDDEN))
    pattern = stream(cell + "/Resources<<>>", b"0 g 0 0 8 8 re f")
    return page_of(typed() + painted, pattern, resources="/Pattern<</P 6 0 R>>")


def _shaded():
    fade = "<</FunctionType 2/Domain[0 1]/C0[0]/C1[0.6]/N 1>>"
    axis = f"/ColorSpace/DeviceGray/Coords[100 0 500 0]/Extend[true true]/Function{fade}"
    painted = "q {:.1f} {:.1f} {:.1f} {:.1f} re W n /S sh Q".format(*over(HIDDEN))
    return page_of(typed() + painted, f"<</ShadingType 2{axis}>>", resources="/Shading<</S 6 0 R>>")


# Each is a file of its own: what a catalog holds is lost when pages are bound.
FILES = {
    "what was filled into a form, under a note": _filled_in(),
    "what viewers draw of a field": _filled_in_without_a_picture(""),
    "what viewers draw as the form asks": _filled_in_without_a_picture("/NeedAppearances true"),
}
LEAKS |= {
    "words outside the frame of a form": _outside_its_form(),
    "a box of tiles": _tiled(),
    "a box that fades": _shaded(),
    "a box drawn as an inline picture": born_digital(
        typed()
        + "q {2:.1f} 0 0 {3:.1f} {0:.1f} {1:.1f} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q".format(
            *over(HIDDEN)
        )
    ),
    "a box on a page that is turned and cropped": born_digital(
        typed() + bar(HIDDEN),
        page="/Rotate 180",
        box="/MediaBox[-99 -99 612 792]/CropBox[9 9 600 780]",
    ),
}
