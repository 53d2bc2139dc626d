"""The text of the combined cable, section by section.

The traps are the point of this sample; the comments name them.
"""

from samples.script import (
    HEADER_AGAIN,
    Block,
    Span,
    Typed,
    line,
    lines,
    para,
    spans,
    withheld,
)

PASSING = """
STATE FOR INL AND WHA/CAR
COMMERCE FOR DEPUTY UNDER SECRETARY
DHS FOR DEP ASSIST
FBI DIR FOR LA/CU, OC/DB, OIU
DEA FOR OD, OF, OFC, AO, DO
CUSTOMS FOR SEA OPS AND FOR OIA/CAR
"""
EO = "E.O. 13526: DECL: 2021/03/14"
TAGS = "TAGS: EWWT, EFIS, KCRM, PGOV, PREL"
SUBJECT = (
    "PORTS MINISTER ARDELLO LAYS OUT VISION FOR HARBOR POLICE IN FIRST MEETING WITH "
    "AMBASSADOR HOLLIN"
)
# Section 1 breaks the subject elsewhere than the sections after it.
SUBJECT_FIRST = "SUBJECT: " + SUBJECT.replace("VISION FOR ", "VISION FOR\n")

FOREIGN = ("1.4(B)", "1.4(D)", "B1")
POLICE = ("1.4(D)", "B1", "B7(E)")


def _marker(section: int) -> Typed:
    return Typed(f"***** START OF SECTION {section} *****", "section-marker")


def _again(*glued: Span, split: bool = False) -> tuple[Block, ...]:
    """The header as sections 2 to 5 repeat it; body text may hang on its last line.

    split  a page ends between the passing lines and the E.O. line
    """
    subject = Typed(f"SUBJECT: {SUBJECT}", HEADER_AGAIN)
    return (
        *lines(PASSING, HEADER_AGAIN),
        line(EO, HEADER_AGAIN, new_page=split),
        line(TAGS, HEADER_AGAIN),
        Block((subject, *glued), paragraph=bool(glued), continues=bool(glued)),
    )


def _section(section: int) -> Block:
    return Block((_marker(section),), gap=1, section=section)


HEADING = (
    line("ENVELOPE"),
    # The content indicator has lost its Z: seven characters where eight belong.
    line("PATCYUW RUEHPEA0412 0731530-CCCC--RUZDTPW."),
    line("ZNY CCCCC ZZH"),
    line("HEADER", gap=1),
    line("P141530Z MAR 11"),
    line("FM AMEMBASSY PORT ELMA"),
    line("TO RUEHC/SECSTATE WASHDC"),
    line("INFO ALL US CONSULATES IN MARENGA COLLECTIVE"),
    line("RHMCSUU/DEPT OF HOMELAND SECURITY WASHINGTON DC"),
    line("RUEABND/DEA HQS WASHINGTON DC"),
    line("RUEAORC/US CUSTOMS AND BORDER PROTECTION WASHINGTON DC"),
    line("RUZDFBI/FBI WASHINGTON DC"),
    line("BT"),
    line("RELEASE IN PART", "release-stamp", gap=1),
    line("1.4(B),B1,B7(E),1.4(D)", "release-stamp"),
    line("DECONTROLLED", "release-stamp", gap=1),
    line("CONTROLS", gap=1),
    line("C O N F I D E N T I A L"),
    line(
        "Classified by Director A/GIS/IPS, Acting, DoS on 06/12/2017 ~ Class:\n"
        "CONFIDENTIAL ~ Reason: 1.4(B), 1.4(D) ~ Declassify on: 03/13/2036",
        "review-stamp",
        gap=1,
    ),
    line("PORT ELMA 000412", gap=1),
    *lines(PASSING, gap=1),
    line("***** THIS IS A COMBINED MESSAGE *****"),
    line("BODY", gap=1),
    line(EO),
    line(TAGS),
    line(SUBJECT_FIRST),
    line("CLASSIFIED BY: RUTH OSTLER, DIRECTOR, DOS, NAS; REASON: 1.4(B), (D)"),
)

