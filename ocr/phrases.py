"""What is printed in and beside redactions that is no code: phrases, from `phrases.toml`."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_TOLD: Mapping[str, list[dict[str, Any]]] = tomllib.loads(
    files("ocr").joinpath("phrases.toml").read_text(encoding="utf-8")
)


def _labels() -> dict[str, tuple[str, ...]]:
    labels: dict[str, tuple[str, ...]] = {}
    for label in _TOLD["label"]:
        labels[label["form"]] = (*labels.get(label["form"], ()), *label["phrases"])
    return labels


def _any_of(patterns: list[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def _spelt(phrase: str) -> str:
    """A phrase as it may be printed: blanks or hyphens between its words."""
    return r"[\s-]{1,2}".join(_in_either_case(word) for word in re.split(r"[\s-]", phrase))


def _in_either_case(word: str) -> str:
    return "".join(re.escape(c) if c.isascii() else f"[{c}{c.lower()}]" for c in word)


# Phrases in capitals by the form they stand for.
LABELS: Mapping[str, tuple[str, ...]] = _labels()
# Those that only say that something was withheld.
WITHHOLDING: tuple[str, ...] = tuple(p for told in _TOLD["withholding"] for p in told["phrases"])
# Where each is from.
SOURCES: tuple[str, ...] = tuple(told["source"] for kind in _TOLD.values() for told in kind)
# Said along with a code, and no code.
RIDER = re.compile(_any_of([p for told in _TOLD["rider"] for p in told["patterns"]]), re.IGNORECASE)
_FORMS = {
    **dict.fromkeys(WITHHOLDING, ()),
    **{phrase: (form,) for form, phrases in LABELS.items() for phrase in phrases},
}
_FORMS_BY_WORDS = {phrase.replace("-", " "): forms for phrase, forms in _FORMS.items()}
_BY_LENGTH = sorted(_FORMS, key=len, reverse=True)
# One of the phrases to the letter; none goes on as another word. Case is that of ASCII: in
# Unicode an I is an \u0130 too and a K the sign of kelvin, which no upper case turns back.
PHRASE = re.compile(rf"(?ai:{_any_of([_spelt(p) for p in _BY_LENGTH])})(?![\w-])")


def forms_of(printed: str) -> tuple[str, ...]:
    """What a phrase of the lists stands for: nothing when it only withholds."""
    return _FORMS_BY_WORDS[re.sub(r"[\s-]+", " ", printed).upper()]
