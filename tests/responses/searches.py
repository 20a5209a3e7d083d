"""Queries of every kind, and values of every search parameter."""

from __future__ import annotations


def entries(text: str) -> tuple[str, ...]:
    """Return the entries of a text, which are separated by bars and line ends."""
    return tuple(entry.strip() for line in text.strip().splitlines() for entry in line.split(" | "))


WORDS = entries("""
    lpr | gun violence | hot spots | officer wellness | shoplifting | first 90 days | Crime Mapping
    landlords and drug dealing | small agency body cameras | bar fights | the power of invisible threads
    how do we start a shooting review | do license plate readers actually reduce crime? | vehicles at night
    our council wants a plan to reduce shootings this summer, what are the first things a city can do right now
""")
SYNTAX = entries(r"""
    "hot spots" | "body-worn cameras" policy | "of the" | camera -body | gun -violence -psn | -"hot spots" crime
    -camera | gun NOT violence | “smart quotes” | homicide OR shooting | (analyst OR analysis) gangs
    (gun OR knife) (review OR policy) -psn | OR | a OR | () | prosecut* | g* | * | *gun | crim* gun*
    =lpr | ="plate reader" | =guns | title:toolkit | title:(gun OR drug) | title:"shooting review" | summary:witness
    author:smith | publisher:rand | series:newsletter | keyword:nibin | ncj:251572 | text:evidence
    title:gun* -title:violence | topic:technology | format:webinar | audience:chief | language:es | agency_size:small
    media:slides | year:2015..2017 | year:2016 | year:2020.. | year:..2010 | year:soon | topic:zeppelin | color:red
    title:
""")
MISSPELLINGS = entries("""
    lisence plate reader | body worn camras | focused deterence | witness intimadation | homocide clearance
    crime anaylsis toolkit | shreaveport baton rouge | gunviolence | hotspot
""")
ACRONYMS_NUMBERS_NAMES = entries("""
    nibin | sna | pop | cgic | bwc | psn | spi | vrn | dmi | cri-tac | u.s. attorney | ta | NCJ 251572 | ncj-251567
    '243969' | RR-233 | 10.4073/csr.2012.8 | 28 CFR part 23 | POP guide no. 31 | operation ceasefire | Philadelphia
    toledo | toolkits | privacy | approach | 723
""")
NO_RESULTS_OR_RELAXED = entries("""
    zeppelin | zeppelin reentry | gun zeppelin hovercraft | "zeppelin reentry" | xqzv | youth gangs court dogs
""")
UNUSUAL = (
    *entries(r"""
        " | ' | ((( | - | = | % | \ | [a TO z] | a | 1 | the | of the and | title:title: | 😀 | 🔥 gun | ﬁrst | naïve
        <b>gun</b> | gun & violence | gun+violence | C++ | año:
    """),
    *("\u202e", "a" * 300, "\tgun\n violence "),
)
OTHER_LANGUAGES = entries("""
    policía | policia y vecinos | guía para grupos de vecinos | ¿Qué le puedo preguntar a la policía?
    los tiroteos | lector de placas | spanish | recursos en español | полиция | 警察
""")
QUERIES = (
    *(*WORDS, *SYNTAX, *MISSPELLINGS, *ACRONYMS_NUMBERS_NAMES),
    *(*NO_RESULTS_OR_RELAXED, *UNUSUAL, *OTHER_LANGUAGES),
)
SPANISH_QUERIES = entries("""
    lpr | policia | guía para grupos de vecinos | violencia armada | gun violence | "hot spots" | spi | zeppelin
    lisence plate reader | zeppelin reentry | camera -body | year:2015..2017 | 😀 | " | toledo | topic:zeppelin
""")

