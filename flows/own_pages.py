"""What the pages that we write for browsers share: templates, styles, scripts.

A page is one file: its style and script are in it, named in its Content-Security-Policy by
their hashes, and everything that is put into a template is escaped.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


@cache
def own(name: str) -> str:
    """A style or a script of ours."""
    return (TEMPLATES / name).read_text("utf-8")


def template(name: str) -> Any:
    """A template that escapes everything that is put into it."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template(name)


def source_hash(text: str) -> str:
    """A style or script as a Content-Security-Policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(digest).decode()
