"""Messages as JSON for the ledger, and back.

A part of a passage is a list: [name, page, text, confidence, box] for a line and
[name, page, codes, kind, box] for a redaction.
"""

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from cleanup.cable import Fields
from cleanup.envelope import Witnesses
from cleanup.fields import Reading
from cleanup.held import Copy, Message, Passage
from cleanup.model import Block, Marked, Part, Placed
from ocr.model import Box, Kind, Line, Redaction, Word


def message_as_json(message: Message) -> str:
    """A message without its copies."""
    told = {
        "fields": _fields().dump_python(message.fields, mode="json"),
        "total": message.total,
        "legibility": message.legibility,
        "heading": [_passage(passage) for passage in message.heading],
        "readings": _readings().dump_python(message.readings, mode="json"),
        "witnesses": _witnesses().dump_python(message.witnesses, mode="json"),
    }
    return json.dumps(told, ensure_ascii=True)


def copy_as_json(copy: Copy) -> str:
    """A copy of a section with its text."""
    told = {
        "number": copy.number,
        "total": copy.total,
        "corrected": copy.corrected,
        "pages": list(copy.pages),
        "legibility": copy.legibility,
        "visible": copy.visible,
        "redactions": copy.redactions,
        "hidden": copy.hidden,
        "passages": [_passage(passage) for passage in copy.passages],
        "trailer": [_passage(passage) for passage in copy.trailer],
    }
    return json.dumps(told, ensure_ascii=True)


def as_message(release: str, name: str, document: int, told: str, copies: Sequence[str]) -> Message:
    """The message that `message_as_json` and `copy_as_json` wrote down."""
    values = json.loads(told)
    return Message(
        release=release,
        name=name,
        document=document,
        fields=_fields().validate_python(values["fields"]),
        total=values["total"],
        heading=_as_passages(values["heading"]),
        legibility=values["legibility"],
        copies=tuple(_as_copy(json.loads(copy)) for copy in copies),
        readings=_readings().validate_python(values["readings"]),
        witnesses=_witnesses().validate_python(values["witnesses"]),
    )


def _as_copy(values: dict[str, Any]) -> Copy:
    return Copy(
        **values
        | {
            "pages": tuple(values["pages"]),
            "passages": _as_passages(values["passages"]),
            "trailer": _as_passages(values["trailer"]),
        }
    )


def _as_passages(values: Sequence[dict[str, Any]]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            Block(each["text"], tuple(_as_part(part) for part in each["parts"]), each["heading"]),
            tuple(part[0] for part in each["parts"]),
        )
        for each in values
    )


def _passage(passage: Passage) -> dict[str, Any]:
    pairs = zip(passage.names, passage.block.parts, strict=True)
    return {
        "text": passage.block.text,
        "heading": passage.block.heading,
        "parts": [_part(name, part) for name, part in pairs if isinstance(part, Placed | Marked)],
    }


def _part(name: str, part: Part) -> list[Any]:
    box = [part.box.left, part.box.top, part.box.right, part.box.bottom]
    if isinstance(part, Marked):
        return [name, part.page, list(part.codes), str(part.redaction.kind), box]
    return [name, part.page, part.text, part.line.words[0].confidence, box]


def _as_part(values: Sequence[Any]) -> Part:
    name, page, said, how, corners = values
    box = Box(*corners)
    if isinstance(said, str):
        return Placed(page, Line((Word(said, box, how),)))
    outline = (
        (box.left, box.top),
        (box.right, box.top),
        (box.right, box.bottom),
        (box.left, box.bottom),
    )
    return Marked(name, page, Redaction(Kind(how), (box,), outline), tuple(said))


@cache
def _fields() -> TypeAdapter[Fields]:
    return TypeAdapter(Fields)


@cache
def _readings() -> TypeAdapter[tuple[Reading, ...]]:
    return TypeAdapter(tuple[Reading, ...])


@cache
def _witnesses() -> TypeAdapter[Witnesses]:
    return TypeAdapter(Witnesses)
