"""The text of a generated page: rows from top to bottom, with room for look-alikes.

Nothing is inked here but words; where redactions go is decided on the rows.
"""

from dataclasses import dataclass, field

import numpy as np

from samples import fonts
from samples.look_alikes import BLOCKS
from samples.page_plan import Plan
from samples.prose import dutch, english
from samples.rows import Row, Setting, set_rows
from samples.typeset import Rect

LEAST_BAND = 0.12  # inches; a row of type may not be set tighter than its letters
MONOSPACED = frozenset({"typewriter", "courier", "mono"})


@dataclass(slots=True)
class Typed:
    """rows     of all paragraphs
    rooms    boxes kept free for look-alikes, by name
    """

    setting: Setting
    rows: list[Row] = field(default_factory=list)
    rooms: list[tuple[str, Rect]] = field(default_factory=list)


def set_page(plan: Plan, rng: np.random.Generator) -> Typed:
    """Fill a page with paragraphs and rooms."""
    typed = Typed(_setting(plan, rng))
    setting, dpi = typed.setting, plan.dpi
    top = rng.uniform(0.9, 1.5) * dpi
    floor = (plan.height - rng.uniform(0.9, 1.3)) * dpi
    if rng.random() < 0.1:
        floor = rng.uniform(4.0, 6.0) * dpi  # a letter's last page
    stock = dutch() if plan.dutch else english()
    rooms = list(plan.blocks)
    paragraph = 0
    while top < floor - 2 * setting.pitch:
        if rooms and rng.random() < 0.4 + 0.6 * (paragraph > 2):
            top = _keep_room(typed, rooms.pop(0), top, floor, plan, rng)
            continue
        text = str(rng.choice(stock))
        rows = set_rows(text, setting, top, floor, paragraph)
        typed.rows += rows
        paragraph += 1
        top = (rows[-1].bottom if rows else top) + rng.uniform(0.6, 1.3) * setting.pitch
    return typed


def _keep_room(
    typed: Typed, name: str, top: float, floor: float, plan: Plan, rng: np.random.Generator
) -> float:
    """Keep a box free for a look-alike; yields where the text goes on."""
    _, least, most = BLOCKS[name]
    height = rng.uniform(least, most) * plan.dpi
    if top + height > floor:
        return top
    setting = typed.setting
    box = setting.left, top, setting.right, top + height
    typed.rooms.append((name, box))
    return top + height + 0.6 * setting.pitch


def _setting(plan: Plan, rng: np.random.Generator) -> Setting:
    dpi = plan.dpi
    em = plan.size / 72 * dpi
    font = (
        fonts.monospaced(plan.font, em * 0.6)
        if plan.font in MONOSPACED
        else fonts.load(plan.font, em)
    )
    left, right = rng.uniform(0.9, 1.3), plan.width - rng.uniform(0.9, 1.4)
    indent = rng.uniform(0.3, 0.5) * dpi if rng.random() < 0.5 else 0.0
    pitch = max(plan.spacing * em, LEAST_BAND * dpi / 0.82)
    return Setting(font, pitch, left * dpi, right * dpi, indent)
