"""A font for text that is not to be seen: each character is one blank glyph that knows its meaning.

The program, `blank.ttf`, was made with fontTools: 1,000 units to the em, two empty glyphs 500
wide, .notdef and blank, ascent 1,000. A text never uses the first, which PDF/A forbids.
"""

from collections.abc import Mapping
from importlib.resources import files

import pikepdf

from ocr.invisible_text import ADVANCE

MAPPED_AT_ONCE = 100  # characters; a block of a CMap holds no more
EMBEDDED = 0x4  # flag of a font whose characters are its own


def blank_font(made: pikepdf.Pdf, codes: Mapping[str, int]) -> pikepdf.Object:
    """The font of a new PDF in which each character has such a code."""
    program = files("ocr").joinpath("blank.ttf").read_bytes()
    name = pikepdf.Name("/ReadingRoomBlank")
    width = round(1000 * ADVANCE)
    described = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=name,
        Flags=EMBEDDED,
        FontBBox=[0, 0, width, 1000],
        ItalicAngle=0,
        Ascent=1000,
        # Programs take 0 for a missing entry, and put something of their own there.
        Descent=-1,
        CapHeight=1000,
        StemV=80,
        FontFile2=made.make_indirect(made.make_stream(program, Length1=len(program))),
    )
    blank = made.make_stream(b"\0\0" + b"\0\1" * len(codes))
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=made.make_indirect(described),
        DW=width,
        CIDToGIDMap=made.make_indirect(blank),
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=name,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[made.make_indirect(descendant)],
        ToUnicode=made.make_indirect(made.make_stream(meanings(codes))),
    )
    return made.make_indirect(font)


def meanings(codes: Mapping[str, int]) -> bytes:
    """The CMap from codes to characters (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{n:04X}> <{c.encode('utf-16-be').hex().upper()}>" for c, n in codes.items()]
    blocks = []
    for first in range(0, len(pairs), MAPPED_AT_ONCE):
        some = pairs[first : first + MAPPED_AT_ONCE]
        blocks += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    told = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *blocks,
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(told).encode("ascii")
