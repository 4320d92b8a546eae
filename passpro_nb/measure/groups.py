"""The groups in which figures are shown, and the filters that choose offers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import pandas as pd

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import offer_label
from passpro_nb.domain.french import DEPARTMENTS, fold, listing, quoted

ORIGIN = "origin"
UNKNOWN_ORIGIN = "origine inconnue"
UNSAID = "non précisé"
_BESIDE = "\x1f"  # between the two keys of a cell, where two groups cross
Filter = str | Iterable[str] | None

# A group → its key columns; the first one tells its members apart, the others describe them.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "academie": ("academie",),
    "department": ("department",),
    "district": ("district",),
    "host": ("host_uai", "host_name", "commune", "department"),
    "offer": (
        "offer", "host_uai", "host_name", "department", "programme", "programme_label", "status",
    ),
    "programme": ("programme", "programme_label"),
    "domain": ("domain",),
    "diploma": ("diploma",),
    "status": ("status",),
    ORIGIN: ("origin_uai", "origin_name"),
}  # fmt: skip


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
    status: tuple[str, ...] = ()

    def active(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that are set, by column."""
        return {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}


_FILTERS = tuple(item.name for item in fields(Selection))


def check_group(by: str, *, origins: bool = True) -> str:
    """Return the name of a group, or raise `UsageError` with those there are."""
    if by == ORIGIN and not origins:
        raise UsageError(
            "La capacité d’entretien n’a pas de sens par origine : choisissez un autre groupe."
        )
    if str(by) not in GROUPS:
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
    chosen = choose(offers, selection.active()) if selection else Selection()
    return select_offers(kept.assign(**spoken), chosen)


def select_offers(offers: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows that pass the filters, of any frame with the offers' key columns."""
    for column, wanted in selection.active().items():
        offers = offers[offers[column].isin(wanted)]
    return offers


# A filter → the column that names its values; a département is named by `DEPARTMENTS`.
_NAMES = {"host_uai": "host_name", "programme": "programme_label"}


def offer_labels(offers: pd.DataFrame) -> pd.Series:
    """Return how each offer is named, by offer (`domain.figures.offer_label`)."""
    said = zip(offers["programme_label"], offers["status"], strict=True)
    labels = [offer_label(label, status) for label, status in said]
    return pd.Series(labels, offers["offer"].tolist(), dtype="str")


def choose(
    offers: pd.DataFrame, filters: Mapping[str, Filter], also: Sequence[str] = ()
) -> Selection:
    """Return the selection that filters ask for: codes or labels, of columns of `offers`.

    `host` stands for `host_uai`; `also` names the filters that the caller deals with. Raises
    `UsageError` for an unknown filter, an empty list, or a value that no offer has, with the choices.
    """
    chosen = {}
    for name, wanted in filters.items():
        column = {"host": "host_uai"}.get(name, name)
        if column not in _FILTERS:
            known = listing(["host", *(f for f in _FILTERS if f != "host_uai"), *also])
            raise UsageError(f"Le filtre {quoted(name)} n’existe pas ici : {known}.")
        if wanted is not None and wanted != "":
            values = offers[column].fillna(UNSAID)
            named = DEPARTMENTS if column == "department" else _labels(offers, column)
            chosen[column] = _known(name, wanted, dict.fromkeys(values) | named, "offre")
    return Selection(**chosen)


def choose_origins(origins: pd.DataFrame, wanted: Filter) -> tuple[str, ...]:
    """Return the UAI of schools of origin given by UAI or by name; `UsageError` lists the choices."""
    named = dict(origins[["origin_uai", "origin_name"]].itertuples(index=False, name=None))
    return _known(ORIGIN, wanted, named, "candidature")


def _labels(offers: pd.DataFrame, column: str) -> dict[str, str]:
    pairs = offers[[column, _NAMES.get(column, column)]].dropna().drop_duplicates(column)
    return dict(pairs.itertuples(index=False, name=None))


def _known(
    name: str, wanted: Filter, named: Mapping[str, str | None], what: str
) -> tuple[str, ...]:
    """Return the codes of the values wanted: each a code, else the label of one or several."""
    values = [wanted] if isinstance(wanted, str) or not isinstance(wanted, Iterable) else [*wanted]
    if not values:
        raise UsageError(f"Le filtre {quoted(name)} est vide : donnez une valeur, ou ôtez-le.")
    found: list[str] = []
    for value in map(str, values):
        labelled = [code for code, label in named.items() if fold(value) == fold(label or "")]
        if not (codes := [value] if value in named else labelled):
            some = listing(sorted(named), 8)
            raise UsageError(f"Aucune {what} n’a {quoted(value)} pour filtre. Il y a : {some}.")
        found += codes
    return tuple(dict.fromkeys(found))


def group_frame(members: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return one row a member of the group `by` with its key columns, sorted by the first."""
    keys = list(GROUPS[by])
    return members[keys].drop_duplicates(keys[0]).sort_values(keys[0]).reset_index(drop=True)


def cross(members: pd.DataFrame, by: str, across: str) -> pd.DataFrame:
    """Return members whose key of the group `by` also tells the member of `across` that they are in."""
    if not across:
        return members
    if by == check_group(across):
        raise UsageError("Les lignes et les colonnes sont le même groupe : choisissez-en un autre.")
    key = GROUPS[by][0]
    return members.assign(**{key: members[key] + _BESIDE + members[GROUPS[across][0]]})


def uncross(table: pd.DataFrame, by: str, across: str) -> pd.DataFrame:
    """Return a table by `cross`ed members with the two keys apart: that of `across` after those of `by`."""
    if not across:
        return table
    key, *_ = GROUPS[by]
    two = table[key].str.split(_BESIDE, regex=False)
    table = table.assign(**{key: two.str[0]})
    if (other := GROUPS[across][0]) in table:  # an offer is described by its host
        return table.assign(**{other: two.str[1]})
    table.insert(len(GROUPS[by]), other, two.str[1])
    return table
