"""Titles are compared as a librarian would: misspellings, subtitles, editions, and the parts of a series."""

import pytest

from indexer.check.duplicates.titles import ComparedTitle, TitleRelation, compare_titles


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Body-Worn Cameras: A Guide", "Body Worn Cameras \u2013 a guide", "SAME"),
        ("9-1-1 Abuse", "911 abuse", "SAME"),
        ("Cyber crime & the law", "Cybercrime and the Law", "SAME"),
        ("Weekly Summaries of Decisions", "Weekly Summary of Decisions", "SAME"),
        ("Guía de vecinos", "Guia de vecinos", "SAME"),
        ("Reducing Gun Violance in Cities", "Reducing Gun Violence in Cities", "MISSPELLED"),
        ("Police and Community", "Community and Police", "MISSPELLED"),
        ("Focused Deterrence in Practice", "Focused Deterrence in Practice: Lessons From Nine Cities", "SUBTITLE"),
        ("Acquaintance Rape of College Students", "Acquaintance Rape of College Students, 2nd Ed.", "EDITION"),
        ("Bicycle Theft, Second Edition", "Bicycle Theft", "EDITION"),
        ("Hot Spots Policing (Updated 2019)", "Hot Spots Policing", "EDITION"),
        ("Hot Spots Policing: 2019 Update", "Hot Spots Policing", "EDITION"),
        ("NIBRS User Manual (Version 2.1)", "NIBRS User Manual", "EDITION"),
        ("Crime Trends: 2023 Update", "Crime Trends: 2024 Update", "NUMBERED"),
        ("Federal Firearms Licensees - December 2021", "Federal Firearms Licensees - January 2021", "NUMBERED"),
        ("Interview Skills, Part 1", "Interview Skills, Part 2", "NUMBERED"),
        ("Interview Skills", "Interview Skills: Part Two", "NUMBERED"),
        ("Handbook, Volume III", "Handbook, Volume IV", "NUMBERED"),
        ("Schedule B", "Schedule C", "NUMBERED"),
        ("Know Your Rights", "Know Your Rights (Spanish)", "TRANSLATED"),
        ("State Summary: Alabama", "State Summary: Alaska", "DIFFERENT"),
        ("Arrests of Juveniles", "Arrests of Adults", "DIFFERENT"),
        ("Northeast Patrol Survey", "Northwest Patrol Survey", "DIFFERENT"),
        ("Report: Findings", "Report: Methods", "DIFFERENT"),
    ],
)
def test_how_two_titles_relate(one, other, relation):
    assert compare_titles(ComparedTitle(one), ComparedTitle(other)) is TitleRelation[relation]
    assert compare_titles(ComparedTitle(other), ComparedTitle(one)) is TitleRelation[relation]


def test_a_subtitle_in_a_field_of_its_own_counts_like_one_in_the_title():
    assert compare_titles(ComparedTitle("Cameras", "A Guide"), ComparedTitle("Cameras: A Guide")) is TitleRelation.SAME


def test_an_edition_in_a_field_of_its_own_counts_like_one_in_the_title():
    one = ComparedTitle("Cameras", edition="2nd edition")
    assert compare_titles(one, ComparedTitle("Cameras, Second Ed.")) is TitleRelation.SAME
    assert compare_titles(one, ComparedTitle("Cameras")) is TitleRelation.EDITION


@pytest.mark.parametrize(
    ("text", "number"), [("Cameras", 1), ("Cameras, Third Edition", 3), ("Cameras, Revised Edition", 2)]
)
def test_editions_have_numbers(text, number):
    assert ComparedTitle(text).edition_number == number
