"""What a table shows, without widgets: its columns by their codes, its cells as a person reads them."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from passpro_nb.domain.figures import FIGURES, SHARES, heading, label
from passpro_nb.domain.french import NOT_APPLICABLE, pluralise
from passpro_nb.export.records import said, word
from passpro_nb.measure.pivot import name_of

# On screen a heading is short; the export has it in full.
NO_HEADS: Mapping[str, str] = MappingProxyType({})
_SHORT = {
    "host_name": "Établissement", "department": "Dépt", "host_uai": "UAI",
    "missing_at_limit": "Manque à la limite",
}  # fmt: skip

# Over a table of pupils: why a group may have more without interview than the whole.
NOT_HERE = (
    "Élèves sans entretien : comptés dans chaque ligne où ils ont une candidature sans y avoir été reçus, "
    "même s’ils l’ont été ailleurs. Une ligne, ou un filtre, peut donc en avoir plus que toute l’académie, "
    "et les lignes ne s’additionnent pas. Sans filtre, « Ensemble » n’a que ceux reçus nulle part."
)
NOWHERE = "Élèves sans entretien : ceux qu’aucun établissement d’accueil n’a encore reçus."

# What a page writes around a table.
TABLE_WORDS = {
    "search": "Rechercher",
    "sort": "Trier",
    "none": "Aucune ligne ne correspond.",
    "empty": "Rien à montrer.",
    "of": "sur",
    "export": "Exporter ce tableau",
    "all": "Tout / rien",
    "pick": "Choisir",
    "more": "Voir toutes les lignes",
    "less": "Voir moins de lignes",
    "whole": "en tout",
    "filter": "Filtrer par colonne",
    "unfilter": "Ôter les filtres des colonnes",
    "filterOn": "Filtrer",
    "any": "(tout)",
    "compared": "> 5, >= 5, < 5, <= 5 ou 5",
    "opened": "Ses lignes s’ouvrent sous le tableau.",
    "unfiltered": "sans les filtres des colonnes",
    "unsearched": "sans la recherche",
    "right": ("{} colonne à droite →", "{} colonnes à droite →"),
    "left": ("← {} colonne à gauche", "← {} colonnes à gauche"),
}

MINUS = "−"  # as sentences write it
_MOMENTS = ("_before", "_plus", "_minus", "_after", "_change")  # of a figure: a number too

Kind = Literal["text", "number", "percent", "date"]
Records = Iterable[Mapping[str, Any]]


class ShownColumn(NamedTuple):
    """A column of a shown table: the record's key, its heading, how its values are written."""

    key: str
    label: str
    kind: Kind = "text"


def figure_columns(codes: Iterable[str], heads: Mapping[str, str] = NO_HEADS) -> list[ShownColumn]:
    """Return the columns of groups and figures, by their codes."""
    names = {**_SHORT, **heads}
    return [ShownColumn(code, names.get(code, heading(code)), kind_of(code)) for code in codes]


def kind_of(code: str) -> Kind:
    """Return how the values of a figure or a key are written."""
    if code in SHARES:
        return "percent"
    if code in FIGURES and FIGURES[code].kind == "flag":
        return "text"
    if (
        code in FIGURES
        or code in {"lateness", "answered", "to_enter", "usual_seats"}
        or code.endswith(_MOMENTS)
    ):
        return "number"
    return "date" if code == "day" or code.endswith("_day") else "text"


def table_rows(records: Records, columns: Sequence[ShownColumn]) -> list[list[Any]]:
    """Return the rows as the page takes them: a text, or a text and the value it sorts by."""
    return [[_cell(word(c.key, record), c.kind) for c in columns] for record in records]


def _cell(value: Any, kind: str) -> Any:
    if isinstance(value, bool):
        return said(value)
    missing = value is None or value != value
    if kind == "text":
        return "" if missing else str(value)
    if missing:
        return [NOT_APPLICABLE if kind == "percent" else "–", None]
    rank = value.toordinal() if kind == "date" else float(value)
    return [said(value, share=kind == "percent").replace("-", MINUS), rank]


def group_label(group: str) -> str:
    """Return what a group's members are called."""
    return label("offer" if group == "offer" else name_of(group))


def group_noun(group: str) -> tuple[str, str]:
    """Return what one row of a group is called in a count, and several."""
    one = group_label(group).lower()
    return one, pluralise(one)
