"""A cable of 1996 in three sections, each sent with an envelope of its own.

Karvala, Solvania and everyone in it are invented. Sections share the number and
the time of the message; only the part after the stroke tells them apart.
"""

from samples.looks import Look, Wear
from samples.script import HEADER_AGAIN, Block, Release, Running, Stamp, line, lines, para

SUBJECT = "SOLVANIA: RAIL MINISTRY WEIGHS FOREIGN BIDS FOR THE NIGHT FERRY LINE"


def _envelope(section: int) -> str:
    return f"""
VZCZCXRO41{section:02}
OO RUEHWEB
DE RUEHKV #2317/{section:02} 2961645
ZNY CCCCC ZZH
O 221645Z OCT 96
FM AMEMBASSY KARVALA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 5120
INFO RUEHXX/BALTIC EMBASSIES COLLECTIVE PRIORITY
RUCPDOC/DEPT OF COMMERCE WASHDC PRIORITY
BT"""


def _controls(section: int) -> str:
    return f"""
C O N F I D E N T I A L SECTION {section:02} OF 03 KARVALA 002317
SIPDIS
SENSITIVE
STATE FOR EUR/NB AND EB/TRA"""


FIELDS = f"""
E.O. 12958: DECL: 10/21/06
TAGS: ELTN, EINV, PGOV, PREL
SUBJECT: {SUBJECT}"""

# The layout of a section: envelope, class line and captions, fields, text, trailer.
TRAILER = """
BT
#2317
NNNN"""


def _again(section: int) -> tuple[Block, ...]:
    """End the section before and start this one; none of it belongs to the text."""
    return (
        *lines(TRAILER, "section-trailer", gap=1),
        *lines(_envelope(section), "section-envelope", gap=2),
        Block(section=section),
        *lines(_controls(section), HEADER_AGAIN),
        *lines(FIELDS, HEADER_AGAIN, gap=1),
    )


ONE = (
    *lines(_envelope(1)),
    *lines(_controls(1)),
    *lines(FIELDS, gap=1),
    line("REF: A. KARVALA 2290  B. STATE 198431 (NOTAL)", gap=1),
    line(
        "CLASSIFIED BY: ECONOMIC COUNSELOR LEWIS TARRANT. REASON:\n1.5(B) AND (D).",
        gap=1,
    ),
    para(
        """1. (C) SUMMARY: THE RAIL MINISTRY HAS OPENED THREE FOREIGN BIDS
        FOR THE NIGHT FERRY LINE BETWEEN KARVALA AND THE ISLANDS, AND
        WILL TELL THE CABINET WHICH IT PREFERS BEFORE THE END OF THE
        MONTH. ONE OF THE THREE IS AMERICAN. OUR CONTACTS THINK IT IS
        THE BEST AND NOT THE CHEAPEST. THE DEPUTY MINISTER WANTS TO KNOW
        WHETHER THE EXPORT CREDIT THAT WAS SPOKEN OF IN REF A STILL
        STANDS. ACTION REQUEST AT PARA 9. END SUMMARY.""",
    ),
    para(
        """2. (U) THE NIGHT FERRY CARRIES TWO TRAINS OF FREIGHT CARS AND
        SOME 300 PASSENGERS ACROSS THE SOUND EACH NIGHT FROM MARCH TO
        NOVEMBER. BOTH SHIPS ARE OLDER THAN THEIR CAPTAINS. ONE OF THEM
        LOST HER STERN DOOR IN THE GALE OF LAST JANUARY AND HAS NOT
        SAILED SINCE, AND THE FARMERS OF THE ISLANDS HAVE BEGUN TO SELL
        THEIR HERDS RATHER THAN WAIT FOR FODDER.""",
    ),
    para(
        """3. (C) DEPUTY MINISTER ANSELM ROKKA TOLD ECONOFF ON OCTOBER 18
        THAT HE HAS ALL BUT MADE UP HIS MIND. THE AMERICAN SHIPS ARE
        LARGER THAN HE NEEDS, HE SAID, BUT THEY CAN BE DELIVERED IN A
        YEAR, AND THE YARD HAS OFFERED TO TRAIN THE CREWS. WHAT WORRIES
        HIM IS THE PRICE OF MONEY. {>1} HE ADDED THAT HE WOULD SAY SO TO
        THE CABINET IF HE WERE ASKED, AND THAT HE DID NOT EXPECT TO BE
        ASKED BEFORE""",
        ("B1", "1.4(D)"),
    ),
)

TWO = (
    *_again(2),
    para(
        """THE FINANCE MINISTER COMES BACK FROM HIS HOLIDAY ON THE LAKES.""",
        continues=True,
    ),
    para(
        """4. (C) THE OTHER BIDS ARE NOT WITHOUT FRIENDS. THE SECOND COMES
        FROM A YARD ACROSS THE SOUND WHICH BUILT THE PRESENT SHIPS AND
        KNOWS EVERY RIVET IN THEM. IT OFFERS TO MEND BOTH FOR A THIRD OF
        THE PRICE OF NEW ONES. THE THIRD IS A CHARTER: TWO SHIPS FOR TEN
        YEARS, CREWS AND ALL. THE SEAMEN'S UNION HAS LET IT BE KNOWN THAT
        IT WOULD STRIKE OVER THE CHARTER AND DANCE OVER THE REPAIR.""",
    ),
    para(
        """5. (SBU) ROKKA'S OWN STAFF ARE DIVIDED. THE ENGINEERS WANT THE
        NEW SHIPS. THE PAYMASTERS WANT THE REPAIR. THE HEAD OF THE NIGHT
        LINE, WHO HAS CROSSED THE SOUND SOME 4,000 TIMES, TOLD US OVER
        LUNCH THAT HE WOULD TAKE ANYTHING THAT FLOATS AND HAS A DOOR.""",
    ),
    para(
        """6. (C) A MEMBER OF THE TRANSPORT COMMITTEE, {24} SAID THAT THE
        COMMITTEE WILL FOLLOW THE CABINET IF THE CABINET IS OF ONE MIND,
        AND WILL ASK FOR A NEW ROUND OF BIDS IF IT IS NOT. A NEW ROUND
        WOULD TAKE SIX MONTHS AND MOST OF THE NEXT SAILING SEASON. SHE
        THOUGHT THAT THE AMERICAN YARD SHOULD SEND SOMEONE TO THE ISLANDS
        SOON, "AND NOT A LAWYER."
        """,
        ("B1", "1.4(D)"),
    ),
)

