"""What fictional cables say: posts, people, subjects and sentences from a seeded grammar.

Every post, country, person and ship is invented. Some sentences are traps: words that
elsewhere are a banner, a code, a section or a page line, inside of a sentence.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Post:
    """An invented embassy or consulate.

    short    the six letters that the archive of the 1970s cuts its name to
    routing  its routing indicator
    country  the country's TAG, which is none that exists
    """

    name: str
    short: str
    routing: str
    country: str
    title: str = "AMEMBASSY"


POSTS = (
    Post("KARVALA", "KARVAL", "RUEHKV", "QA"),
    Post("PORT ELMA", "PORTEL", "RUEHPE", "QM"),
    Post("ZANDEINDE", "ZANDEI", "RUEHZD", "QZ"),
    Post("GULL POINT", "GULLPO", "RUEHGP", "QG", "AMCONSUL"),
    Post("ARDELLO", "ARDELL", "RUEHAD", "QD"),
    Post("SALLOWHAVEN", "SALLOW", "RUEHSW", "QS"),
    Post("TOLMARA", "TOLMAR", "RUEHTM", "QT"),
    Post("QUENBY", "QUENBY", "RUEHQB", "QB", "AMCONSUL"),
    Post("LUSHAVA", "LUSHAV", "RUEHLV", "QL"),
    Post("ORSINKA", "ORSINK", "RUEHOK", "QO"),
    Post("BELGARRA", "BELGAR", "RUEHBG", "QR"),
    Post("NORTH HARLE", "NORTHH", "RUEHNH", "QN"),
    Post("SAN AVELLO", "SANAVE", "RUEHSV", "QV"),
    Post("OSTEREN", "OSTERE", "RUEHOS", "QE"),
    Post("DUNMERRY", "DUNMER", "RUEHDM", "QU", "AMCONSUL"),
    Post("ILVERNA", "ILVERN", "RUEHIV", "QI"),
    Post("MARSHKENT", "MARSHK", "RUEHMK", "QK"),
    Post("CASPORT", "CASPOR", "RUEHCP", "QC"),
)
SURNAMES = (
    *("HARGREAVE", "KESTREL", "TARRANT", "MARRABLE", "TOLLEY", "QUIST", "PELL", "ARDWAY"),
    *("HOLLIN", "DORN", "SALLOW", "THRALE", "OLDACRE", "WINTERBY", "CASSIN", "FENWRIGHT"),
    *("LOMAX", "BRENDISH", "VANTREE", "ROKKA", "ILLISEN", "MARLOWE", "TEASDEN", "OSTROM"),
)
GIVEN = ("LEWIS", "IDA", "OWEN", "ANSELM", "RUTH", "EDGAR", "MAUD", "JONAS", "CLARA", "HUGH")
OFFICES = (
    *("THE HARBOR BOARD", "THE RAIL MINISTRY", "THE LIGHTHOUSE SERVICE", "THE CUSTOMS HOUSE"),
    *("THE FISHERIES COUNCIL", "THE TRANSPORT COMMITTEE", "THE CENTRAL BANK", "THE ASSEMBLY"),
    *("THE PORTS MINISTRY", "THE TIDE SURVEY", "THE SEAMEN'S UNION", "THE GRAIN OFFICE"),
)
THINGS = (
    *("NIGHT FERRY", "NORTH MOLE", "GRAIN ELEVATOR", "FOG BELL", "COAL WHARF", "ISLAND RAILWAY"),
    *("SALT WORKS", "HERRING QUOTA", "CUSTOMS LAUNCH", "PILOT SCHOOL", "TIMBER LOAN"),
    *("LIGHTSHIP CONTRACT", "CABLE STATION", "SUNDAY BRIDGE", "DREDGING FUND", "WOOL TARIFF"),
)
ACTIONS = (
    *("WEIGHS FOREIGN BIDS FOR THE", "POSTPONES REPAIR OF THE", "ASKS FOR CREDIT FOR THE"),
    *("DENIES RUMORS ABOUT THE", "NAMES NEW HEAD OF THE", "DEFENDS ITS PLANS FOR THE"),
    *("OFFERS TO LEASE THE", "REOPENS TALKS ON THE", "LOSES PATIENCE WITH THE"),
)
OPENINGS = (
    *("IN A MEETING WITH ECONOFF", "OVER LUNCH ON MONDAY", "ACCORDING TO TWO SOURCES"),
    *("AS WE REPORTED LAST MONTH", "DURING THE RECESS", "ON THE MARGINS OF THE FAIR"),
    *("SPEAKING TO THE PRESS", "WITHOUT BEING ASKED", "BEFORE THE CABINET MET"),
)
VERBS = (
    *("HAS AGREED TO MEND", "WILL NOT PAY FOR", "WANTS A NEW ROUND OF BIDS FOR"),
    *("SENT AN ENGINEER TO LOOK AT", "IS OF TWO MINDS ABOUT", "HAS WRITTEN TWICE ABOUT"),
    *("PROPOSES TO SELL", "HAS BORROWED AGAINST", "TOOK OUR DELEGATION TO SEE"),
    *("EXPECTS A DECISION ON", "HAS FOUND NO BUYER FOR", "IS PROUD OF"),
)
TAILS = (
    *("BEFORE THE WINTER GALES BEGIN", "WHATEVER THE ISLANDS MAY SAY", "AT A THIRD OF THE PRICE"),
    *("UNTIL THE FINANCE MINISTER COMES BACK", "AND DOES NOT CARE WHO KNOWS IT"),
    *("THOUGH THE UNION HAS THREATENED TO STRIKE", "IF OUR CREDIT STILL STANDS"),
    *("BECAUSE THE DEEP CHANNEL HAS SILTED UP", "AS SOON AS THE ICE IS OUT OF THE SOUND"),
    *("AND ASKED THAT WE NOT REPEAT IT", "WHICH SURPRISED EVEN HIS OWN STAFF"),
    *("ON TERMS THAT NOBODY HAS YET SEEN", "IN RETURN FOR A LONGER LANDING SEASON"),
)
# Compounds that keep their hyphen when a line or a section ends behind it.
COMPOUNDS = ("SELF-GOVERNMENT", "VICE-MINISTER", "HARBOR-MASTER", "SHIP-OWNERS", "CROSS-SOUND")
TRAPS = (
    "SECTION 2 OF THE PORTS ACT SAYS NOTHING OF THE KIND.",
    "HE HAD CONFIDENTIAL PAPERS WITH HIM AND LEFT THEM IN THE TRAM.",
    "THE SECRETARY OF THE BOARD KEPT NO MINUTES.",
    "THE YARD EMPLOYS 1.4 MILLION RIVETS A YEAR, NOT MEN.",
    "PAGE 2 OF THE DRAFT WAS MISSING FROM OUR COPY.",
    "ARTICLE 7(B) OF THE TREATY WAS READ ALOUD TWICE.",
    "NOTHING IN IT WAS SECRET.",
    "THE WHARF WAS BUILT FOR SHIPS OF 4,000 TONS; THE LAST ONE CAME IN 1931.",
    "THE BOARD MEETS AGAIN ON MARCH 22, 1988, AND NOT BEFORE.",
    "STATE FOR HIS PART HAS NO VIEW ON THE MATTER, HE SAID.",
    "UNCLASSIFIED CARGO IS WEIGHED FIRST.",
)
# The first ones have the shape of passing lines, and are text.
CROSSHEADS = (
    *("THANKS FOR HARBOR BOARD ASSISTANCE", "STATE FOR SALE", "TREASURY FOR THE ISLANDS"),
    *("NEXT STEPS FOR THE NIGHT FERRY", "WHO PAYS FOR IT", "THE VIEW FROM THE MOLE"),
    *("BACKGROUND", "DEFENSE FOR THE BREAKWATER", "THE UNION'S PRICE", "OUTLOOK"),
)
SUBJECT_TAGS = (
    *("PGOV", "PREL", "ECON", "ETRD", "EFIS", "EWWT", "ELTN", "EINV", "EFIN", "ENRG"),
    *("PINR", "KCRM", "SNAR", "EAIR", "MARR"),
)
OLD_TAGS = ("PFOR", "PINT", "ETRN", "EIND", "EFIS", "EWWT", "ECRP", "PBOR", "EGEN", "ELAB")


def person(rng: Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(SURNAMES)}"


def subject(rng: Random, post: Post) -> str:
    """Between six and twenty words."""
    office = rng.choice(OFFICES).removeprefix("THE ")
    said = f"{office} {rng.choice(ACTIONS)} {rng.choice(THINGS)}"
    if rng.random() < 0.3:
        said = f"{post.name}: {said}"
    if rng.random() < 0.4:
        said += f" AND TELLS AMBASSADOR {rng.choice(SURNAMES)} WHY"
    return said if rng.random() < 0.85 else f"SECRET TALKS ON WHO {said}"


def sentence(rng: Random) -> str:
    """One sentence; one in fourteen is a trap."""
    chance = rng.random()
    if chance < 0.07:
        return rng.choice(TRAPS)
    if chance < 0.14:
        return f"THE {rng.choice(COMPOUNDS)} {rng.choice(VERBS)} THE {rng.choice(THINGS)}."
    core = f"{_who(rng)} {rng.choice(VERBS)} THE {rng.choice(THINGS)}"
    if chance < 0.55:
        return f"{rng.choice(OPENINGS)}, {core} {rng.choice(TAILS)}."
    if chance < 0.75:
        return f"{core}, AND {_who(rng)} {rng.choice(VERBS)} THE {rng.choice(THINGS)}."
    return f"{core} {rng.choice(TAILS)}."


def _who(rng: Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(OFFICES)
    return f"{rng.choice(('DEPUTY MINISTER', 'ENGINEER', 'MR.', 'CAPTAIN'))} {person(rng)}"


def paragraph(rng: Random, sentences: int) -> str:
    return " ".join(sentence(rng) for _ in range(sentences))
