"""How sure it is that a line is furniture: what its signs say, taken together.

Each sign says by itself how likely a line that has it is furniture, from 0 to 1; signs
that agree leave less doubt than each: 1 - (1 - a)(1 - b)... The figures were set by hand
from what pages of releases look like and are no probabilities: they order lines from
certain to doubtful, and half is where either could be true.
"""

from math import prod

from cleanup.surroundings import Seen

# At the edge of the page; off its neighbours; again on one other page.
EDGE, APART, AGAIN = 0.5, 0.2, 0.25
# Of text: how much of a sign of furniture counts against a line that was kept.
AGAINST = 0.5


def together(*signs: float) -> float:
    """What independent signs say together, 0-1."""
    return 1 - prod(1 - min(max(sign, 0.0), 1.0) for sign in signs)


def repetition(pages: int) -> float:
    """What it says that much the same line stands there on so many other pages."""
    return float(1 - (1 - AGAIN) ** pages)


def for_furniture(line: Seen, repeats: int, words: float) -> float:
    """Certainty of a line stripped for its place, its repetition and its words."""
    return together(EDGE if line.edge else APART if line.apart else 0.0, repetition(repeats), words)


def for_text(line: Seen, repeats: int, words: float) -> float:
    """Certainty of a line kept although it has signs of furniture."""
    place = EDGE if line.edge and line.apart else 0.0
    return 1 - AGAINST * together(AGAINST * place, repetition(repeats), words)
