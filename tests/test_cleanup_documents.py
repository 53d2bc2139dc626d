"""How a whole release becomes clean text."""

import pytest

from cleanup.documents import clean_release
from tests.builders import line, page

HEADING = ("FM AMEMBASSY ELMA", "TAGS: PREL, EWWT", "SUBJECT: PLANS FOR HARBORS")
FIRST = "1. THE MINISTER SPOKE OF HIS PLANS FOR THE HARBORS."


def section(number, text):
    return (f"***** START OF SECTION {number} *****", *HEADING[1:], text)


def text_of(*said):
    lines = [line(words, top=400 + 40 * n) for n, words in enumerate(said)]
    return " ".join(clean_release([page(*lines)]).documents[0].text.split())


def after_first(*sections):
    said = [words for number, text in sections for words in section(number, text)]
    return text_of(*HEADING, FIRST, *said).split(FIRST)[1].strip()


@pytest.mark.parametrize(
    ("sections", "wanted"),
    [
        ([(2, "2. TWO."), (4, "4. FOUR.")], "2. TWO. [MISSING SECTION 3 OF 4] 4. FOUR."),
        ([(3, "3. THREE.")], "[MISSING SECTION 2 OF 3] 3. THREE."),
        (
            [(3, "3. THREE."), (5, "5. FIVE.")],
            "[MISSING SECTION 2 OF 5] 3. THREE. [MISSING SECTION 4 OF 5] 5. FIVE.",
        ),
        ([(2, "2. TWO."), (3, "3. THREE.")], "2. TWO. 3. THREE."),
    ],
)
def test_a_missing_section_is_named_where_it_would_stand(sections, wanted):
    assert after_first(*sections) == wanted
