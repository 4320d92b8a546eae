"""One state for every control: an address, a saved view, a panel and a line of Python say the same thing.

« par=hote&departement=93&tri=retard »: French words, several values by commas or by the same key again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import quote, unquote_plus

from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.figures import label
from passpro_nb.domain.french import fold, listing, quoted
from passpro_nb.domain.workdays import read_day
from passpro_nb.measure.capacity import CAPACITY
from passpro_nb.measure.coverage import COVERAGE, PUPILS
from passpro_nb.measure.groups import ORIGIN, check_group

# A group, and the filter on it → its word in an address.
WORDS: Mapping[str, str] = {
    "academie": "academie", "department": "departement", "district": "bassin", "host": "hote",
    "offer": "offre", "programme": "formation", "domain": "domaine", "diploma": "diplome",
    "status": "statut", ORIGIN: "origine",
}  # fmt: skip
FILTERS = tuple(name for name in WORDS if name != "academie")
NAME = "name"  # what a table may be sorted by beside its figures: how its rows are called
OF_COVERAGE = (*COVERAGE[:1], *PUPILS, *COVERAGE[1:])
FIGURES = tuple(dict.fromkeys((*OF_COVERAGE, *CAPACITY)))
USUAL = (
    "expected", "entered", "coverage", "overdue", "registered", "interviewed", "lateness_max", "not_convened",
)  # fmt: skip


def _word(code: str) -> str:
    """Return a figure's word: its label without « avis » in front, « avis-en-retard » being « retard »."""
    return (
        "retard" if code == "overdue" else fold(label(code)).removeprefix("avis ").replace(" ", "-")
    )


FIGURE_WORDS: Mapping[str, str] = {code: _word(code) for code in FIGURES}
_KEYS = {
    "par": "by", "colonnes": "columns", "chiffres": "figures",
    **{WORDS[name]: name for name in FILTERS}, "jour": "day", "cherche": "search", "tri": "sort",
}  # fmt: skip


@dataclass(frozen=True)
class View:
    """What is looked at: rows `by` a group, crossed by `columns`, which figures, of what, on which day.

    Filters hold codes or labels, none lets all through; `search`, words that the rows' names hold;
    `sort`, a figure (from the largest) or `name`, the other way round after « - ». Without figures,
    the usual ones; crossed, one only. Raises `UsageError` for what does not exist.

    >>> View.parse("departement=93,94&tri=retard").department
    ('93', '94')
    >>> View(by="programme", status=("apprentissage",)).address
    'par=formation&statut=apprentissage'
    """

    by: str = "host"
    columns: str = ""
    figures: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    diploma: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    day: date | None = None
    search: str = ""
    sort: str = ""

    def __post_init__(self) -> None:
        """Take one value for several; refuse a group or a figure that does not exist."""
        for name in FILTERS:
            if isinstance(value := getattr(self, name), str):
                object.__setattr__(self, name, (value,))
        for group in filter(None, (self.by, self.columns)):
            check_group(group)
        sort = {self.sort.removeprefix("-")} - {"", NAME}
        for code in (*self.figures, *sort):
            if code not in FIGURES:
                raise UsageError(_no_figure(code))
        if self.columns == self.by:
            raise UsageError(
                "Les lignes et les colonnes sont le même groupe : changez l’un des deux."
            )
        if self.columns and len(self.figures) > 1:
            raise UsageError("Un tableau croisé montre un seul chiffre : n’en gardez qu’un.")

    @classmethod
    def parse(cls, address: str) -> "View":
        """Return the view of an address: « departement=93&tri=retard », with or without a page before « ? ».

        Raises `UsageError` for a key, a group, a figure or a day that does not exist, with the choices.
        """
        said: dict[str, list[str]] = {}
        page, mark, query = address.strip().partition("?")
        query = query if mark else "" if page.startswith(("/", "http")) else page
        for part in filter(None, query.split("&")):
            word, _, values = part.partition("=")
            if (name := _KEYS.get(fold(unquote_plus(word)))) is None:
                raise UsageError(
                    f"{quoted(unquote_plus(word))} ne se choisit pas : {listing(_KEYS)}."
                )
            texts = [values] if name == "search" else values.split(",")
            said.setdefault(name, []).extend(filter(None, (unquote_plus(t.strip()) for t in texts)))
        return cls(**{name: _read(name, values) for name, values in said.items() if values})

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the filters that are set, as the methods of `Figures` take them."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}

    @property
    def address(self) -> str:
        """Return the address that gives this view back; what is usual is not said."""
        usual = {field.name: field.default for field in fields(self)}
        set_ = {word: getattr(self, name) for word, name in _KEYS.items()}
        return "&".join(
            f"{word}={_say(_KEYS[word], value)}"
            for word, value in set_.items()
            if value != usual[_KEYS[word]]
        )

    @property
    def code(self) -> str:
        """Return the line of Python that gives this view's table, of a campaign called « campaign »."""
        return f'campaign.figures().view("{self.address}")'


def _no_figure(said: str) -> str:
    return f"Le chiffre {quoted(said)} n’existe pas : {listing(FIGURE_WORDS.values())}."


def _read(name: str, values: list[str]) -> Any:
    """Return the value of a field of `View`, read in an address."""
    if name in FILTERS:
        return tuple(dict.fromkeys(values))
    if name == "figures":
        return tuple(dict.fromkeys(_figure(value) for value in values))
    one, *more = values
    if more and name != "search":
        raise UsageError(f"{quoted(_word_of(name))} n’a qu’une valeur, pas {listing(values)}.")
    if name == "search":
        return " ".join(values)
    if name == "day":
        return read_day(one)
    return _sort(one) if name == "sort" else _group(one)


def _word_of(name: str) -> str:
    return next(word for word, known in _KEYS.items() if known == name)


def _group(word: str) -> str:
    found = next((name for name, known in WORDS.items() if known == fold(word)), None)
    if found is None:
        raise UsageError(f"Le groupe {quoted(word)} n’existe pas : {listing(WORDS.values())}.")
    return found


def _figure(word: str) -> str:
    wanted = fold(word)
    for code, known in FIGURE_WORDS.items():
        if wanted in (fold(known), fold(label(code))):
            return code
    raise UsageError(_no_figure(word))


def _sort(word: str) -> str:
    back = "-" if word.startswith("-") else ""
    return back + (NAME if fold(word) == "nom" else _figure(word.removeprefix("-")))


def _say(name: str, value: Any) -> str:
    """Return how a field's value is written in an address."""
    if name in ("by", "columns"):
        return WORDS[value]
    if name == "sort":
        code = value.removeprefix("-")
        return value[: -len(code)] + ("nom" if code == NAME else FIGURE_WORDS[code])
    if name == "figures":
        return ",".join(FIGURE_WORDS[code] for code in value)
    return ",".join(map(_escaped, value if isinstance(value, tuple) else [str(value)]))


def _escaped(text: str) -> str:
    """Return a text as it stands in an address: its accents as they are, its blanks as « + »."""
    return "".join(_escape(character) for character in text).replace("%20", "+")


def _escape(character: str) -> str:
    plain = character.isalnum() or character in "-_.~:/()’"
    return character if plain else quote(character, safe="")
