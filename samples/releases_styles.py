"""A report redacted in every style in turn, among pictures that are no redactions.

Three agencies had it on their desks, one after the other, each with its own habit.
The museum, its keeper and all the visitors are invented.
"""

from samples.looks import Look, Wear
from samples.script import UNSTAMPED, Picture, Release, line, page_number, para

PERSON = ("b6 -1",)
SOURCE = ("b7D -1",)
POLICY = ("1.4(D)", "B1")

TEXT = (
    line("REPORT ON THE MUSEUM OF LAMPS AT GULL POINT"),
    para(
        """The museum was opened in June by the Lighthouse Service, which had
        nowhere else to keep its old lamps. The first keeper was
        {14:black} and the second is her brother. Both know
        every lamp by name. The ticket costs less than the tea.""",
        PERSON,
        gap=2,
    ),
    para(
        """On the third of the month the inspector asked to see the visitors'
        book. It was shown to him by {16:marker} who said that
        the last page was missing when she came. The inspector
        believed her, because {12:marker} had said the same.""",
        PERSON,
        gap=2,
    ),
    para(
        """The large lens in the east room is on loan. The contract was signed
        by {18:outlined} and has run out twice. {>1:outlined} It was
        agreed that the lens should stay until somebody asks for it.""",
        POLICY,
        gap=2,
    ),
    para(
        """A photograph of the lens is below. It was taken at night, by the
        light of the lens, and shows the two keepers in front of it.""",
        gap=2,
    ),
    para(
        """The lamp of the night ferry hangs in the hall. It came from
        {14:grey} in a crate marked as herring. The letter that
        was in the crate says that {20:grey} would like it back
        one day, but not soon.""",
        SOURCE,
        new_page=True,
    ),
    para(
        """The brass lamps were cleaned in the spring. The firm sent two men,
        {12:coloured} and another, who broke nothing. Their bill
        was paid from the fund for {16:coloured} as always. The
        steel lamps need no cleaning, and nobody looks at them.""",
        PERSON,
        gap=2,
    ),
    para(
        """A list of the lamps that are missing is below. Some of the
        entries were never filled in.""",
        gap=2,
    ),
    para(
        """The alarm was tested on the ninth. {>2:hatched} It rang for an hour
        and was heard in the village, where it was taken for the ferry.
        The switch is behind {16:hatched} and has been painted.""",
        ("b7E -1, 2",),
        gap=12,
    ),
    para(
        """The plan for the winter is simple. The museum closes when the last
        visitor has gone home, and the key is kept at the bakery.""",
        gap=2,
    ),
    para(
        """The way to the museum is on the map. The road was measured by
        {15:whited-out} in one afternoon, and the figures agree
        with the older ones. The bridge at Oste can bear a cart, and the
        owner, {16:whited-out} asks for no toll on Sundays.""",
        PERSON,
        gap=17,
        new_page=True,
    ),
    para(
        """It is recommended that the museum stay open, that the missing page
        be looked for in the bakery, and that a second cup be bought.""",
        gap=2,
    ),
    para(
        """The inspector also saw a picture of the opening, cut from the paper
        of the next morning. Nobody in it can be recognised.""",
        gap=2,
    ),
)

PICTURES = (
    Picture(1, "masthead", (1.0, 0.5, 5.5, 0.95)),
    Picture(1, "photo", (1.6, 7.0, 5.6, 9.4)),
    Picture(2, "table", (1.0, 4.4, 7.0, 6.2)),
    Picture(2, "thick rule", (1.0, 9.3, 7.2, 9.4)),
    Picture(3, "map", (1.0, 1.1, 6.4, 4.3)),
    Picture(3, "halftone photo", (1.4, 7.6, 4.6, 9.4)),
    Picture(3, "signature", (5.0, 8.6, 7.4, 9.4)),
)


STYLES = Release(
    name="redaction-styles",
    about="every kind of redaction, and pictures that are none; yellowed paper in colour",
    look=Look(
        font="courier",
        dpi=200,
        row=0.2,
        rows=44,
        top=1.3,
        wear=Wear(
            skews=(0.4, -0.3, 0.2),
            unsteady=0.001,
            uneven=0.2,
            specks=60,
            blur=0.003,
            grain=2,
            jpeg=50,
            tint=(1.0, 0.975, 0.91),
        ),
    ),
    blocks=TEXT,
    stamps=((), (page_number(2),), (page_number(3),)),
    cable=None,
    release=UNSTAMPED,
    pictures=PICTURES,
)
