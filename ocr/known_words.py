"""Words that releases hold anyway, to choose between two readings of one word.

    first FROM, second PROM  ─►  FROM

A word of this list is never written because it is here: a reader must have seen it. It
only breaks a tie, when the other reading is no word that is known. What a page says surely
somewhere is known on all of it: a name that is read well once helps where it is not.

The newcomer's mistake is to add rare words. Each makes a misreading respectable: with
"pore" in the list PORE is no longer told from FORE.
"""

from collections.abc import Callable, Iterable

from ocr.model import Word

# Put together for this project: what holds sentences together, then what offices write
# about, months, and the words of cables. Small letters.
LISTED = """
a able about above abroad according account across act acting action active activities activity
actual additional address advance advice advise advised affairs after again against agency agent
agents ago agree agreed agreement aid air all allow allowed almost alone along already also
although always am ambassador among amount an and announced another answer any anyone anything
appear appeared appears appointed approach approved are area areas arms army around arrange
arrangements arrival arrive arrived article as ask asked asking assembly assist assistance
assistant associated at attack attached attempt attempts attend attended attention attitude
august authorities authority available away back bank base based basis be became because become
been before began being believe believed believes below best better between beyond board boat
both branch brief bring british brought budget building bureau business but by cabinet cable
call called came can candidate cannot capital car card care carried carry case cases cause
center central certain chairman chance change changes charge chief chiefs child circumstances
cited city civil claim claimed class classified clear clearly close closed coast code cold
colonel come comes coming command commander comment comments commission committee common
communication communications communist company complete completed concern concerned concerning
condition conditions conference confidential congress connection consider considerable
considered contact contacts contain contained continue continued contract control cooperation
copies copy could council counsel country countries couple coup course court cover crew current
currently daily data date dated dates day days deal death december decided decision defense
delay delegation democratic department departure deputy described desk destroyed detail detailed
details determine determined development developments did died difference different difficult
difficulties diplomatic direct directed direction director discuss discussed discussion
discussions division do document documents does doing dollars done door down draft drive due
during duty each earlier early east eastern economic effect effective effort efforts eight
either elected election elections eleven else embassy employed employee end ended enemy enough
entire entitled equipment especially establish established etc europe even evening event events
ever every evidence exchange executive expect expected expects experience expressed extent eyes
fact facts failed fall family far father february federal feel feels felt few field fifteen
fifty fight figure figures file filed files final finally financial find first five flight fly
follow followed following follows food for force forced forces foreign form formal former forth
forward found four free freedom french friday friend friendly friends from front full fund funds
further furnished future gave general generally german get give given gives giving go goes going
gone good goods got government governor great greater ground group groups guard had half hand
hands happened hard has have having he head headed headquarters heads hear heard held help
helped her here high him himself his hold home hope hoped hotel hour hours house how however
human hundred if illegal immediate immediately import importance important in inches incident
include included includes including increase increased indeed independence independent indicate
indicated indicates individual industry influence inform information informed inquiry inside
intelligence intend intended interest interested interests interior internal international
interview interviewed into invited involved is island issue issued it item items its itself
january job join joint july june just keep kept killed kind knew know knowledge known knows
labor lack land large last late later latter law laws lead leader leaders leadership leading
learn learned least leave leaving led left legal less let letter letters level liaison light
like likely limited line lines list little live lived local located london long longer look
looked lost low made mail main major majority make makes making man manager many march mark
matter matters may mayor meant means meantime measures meet meeting meetings member members memo
memorandum men mention mentioned merely message met mexico middle might mile miles military
million mind minister ministers ministry minor minutes mission moment monday money month months
more morning most mother move moved movement mr mrs much must my name named names nation
national nations naval navy near nearly necessary need needed needs negotiations neither never
new news newspaper next night nine no none nor normal north northern not note noted noting
nothing november now nuclear number numbers object obtain obtained october of off offer offered
offers office officer officers offices official officials often oil old on once one only open
opened operation operations opinion opposed opposition or order ordered orders organization
organizations other others our out outside over own page pages paid paper paragraph part
particular particularly parties party passed past pay peace people per percent perhaps period
permit person personal personnel persons phone photograph place placed places plan plane planned
planning plans plant point pointed points police policies policy political port position
positions possibility possible possibly post power practice premier prepared present presented
president press pressure previous previously price principal prior prison private probably
problem problems procedure proceed production program progress proposal proposals proposed
protect provide provided province public publicly published purchase purpose purposes put
question questioned questions quite radio railroad rather reach reached read ready real reason
reasons receipt receive received recent recently reception recommend recommended record records
red reference referred refugees refused regard regarding regime region regional regular related
relations release released remain remained remarks repeat replied reply report reported
reportedly reports representative representatives republic request requested require required
requirements reserve residence respect responsibility responsible rest result results return
returned review right rights river road role room rule run said sail saigon same saturday saw
say saying says school sea second secret secretary section security see seek seem seems seen
send senior sent separate september series serious served service services session set seven
several shall she ship ships short shortly should show showed shown shows side sign signed since
single situation six small so social soldiers some someone something soon source sources south
southern soviet speak special specific spent staff stand start started state stated statement
statements states station status stay step steps still stop stopped story street strength strike
strong study subject subjects submitted success such suggest suggested sunday supply support
supported supreme sure surrounding system table take taken takes taking talk talked talks team
technical telegram telephone tell ten term terms territory test text than that the their them
themselves then there therefore these they thing things think third thirty this those though
thought thousand three through throughout thursday thus time times to today together told
tomorrow too took top total toward towards town trade training transfer travel treaty tried trip
troops true truth try trying tuesday turn turned twelve twenty two type unable under understand
understanding understood unit united units university unknown unless until up upon urge urged us
use used using usual various very vessel view views village visa visit visited vote wait want
wanted wants war warning was washington watch water way ways we weapons wednesday week weekly
weeks well went were west western what when where whether which while white who whole whom whose
why wife will win winter with within without witness woman women word words work worked workers
working world would write written wrote year years yes yesterday yet york you young your zone
amconsul amembassy attn cia cite cln comint concur conus declassified dept dia dissem distr
distribution fbi fyi hqs info intel jcs limdis nodis noforn nsa nsc oci opr orcon precedence
priority ref refs rept restricted routine secdef secstate secto sensitive sgd sitrep specat subj
tags telcon unclas unclassified usia usis usun
"""
COMMON = frozenset(LISTED.split())
# On its own page a word is believed that Tesseract is as sure of as this, and that is no
# shorter: two sure readings of OF as OP come by chance.
SURELY = 0.95  # 0-1
LONG = 4  # letters

Known = Callable[[str], bool]


def never(_text: str) -> bool:
    """Of a page of which nothing is known."""
    return False


def known_on(words: Iterable[Word]) -> Known:
    """Whether a reading is a word that is known on a page: a test for each.

    words   all of the page, as the first reader read them

    Case and the signs at the ends of a reading do not count. Words of letters only: that 1963
    stands elsewhere says nothing of a number here, which may well be 1968.
    """
    sure = (bare(word.text) for word in words if word.confidence >= SURELY)
    own = {text for text in sure if text.isalpha() and len(text) >= LONG}
    return lambda text: bare(text) in COMMON or bare(text) in own


def bare(text: str) -> str:
    """A reading in small letters, without the signs before its first letter and after its last."""
    inner = text.casefold()
    while inner and not inner[0].isalnum():
        inner = inner[1:]
    while inner and not inner[-1].isalnum():
        inner = inner[:-1]
    return inner
