"""A typed letter that nobody had to black anything out of.

Its black discs are the holes of a binder. Everyone in it is invented.
"""

from samples.looks import Look, Wear
from samples.script import UNSTAMPED, Release, line, para

TEXT = (
    line("14 Chandler's Row\nPort Elma\nOctober 9, 1963"),
    line("The Harbor Master\nCustom House\nPort Elma", gap=2),
    para("Dear Captain Veil,", gap=2),
    para(
        """I am writing about the bell. As you know it has hung at the end
        of the north pier since before my father's time, and it has been
        rung in fog by whoever was nearest. For the last eleven years the
        person nearest has been me.""",
    ),
    para(
        """On Tuesday night, when the fog came in so suddenly, I went down at
        once and found that the rope had been taken away. There was a new
        iron box in its place with a lamp on it, and a notice which said
        that the bell would now ring by itself. It did not. I stood there
        for an hour and a half and struck it with my walking stick, and
        the ferry came in safely, though the pilot has since told me that
        he took it for a man beating a bucket.""",
    ),
    para(
        """I do not complain of the box. I am seventy-four and shall be glad
        to stay in bed. But I would ask you to put the rope back until
        the box has learned its work. It need cost nothing: the old rope
        is in my shed, where your men left it by mistake, and I can still
        tie the knot.""",
    ),
    para(
        """If it would be of use I could come to the Custom House on any day
        but Thursday and show the young man from the electric company how
        the bell is meant to sound. It is two strokes, then one, and then
        you count to twenty.""",
    ),
    para("Yours faithfully,", gap=2),
    para("Edwina Sallow", gap=3),
)

LETTER = Release(
    name="typed-letter",
    about="one page, nothing redacted; uneven ink, punch holes, a copier's dark edge",
    look=Look(
        font="typewriter",
        dpi=200,
        row=0.19,
        rows=48,
        top=1.3,
        left=1.15,
        wear=Wear(
            skews=(0.7,),
            unsteady=0.003,
            uneven=0.6,
            specks=120,
            edges=True,
            holes=True,
            blur=0.004,
            grain=4,
            jpeg=45,
        ),
    ),
    blocks=TEXT,
    stamps=((),),
    cable=None,
    release=UNSTAMPED,
)
