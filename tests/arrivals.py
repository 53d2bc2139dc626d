"""Telegrams for tests: fictional cables, section by section, as files that arrive."""

from flows.cables import file_beside
from flows.convert import convert
from flows.settings import Settings
from ocr.frame import Frame
from ocr.model import Status
from ocr.page import Page
from tests.builders import DPI, HIGH, PITCH, WIDE, line
from tests.shelves import drop

ONE = ("1. (C) THE MINISTER SPOKE OF HIS PLANS FOR THE", "HARBORS OF THE NORTHERN COAST. HE")
TWO = ("HOPED TO BEGIN WITH THE WORKS IN THE SPRING.", "2. (C) THE WORKS ARE TO BE PAID BY A")
THREE = (
    "LOAN OF THE BANK, WHICH IS NOT YET AGREED.",
    "3. (U) COMMENT: HE IS AN HONEST MAN.",
    "",
    "HALE",
)
BODIES = {1: ONE, 2: TWO, 3: THREE}
TEXT = """\
1. (C) THE MINISTER SPOKE OF HIS PLANS FOR THE HARBORS OF THE NORTHERN COAST. HE HOPED TO \
BEGIN WITH THE WORKS IN THE SPRING.

2. (C) THE WORKS ARE TO BE PAID BY A LOAN OF THE BANK, WHICH IS NOT YET AGREED.

3. (U) COMMENT: HE IS AN HONEST MAN.

HALE
"""


def section(
    number,
    total=3,
    body=None,
    *,
    post="ELMA",
    serial=2317,
    dtg="141530Z FEB 85",
    subject="PLANS FOR THE HARBORS",
    ref=(),
):
    """The rows of one section as transmitted, envelope and all."""
    return (
        "PP RUEHC",
        f"DE RUELMA #{serial} 0451530",
        "ZNY CCCCC ZZH",
        f"P {dtg}",
        f"FM AMEMBASSY {post}",
        "TO RUEHC/SECSTATE WASHDC 1234",
        "BT",
        f"C O N F I D E N T I A L SECTION {number:02} OF {total:02} {post} {serial:06}",
        "E.O. 12356: DECL: OADR",
        "TAGS: PREL, EWWT",
        f"SUBJECT: {subject}",
        *ref,
        "",
        *(BODIES[number] if body is None else body),
        "",
        "BT",
        f"#{serial}",
        "NNNN",
    )


def laid(rows, number=1, confidence=0.9, redactions=()):
    """Rows of type on a page; "" is a blank line."""
    lines = [
        line(said, top=200 + PITCH * n, confidence=confidence)
        for n, said in enumerate(rows)
        if said
    ]
    return Page(number, DPI, Frame(WIDE, HIGH), Status.READ, tuple(lines), tuple(redactions))


class Telegrams:
    """Reads from each file what was dropped under its name: one page a section."""

    def __init__(self):
        self.pages = {}

    def drop(self, folder, name, *sections, confidence=0.9, says=""):
        self.pages[name] = [
            each if isinstance(each, Page) else laid(each, n, confidence)
            for n, each in enumerate(sections, 1)
        ]
        return drop(folder, name, says)

    def warm(self):
        pass

    def read(self, source, sheets, reading):
        yield from self.pages[source.path.name]


def convert_all(paths, readers, out):
    """What `readingroom convert PATHS -o OUT` does about cables."""
    out.mkdir(exist_ok=True)
    for path in paths:
        file_beside(convert(path, Settings(), readers), out)


def folders(home):
    """The bytes of every file below a cables folder, by its name in it."""
    top = home / "cables"
    found = sorted(p for p in top.rglob("*") if p.is_file()) if top.exists() else []
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in found}
