"""Mutated PDFs, for as long as is asked: every one is converted or refused by name.

    python -m tests.fuzzing --seconds 600 --seed 1

Takes small PDFs of the samples and of the tests, flips, cuts, repeats and swaps bytes,
and converts the first pages. A traceback, an exit code that docs/errors.md does not
list, or a run longer than its time limit is a find, kept in the folder it names.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ocr import errors
from tests.test_bad_input import minimal_pdf
from tests.test_hostile_files import LETTER, one_page

SAMPLES = Path(__file__).parent.parent / "samples"
COMMAND = [sys.executable, "-c", "from flows.cli import cli; cli()"]
LONGEST = 120  # seconds for one file, whose programs have 20 s a page


def seeds() -> list[bytes]:
    """What is mutated: whole scans and files of nothing but structure."""
    scans = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]
    return [*scans, minimal_pdf([(612, 792)] * 3), one_page(page=f"{LETTER}/Rotate 90")]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A few changes, most of them near the structure rather than inside a picture."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        at = chance.choice([chance.randrange(len(data)), _near_a_key(data, chance)])
        length = chance.randint(1, 40)
        # Cutting off the rest is one in twenty: what is cut short is soon refused.
        match chance.randrange(4) if chance.randrange(20) else 4:
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length] * chance.randint(1, 50)
            case 3:
                data[at : at + 1] = str(chance.choice([0, -1, 2**31, 10**12])).encode()
            case _:
                del data[max(at, 20) :]
        if len(data) < 20:
            break
    return bytes(data)


def _near_a_key(data: bytearray, chance: random.Random) -> int:
    keys = [b"/Length", b"/Width", b"/MediaBox", b"/Kids", b"/Count", b"obj", b"xref", b"/Filter"]
    found = data.find(chance.choice(keys), chance.randrange(len(data)))
    return min(max(found, 0) + chance.randrange(16), len(data) - 1)


def codes() -> set[int]:
    """Every exit code that an error may have."""
    found, todo = {0}, [errors.ReadingRoomError]
    for error in todo:
        found.add(error.exit_code)
        todo += error.__subclasses__()
    return found - {1}


def run(seconds: float, seed: int, keep: Path) -> dict[str, object]:
    """Convert mutants until time is up; exit codes counted, and the finds."""
    chance, ends = random.Random(seed), time.monotonic() + seconds
    counted: Counter[int] = Counter()
    finds, known, pool = [], codes(), seeds()
    while time.monotonic() < ends:
        content = mutated(chance.choice(pool), chance)
        path = keep / f"{sum(counted.values()):05}.pdf"
        path.write_bytes(content)
        limits = ["--pages", "1", "--timeout", "20", "--max-pages", "50", "--jobs", "1"]
        try:
            done = subprocess.run(
                [*COMMAND, "convert", str(path), "-o", str(keep / "out"), "-q", *limits],
                capture_output=True,
                timeout=LONGEST,
            )
            code, traced = done.returncode, b"Traceback" in done.stderr
        except subprocess.TimeoutExpired:
            code, traced = -1, False
        counted[code] += 1
        if code not in known or traced:
            finds.append(str(path))
        else:
            path.unlink()
    return {"files": sum(counted.values()), "exit_codes": dict(counted), "finds": finds}


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    told = run(given.seconds, given.seed, Path(tempfile.mkdtemp(prefix="readingroom-fuzz-")))
    print(json.dumps(told, indent=1))  # noqa: T201 - this is its output
    return 1 if told["finds"] else 0


if __name__ == "__main__":
    sys.exit(main())