ONE = (
    # Reads like a banner, and is the first paragraph.
    para("1. THIS CABLE IS CONFIDENTIAL", gap=0),
    para("SUMMARY"),
    para(
        """2. (C) IN A FIRST MEETING WITH AMBASSADOR HOLLIN ON MARCH
        9, 2011, MINISTER OF PORTS TOMAS ARDELLO THANKED THE AMBASSADOR
        FOR THE HELP THE U.S. HAS GIVEN MARENGA THROUGH THE SAFE HARBORS
        PROGRAM AND SAID HE VALUES THE CLOSE WORK OF THE TWO COAST GUARDS
        OVER THE PAST FOUR YEARS. HE REVIEWED THE CHANGES MADE IN HIS
        MINISTRY SINCE THE NEW GOVERNMENT TOOK OFFICE IN 2007, AS IT
        GREW {18} INTO A FULL HARBOR AUTHORITY THAT CAN CLOSE ONE LARGE
        GAP IN THE COUNTRY'S DEFENSES AGAINST SMUGGLING.
        {>2} HE BLAMED THE CURRENT RISE IN CARGO THEFT ON A NUMBER OF
        THINGS: FIRST, THE ARREST OF THE OLD DOCK BOSSES, WHICH LEFT A
        VOID THAT YOUNGER AND LESS PATIENT MEN ARE FILLING; SECOND, NEW
        CONTAINER ROUTES; AND THIRD, THE LOW PAY OF NIGHT WATCHMEN. ARDELLO
        ALSO SPOKE OF HIS PLAN FOR THE CUSTOMS SCHOOL, {>1} END SUMMARY""",
        ("B1", "1.4(B)", "1.4(D)"),
    ),
    para("FROM THE SIGNAL TOWER TO ONE HARBOR REGISTER"),
    para(
        """3. (SBU) THE AMBASSADOR WAS FIRST SHOWN THE "LANTERN," THE WATCH
        ROOM THAT THE MINISTRY RUNS IN THE OLD SIGNAL TOWER. HE SAW HOW
        THE STAFF HAVE PUT EVERY BERTH, CREW LIST AND CARGO MANIFEST INTO
        ONE HARBOR REGISTER, GIVING THE COUNTRY A SINGLE SOURCE FOR
        SHIPPING RECORDS. THE REGISTER IS CHECKED EACH NIGHT AGAINST THE
        BOOKS OF THE PILOT STATION, {>}""",
        POLICE,
    ),
    # Has the shape of a passing line, and stands where one might.
    para("THANKS FOR LANTERN AND U.S. ASSISTANCE"),
)

TWO = (
    Block((_marker(2),), section=2),
    *_again(split=True),
    para(
        """4. (SBU) AMBASSADOR HOLLIN THEN PAID A COURTESY CALL ON MINISTER
        ARDELLO, WHO BEGAN BY THANKING THE UNITED STATES FOR WHAT IT HAS
        DONE TO HELP THE HARBOR POLICE GROW -- BOTH THE PATROL BOATS THE
        MINISTRY RECEIVED THROUGH SAFE HARBORS, AND THE TRAINING AND
        ADVICE GIVEN BY SEVERAL U.S. AGENCIES. HE SAID THERE IS A LEVEL
        OF TRUST THAT NEITHER SIDE WOULD HAVE THOUGHT POSSIBLE BEFORE.""",
    ),
    para("A SHORT COURSE IN HARBOR POLICE"),
    para(
        """5. (SBU) ARDELLO THEN OFFERED AN ACCOUNT OF HOW THE MINISTRY HAS
        CHANGED OVER THE PAST 4 YEARS. {>3}""",
        FOREIGN,
    ),
    para(
        """6. (SBU) WHEN MARENGA OPENED ITS PORTS TO FOREIGN LINES IN
        1998-1999 IT SIMPLY DID NOT HAVE THE RIGHT GUARD IN PLACE. SOME
        60 PERCENT OF THE WATCHMEN WERE HIRED BY THE DOCK OWNERS, WHILE
        THE ONLY CAPABLE FORCE WAS THE NAVY, WHICH HAD NEITHER THE WISH
        NOR THE RIGHT TO BOARD A MERCHANT SHIP AT THE PIER. {>1} NOW
        THAT THE OWNERS PAY A HARBOR FEE INSTEAD, THE FORCE ANSWERS TO
        THE MINISTRY ALONE. {22} THIS, HE SAID, IS WHY IT IS IMPORTANT
        TO HAVE THE RIGHT PEOPLE AT EVERY GATE.""",
        FOREIGN,
    ),
    para("THE MINISTRY BUILDS A FORCE TO CLOSE ONE GAP"),
)

