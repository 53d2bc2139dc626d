"""What a conversion depends on, in twelve hex digits.

Two conversions of the same bytes under the same fingerprint write the same text.
Whatever can change the text goes in: settings, our own stages, Tesseract and its
data, poppler. The version number alone would not do: it stays while code changes.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flows.rules_folder import rules_fingerprint
from flows.settings import Settings
from ocr import poppler, recognizer, tesseract

STAGES = ("ocr", "cleanup", "flows/record.py", "flows/convert.py")


def settings_fingerprint(settings: Settings) -> str:
    """Twelve hex digits that change with every setting that changes the output."""
    return _digits(_telling(settings))


def tools(language: str) -> dict[str, str]:
    """The outside programs in use and Tesseract's data; raises MissingTool.

    Asks the programs themselves each time, so it is worth asking once.
    """
    return {
        "tesseract": tesseract.version(),
        "tesseract_data": tesseract.data_fingerprint(language),
        "poppler": poppler.version(),
    }


def fingerprint(settings: Settings, using: Mapping[str, str] | None = None) -> str:
    """The fingerprint of conversions on this machine; raises MissingTool.

    using   what `tools` said, when it was asked already
    """
    asked = using or tools(settings.language)
    made_with = {"code": code(), "second_reader": recognizer.version()}
    return _digits(_telling(settings) | made_with | dict(asked))


def _telling(settings: Settings) -> dict[str, object]:
    return {
        "language": settings.language,
        "dpi": settings.dpi,
        "max_pixels": settings.max_pixels,
        "pages": settings.pages,
        "text_layer": settings.text_layer,
        "rules": rules_fingerprint(settings.rules),
        "layout": settings.layout,
    }


def _digits(told: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]


@cache
def code() -> str:
    """A checksum of the source of every stage."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for stage in STAGES:
        place = root / stage
        sources = [*place.rglob("*.py"), *place.rglob("*.toml")] if place.is_dir() else [place]
        for source in sorted(sources):
            digest.update(source.relative_to(root).as_posix().encode() + source.read_bytes())
    return digest.hexdigest()
