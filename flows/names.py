"""Paths as text that any database takes: their bytes, percent-encoded.

A file name is bytes; it need not be UTF-8, and PostgreSQL refuses what is not.
"""

import os
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes


def encoded(path: Path | str) -> str:
    """`path` as ASCII, slashes kept."""
    return quote(os.fsencode(path))


def decoded(text: str) -> str:
    """The path that `encoded` made `text` of."""
    # A sweep decodes every name of the inbox, and most are plain.
    return os.fsdecode(unquote_to_bytes(text)) if "%" in text else text
