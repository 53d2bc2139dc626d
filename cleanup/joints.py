"""How the text of one section goes on in the next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.model import Row
from cleanup.paragraphs import NUMBERED, starts_paragraph

REMARK = re.compile(r"^(BEGIN |END )?(SUMMARY|COMMENT|ACTION REQUEST|TEXT|FYI)\b")


@dataclass(frozen=True, slots=True)
class Joint:
    """How section `after` was joined to the next: "space", "hyphen" or "paragraph"."""

    after: int
    kind: str


def joint_kind(before: str, after: str, *, within: bool = False) -> str:
    """Whether text after a section break goes on in its word or sentence, or starts anew.

    A crosshead has no full stop but is followed by a numbered paragraph.

    within  paragraphs are numbered and text without a number goes on with the one above
    """
    if re.search(r"(?:^|\s)\d{1,2}\.$", before):  # a paragraph's number, cut off its text
        return "space"
    if starts_paragraph(after) or REMARK.match(after):
        return "paragraph"
    if re.search(r"[A-Za-z]-$", before) and re.match(r"[A-Za-z]", after):
        return "hyphen"
    ended = re.search(r"[.!?:][\"')]?$", before) is not None
    return "paragraph" if ended and not within else "space"


def within_paragraph(before: Sequence[Row], after: Sequence[Row]) -> bool:
    """Whether the text after goes on with a numbered paragraph: no number is left out."""
    above = next((n for row in reversed(before) if (n := _number(row)) is not None), None)
    below = next((n for row in after if (n := _number(row)) is not None), None)
    ended = re.search(r"[.!?:,][\"')]?$", after[0].text) is not None
    crosshead = len(after) > 1 and _number(after[1]) is not None and not ended
    return above is not None and below in (None, above + 1) and not crosshead


def _number(row: Row) -> int | None:
    found = NUMBERED.match(row.text)
    return int(found.group(1)) if found else None
