"""Records of releases for tests, as plain values."""

from typing import Any


def word(text, confidence=0.95, readings=()):
    told = {"text": text, "box": [100, 100, 200, 130], "confidence": confidence, "reader": "x"}
    if readings:
        told["readings"] = [
            {"text": said, "confidence": 0.5, "reader": "other"} for said in readings
        ]
    return told


def line(name, *words, top=100, role="body", rule="text"):
    return {
        "id": name,
        "text": " ".join(each["text"] for each in words),
        "box": [100, top, 700, top + 30],
        "confidence": 0.9,
        "reader": "x",
        "role": role,
        "rule": rule,
        "words": list(words),
    }


def redaction(name, top=200, codes=("(b)(1)",)):
    return {
        "id": name,
        "box": [100, top, 700, top + 60],
        "bands": [[100, top, 700, top + 60]],
        "kind": "black",
        "certainty": 0.98,
        "codes": list(codes),
        "hidden": {"lines": 2, "characters": 80},
    }


def page(number, lines=(), redactions=(), status="read", reason=None):
    return {
        "number": number,
        "width": 850,
        "height": 1100,
        "dpi": 100,
        "rotation": 0,
        "status": status,
        "reason": reason,
        "lines": list(lines),
        "redactions": list(redactions),
    }


def record(*pages, name="release.pdf", warnings=(), cable=None) -> dict[str, Any]:
    codes = [code for each in pages for cut in each["redactions"] for code in cut["codes"]]
    return {
        "source": {"name": name, "sha256": "0" * 64, "pages": len(pages)},
        "made_by": {"readingroom": "0.1.0"},
        "pages": list(pages),
        "documents": [{"cable": cable}],
        "statistics": {
            "redactions": len(codes),
            "text_share": 0.1,
            "withheld_pages": 0,
            "withheld_paragraphs": 0,
            "by_code": {code: {"redactions": codes.count(code)} for code in dict.fromkeys(codes)},
        },
        "release": dict.fromkeys(("decision", "reviewer", "case_number", "document_number")),
        "warnings": list(warnings),
    }
