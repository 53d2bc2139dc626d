"""How fast releases are read, against bare Tesseract and OCRmyPDF in the same run.

    python -m tests.benching                      the committed samples
    python -m tests.benching FILE_OR_FOLDER...    any releases
    python -m tests.benching --ocrmypdf PATH      where OCRmyPDF is, if not on the PATH

Each way of reading runs on its own, one after the other, with as many pages at once as
--jobs says; "bare" is `pdftoppm | tesseract` a page. The shares of the stages are taken
from one more run in this process, whose profiler slows the many small calls a little.
"""

import argparse
import cProfile
import json
import os
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from ocr.model import Sheet
from ocr.page import ReadSettings
from ocr.reading import read_pages
from ocr.source import list_sheets, open_source

# What a page goes through, as functions of ocr/: where they live, and their names.
STAGES = {
    "rasterize": ("ocr/source.py", "rasterize"),
    "skew": ("ocr/image.py", "find_skew"),
    "redactions": ("ocr/redactions.py", "find_redactions"),
    "labels": ("ocr/labels.py", "read_labels"),
    "cover, rules": ("ocr/reading.py", "_legible"),
    "read": ("ocr/tesseract.py", "read_all"),
    "lines": ("ocr/lines.py", "assemble_lines"),
    "second reader": ("ocr/rereading.py", "read_again"),
    "margin codes": ("ocr/margins.py", "reread_codes"),
}
MEGABYTE = 1024  # of the KiB in which Linux counts memory


@dataclass(frozen=True)
class Took:
    """One way of reading all pages.

    memory   megabytes, of the largest process at its peak; 0 when that is not known
    """

    pages: int
    seconds: float
    cpu: float
    memory: int

    def told(self, name: str) -> str:
        return (
            f"{name:10} {self.pages / self.seconds:6.2f} pages/s  "
            f"{self.cpu / self.pages:6.2f} CPU s a page  {self.memory:5} MB"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    files = [file for path in asked.paths for file in _files(path)]
    sheets = {file: _sheets(file, asked.pages) for file in files}
    count = sum(map(len, sheets.values()))
    took = {
        "readingroom": _measured(count, lambda: _convert(sheets, asked.jobs)),
        "bare": _measured(count, lambda: _bare(sheets, asked.jobs)),
    }
    if rival := asked.ocrmypdf or shutil.which("ocrmypdf"):
        took["ocrmypdf"] = _measured(count, lambda: _ocrmypdf(rival, sheets, asked.jobs))
    stages = _stages(sheets)
    _tell(took, stages, as_json=asked.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    samples = Path(__file__).parent.parent / "samples"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", type=Path, default=[samples], metavar="FILE_OR_FOLDER")
    parser.add_argument("--pages", type=int, default=10_000, help="the first so many of each")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ocrmypdf", help="the program to compare with")
    parser.add_argument("--json", action="store_true")
    return parser


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.pdf")) if path.is_dir() else [path]


def _sheets(file: Path, most: int) -> tuple[Sheet, ...]:
    return list_sheets(open_source(file), dpi=None, max_pages=100_000)[:most]


def _measured(pages: int, work: Callable[[], int]) -> Took:
    """What `work` took with all programs it started; it gives its peak of memory in MB."""
    before, start = _cpu(), time.perf_counter()
    memory = work()
    return Took(pages, time.perf_counter() - start, _cpu() - before, memory)


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


# Tells the largest of the processes below it, which this process could not tell from those
# of the way of reading before.
WATCHED = (
    "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=-3, stderr=-3);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
)


def _watched(command: Sequence[str]) -> int:
    """Run a command; megabytes of its largest process."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, *command], capture_output=True, text=True, check=True
    )
    return int(done.stdout) // MEGABYTE


def _convert(sheets: dict[Path, tuple[Sheet, ...]], jobs: int) -> int:
    with tempfile.TemporaryDirectory() as out:
        program = str(Path(sys.executable).with_name("readingroom"))
        command = [program, "convert", "-o", out, "-q", "--jobs", f"{jobs}"]
        return max(
            _watched([*command, "--pages", f"1-{len(own)}", str(file)])
            for file, own in sheets.items()
        )


def _bare(sheets: dict[Path, tuple[Sheet, ...]], jobs: int) -> int:
    pages = [(file, sheet) for file, own in sheets.items() for sheet in own]
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda page: _bare_page(*page), pages))
    return 0


def _bare_page(file: Path, sheet: Sheet) -> None:
    number, dpi = f"{sheet.number}", f"{sheet.dpi}"
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(
        ["pdftoppm", "-r", dpi, "-gray", "-f", number, "-l", number, str(file)],
        stdout=subprocess.PIPE,
    ) as drawing:
        subprocess.run(
            ["tesseract", "-", "-", "--dpi", dpi, "tsv"],
            stdin=drawing.stdout,
            capture_output=True,
            check=True,
            env=alone,
        )


def _ocrmypdf(program: str, sheets: dict[Path, tuple[Sheet, ...]], jobs: int) -> int:
    flags = ["--force-ocr", "--output-type", "pdf", "--optimize", "0", "--jobs", f"{jobs}"]
    with tempfile.TemporaryDirectory() as out:
        made, text = f"{out}/made.pdf", f"{out}/text.txt"
        return max(
            _watched(
                [program, *flags, "--pages", f"1-{len(own)}", "--sidecar", text, str(file), made]
            )
            for file, own in sheets.items()
        )


def _stages(sheets: dict[Path, tuple[Sheet, ...]]) -> dict[str, float]:
    """Seconds a page for each stage, on the first pages of each file."""
    profiler, count = cProfile.Profile(), 0
    for file, own in sheets.items():
        source = open_source(file)
        profiler.enable()
        read_pages(source, own[:4], ReadSettings())
        profiler.disable()
        count += len(own[:4])
    stats = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return {
        stage: sum(
            row[3]
            for (file, _, name), row in stats.items()
            if (file[-len(end) :], name) == (end, function)
        )
        / count
        for stage, (end, function) in STAGES.items()
    }


def _tell(took: dict[str, Took], stages: dict[str, float], *, as_json: bool) -> None:
    ratios = {name: each.seconds / took["readingroom"].seconds for name, each in took.items()}
    if as_json:
        ways = {name: asdict(each) for name, each in took.items()}
        print(json.dumps({"ways": ways, "times_as_fast_as": ratios, "stages": stages}))  # noqa: T201
        return
    for name, each in took.items():
        print(each.told(name) + f"  readingroom is {ratios[name]:.2f} times as fast")  # noqa: T201
    print("\nms a page, by stage: " + ", ".join(f"{s} {1000 * t:.0f}" for s, t in stages.items()))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
