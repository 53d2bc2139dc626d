"""A cable that the message system merged from five sections, released in part.

Port Elma, Marenga and everyone in it are invented. What is typed stands in
`samples.releases_combined_text`; this is what was stamped on it.
"""

from samples.looks import Look, Wear
from samples.releases_combined_text import FIVE, FOUR, HEADING, ONE, SUBJECT, THREE, TWO
from samples.script import Release, Stamp

# Outer banners that did not survive: (page, at the top).
LOST = {(1, False), (2, False), (5, True), (7, True)}
STRUCK = {(2, True), (3, True), (3, False), (6, True), (6, False)}
MIDDLE = 4.25


def _banners(page: int) -> tuple[Stamp, ...]:
    """Outer and inner banner, nested about the text."""
    outer = {True: 0.50, False: 10.62}
    inner = {True: 0.82, False: 10.22}
    return tuple(
        stamp
        for top in (True, False)
        for stamp in (
            *_outer(page, top, outer[top]),
            Stamp("SECRET//NOFORN", "banner", MIDDLE, inner[top], 12.0),
        )
    )


def _outer(page: int, top: bool, y: float) -> tuple[Stamp, ...]:
    if (page, top) in LOST:
        return ()
    struck = (page, top) in STRUCK
    return (Stamp("CONFIDENTIAL", "banner", MIDDLE, y, 14.0, struck=struck),)


REVIEW = (
    Stamp(
        "REVIEW AUTHORITY: Ida Marlowe, Senior Reviewer",
        "reviewer",
        1.0,
        10.47,
        10.0,
        centred=False,
    ),
    Stamp("2", "page-number", MIDDLE, 10.66, 10.0, font="sans"),
)

COMBINED = Release(
    name="combined-cable",
    about="five sections merged by the message system; margin codes, solid black redactions",
    look=Look(
        font="courier",
        dpi=200,
        row=0.175,
        rows=50,
        top=1.22,
        wear=Wear(
            skews=(0.0, 0.3, 0.0, -0.3, 0.0, 0.2, 0.0),
            unsteady=0.0012,
            uneven=0.25,
            specks=60,
            blur=0.0025,
            grain=12,
        ),
    ),
    blocks=(*HEADING, *ONE, *TWO, *THREE, *FOUR, *FIVE),
    stamps=(
        (*_banners(1), *REVIEW),
        *(_banners(page) for page in range(2, 8)),
    ),
    cable={
        "mrn": {"year": 2011, "post": "PORT ELMA", "number": 412},
        "dtg": "2011-03-14T15:30:00Z",
        "precedence": "priority",
        "from": "AMEMBASSY PORT ELMA",
        "to": ["RUEHC/SECSTATE WASHDC"],
        "info": [
            "ALL US CONSULATES IN MARENGA COLLECTIVE",
            "RHMCSUU/DEPT OF HOMELAND SECURITY WASHINGTON DC",
            "RUEABND/DEA HQS WASHINGTON DC",
            "RUEAORC/US CUSTOMS AND BORDER PROTECTION WASHINGTON DC",
            "RUZDFBI/FBI WASHINGTON DC",
        ],
        "classification": "CONFIDENTIAL",
        "tags": ["EWWT", "EFIS", "KCRM", "PGOV", "PREL"],
        "subject": SUBJECT,
        "signature": "KESTREL",
    },
    release={
        "decision": "in part",
        "codes": ["(b)(1)", "(b)(7)(E)", "1.4(b)", "1.4(d)"],
        "reviewer": "Ida Marlowe, Senior Reviewer",
        "case_number": None,
        "document_number": None,
    },
    sections=5,
)
