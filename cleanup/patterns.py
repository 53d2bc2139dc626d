"""Regular expressions of people we do not know, tried on text we do not trust.

Python's `re` has no time limit, and `(a+)+b` takes years on a line of thirty letters. So
a rule's pattern is held to a form that cannot explode (no repeat inside a repeated group,
no looking around, no reference back), only the start of a line is looked at, and a pattern
that is slow on lines made to be hard is refused when it is read, not when it is used.
"""

import re
import time
import warnings
from collections.abc import Iterator

# Letters of a line that a pattern sees; stamps and headers are shorter.
LONGEST = 200
# Letters of a pattern, and repeats in it that may run over many letters.
LONGEST_PATTERN = 500
MOST_REPEATS = 12
# A repeat that can take more letters than this runs over many.
FEW = 8
# Seconds for one line. A pattern that grows with a high power of the length doubles
# its time many times over from one probe to the next, hence the lengths.
PROBE_SECONDS = 0.02
PROBE_LENGTHS = (25, 50, 100, LONGEST)
QUANTIFIER = re.compile(r"\*|\+|\?|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\}")


class UnsafePattern(ValueError):
    """A pattern that is no regular expression, or one that could take for ever."""


def compile_safely(pattern: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    """`pattern` compiled; raises UnsafePattern when it does not compile or could explode."""
    if len(pattern) > LONGEST_PATTERN:
        raise UnsafePattern(f"it has more than {LONGEST_PATTERN} letters")
    try:
        with warnings.catch_warnings():
            # What Python will read in another way one day, such as "[[".
            warnings.simplefilter("error")
            compiled = re.compile(pattern, re.IGNORECASE if ignore_case else 0)
    except (re.error, OverflowError, RecursionError, Warning) as reason:
        raise UnsafePattern(str(reason)) from reason
    if why := _why_unsafe(pattern):
        raise UnsafePattern(why)
    return compiled


def search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match in the first LONGEST letters of `text`."""
    return pattern.search(text[:LONGEST])


def is_slow(pattern: re.Pattern[str], examples: tuple[str, ...]) -> bool:
    """Whether a pattern takes too long on a line made from its examples to be hard.

    This is measured, so it is asked when a rule is read and never where text is cleaned.
    """
    for length in PROBE_LENGTHS:
        for line in _probes(examples, length):
            start = time.perf_counter()
            pattern.search(line)
            if time.perf_counter() - start > PROBE_SECONDS:
                return True
    return False


def _probes(examples: tuple[str, ...], length: int) -> Iterator[str]:
    for letter in "a0 -.A":
        yield letter * length + "\0"
    for example in examples:
        yield (example * length)[:length] + "\0"
        yield example[: length // 2].rstrip(")]}0123456789") + " " * (length // 2) + "\0"


def _why_unsafe(pattern: str) -> str:
    """Why a pattern could explode, or ""; it is known to compile."""
    varies = [False]  # for each open group: can it match the same text in several ways?
    last, repeats, at = False, 0, 0
    while at < len(pattern):
        step, last_varies = _atom(pattern, at)
        if pattern[at] == "(":
            if not step:
                return "only groups like (?:...) and (?P<name>...) are understood here"
            varies.append(False)
        elif pattern[at] == ")":
            last_varies = varies.pop()
            varies[-1] |= last_varies
        elif pattern[at] == "|":
            varies[-1] = True
        elif not step:
            return "it refers back to one of its groups"
        elif found := QUANTIFIER.match(pattern, at):
            least, most = _bounds(found)
            if most > 1 and last:
                return "it repeats a group that holds a repeat or a choice"
            varies[-1] |= least != most
            repeats += most - least > FEW
            step = len(found.group()) + (pattern[found.end() : found.end() + 1] in ("?", "+"))
        last, at = last_varies, at + step
    return f"it has more than {MOST_REPEATS} long repeats" if repeats > MOST_REPEATS else ""


def _atom(pattern: str, at: int) -> tuple[int, bool]:
    """How many letters the atom at `at` takes, 0 for one that is not allowed."""
    if pattern[at] == "\\":
        return (0 if pattern[at + 1] in "123456789" else 2), False
    if pattern[at] == "[":
        end = at + 1 + (pattern[at + 1] == "^")
        end += pattern[end] == "]"
        while pattern[end] != "]":
            end += 2 if pattern[end] == "\\" else 1
        return end + 1 - at, False
    if pattern.startswith("(?P<", at):
        return pattern.index(">", at) + 1 - at, False
    if pattern.startswith("(?:", at):
        return 3, False
    return (0 if pattern.startswith("(?", at) else 1), False


def _bounds(found: re.Match[str]) -> tuple[int, int]:
    simple = {"*": (0, LONGEST), "+": (1, LONGEST), "?": (0, 1)}
    if found.group() in simple:
        return simple[found.group()]
    least = int(found["least"] or 0)
    most = int(found["most"]) if found["most"] else LONGEST if found["comma"] else least
    return least, most
