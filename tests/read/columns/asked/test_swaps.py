"""The values of two columns exchanged under their headers: refused, or said; never silent."""

from datetime import date
from itertools import combinations

import pytest
from header_sets import SETTINGS, TABLES, invent_rows, uai

from passpro_nb.domain.settings import parse_settings
from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import HeaderMap, map_columns

CALENDAR = parse_settings(
    {"campagne": {"nom": "Essai"}, "calendrier": {"fin_entretiens": date(2025, 5, 7)}}
)
READERS = cell_readers(CALENDAR)
KNOWN = Witness(
    READERS,
    CALENDAR.calendrier,
    frozenset(uai(930101 + host) for host in range(7)),
    frozenset(f"9300{host}{row:03}" for host in range(7) for row in range(3)),
)
# What nothing in the rows tells apart: two texts that serve no figure, or no figure of their own.
ALIKE = {"catalogue": {frozenset(pair) for pair in (("domain", "remarks"),)}, "candidatures": set()}


def mapped(table: str, codes: list[str], rows: list[list[object]]) -> HeaderMap:
    """Return how the table's own headings are understood over these rows."""
    headings = [TABLES[table][code].heading for code in codes]
    return map_columns(headings, TABLES[table], {}, rows, KNOWN)


def loud(table: str, codes: list[str], rows: list[list[object]], pair: tuple[int, int]) -> bool:
    """Tell whether most cells of one of two columns are refused one by one."""
    for at in pair:
        read = READERS[TABLES[table][codes[at]].kind]
        cells = [row[at] for row in rows if row[at] is not None]
        if sum(read(cell).fault is not None for cell in cells) > len(cells) / 2:
            return True
    return False


def codes_of(table: str) -> list[str]:
    """Return the codes of a table but those of hours, which stand in one column or two."""
    return [code for code in TABLES[table].codes if code != "hours"]


@pytest.mark.parametrize("table", TABLES)
def test_columns_as_they_should_be_are_not_suspected(table: str):
    """Nothing is asked about a table in order."""
    codes = codes_of(table)
    read = mapped(table, codes, invent_rows(codes, 120))
    assert read.doubts == ()
    assert {code: codes[at] for code, at in read.positions.items()} == {c: c for c in codes}


@pytest.mark.parametrize("table", TABLES)
def test_two_columns_exchanged_are_never_silent(table: str):
    """Whatever two columns are exchanged, one is denied, asked, or refused cell by cell."""
    codes = codes_of(table)
    rows = invent_rows(codes, 120)
    silent = []
    for one, other in combinations(range(len(codes)), 2):
        order = [*range(len(codes))]
        order[one], order[other] = other, one
        changed = [[row[at] for at in order] for row in rows]
        said = mapped(table, codes, changed).doubts or loud(table, codes, changed, (one, other))
        if not said and frozenset((codes[one], codes[other])) not in ALIKE[table]:
            silent.append((codes[one], codes[other]))
    assert silent == []


@pytest.mark.parametrize(
    "pair",
    [
        ("registered_on", "interview_on"), ("interview_on", "opinion_on"), ("birth_date", "registered_on"),
        ("origin_uai", "host_uai"), ("origin_commune", "host_commune"), ("last_name", "first_name"),
    ],
)  # fmt: skip
def test_columns_of_one_kind_are_said_to_be_exchanged(pair: tuple[str, str]):
    """Days go in their order, hosts are in the catalogue, a school has one commune: both are asked."""
    codes = codes_of("candidatures")
    order = [*range(len(codes))]
    one, other = map(codes.index, pair)
    order[one], order[other] = other, one
    rows = [[row[at] for at in order] for row in invent_rows(codes, 120)]
    read = mapped("candidatures", codes, rows)
    asked = {doubt.at for doubt in read.doubts if doubt.kind == "swapped_columns"}
    assert {one, other} <= asked
    assert not {*pair} & read.positions.keys()


def test_without_a_catalogue_the_schools_kinds_still_tell():
    """« Collège » under the host and « Lycée » under the origin are not read."""
    rows = invent_rows(["host_name", "origin_name"], 40)
    headings = ["Établissement d'origine", "Établissement d'accueil"]
    read = map_columns(headings, TABLES["candidatures"], {}, rows, Witness(cell_readers(SETTINGS)))
    assert read.positions == {}
    assert {doubt.kind for doubt in read.doubts} == {"denied_column"}
