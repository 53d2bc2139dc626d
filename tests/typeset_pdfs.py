"""PDFs with text of their own, written by hand: born digital, covered, invisible, turned."""

import io

from PIL import Image

from tests.test_hostile_files import pdf, stream

# Fictional, and in no output when it lies under a bar.
HIDDEN = "WINTERGREEN HARBOUR"
PROSE = (
    "The committee met on Tuesday in the small room of the old library.",
    "Members were told that the bridge over the river needs new boards.",
    "A carpenter has been asked to look at it before the end of the month.",
    "The keeper of the mill said that flour was short after the dry summer.",
    f"The name of the visitor was given as {HIDDEN} at the gate.",
    "He carried two cases and asked for the road to the northern lake.",
    "Nobody at the inn had seen him before, and he paid in small coins.",
    "The clerk wrote this down and the meeting was closed at ten o'clock.",
)
SIZE, LEADING, LEFT, TOP = 12, 24, 72, 700  # points
PITCH = 0.6 * SIZE  # of Courier


def typed(lines=PROSE, mode=0, left=LEFT, top=TOP):
    """Content that shows lines in Courier; mode 3 is invisible."""
    rows = " ".join(f"({line}) Tj T*" for line in _escaped(lines))
    return f"BT /F {SIZE} Tf {mode} Tr {LEADING} TL {left} {top} Td {rows} ET\n"


def _escaped(lines):
    return [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]


def over(said, lines=PROSE):
    """Left, bottom, width and height, in points, of some words of the lines."""
    row = next(n for n, line in enumerate(lines) if said in line)
    left = LEFT + PITCH * lines[row].index(said)
    return left - 2, TOP - row * LEADING - 4, PITCH * len(said) + 4, SIZE + 3


def bar(said):
    """Content that paints a black bar over some words."""
    return "0 g {:.1f} {:.1f} {:.1f} {:.1f} re f\n".format(*over(said))


def born_digital(content, *, page="", box="/MediaBox[0 0 612 792]", font=""):
    """A one-page PDF of such content, in Courier."""
    return _pdf(content, page, box, font)


def scan_with_layer(image, content):
    """A page-size picture with content over it, as agencies' OCR writes it."""
    squeezed = io.BytesIO()
    image.convert("L").save(squeezed, "JPEG", quality=90)
    told = f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}"
    told += "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
    drawn = "q 612 0 0 792 0 0 cm /I Do Q\n" + content
    return _pdf(drawn, "", "/MediaBox[0 0 612 792]", "", stream(told, squeezed.getvalue()))


def behind_picture(content, said):
    """A page with a small white picture laid over some words of its type."""
    told = "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    left, bottom, width, height = over(said)
    content += f"q {width:.1f} 0 0 {height} {left:.1f} {bottom} cm /I Do Q\n"
    return _pdf(content, "", "/MediaBox[0 0 612 792]", "", stream(told, b"\xff"))


def _pdf(content, page, box, font, *more):
    picture = "/XObject<</I 6 0 R>>" if more else ""
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{box}{page}/Contents 4 0 R"
        f"/Resources<</Font<</F 5 0 R>>{picture}>>>>",
        stream("", content.encode("latin-1")),
        font or "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        *more,
    )


def blank():
    """The picture of an empty page, 100 dpi."""
    return Image.new("L", (850, 1100), 255)


def misnamed(content, first):
    """A page whose space is called `first`, and the letters that follow it likewise."""
    table = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        f"endcodespacerange 1 beginbfrange <21> <7E> <{first:04X}> endbfrange endcmap end"
    )
    font = "<</Type/Font/Subtype/Type1/BaseFont/Courier/ToUnicode 6 0 R>>"
    return _pdf(content, "", "/MediaBox[0 0 612 792]", font, stream("", table.encode()))
