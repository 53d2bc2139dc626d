"""Lines typed in capitals, as a teletype has no others.

The second reader is not sure of the size of letters it sees a few at a time, and reads
"march" where MARCH stands. What Tesseract read surely on the line says whether it can be.
"""

from collections.abc import Sequence

from ocr.model import Line
from ocr.voting import SURE

# Letters of sure words that tell of a line, and of a page for lines that have fewer.
ON_A_LINE = 10
ON_A_PAGE = 40
# Of a page in capitals so many of 100 sure letters may be small: misread, or in a stamp.
STRAYS = 0.02


def lines_in_capitals(lines: Sequence[Line]) -> list[bool]:
    """Of each line of a page, whether it holds no small letters."""
    sure = [_sure_letters(line) for line in lines]
    everything = "".join(sure)
    small = sum(map(str.islower, everything))
    page = len(everything) >= ON_A_PAGE and small < STRAYS * len(everything)
    return [
        not any(map(str.islower, letters)) if len(letters) >= ON_A_LINE else page
        for letters in sure
    ]


def as_typed(second: str, first: str) -> str:
    """A second reading of a word of such a line as it must have been typed.

    first   what Tesseract read; its own small letters say that the word has some

    Beside other small letters an l is one, seen in the size they were seen in. Alone among
    capitals it is a bar.
    """
    if second == first or any(map(str.islower, first)):
        return second
    small = any(sign.islower() and sign != "l" for sign in second)
    return (second if small else second.replace("l", "I")).upper()


def _sure_letters(line: Line) -> str:
    words = (word.text for word in line.words if word.confidence >= SURE)
    return "".join(sign for text in words for sign in text if sign.isalpha())
