"""Cables as an agency hands them out: one file each, or section by section.

    one        a cable is a file; now and then two cables are
    shuffled   a section is a file; sections are left out, sent twice, sent corrected

A file is blocks, a look and stamps, and becomes a scanned PDF (`samples.make`) or pages
as they would be read (`tests.typed_pages`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from samples.cable_eras import combined, transmission
from samples.cable_looks import Handling, handling, look_of, stamps_of
from samples.cable_message import Message, draw
from samples.cable_truth import cable_truth
from samples.copying import Level
from samples.errors import CutAcrossPagesError
from samples.layout import Carriage, Layout
from samples.looks import Look
from samples.script import UNSTAMPED, Block, Release

TWO_CABLES = 0.12  # share of files with a second cable in them


@dataclass(frozen=True, slots=True)
class Held:
    """A copy of a section in a file: which cable, which section, on which pages."""

    cable: int
    section: int
    pages: tuple[int, int]
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file of a delivery, laid out.

    owned  its blocks, each with the number of its cable and of its section
    """

    name: str
    release: Release
    layouts: tuple[Layout, ...]
    holds: tuple[Held, ...]
    owned: tuple[tuple[Block, int, int], ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Files, and the truth about the cables in them."""

    files: tuple[File, ...]
    cables: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """Blocks of one transmission; section 0 is a whole combined message or form."""

    cable: int
    message: Message
    section: int
    corrected: bool = False
    garbled: bool = False


def deliver_one(seed: int, number: int, level: Level) -> Delivery:
    """Cable `number` as one file, perhaps with another one behind it."""
    rng = Random(f"one-{seed}-{number}")
    messages = [draw(seed, number)]
    if rng.random() < TWO_CABLES:
        messages.append(draw(seed, 100_000 + number, messages[0].era))
    copies = [
        _Copy(n, message, section)
        for n, message in enumerate(messages)
        for section in _sections(message)
    ]
    name = f"cable-{seed}-{number:04}"
    file = _file(name, copies, handling(rng, messages[0]), level, rng)
    present = [list(range(1, m.total + 1)) for m in messages]
    return Delivery(
        (file,),
        tuple(cable_truth(m, present[n], (file,), n) for n, m in enumerate(messages)),
    )


def deliver_shuffled(seed: int, number: int, level: Level) -> Delivery:
    """Cable `number` section by section, in files whose names say nothing of their order."""
    rng = Random(f"shuffled-{seed}-{number}")
    message = draw(seed, number)
    copies = [_Copy(0, message, section) for section in _sections(message)]
    if message.total > 1 and len(copies) > 1:
        copies = _tampered(rng, copies)
    rng.shuffle(copies)
    treated = handling(rng, message)
    files = tuple(
        _file(f"{rng.randint(0, 16**8 - 1):08x}-{number:04}{letter}", [copy], treated, level, rng)
        for letter, copy in zip("abcdefghijkl", copies, strict=False)
    )
    present = sorted({c.section for c in copies} - {0}) or list(range(1, message.total + 1))
    return Delivery(files, (cable_truth(message, present, files, 0),))


def _sections(message: Message) -> list[int]:
    return [0] if message.era in ("combined", "form") else list(range(1, message.total + 1))


def _tampered(rng: Random, copies: list[_Copy]) -> list[_Copy]:
    """Sections left out, sent again, and sent corrected after a garbled first copy."""
    chance = rng.random()
    kept = list(copies)
    if chance < 0.4:
        kept.remove(rng.choice(kept))
    if rng.random() < 0.3:
        kept.append(rng.choice(kept))
    if rng.random() < 0.3:
        wrong = rng.choice(kept)
        kept = [replace(c, garbled=True) if c is wrong else c for c in kept]
        kept.append(replace(wrong, corrected=True))
    return kept


def _file(name: str, copies: Sequence[_Copy], treated: Handling, level: Level, rng: Random) -> File:
    era = copies[0].message.era
    look = look_of(era, level, Random(f"{name}-look"))
    parts = []
    for n, copy in enumerate(copies):
        opens = not n or copies[n - 1].cable != copy.cable
        closes = n == len(copies) - 1 or copies[n + 1].cable != copy.cable
        blocks = _blocks(copy, look.columns, opens, closes)
        apart = n and (opens or rng.random() < 0.5)
        gap = 0 if not n else 2
        parts.append([replace(blocks[0], gap=gap, new_page=bool(apart)), *blocks[1:]])
    layouts, pages, blocks = _laid_out(parts, look)
    holds = tuple(
        Held(copy.cable, copy.section, pages[n], copy.corrected) for n, copy in enumerate(copies)
    )
    count = len(layouts)
    skews = tuple(round(rng.gauss(0, look.wear.skews[0]), 2) for _ in range(count))
    look = replace(look, wear=replace(look.wear, skews=skews))
    stamps = stamps_of(treated, copies[0].message, count, look)
    release = Release(name, f"a cable of {era}", look, blocks, stamps, {}, UNSTAMPED)
    owned = tuple(
        (block, copy.cable, copy.section)
        for copy, part in zip(copies, parts, strict=True)
        for block in part
    )
    return File(name, release, layouts, holds, owned)


def _blocks(copy: _Copy, columns: int, opens: bool, closes: bool) -> tuple[Block, ...]:
    if copy.message.era == "combined":
        return combined(copy.message, columns)
    message = _garbled(copy) if copy.garbled else copy.message
    return transmission(
        message, copy.section or 1, columns, first=opens, last=closes, corrected=copy.corrected
    )


def _garbled(copy: _Copy) -> Message:
    """The section as first sent: two words of it came through as others."""
    rng = Random(f"garbled-{copy.message.number}-{copy.section}")
    passages = list(copy.message.sections[copy.section - 1])
    at = max(range(len(passages)), key=lambda n: len(passages[n].words))
    words = passages[at].text.split()
    for n in rng.sample(range(2, len(words) - 1), min(2, len(words) - 3)):
        if "{" not in words[n]:
            words[n] = "XQGARBLE"
    passages[at] = replace(passages[at], text=" ".join(words))
    sections = list(copy.message.sections)
    sections[copy.section - 1] = tuple(passages)
    return replace(copy.message, sections=tuple(sections))


def _laid_out(
    parts: list[list[Block]], look: Look
) -> tuple[tuple[Layout, ...], list[tuple[int, int]], tuple[Block, ...]]:
    """Pages, and the pages of each part; a block whose cut would cross a page moves on."""
    while True:
        carriage = Carriage(look, {})
        pages: list[tuple[int, int]] = []
        if all(_type(carriage, part, pages) for part in parts):
            return tuple(carriage.pages), pages, tuple(b for part in parts for b in part)


def _type(carriage: Carriage, part: list[Block], pages: list[tuple[int, int]]) -> bool:
    """Type a part and note its pages; False where a block had to be moved to a new page."""
    first = 0
    for n, block in enumerate(part):
        try:
            carriage.type(block)
        except CutAcrossPagesError:
            part[n] = replace(block, new_page=True)
            return False
        first = first or len(carriage.pages)
    pages.append((first, len(carriage.pages)))
    return True
