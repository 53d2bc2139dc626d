"""Quarantine: files that cannot be converted, each beside the reason why.

quarantine/letter.pdf            as it was dropped
quarantine/letter.pdf.why.json   for programs
quarantine/letter.pdf.why.txt    for people
"""

import json
from pathlib import Path

from flows.inbox import fetch
from flows.ledger import Entry
from flows.library import Library, shown
from flows.output import sync_folder, write_files

WHY = (".why.json", ".why.txt")


def put_in_quarantine(library: Library, entry: Entry, copy: Path, reason: str) -> Path:
    """Move a release's file out of the inbox, with its reason; where it lies now.

    copy   our own copy, for the case that the file has gone from the inbox

    Doing it twice is doing it once. The path is relative to the library.
    """
    target = _place(library.quarantine, entry)
    dropped = library.home / entry.path
    write_files(library.quarantine, _reasons(target.name, entry, reason))
    if dropped.exists() and dropped != target:
        dropped.rename(target)
    elif not target.exists():
        made = target.with_name(f".{target.name}.part")
        fetch(copy, made)
        made.rename(target)
    sync_folder(library.quarantine)
    return target.relative_to(library.home)


def take_out(library: Library, entry: Entry) -> Path:
    """Move a quarantined file back into the inbox; its path relative to the library."""
    lying = library.home / entry.path
    target = library.inbox / entry.name
    if target.exists():
        target = target.with_name(f"{target.stem}-{entry.sha256[:8]}{target.suffix}")
    lying.rename(target)
    for suffix in WHY:
        (library.quarantine / (shown(lying.name) + suffix)).unlink(missing_ok=True)
    return target.relative_to(library.home)


def _place(folder: Path, entry: Entry) -> Path:
    plain = folder / entry.name
    if not plain.exists() or _reason_names(folder, plain, entry):
        return plain
    return plain.with_name(f"{plain.stem}-{entry.sha256[:8]}{plain.suffix}")


def _reason_names(folder: Path, place: Path, entry: Entry) -> bool:
    """Whether what lies at `place` is this release."""
    try:
        told = json.loads((folder / (shown(place.name) + ".why.json")).read_text("utf-8"))
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
        shown(name) + ".why.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n",
        shown(name) + ".why.txt": sentence,
    }
