"""The formats that a release can be written in beside its text and record, by their names."""

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from flows.output import FORMATS, PDF, SEARCHABLE, is_output
from flows.settings import Settings
from ocr.source import Source


def writer(format_: str) -> Callable[[Mapping[str, Any]], str]:
    """What writes a record as `format_`, which is not the PDF."""
    # Imported here: who only converts needs none of them.
    from flows import export_text, export_xml

    return {
        "alto": export_xml.alto,
        "hocr": export_xml.hocr,
        "markdown": export_text.markdown,
        "tei": export_text.tei,
    }[format_]


def format_files(
    source: Source, recorded: Mapping[str, Any], wanted: Iterable[str], settings: Settings
) -> dict[str, str | bytes]:
    """A release in each of the formats `wanted`, by file name.

    Raises TooInvolved, DamagedFile; for the PDF the file of the release must be there.
    """
    return {
        FORMATS[each]: _searchable(source, recorded, settings)
        if each == PDF
        else writer(each)(recorded)
        for each in wanted
    }


def formats_in(folder: Path) -> tuple[str, ...]:
    """The formats that we wrote into a release's folder."""
    there = ((each, folder / name) for each, name in FORMATS.items())
    return tuple(each for each, path in there if path.is_file() and is_output(path))


def _searchable(source: Source, recorded: Mapping[str, Any], settings: Settings) -> bytes:
    from flows.export_pdf import write_searchable

    with tempfile.TemporaryDirectory(prefix="readingroom-") as folder:
        made = Path(folder) / SEARCHABLE
        write_searchable(source, recorded, made, settings)
        return made.read_bytes()
