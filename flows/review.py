"""The review page: a release as people look at it, the scan beside its text.

One file that needs nothing else: styles, script and pictures are in it, and its
Content-Security-Policy forbids all others. What was read from a scan is text there,
whatever it looks like: the template escapes everything but our own style and script.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.own_pages import own, source_hash, template

# Words under this confidence are marked.
DOUBTFUL = 0.75  # 0-1
# Mean confidence of a page's words from which it counts as well, or fairly, read.
GOOD, FAIR = 0.9, 0.75  # 0-1
GRADES = ("good", "fair", "poor", "empty", "failed")
CHART = 280  # units wide
# Of a letter, in its size, on the average of codes and brackets.
LETTER_WIDTH = 0.6

Picture = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as shown; `doubt` says why it is marked, `corrected` by whom, else "".

    others   what else it was read as
    """

    text: str
    doubt: str = ""
    corrected: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a redaction at its place among them; `rule` says what stripped it, else "".

    boxes   of its words, each as left,top,right,bottom; "" for what cannot be corrected
    """

    id: str
    words: tuple[Word, ...]
    style: str
    rule: str
    box: tuple[int, ...]
    boxes: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A redaction on the scan.

    path    the boxes that cover it, as an SVG path
    codes   as they are written into it, at `place`, the corner of its widest box; "" when
            they do not fit
    """

    id: str
    kind: str
    path: str
    place: tuple[int, int]
    codes: str
    told: str


@dataclass(frozen=True, slots=True)
class PageView:
    """One page; `picture` is the source of an <img>, "" when there is none."""

    number: int
    dpi: int
    width: int
    height: int
    picture: str
    note: str
    grade: str
    legibility: str
    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A code of the chart, and how many redactions have it."""

    code: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the template shows."""

    name: str
    sha256: str
    version: str
    dpi: str
    facts: tuple[tuple[str, str], ...]
    codes: tuple[Bar, ...]
    cables: tuple[tuple[tuple[str, str], ...], ...]
    warnings: tuple[str, ...]
    pages: tuple[PageView, ...]

    @property
    def grades(self) -> tuple[tuple[str, int], ...]:
        """How many pages there are of each grade, for a legend of its colours."""
        counts = Counter(page.grade for page in self.pages)
        return tuple((grade, counts[grade]) for grade in GRADES if counts[grade])


def review_html(recorded: Mapping[str, Any], picture: Picture) -> str:
    """The page for a record (`release.json` as plain values).

    picture   gives the source of an <img> for a page by its number; "" for none
    """
    style, script = own("base.css") + own("review.css"), own("review.js")
    made: str = template("review.html").render(
        review=_review(recorded, picture),
        style=style,
        script=script,
        style_hash=source_hash(style),
        script_hash=source_hash(script),
    )
    return made


def _review(recorded: Mapping[str, Any], picture: Picture) -> Review:
    pages = recorded["pages"]
    return Review(
        name=recorded["source"]["name"],
        sha256=recorded["source"]["sha256"],
        version=recorded["made_by"]["readingroom"],
        dpi=", ".join(str(dpi) for dpi in sorted({page["dpi"] for page in pages})),
        facts=tuple(_facts(recorded)),
        codes=_bars(recorded["statistics"]["by_code"]),
        cables=tuple(
            tuple(_cable(document["cable"]))
            for document in recorded["documents"]
            if document["cable"]
        ),
        warnings=tuple(recorded["warnings"]),
        pages=tuple(_page(page, picture) for page in pages),
    )


