"""TAGS, the State Department's Traffic Analysis by Geography and Subject.

Four letters are a subject (the first tells its field), four with a K a program, two a
country in the codes of FIPS 10, longer ones an organisation; names of persons stand in
parentheses behind. The list is not complete and never will be: posts have used some
thousands of codes, so one that is not here is kept as it is. The meanings are given in
our own words; codes of 1974 that fell out of use are marked.
"""

import re
from collections.abc import Container

from cleanup.spelling import alike

SUBJECTS = """
ABLD buildings and grounds
ABUD budget and finance
ADCO diplomatic couriers
ADPM diplomatic pouch and mail
AEMR emergency planning and evacuation
AFIN financial management
AFSI Foreign Service Institute
AFSN local employees
AINF information management
ALOW allowances
AMED medical services
AMGT management
AODE employees abroad
AORC international organisations and conferences
APER personnel
ASCH schools supported abroad
ASEC security
ASIG Inspector General
ATRN transport
BBSR business services
BEXP trade promotion
BTIO trade and investment opportunities
CASC assistance to citizens
CFED federal benefits
CGEN consular matters in general
CJAN judicial assistance and notarial services
CMGT consular administration
CPAS passports and citizenship
CVIS visas
EAGR agriculture
EAID foreign assistance
EAIR civil aviation
ECIN economic integration and cooperation
ECON economic conditions
ECPS communications and postal systems
EFIN finance and money
EFIS fisheries
EIND industry and manufactures
EINV foreign investment
ELAB labor
ELTN land transport
EMIN minerals and metals
ENRG energy
EPET petroleum and natural gas
ESTC strategic trade controls (1974)
ETEL telecommunications (1974)
ETRD foreign trade
ETTC trade and technology controls
EWWT water transport
MARR military and defense arrangements
MASS military assistance and sales
MCAP military capabilities
MNUC military nuclear applications
MOPS military operations
MPOL military policy
OCON conferences (1974)
OEXC educational and cultural exchange
OFDP diplomatic presents and gifts
OIIP international information programs
OPDC diplomatic correspondence
OPRC public relations and correspondence
OREP visits of members of Congress
OSCI science
OTRA travel
OVIP visits of prominent persons
PARM arms control and disarmament
PBOR boundaries and claims to territory (1974)
PBTS national boundaries, territories and sovereignty
PDIP diplomatic and consular representation
PEPR external political relations
PFOR foreign policy and relations (1974)
PGOV internal government affairs
PHUM human rights
PINR intelligence
PINS national security
PINT internal political affairs (1974)
PNAT national independence
PNUC nuclear non-proliferation
PREF refugees
PREL external political relations
PROP propaganda and psychological operations
PTER terrorists and terrorism
SCUL cultural affairs
SENV environment
SHUM human rights (1974)
SMIG migration
SNAR narcotics
SOCI social conditions
SOPN public opinion
SREF refugees (1974)
TBIO biological and medical science
TECH technology and science
TGEN science and technology in general
TINT Internet technology
TNGD engineering and design
TPHY physical sciences
TRGY energy technology
TRSY technology transfer
TSPA space
KAWC atrocities and war crimes
KCOR corruption
KCRM crime
KDEM democratisation
KFLO family liaison
KFRD fraud prevention
KIPR intellectual property rights
KISL Islamic affairs
KJUS administration of justice
KMDR media reaction
KNNP nuclear non-proliferation
KOLY Olympic games
KPAL Palestinian affairs
KPAO public affairs
KPKO peacekeeping
KSCA science counselors
KSPR strategic programs
KTER terrorism
KTIA treaties and agreements
KWMN women
"""
PLACES = """
AF Afghanistan
AG Algeria
AR Argentina
AS Australia
AU Austria
BE Belgium
BL Bolivia
BR Brazil
BM Burma
CA Canada
CE Sri Lanka
CG Congo (Kinshasa)
CH China
CI Chile
CO Colombia
CU Cuba
CY Cyprus
DA Denmark
EC Ecuador
EG Egypt
EI Ireland
ES El Salvador
ET Ethiopia
FI Finland
FR France
GM Germany
GE Germany, East (1974)
GW Germany, West (1974)
GR Greece
GT Guatemala
HA Haiti
HO Honduras
HU Hungary
IC Iceland
ID Indonesia
IN India
IR Iran
IS Israel
IT Italy
IZ Iraq
JA Japan
JO Jordan
KE Kenya
KN Korea, North
KS Korea, South
KU Kuwait
LE Lebanon
LY Libya
MO Morocco
MX Mexico
MY Malaysia
NI Nigeria
NL Netherlands
NO Norway
NU Nicaragua
NZ New Zealand
PE Peru
PK Pakistan
PL Poland
PM Panama
PN Panama (1974)
PO Portugal
RP Philippines
RS Russia
SA Saudi Arabia
SF South Africa
SN Singapore
SP Spain
SU Sudan
SW Sweden
SY Syria
SZ Switzerland
TH Thailand
TU Turkey
UK United Kingdom
UP Ukraine
UR Soviet Union (to 1991)
US United States
UY Uruguay
VE Venezuela
VS Vietnam, South (1974)
VN Vietnam, North (1974)
VM Vietnam
YO Yugoslavia (to 1992)
XA Africa
XB South-East Asia
XC East Asia and the Pacific
XD South Asia
XF Middle East
XG Europe
XM South America
"""
BODIES = """
AORC international organisations
ASEAN Association of South-East Asian Nations
EEC European Economic Community
EUN European Union
IAEA International Atomic Energy Agency
ICAO International Civil Aviation Organization
ILO International Labor Organization
IMF International Monetary Fund
NATO North Atlantic Treaty Organization
OAS Organization of American States
OECD Organisation for Economic Co-operation and Development
OPEC Organization of the Petroleum Exporting Countries
OSCE Organization for Security and Co-operation in Europe
UN United Nations
UNGA United Nations General Assembly
UNSC United Nations Security Council
UNESCO United Nations Educational, Scientific and Cultural Organization
WHO World Health Organization
WTO World Trade Organization; Warsaw Treaty Organization before 1991
"""
MEANINGS = {
    code: meaning
    for table in (SUBJECTS, PLACES, BODIES)
    for code, meaning in (row.split(" ", 1) for row in table.strip().splitlines())
}
# A code, perhaps with the names of persons that it goes with.
TAG = re.compile(r"[A-Z0-9]{2,6}(?:\s?\([^)]*\))?")
# An I of a code, which has capitals only: `Ql`. A stroke may stand between two codes as well.
SMALL_I = re.compile(r"(?<![a-z])l(?![a-z])")
STROKED = re.compile(r"[A-Z0-9]*\|[A-Z0-9|]*")

