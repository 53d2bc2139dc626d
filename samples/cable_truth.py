"""The truth about a generated cable, ready for JSON; samples/README.md describes it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from samples.cable_message import PRECEDENCE, Message
from samples.cable_text import Passage
from samples.script import BODY, Typed

if TYPE_CHECKING:
    from samples.cable_deliveries import File

QUOTED = 6  # words on either side of a join


def cable_truth(
    message: Message, present: Sequence[int], files: Sequence["File"], cable: int
) -> dict[str, Any]:
    """What a reader should find in the files that hold cable number `cable`."""
    missing = [n for n in range(1, message.total + 1) if n not in present]
    return {
        "era": message.era,
        "numbering": numbering(message),
        "mrn": {
            "year": message.sent.year,
            "post": message.post.name,
            "number": message.number,
        },
        "dtg": f"{message.sent:%Y-%m-%dT%H:%M:00Z}",
        "precedence": PRECEDENCE[message.precedence].lower(),
        "from": message.from_line,
        "to": list(message.action),
        "info": list(message.info),
        "tags": list(message.tags),
        "subject": message.subject,
        # A form names its level in no field; the banners are those of the page.
        "classification": None if message.era == "form" else message.level,
        "references": [{"post": post, "number": n} for _, post, n in message.references],
        "signature": message.signature,
        "sections": {
            "total": message.total,
            "present": list(present),
            "missing": missing,
            "sources": [
                {
                    "file": file.name,
                    "section": held.section,
                    "pages": list(held.pages),
                    "corrected": held.corrected,
                }
                for file in files
                for held in file.holds
                if held.cable == cable
            ],
            "joins": joins(message, present),
        },
        "withheld_paragraphs": withheld(message, present),
        "starts": [words_before(message, present, n) for n in present],
        "text": "\n\n".join(paragraphs(message, present)) + "\n",
        **typed_rows(files, cable),
    }


def numbering(message: Message) -> str:
    """Which style of numbering its sections have, to group failures by."""
    if message.total == 1:
        return "one section"
    if message.era == "combined":
        return "START OF SECTION"
    style = message.number % 5
    if style == 0:
        return "FINAL SECTION OF n"
    if style == 1 and message.era != "separate":
        return "SECTION ONE OF TWO"
    return "SECTION 01 OF 02" if style in (2, 3) else "SECTION 1 OF 2"


def joins(message: Message, present: Sequence[int]) -> list[dict[str, Any]]:
    """How each section goes on in the next one, where both are there.

    `word` is the place of the first word after the join among the words of the text,
    notes in brackets not counted; of a parted word, the place of the whole.
    """
    found = []
    for after in range(1, message.total):
        if after not in present or after + 1 not in present:
            continue
        before = [w for p in message.sections[after - 1] for w in p.words]
        first = message.sections[after][0]
        words = [w for p in message.sections[after] for w in p.words]
        parted = first.follows.startswith("hyphen")
        found.append(
            {
                "after": after,
                "kind": "hyphen" if parted else first.follows,
                "keeps_hyphen": first.follows == "hyphen-kept",
                "at_sentence_end": first.follows == "space" and before[-1][-1] in ".:",
                "before_text": " ".join(before[-QUOTED:]),
                "after_text": " ".join(words[:QUOTED]),
                "word": words_before(message, present, after + 1) - parted,
            }
        )
    return found


def words_before(message: Message, present: Sequence[int], section: int) -> int:
    """How many words of the text stand before a section; notes are none."""
    return len(_words(paragraphs(message, [n for n in present if n < section])))


def withheld(message: Message, present: Sequence[int]) -> list[int]:
    """Numbers of the paragraphs that are blacked out as a whole."""
    return [p.withheld for n in present for p in message.sections[n - 1] if p.withheld]


def paragraphs(message: Message, present: Sequence[int]) -> list[str]:
    """Paragraphs without what is blacked out; what is missing is named."""
    out: list[str] = []
    for number in range(1, message.total + 1):
        if number not in present:
            out.append(f"[MISSING SECTION {number} OF {message.total}]")
            continue
        for n, passage in enumerate(message.sections[number - 1]):
            _add(out, passage, joined=bool(out) and (n > 0 or number - 1 in present))
    return out


def _add(out: list[str], passage: Passage, *, joined: bool) -> None:
    text = " ".join(passage.words)
    if passage.withheld:
        out.append(f"[PARAGRAPH {passage.withheld} WITHHELD]")
    elif not joined or passage.follows == "paragraph":
        out.append(text)
    elif passage.follows == "space":
        out[-1] += f" {text}"
    else:
        kept = passage.follows == "hyphen-kept"
        out[-1] = (out[-1] if kept else out[-1].removesuffix("-")) + text


def _words(texts: Sequence[str]) -> list[str]:
    return [word for text in texts if not text.startswith("[") for word in text.split()]


def typed_rows(files: Sequence["File"], cable: int) -> dict[str, list[str]]:
    """What else was typed, by what should become of it.

    heading    kept, of the first section that is there
    either     may be kept or not: form titles, distribution boxes
    trailer    kept behind the text or not at all
    furniture  running lines, markers, headings of later sections: not in the text
    """
    owned = [(block, section) for file in files for block, of, section in file.owned if of == cable]
    first = min(section for _, section in owned)
    rows: dict[str, list[str]] = {"heading": [], "either": [], "trailer": [], "furniture": []}
    for block, section in owned:
        for span in block.spans:
            role = span.role if isinstance(span, Typed) else BODY
            if isinstance(span, Typed) and role != BODY:
                rows[_place(role, section == first)].append(span.text)
    kept = set(rows["heading"])
    rows["furniture"] = [row for row in rows["furniture"] if row not in kept]
    return {place: list(dict.fromkeys(said)) for place, said in rows.items()}


def _place(role: str, first: bool) -> str:
    if role == "trailer" or (role == "form-title" and first):
        return "trailer" if role == "trailer" else "either"
    return "heading" if role == "heading" and first else "furniture"
