"""Quarantine: files that cannot be converted, each beside the reason why.

quarantine/letter.pdf            as it was dropped
quarantine/letter.pdf.why.json   for programs
quarantine/letter.pdf.why.txt    for people
"""

import json
from pathlib import Path

from flows.inbox import fetch, remove_if_same
from flows.ledger_entry import Entry
from flows.library import Library, fitted, shown
from flows.output import sync_folder, write_files
from flows.places import Place

WHY = (".why.json", ".why.txt")


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
    target = library.inbox / entry.name
    if target.exists():
        target = target.with_name(f"{target.stem}-{entry.sha256[:8]}{target.suffix}")
    lying.rename(target)
    for suffix in WHY:
        (library.quarantine / (_told(lying.name) + suffix)).unlink(missing_ok=True)
    return target.relative_to(library.home)


def _told(name: str) -> str:
    """How the files with the reason begin."""
    return fitted(shown(name))


def _place(folder: Path, entry: Entry) -> Path:
    plain = folder / fitted(entry.name)
    if not plain.exists() or _reason_names(folder, plain, entry):
        return plain
    return plain.with_name(f"{plain.stem}-{entry.sha256[:8]}{plain.suffix}")


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
