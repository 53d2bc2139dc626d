"""Blocks into rows and columns: the typist's carriage.

Nothing here knows pixels. Rows are filled up to the look's columns and pages up
to its rows, so where a page breaks follows from the text, as it did on the day.
"""

from dataclasses import dataclass, field

from samples.errors import CutAcrossPagesError
from samples.looks import Look
from samples.script import AGENCY_ROLES, Block, Cut, Release, Typed

# A shorter stub of a cut at a row's end would be a blot rather than a bar.
LEAST_CUT = 3  # cells


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one role, side by side on one row."""

    row: int
    column: int
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of cut number `cut` that lies on one row."""

    row: int
    column: int
    cells: int
    cut: int


@dataclass(frozen=True, slots=True)
class Group:
    """A stack of codes in the margin, the first one on `row`."""

    row: int
    codes: tuple[str, ...]


@dataclass(slots=True)
class Layout:
    """One page; `codes` says for each cut on it which printed codes explain it.

    kinds  how each cut was made
    """

    pieces: list[Piece] = field(default_factory=list)
    strips: list[Strip] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    codes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)


def lay_out(release: Release) -> list[Layout]:
    """The pages of a release. Raises CutAcrossPagesError."""
    carriage = Carriage(release.look, {r.page: r.text for r in release.running})
    for block in release.blocks:
        carriage.type(block)
    return carriage.pages


class Carriage:
    """Where the next letter goes, and what has been typed."""

    def __init__(self, look: Look, running: dict[int, str]) -> None:
        self.look = look
        self.running = running
        self.pages = [Layout()]
        self.row = 0
        self.column = 0
        self.cuts = 0
        self.codes: tuple[str, ...] = ()
        self.waiting: tuple[str, ...] = ()

    @property
    def page(self) -> Layout:
        return self.pages[-1]

    def type(self, block: Block) -> None:
        """Type one block from the start of a row."""
        if not block.spans:
            return
        if block.new_page:
            self._turn_page()
        if block.new_page or self.row:
            self.row += block.gap
        self._turn_page_if_full()
        self.codes = self.codes if block.codes is None else block.codes
        group = block.codes or ()
        for span in block.spans:
            if isinstance(span, Typed):
                self._words(span)
            else:
                self._cut(span, () if block.carried else group)
                self.waiting = group if block.carried else self.waiting
                group = ()
        self._return()

    def _words(self, span: Typed) -> None:
        for n, row in enumerate(span.text.split("\n")):
            if n:
                self._return()
            # Below an indent the next word still takes its own blank.
            self.column = self.column or max(0, len(row) - len(row.lstrip()) - 1)
            # A double space is an empty word, and keeps its width. A stamp does not wrap.
            for word in [row] if span.role in AGENCY_ROLES else row.lstrip().split(" "):
                self._word(word, span.role)

    def _word(self, word: str, role: str) -> None:
        if self.column and self.column + 1 + len(word) > self.look.columns:
            self._return()
        self._turn_page_if_full()
        self.column += bool(self.column)
        self._put(word, role)
        self.column += len(word)

    def _put(self, word: str, role: str) -> None:
        last = self.page.pieces[-1] if self.page.pieces else None
        joins = (
            last is not None
            and (last.row, last.role) == (self.row, role)
            and last.column + len(last.text) + 1 == self.column
        )
        if last is not None and joins:
            self.page.pieces[-1] = Piece(last.row, last.column, f"{last.text} {word}", role)
        elif word:
            self.page.pieces.append(Piece(self.row, self.column, word, role))

    def _cut(self, cut: Cut, group: tuple[str, ...]) -> None:
        columns = self.look.columns
        if not self._fits_here(cut):
            self._return()
        self._turn_page_if_full()
        self.column += bool(self.column)
        if group:
            self.page.groups.append(Group(self.row, group))
        self.page.codes[self.cuts] = self.codes
        self.page.kinds[self.cuts] = cut.kind
        self._strip(min(cut.cells or columns, columns - self.column))
        for _ in range(cut.rows):
            self._return()
            self._refuse_to_turn()
            self._strip(columns)
        self.cuts += 1

    def _fits_here(self, cut: Cut) -> bool:
        """Whether half of the cut does; the rest may not go on below, out of touch with it."""
        room = self.look.columns - self.column - bool(self.column)
        return room >= max(LEAST_CUT, cut.cells / 2)

    def _strip(self, cells: int) -> None:
        self.page.strips.append(Strip(self.row, self.column, cells, self.cuts))
        self.column += cells

    def _refuse_to_turn(self) -> None:
        if self.row >= self.look.rows:
            raise CutAcrossPagesError(self.cuts + 1, len(self.pages))

    def _return(self) -> None:
        self.row, self.column = self.row + 1, 0

    def _turn_page_if_full(self) -> None:
        if self.row >= self.look.rows:
            self._turn_page()

    def _turn_page(self) -> None:
        self.pages.append(Layout())
        self.row, self.column = 0, 0
        if self.waiting:
            self.page.groups.append(Group(0, self.waiting))
            self.waiting = ()
        if running := self.running.get(len(self.pages)):
            self.page.pieces.append(Piece(0, 0, running, "running-line"))
            self.row = 1
