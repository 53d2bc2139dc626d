"""Telegrams typed out for tests, of the fictional post Karvala, and pages that hold them."""

from cleanup.documents import clean_release
from ocr.page import Page
from tests.builders import line, page

SUBJECT = "SUBJECT: FERRY BIDS BEFORE THE CABINET"
LINES_ON_A_PAGE = 44


def sent(
    number,
    total,
    *body,
    serial=2317,
    day="221645Z OCT 96",
    julian="2961645",
    subject=SUBJECT,
    notice=(),
    ending=True,
):
    """One transmitted section with its envelope, rows from top to bottom; "" is a blank line."""
    section = f"SECTION {number:02} OF {total:02} " if total > 1 else ""
    return (
        "VZCZCXRO4102",
        "OO RUEHWEB",
        f"DE RUEHKV #{serial:04}/{number:02} {julian}",
        "ZNY CCCCC ZZH",
        f"O {day}",
        "FM AMEMBASSY KARVALA",
        "TO RUEHC/SECSTATE WASHDC IMMEDIATE 5120",
        "INFO RUEHXX/BALTIC EMBASSIES COLLECTIVE PRIORITY",
        "BT",
        f"C O N F I D E N T I A L {section}KARVALA {serial:06}",
        *notice,
        "SIPDIS",
        "E.O. 12958: DECL: 10/21/06",
        "TAGS: ELTN, PREL",
        subject,
        "",
        *body,
        *(("", "BT", f"#{serial:04}", "NNNN") if ending else ()),
    )


def archived(number, total, *body, serial=2317, year=74):
    """One section as the archive of 1973-79 prints it."""
    section = f"SECTION {number} OF {total} " if total > 1 else ""
    return (
        "CONFIDENTIAL",
        f"PAGE 01 KARVAL {serial:05} {number:02} OF {total:02} 221700Z",
        "ACTION EUR-12",
        "INFO OCT-01 ISO-00 SSO-00 /026 W",
        "--------------------- 054819",
        f"P R 221645Z OCT {year}",
        "FM AMEMBASSY KARVALA",
        "TO SECSTATE WASHDC PRIORITY 5120",
        "INFO AMEMBASSY PORT ELMA",
        f"C O N F I D E N T I A L {section}KARVALA {serial}",
        "EXDIS",
        "E.O. 11652: GDS",
        "TAGS: PFOR, ETRD",
        SUBJECT,
        "REF: STATE 12345",
        *body,
        "BT",
        "NNNN",
    )


def pages(*sheets):
    """Pages of typed rows; each sheet begins a page and may go over more than one."""
    made: list[Page] = []
    for sheet in sheets:
        for start in range(0, len(sheet), LINES_ON_A_PAGE):
            rows = sheet[start : start + LINES_ON_A_PAGE]
            typed = [line(said, top=320 + 40 * n) for n, said in enumerate(rows) if said]
            made.append(page(*typed, number=len(made) + 1))
    return made


def cleaned(*sheets):
    return clean_release(pages(*sheets))


def said(text):
    """A text without line breaks."""
    return " ".join(text.split())
