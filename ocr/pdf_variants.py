"""A PDF without some of what it draws.

To see what a page would show if nothing lay over its text, copies of the file are made
that draw less, and are rendered like the file itself:

    text      the text alone, black, with hidden layers shown and nothing clipped
    coloured  the text alone, in the colours it has
    scan      the pictures that make up the page's ground, without text and drawing

Operators are those of ISO 32000-1, annex A.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pikepdf
from numpy.typing import NDArray

from ocr.errors import DamagedFile, EncryptedPdf
from ocr.notes_and_fields import draw_notes_and_fields

PAINTING = frozenset(["f", "F", "f*", "B", "B*", "b", "b*", "S", "s"])
COLOURS = frozenset(
    ["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "ri", "gs"]
)
CLIPPING = frozenset(["W", "W*"])
SHOWING = frozenset(["Tj", "TJ", "'", '"'])
SHADED = frozenset(["sh", "INLINE IMAGE"])
END_PATH = pikepdf.Operator("n")
# A scan is one picture, or strips side by side; what lies on top of it is none of it.
LARGE = 0.25  # share of the page
OVERLAID = 0.5  # share of a picture that lies on others
GROUND = 0.6  # share of the page that its pictures cover, to be a scan
DEEPEST = 12  # forms within forms
MARGIN = 2000  # points; PDF viewers go up to 14,400 in all
WITHOUT_END = (-14_400, -14_400, 14_400, 14_400)
# Text that a content stream of a page may hold; bombs have more.
MOST_OPERATORS = 2_000_000


@dataclass(frozen=True, slots=True)
class Extras:
    """What a file holds beside its pages; numbers only.

    bookmarks, properties, attachments   entries of the outline, of the information
                                         dictionary, embedded files
    scripts                              whether it holds JavaScript
    """

    bookmarks: int
    properties: int
    attachments: int
    scripts: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A redaction that was marked in an editor and never applied.

    corners   left, bottom, right, top in points, in the page's own system
    """

    page: int
    corners: tuple[float, float, float, float]


def read_extras(pdf: Path) -> Extras:
    """What the file holds beside its pages. Raises DamagedFile, EncryptedPdf."""
    with _opened(pdf) as file:
        root = file.Root
        scripts = "/JavaScript" in root.get("/Names", {}) or "/OpenAction" in root
        return Extras(_count_bookmarks(root), len(file.docinfo), len(file.attachments), scripts)


def read_marked(pdf: Path) -> list[Marked]:
    """The redaction annotations of a file. Raises DamagedFile, EncryptedPdf."""
    with _opened(pdf) as file:
        return [
            Marked(number, _corners(annotation.Rect))
            for number, page in enumerate(file.pages, start=1)
            for annotation in page.obj.get("/Annots", [])
            if annotation.get("/Subtype") == "/Redact"
        ]


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What a copy leaves out: operators by name, and all pictures or all but the scan's."""

    dropped: frozenset[str]
    ground: bool


def write_text_only(pdf: Path, out: Path, *, coloured: bool) -> None:
    """Write the file with nothing but its text. Raises DamagedFile, EncryptedPdf."""
    dropped = CLIPPING if coloured else CLIPPING | COLOURS
    _write(pdf, out, _Recipe(dropped | SHADED, ground=False))


def write_wide(pdf: Path, out: Path) -> None:
    """Write the file with pages so wide that text off them is on them.

    Raises DamagedFile, EncryptedPdf.
    """
    with _opened(pdf) as file:
        for page in file.pages:
            left, bottom, right, top = _corners(page.mediabox)
            wide = [left - MARGIN, bottom - MARGIN, right + MARGIN, top + MARGIN]
            page.mediabox = pikepdf.Array(wide)
            if "/CropBox" in page.obj:
                del page.obj["/CropBox"]
        file.save(out)


def write_scan_only(pdf: Path, out: Path) -> set[int]:
    """Write the file with nothing but its scans; the numbers of the pages that have one.

    Raises DamagedFile, EncryptedPdf.
    """
    covered = _write(pdf, out, _Recipe(SHOWING | SHADED, ground=True))
    return {number for number, share in covered.items() if share >= GROUND}


class _State:
    """Where drawing stands: the matrices, and what pictures cover so far."""

    def __init__(self, box: tuple[float, float, float, float]) -> None:
        self.left, self.bottom, right, top = box
        self.area = max((right - self.left) * (top - self.bottom), 1.0)
        self.matrix: NDArray[np.float64] = np.eye(3)
        self.saved: list[NDArray[np.float64]] = []
        self.covered = np.zeros((50, 50), bool)
        self.scale = np.array([50 / max(right - self.left, 1), 50 / max(top - self.bottom, 1)])

    def follow(self, name: str, instruction: Any) -> None:
        """Take in an operator that saves, restores or changes the matrix."""
        if name == "q":
            self.saved.append(self.matrix)
        elif name == "Q" and self.saved:
            self.matrix = self.saved.pop()
        elif name == "cm":
            self.matrix = _matrix(instruction.operands) @ self.matrix

    def lies_on_the_ground(self) -> bool:
        """Whether the picture drawn now is part of the page's ground; if so it covers it."""
        corners = np.array([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]]) @ self.matrix
        places = ((corners[:, :2] - [self.left, self.bottom]) * self.scale).round().astype(int)
        (left, low), (right, high) = places.min(axis=0).clip(0, 50), places.max(axis=0).clip(0, 50)
        window = self.covered[low:high, left:right]
        on_others = bool(window.size) and float(window.mean()) > OVERLAID
        if abs(np.linalg.det(self.matrix[:2, :2])) < LARGE * self.area and on_others:
            return False
        window[:] = True
        return True


