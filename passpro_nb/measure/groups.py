"""The groups in which figures are shown, and the filters that choose offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import listing, quoted

ORIGIN = "origin"
UNKNOWN_ORIGIN = "origine inconnue"
UNSAID = "non précisé"

# A group → its key columns; the first one tells its members apart, the others describe them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "academie": ("academie",),
    "department": ("department",),
    "district": ("district",),
    "host": ("host_uai", "host_name", "commune", "department"),
    "offer": (
        "offer",
        "host_uai",
        "host_name",
        "department",
        "programme",
        "programme_label",
        "status",
    ),
    "programme": ("programme", "programme_label"),
    "domain": ("domain",),
    "diploma": ("diploma",),
    ORIGIN: ("origin_uai", "origin_name"),
}


@dataclass(frozen=True)
class Selection:
    """Which offers are looked at; an empty filter lets all through, several add up as « and »."""

    department: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    host_uai: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    diploma: tuple[str, ...] = ()

    def active(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that are set, by column."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}


def check_group(by: str, *, origins: bool = True) -> str:
    """Return the name of a group, or raise `UsageError` with those there are."""
    if by == ORIGIN and not origins:
        raise UsageError(
            "La capacité d’entretien n’a pas de sens par origine : choisissez un autre groupe."
        )
    if by not in GROUPS:
        raise UsageError(f"Le groupe {quoted(by)} n’existe pas : {listing(GROUPS)}.")
    return by


def measured_offers(
    offers: pd.DataFrame, academie: str, selection: Selection | None = None
) -> pd.DataFrame:
    """Return the offers in Passpro that pass the filters, with every key column filled in.

    In: `check.offers.OFFER_COLUMNS`. A district, domain or diploma that is not said is
    « non précisé », so that groups add up. Raises `UsageError` for a value that no offer has.
    """
    kept = offers[offers["in_passpro"]].assign(academie=academie)
    spoken = {c: kept[c].fillna(UNSAID) for c in ("district", "domain", "diploma", "commune")}
    kept = kept.assign(**spoken)
    for column, wanted in (selection or Selection()).active().items():
        _check_known(column, wanted, offers)
    return select_offers(kept, selection or Selection())


def select_offers(offers: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows that pass the filters, of any frame with the offers' key columns."""
    for column, wanted in selection.active().items():
        offers = offers[offers[column].isin(wanted)]
    return offers


def _check_known(column: str, wanted: Iterable[str], offers: pd.DataFrame) -> None:
    values = set(offers[column].fillna(UNSAID))
    for value in wanted:
        if value not in values:
            some = listing(sorted(values)[:12], 8)
            raise UsageError(f"Aucune offre n’a {quoted(value)} pour filtre. Il y a : {some}.")


def group_frame(members: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return one row a member of the group `by` with its key columns, sorted by the first."""
    keys = list(GROUPS[by])
    return members[keys].drop_duplicates(keys[0]).sort_values(keys[0]).reset_index(drop=True)
