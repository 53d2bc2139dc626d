"""Pages that were read, kept on disk as they come.

A conversion that is killed goes on where it stopped: each page is one JSON file,
written under a temporary name and renamed, so it is there whole or not at all. What
cannot be read back was cut off by a power failure, and its page is read again.
"""

import json
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from ocr.condition import Condition
from ocr.frame import Frame
from ocr.model import Box, Kind, Line, Reading, Redaction, Sheet, Status, Word
from ocr.page import Page, ReadSettings
from ocr.source import Source

log = logging.getLogger(__name__)


class Pages(Protocol):
    """Whatever reads the pages of a release: worker processes, Prefect tasks."""

    def warm(self) -> None: ...

    def read(
        self, source: Source, sheets: Sequence[Sheet], reading: ReadSettings
    ) -> Iterator[Page]: ...


class Journal:
    """Keeps the pages that `pages` reads in `folder`, and gives them back next time."""

    def __init__(self, folder: Path, pages: Pages) -> None:
        self._folder, self._pages = folder, pages

    def kept(self) -> int:
        """How many pages are kept."""
        return sum(path.suffix == ".json" for path in self._folder.iterdir())

    def warm(self) -> None:
        """Get the readers ready."""
        self._pages.warm()

    def read(
        self, source: Source, sheets: Sequence[Sheet], reading: ReadSettings
    ) -> Iterator[Page]:
        """Kept pages first, then the others as they are read. Raises OSError."""
        left = []
        for sheet in sheets:
            page = recall(self._folder, sheet.number)
            if page:
                yield page
            else:
                left.append(sheet)
        for page in self._pages.read(source, left, reading):
            keep(self._folder, page)
            yield page


def page_values(page: Page) -> dict[str, Any]:
    """A page as plain values, from which `as_page` makes it again, the same."""
    return {name: _values(getattr(page, name)) for name in _given(Page)}


def _values(value: Any) -> Any:
    """As `dataclasses.asdict`, which copies every number on its way, but in a fifth of the time."""
    if isinstance(value, tuple):
        return [_values(each) for each in value]
    given = _given(value.__class__)
    return {name: _values(getattr(value, name)) for name in given} if given else value


@cache
def _given(kind: type) -> tuple[str, ...]:
    """The fields that a dataclass is made from, the others follow from them; none of others."""
    return tuple(f.name for f in fields(kind) if f.init) if is_dataclass(kind) else ()


def keep(folder: Path, page: Page) -> None:
    """Write a page that was read to `folder`. One that failed is tried again next time."""
    if page.status is Status.FAILED:
        return
    target = folder / f"{page.number:06}.json"
    made = target.with_suffix(f".{os.getpid()}.tmp")
    made.write_text(json.dumps(page_values(page)), "utf-8")
    made.rename(target)


def recall(folder: Path, number: int) -> Page | None:
    """The page as it was kept, or None."""
    try:
        return as_page(json.loads((folder / f"{number:06}.json").read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as reason:
        log.warning("page %d was kept only in part and is read again: %s", number, reason)
        return None


def as_page(told: dict[str, Any]) -> Page:
    """The page whose values these are. Raises KeyError, TypeError, ValueError."""
    return Page(
        told["number"],
        told["dpi"],
        Frame(**told["frame"]),
        Status(told["status"]),
        tuple(_line(line) for line in told["lines"]),
        tuple(_redaction(redaction) for redaction in told["redactions"]),
        tuple(_word(word) for word in told["dirt"]),
        told["reason"],
        told["exit_code"],
        condition=Condition(**told["condition"]),
    )


def _line(told: dict[str, Any]) -> Line:
    return Line(tuple(_word(word) for word in told["words"]))


def _word(told: dict[str, Any]) -> Word:
    readings = tuple(Reading(**reading) for reading in told["readings"])
    return Word(told["text"], Box(**told["box"]), told["confidence"], told["reader"], readings)


def _redaction(told: dict[str, Any]) -> Redaction:
    bands = tuple(Box(**band) for band in told["bands"])
    outline = tuple((x, y) for x, y in told["outline"])
    label = tuple(_word(word) for word in told["label"])
    hidden = told["text_layer_characters"]
    return Redaction(Kind(told["kind"]), bands, outline, told["certainty"], label, hidden)