SURELY_ONE = 4  # letters: of codes of two any is like another


def split_tags(text: str) -> tuple[str, ...]:
    """The codes of a TAGS line in order, each with the names in parentheses behind it."""
    plain = SMALL_I.sub("I", STROKED.sub(_without_strokes, text))
    return tuple(found for found in TAG.findall(plain) if re.match(r"[A-Z0-9]*[A-Z]", found))


def _without_strokes(found: re.Match[str]) -> str:
    """A word with I for its strokes where that is a code, else with blanks."""
    code = found.group().replace("|", "I")
    return code if code in MEANINGS else found.group().replace("|", " ")


def meaning(tag: str) -> str:
    """What a code stands for; "" when it is not in the table."""
    return MEANINGS.get(tag.split("(")[0].strip(), "")


def lettered(tag: str, doubted: Container[str] = ()) -> str:
    """A code put right where one that is known, and one only, is like it but for a letter.

    Codes are letters only: `PG0V` can be nothing but `PGOV`. One of letters is put right only
    when it was read in doubt: posts have used thousands that are in no list.
    """
    code = tag.split("(")[0].strip()
    unsure = code in doubted or re.search(r"\d", code)
    if code in MEANINGS or len(code) < SURELY_ONE or not unsure:
        return tag
    near = [known for known in MEANINGS if len(known) == len(code) and _misread(code, known)]
    return tag.replace(code, near[0], 1) if len(near) == 1 else tag


def _misread(code: str, known: str) -> bool:
    off = [(a, b) for a, b in zip(code, known, strict=True) if a != b]
    figures = sum(a.isdigit() for a, _ in off)
    return len(off) <= max(1, figures) and all(alike(*each) for each in off)
