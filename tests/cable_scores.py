"""A cable as it was put together, judged against the truth about it.

    Found   what came out, from a document in memory or from a `cable.json`
    Fault   one thing that is wrong, with a cause to group by and a detail to look at

Words are aligned one by one, so that a misread letter is no fault of putting together;
fields have to be exact.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.documents import Document

Facts = Mapping[str, Any]
NOTE = re.compile(r"\[(?:REDACTED|MISSING SECTION|PARAGRAPH \d+ WITHHELD)[^\]]*\]")
ALIKE = 50  # of 100: words less alike than this are not the same word misread
THE_SAME = 65  # of 100: letters of two texts of one cable, of which a section may be missing
IN_PLACE = 0.6  # share of a section's words that have to be found in order
FIELDS = ("mrn", "dtg", "tags", "subject")
OTHERS = ("precedence", "from", "to", "info", "classification", "references", "signature")


@dataclass(frozen=True, slots=True)
class Found:
    """What came out; `fields` has the names of `cable` in release.json."""

    fields: Facts
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    cause: str
    detail: str


def of_document(document: Document) -> Found | None:
    """A cable of a cleaned release; None when the document is none."""
    if document.cable is None:
        return None
    fields, sections = document.cable.fields, document.cable.sections
    mrn = fields.mrn
    references = getattr(fields, "references", ())
    found = {
        "mrn": {"year": mrn.year, "post": mrn.post, "number": mrn.number} if mrn else None,
        "dtg": fields.dtg,
        "tags": list(fields.tags),
        "subject": fields.subject,
        "precedence": fields.precedence,
        "from": fields.sender,
        "to": list(fields.to),
        "info": list(fields.info),
        "classification": fields.classification,
        "references": [{"post": r.post, "number": r.number} for r in references],
        "signature": document.cable.signature,
        "sections": {
            "total": sections.total,
            "present": list(sections.present),
            "missing": list(sections.missing),
        },
        "withheld_paragraphs": list(document.cable.withheld_paragraphs),
    }
    return Found(found, document.text)


def of_json(written: Facts) -> Found:
    """A cable of `cables/<year>-<POST>-<number>/cable.json`."""
    facts = written.get("cable") or written
    return Found({**facts, "references": facts.get("references") or []}, written["text"])


def best_of(found: Sequence[Found], truth: Facts) -> Found | None:
    """The one that is this cable: by its number, or by what it says."""
    same = [f for f in found if _value(f.fields, "mrn") == _value(truth, "mrn")]
    if same:
        return same[0]
    alike = {n: fuzz.ratio(f.text, truth["text"]) for n, f in enumerate(found)}
    best = max(alike, key=lambda n: alike[n], default=None)
    return found[best] if best is not None and alike[best] > THE_SAME else None


def judge(found: Found | None, truth: Facts) -> Iterator[Fault]:
    """All that is wrong with a cable."""
    if found is None:
        yield Fault("grouping: no such cable", f"{truth['mrn']}")
        return
    yield from _judge_sections(found, truth)
    for name in (*FIELDS, *OTHERS):
        said, true = _value(found.fields, name), _value(truth, name)
        if said != true and truth[name] is not None:
            yield Fault(f"field {name}", f"{said!r} is {true!r}")
    aligned = Aligned(found.text, truth)
    yield from aligned.faults()
    withheld = list(found.fields["withheld_paragraphs"])
    if withheld != truth["withheld_paragraphs"]:
        yield Fault("withheld", f"{withheld} is {truth['withheld_paragraphs']}")


def _judge_sections(found: Found, truth: Facts) -> Iterator[Fault]:
    said, true = found.fields["sections"], truth["sections"]
    for name in ("total", "present", "missing"):
        if said[name] != true[name]:
            yield Fault(f"sections {name}", f"{said[name]} is {true[name]}")
    for number in true["missing"]:
        note = f"[MISSING SECTION {number} OF {true['total']}]"
        if note not in found.text:
            yield Fault("sections: no note", note)


def _value(facts: Facts, name: str) -> Any:
    value: Any = facts.get(name)
    if name == "mrn":
        return (value["year"], value["post"].upper(), value["number"]) if value else None
    if name == "references":
        return sorted((each["post"].upper(), each["number"]) for each in value or ())
    if name == "classification":
        return "UNCLASSIFIED" if value == "UNCLAS" else value
    return " ".join(value.split()) if isinstance(value, str) else value


class Aligned:
    """The words of a text beside the true ones.

    places  for each true word the place of its word in the text, or None
    """

    def __init__(self, text: str, truth: Facts) -> None:
        self.truth = truth
        self.said, self.opens = _words(text)
        heading = " ".join(truth["heading"]).split()
        body, _ = _words(truth["text"])
        self.true = heading + body
        self.start = len(heading)
        self.places: list[int | None] = [None] * len(self.true)
        for op in Levenshtein.opcodes(self.true, self.said):
            if op.tag in ("equal", "replace"):
                for a, b in zip(
                    range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True
                ):
                    if op.tag == "equal" or fuzz.ratio(self.true[a], self.said[b]) >= ALIKE:
                        self.places[a] = b

    def faults(self) -> Iterator[Fault]:
        yield from self._left_in()
        yield from self._lost()
        yield from self._out_of_place()
        for join in self.truth["sections"]["joins"]:
            yield from self._judge_join(join)

    def _left_in(self) -> Iterator[Fault]:
        """Runs of words that are in the text and should not be."""
        right = {place for place in self.places if place is not None}
        first = next((p for p in self.places[self.start :] if p is not None), 0)
        last = max(right, default=0)
        for start, end in _runs(n for n in range(len(self.said)) if n not in right):
            run = " ".join(self.said[start:end])
            around = " ".join(self.said[max(0, start - 4) : start])
            allowed = "either" if end <= first else "trailer" if start > last else ""
            excused = allowed and _is_part(run, " ".join(self.truth[allowed]))
            if not excused and len(re.sub(r"\W", "", run)) > 2:
                where = "heading" if end <= first else "text"
                yield Fault(f"left in the {where}", f"...{around} >>{run}<<")

    def _lost(self) -> Iterator[Fault]:
        for start, end in _runs(n for n, place in enumerate(self.places) if place is None):
            run = " ".join(self.true[start:end])
            if end - start > 1 or len(run) > 5:
                where = "heading" if end <= self.start else "text"
                yield Fault(f"lost from the {where}", run)

    def _out_of_place(self) -> Iterator[Fault]:
        starts = [*(self.start + n for n in self.truth["starts"]), len(self.true)]
        present = self.truth["sections"]["present"]
        for section, start, end in zip(present, starts, starts[1:], strict=False):
            own = self.places[start:end]
            if own and sum(place is not None for place in own) < IN_PLACE * len(own):
                yield Fault("sections out of place", f"section {section}")

    def _judge_join(self, join: Facts) -> Iterator[Fault]:
        at = self.start + join["word"]
        after, before = self.places[at], self.places[at - 1]
        kind = join["kind"] + (" at a sentence's end" if join["at_sentence_end"] else "")
        quoted = f"{join['before_text']} | {join['after_text']}"
        if join["kind"] == "hyphen":
            whole = self.said[after] if after is not None else "nothing"
            if fuzz.ratio(whole, self.true[at]) < 75 or ("-" in whole) != ("-" in self.true[at]):
                kept = "kept" if join["keeps_hyphen"] else "dropped"
                yield Fault(f"join: hyphen to be {kept}", f"{whole} is {self.true[at]}: {quoted}")
        elif after is None or before is None:
            yield Fault(f"join: {kind}, words not found", quoted)
        elif (join["kind"] == "paragraph") != (after in self.opens):
            came = "a paragraph" if after in self.opens else "a space"
            yield Fault(f"join: {kind}, came out as {came}", quoted)
        elif join["kind"] == "space" and after != before + 1:
            yield Fault("join: words between", " ".join(self.said[before : after + 1]))


def _words(text: str) -> tuple[list[str], set[int]]:
    """Words without notes, and the places of those that open a paragraph."""
    words: list[str] = []
    opens: set[int] = set()
    for paragraph in re.split(r"\n\s*\n", text):
        own = NOTE.sub(" ", paragraph).split()
        if own:
            opens.add(len(words))
        words += own
    return words, opens


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end


def _is_part(run: str, whole: str) -> bool:
    return bool(whole) and fuzz.partial_ratio(run, whole) >= 80
