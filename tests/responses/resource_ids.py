"""Resources, documents and toolkits of the starter corpus that are requested."""

from __future__ import annotations

STARTERS = tuple(
    f"starter-{name}"
    for name in (
        *("acronym-glossary", "after-action-lessons-learned", "buying-public-safety-technology"),
        *("casualty-care-planning-podcast", "crime-gun-tracing-nibin-basics", "federal-partners"),
        *("first-90-days-violence-reduction-lead", "first-community-meeting", "guia-vecinos-policia"),
        *("hospital-partners-podcast", "hot-spot-workbook", "license-plate-readers-webinar", "nonfatal-shootings"),
        *("operations-and-diagnostic-sites", "partner-checklist", "peer-exchange-visit", "peer-support"),
        *("plate-reader-policy", "police-probation-mou", "practice-shooting-data", "press-statement-guide"),
        *("procedural-justice-roll-call", "recruiting-self-assessment", "shooting-review"),
        *("small-town-crime-analysis", "social-media-investigations-policy", "social-network-analysis-intro"),
        *("toolkit-planning-workbook", "weekly-shooting-bulletin", "witness-support-webinar"),
    )
)
"""The resources with their own documents."""
OTHERS = (
    *("a-guide-to-peer-exchanges", "addressing-the-problem-of-the-active-shooter", "assaults-in-and-around-bars"),
    *("bjs-local-police-departments-2013", "bjs-local-police-departments-2020", "body-worn-camera-toolkit"),
    *("census-state-local-law-enforcement-agencies-2004", "census-state-local-law-enforcement-agencies-2018"),
    *("city-gun-violence-reduction-insight-portal-citygrip", "crime-mapping-news-vol-4-issue-1", "crimesolutions"),
    *("drug-market-intervention", "focused-deterrence-strategies-effects-on-crime", "gvi-a-guide-for-project-managers"),
    *("group-violence-reduction-strategy-new-orleans", "guiding-principles-on-use-of-force", "loud-car-stereos"),
    *("hot-spots-policing-effects-on-crime-2012", "license-plate-readers-a-primer", "oakland-ceasefire"),
    *("midsize-police-agencies-surviving-thriving", "national-criminal-justice-thesaurus", "psp-virtual-academy"),
    *("psp-impact-newsletter-october-december-2019", "psp-webinar-gunstat", "robbery-at-automated-teller-machines"),
    *("the-beat-behavioral-health-partnerships", "the-power-of-invisible-threads", "vrn-annual-report-2015"),
    *("vrn-podcast-casualty-care-and-rescue-tactics", "no-such-resource"),
)
RESOURCES = (*STARTERS, *OTHERS)

FROM_SEARCH = (
    ("starter-buying-public-safety-technology", "q=lpr&at=1"),
    ("starter-license-plate-readers-webinar", "q=lpr&at=2"),
    ("starter-plate-reader-policy", "q=lpr&at=3"),
    ("starter-plate-reader-policy", "q=lisence+plate+reader&at=1"),
    ("city-gun-violence-reduction-insight-portal-citygrip", "q=gun+violence&at=1"),
    ("predicting-preventing-gun-violence-readi-chicago", "at=3&q=gun+violence&per_page=20"),
    ("hot-spots-policing-effects-on-crime-2012", "q=hot+spots&at=2"),
    ("officer-health-and-organizational-wellness", "q=officer+wellness&at=1&topic=officer-safety-and-wellness"),
    ("starter-crime-gun-tracing-nibin-basics", "q=nibin&at=1"),
    ("starter-practice-shooting-data", "q=nibin&at=3"),
    ("starter-guia-vecinos-policia", "q=policia&at=1"),
    ("starter-witness-support-webinar", "q=witness+intimidation&at=3"),
    ("starter-shooting-review", "q=shooting+review&at=1"),
    ("starter-nonfatal-shootings", "q=shooting+review&at=4&sort=relevance"),
    ("mapping-community-based-prisoner-reentry-guidebook", "q=zeppelin+reentry&at=1"),
    ("oakland-ceasefire", "q=operation+ceasefire&at=1"),
    ("starter-shooting-review", "q=shooting+review&at=9"),
    ("starter-shooting-review", "q=shooting+review&at=none"),
    ("starter-shooting-review", "q=shooting+review"),
    ("starter-shooting-review", "color=red&at=1"),
    ("723", "q=recession&at=1"),
)
"""Resources, each with the search that led the visitor there."""

DOCUMENTS = (
    "starter-acronym-glossary/violence-reduction-acronyms.txt",
    "starter-after-action-lessons-learned/after-action-lessons-learned.md",
    "starter-buying-public-safety-technology/before-you-buy-cameras-and-plate-readers.html",
    "starter-casualty-care-planning-podcast/casualty-care-planning-podcast.srt",
    "starter-crime-gun-tracing-nibin-basics/crime-gun-tracing-and-nibin-basics.pptx",
    "starter-federal-partners/working-with-federal-partners.pdf",
    "starter-first-community-meeting/planning-a-first-community-meeting.docx",
    "starter-guia-vecinos-policia/guia-vecinos-y-policia.html",
    "starter-hot-spot-workbook/hot-spot-tracking-workbook.xlsx",
    "starter-license-plate-readers-webinar/license-plate-readers-webinar.vtt",
    "starter-partner-checklist/violence-reduction-partner-checklist.csv",
    "starter-peer-exchange-visit/running-a-peer-exchange-visit.odp",
    "starter-peer-support/peer-support-starter.odt",
    "starter-practice-shooting-data/fictional-shooting-incidents.csv",
    "starter-practice-shooting-data/data-dictionary-and-exercises.md",
    "starter-shooting-review/starting-a-shooting-review.pdf",
    "starter-shooting-review/no-such-file.pdf",
    "starter-shooting-review/../starter-federal-partners/working-with-federal-partners.pdf",
    "starter-shooting-review",
    "../taxonomy.yaml",
    "%2e%2e/taxonomy.yaml",
    "%00",
)
"""Paths of documents; the last ones do not exist."""

TOOLKITS = (
    *("a-crime-analysis-unit-from-nothing", "building-trust-with-residents", "focused-deterrence-from-start-to-finish"),
    *("gun-violence-in-a-small-town", "license-plate-readers-policy-before-purchase"),
    *("officers-after-a-critical-incident", "starting-with-the-partnership"),
    *("working-with-prosecutors-on-shooting-cases", "no-such-toolkit"),
)
"""Featured toolkits; the last one does not exist."""
