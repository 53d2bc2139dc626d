"""`release.json`: the record of a conversion, as plain values.

docs/release-json.md explains it and docs/release.schema.json is its contract. No
time, host or path goes in, so two runs write the same bytes.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from cleanup.documents import Cable, Document, Release
from cleanup.model import Block, Marked, Note, Placed
from flows.convert import Converted
from flows.fingerprint import fingerprint, settings_fingerprint, tools
from flows.settings import Settings
from ocr import tesseract
from ocr.page import Page

SCHEMA = "readingroom/release/1"


def record(converted: Converted, settings: Settings) -> dict[str, Any]:
    """Everything that was found, stripped and joined, ready for JSON."""
    release = converted.release
    ids = _line_ids(release.lines)
    using = tools(settings.language)
    return {
        "schema": SCHEMA,
        "source": {
            "name": converted.source.path.name.encode("utf-8", "replace").decode(),
            "sha256": converted.source.sha256,
            "pages": converted.page_count,
        },
        "made_by": {
            "readingroom": version("readingroom"),
            "tesseract": using["tesseract"],
            "language": settings.language,
            "tesseract_data": using["tesseract_data"],
            "poppler": using["poppler"],
            "settings": settings_fingerprint(settings),
            "fingerprint": fingerprint(settings, using),
        },
        "pages": [_page(page, release, ids) for page in converted.pages],
        "documents": [_document(document, ids) for document in release.documents],
        "release": {
            "decision": release.stamp.decision or None,
            "codes": list(release.stamp.codes),
            "reviewer": release.stamp.reviewer or None,
            "case_number": release.stamp.case_number or None,
            "document_number": release.stamp.document_number or None,
        },
        "warnings": list(release.warnings),
    }


def as_json(recorded: dict[str, Any]) -> str:
    """The bytes of `release.json`, as text."""
    return json.dumps(recorded, ensure_ascii=False, indent=1) + "\n"


def _line_ids(lines: Sequence[Placed]) -> dict[int, str]:
    """`p3-l12` for every line; lines are told apart by identity, as texts repeat."""
    ids: dict[int, str] = {}
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.page] = counts.get(line.page, 0) + 1
        ids[id(line)] = f"p{line.page}-l{counts[line.page]}"
    return ids


def _page(page: Page, release: Release, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.frame.width,
        "height": page.frame.height,
        "dpi": page.dpi,
        "rotation": page.frame.rotation,
        "skew": page.frame.skew,
        "status": str(page.status),
        "reason": page.reason or None,
        "lines": [
            _line(line, page, ids[id(line)]) for line in release.lines if line.page == page.number
        ],
        "redactions": [_redaction(m, page) for m in release.marks if m.page == page.number],
    }


def _line(placed: Placed, page: Page, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "text": placed.text,
        "box": page.frame.box_to_rendered(placed.box).as_list(),
        "confidence": round(placed.line.confidence, 3),
        "reader": tesseract.NAME,
        "role": str(placed.role),
        "rule": placed.rule,
        "words": [
            {
                "text": word.text,
                "box": page.frame.box_to_rendered(word.box).as_list(),
                "confidence": round(word.confidence, 3),
            }
            for word in placed.line.words
        ],
    }


def _redaction(mark: Marked, page: Page) -> dict[str, Any]:
    return {
        "id": mark.id,
        "box": page.frame.to_rendered(mark.redaction.outline).as_list(),
        "kind": mark.redaction.kind,
        "codes": list(mark.codes),
        "printed_codes": list(mark.printed),
    }


def _document(document: Document, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "pages": list(document.pages),
        "kind": "cable" if document.cable else "other",
        "text": document.text,
        "blocks": [_block(block, ids) for block in document.blocks],
        "cable": _cable(document.cable) if document.cable else None,
    }


def _block(block: Block, ids: dict[int, str]) -> dict[str, Any]:
    """A paragraph with the ids of the lines and redactions it was made of."""
    names = [
        ids[id(part)] if isinstance(part, Placed) else part.id
        for part in block.parts
        if not isinstance(part, Note)
    ]
    return {"text": block.text, "from": names}


def _cable(cable: Cable) -> dict[str, Any]:
    fields = cable.fields
    return {
        "mrn": asdict(fields.mrn) if fields.mrn else None,
        "dtg": fields.dtg or None,
        "precedence": fields.precedence or None,
        "from": fields.sender or None,
        "to": list(fields.to),
        "info": list(fields.info),
        "classification": fields.classification or None,
        "tags": list(fields.tags),
        "subject": fields.subject or None,
        "sections": {
            "total": cable.sections.total,
            "present": list(cable.sections.present),
            "missing": list(cable.sections.missing),
            "joins": [asdict(joint) for joint in cable.sections.joints],
        },
        "paragraphs": [asdict(paragraph) for paragraph in cable.paragraphs],
        "withheld_paragraphs": list(cable.withheld_paragraphs),
        "signature": cable.signature or None,
    }
