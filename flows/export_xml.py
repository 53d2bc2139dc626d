"""Records as hOCR and ALTO 4: every line and word with its box, for programs that read those.

Both hold all lines that were read; what was stripped is marked and can be told apart.
Redactions are boxes without text. Formats: hOCR 1.2 (kba.github.io/hocr-spec/1.2) and ALTO
4.4 (loc.gov/standards/alto). Boxes are pixels of the page as rendered.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Any

# What XML 1.0 has no way to write; a scan's text may hold anything.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{ALTO} http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"


def hocr(recorded: Mapping[str, Any]) -> str:
    """One HTML file with the words of all pages."""
    html = ET.Element("html", xmlns="http://www.w3.org/1999/xhtml", lang="en")
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "title").text = writable(recorded["source"]["name"])
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    version = f"readingroom {recorded['made_by']['readingroom']}"
    ET.SubElement(head, "meta", name="ocr-system", content=version)
    kinds = "ocr_page ocr_carea ocr_line ocrx_word"
    ET.SubElement(head, "meta", name="ocr-capabilities", content=kinds)
    body = ET.SubElement(html, "body")
    for page in recorded["pages"]:
        _hocr_page(body, page)
    return "<!DOCTYPE html>\n" + ET.tostring(html, encoding="unicode") + "\n"


def _hocr_page(body: ET.Element, page: Mapping[str, Any]) -> None:
    name = f"page_{page['number']}"
    whole = [0, 0, page["width"], page["height"]]
    title = f"{_bbox(whole)}; ppageno {page['number'] - 1}; scan_res {page['dpi']} {page['dpi']}"
    sheet = ET.SubElement(body, "div", {"class": "ocr_page", "id": name, "title": title})
    area = ET.SubElement(
        sheet, "div", {"class": "ocr_carea", "id": f"{name}_area", "title": _bbox(whole)}
    )
    for line in page["lines"]:
        kept = "ocr_line" if line["role"] == "body" else f"ocr_line stripped {line['role']}"
        row = ET.SubElement(
            area, "span", {"class": kept, "id": line["id"], "title": _bbox(line["box"])}
        )
        for n, word in enumerate(line["words"], start=1):
            sure = f"{_bbox(word['box'])}; x_wconf {round(100 * word['confidence'])}"
            told = {"class": "ocrx_word", "id": f"{line['id']}-w{n}", "title": sure}
            each = ET.SubElement(row, "span", told)
            each.text, each.tail = writable(word["text"]), " "
    for cut in page["redactions"]:
        told = {"class": "ocr_float redaction", "id": cut["id"], "title": _bbox(cut["box"])}
        ET.SubElement(sheet, "div", told | {"data-codes": writable(" ".join(cut["codes"]))})


def _bbox(box: Sequence[int]) -> str:
    return "bbox " + " ".join(str(edge) for edge in box)


def alto(recorded: Mapping[str, Any]) -> str:
    """One ALTO file with the words of all pages; roles and codes are tags."""
    ET.register_namespace("", ALTO)
    root = ET.Element(f"{{{ALTO}}}alto", {f"{{{XSI}}}schemaLocation": SCHEMA})
    about = _alto(root, "Description")
    _alto(about, "MeasurementUnit").text = "pixel"
    source = _alto(about, "sourceImageInformation")
    _alto(source, "fileName").text = writable(recorded["source"]["name"])
    processing = _alto(about, "Processing", ID="read")
    software = _alto(processing, "processingSoftware")
    _alto(software, "softwareName").text = "readingroom"
    _alto(software, "softwareVersion").text = recorded["made_by"]["readingroom"]
    roles = sorted({line["role"] for page in recorded["pages"] for line in page["lines"]})
    tags = _alto(root, "Tags") if roles or _has_cuts(recorded) else None
    if tags is not None:
        for role in roles:
            _alto(tags, "StructureTag", ID=f"role-{role}", LABEL=role)
        _alto(tags, "StructureTag", ID="redaction", LABEL="redaction")
    layout = _alto(root, "Layout")
    for page in recorded["pages"]:
        _alto_page(layout, page)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _has_cuts(recorded: Mapping[str, Any]) -> bool:
    return any(page["redactions"] for page in recorded["pages"])


def _alto_page(layout: ET.Element, page: Mapping[str, Any]) -> None:
    number = page["number"]
    size = {"WIDTH": str(page["width"]), "HEIGHT": str(page["height"])}
    name = f"page-{number}"
    sheet = _alto(layout, "Page", ID=name, PHYSICAL_IMG_NR=str(number), **size)
    space = _alto(sheet, "PrintSpace", ID=f"{name}-space", HPOS="0", VPOS="0", **size)
    if page["lines"]:
        block = _alto(space, "TextBlock", ID=f"{name}-text", HPOS="0", VPOS="0", **size)
        for line in page["lines"]:
            _alto_line(block, line)
    for cut in page["redactions"]:
        told = {"ID": cut["id"], "TAGREFS": "redaction", "TYPE": "redaction"}
        _alto(space, "ComposedBlock", **told, **_place(cut["box"]))


def _alto_line(block: ET.Element, line: Mapping[str, Any]) -> None:
    told = {"ID": line["id"], "TAGREFS": f"role-{line['role']}"}
    row = _alto(block, "TextLine", **told, **_place(line["box"]))
    for n, word in enumerate(line["words"], start=1):
        if n > 1:
            _alto(row, "SP")
        string = _alto(
            row,
            "String",
            ID=f"{line['id']}-w{n}",
            CONTENT=writable(word["text"]),
            WC=f"{word['confidence']:.3f}",
            **_place(word["box"]),
        )
        for reading in word.get("readings", ()):
            if reading["text"] != word["text"]:
                other = _alto(string, "ALTERNATIVE", PURPOSE=writable(reading["reader"]))
                other.text = writable(reading["text"])


def _alto(parent: ET.Element, tag: str, **told: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{ALTO}}}{tag}", told)


def _place(box: Sequence[int]) -> dict[str, str]:
    left, top, right, bottom = box
    size = {"WIDTH": str(right - left), "HEIGHT": str(bottom - top)}
    return {"HPOS": str(left), "VPOS": str(top)} | size


def writable(text: str) -> str:
    """Text with a sign for each character that XML cannot hold."""
    return UNWRITABLE.sub("\ufffd", text)
