"""What `readingroom compare` prints: for people, and one object for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from cleanup.alternates import Differences, Finding
from cleanup.pairing import Pair
from cleanup.versions import ShownWord, Version, Withheld
from flows.compare import Compared
from flows.library import shown as printable

SCHEMA = "readingroom/compare/1"


def as_json(compared: Sequence[Compared]) -> dict[str, Any]:
    """All comparisons as plain values; docs/compare.md explains them."""
    return {"schema": SCHEMA, "comparisons": [_comparison(each) for each in compared]}


def _comparison(compared: Compared) -> dict[str, Any]:
    return {
        "a": {"name": compared.a.name, "sha256": compared.a.sha256},
        "b": {"name": compared.b.name, "sha256": compared.b.sha256},
        "pairs": [_pair(pair, found) for pair, found in compared.pairs],
        "alone_a": [_named(version) for version in compared.alone_a],
        "alone_b": [_named(version) for version in compared.alone_b],
    }


def _pair(pair: Pair, found: Differences) -> dict[str, Any]:
    return {
        "by": pair.by,
        "likeness": round(pair.likeness, 3),
        "doubt": pair.doubt or None,
        "a": _named(pair.a),
        "b": _named(pair.b),
        "withheld_by_a": [_finding(each) for each in found.by_a],
        "withheld_by_b": [_finding(each) for each in found.by_b],
        "withheld_by_both": [{"a": _cuts(each.a), "b": _cuts(each.b)} for each in found.both],
        "only_in_a": [_words(words) for words in found.only_a],
        "only_in_b": [_words(words) for words in found.only_b],
    }


def _named(version: Version) -> dict[str, Any]:
    return {
        "document": version.number,
        "pages": list(version.pages),
        "mrn": mrn_text(version) or None,
        "title": version.title or None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "redactions": _cuts(finding.redactions),
        "aligned": finding.aligned,
        "anchors": list(finding.anchors),
        "certainty": finding.certainty,
        "shown": _words(finding.words) | {"text": finding.text} if finding.words else None,
    }


def _cuts(cuts: Sequence[Withheld]) -> list[dict[str, Any]]:
    return [
        {"id": cut.id, "page": cut.page, "codes": list(cut.codes), "characters": cut.characters}
        for cut in cuts
    ]


def _words(words: Sequence[ShownWord]) -> dict[str, Any]:
    lines = {word.line: word.page for word in words}
    return {
        "text": " ".join(word.text for word in words),
        "lines": [{"page": page, "id": line} for line, page in lines.items()],
        "confidence": round(sum(word.confidence for word in words) / len(words), 3),
    }


def mrn_text(version: Version) -> str:
    """The message number as cables cite it, "76 KELMAR 2317"; empty without one."""
    if not version.mrn:
        return ""
    year, post, number = version.mrn
    return " ".join(str(part) for part in (year, post, number) if part is not None)


def as_text(compared: Sequence[Compared]) -> str:
    """Text for people; what comes from scans cannot steer the terminal."""
    return "".join(f"{printable(line)}\n" for each in compared for line in _lines(each))


def _lines(compared: Compared) -> Iterator[str]:
    yield f"A: {compared.a.name}"
    yield f"B: {compared.b.name}"
    for pair, found in compared.pairs:
        yield from _pair_lines(pair, found)
    if not compared.pairs:
        yield "no document of A is a release of one of B"
    for name, alone in (("A", compared.alone_a), ("B", compared.alone_b)):
        for version in alone:
            yield f"only in {name}: {_heading(version)}"


def _heading(version: Version) -> str:
    said = mrn_text(version) or version.title or "untitled"
    return f"{said} (document {version.number}, {_pages(version.pages)})"


def _pages(pages: Sequence[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]}"
    return f"pages {pages[0]}-{pages[-1]}" if pages else "no page"


def _pair_lines(pair: Pair, found: Differences) -> Iterator[str]:
    yield ""
    yield f"{_heading(pair.a)} = {_heading(pair.b)}: by {pair.by}, likeness {pair.likeness:.2f}"
    if pair.doubt:
        yield f"  doubted: {pair.doubt}"
    yield from _finding_lines("A", "B", found.by_a)
    yield from _finding_lines("B", "A", found.by_b)
    for each in found.both:
        yield f"  withheld by both: A {_cut_names(each.a)}; B {_cut_names(each.b)}"
    for name, texts in (("A", found.only_a), ("B", found.only_b)):
        for words in texts:
            where = ", ".join(dict.fromkeys(word.line for word in words))
            yield f"  only in {name}, under no redaction ({where}): {_said(words)}"
    if found == Differences():
        yield "  nothing is withheld by one that the other shows"


def _finding_lines(one: str, other: str, findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"  {one} withholds {_cut_names(finding.redactions)}"
        left, right = finding.anchors
        if not finding.aligned:
            yield f"    not aligned (anchors {left} + {right}), so nothing is told"
        elif not finding.words:
            yield f"    {other} shows no word there"
        else:
            lines = ", ".join(dict.fromkeys(word.line for word in finding.words))
            yield f"    {other} shows ({lines}): {finding.text}"
            yield (
                f"    certainty {finding.certainty:.2f}, anchors {left} + {right}, "
                f"words read with confidence {finding.confidence:.2f}"
            )


def _cut_names(cuts: Sequence[Withheld]) -> str:
    return ", ".join(" ".join((cut.id, *cut.codes)) for cut in cuts)


def _said(words: Sequence[ShownWord]) -> str:
    return " ".join(word.text for word in words)
