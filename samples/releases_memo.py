"""A bureau's memorandum with codes in the bureau's own style beside each excision.

The Harbor Inquiry Bureau and everyone in it are invented.
"""

from samples.looks import Look, Wear
from samples.script import UNSTAMPED, Release, Stamp, line, page_number, para

TEXT = (
    line("To:       Chief, Inquiry Division"),
    line("From:     Field Office, Port Elma"),
    line("Subject:  LIGHTHOUSE STORES\n          MISSING LAMP OIL; INQUIRY AND RESULTS"),
    line("Date:     March 21, 1978"),
    para(
        """Reference is made to the Division's note of March 3, which asked
        this office to find out why the lighthouses of the northern coast
        have drawn twice as much lamp oil as in any earlier winter.""",
        gap=2,
    ),
    para(
        """On March 6 Special Agents {20} and Dorn called at the
        depot of the Lighthouse Service and were received by the
        storekeeper, who has held the post since 1961. He was helpful and
        a little proud. He said that the lamps had been changed in the
        autumn, that the new ones burn longer, and that nobody had told
        the Division because nobody had asked.""",
        ("b6 -1", "b7C -1"),
    ),
    para(
        """The agents then looked at the books. The storekeeper's ledger
        agrees with the receipts of the keepers at all stations but one.
        At Gull Point the receipts for November and December are in a
        hand which is not the keeper's. {>3} The sheets were sent to the
        laboratory on March 8.""",
        ("b7E -1, 2",),
    ),
    para(
        """The keeper at Gull Point, Mr. {16} was seen at his home
        on March 9. He has been a widower since the summer and keeps a
        goat. He said that his nephew {14} had helped him with
        the lamp and the papers while he was in bed with a bad chest, and
        that the boy writes a better hand than he does. He did not know
        how much oil had come up the hill. He offered the agents tea.""",
        ("b6 -1", "b7C -1"),
    ),
    para(
        """The nephew was seen at the boat yard the same afternoon. He said
        at once that he had signed for forty cans and carried up twenty,
        because the cart would not take more on the ice, and that the
        other twenty are in the boat house, where anyone may count them.
        The agents counted them. There were nineteen. {>} He has since
        found the last one and sent a post card to say so.""",
        ("b6 -1", "b7C -1"),
    ),
    para(
        """A check with the records of the harbor master showed that the
        supply boat called at Gull Point on November 14 and December 12,
        as the receipts say. {>2} No other vessel is known to have put in
        there that winter.""",
        ("b7E -1, 2",),
    ),
    para("CONCLUSION"),
    para(
        """It is the view of this office that no oil was stolen. The new
        lamps account for most of what was drawn, and the boat house at
        Gull Point for the rest. It is recommended that the Lighthouse
        Service be asked to tell the Division when it changes its lamps,
        and that a second cart be found for Gull Point.""",
    ),
    para(
        """Unless advised otherwise by April 15, this office will take no
        further action and will consider the matter closed.""",
    ),
)

STAMP_X, STAMP_Y = 5.35, 9.55
ALL_INFORMATION = tuple(
    Stamp(text, "release-stamp", STAMP_X, STAMP_Y + n * 0.15, 8.5, centred=False)
    for n, text in enumerate(
        (
            "ALL INFORMATION CONTAINED",
            "HEREIN IS UNCLASSIFIED",
            "DATE 05-17-2011 BY 41702",
        )
    )
)
MIDDLE = 4.25


def _banners() -> tuple[Stamp, ...]:
    return (
        Stamp("SECRET//NOFORN", "banner", MIDDLE, 0.55, 14.0, struck=True),
        Stamp("SECRET//NOFORN", "banner", MIDDLE, 10.62, 14.0, struck=True),
    )


MEMO = Release(
    name="bureau-memo",
    about="a memorandum with black bars and b6/b7 codes; dirty black-and-white copy",
    look=Look(
        font="courier",
        dpi=200,
        row=0.205,
        rows=38,
        top=1.3,
        wear=Wear(
            skews=(-0.4, 0.5),
            unsteady=0.002,
            uneven=0.35,
            specks=260,
            edges=True,
            blur=0.003,
            grain=14,
        ),
    ),
    blocks=TEXT,
    stamps=(
        (*_banners(), *ALL_INFORMATION),
        (*_banners(), page_number(2)),
    ),
    cable=None,
    release=UNSTAMPED,
)
