"""Generated pages with every kind of redaction, their look-alikes and the exact truth.

    paper:  words ─► weak ink ─► look-alikes ─► redactions ─► skew ─► dirt, blur, grain
    scan:   ─► redactions by software ─► release line ─► 1-bit, or JPEG

A page has its redactions on the paper, slanted with it, or on the scan, level.
Boxes of the truth are on the image, the outer edge of what was inked.
"""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from samples.canvas import BLACK, WHITE, Canvas, Sort, corners
from samples.damage import turned, turned_point, weakened
from samples.excisions import Excision, choose, free_rows
from samples.look_alike_marks import ON_PAGE, ON_ROWS
from samples.look_alikes import BLOCKS
from samples.made_page import MadePage, write
from samples.page_plan import Plan, plan_page
from samples.page_truth import Inked, clipped, truth, words
from samples.redaction_labels import Label, print_beside, print_inside
from samples.redaction_styles import paint
from samples.scanned import scan_paper, stored
from samples.screens import Screen
from samples.typed_page import Typed, set_page
from samples.typeset import Rect

HIDDEN = ("marker",)  # kinds through which letters may show: they are typed below it


def write_pages(out: Path, pages: int, seed: int, kind: str | None = None) -> Iterator[Path]:
    """Write `redacted-SEED-NUMBER.png` and its `.truth.json` for each page; yields the PNGs."""
    for number in range(1, pages + 1):
        page = make_page(seed, number, kind)
        yield write(page, out, f"redacted-{seed}-{number:04}")


def make_page(seed: int, number: int, kind: str | None = None) -> MadePage:
    """One page, the same for the same seed, number and kind. Raises MissingFontError."""
    rng = np.random.default_rng([seed, number, 0 if kind is None else 1])
    plan = plan_page(number, rng, kind)
    size = round(plan.width * plan.dpi), round(plan.height * plan.dpi)
    screen = list(Screen)[int(rng.integers(0, len(Screen)))]
    canvas = Canvas(Image.new("L", size, 255), plan.dpi, plan.scanner.sort, rng, screen)
    typed = set_page(plan, rng)
    excisions = choose(plan, typed, canvas)
    _type(canvas, typed, excisions)
    _furniture(canvas, plan, number)
    _wear_ink(canvas, plan)
    others = _look_alikes(canvas, plan, typed, excisions)
    inked: list[Inked] = []
    labels: list[tuple[Label, bool]] = []
    if not plan.software:
        inked, labels = _redact(canvas, typed, excisions)
    scan_paper(canvas, plan.scanner)
    inked = [_turned_ink(i, plan.skew, size) for i in inked]
    labels = [(_turned_label(label, plan.skew, size), inside) for label, inside in labels]
    if plan.software:
        level = [_levelled(e, plan.skew, size) for e in excisions]
        inked, labels = _redact(canvas, typed, level)
    if plan.released:
        _release_line(canvas)
    image = stored(canvas, plan.jpeg)
    facts = truth(plan, image, inked, labels, words(plan, typed, inked, size))
    facts["look_alikes"] = [
        {"box": clipped(turned(box, plan.skew, size), size), "what": what} for what, box in others
    ]
    return MadePage(image, {"number": number, "seed": seed, **facts})


def _type(canvas: Canvas, typed: Typed, excisions: Iterable[Excision]) -> None:
    """Words that stay, and those under felt-tip; under all else there is no text."""
    gone = {p for e in excisions if e.style.kind not in HIDDEN for p in e.region.hidden}
    for n, row in enumerate(typed.rows):
        for m, word in enumerate(row.words):
            if (n, m) not in gone:
                canvas.text(word.text, (word.left, word.baseline), typed.setting.font)


def _furniture(canvas: Canvas, plan: Plan, number: int) -> None:
    """A banner above and below, where boxes may stand over it, and the page's number."""
    if not plan.banner:
        return
    middle, font = canvas.width / 2, canvas.font("sans-bold", 0.2)
    for y in (0.5, plan.height - 0.4):
        box = canvas.text(plan.banner, (middle, y * canvas.dpi), font, BLACK, anchor="ms")
        if plan.struck:
            rule = (box[1] + box[3]) / 2
            canvas.stroke([(box[0] - 9, rule + 1), (box[2] + 9, rule - 1)], 0.022 * canvas.dpi)
    at = middle, (plan.height - 0.68) * canvas.dpi
    canvas.text(f"-{number}-", at, canvas.font("courier", 0.16), BLACK, anchor="ms")


def _wear_ink(canvas: Canvas, plan: Plan) -> None:
    """Weaken what is typed, then make the paper able to show colours."""
    page = weakened(canvas.image, plan.scanner.wear.uneven, plan.dpi, canvas.rng)
    canvas.image = page.convert("RGB") if canvas.sort is Sort.COLOUR else page


