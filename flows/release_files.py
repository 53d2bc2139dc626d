"""The files of a release: text, record, pages as read, corrections, review page.

One place makes them all, for `convert`, for a library and for `correct`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cleanup.corrections import Correction
from flows.convert import Converted, Corrections
from flows.corrections_file import as_json as corrections_as_json
from flows.corrections_file import read_corrections
from flows.fingerprint import code
from flows.kept_pages import KeptPages, as_bytes
from flows.output import CORRECTIONS, PAGES, RECORD, REVIEW, TEXT, place_of, write_release
from flows.record import as_json, record
from flows.review import Picture, review_html
from flows.settings import Settings


def write_converted(converted: Converted, settings: Settings, out: Path) -> Path:
    """Write the outputs of a conversion below `out`; what `write_release` does."""
    pictures = None
    if settings.review:
        from flows.review_pictures import pictures_of

        pictures = pictures_of(converted.source, settings)
    source = converted.source
    files = release_files(converted, settings, pictures=pictures)
    return write_release(out, source.path.stem, source.sha256, files)


def release_files(
    converted: Converted,
    settings: Settings,
    *,
    pictures: Picture | None = None,
    read_by: KeptPages | None = None,
) -> dict[str, str | bytes]:
    """The files of a release by their names.

    pictures   of its pages; without them there is no review page
    read_by    what read the pages, when that was not this program here and now
    """
    recorded = record(converted, settings, read_by.made_by if read_by else None)
    kept = KeptPages(
        recorded["source"],
        recorded["made_by"],
        read_by.code if read_by else code(),
        read_by.layout if read_by else settings.layout,
        converted.as_read,
    )
    files: dict[str, str | bytes] = {
        TEXT: converted.release.text,
        RECORD: as_json(recorded),
        PAGES: as_bytes(kept),
    }
    if converted.corrections:
        files[CORRECTIONS] = corrections_as_json(recorded["source"], converted.corrections)
    if pictures:
        files[REVIEW] = review_html(recorded, pictures)
    return files


def corrections_below(out: Path) -> Corrections:
    """What gives the corrections of a release that stands below `out` already."""
    return lambda source: corrections_in(
        place_of(out, source.path.stem, source.sha256), {"sha256": source.sha256}
    )


def corrections_in(folder: Path, source: Mapping[str, Any]) -> Sequence[Correction]:
    """The corrections kept in a release's folder. Raises BadCorrections, InputUnreadable."""
    path = folder / CORRECTIONS
    return read_corrections(path, {"name": "", **source}) if path.exists() else ()
