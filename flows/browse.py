"""The library page: all releases and cables, to look through in a browser.

One file that needs nothing else, as the review page: everything that was read from a scan
or from a file name is text there, whatever it looks like.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from flows.catalogue import Catalogue, Held, HeldCable
from flows.charts import BARS, WIDTH, codes_by_year, timeline
from flows.library import shown
from flows.own_pages import own, source_hash, template
from flows.review import FAIR, GOOD

METER = 60  # units wide


@dataclass(frozen=True, slots=True)
class Link:
    """Something to open; `to` is relative to the page."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release as it is listed. `meter` is the share withheld in units of the drawing."""

    name: str
    links: tuple[Link, ...]
    subjects: str
    kinds: str
    years: str
    pages: int
    redactions: int
    withheld: str
    meter: float
    share: float
    legibility: str
    notes: str


@dataclass(frozen=True, slots=True)
class CableRow:
    """A cable as it is listed. `boxes` has one for each section: whether it is held."""

    number: str
    links: tuple[Link, ...]
    date: str
    sender: str
    subject: str
    classification: str
    tags: str
    sections: str
    boxes: tuple[bool, ...]
    complete: bool
    withheld: str
    meter: float
    share: float


# Above so many sections boxes say less than the figures do.
MOST_BOXES = 30


def browse_html(catalogue: Catalogue, beside: Path, *, stamp: str = "") -> str:
    """The page for what is held.

    beside   the folder that the page will stand in: links are relative to it
    stamp    of what is held, for a page that is served and asks whether that has changed
    """
    style, script = own("base.css") + own("browse.css"), own("browse.js")
    to = _linking(beside)
    reviews = {held.sha256: held for held in catalogue.releases}
    made: str = template("browse.html").render(
        facts=tuple(_facts(catalogue)),
        releases=[_release(held, to) for held in catalogue.releases],
        cables=[_cable(cable, reviews, to) for cable in catalogue.cables],
        damaged=[shown(str(path)) for path in catalogue.damaged],
        timeline=timeline((cable.dtg, not cable.complete) for cable in catalogue.cables),
        undated=sum(not cable.dtg for cable in catalogue.cables),
        codes=codes_by_year(_by_code(catalogue)),
        wide=WIDTH,
        bars=BARS,
        meter=METER,
        style=style,
        script=script,
        stamp=stamp,
        style_hash=source_hash(style),
        script_hash=source_hash(script),
    )
    return made


def _linking(beside: Path) -> Callable[[Path], str]:
    """What makes a link to a file: its bytes, percent-encoded, never a scheme."""
    return lambda path: "./" + quote(os.fsencode(os.path.relpath(path, beside)))


def _facts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    releases, cables = catalogue.releases, catalogue.cables
    yield "releases", f"{len(releases):,}"
    yield "pages", f"{sum(held.pages for held in releases):,}"
    failed = sum(held.failed for held in releases)
    if failed:
        yield "pages that failed", f"{failed:,}"
    complete = sum(cable.complete for cable in cables)
    yield "cables", f"{len(cables):,}, {complete:,} of them complete"
    yield "redactions", f"{sum(held.redactions for held in releases):,}"
    hidden, visible = (sum(getattr(h, name) for h in releases) for name in ("hidden", "visible"))
    yield "withheld", f"{_share(hidden / max(hidden + visible, 1))} of the text, as estimated"
    withheld = sum(held.withheld_pages for held in releases)
    if withheld:
        yield "pages withheld", f"{withheld:,}"
    corrections = sum(held.corrections for held in releases)
    if corrections:
        yield "words corrected", f"{corrections:,}"


def _share(share: float) -> str:
    return f"{share:.1%}"


def _by_code(catalogue: Catalogue) -> dict[str, Counter[str]]:
    whole: dict[str, Counter[str]] = {}
    for held in catalogue.releases:
        for year, codes in held.by_code.items():
            whole.setdefault(year, Counter()).update(codes)
    return whole


def _release(held: Held, to: Callable[[Path], str]) -> ReleaseRow:
    links = [("review", held.review), ("text", held.text)]
    return ReleaseRow(
        name=shown(held.name),
        links=tuple(Link(text, to(path)) for text, path in links if path),
        subjects="; ".join(map(shown, held.subjects[:3])),
        kinds=", ".join(_counted(kind, count) for kind, count in held.kinds),
        years=_years(held.dates),
        pages=held.pages,
        redactions=held.redactions,
        withheld=_share(held.share),
        meter=round(METER * held.share, 1),
        share=round(held.share, 4),
        legibility=_legibility(held.confidence),
        notes=", ".join(_notes(held)),
    )


def _counted(kind: str, count: int) -> str:
    """So many documents of a kind: 1 memorandum, 2 memoranda, 3 reports, 2 other."""
    if count == 1 or kind == "other":
        return f"{count} {kind}"
    return f"{count} {kind[:-2]}a" if kind.endswith("um") else f"{count} {kind}s"


def _years(dates: tuple[str, ...]) -> str:
    years = sorted({date[:4] for date in dates})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""


def _legibility(confidence: float | None) -> str:
    if confidence is None:
        return "no words"
    return "good" if confidence >= GOOD else "fair" if confidence >= FAIR else "poor"


def _notes(held: Held) -> Iterator[str]:
    for count, one, more in (
        (held.failed, "page failed", "pages failed"),
        (held.withheld_pages, "page withheld", "pages withheld"),
        (held.corrections, "correction", "corrections"),
        (held.warnings, "warning", "warnings"),
    ):
        if count:
            yield f"{count} {one if count == 1 else more}"


def _cable(cable: HeldCable, releases: dict[str, Held], to: Callable[[Path], str]) -> CableRow:
    total = cable.total or 0
    return CableRow(
        number=shown(cable.number),
        links=tuple(_of_cable(cable, releases, to)),
        date=cable.dtg[:16].replace("T", " "),
        sender=shown(cable.sender),
        subject=shown(cable.subject),
        classification=shown(cable.classification),
        tags=", ".join(map(shown, cable.tags)),
        sections=_sections(cable),
        boxes=tuple(n in cable.present for n in range(1, total + 1)) if total <= MOST_BOXES else (),
        complete=cable.complete,
        withheld=_withheld(cable),
        meter=round(METER * cable.share, 1),
        share=round(cable.share, 4),
    )


def _of_cable(
    cable: HeldCable, releases: dict[str, Held], to: Callable[[Path], str]
) -> Iterator[Link]:
    """Its own text, and its first page in each release that has some of it."""
    if cable.text:
        yield Link("text", to(cable.text))
    for sha256, page in cable.sources:
        held = releases.get(sha256)
        if held and held.review:
            yield Link(shown(held.name), f"{to(held.review)}#page{page}")
        elif held and held.text:
            yield Link(shown(held.name), to(held.text))


def _sections(cable: HeldCable) -> str:
    said = f"{len(cable.present)} of {'?' if cable.total is None else cable.total}"
    lacking = ", ".join(map(str, cable.missing))
    return f"{said}, lacks {lacking}" if lacking else said


def _withheld(cable: HeldCable) -> str:
    count = cable.withheld_paragraphs
    whole = f", {count} whole {'paragraph' if count == 1 else 'paragraphs'}" if count else ""
    return _share(cable.share) + whole
