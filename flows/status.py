"""What a library is doing: what settles, waits, runs, failed and why, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.ledger import Ledger
from flows.ledger_entry import NEVER, Entry, State
from flows.ledger_sightings import Sighting
from flows.library import shown

# Everything but what is done is listed one by one.
OPEN = (State.WAITING, State.RUNNING, State.FAILED, State.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Status:
    """A look at the ledger at second `now` of its clock."""

    now: float
    counts: Mapping[State, int]
    entries: tuple[Entry, ...]
    settling: tuple[Sighting, ...]
    passed: tuple[Sighting, ...]


def look(ledger: Ledger) -> Status:
    """The state of a library."""
    seen = [*ledger.sightings.known().values(), *ledger.sightings.stored().values()]
    return Status(
        ledger.now(),
        ledger.counts(),
        tuple(ledger.entries(*OPEN)),
        tuple(s for s in seen if not s.sha256 and not s.passed),
        tuple(s for s in seen if s.passed),
    )


def as_values(status: Status) -> dict[str, Any]:
    """The status for JSON; ages are in seconds."""
    return {
        "counts": {
            "settling": len(status.settling),
            **{str(state): count for state, count in status.counts.items()},
        },
        "releases": [_entry(entry, status.now) for entry in status.entries],
        "settling": [
            {"file": shown(s.path), "age": round(status.now - s.since, 1)} for s in status.settling
        ],
        "passed_over": [{"file": shown(s.path), "reason": s.passed} for s in status.passed],
    }


def as_lines(status: Status) -> list[str]:
    """The status for people."""
    counts = ", ".join(f"{count} {state}" for state, count in status.counts.items())
    lines = [f"{len(status.settling)} settling, {counts}"]
    for entry in status.entries:
        again = _again(entry, entry.next_try - status.now)
        said = f": {entry.reason}" if entry.reason else ""
        own = ", with settings of its own" if entry.apart else ""
        age = _age(status.now - entry.changed_at)
        lines.append(
            f"{entry.state:<12} {entry.sha256[:8]} {shown(entry.name)}{own} "
            f"(for {age}{again}){said}"
        )
    lines += [f"passed over  {shown(s.path)}: {s.passed}" for s in status.passed]
    return lines


def _entry(entry: Entry, now: float) -> dict[str, Any]:
    return {
        "name": shown(entry.name),
        "sha256": entry.sha256,
        "state": str(entry.state),
        "asked": entry.asked or None,  # settings of its own, as JSON
        "age": round(now - entry.changed_at, 1),
        "tries": entry.tries,
        "broken_off": entry.broken_off,
        "next_try_in": _next_try_in(entry, now),
        "pages_kept": entry.pages_kept,
        "reason": entry.reason or None,
    }


def _again(entry: Entry, waits: float) -> str:
    if entry.state is not State.FAILED or waits <= 0:
        return ""
    return f"; next try in {_age(waits)}" if waits < NEVER else "; not tried again by itself"


def _next_try_in(entry: Entry, now: float) -> float | None:
    """Seconds; None for one that waits for somebody to ask for it."""
    return round(max(entry.next_try - now, 0.0), 1) if entry.next_try < NEVER else None


def _age(seconds: float) -> str:
    """Seconds as people say them: 12 s, 5 min, 3 h, 2 days."""
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