THREE = (
    *_again(3),
    para(
        """7. (SBU) THE YARD'S AGENT HERE, WHO HAS BEEN IN TOWN SINCE AUGUST,
        KNOWS ALL THIS. HE PLANS TO TAKE THE MAYORS OF THE FOUR LARGER
        ISLANDS TO SEE A SHIP OF THE SAME CLASS AT WORK, AND HAS ASKED
        WHETHER THE EMBASSY WOULD GIVE A RECEPTION WHEN THEY RETURN. WE
        SAID THAT WE WOULD.""",
    ),
    para(
        """8. (C) COMMENT: THE NIGHT FERRY IS A SMALL LINE, BUT THE ISLANDS
        HOLD THE BALANCE IN THE ASSEMBLY, AND NO GOVERNMENT HERE HAS
        LASTED A WINTER IN WHICH THE FODDER DID NOT ARRIVE. ROKKA IS AN
        HONEST MAN WITH A HARD SUM TO DO. A CLEAR WORD ON THE CREDIT
        WOULD HELP HIM MORE THAN ANY VISIT. END COMMENT.""",
    ),
    para(
        """9. (C) ACTION REQUEST: PLEASE TELL US BY OCTOBER 28 WHETHER THE
        EXPORT CREDIT STILL STANDS, AND FOR HOW LONG.""",
    ),
    para("HARGREAVE"),
    *lines(TRAILER, gap=0),
)

RELEASE_HEADER = (
    "UNCLASSIFIED   U.S. Department of State   Case No. F-2014-06612   "
    "Doc No. C05790417   Date: 03/09/2016"
)
MIDDLE = 4.25
FIRST_PAGE = (
    Stamp("RELEASE IN PART", "release-stamp", 6.3, 1.35, 11.0, centred=False),
    Stamp("B1,1.4(D)", "release-stamp", 6.3, 1.55, 11.0, centred=False),
    Stamp(
        "REVIEW AUTHORITY: Owen Thrale, Senior Reviewer", "reviewer", 4.6, 10.15, 9.0, centred=False
    ),
)


def _banners() -> tuple[Stamp, ...]:
    """The old level struck, the new one above it, at the top and at the bottom."""
    return (
        Stamp(RELEASE_HEADER, "release-header", MIDDLE, 0.38, 8.5),
        Stamp("UNCLASSIFIED", "banner", MIDDLE, 0.66, 13.0),
        Stamp("CONFIDENTIAL", "banner", MIDDLE, 0.90, 13.0, struck=True),
        Stamp("UNCLASSIFIED", "banner", MIDDLE, 10.45, 13.0),
        Stamp("CONFIDENTIAL", "banner", MIDDLE, 10.69, 13.0, struck=True),
    )


SECTIONS = Release(
    name="section-cable",
    about="three sections sent separately; running lines inside sentences; a grey scan",
    look=Look(
        font="mono",
        dpi=300,
        row=0.19,
        rows=44,
        top=1.35,
        wear=Wear(
            skews=(0.2, 0.0, -0.3, 0.1),
            unsteady=0.0015,
            uneven=0.45,
            specks=40,
            blur=0.004,
            grain=2.5,
            jpeg=22,
        ),
    ),
    blocks=(*ONE, *TWO, *THREE),
    stamps=((*_banners(), *FIRST_PAGE), _banners(), _banners(), _banners()),
    cable={
        "mrn": {"year": 1996, "post": "KARVALA", "number": 2317},
        "dtg": "1996-10-22T16:45:00Z",
        "precedence": "immediate",
        "from": "AMEMBASSY KARVALA",
        "to": ["RUEHC/SECSTATE WASHDC IMMEDIATE 5120"],
        "info": [
            "RUEHXX/BALTIC EMBASSIES COLLECTIVE PRIORITY",
            "RUCPDOC/DEPT OF COMMERCE WASHDC PRIORITY",
        ],
        "classification": "CONFIDENTIAL",
        "tags": ["ELTN", "EINV", "PGOV", "PREL"],
        "subject": SUBJECT,
        "signature": "HARGREAVE",
    },
    release={
        "decision": "in part",
        "codes": ["(b)(1)", "1.4(d)"],
        "reviewer": "Owen Thrale, Senior Reviewer",
        "case_number": "F-2014-06612",
        "document_number": "C05790417",
    },
    sections=3,
    running=(
        Running(2, "KARVALA 00002317  001 OF 003"),
        Running(3, "KARVALA 00002317  002 OF 003"),
        Running(4, "KARVALA 00002317  003 OF 003"),
    ),
)
