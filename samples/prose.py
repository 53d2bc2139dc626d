"""Fictional paragraphs for generated pages: those of the samples, and some Dutch.

Dutch releases have a look of their own (sans serif, A4, codes like `10.2.e` in
every box), and their words are longer. Nobody in them exists either.
"""

from functools import cache

from samples.releases import RELEASES
from samples.script import BODY, Typed

LEAST = 120  # letters; shorter paragraphs are signatures and headings

DUTCH = (
    """Beste collega's, hierbij de stand van zaken over de vuurtoren van Zandeinde. De
    gemeente heeft gisteren laten weten dat de lamp pas in het voorjaar kan worden vervangen,
    omdat de leverancier het verkeerde glas heeft gestuurd. Tot die tijd blijft de oude lamp
    branden en wordt de rekening voor de olie door het waterschap voldaan.""",
    """Naar aanleiding van het overleg van donderdag stuur ik je de aangepaste conceptbrief aan
    de havenmeester. Kun jij nog even kijken naar de derde alinea? Volgens mij hebben wij nooit
    toegezegd dat de brug op zondag open zou gaan. Ik hoor het graag voor morgenmiddag, want de
    wethouder wil de brief nog deze week ondertekenen.""",
    """De werkgroep heeft drie varianten onderzocht. In de eerste variant vaart de veerboot elk
    uur, in de tweede alleen op werkdagen en in de derde wordt het veer vervangen door een
    fietsbrug. De kosten lopen sterk uiteen. Gezien de geringe drukte in de winter adviseert de
    werkgroep de tweede variant, met een proef van een jaar.""",
    """Tijdens het gesprek is gevraagd waarom de vergunning voor de kermis is ingetrokken. Van
    onze kant is toegelicht dat de draaimolen niet op tijd was gekeurd en dat de zweefmolen te
    dicht bij de dijk stond. De exploitant gaf aan dat hij dit begreep, maar dat hij graag eerder
    was gebeld. Afgesproken is dat wij volgend jaar in maart contact opnemen.""",
    """Bijgevoegd vind je het verslag van de schouw. De sloot langs de Molenweg is dichtgegroeid
    en twee duikers zijn verzakt. De eigenaar van het perceel is hierover al eens aangeschreven,
    zonder resultaat. Ik stel voor dat we eerst nog een keer langsgaan voordat we een last onder
    dwangsom opleggen.""",
)


@cache
def english() -> tuple[str, ...]:
    """The paragraphs of all samples, without what was cut."""
    found = []
    for release in RELEASES.values():
        for block in release.blocks:
            typed = [s.text for s in block.spans if isinstance(s, Typed) and s.role == BODY]
            text = " ".join(" ".join(typed).split())
            if block.paragraph and len(text) >= LEAST:
                found.append(text)
    return tuple(found)


@cache
def dutch() -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in DUTCH)
