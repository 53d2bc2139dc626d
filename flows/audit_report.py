"""An audit written out: a few lines to read, or one JSON object a file."""

import json
from dataclasses import asdict

from flows.audit import Audit, PageAudit
from flows.library import shown
from ocr.leaks import Place, Verdict


def as_value_line(done: Audit) -> str:
    """One file as one line of JSON; boxes in pixels at the page's `dpi`."""
    told = {
        "source": str(done.path),
        "verdict": done.verdict,
        "page_count": done.page_count,
        "leak_characters": done.characters(Verdict.LEAK),
        "noise_characters": done.characters(Verdict.NOISE),
        "faint_characters": done.characters(Verdict.FAINT),
        "outside_characters": done.outside,
        "unapplied_redactions": done.unapplied,
        **asdict(done.extras),
        "earlier_versions": done.earlier.versions,
        "earlier_characters": done.earlier.characters,
        "earlier_unread": done.earlier.unread,
        "pages": [_page(page) for page in done.pages],
    }
    return json.dumps(told, ensure_ascii=False)


def _page(page: PageAudit) -> dict[str, object]:
    return {
        "page": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": page.dpi,
        "outside_characters": page.outside,
        "places": [_place(place) for place in page.places],
        "unapplied": [_place(place) for place in page.unapplied],
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "verdict": str(place.verdict),
        "box": place.box.as_list(),
        "characters": place.characters,
    }


def as_line(done: Audit) -> str:
    """One file in a few lines: its verdict, then where its leaks are."""
    facts = [
        f"{done.characters(verdict)} characters {what}"
        for verdict, what in (
            (Verdict.LEAK, "under something drawn over them"),
            (Verdict.NOISE, "of OCR over boxes of the scan"),
            (Verdict.FAINT, "in the colour of the paper"),
        )
        if done.characters(verdict)
    ]
    facts += [f"{done.outside} characters off the page"] if done.outside else []
    facts += [f"{done.unapplied} redactions marked and not applied"] if done.unapplied else []
    if done.earlier.characters:
        facts += [f"{done.earlier.characters} characters that only an earlier version has"]
    if done.earlier.unread:
        facts += [f"{done.earlier.unread} earlier versions that could not be read"]
    extras = done.extras
    held = [
        f"{count} {what}"
        for count, what in (
            (extras.bookmarks, "bookmarks"),
            (extras.properties, "properties"),
            (extras.attachments, "attachments"),
            (done.earlier.versions, "earlier versions"),
        )
        if count
    ]
    facts += [f"also holds {', '.join(held)}"] if held else []
    facts += ["holds scripts"] if extras.scripts else []
    places = [
        f"\n  page {page.number}: {place.characters} characters at {place.box.as_list()}"
        for page in done.pages
        for place in (*page.places, *page.unapplied)
        if place.verdict is Verdict.LEAK
    ]
    return (
        f"{shown(str(done.path))}: {done.verdict}; {'; '.join(facts) or 'clean'}{''.join(places)}"
    )
