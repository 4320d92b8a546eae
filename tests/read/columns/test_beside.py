"""Headers that no list has, beside the usual ones: what serves is read, what serves nothing is left."""

import tomllib
from pathlib import Path

import pytest
from header_sets import CAMPAIGN, TABLES, invent_rows

from passpro_nb.read.cells import cell_readers
from passpro_nb.read.columns.evidence import Witness
from passpro_nb.read.columns.headers import map_columns

LISTED = tomllib.loads((Path(__file__).parent / "headers_beside.toml").read_text(encoding="utf-8"))
USUAL = {
    "catalogue": "host_uai host_name commune programme_label mode sessions hours seats class_places contact",
    "candidatures": "file_number last_name first_name origin_name origin_commune host_uai host_name "
    "programme_label registered_on interview_on attendance opinion",
}  # fmt: skip
BARE = {
    "catalogue": "host_uai host_name commune programme_label mode hours contact",
    "candidatures": "file_number last_name first_name origin_name origin_commune host_uai host_name "
    "programme_label convened_on",
}  # fmt: skip


def role_of(table: str, header: str, held: str, beside: str) -> str | None:
    """Return the role that a header is given over the values of `held`, in its place among others."""
    codes = [code for code in TABLES[table].codes if code in {*beside.split(), held}]
    headings = [header if code == held else TABLES[table][code].heading for code in codes]
    witness = Witness(cell_readers(CAMPAIGN), CAMPAIGN.calendrier)
    mapped = map_columns(headings, TABLES[table], {}, invent_rows(codes, 40), witness)
    return next((r for r, at in mapped.positions.items() if at == codes.index(held)), None)


def listed(kind: str) -> list[tuple[str, str, list[str]]]:
    """Return the listed headers of a kind: table, what they stand over, the headers."""
    return [
        (table, role, headers) for table in LISTED for role, headers in LISTED[table][kind].items()
    ]


@pytest.mark.parametrize(
    ("table", "held", "headers"), listed("read"), ids=[f"{t}-{r}" for t, r, _ in listed("read")]
)
def test_a_header_of_known_words_over_good_values_is_read(
    table: str, held: str, headers: list[str]
):
    """Each of these 705 is read as what it stands over."""
    assert {h: role_of(table, h, held, USUAL[table]) for h in headers} == dict.fromkeys(
        headers, held
    )


@pytest.mark.parametrize("beside", [BARE, USUAL], ids=["bare", "usual"])
@pytest.mark.parametrize(
    ("table", "held", "headers"), listed("left"), ids=[f"{t}-{r}" for t, r, _ in listed("left")]
)
def test_a_header_of_something_else_is_left_whatever_stands_under_it(
    table: str, held: str, headers: list[str], beside: dict[str, str]
):
    """None of these is read, though the table lacks what they seem to hold."""
    assert {h: role_of(table, h, held, beside[table]) for h in headers} == dict.fromkeys(headers)
