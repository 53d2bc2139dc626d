"""What a run shows in the Prefect UI: progress, a summary, the redactions, links.

Text from a scan is untrusted. Prefect's UI strips scripts from Markdown, and here
it goes into a fenced block whose fence it cannot close.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.library import shown
from flows.notices import Notices
from flows.output import TEXT
from ocr.page import Page

# Prefect would hand out coroutines where an event loop runs, as in convert-file.
SYNC: Any = {"_sync": True}
BEGINNING = 2000  # characters of the text that the summary shows


class Progress:
    """A bar that moves page by page; call it with each page that is done."""

    def __init__(self, name: str, notices: Notices) -> None:
        self._name, self._notices = name, notices
        self._done = self._told = 0
        self._artifact: UUID | None = None

    def __call__(self, page: Page, total: int) -> None:
        self._done += 1
        self._notices.put_up(lambda: self._tell(total))

    def _tell(self, total: int) -> None:
        if self._told == self._done:
            return  # pages that came while the server was slow are told at once
        self._told = self._done
        told = f"{self._name}: page {self._told} of {total}"
        share = 100.0 * self._told / total
        if self._artifact is None:
            made = create_progress_artifact(share, description=told, **SYNC)
            self._artifact = made if isinstance(made, UUID) else None
        else:
            update_progress_artifact(self._artifact, share, description=told, **SYNC)


def show(recorded: dict[str, Any], folder: Path, web: str = "") -> None:
    """Publish the summary of a converted release, its redactions and links to its outputs.

    recorded   its release.json; folder, where its outputs are
    web        URL of that folder where it can be seen in a browser; "" for none
    """
    create_markdown_artifact(_summary(recorded, folder), description="Summary", **SYNC)
    rows = [
        {"page": page["number"], "id": r["id"], "kind": r["kind"], "codes": " ".join(r["codes"])}
        for page in recorded["pages"]
        for r in page["redactions"]
    ]
    if rows:
        create_table_artifact(rows, description="Redactions", **SYNC)
    for name, link in links(folder, web):
        create_link_artifact(link, link_text=name, description=name, **SYNC)


def links(folder: Path, web: str) -> list[tuple[str, str]]:
    """The name and the URL of every file in `folder`.

    Without a `web` server these are file: URLs. A browser shows them and opens none from a
    page that came over the network, so they can only be copied.
    """
    base = web or folder.absolute().as_uri()
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    return [(name, f"{base}/{quote(name)}") for name in names]


def _summary(recorded: dict[str, Any], folder: Path) -> str:
    pages = recorded["pages"]
    failed = [page for page in pages if page["status"] == "failed"]
    redactions = sum(len(page["redactions"]) for page in pages)
    stripped = sum(line["role"] != "body" for page in pages for line in page["lines"])
    lines = [
        f"# {_inline(shown(recorded['source']['name']))}",
        "",
        "| pages | redactions | lines stripped | warnings |",
        "|---|---|---|---|",
        f"| {len(pages)} | {redactions} | {stripped} | {len(recorded['warnings'])} |",
        "",
        f"Outputs: {_inline(str(folder.absolute()))}",
        "",
        *(f"- page {page['number']} failed: {_inline(page['reason'])}" for page in failed),
        *(f"- {_inline(warning)}" for warning in recorded["warnings"]),
        "",
        _fenced((folder / TEXT).read_text("utf-8")[:BEGINNING]),
    ]
    return "\n".join(lines)


def _inline(text: str) -> str:
    """Untrusted text as inline code on one line."""
    return "`" + " ".join(text.split()).replace("`", "'").replace("|", "¦") + "`"


def _fenced(text: str) -> str:
    # A run of backticks as long as the fence would close it.
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(4, longest + 1)
    return f"{fence}\n{text}\n{fence}"