def _look_alikes(
    canvas: Canvas, plan: Plan, typed: Typed, excisions: list[Excision]
) -> list[tuple[str, Rect]]:
    found = [(name, BLOCKS[name][0](canvas, box)) for name, box in typed.rooms]
    rows = free_rows(typed.rows, excisions)
    order = canvas.rng.permutation(len(rows))
    for name, n in zip(plan.marks, order, strict=False):
        if not (name == "highlighter" and canvas.sort is Sort.BITONAL):
            found.append((name, ON_ROWS[name](canvas, rows[n])))
    for name in plan.dirt:
        found += [(name, box) for box in ON_PAGE[name](canvas)]
    if plan.scanner.wear.edges:
        found += [("copier edge", box) for box in _copier_edges(canvas)]
    return found


def _copier_edges(canvas: Canvas) -> list[Rect]:
    """Where `damage.soil` leaves the border of an open lid, on the image."""
    deep = 0.07 * canvas.dpi
    across, down = float(canvas.width), float(canvas.height)
    return [(0.0, 0.0, across, deep), (across - 0.16 * canvas.dpi, 0.0, across, down)]


def _redact(
    canvas: Canvas, typed: Typed, excisions: list[Excision]
) -> tuple[list[Inked], list[tuple[Label, bool]]]:
    """Ink the redactions; yields them and their labels, with whether those are inside."""
    inked: list[Inked] = []
    labels: list[tuple[Label, bool]] = []
    free = -math.inf  # codes in the margin may not run into each other
    for excision in sorted(excisions, key=lambda e: e.region.box[1]):
        edge = paint(canvas, excision.region, excision.style)
        label = _print_inside(canvas, excision) if excision.inside else None
        labels += [(label, True)] if label else []
        printed: tuple[str, ...] = (label.text,) if label else ()
        beside = excision.beside or _needed(excision, label)
        if beside and excision.region.box[1] > free:
            x = typed.setting.right + 0.2 * canvas.dpi
            labels += [(c, False) for c in print_beside(canvas, x, excision.region.box[1], beside)]
            free = excision.region.box[1] + (0.16 * len(beside) + 0.05) * canvas.dpi
            printed += beside
        shown = Excision(excision.region, excision.style, "", printed)
        inked.append(Inked(shown, tuple(edge), excision.region))
    return inked, labels


def _needed(excision: Excision, label: Label | None) -> tuple[str, ...]:
    """A gap whose label had no room is told by a code in the margin."""
    gap = excision.style.kind == "whited-out" and label is None
    return (excision.inside,) if gap and excision.inside else ()


def _print_inside(canvas: Canvas, excision: Excision) -> Label | None:
    style = excision.style
    band = max(
        excision.region.bands, key=lambda b: (b[2] - b[0]) * min(b[3] - b[1], 0.3 * canvas.dpi)
    )
    if style.kind == "hatched":
        return (
            None
            if not _patch(canvas, band, excision.inside)
            else print_inside(canvas, band, excision.inside, WHITE)
        )
    return print_inside(canvas, band, excision.inside, style.colour)


def _patch(canvas: Canvas, band: Rect, text: str) -> bool:
    """A white patch for a label on a hatched ground, where there is room for one."""
    left, top, right, bottom = band
    if bottom - top >= 0.5 * canvas.dpi or right - left < 0.12 * canvas.dpi * len(text):
        return False
    middle, half = (left + right) / 2, 0.05 * canvas.dpi * len(text)
    canvas.fill(corners((middle - half, top + 3, middle + half, bottom - 3)), WHITE)
    return True


def _release_line(canvas: Canvas) -> None:
    rng = canvas.rng
    text = f"Approved for Release: 2020/{rng.integers(1, 13):02}/11 S{rng.integers(10**7, 10**8)}"
    y = rng.uniform(0.2, 0.35) * canvas.dpi
    canvas.text(text, (canvas.width / 2, y), canvas.font("sans", 0.14), BLACK, anchor="ms")


def _levelled(excision: Excision, skew: float, size: tuple[int, int]) -> Excision:
    """A region moved, not turned, with the skewed text below it."""
    middle = excision.region.pivot
    x, y = turned_point(*middle, skew, size)
    moved = excision.region.moved(round(x - middle[0]), round(y - middle[1]))
    return Excision(moved, excision.style, excision.inside, excision.beside)


def _turned_ink(inked: Inked, skew: float, size: tuple[int, int]) -> Inked:
    edge = tuple(turned_point(x, y, skew, size) for x, y in inked.edge)
    return Inked(inked.excision, edge, inked.region)


def _turned_label(label: Label, skew: float, size: tuple[int, int]) -> Label:
    return Label(label.text, turned(label.box, skew, size), label.colour)
