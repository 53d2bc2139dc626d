"""The redactions of releases, page by page: found now, or as a conversion recorded them.

Both come as the same values, in the order of the pages, while pages are still being
worked on. A page that failed is among them with its reason.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cleanup.codes import label_codes
from cleanup.hidden import share_of_page
from cleanup.tally import overlap
from flows.convert import first_wanted, wanted_sheets
from flows.errors import NoReleases, NoSuchPage, NotARecord
from flows.inbox import list_inbox
from flows.journal import Pages
from flows.output import RECORD
from flows.record import SCHEMA
from flows.settings import Settings
from ocr.errors import InputMissing, InputUnreadable, PageFailed
from ocr.exemptions import in_order
from ocr.model import Redaction, Status
from ocr.page import Page
from ocr.source import open_source

# What is looked at in a folder; a file that is named itself is told by its bytes.
SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})
NO_RELEASE = "neither a release nor a release.json"
# A record of 5,000 dense pages has 300 MB; a larger file is none of ours.
LARGEST_RECORD = 1 << 30  # bytes


@dataclass(frozen=True, slots=True)
class Found:
    """One redaction. `lines` and `characters` are None when the text was not read.

    box         left, top, right, bottom in pixels of the page as rendered
    certainty   0-1
    share       of the page's area, 0-1
    lines, characters   estimated size of what it hides
    """

    id: str
    box: tuple[int, int, int, int]
    kind: str
    codes: tuple[str, ...]
    certainty: float
    share: float
    lines: int | None = None
    characters: int | None = None


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page with its redactions; `error` says why it has none when it failed.

    source          path of the release or of the release.json that this is from
    width, height   pixels at `dpi`
    area            share of the page under its redactions, 0-1
    visible         letters of the body; None when the text was not read
    withheld        pages that this page says are withheld, or that it is one of
    exit_code       of the error, else 0
    """

    source: str
    page: int
    width: int
    height: int
    dpi: int
    redactions: tuple[Found, ...] = ()
    area: float = 0.0
    visible: int | None = None
    withheld: int = 0
    error: str = ""
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """Something in a folder that was not looked at, and why."""

    path: Path
    why: str


def find_places(path: Path) -> Iterator[Path | Passed]:
    """Releases and records at `path`: itself, or what lies in the folder, in order of names.

    Links in the folder are not followed. Of a folder with a release.json only that is
    taken, and not the original beside it. Raises InputMissing, InputUnreadable, NoReleases.
    """
    if not path.is_dir():
        yield path
        return
    if not os.access(path, os.R_OK | os.X_OK):
        raise InputUnreadable(path)
    listed = list(list_inbox(path))
    converted = {str(Path(f.path).parent) for f in listed if _is_record(f.path) and not f.passed}
    taken = 0
    for found in listed:
        place = path / found.path
        if found.passed:
            yield Passed(place, found.passed.partition(":")[0])
        elif _within(found.path, converted):
            if _is_record(found.path):
                taken += 1
                yield place
        elif place.suffix.lower() in SUFFIXES:
            taken += 1
            yield place
        else:
            yield Passed(place, NO_RELEASE)
    if not taken:
        raise NoReleases(path)


def _is_record(listed: str) -> bool:
    return Path(listed).name == RECORD


def _within(listed: str, folders: set[str]) -> bool:
    """Whether a file lies in one of the folders, or in a folder of theirs."""
    return any(str(parent) in folders for parent in Path(listed).parents)


def is_record(path: Path) -> bool:
    """Whether a file is taken for what a conversion recorded."""
    return path.suffix.lower() == ".json"


