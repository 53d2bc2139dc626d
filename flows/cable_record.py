"""`cable.json`: an assembled cable as plain values.

docs/assembly.md explains it and docs/cable.schema.json is its contract. Like
`release.json` it holds no time, host or path.
"""

import json
from typing import Any

from cleanup.assembly import Assembled, Span
from cleanup.choice import Copied
from cleanup.held import Message, Passage
from cleanup.same_cable import Group
from flows.record_documents import cable_values

SCHEMA = "readingroom/cable/1"
SECTIONS = ("total", "present", "missing", "joins")
DEEPEST = 2  # what is further inside stands on one line: a source, a span


def cable_record(group: Group, assembled: Assembled) -> dict[str, Any]:
    """Everything that is known of a cable, ready for JSON."""
    values = cable_values(assembled.cable)
    taken = [copied for _, copied in sorted(assembled.choice.taken.items())]
    return {
        "schema": SCHEMA,
        **values,
        "text": assembled.text,
        "sections": {
            **{name: values["sections"][name] for name in SECTIONS},
            "sources": [_source(copied) for copied in taken],
            "duplicates": [_source(copied) | {"why": why} for copied, why in assembled.choice.left],
        },
        "provenance": [_span(span) for span in assembled.spans],
        "stripped": [_stripped(*each) for each in assembled.stripped],
        "warnings": [*group.warnings, *assembled.warnings],
    }


def as_lines(value: Any, indent: int = 0) -> str:
    """JSON with a value a line, down to those that hold only plain ones.

    A cable has hundreds of spans; `json` itself writes each over ten lines, and takes its
    time for it.
    """
    values = list(value.values()) if isinstance(value, dict) else value
    plain = not isinstance(value, dict | list) or not any(
        isinstance(each, dict | list) for each in values
    )
    if plain or indent > DEEPEST:
        return json.dumps(value, ensure_ascii=False)
    names = [f"{json.dumps(name)}: " if isinstance(value, dict) else "" for name in value]
    pad = " " * (indent + 1)
    inside = (pad + name + as_lines(v, indent + 1) for name, v in zip(names, values, strict=True))
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n" + ",\n".join(inside) + f"\n{' ' * indent}{last}"


def as_release(name: str) -> str:
    """The name of a release that any program can read."""
    return name.encode("utf-8", "replace").decode()


def _source(copied: Copied) -> dict[str, Any]:
    copy = copied.copy
    return {
        "section": copied.number,
        "total": copy.total or None,
        "release": as_release(copied.message.name),
        "sha256": copied.message.release,
        "document": copied.message.document,
        "pages": list(copy.pages),
        "corrected": copy.corrected,
        "legibility": copy.legibility,
        "redactions": copy.redactions,
        "hidden_characters": copy.hidden,
    }


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, **_from(span.message, span.page, span.names)}


def _stripped(message: Message, passage: Passage) -> dict[str, Any]:
    return {"text": passage.block.text, **_from(message, passage.page, passage.names)}


def _from(message: Message, page: int, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "release": as_release(message.name),
        "sha256": message.release,
        "page": page,
        "from": list(names),
    }
