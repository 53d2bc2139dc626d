"""What a reader makes of typed words, without a scan: letters misread at a known rate.

A stand-in for OCR that costs nothing, so that two hundred cables can be measured in a
minute. The rates are of letters; the confusions are those of typewriter faces.
"""

from random import Random

from samples.copying import Level

# Share of letters misread. Read from scans, generated pages have .001, .06 and .10
# (docs/reading.md); whole words of rubbish make most of that, and cables are in capitals.
RATES = {Level.CLEAN: 0.0, Level.WORN: 0.005, Level.BAD: 0.02}
ALIKE = {
    "0": "OQ", "1": "lI", "2": "Z", "3": "8", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B3",
    "9": "g", "A": "4", "B": "8R", "C": "GO", "D": "O0", "E": "FB", "F": "EP", "G": "6C",
    "H": "NM", "I": "1l", "J": "I", "K": "X", "L": "I", "M": "HN", "N": "HM", "O": "0QC",
    "P": "FR", "Q": "O0", "R": "BK", "S": "5", "T": "I7", "U": "V", "V": "U", "W": "VV",
    "X": "K", "Y": "V", "Z": "2", ".": ",", ",": ".", ":": ";.", ";": ":", "(": "C{", ")": "}",
    "-": "~", "/": "1I", "#": "4H", "*": "xX",
}  # fmt: skip


def misread(word: str, rate: float, rng: Random) -> str:
    """A word with each letter misread by that chance; never empty."""
    if not rate:
        return word
    said = "".join(
        rng.choice(ALIKE.get(letter, letter)) if rng.random() < rate else letter for letter in word
    )
    return said or word


def struck_out(word: str, level: Level, rng: Random) -> str:
    """A word with a line ruled through it: legible on a clean page, rubbish on others."""
    return word if level is Level.CLEAN else misread(word, 0.35, rng)
