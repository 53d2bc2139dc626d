"""What the releasing agency printed on a release, read from its furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cleanup.codes import printed_list
from cleanup.model import Placed, Role
from ocr.exemptions import in_order


@dataclass(frozen=True, slots=True)
class ReleaseStamp:
    """The decision and its marks; "" or () where nothing was printed or read."""

    decision: str
    codes: tuple[str, ...]
    reviewer: str
    case_number: str
    document_number: str


def read_release(placed: Sequence[Placed]) -> ReleaseStamp:
    """Decision, codes, reviewer and numbers from stamps and release headers."""
    stamps = [p for p in placed if p.role in (Role.STAMP, Role.RELEASE_HEADER)]
    decision = next((p.text for p in stamps if p.rule == "decision"), "")
    codes = {
        c for p in stamps if p.rule in ("decision", "release-codes") for c in printed_list(p.text)
    }
    texts = [p.text for p in stamps]
    return ReleaseStamp(
        decision=" ".join(re.findall(r"in (?:part|full)", decision.lower())),
        codes=in_order(codes),
        reviewer=_first(r"REV\w+ AUTHORITY\W+(.+)$", texts),
        case_number=_first(r"Case N\w*\W*((?:F|FL|M)-?\d{4}-?\d{4,6})", texts),
        document_number=_first(r"\b(C\d{8})\b", texts)
        or _first(r"(CIA-RDP[\w-]+)", texts)
        or _first(r"Doc.?d\W{0,2}(\d{6,9})", texts),
    )


def _first(pattern: str, texts: Sequence[str]) -> str:
    """The value most pages agree on: one misread header must not decide."""
    found = [m.group(1).strip() for text in texts if (m := re.search(pattern, text))]
    return max(dict.fromkeys(found), key=found.count, default="")
