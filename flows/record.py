"""`release.json`: the record of a conversion, as plain values.

docs/release-json.md explains it and docs/release.schema.json is its contract. No
time, host or path goes in, so two runs write the same bytes.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from operator import attrgetter
from typing import Any

from cleanup.corrections import Unapplied
from cleanup.documents import Document, Release
from cleanup.model import Placed
from cleanup.release import ReleaseStamp, page_classifications
from cleanup.tally import PageTally, Portion, Tally, Weighed, measure_pages, tally
from cleanup.withheld import WithheldPages, find_withheld
from flows.convert import Converted
from flows.fingerprint import fingerprint, settings_fingerprint, tools
from flows.record_documents import document_values
from flows.settings import Settings
from ocr.confidence import share_right, worth
from ocr.model import Reading, Status, Word
from ocr.page import Page

SCHEMA = "readingroom/release/2"

Likely = Callable[[Word], float]


def record(
    converted: Converted, settings: Settings, made_by: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Everything that was found, stripped and joined, ready for JSON.

    made_by   what read the pages, when that was not here and now
    """
    release = converted.release
    told = _measure(converted.pages, release)
    return {
        "schema": SCHEMA,
        "source": {
            "name": converted.source.path.name.encode("utf-8", "replace").decode(),
            "sha256": converted.source.sha256,
            "pages": converted.page_count,
        },
        "made_by": dict(made_by) if made_by else _made_by(settings),
        "pages": _pages(converted.pages, release, told),
        "documents": [
            document_values(each, told.ids) | {"statistics": _of_document(each, told)}
            for each in release.documents
        ],
        "withheld_pages": [_withheld(each, told.ids) for each in told.withheld],
        "statistics": _of_release(release, told),
        "release": _stamp(release.stamp),
        "corrections": {
            "applied": len(converted.corrections) - len(converted.unapplied),
            "unapplied": [_unapplied(each) for each in converted.unapplied],
        },
        "warnings": [*release.warnings, *_left_out(converted.unapplied)],
    }


def _unapplied(left: Unapplied) -> dict[str, Any]:
    """Where and why, never the words: the place may be under a redaction by now."""
    asked = left.correction
    return {"page": asked.page, "dpi": asked.dpi, "box": asked.box.as_list(), "why": left.why}


def _left_out(unapplied: Sequence[Unapplied]) -> list[str]:
    pages = dict.fromkeys(str(left.correction.page) for left in unapplied)
    return [f"corrections on pages {', '.join(pages)} fit no word any more"] if pages else []


@dataclass(frozen=True, slots=True)
class _Measured:
    """What all parts of a record are made from, found out once.

    ids    the name of each line by its identity; pages, figures by number
    """

    ids: dict[int, str]
    pages: dict[int, PageTally]
    withheld: tuple[WithheldPages, ...]


def _measure(pages: Sequence[Page], release: Release) -> _Measured:
    return _Measured(
        line_ids(release.lines),
        {each.number: each for each in measure_pages(pages, release)},
        find_withheld(pages, release.lines, release.marks),
    )


def record_pages(pages: Sequence[Page], release: Release) -> list[dict[str, Any]]:
    """`pages[]` of the record: every line of `pages` as it was cleaned into `release`."""
    return _pages(pages, release, _measure(pages, release))


def _pages(pages: Sequence[Page], release: Release, told: _Measured) -> list[dict[str, Any]]:
    classified = page_classifications(release.lines)
    return [
        _page(page, release, told) | {"classification": classified.get(page.number)}
        for page in pages
    ]


def as_json(recorded: dict[str, Any]) -> str:
    """The bytes of `release.json`, as text."""
    return json.dumps(recorded, ensure_ascii=False, indent=1) + "\n"


def _made_by(settings: Settings) -> dict[str, Any]:
    using = tools(settings.language)
    return {
        "readingroom": version("readingroom"),
        "tesseract": using["tesseract"],
        "language": settings.language,
        "tesseract_data": using["tesseract_data"],
        "poppler": using["poppler"],
        "settings": settings_fingerprint(settings),
        "fingerprint": fingerprint(settings, using),
    }


def line_ids(lines: Sequence[Placed]) -> dict[int, str]:
    """`p3-l12` for every line; lines are told apart by identity, as texts repeat."""
    ids: dict[int, str] = {}
    counts: dict[int, int] = {}
    for line in lines:
        counts[line.page] = counts.get(line.page, 0) + 1
        ids[id(line)] = f"p{line.page}-l{counts[line.page]}"
    return ids


def _page(page: Page, release: Release, told: _Measured) -> dict[str, Any]:
    measured = told.pages.get(page.number)
    own = [each for each in told.withheld if each.page == page.number]
    words = [word for line in page.lines for word in line.words]
    likely = worth(words)
    return {
        "number": page.number,
        "width": page.frame.width,
        "height": page.frame.height,
        "dpi": page.dpi,
        "rotation": page.frame.rotation,
        "skew": page.frame.skew,
        "status": str(page.status),
        "reason": page.reason or None,
        "condition": None if page.status is Status.FAILED else asdict(page.condition),
        "confidence": _rounded(share_right(words, likely)),
        "lines": [
            _line(line, page, told.ids[id(line)], likely)
            for line in release.lines
            if line.page == page.number
        ],
        "redactions": [_redaction(w, page) for w in (measured.redactions if measured else ())],
        "dirt": [_word(word, page) for word in page.dirt],
        "statistics": _statistics(tally([measured], own)) if measured else None,
    }