def _facts(recorded: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told, release = recorded["statistics"], recorded["release"]
    yield "pages", f"{len(recorded['pages'])} of {recorded['source']['pages']}"
    yield "redactions", str(told["redactions"])
    yield "withheld", f"{told['text_share']:.1%} of the text, as estimated"
    if told["withheld_pages"]:
        yield "pages withheld", str(told["withheld_pages"])
    if told["withheld_paragraphs"]:
        yield "paragraphs withheld", str(told["withheld_paragraphs"])
    stripped = sum(line["role"] != "body" for page in recorded["pages"] for line in page["lines"])
    yield "lines stripped", str(stripped)
    corrections = recorded.get("corrections", {"applied": 0, "unapplied": ()})
    if corrections["applied"]:
        yield "corrections", str(corrections["applied"])
    if corrections["unapplied"]:
        yield "corrections left out", str(len(corrections["unapplied"]))
    for term in ("decision", "reviewer", "case_number", "document_number"):
        if release[term]:
            yield term.replace("_", " "), release[term]
    yield "sha256", recorded["source"]["sha256"]


def _cable(cable: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    mrn, sections = cable["mrn"], cable["sections"]
    if mrn:
        yield "number", " ".join(str(part) for part in mrn.values() if part is not None)
    for term in ("dtg", "precedence", "from", "classification", "subject", "signature"):
        if cable[term]:
            yield term, cable[term]
    if cable["tags"]:
        yield "tags", ", ".join(cable["tags"])
    yield "sections", f"{len(sections['present'])} of {sections['total'] or 'an unknown number'}"
    if sections["missing"]:
        yield "missing sections", ", ".join(str(number) for number in sections["missing"])
    for join in sections["joins"]:
        yield "join", f"section {join['after']} goes on with a {join['kind']}"


def _bars(by_code: Mapping[str, Any]) -> tuple[Bar, ...]:
    counts = {code: portion["redactions"] for code, portion in by_code.items()}
    most = max(counts.values(), default=1)
    return tuple(
        Bar(code, count, max(2, round(CHART * count / most))) for code, count in counts.items()
    )


def _page(page: Mapping[str, Any], picture: Picture) -> PageView:
    grade, legibility = _legibility(page)
    return PageView(
        number=page["number"],
        dpi=page["dpi"],
        width=page["width"],
        height=page["height"],
        picture=picture(page["number"]),
        note={"blank": "blank", "failed": f"failed: {page['reason']}"}.get(page["status"], ""),
        grade=grade,
        legibility=legibility,
        lines=tuple(_lines(page)),
        cuts=tuple(_cut(each, page["height"] // 80) for each in page["redactions"]),
    )


def _legibility(page: Mapping[str, Any]) -> tuple[str, str]:
    """How well a page was read: a name for its colour, and words."""
    confidences = [w["confidence"] for line in page["lines"] for w in line["words"]]
    if page["status"] == "failed":
        return "failed", "failed"
    if not confidences:
        return "empty", "no words"
    mean = sum(confidences) / len(confidences)
    grade = "good" if mean >= GOOD else "fair" if mean >= FAIR else "poor"
    return grade, f"{grade}, mean confidence {mean:.2f}"


def _lines(page: Mapping[str, Any]) -> Iterator[Line]:
    """Lines and redactions of a page, row by row and from left to right."""
    parts = [(line["box"], _line(line)) for line in page["lines"]]
    parts += [(cut["box"], _withheld(cut)) for cut in page["redactions"]]
    rows: list[list[tuple[Sequence[int], Line]]] = []
    for box, part in sorted(parts, key=lambda each: (each[0][1], each[0][0])):
        # A redaction may be many lines high; it stands on the row it starts on.
        if rows and box[1] < (rows[-1][0][0][1] + min(rows[-1][0][0][3], box[3])) / 2:
            rows[-1].append((box, part))
        else:
            rows.append([(box, part)])
    for row in rows:
        yield from (part for _, part in sorted(row, key=lambda each: each[0][0]))


def _line(line: Mapping[str, Any]) -> Line:
    stripped = line["role"] != "body"
    return Line(
        id=line["id"],
        words=tuple(_word(word) for word in line["words"]),
        style="stripped" if stripped else "body",
        rule=f"{line['role']}: {line['rule']}" if stripped else "",
        box=tuple(line["box"]),
        boxes=" ".join(",".join(map(str, word["box"])) for word in line["words"]),
    )


def _word(word: Mapping[str, Any]) -> Word:
    read = dict.fromkeys(reading["text"] for reading in word.get("readings", ()))
    seen = tuple(text for text in read if text and text != word["text"])
    if word.get("corrected"):
        last = word["corrected"][-1]
        said = f"corrected by {last['by']}, {last['at'][:10]}; read as {' or '.join(read)}"
        return Word(word["text"], corrected=said, others=seen)
    if word["confidence"] >= DOUBTFUL:
        return Word(word["text"])
    others = [
        f"{reading['text'] or 'nothing'} ({reading['reader']}, {reading['confidence']:.2f})"
        for reading in word.get("readings", ())
    ]
    doubt = "; ".join([f"confidence {word['confidence']:.2f}", *others])
    return Word(word["text"], doubt, others=seen)


def _withheld(cut: Mapping[str, Any]) -> Line:
    text = f"[{' '.join(('REDACTED', *cut['codes']))}]"
    return Line(cut["id"], (Word(text),), "withheld", "", ())


def _cut(cut: Mapping[str, Any], size: int) -> Cut:
    hidden = cut["hidden"]["lines"]
    codes: Sequence[str] = cut["codes"]
    told = (
        f"{cut['kind']} redaction, {', '.join(codes) or 'no code'}, "
        f"{hidden} {'line' if hidden == 1 else 'lines'}, certainty {cut['certainty']:.2f}"
    )
    path = "".join(f"M{left} {top}H{right}V{low}H{left}Z" for left, top, right, low in cut["bands"])
    widest = max(cut["bands"], key=lambda band: band[2] - band[0])
    written = ", ".join(codes)
    fitting = written if _fits(written, widest, size) else ""
    return Cut(cut["id"], cut["kind"], path, (widest[0], widest[1]), fitting, told)


def _fits(written: str, box: Sequence[int], size: int) -> bool:
    """Whether codes in letters of `size` pixels can be written into a redaction."""
    return box[2] - box[0] >= LETTER_WIDTH * size * len(written) and box[3] - box[1] >= size
