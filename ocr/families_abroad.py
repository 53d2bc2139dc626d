"""Families of exemption codes of other countries, believed inside a redaction only.

Netherlands (`5.1.2e`, `10 2 e`, `art. 10, lid 2, sub e`), United Kingdom and Canada
(`s.40(2)`, `19(1)`, `Reg. 12(5)(e)`), Australia (`s 22`, `47F`), New Zealand
(`9(2)(f)(iv)`), the European Union (`Art. 4(1)(b)`) and Germany (`§ 5 Abs. 1 IFG`).
"""

import re

from ocr.families import Family, Groups, shape_of

# Dutch sections may be spelt out: "10, tweede lid, aanhef en onder e".
ORDINALS = {"eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5"}
ORDINALS |= {"zesde": "6", "zevende": "7"}
NAMED = f"(?P<named>{'|'.join(ORDINALS)})"
LID = r"(?:,?\s?lid\s?)?"
SUB = r"(?:,?\s?(?:lid,?\s?)?(?:sub|aanhef\sen\sonder(?:deel)?|onder(?:deel)?)\s?)?"
# Further grounds of the same section: "5.1.2.e en i", "10.2.e/g".
MORE = r"(?P<more>(?:\s?(?:,|/|\+|&|en)\s?[a-i](?![\w.(]))*)"
CITES = r"(?P<cited>(?:art(?:ikel)?\.?\s?)?)"
# Sections of the Dutch Wob: 10.2.e, 10 2e, (10)(2e), 10 lid 2 sub e, 10.7.b, 11.1, art. 11.
WOB = shape_of(
    rf"""{CITES}\(?(?: (?P<n>[1lI][0O]) {LID}[.,:\s)(-]{{0,3}} (?:(?P<m>[127lI])|{NAMED})
               {SUB}[.,:\s)(-]{{0,3}} (?P<letter>[a-gA-G9q]) [.)]? {MORE}
             | (?P<eleven>[1lI]{{2}}) (?: (?P<lid>,?\s?lid)?[\s.,]{{1,2}} (?P<one>[1-4lI]) )?
           ) \)?"""
)
# Sections of the Dutch Woo: 5.1.2e, 5.1.2.e, 5 1 2 e, 5.1 lid 2 sub e, 5.1.1.c, 5.2.1, art. 5.2.
WOO = shape_of(
    rf"""{CITES}\(?(?P<n>[5S]) [.,:)(\s]{{1,2}}\s? (?P<m>[12lI])
        (?: (?: {LID}(?<=d\s)|[.,:)(\s-]{{1,3}} ) (?:(?P<o>[1-7lI])|{NAMED})
            (?: {SUB}[.,)(\s-]{{0,2}} (?P<letter>[a-iA-I¢1lq]) {MORE} )? (?:,?\slid)? )? \)?"""
)
# Sections of the German federal acts: § 5 IFG, § 5 Abs. 1, § 3 Nr. 1 a IFG.
PARAGRAPH = shape_of(
    r"""[§$S]{1,2}\s? (?P<n>\d{1,2}) (?P<letter>[a-c])? \s?
        (?: (?P<part>Abs|Nr)\.?\s? (?P<m>\d{1,2}) \s?
            (?:(?:Buchst|lit)\.?\s?)? (?P<point>[a-h](?![a-z]))? \s? )?
        (?: S(?:atz)?\.?\s? \d \s? )? (?P<act>IFG|UIG|VIG)?"""
)
# Sections of the United Kingdom's, Canada's and Australia's acts: s.40(2), 19(1), 47F.
PARTS = r"""(?:(?:(?<!\))\s)?\((?:\d{1,2}[A-C]?(?:\.\d)?|[a-h](?:\.\d)?|i{1,3}|iv|vi{0,3})\))*"""
SECTION = shape_of(
    rf"""(?P<s>(?:[sS$]{{1,2}}(?:ec(?:tion|t)?)?s?\.?\s?|5\.(?=\d\d\())?)
        (?P<n>[1-6]\d) (?P<letter>[A-J])? (?P<parts>{PARTS})
        (?P<more>(?:\s?(?:,|&|and)\s?(?:\([a-h](?:\.\d)?\)|\(\d[A-C]\))(?:\([a-z]\))*)*)"""
)
REGULATION = shape_of(rf"""[Rr]eg(?:ulation)?s?\.?\s? (?P<n>1[2-6]) (?P<parts>{PARTS})""")
# Sections of New Zealand's acts: 9(2)(a), s 9(2)(f)(iv), s 6(a), 7(2)(f)(ii).
OFFICIAL = shape_of(
    r"""(?P<s>(?:[sS](?:ec(?:tion|t)?)?\.?\s?)?)
        (?: (?P<n>[79]) \(2\) (?P<parts>\((?:b?[a-k])\)(?:\((?:i{1,3}|iv)\))?)
          | (?P<six>6) (?P<ground>\([a-e]\)) )"""
)
# Exceptions of the European Union's institutions: Art. 4(1)(b), Article 4.1(b), 4(2) third indent.
EUROPEAN = shape_of(
    r"""(?P<cited>(?:[Aa]rt(?:icle)?\.?\s?)?) 4 (?: \s?\( (?P<n>[1-3]) \) | \. (?P<m>[1-3]) )
        \s? (?: \(? (?P<letter>[ab]) \) )?
        (?: ,?\s? (?P<indent>first|second|third)\s(?:sub)?(?:indent|paragraph) )?"""
)


