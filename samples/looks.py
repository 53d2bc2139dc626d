"""How a release looks: the machine that typed it and the copies it went through."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wear:
    """What copying and scanning did; all zero is a clean page.

    skews       degrees that lines climb to the right, one for each page
    unsteady    inches that a letter sits off its place, one standard deviation
    uneven      share of ink lost where the ribbon or the copier was weak, 0-1
    specks      dirt on each page, in dots
    edges       whether the copier's lid left a dark border
    holes       whether the page was punched for a binder
    blur        radius in inches
    grain       sensor noise, in grey levels
    jpeg        JPEG quality of a grey or colour scan; 0 is a black-and-white scan
    tint        the colour of the paper in a colour scan, red, green and blue from 0 to 1
    """

    skews: tuple[float, ...]
    unsteady: float = 0.0
    uneven: float = 0.0
    specks: int = 0
    edges: bool = False
    holes: bool = False
    blur: float = 0.0
    grain: float = 0.0
    jpeg: int = 0
    tint: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """The typewriter and the page; lengths in inches.

    pitch    characters to the inch
    row      from baseline to baseline
    columns  characters to a row, where the typist or the printer wraps
    top      baseline of the first row
    """

    font: str
    dpi: int
    wear: Wear
    pitch: int = 10
    row: float = 0.18
    columns: int = 62
    rows: int = 44
    left: float = 1.0
    top: float = 1.35
    width: float = 8.5
    height: float = 11.0

    @property
    def cell(self) -> float:
        """Pixels from one letter to the next."""
        return self.dpi / self.pitch

    def x(self, column: int) -> float:
        """The left edge of a column, in pixels."""
        return self.left * self.dpi + column * self.cell

    def baseline(self, row: int) -> float:
        """The baseline of a row, in pixels."""
        return (self.top + row * self.row) * self.dpi