THREE = (
    para(
        """7. (SBU) THE MINISTRY HAS BEEN BUILDING ONE PART OF THIS NEW
        FORCE, ARDELLO SAID. ONE OF THE THINGS THAT IT WORKS HARDEST AT
        IS THE KEEPING OF RECORDS. THREE""",
        new_page=True,
        gap=0,
    ),
    _section(3),
    *_again(),
    para(
        """YEARS AGO THEY WOULD HAVE BEEN SENDING CREW LISTS AND SEALS BY
        MOTORCYCLE. {>1}""",
        ("B7(E)",),
        gap=0,
        continues=True,
    ),
    para(
        """8. (SBU) THE MINISTRY HAS ALSO BEGUN TO HIRE AND TRAIN AN ALMOST
        ENTIRELY NEW FORCE. WHEN ARDELLO TOOK OVER, IT HAD 1,200 MEN, OF
        WHOM 600 WERE ON LOAN FROM THE NAVY. HE SAID THAT HE HAS WORKED
        ON THE WATERFRONT FOR 24 YEARS, {>1} SOME 300 OF THE SAILORS STAYED
        BEHIND, WHILE ANOTHER 300 TO 400 WATCHMEN PASSED A CHECK OF THEIR
        PAST AND MOVED INTO THE NEW FORCE. FROM THIS SMALL GROUP THEY
        BEGAN TO BUILD THE REST.""",
        FOREIGN,
    ),
    para(
        """9. (SBU) THE MINISTRY, SAID ARDELLO, NEEDED NEW SKILLS AND BEGAN
        TO TRAIN WITH A FRESH IDEA OF WHAT A HARBOR POLICEMAN DOES. IT
        HIRED 800 OFFICERS WITH COLLEGE DEGREES, AND NOW HAS A FORCE OF
        3,600, IN SIX BRANCHES: GATES, BOATS, CARGO, RECORDS, TRAINING,
        AND A RESERVE (FIRES, STORMS, CROWDS, ETC.). THERE ARE NEW
        MANUALS, NEW RULES FOR PROMOTION, AND A SCHOOL. AND FOR THE FIRST
        TIME THE MINISTRY LOOKS AFTER ITS PEOPLE, WITH THE IDEA THAT MEN
        WHO ARE WELL TREATED WILL GIVE SOMETHING BACK.""",
    ),
    para("BUT A LARGER GAP - TOWN AND ISLAND - REMAINS"),
)

