"""Conversions that were asked for with settings of their own and broken off: gone on with."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace

from flows.desk import Desk
from flows.errors import BadSetting
from flows.fingerprint import fingerprint
from flows.ledger_entry import Entry
from flows.library import shown
from flows.settings import Settings, read_settings

log = logging.getLogger(__name__)


def taken_up(desk: Desk) -> Iterator[tuple[Desk, Entry]]:
    """Each that nobody is at any more, claimed, with a desk that has its settings.

    Raises LedgerUnusable, MissingTool.
    """
    for left in desk.ledger.apart.due():
        if desk.stop.is_set():
            return
        try:
            settings = _asked(left)
        except (BadSetting, ValueError, TypeError) as reason:
            desk.ledger.apart.leave(left, f"its settings cannot be used: {reason}")
            continue
        own = replace(desk, settings=settings, fingerprint=fingerprint(settings))
        if own.fingerprint != left.fingerprint:  # the code, a program or its data changed
            apart = own.fingerprint != desk.fingerprint
            desk.ledger.apart.move(left, own.fingerprint, apart=apart)
        entry = desk.ledger.claim(desk.owner, desk.rules.lease, own.fingerprint, sha256=left.sha256)
        if entry:
            log.info("%s was broken off and is gone on with", shown(entry.name))
            yield own, entry


def _asked(entry: Entry) -> Settings:
    """Raises BadSetting, ValueError, TypeError."""
    return read_settings(**json.loads(entry.asked))
