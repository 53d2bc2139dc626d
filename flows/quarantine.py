"""Quarantine: files that cannot be converted, each beside the reason why.

quarantine/letter.pdf            as it was dropped
quarantine/letter.pdf.why.json   for programs
quarantine/letter.pdf.why.txt    for people
"""

import json
from collections.abc import Iterator
from pathlib import Path

from flows.inbox import fetch, remove_if_same
from flows.ledger_entry import Entry
from flows.library import Library, fitted, shown, telling_digits
from flows.output import sync_folder, write_files
from flows.places import Place

WHY = (".why.json", ".why.txt")
LONGEST_TOLD = 245  # bytes, so that the longer of these fits behind


def put_in_quarantine(library: Library, entry: Entry, copy: Path, reason: str) -> Path:
    """Put a release's file into quarantine with its reason, and take it out of the inbox.

    copy   our own copy: what lies in the inbox may be another file by now, and stays then

    Doing it twice is doing it once. The path returned is relative to the library.
    Raises OSError.
    """
    target = _place(library.quarantine, entry)
    write_files(library.quarantine, _reasons(target.name, entry, reason))
    made = target.with_name(f".{entry.sha256[:16]}.part")
    fetch(Place(copy.parent, copy.name), made)
    made.rename(target)
    sync_folder(library.quarantine)
    if entry.dropped:
        remove_if_same(library.place(entry.path), entry.sha256)
    return target.relative_to(library.home)


def take_out(library: Library, entry: Entry) -> Path:
    """Move a quarantined file back into the inbox; its path relative to the library."""
    lying = library.home / entry.path
    plain = library.inbox / entry.name
    target = next(each for each in _named_apart(plain, entry.sha256) if not each.exists())
    lying.rename(target)
    for suffix in WHY:
        (library.quarantine / (_told(lying.name) + suffix)).unlink(missing_ok=True)
    return target.relative_to(library.home)


def _told(name: str) -> str:
    """How the files with the reason begin."""
    return fitted(shown(name), LONGEST_TOLD)


def _place(folder: Path, entry: Entry) -> Path:
    places = list(_named_apart(folder / fitted(entry.name), entry.sha256))
    free = (p for p in places if not p.exists() or _reason_names(folder, p, entry))
    # What lies under all 64 digits is this release, whatever became of its reason.
    return next(free, places[-1])


def _named_apart(plain: Path, sha256: str) -> Iterator[Path]:
    """A place, and others for when other files have taken it."""
    yield plain
    short = plain.with_name(fitted(plain.name))
    for digits in telling_digits(sha256):
        yield short.with_stem(f"{short.stem}-{digits}")


def _reason_names(folder: Path, place: Path, entry: Entry) -> bool:
    """Whether what lies at `place` is this release."""
    try:
        told = json.loads((folder / (_told(place.name) + ".why.json")).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(told.get("sha256") == entry.sha256)


def _reasons(name: str, entry: Entry, reason: str) -> dict[str, str]:
    told = {
        "file": shown(name),
        "sha256": entry.sha256,
        "reason": reason,
        "tries": entry.tries,
        "fingerprint": entry.fingerprint,
    }
    sentence = (
        f"{shown(name)} was not converted.\n\n{reason}\n\n"
        f"When that is put right: readingroom retry {entry.sha256[:8]}\n"
    )
    return {
        _told(name) + ".why.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n",
        _told(name) + ".why.txt": sentence,
    }
