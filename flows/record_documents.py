"""Documents and cables as `release.json` has them, as plain values."""

from dataclasses import asdict
from typing import Any

from cleanup.correspondence import Correspondence
from cleanup.documents import Cable, Document
from cleanup.model import Block, Note, Placed
from cleanup.tags import meaning


def document_values(document: Document, ids: dict[int, str]) -> dict[str, Any]:
    """A document but for its statistics; `ids` names lines by their identity."""
    return {
        "pages": list(document.pages),
        "kind": document.kind,
        "certainty": round(document.certainty, 3),
        "text": document.text,
        "blocks": [_block(block, ids) for block in document.blocks],
        "cable": cable_values(document.cable) if document.cable else None,
        "correspondence": _correspondence(document.correspondence),
    }


def _correspondence(said: Correspondence | None) -> dict[str, Any] | None:
    """What a memo's or letter's heading says; what it does not is null."""
    if said is None:
        return None
    return {
        "date": said.date or None,
        "date_printed": said.printed or None,
        "from": said.sender or None,
        "to": list(said.to),
        "subject": said.subject or None,
    }


def _block(block: Block, ids: dict[int, str]) -> dict[str, Any]:
    """A paragraph with the ids of the lines and redactions it was made of."""
    names = [
        ids[id(part)] if isinstance(part, Placed) else part.id
        for part in block.parts
        if not isinstance(part, Note)
    ]
    return {"text": block.text, "from": names}


def cable_values(cable: Cable) -> dict[str, Any]:
    """A cable as `release.json` and `cable.json` have it."""
    fields = cable.fields
    return {
        "mrn": asdict(fields.mrn) if fields.mrn else None,
        "dtg": fields.dtg or None,
        "precedence": fields.precedence or None,
        "info_precedence": fields.info_precedence or None,
        "from": fields.sender or None,
        "to": list(fields.to),
        "info": list(fields.info),
        "classification": fields.classification or None,
        "captions": list(fields.captions),
        "passing": list(fields.passing),
        "executive_order": fields.executive_order or None,
        "declassify": fields.declassify or None,
        "tags": list(fields.tags),
        "tag_meanings": {tag: meaning(tag) or None for tag in fields.tags},
        "subject": fields.subject or None,
        "references": [asdict(mrn) for mrn in fields.references],
        "classified_by": fields.classified_by or None,
        "distribution": list(fields.distribution),
        "drafted_by": fields.drafted_by or None,
        "approved_by": fields.approved_by or None,
        "sections": _sections(cable),
        "paragraphs": [asdict(paragraph) for paragraph in cable.paragraphs],
        "withheld_paragraphs": list(cable.withheld_paragraphs),
        "crossheads": list(cable.crossheads),
        "summary": cable.summary or None,
        "comment": cable.comment or None,
        "signature": cable.signature or None,
        "repairs": [asdict(repair) for repair in cable.repairs],
        "warnings": list(cable.warnings),
    }


def _sections(cable: Cable) -> dict[str, Any]:
    """Sections by number, how they were joined, and every copy that the release holds."""
    sections = cable.sections
    return {
        "total": sections.total,
        "present": list(sections.present),
        "missing": list(sections.missing),
        "joins": [asdict(joint) for joint in sections.joints],
        "copies": [
            {
                "number": copy.number,
                "total": copy.total,
                "corrected": copy.corrected,
                "chosen": copy.chosen,
                "legibility": round(copy.legibility, 3),
                "pages": sorted({row.page for row in copy.rows}),
            }
            for copy in sections.sections
        ],
    }
