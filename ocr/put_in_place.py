"""New readings of marks put in the place of what was read of them before, which they keep."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ocr.lines import in_reading_order
from ocr.model import Line, Reading, Word

# Share of a word's box in that of a new line from which both were read of the same marks.
SAME = 0.6


def put_in_place(
    lines: Sequence[Line],
    new: Sequence[Line],
    *,
    stays: Callable[[Word], bool] = lambda word: False,
) -> tuple[Line, ...]:
    """The lines with new ones in the place of words that were read of the same marks.

    stays   whether a word was read so well that it is of other marks, wherever it stands

    What those words were read as is kept with the new word it shares most with, as the
    first reader's reading; the new one is the second's.
    """
    told = [list(line.words) for line in new]
    kept: list[Line] = []
    for line in lines:
        words = tuple(word for word in line.words if stays(word) or not _is_told(word, new, told))
        if words:
            kept.append(line if len(words) == len(line.words) else Line(words))
    return in_reading_order([*kept, *(Line(tuple(words)) for words in told)])


def _is_told(word: Word, new: Sequence[Line], told: list[list[Word]]) -> bool:
    """Whether a word is what was first read of a new line, which then tells so."""
    for line, words in zip(new, told, strict=True):
        if word.box.area_shared(line.box) > SAME * word.box.area:
            at = max(range(len(words)), key=lambda n: word.box.area_shared(words[n].box))
            words[at] = _with_reading(words[at], word)
            return True
    return False


def _with_reading(new: Word, first: Word) -> Word:
    """The new word with what the first reader made of its marks, perhaps in several words.

    Its own reading is the last one it has: a word that was mended is not what was read.
    """
    *earlier, own = new.readings or (_reading_of(new),)
    seen = (*earlier, *(first.readings[:1] or (_reading_of(first),)))
    text = " ".join(reading.text for reading in seen)
    before = replace(seen[0], text=text, confidence=min(each.confidence for each in seen))
    return replace(new, readings=(before, own))


def _reading_of(word: Word) -> Reading:
    return Reading(word.text, word.confidence, word.reader)
