"""A release that stands already, written in formats that its folder lacks."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from flows.library import shown
from flows.originals import find_original
from flows.output import FORMATS, PDF, RECORD, write_file, written_whole
from flows.redactions import load_record
from flows.release_formats import writer
from flows.settings import Settings

log = logging.getLogger(__name__)


def add_formats(folder: Path, wanted: Iterable[str], settings: Settings) -> None:
    """Write the release whose outputs are in `folder` in each format that is not there.

    A file that somebody wrote under the same name stays.

    Raises NotARecord, OriginalMissing, TooInvolved, DamagedFile, OutputNotWritable, DiskFull.
    """
    for each in wanted:
        path = folder / FORMATS[each]
        if os.path.lexists(path):
            log.info("%s is there already and stays", shown(path.name))
        elif each == PDF:
            _write_pdf(folder, path, settings)
        else:
            write_file(path, writer(each)(load_record(folder / RECORD)))


def _write_pdf(folder: Path, path: Path, settings: Settings) -> None:
    from flows.export_pdf import write_searchable

    recorded = load_record(folder / RECORD)
    source = find_original(folder, None, recorded["source"])
    with written_whole(path) as made:
        write_searchable(source, recorded, made, settings)
