"""What an import says of its mapping: what was guessed, and the values that nobody has given a meaning."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from catalog.facets import FACETS
from catalog.generations.generation import TAXONOMY
from catalog.settings import Settings
from catalog.store.taxonomy import load_taxonomy
from catalog.text import shortened
from indexer.cli.terminal import pluralized, say
from indexer.editing.texts.yaml_text import new_yaml
from indexer.importers.mapping.candidates import UnmappedValue
from indexer.importers.mapping.mapping_file import MappingAdditions
from indexer.importers.mapping.source_mapping import LEFT_OUT, SOURCE_ID, targets_in
from indexer.importers.values.date_order import DateOrder

MAX_LISTED_UNMAPPED = 15
MAX_HEADING = 40
"""Characters of a heading that are shown."""
MANY_VALUES = 5
FEW = 0.2
"""So many values without a meaning may be those of another field, if few of them are near to one of this."""
GUIDE = 'docs/editors.md ("Import records from elsewhere")'
NO_SOURCE_ID = (
    "No column is the source_id (the partner's number of an item): the next import recognizes a row by its address, or "
    "else by its title and year."
)
NO_EXAMPLES: Mapping[str, str] = MappingProxyType({})
_MEANINGS = {DateOrder.DAY_FIRST: "April 3", DateOrder.MONTH_FIRST: "March 4"}


def print_guesses(added: MappingAdditions, mapping_file: str, examples: Mapping[str, str] = NO_EXAMPLES) -> None:
    """Print what was guessed now, with a value of each column that is left out.

    What an editor has in the file is not told again.
    """
    values = [(name, *item) for name, meanings in added.values.items() for item in meanings.items()]
    if not (added.columns or values or added.dates):
        return
    say("Columns:" if added.is_new else "New guesses:")
    width = min(max(map(len, (*added.columns, *(value for _, value, _ in values))), default=0), MAX_HEADING)
    for heading, target in added.columns.items():
        example = f": '{shortened(examples[heading], MAX_HEADING)}'" if heading in examples else ""
        shown = f"(left out){example}" if target == LEFT_OUT else target
        say(f"  {shortened(heading, MAX_HEADING):{width}}  ->  {shown}")
    for name, value, meaning in values:
        say(f"  {shortened(value, MAX_HEADING):{width}}  ->  {name}: {meaning}")
    targets = {target for text in added.columns.values() for target in targets_in(text)}
    if added.is_new and targets.isdisjoint({SOURCE_ID, "id"}):
        say(f"  {NO_SOURCE_ID}")
    if added.dates:
        say(f"  Dates such as 03/04/2024 are read as {_MEANINGS[added.dates]}: others can only be {added.dates}.")
    verb = "is now in" if added.is_new else "was added to"
    say(f"This guess {verb} {mapping_file}: correct it there, and run the command again.")
    say(f"What you can write there is in {GUIDE}.")
    say()


def print_unmapped(
    settings: Settings, unmapped: Mapping[UnmappedValue, int], mapping_file: str, *, show_all: bool
) -> None:
    """Print the values without a meaning, with the number of rows of each, and the lines that give them one."""
    if not unmapped:
        return
    by_count = sorted(unmapped.items(), key=lambda item: -item[1])
    listed = by_count if show_all else by_count[:MAX_LISTED_UNMAPPED]
    say("Values without a meaning here (the records are imported without them):")
    for item, rows in listed:
        guess = f": did you mean '{item.nearest}'?" if item.nearest else ""
        say(f"  {item.field} '{item.value}' in {pluralized(rows, 'row')}{guess}")
    if len(by_count) > len(listed):
        say(f"  and {len(by_count) - len(listed):,} more (--all lists them)")
    _print_known_values(settings, unmapped)
    lines: dict[str, dict[str, str]] = {}
    for item, _ in listed:
        if item.nearest:
            lines.setdefault(item.field, {})[item.value] = item.nearest
    say(f"Give each a meaning under 'values' in {mapping_file}, or 'none', and run the command again.")
    if lines:
        say("If the guesses above are right, the lines there become:")
        for line in new_yaml({"values": lines}).splitlines():
            say(f"    {line}")
    say()


def _print_known_values(settings: Settings, unmapped: Mapping[UnmappedValue, int]) -> None:
    """Print the values that each field can have, and what to do if its column is something else."""
    taxonomy = load_taxonomy(settings.corpus / TAXONOMY)
    for facet in FACETS:
        values = [item for item in unmapped if item.field == facet.field]
        if values:
            say(f"The values of {facet.field} are: {', '.join(term.value for term in taxonomy.terms(facet.name))}")
            if len(values) >= MANY_VALUES and sum(bool(item.nearest) for item in values) <= FEW * len(values):
                say("If its column is something else, write another field, or 'none', after it under 'columns'.")