def _letters(slots: Groups) -> tuple[str, ...]:
    more = re.sub(r"\ben\b", "", slots.get("more", ""))
    return (slots.get("letter", "").lower(), *re.findall(r"[a-i]", more))


def _of_wob(slots: Groups) -> tuple[str, ...]:
    if slots.get("eleven"):
        cited = slots.get("cited") or slots.get("lid")
        if one := slots.get("one"):
            return (f"11.{one}",) if cited or one == "1" else ()
        return ("art. 11",) if cited else ()
    section = slots.get("m") or ORDINALS[slots["named"]]
    most = {"1": "d", "2": "g", "7": "b"}.get(section, "")
    return tuple(f"10.{section}.{letter}" for letter in _letters(slots) if letter <= most)


def _of_woo(slots: Groups) -> tuple[str, ...]:
    article = slots["m"]
    if not (section := slots.get("o") or ORDINALS.get(slots.get("named", ""), "")):
        # "5.2" may be anything; "art. 5.2" is not.
        return ("art. 5.2",) if slots.get("cited") and article == "2" else ()
    letters = _letters(slots)
    # Only these two have lettered grounds.
    if (article + section in ("11", "12")) != bool(letters[0]):
        return ()
    dotted = [f".{letter}" if letter else "" for letter in letters]
    return tuple(f"5.{article}.{section}{letter}" for letter in dotted)


def _of_paragraph(slots: Groups) -> tuple[str, ...]:
    act = f" {slots['act']}" if slots.get("act") else ""
    part = f" {slots['part']}. {slots['m']}" if slots.get("part") else ""
    point = f" {slots['point']}" if slots.get("point") else ""
    return (f"§ {slots['n']}{slots.get('letter', '')}{part}{point}{act}",) if act or part else ()


def _of_section(slots: Groups) -> tuple[str, ...]:
    number, letter = slots["n"], slots.get("letter", "")
    parts = re.sub(r"\s", "", slots.get("parts", ""))
    # "s21" may be what is left of 5.2.1, and "s12" of 5.1.2; "s 21", "s.21" and "s40" are not.
    said = slots.get("s", "")
    named = re.search(r"[\s.]", said) or (said and int(number) > SHORTEST)
    if (letter and number != "47") or not (named or parts or letter):
        return ()
    # What comes after a comma stands in the place of the last part.
    first = parts[: parts.rfind("(")]
    more = re.findall(r"[,&d]\s?((?:\([\w.]+\))+)", slots.get("more", ""))
    also = tuple(_beside(f"s.{number}{letter}", first, one) for one in more)
    return (f"s.{number}{letter}{parts}", *also)


def _beside(section: str, first: str, part: str) -> str:
    """The form of a part named after a comma: `21(1)(a), (b)`, but `40(2) & (3A)(a)`."""
    return section + (part if part[1].isdigit() else first + part)


def _of_regulation(slots: Groups) -> tuple[str, ...]:
    return (f"reg.{slots['n']}" + re.sub(r"\s", "", slots.get("parts", "")),)


def _of_official(slots: Groups) -> tuple[str, ...]:
    if slots.get("six"):
        return (f"s.6{slots['ground']}",) if slots.get("s") else ()
    return (f"s.{slots['n']}(2){slots['parts']}",)


def _of_european(slots: Groups) -> tuple[str, ...]:
    section, letter = slots.get("n") or slots["m"], slots.get("letter", "")
    if not (slots.get("cited") or letter) or (letter and section != "1"):
        return ()
    indent = f" {slots['indent']} indent" if slots.get("indent") else ""
    return (f"Art. 4({section})" + (f"({letter})" if letter else "") + indent,)


# Sections up to here may be what is left of a Dutch code.
SHORTEST = 22
ABROAD = (
    Family(
        "Wob",
        "Wet openbaarheid van bestuur, art. 10 and 11",
        WOB,
        _of_wob,
        {"letter": {"9": "g", "q": "g"}},
        inside=True,
    ),
    Family(
        "Woo",
        "Wet open overheid, art. 5.1 and 5.2",
        WOO,
        _of_woo,
        {"letter": {"¢": "c", "1": "i", "l": "i", "q": "g"}},
        inside=True,
    ),
    Family(
        "paragraph",
        "Informationsfreiheitsgesetz and the acts like it (Germany)",
        PARAGRAPH,
        _of_paragraph,
        inside=True,
    ),
    Family(
        "section",
        "FOIA 2000 (UK); Access to Information Act (Canada); FOI Act 1982 (Australia)",
        SECTION,
        _of_section,
        {"s": {"$": "s", "5": "s"}},
        inside=True,
    ),
    Family(
        "regulation",
        "Environmental Information Regulations 2004 (UK)",
        REGULATION,
        _of_regulation,
        inside=True,
    ),
    Family(
        "official information",
        "Official Information Act 1982 s. 6, 9; LGOIMA 1987 s. 7 (New Zealand)",
        OFFICIAL,
        _of_official,
        inside=True,
    ),
    Family(
        "European",
        "Regulation (EC) 1049/2001, art. 4",
        EUROPEAN,
        _of_european,
        inside=True,
    ),
)