FOUR = (
    para(
        """10. (SBU) THE KEY THEME IN ALL OF THIS, ARDELLO SAID, IS HOW TO
        FILL THE GAP THAT REMAINS IN THE TOWNS AND ON THE OUTER ISLANDS.
        MARENGAN LAW GIVES HIS FORCE CHARGE OF CRIMES THAT TOUCH THE
        STATE ITSELF - SMUGGLING, FORGED PAPERS, ATTACKS ON LIGHTHOUSES -
        ABOUT 7% OF CRIMES ON THE WATERFRONT, OF WHICH SMUGGLING IS ONLY
        3.4%. THE TOWNS HAVE CHARGE OF ALL THE OTHERS, SOME 93%.""",
        new_page=True,
        gap=0,
    ),
    para("{>2}", ("B1", "1.4(B)", "1.4(D)")),
    Block(
        (
            *spans(
                """11. (SBU) ON THE CURRENT RISE IN THEFT, ARDELLO SAID THAT
                HIS FORCE AND THE NAVY HAVE DONE VERY WELL AGAINST THE OLD
                DOCK BOSSES. BUT BY TAKING OUT THE BOSSES THEY OPENED THE
                GATES TO ROUGH AND HASTY"""
            ),
            # The marker hangs on the end of a text line.
            _marker(4),
        ),
        gap=1,
        paragraph=True,
    ),
    Block(section=4),
    *_again(),
    para(
        """MEN AT THE LOWEST LEVEL OF THE TRADE, WHO ARE PUSHING OUT THE
        "BROKERS" IN THE MIDDLE AND HAVE TURNED FROM CAREFUL SMUGGLING TO
        PLAIN ROBBERY. THERE HAVE ALSO BEEN CHANGES IN THE TRADE ITSELF:
        COFFEE AND COPPER ARE NOW WORTH STEALING, AND A GROWING MARKET
        INSIDE THE COUNTRY EXPLAINS MUCH OF THE TROUBLE.""",
        gap=0,
        continues=True,
    ),
    para(
        """12. (SBU) WHAT MARENGA NEEDS, ARDELLO SAID, IS A WHOLE NEW MODEL,
        AND HE IS PRESSING HIS CASE WITH THE ASSEMBLY. {>1} SOME TWO-THIRDS
        OF THE MONEY THAT GOES TO THE TOWNS IS SPENT ON THESE WATCHMEN.
        {30} THE VOTE IS SET FOR MAY.""",
        FOREIGN,
    ),
    # Paragraph 13: the last box of its page; its codes are at the top of the next.
    para("{>3}", FOREIGN, carried=True),
    withheld(13),
)

FIVE = (
    para("THE CUSTOMS SCHOOL ALSO GETS A NEW LOOK", new_page=True, gap=4),
    para(
        """14. (SBU) ARDELLO THEN TURNED TO HIS REFORM OF THE CUSTOMS SCHOOL.
        MARENGA NOW HAS SOME 2,210 CUSTOMS MEN, OF WHOM 1,775 SERVE AT
        THE PORTS AND 435 AT THE TWO LAND BORDERS. ABOUT 60% OF THEM HAVE
        HAD NO TRAINING AT ALL. BEFORE THE PRESENT TERM NEARLY ALL WERE
        TAUGHT ON THE JOB BY THEIR ELDERS, WITH THE TREASURY PAYING FOR
        THEIR BOARD; THE STATE ITSELF KEPT ONLY TWO TEACHERS. SINCE THEN
        THE MINISTRY HAS BEGUN TO CHANGE THE SCHOOL BY TRAINING ITS STAFF
        AND BY KEEPING BETTER TRACK OF ITS PUPILS, WHOSE MARKS ARE NOW IN
        THE HARBOR REGISTER. ARDELLO SAID HE HAS BEGUN A LARGE PROGRAM OF
        BUILDING AND REPAIRING SCHOOL HOUSES,""",
    ),
    _section(5),
    # The body goes on at once, on the last line of the repeated subject.
    *_again(
        *spans(
            """INCLUDING SEVERAL NEW ONES ON THE COAST, THE RETURN OF TWO
            OLD BARRACKS FROM THE TOWNS, AND A REMOTE BUT HEALTHY CAMP ON
            GULL ISLAND. THE NEW SCHOOLS WILL KEEP THE PUPILS IN HOUSES
            THAT ARE SAFE FOR THEM AND CHEAP FOR THE STATE."""
        )
    ),
    # Paragraph 15, like 13.
    para("{>4}", FOREIGN, carried=True),
    withheld(15),
    para(
        """16. (C) COMMENT: {>1} LIKE MOST MEMBERS OF THE CABINET HE WANTS TO
        DO AS MUCH AS HE CAN BEFORE THE END OF THE TERM, TO MAKE FAST
        WHAT WAS GAINED IN THE MINISTRY AND TO TURN OVER A FORCE THAT HAS
        BEEN CHANGED AND IS FULLY ABLE TO DO ITS WORK. {>1}""",
        FOREIGN,
        new_page=True,
        gap=6,
    ),
    para("END COMMENT"),
    para("KESTREL"),
    line("ADMIN", gap=1),
    line("BT"),
    line("#0412"),
    line("NNNN"),
)
