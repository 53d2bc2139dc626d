"""What stands below the foot of a page: numbers stamped by hand, and what is left of them.

    Classification: SECRET                 the foot, which other pages have at this height
    2060375                                a stamp
    pag                                    a stroke of the pen

Nothing is typed below a foot that a form prints or a clerk stamped on every page. What stands
there is short, and damaged past any words: its place tells what it is.
"""

from collections.abc import Mapping, Sequence

from cleanup.damaged_furniture import is_text
from cleanup.model import Placed, Role
from cleanup.page_ends import PAGES, SAME_HEIGHT
from cleanup.scraps import TYPED
from ocr.page import Page

# Share of the height below which a page's foot stands.
LOWER = 0.8
# Letters and figures of what stands below, and how many such lines: `DRAFTER` and a name are more.
SHORT, LINES = 10, 2
# How certain it is (0-1), as in `cleanup.evidence`: set by hand.
CERTAIN = 0.8


def without_what_is_below(placed: Sequence[Placed], pages: Sequence[Page]) -> tuple[Placed, ...]:
    """`placed` with short lines below the feet of their pages given their role."""
    known = {page.number: page for page in pages}
    lines: dict[int, list[Placed]] = {}
    for line in placed:
        lines.setdefault(line.page, []).append(line)
    feet = {n: _foot(own, known[n]) for n, own in lines.items()}
    below = {
        id(line)
        for number, own in lines.items()
        if _is_settled(number, feet)
        for line in _below(own, feet[number], known[number])
    }
    stamp = (Role.STAMP, "below-the-foot", CERTAIN)
    return tuple(line.as_role(*stamp) if id(line) in below else line for line in placed)


def _foot(own: Sequence[Placed], page: Page) -> float | None:
    """Inches from the top to the lowest mark of a page's lower part; None without one."""
    marks = [line.box.middle for line in own if line.role is Role.BANNER]
    low = max(marks, default=0.0)
    return low / page.dpi if low > LOWER * page.height else None


def _is_settled(number: int, feet: Mapping[int, float | None]) -> bool:
    own = feet[number]
    if own is None:
        return False
    others = [foot for other, foot in feet.items() if other != number and foot is not None]
    return sum(abs(own - foot) <= SAME_HEIGHT for foot in others) >= PAGES


def _below(own: Sequence[Placed], foot: float | None, page: Page) -> list[Placed]:
    """The short lines below `foot` in inches, or none where a line of text stands there, too."""
    under = [line for line in own if foot is not None and line.box.middle > foot * page.dpi]
    if any(is_text(line) for line in under):
        return []
    left = [line for line in under if line.rule == "text"]
    return [line for line in left if _is_stamped(line)] if len(left) <= LINES else []


def _is_stamped(line: Placed) -> bool:
    """Whether a line is short, and a number or too damaged to have been typed there."""
    signs = [sign for sign in line.text if sign.isalnum()]
    is_number = len(signs) > 4 and all(map(str.isdigit, signs))
    damaged = min(word.confidence for word in line.line.words) < TYPED
    return 0 < len(signs) <= SHORT and (damaged or is_number)
