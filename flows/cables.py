"""Cables put together from all releases that have some of them, and written to cables/.

    noted number ─► its messages ─► one group a cable ─► text.txt, cable.json ─► note gone

All of it happens in one transaction a number, which is locked meanwhile, so the folder
is that of the latest messages. Killed anywhere in between, the note is still there, and
whoever comes next writes the same bytes: each folder is put in place with one rename.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from cleanup.assembly import Assembled, assemble
from cleanup.cable import Mrn
from cleanup.same_cable import Group, Identity, group
from flows.cable_record import SCHEMA, as_lines, as_release, cable_record
from flows.convert import Converted
from flows.filing import Filed, identities
from flows.fingerprint import code
from flows.holdings import Holdings, held_by, load, note
from flows.ledger_database import Database
from flows.ledger_tables import cables, unassembled
from flows.output import CABLES, LEDGER, TEXT, disk_errors, replace_folder, sync_folder, write_files
from ocr.errors import ReadingRoomError

log = logging.getLogger(__name__)

CABLE = "cable.json"
OURS = frozenset({TEXT, CABLE})


def put_together(
    database: Database, folder: Path, *, stopped: Callable[[], bool] = lambda: False
) -> int:
    """Write every cable that is noted to `folder`; how many numbers were looked at.

    Raises LedgerUnusable, OutputNotWritable, DiskFull: the notes left are kept then.
    """
    with database.begin() as connection:
        asked = sa.select(unassembled.c.number).order_by(unassembled.c.number)
        noted = list(connection.execute(asked).scalars())
    done = 0
    for number in noted:  # grows by numbers that a misread one turns out to be
        if stopped():
            break
        try:
            with disk_errors(folder):
                ours, elsewhere = _put_together(database, folder, number, noted)
            done += ours
            noted += elsewhere
        except ReadingRoomError:
            raise
        except Exception as reason:  # one cable must not keep the others; its note stays
            log.error("the cables with number %s are not written", number, exc_info=reason)
    return done


def file_beside(converted: Converted, out: Path) -> None:
    """Record a release in the ledger of a folder and put its cables together there.

    Raises LedgerUnusable, OutputNotWritable, DiskFull.
    """
    held = held_by(converted)
    with ledger_of(out) as database:
        with database.begin() as connection:
            Holdings(database).put(connection, held)
        put_together(database, out / CABLES)


@contextmanager
def ledger_of(out: Path) -> Iterator[Database]:
    """The ledger of a folder that `readingroom convert` writes to."""
    database = Database(f"sqlite:///{out.absolute() / LEDGER}")
    try:
        yield database
    finally:
        database.close()


def _put_together(
    database: Database, folder: Path, number: int, noted: Sequence[int]
) -> tuple[bool, list[int]]:
    """Whether the number was ours to do, and others that its messages are filed under instead.

    Another worker may be at it. Numbers that are not `noted` yet are: who put the other
    messages there may not have seen these.
    """
    mine = unassembled.c.number == number
    with database.begin() as connection:
        locked = sa.select(unassembled).where(mine).with_for_update(skip_locked=True)
        if connection.execute(locked).first() is None:
            return False, []
        filed = _write_all(connection, database, folder, number)
        elsewhere = sorted(filed - set(noted))
        note(database, connection, elsewhere)
        connection.execute(sa.delete(unassembled).where(mine))
    return True, elsewhere


def _write_all(
    connection: Connection, database: Database, folder: Path, number: int
) -> frozenset[int]:
    """Every cable of a number that is not as its messages are; old ones go."""
    filed = identities(connection, number)
    asked = sa.select(cables.c.folder, cables.c.made_of).where(cables.c.number == number)
    standing: dict[str, str] = {row.folder: row.made_of for row in connection.execute(asked)}
    groups = [_told(each, filed) for each in group(number, filed.messages)]
    for each in groups:
        made_of = _made_of(each, filed.messages)
        there = (folder / each.folder / CABLE).exists()
        if there and standing.get(each.folder) == made_of:
            continue
        mrn = Mrn(each.year, each.post, number)
        assembled = assemble(mrn, load(connection, [member.key for member in each.members]))
        _write(folder, each.folder, assembled, cable_record(each, assembled))
        row = {
            "folder": each.folder,
            "number": number,
            "made_of": made_of,
            "told": json.dumps(_for_the_docket(each, assembled)),
        }
        connection.execute(database.upsert(cables, "folder", ("made_of", "told")), row)
    for gone in sorted(standing.keys() - {each.folder for each in groups}):
        _remove(folder, gone)
        connection.execute(sa.delete(cables).where(cables.c.folder == gone))
    return filed.elsewhere


def _told(cable: Group, filed: Filed) -> Group:
    """A cable with a warning for each message that was filed under it by other evidence."""
    strays = [each for each in cable.members if each.key in filed.strays]
    warnings = (
        f"a message numbered {each.number or 'illegibly'} is taken for one of it: same minute, post"
        f"{' and subject' if each.subject else ''}; certainty {filed.strays[each.key]:.2f}"
        for each in strays
    )
    return replace(cable, warnings=(*cable.warnings, *warnings))


def _made_of(cable: Group, digests: Mapping[Identity, str]) -> str:
    """A checksum of all that a cable's folder depends on, our code with it."""
    told = [SCHEMA, code(), cable.folder, *cable.warnings]
    told += [f"{member.key} {digests[member]}" for member in cable.members]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _write(folder: Path, name: str, assembled: Assembled, values: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    target, made, aside = (folder / f"{before}{name}" for before in ("", ".new-", ".old-"))
    for left in (made, aside):  # by a process that was killed: we hold the lock
        shutil.rmtree(left, ignore_errors=True)
    made.mkdir()
    write_files(made, {TEXT: assembled.text, CABLE: as_lines(values) + "\n"})
    # What people put beside ours is theirs.
    for other in sorted(target.iterdir()) if target.is_dir() else ():
        if other.name not in OURS:
            _copy(other, made / other.name)
    sync_folder(made)
    replace_folder(made, target, aside=aside)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _remove(folder: Path, name: str) -> None:
    """Take a cable's files away, and its folder unless something else lies there."""
    log.warning("%s: no release holds anything of it any more", name)
    for each in OURS:
        (folder / name / each).unlink(missing_ok=True)
    if (folder / name).is_dir() and not any((folder / name).iterdir()):
        (folder / name).rmdir()


def _for_the_docket(cable: Group, assembled: Assembled) -> dict[str, Any]:
    """What the docket asks of a cable, so that it need not read the folder."""
    found = assembled.cable
    names = dict.fromkeys(
        as_release(copied.message.name) for _, copied in sorted(assembled.choice.taken.items())
    )
    return {
        "year": cable.year,
        "post": cable.post,
        "date": found.fields.dtg,
        "subject": found.fields.subject,
        "total": found.sections.total,
        "missing": list(found.sections.missing),
        "withheld": list(found.withheld_paragraphs),
        "skipped": list(assembled.skipped),
        "releases": list(names),
    }
