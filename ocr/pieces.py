"""Words in doubt, as pieces of their lines that the second reader can read.

    line      THE  VIBT.CONG  (VC)  INTENDED  DISRUPTI0N
    doubted         ~~~~~~~~  ~~~~            ~~~~~~~~~~
    pieces         [VIBT.CONG  (VC)]         [DISRUPTI0N]

A piece holds neighbours, because letters are read better in company, and is no wider
than the reader takes without squeezing it. It is cut in the middle of the gap between
words, so that no piece shows the first letter of the next word and reads it twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ocr.frame import Image
from ocr.model import Box, Line, Word

# Heights of the type that a piece is wide at most. Body CER of two teletype pages when all
# is read again: single words .100, 5 .084, 9 .078. 14 was no clear loss in an earlier
# trial (JFK better, CIB worse), and whole lines are garbled.
WIDEST = 9.0
# Of paper at the ends of a line, in heights of the type; between words it is half the gap.
MARGIN = 0.3
# Of paper above and below, in heights of the piece: 0.3 shows the feet of the line above
# (CER of the JFK pages .22 against .05 at 0.05); between 0 and 0.05 pages differ.
HEADROOM = 0.03


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words of a line, and the part of the page that shows them.

    first   place of the first of the words in the line
    """

    first: int
    words: tuple[Word, ...]
    box: Box

    def crop(self, page: Image) -> Image:
        """What the page, (height, width) uint8, shows of it."""
        box = self.box
        return page[box.top : box.bottom, box.left : box.right]

    def owner(self, place: float) -> int:
        """Which of the words has the letter at `place`, 0-1 from left to right of the piece."""
        at = self.box.left + place * self.box.width
        return sum(at >= _between(left, right) for left, right in pairwise(self.words))


def cut(line: Line, doubted: Callable[[Word], bool], page: Image) -> Iterator[Piece]:
    """The pieces of a line that hold its doubted words; all others are in none."""
    type_height = median(word.box.height for word in line.words)
    runs: list[list[int]] = []
    for index, word in enumerate(line.words):
        if not doubted(word):
            continue
        if runs and _joins(line, runs[-1], index, WIDEST * type_height):
            runs[-1].append(index)
        else:
            runs.append([index])
    for run in runs:
        yield _piece(line, run, type_height, page)


def _joins(line: Line, run: list[int], index: int, widest: float) -> bool:
    """Whether the word at `index` follows the run and fits into its piece."""
    width = line.words[index].box.right - line.words[run[0]].box.left
    return run[-1] == index - 1 and width <= widest


def _piece(line: Line, run: list[int], type_height: float, page: Image) -> Piece:
    height, width = page.shape
    first, end = run[0], run[-1] + 1
    words = line.words[first:end]
    before, after = line.words[:first], line.words[end:]
    around = Box.around(word.box for word in words)
    margin, air = round(MARGIN * type_height), round(HEADROOM * around.height)
    left, right = words[0].box.left - margin, words[-1].box.right + margin
    if before:
        left = max(left, _between(before[-1], words[0]))
    if after:
        right = min(right, _between(words[-1], after[0]))
    left, top = min(max(0, left), width - 1), min(max(0, around.top - air), height - 1)
    box = Box(
        left,
        top,
        max(left + 1, min(width, right)),
        max(top + 1, min(height, around.bottom + air)),
    )
    return Piece(first, words, box)


def _between(left: Word, right: Word) -> int:
    """Where one neighbour ends and the next one starts: the middle of their gap.

    Tesseract now and then gives a word the width of the words after it, too; then the
    next one starts where its own box does.
    """
    return min((left.box.right + right.box.left) // 2, right.box.left)