FACETS = {
    "topic": entries("""
        federal-partnerships | crime-analysis | technology | gun-violence | criminal-justice-collaboration
        community-engagement | investigations | constitutional-policing | officer-safety-and-wellness
        agency-management
    """),
    "format": entries("""
        model-program | best-practice | training | technical-assistance | webinar | podcast | publication | research
        lessons-learned | peer-exchange | toolkit | case-study | newsletter | model-policy | statistics | website
    """),
    "agency_size": entries("small | midsize | large | major"),
    "audience": entries("""
        chief | analyst | prosecutor | public-information | technologist | community-partner | tta-provider
    """),
    "publisher": entries("""
        bja | psp | rand | public-safety-clearinghouse | joyce-foundation | dea | western-trauma-association
    """),
    "engagement": entries("operations | diagnostic"),
    "availability": entries("here | online"),
    "media": entries("pdf | document | slides | spreadsheet | transcript | web-page"),
    "language": entries("en | es"),
    "rating": entries("crimesolutions-effective | crimesolutions-promising"),
}
"""Values of each facet; only some of the publishers."""

SEVERAL_FACETS = entries("""
    topic=technology&topic=gun-violence | format=webinar&format=podcast&format=training
    audience=chief&audience=analyst | topic=technology&format=webinar
    topic=gun-violence&agency_size=small&audience=chief | publisher=rand&publisher=iacp
    q=crime&topic=investigations&media=pdf
    language=es&q=policia | q=lpr&format=podcast | topic=Technology | media=pdf&media=slides&language=en
    engagement=operations&engagement=diagnostic | topic=technology&topic=technology
    q=zeppelin&topic=technology&format=webinar | topic=constitutional-policing&format=podcast
    topic=&format=&q=gun
""")
AGENCY_AND_DATES = entries("""
    sworn=1 | sworn=12&q=gun | sworn=120 | sworn=1%2C200 | sworn=100000 | sworn=25&agency_size=small&q=rural
    published_from=2015 | published_to=2010 | published_from=2015&published_to=2017 | published_from=2015-06
    published_from=2015-06-30&published_to=2016-01-01 | q=gun&published_from=2020 | published_from=2030
""")
SORT_AND_PAGES = entries("""
    sort=newest | sort=oldest | sort=title | sort=relevance | q=gun&sort=newest | q=gun&sort=TITLE
    q=gun&sort=relevance | page=2 | page=26 | page=27 | q=gun&page=3 | per_page=1 | per_page=100
    per_page=100&page=3 | q=gun&per_page=5&page=2
""")
EXPLANATIONS = entries("""
    q=lpr&explain=1 | q=gun+violence&explain=true | q=title%3Atoolkit&explain=1 | explain=1 | q=spi&explain=0
""")
TRACKING = entries("""
    q=gun&utm_source=newsletter&utm_campaign=may | q=gun&fbclid=x&gclid=y | q=+gun+++violence+
""")
REFINEMENTS = (*SEVERAL_FACETS, *AGENCY_AND_DATES, *SORT_AND_PAGES, *EXPLANATIONS, *TRACKING)

MISTAKES = (
    *entries("""
        x=1 | color=red&format=webinar,podcast | topc=technology | q=gun&topic=zeppelin | format=webinarr
        topic=Gun+violence | agency_size=tiny | publisher=zeppelin | language=fr | rating=good | media=mp3
        topic=tech&format=web&audience=x | sworn=many | sworn=-1 | sworn=0 | sworn=100001 | sworn=1.5
        q=gun&sworn=12a&topic=technology | sworn=1&sworn=2 | published_from=soon | published_from=0000
        published_to=2015-02-30 | published_from=2017&published_to=2015 | sort=best | page=0 | page=-1 | page=1001
        page=1.5 | page=one | per_page=0 | per_page=101 | per_page=100&page=101 | explain=maybe | q=a&q=b | q=a&q=a
        q=%00 | q=%ff%fe | q=%ED%A0%80 | q=gun%07violence | %00=1 | %ff=1 | =1 | topic=%00
        topic=%3Cscript%3Ealert(1)%3C/script%3E
    """),
    *("q=" + "x" * 2001, "topic=" + "x" * 500, "page=" + "9" * 200, "published_from=" + "1" * 200),
    *("&".join(f"topic=t{number}" for number in range(60)), "&".join(f"p{number}=1" for number in range(501))),
)
"""Search parameters that are rejected."""

PREFIXES = (
    *entries(r"""
        l | lic | license pl | gun | gun vi | hot sp | lpr | spi | technol | zepp | poli | policí | fbi | " | title:
        😀 | crime gun intel | ncj | lisence | the | Rand | webin | gun violence
    """),
    *("", " ", "a" * 200),
)
"""Text that suggestions are requested for."""