def _line(placed: Placed, page: Page, name: str, likely: Likely) -> dict[str, Any]:
    return {
        "id": name,
        "text": placed.text,
        "box": page.frame.box_to_rendered(placed.box).as_list(),
        "confidence": _rounded(share_right(placed.line.words, likely)),
        "reader": "+".join(dict.fromkeys(word.reader for word in placed.line.words)),
        "role": str(placed.role),
        "rule": placed.rule,
        "certainty": round(placed.certainty, 3),
        "words": [_word(word, page, likely) for word in placed.line.words],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


# Labels and dirt were put to no vote: what they have is their reader's confidence.
AS_READ: Likely = attrgetter("confidence")


def _word(word: Word, page: Page, likely: Likely = AS_READ) -> dict[str, Any]:
    told: dict[str, Any] = {
        "text": word.text,
        "box": page.frame.box_to_rendered(word.box).as_list(),
        "confidence": _rounded(likely(word)),
        "reader": word.reader,
    }
    # Only where two have read it: most words of a release have one reading.
    if word.readings:
        told["readings"] = [_reading(reading) for reading in word.readings]
    if word.changes:
        told["corrected"] = [
            {"from": each.before, "to": each.after, "by": each.by, "at": each.at}
            for each in word.changes
        ]
    return told


def _reading(reading: Reading) -> dict[str, Any]:
    return asdict(replace(reading, confidence=round(reading.confidence, 3)))


def _redaction(weighed: Weighed, page: Page) -> dict[str, Any]:
    mark, hidden = weighed.mark, weighed.hidden
    return {
        "id": mark.id,
        "box": page.frame.to_rendered(mark.redaction.outline).as_list(),
        "bands": [page.frame.box_to_rendered(band).as_list() for band in mark.redaction.bands],
        "kind": mark.redaction.kind,
        "certainty": round(mark.redaction.certainty, 3),
        "codes": list(mark.codes),
        "printed_codes": list(mark.printed),
        "label": [_word(word, page) for word in mark.redaction.label],
        "lines": list(hidden.rows),
        "hidden": {"lines": len(hidden.rows), "characters": hidden.characters},
        "text_layer_characters": mark.redaction.text_layer_characters,
        "share": round(hidden.share, 5),
    }


def _stamp(stamp: ReleaseStamp) -> dict[str, Any]:
    """What the agency printed; `values` says on how many pages, in case it is doubted."""
    return {
        "decision": stamp.decision or None,
        "codes": list(stamp.codes),
        "reviewer": stamp.reviewer or None,
        "case_number": stamp.case_number or None,
        "document_number": stamp.document_number or None,
        "values": {
            said.name: {"value": said.value, "pages": said.pages, "of": said.of}
            for said in stamp.values
        },
        "bates": [asdict(run) | {"gaps": [list(gap) for gap in run.gaps]} for run in stamp.bates],
        "agencies": list(stamp.agencies),
    }


def _withheld(withheld: WithheldPages, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "page": withheld.page,
        "count": withheld.count,
        "codes": list(withheld.codes),
        "rule": withheld.rule,
        "lines": [ids[id(line)] for line in withheld.lines],
    }


def _of_document(document: Document, told: _Measured) -> dict[str, Any]:
    pages = [told.pages[number] for number in document.pages if number in told.pages]
    own = [each for each in told.withheld if each.page in document.pages]
    return _with_paragraphs(tally(pages, own, _paragraphs_of(document)))


def _of_release(release: Release, told: _Measured) -> dict[str, Any]:
    paragraphs = sum(_paragraphs_of(document) for document in release.documents)
    return _with_paragraphs(tally(list(told.pages.values()), told.withheld, paragraphs))


def _paragraphs_of(document: Document) -> int:
    return len(document.cable.withheld_paragraphs) if document.cable else 0


def _statistics(told: Tally) -> dict[str, Any]:
    """Figures of some pages; a paragraph is withheld from a document, not from a page."""
    return {
        "pages": told.pages,
        **_portion(told.whole),
        "hidden_lines": told.hidden_lines,
        "hidden_characters": told.hidden_characters,
        "visible_characters": told.visible_characters,
        "by_kind": {name: _portion(each) for name, each in told.by_kind},
        "by_code": {name: _portion(each) for name, each in told.by_code},
        "without_code": told.without_code,
        "withheld_pages": told.withheld_pages,
        "withheld_pages_not_counted": told.withheld_unsaid,
    }


def _with_paragraphs(told: Tally) -> dict[str, Any]:
    return _statistics(told) | {"withheld_paragraphs": told.withheld_paragraphs}


def _portion(portion: Portion) -> dict[str, Any]:
    return {
        "redactions": portion.redactions,
        "area_share": round(portion.area, 5),
        "text_share": round(portion.text, 5),
    }
