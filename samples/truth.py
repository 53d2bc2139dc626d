"""The truth about a sample as JSON; samples/README.md describes the fields."""

import json
import math
import re
from collections.abc import Sequence

from samples.codes import ordered
from samples.damage import Bar, Scan
from samples.ideal import Join, ideal_text, joins, withheld_paragraphs
from samples.script import BODY, Release
from samples.typeset import Mark, Rect, around, body_marks

# Boxes on one line each: a reader of the file wants to see the page, not brackets.
NUMBER_LIST = re.compile(r"\[\s+(-?\d+(?:,\s+-?\d+)*)\s+\]")


def truth(release: Release, scans: Sequence[Scan], seed: int) -> dict[str, object]:
    """All that is known about a sample, ready for JSON."""
    return {
        "name": release.name,
        "seed": seed,
        "kind": "cable" if release.cable else "other",
        "text": ideal_text(release),
        "pages": [_page(scan, n) for n, scan in enumerate(scans, start=1)],
        "sections": _sections(release),
        "withheld_paragraphs": withheld_paragraphs(release),
        "cable": dict(release.cable) if release.cable else None,
        "release": dict(release.release),
    }


def as_json(facts: dict[str, object]) -> str:
    """Indented, with lists of numbers on one line."""
    text = json.dumps(facts, indent=1, ensure_ascii=False)
    return NUMBER_LIST.sub(_on_one_line, text) + "\n"


def _on_one_line(match: re.Match[str]) -> str:
    return "[" + ", ".join(re.split(r",\s+", match[1])) + "]"


def _page(scan: Scan, number: int) -> dict[str, object]:
    # Only a sample that draws pictures says so of its pages.
    pictures = [{"what": what, "box": _box(box)} for what, box in scan.pictures]
    furniture = [m for m in scan.marks if m.role not in (BODY, "code")]
    return {
        "number": number,
        "width": scan.image.width,
        "height": scan.image.height,
        "dpi": scan.dpi,
        "skew": scan.skew,
        "body": [_mark(m) for m in body_marks(scan.marks)],
        "furniture": [{**_mark(m), "role": m.role} for m in furniture],
        "codes": [_mark(m) for m in scan.marks if m.role == "code"],
        "redactions": [_bar(b, f"p{number}-r{n}") for n, b in enumerate(scan.bars, start=1)],
        **({"look_alikes": pictures} if pictures else {}),
    }


def _mark(mark: Mark) -> dict[str, object]:
    # Tabs of a heading are layout: the box has them, the words do not.
    return {"text": " ".join(mark.text.split()), "box": _box(mark.box)}


def _bar(bar: Bar, name: str) -> dict[str, object]:
    return {
        "id": name,
        "kind": bar.kind,
        "box": _box(around(bar.bands)),
        "codes": ordered(bar.codes),
        "bands": [_box(band) for band in bar.bands],
    }


def _box(rect: Rect) -> list[int]:
    left, top, right, bottom = rect
    return [math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)]


def _sections(release: Release) -> dict[str, object] | None:
    if not release.sections:
        return None
    return {
        "total": release.sections,
        "present": list(range(1, release.sections + 1)),
        "missing": [],
        "joins": [_join(join) for join in joins(release)],
    }


def _join(join: Join) -> dict[str, object]:
    return {
        "after": join.after,
        "kind": "paragraph" if join.paragraph else "space",
        "before_text": join.before_text,
        "after_text": join.after_text,
    }
