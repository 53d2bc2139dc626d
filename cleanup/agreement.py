"""Fields as far as they agree, with the record of what was changed to make them so."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cleanup.fields import Fields, Repair
from cleanup.mrn import Mrn


@dataclass(frozen=True, slots=True)
class Agreed:
    """The fields of a message, what was repaired in them, and what contradicts itself.

    corrected   words of its heading that a person has put right
    """

    fields: Fields
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    corrected: frozenset[str] = frozenset()


def put_right(told: Agreed, name: str, value: object, evidence: str) -> Agreed:
    """A field with another value, on record; what a person put right stays as it is."""
    read = getattr(told.fields, name)
    if read == value:
        return told
    # Of the words that would go; one that both have, `THE`, keeps no others.
    if (field_words(_said(read)) - field_words(_said(value))) & told.corrected:
        return warned(told, f"{name} stays as a person corrected it; {evidence}: {_said(value)}")
    repair = Repair(name, _said(read), _said(value), evidence)
    # Every field is named above by its own name; the value is of its type.
    fields = replace(told.fields, **{name: value})  # type: ignore[arg-type]
    return replace(told, fields=fields, repairs=(*told.repairs, repair))


def warned(told: Agreed, warning: str) -> Agreed:
    return replace(told, warnings=(*told.warnings, warning))


def _said(value: object) -> str:
    if isinstance(value, Mrn):
        return " ".join(str(part) for part in (value.year or "", value.post, value.number) if part)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def field_words(text: str) -> frozenset[str]:
    """The words of a field, without what stands around them and zeros before a number."""
    return frozenset(word.strip(".,:;").lstrip("0") for word in text.split())


Value = TypeVar("Value", bound=Hashable)


def weightiest(votes: Iterable[tuple[Value, float]]) -> Value | None:
    """The value with the most weight; the first one unless another has more."""
    weights: dict[Value, float] = {}
    for value, weight in votes:
        weights[value] = weights.get(value, 0.0) + weight
    # A hair of rounding decides nothing.
    return max(weights, key=lambda value: round(weights[value], 6), default=None)


def majority(values: Sequence[Value]) -> Value | None:
    """The value that most say; the first one unless another is said more often."""
    counts = Counter(values)
    return max(values, key=lambda value: counts[value], default=None)