def _write(pdf: Path, out: Path, recipe: _Recipe) -> dict[int, float]:
    """Write a copy of `pdf`; the share of each page that pictures that stay cover, 0-1."""
    covered = {}
    with _opened(pdf) as file:
        if "/OCProperties" in file.Root:
            del file.Root.OCProperties
        if not recipe.ground:
            draw_notes_and_fields(file)
        for number, page in enumerate(file.pages, start=1):
            state = _State(_corners(page.mediabox))
            if "/Annots" in page.obj:
                del page.obj["/Annots"]
            page.contents_coalesce()
            # Pages inherit resources; pikepdf gives the page its own.
            kept = _kept(file, page.obj, page.resources, recipe, state, 0)
            page.obj["/Contents"] = file.make_stream(pikepdf.unparse_content_stream(kept))
            covered[number] = float(state.covered.mean())
        file.save(out)
    return covered


def _kept(
    file: pikepdf.Pdf, stream: Any, resources: Any, recipe: _Recipe, state: _State, depth: int
) -> list[Any]:
    """The operators of a page or form that stay; forms are written anew under new names."""
    kept: list[Any] = []
    instructions = pikepdf.parse_content_stream(stream)
    if len(instructions) > MOST_OPERATORS:
        raise MemoryError("a page draws too much to be audited")
    for instruction in instructions:
        name = _operator(instruction)
        if name == "Do":
            kept += _drawn(file, instruction, resources, recipe, state, depth)
        elif name in PAINTING:
            kept.append(pikepdf.ContentStreamInstruction([], END_PATH))
        elif name not in recipe.dropped:
            state.follow(name, instruction)
            kept.append(instruction)
    return kept


def _drawn(
    file: pikepdf.Pdf, instruction: Any, resources: Any, recipe: _Recipe, state: _State, depth: int
) -> list[Any]:
    """What stays of a picture or form that is drawn."""
    drawn = resources.get("/XObject", {}).get(str(instruction.operands[0]))
    if drawn is None or depth > DEEPEST:
        return []
    if drawn.get("/Subtype") == "/Image":
        return [instruction] if recipe.ground and state.lies_on_the_ground() else []
    made = _form(file, drawn, resources, recipe, state, depth)
    return [_draw(file, resources, made)]


def _form(
    file: pikepdf.Pdf, form: Any, resources: Any, recipe: _Recipe, state: _State, depth: int
) -> Any:
    before, saved = state.matrix, state.saved
    state.matrix = _matrix(form.get("/Matrix", [1, 0, 0, 1, 0, 0])) @ before
    state.saved = []
    own = form.get("/Resources", resources)
    kept = _kept(file, form, own, recipe, state, depth + 1)
    state.matrix, state.saved = before, saved
    made = file.make_stream(pikepdf.unparse_content_stream(kept))
    for name in ("/Type", "/Subtype", "/BBox", "/Matrix"):
        if name in form:
            made[name] = form[name]
    if not recipe.ground:
        made["/BBox"] = pikepdf.Array(WITHOUT_END)  # it clips, as `W` does
    made["/Resources"] = own
    return made


def _draw(file: pikepdf.Pdf, resources: Any, made: Any) -> Any:
    """The operator that draws a form, which gets a name of its own."""
    names = resources["/XObject"]
    name = f"/ReadingRoom{len(names.keys())}"
    names[name] = file.make_indirect(made)
    return pikepdf.ContentStreamInstruction([pikepdf.Name(name)], pikepdf.Operator("Do"))


def _operator(instruction: Any) -> str:
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return "INLINE IMAGE"
    return str(instruction.operator)


def _matrix(numbers: Any) -> NDArray[np.float64]:
    try:
        a, b, c, d, e, f = (float(number) for number in numbers)
    except (TypeError, ValueError):
        return np.eye(3)
    return np.array([[a, b, 0.0], [c, d, 0.0], [e, f, 1.0]])


def _corners(rectangle: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(number) for number in rectangle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _count_bookmarks(root: Any) -> int:
    """Entries of the outline; one that runs in a circle is counted once around."""
    seen: set[tuple[int, int]] = set()
    waiting = [root.get("/Outlines", {}).get("/First")]
    while waiting:
        entry = waiting.pop()
        if entry is None or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        waiting += [entry.get("/Next"), entry.get("/First")]
    return len(seen)


class _Reading:
    """An open file whose errors name it."""

    def __init__(self, pdf: Path) -> None:
        self.pdf = pdf
        self.file: pikepdf.Pdf | None = None

    def __enter__(self) -> pikepdf.Pdf:
        try:
            self.file = pikepdf.open(self.pdf)
        except pikepdf.PasswordError as reason:
            raise EncryptedPdf(self.pdf) from reason
        except pikepdf.PdfError as reason:
            self._damaged(reason)
        return self.file

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self.file:
            self.file.close()
        if isinstance(error, pikepdf.PdfError | KeyError | AttributeError | TypeError | ValueError):
            self._damaged(error)

    def _damaged(self, reason: BaseException) -> NoReturn:
        raise DamagedFile(self.pdf) from reason


def _opened(pdf: Path) -> _Reading:
    return _Reading(pdf)
