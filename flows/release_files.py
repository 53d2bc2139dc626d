"""The files of a release: text, record, pages as read, corrections, review page.

One place makes them all, for `convert`, for a library and for `correct`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleanup.corrections import Correction
from flows.convert import Converted, Corrections, cleaned
from flows.corrections_file import as_json as corrections_as_json
from flows.corrections_file import merged, read_corrections
from flows.fingerprint import code
from flows.kept_pages import KeptPages, as_bytes
from flows.output import (
    CORRECTIONS,
    PAGES,
    RECORD,
    REVIEW,
    TEXT,
    places_of,
    recorded_sha256,
    write_release,
)
from flows.record import as_json, record
from flows.release_formats import format_files
from flows.rules_folder import read_rules
from flows.settings import Settings
from ocr.source import Source

if TYPE_CHECKING:
    from flows.review import Picture


def write_converted(converted: Converted, settings: Settings, out: Path) -> tuple[Converted, Path]:
    """Write the outputs of a conversion below `out`; what was written, and its folder.

    What people have put right there since it was cleaned is in what was written.

    Raises OutputNotWritable, DiskFull, BadCorrections, InputUnreadable, BadRules, TooInvolved.
    """
    source = converted.source
    pictures = None
    if settings.review:
        from flows.review_pictures import pictures_unasked

        pictures = pictures_unasked(source, len(converted.pages), settings)
    files = release_files(converted, settings, pictures=pictures, formats=settings.formats)
    asked = tuple(corrections_below(out)(source))
    if asked != converted.corrections:  # someone has corrected it while it was read or drawn
        return write_converted(_cleaned_again(converted, asked, settings), settings, out)
    return converted, write_release(out, source.path.stem, source.sha256, files)


def _cleaned_again(
    converted: Converted, corrections: Sequence[Correction], settings: Settings
) -> Converted:
    source, count, pages = converted.source, converted.page_count, converted.as_read
    rules = read_rules(settings.rules)
    return cleaned(source, count, pages, corrections, rules, settings.layout)


def release_files(
    converted: Converted,
    settings: Settings,
    *,
    pictures: "Picture | None" = None,
    read_by: KeptPages | None = None,
    formats: Sequence[str] = (),
) -> dict[str, str | bytes]:
    """The files of a release by their names.

    pictures   of its pages; without them there is no review page
    read_by    what read the pages, when that was not this program here and now
    formats    of `flows.release_formats`, in which it is written besides
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
        from flows.review import review_html  # Jinja takes longer to import than a page to keep

        files[REVIEW] = review_html(recorded, pictures)
    return files | format_files(converted.source, recorded, formats, settings)


def corrections_below(out: Path) -> Corrections:
    """What gives the corrections of a release that stands below `out` already.

    Also those in a folder that is left alone now, because someone put other files there; not
    those in a folder of another release, or that is none of ours.
    """

    def kept(source: Source) -> Sequence[Correction]:
        told = {"name": source.path.name, "sha256": source.sha256}
        places = places_of(out, source.path.stem, source.sha256)
        ours = (place for place in places if recorded_sha256(place) == source.sha256)
        return merged(*(corrections_in(folder, told) for folder in ours))

    return kept


def corrections_in(folder: Path, source: Mapping[str, Any]) -> Sequence[Correction]:
    """The corrections kept in a release's folder.

    Raises BadCorrections, CorrectionsOfAnother, InputUnreadable.
    """
    path = folder / CORRECTIONS
    return read_corrections(path, {"name": "", **source}) if path.exists() else ()
