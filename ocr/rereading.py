"""Words in doubt, read again by the second reader.

A page that the first reader was sure of costs nothing here: there is no piece to read.
"""

from ocr import exemptions
from ocr.capitals import as_typed, lines_in_capitals
from ocr.dashes import dashes
from ocr.frame import Image
from ocr.known_words import known_on
from ocr.last_marks import ending_in_a_stop, mended
from ocr.model import Line, Word
from ocr.pieces import Piece, cut
from ocr.readers import CropReader
from ocr.recognizer import Letter, Letters
from ocr.voting import SURE, doubted_words, is_dirt, second_reading, vote
from ocr.word_spaces import at_spaces


def read_again(
    page: Image, lines: tuple[Line, ...], reader: CropReader
) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    """The lines as the two readers together make them, and the words that are dirt.

    page   (height, width) uint8, 0 is black; the one that was read, its redactions covered

    Every word of `lines` is in one of the two, in its place, perhaps as several words; texts may
    change. Raises what the reader raises.
    """
    all_words = [word for line in lines for word in line.words]
    doubted, known = doubted_words(all_words), known_on(all_words)
    ends = frozenset(word for line in lines for word in ending_in_a_stop(line, page))
    pieces = [
        (number, piece)
        for number, line in enumerate(lines)
        if not exemptions.read(line.text)  # ocr/margins.py reads those again
        for piece in cut(line, lambda word: doubted(word) or word in ends, page)
    ]
    read = reader.read([piece.crop(page) for _, piece in pieces]) if pieces else []
    in_capitals = lines_in_capitals(lines)
    told: dict[tuple[int, int], tuple[Word, ...]] = {}
    for (number, piece), letters in zip(pieces, read, strict=True):
        row = lines[number].words
        for at, seen in enumerate(_seen(piece, letters), start=piece.first):
            word, second = row[at], second_reading(seen)
            typed = as_typed(second.text, word.text) if in_capitals[number] else None
            following = row[at + 1] if at + 1 < len(row) else None
            voted = (
                vote(word, second, known, typed)
                if doubted(word)
                else mended(word, second, following, typed)
            )
            told[number, at] = at_spaces(voted, seen, piece.box, known)
    return _without_dirt(
        [
            [own for at, word in enumerate(line.words) for own in told.get((number, at), (word,))]
            for number, line in enumerate(lines)
        ]
    )


def _without_dirt(rows: list[list[Word]]) -> tuple[tuple[Line, ...], tuple[Word, ...]]:
    lines: list[Line] = []
    dirt: list[Word] = []
    lone: list[Word] = []
    for row in rows:
        faint = [is_dirt(word) for word in row]
        typed = dashes(row, faint)
        dirty = [each and at not in typed for at, each in enumerate(faint)]
        kept = tuple(word for word, gone in zip(row, dirty, strict=True) if not gone)
        dirt += (word for word, gone in zip(row, dirty, strict=True) if gone)
        if _is_lone_mark(kept):
            lone += kept
        elif kept:
            lines.append(Line(kept))
    return tuple(lines), (*dirt, *lone)


def _is_lone_mark(words: tuple[Word, ...]) -> bool:
    """Whether a line is one sign that is no letter, and none that was seen surely.

    Nobody types such a line but behind a redaction, where a sentence ends. Of a map's
    hatching and rivers Tesseract makes many.
    """
    if len(words) != 1:
        return False
    [word] = words
    return len(word.text) == 1 and not word.text.isalnum() and word.confidence < SURE


def _seen(piece: Piece, letters: Letters) -> list[Letters]:
    """What the second reader saw of each word of a piece, with its spaces."""
    own: list[list[Letter]] = [[] for _ in piece.words]
    for letter in letters:
        own[piece.owner(letter.place)].append(letter)
    return [tuple(each) for each in own]
