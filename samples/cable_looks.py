"""The machine a cable was printed on, and what the releasing agency stamped on its pages."""

from dataclasses import dataclass
from random import Random

from samples.cable_message import Message
from samples.copying import Level
from samples.looks import Look, Wear
from samples.script import Stamp

MIDDLE = 4.25
# State has most cables to release.
AGENCIES = ("state-foia", "state-foia", "state-foia", "crest", "nara", "library", "nsa", "plain")
WEAR = {
    Level.CLEAN: Wear((0.08,), unsteady=0.0006, uneven=0.08, specks=8, blur=0.001, grain=4),
    Level.WORN: Wear((0.4,), unsteady=0.002, uneven=0.1, specks=250, blur=0.003, grain=12),
    Level.BAD: Wear(
        (0.6,),
        unsteady=0.004,
        uneven=0.15,
        specks=900,
        edges=True,
        holes=True,
        blur=0.0045,
        grain=20,
    ),
}


@dataclass(frozen=True, slots=True)
class Handling:
    """Which agency released it and the numbers it stamped; the same on all its pages."""

    agency: str
    number: str
    banners: bool
    struck: bool
    stamped: bool


def handling(rng: Random, message: Message) -> Handling:
    """Drawn by lot; State's systematic review handles what is in the archive of the 1970s."""
    agency = rng.choice(AGENCIES)
    if message.era == "aad" and rng.random() < 0.7:
        agency = "state-review"
    return Handling(
        agency,
        f"{rng.randint(5_000_000, 9_999_999):08}",
        banners=rng.random() < 0.7,
        struck=rng.random() < 0.5,
        stamped=rng.random() < 0.6,
    )


def look_of(era: str, level: Level, rng: Random) -> Look:
    """Rows, columns and type by era; the wear by level."""
    font = {"paper": "typewriter", "aad": "mono"}.get(era) or rng.choice(("courier", "mono"))
    return Look(
        font=font,
        dpi=rng.choice((200, 300)) if level is Level.CLEAN else 200,
        wear=WEAR[level],
        row=rng.choice((0.175, 0.18, 0.19)),
        columns=rng.choice((58, 60, 62)),
        rows=rng.choice((42, 44, 46)),
        top=1.4,
    )


def stamps_of(
    handled: Handling, message: Message, pages: int, look: Look
) -> tuple[tuple[Stamp, ...], ...]:
    """For each page what was stamped on it."""
    return tuple(_page(handled, message, page, pages) for page in range(1, pages + 1))


def _page(handled: Handling, message: Message, page: int, pages: int) -> tuple[Stamp, ...]:
    stamps = list(_agency(handled, page))
    if handled.banners:
        for y in (0.78, 10.55):
            stamps.append(Stamp(message.level, "banner", MIDDLE, y, 13.0, struck=handled.struck))
    if handled.stamped and page == 1 and handled.agency == "state-foia":
        stamps.append(Stamp("RELEASE IN PART", "release-stamp", 6.2, 1.02, 11.0, centred=False))
        stamps.append(Stamp("B1,1.4(D)", "release-stamp", 6.2, 1.2, 11.0, centred=False))
        said = "REVIEW AUTHORITY: Owen Thrale, Senior Reviewer"
        stamps.append(Stamp(said, "reviewer", 4.4, 10.3, 9.0, centred=False))
    if handled.stamped and handled.agency == "plain":
        stamps.append(Stamp(f"{page}", "page-number", MIDDLE, 10.75, 10.0, font="sans"))
    return tuple(stamps)


def _agency(handled: Handling, page: int) -> tuple[Stamp, ...]:
    number = handled.number
    if handled.agency == "state-foia":
        said = (
            f"UNCLASSIFIED   U.S. Department of State   Case No. F-2014-{number[:5]}   "
            f"Doc No. C{number}   Date: 03/09/2016"
        )
        return (Stamp(said, "release-header", MIDDLE, 0.42, 8.5),)
    if handled.agency == "state-review":
        said = "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005"
        name = "Ida Marlowe " if int(number) % 2 else ""
        return (Stamp(name + said, "release-header", MIDDLE, 10.8, 8.5),)
    if handled.agency == "crest":
        said = f"Approved For Release 2007/12/13 : CIA-RDP85B00{number[:3]}R0004000{number[:5]}-1"
        return tuple(Stamp(said, "release-header", MIDDLE, y, 9.5) for y in (0.42, 10.82))
    if handled.agency == "library":
        locator = f"NLC-{number[:2]}-{number[2:5]}-3-10-8"
        said = f"No Objection To Declassification in Full 2011/04/28 : {locator}"
        return (Stamp(said, "release-header", MIDDLE, 0.42, 9.5),)
    if handled.agency == "nsa":
        said = f"Approved for Release by NSA on 11-09-2020, FOIA Case #{number[:5]}"
        return (Stamp(said, "release-header", MIDDLE, 10.82, 9.5),)
    if handled.agency == "nara" and page == 1:
        rows = ("DECLASSIFIED", f"Authority NND {number[:6]}", "By OT NARA Date 3/4/12")
        return tuple(
            Stamp(each, "release-stamp", 6.1, 0.4 + 0.16 * n, 9.0, centred=False)
            for n, each in enumerate(rows)
        )
    return ()