def detected(
    path: Path,
    settings: Settings,
    readers: Pages,
    *,
    on_page: Callable[[Page, int], None] | None = None,
) -> Iterator[PageFound]:
    """The redactions of the release at `path`, found now, in the order of its pages.

    readers   what looks at the pages, with `ocr.detect.detect_pages`
    on_page   called with each page as it is done, and the number of pages

    Raises ReadingRoomError for what concerns the whole file or the machine.
    """
    source = open_source(path)
    readers.warm()
    _, wanted = wanted_sheets(source, settings)
    waiting: dict[int, Page] = {}
    expected = iter([sheet.number for sheet in wanted])
    following = next(expected, None)
    for page in readers.read(source, wanted, settings.reading):
        if on_page:
            on_page(page, len(wanted))
        waiting[page.number] = page
        while following in waiting:
            yield _seen(waiting.pop(following), printable(path))
            following = next(expected, None)


def _seen(page: Page, source: str) -> PageFound:
    size = page.frame.width, page.frame.height
    if page.status is Status.FAILED:
        return PageFound(
            source, page.number, *size, page.dpi, error=page.reason, exit_code=page.exit_code
        )
    found = tuple(
        _found(f"p{page.number}-r{n}", redaction, page)
        for n, redaction in enumerate(page.redactions, start=1)
    )
    once = overlap([redaction.bands for redaction in page.redactions])
    covered = min(1.0, once * sum(each.share for each in found))
    return PageFound(source, page.number, *size, page.dpi, found, covered)


def _found(name: str, redaction: Redaction, page: Page) -> Found:
    left, top, right, bottom = page.frame.to_rendered(redaction.outline).as_list()
    share = share_of_page(redaction, width=page.width, height=page.height)
    return Found(
        name,
        (left, top, right, bottom),
        str(redaction.kind),
        in_order(label_codes(redaction)),
        round(redaction.certainty, 3),
        round(share, 5),
    )


def load_record(path: Path) -> dict[str, Any]:
    """A `release.json` of this version; raises InputMissing, InputUnreadable, NotARecord."""
    try:
        if path.stat().st_size > LARGEST_RECORD:
            raise NotARecord(path)
        recorded = json.loads(path.read_bytes())
    except FileNotFoundError as reason:
        raise InputMissing(path) from reason
    except PermissionError as reason:
        raise InputUnreadable(path) from reason
    except (ValueError, RecursionError, OSError) as reason:
        raise NotARecord(path) from reason
    if not isinstance(recorded, dict) or recorded.get("schema") != SCHEMA:
        raise NotARecord(path)
    return recorded


def recorded_pages(path: Path, recorded: dict[str, Any], settings: Settings) -> list[PageFound]:
    """The redactions that a conversion recorded; raises NotARecord for one that is damaged."""
    try:
        wanted = [page for page in recorded["pages"] if settings.wants(page["number"])]
        pages = [_as_recorded(page, printable(path)) for page in wanted]
    except (KeyError, TypeError, ValueError) as reason:
        raise NotARecord(path) from reason
    if not pages and settings.pages:
        raise NoSuchPage(path, first_wanted(settings), len(recorded["pages"]))
    return pages


def _as_recorded(page: dict[str, Any], source: str) -> PageFound:
    number, width, height, dpi = (int(page[key]) for key in ("number", "width", "height", "dpi"))
    if page["status"] == "failed":
        why = str(page["reason"])
        return PageFound(
            source, number, width, height, dpi, error=why, exit_code=PageFailed.exit_code
        )
    told = page["statistics"]
    return PageFound(
        source,
        number,
        width,
        height,
        dpi,
        tuple(_found_as_recorded(each) for each in page["redactions"]),
        float(told["area_share"]),
        int(told["visible_characters"]),
        int(told["withheld_pages"]),
    )


def _found_as_recorded(each: dict[str, Any]) -> Found:
    left, top, right, bottom = (int(edge) for edge in each["box"])
    return Found(
        str(each["id"]),
        (left, top, right, bottom),
        str(each["kind"]),
        tuple(str(code) for code in each["codes"]),
        float(each["certainty"]),
        float(each["share"]),
        int(each["hidden"]["lines"]),
        int(each["hidden"]["characters"]),
    )


def printable(path: Path | str) -> str:
    """A path as text that can be written out, whatever its bytes are."""
    return os.fsencode(path).decode("utf-8", "replace")
