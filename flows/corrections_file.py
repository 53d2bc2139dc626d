"""`corrections.json`: corrections as the review page saves them, and as they are kept.

The file may come from anyone, so that nothing in it is believed before it is checked.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cleanup.corrections import Correction
from flows.errors import BadCorrections, BadSetting, CorrectionsOfAnother
from ocr.errors import InputMissing, InputUnreadable
from ocr.model import Box, Change

SCHEMA = "readingroom/corrections/1"
# A correction has some 300 bytes; a file of this size has more than a release has words.
LARGEST = 64 << 20  # bytes
LONGEST_WORD = 200  # characters


def _plain(text: str) -> str:
    if any(
        ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 or 0xD800 <= ord(sign) < 0xE000 for sign in text
    ):
        raise ValueError("it has control characters")
    return " ".join(text.split())


Text = Annotated[str, Field(max_length=LONGEST_WORD), AfterValidator(_plain)]
Edge = Annotated[int, Field(ge=0, le=1_000_000)]


class _Asked(BaseModel):
    """One correction as the file has it; keys it does not know are an error."""

    model_config = ConfigDict(extra="forbid", strict=True)

    page: Annotated[int, Field(ge=1)]
    dpi: Annotated[int, Field(ge=1, le=10_000)]
    line: Text
    word: Annotated[int, Field(ge=0)]
    box: Annotated[list[Edge], Field(min_length=4, max_length=4)]
    before: Annotated[Text, Field(alias="from", min_length=1)]
    after: Annotated[Text, Field(alias="to")]
    by: Text
    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$")]


class _Release(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    file_schema: Annotated[Literal["readingroom/corrections/1"], Field(alias="schema")]
    release: _Release
    corrections: list[_Asked]


def read_corrections(path: Path, source: Mapping[str, Any], by: str = "") -> tuple[Correction, ...]:
    """The corrections in a file for the release whose `source` its record has.

    by   who made those that do not say who

    Raises InputMissing, InputUnreadable, BadCorrections, CorrectionsOfAnother, and BadSetting
    for a `by` that could not be read again.
    """
    by = _name(by)
    told = _told(path)
    if told.release.sha256 != source["sha256"]:
        raise CorrectionsOfAnother(path, told.release.name, str(source["name"]))
    try:
        return tuple(_correction(each, by) for each in told.corrections)
    except ValueError as reason:  # a box without an area
        raise BadCorrections(path, str(reason)) from reason


def _name(by: str) -> str:
    try:
        return TypeAdapter(Text).validate_python(by)
    except ValidationError as reason:
        why = reason.errors()[0]["msg"].removeprefix("Value error, ")
        raise BadSetting("--by", why) from reason


def _told(path: Path) -> _File:
    try:
        if path.stat().st_size > LARGEST:
            raise BadCorrections(path, f"it has more than {LARGEST >> 20} MB")
        return _File.model_validate(json.loads(path.read_bytes()))
    except FileNotFoundError as reason:
        raise InputMissing(path) from reason
    except ValidationError as reason:
        first = reason.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadCorrections(path, f"{where}: {first['msg']}") from reason
    except (ValueError, RecursionError) as reason:
        raise BadCorrections(path, "it is no JSON") from reason
    except OSError as reason:
        raise InputUnreadable(path) from reason


def _correction(asked: _Asked, by: str) -> Correction:
    change = Change(asked.before, asked.after, asked.by or by, asked.at)
    return Correction(asked.page, asked.dpi, asked.line, asked.word, Box(*asked.box), change)


def merged(*several: Iterable[Correction]) -> tuple[Correction, ...]:
    """Corrections one after another; what is there already is not there twice.

    Saved again, or put in under another `--by`, a correction is the one it was.
    """
    known: dict[tuple[object, ...], Correction] = {}
    for each in (each for corrections in several for each in corrections):
        change = each.change
        place = (each.page, each.dpi, each.box, change.before, change.after, change.at)
        known.setdefault(place, each)
    return tuple(known.values())


def as_json(source: Mapping[str, Any], corrections: Iterable[Correction]) -> str:
    """The bytes of the file, as text."""
    told = {
        "schema": SCHEMA,
        "release": {"name": source["name"], "sha256": source["sha256"]},
        "corrections": [_values(each) for each in corrections],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _values(correction: Correction) -> dict[str, Any]:
    change = correction.change
    return {
        "page": correction.page,
        "dpi": correction.dpi,
        "line": correction.line,
        "word": correction.word,
        "box": correction.box.as_list(),
        "from": change.before,
        "to": change.after,
        "by": change.by,
        "at": change.at,
    }
