"""What a page is asked to show: its filters, read in its address as everywhere (`measure.view`)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from passpro_nb.domain.french import DEPARTMENTS, listing
from passpro_nb.measure.view import WORDS, View
from passpro_nb.panels.filters import FILTERS, Filters, choices, read_address, several
from passpro_nb.store.published import Published

# A filter of a page → the field of a view that holds it.
_FIELDS: Mapping[str, str] = {"host_uai": "host"}
SHOWN_VALUES = 3  # of a filter, in a title


@dataclass(frozen=True)
class Chosen:
    """The state of a page: its view, and the same filters as its figures take them."""

    view: View
    filters: Filters

    @classmethod
    def read(cls, published: Published, address: str) -> "Chosen":
        """Return what an address asks: « departement=93&diplome=CAP », codes or labels.

        Raises `UsageError` as `read_address`.
        """
        return cls.of(read_address(published, address))

    @classmethod
    def of(cls, view: View) -> "Chosen":
        """Return the state of a view whose filters hold codes."""
        return cls(view, Filters.of(view))

    @property
    def address(self) -> str:
        """Return the address that gives this state back."""
        return self.view.address

    def narrowed(self, department: str) -> str:
        """Return the address of the same state in one département."""
        return replace(self.view, department=(department,)).address


@dataclass(frozen=True)
class Choice:
    """A filter of a page's form: its word in addresses, its label, what may be chosen, what is."""

    word: str
    label: str
    every: str
    options: tuple[tuple[str, str], ...]
    value: str


def list_choices(published: Published, chosen: Chosen) -> list[Choice]:
    """Return the filters of a page, each with what the others leave to choose."""
    found = []
    for name, options in choices(published.offers, chosen.filters).items():
        label, every = FILTERS[name]
        values = getattr(chosen.filters, name)
        known = [*options]
        if len(values) > 1:  # several, by the address: they stay chosen while others change
            known.insert(0, several(values))
        word = WORDS[_FIELDS.get(name, name)]
        found.append(Choice(word, label, every, tuple(known), ",".join(values)))
    return found


def title_of(title: str, published: Published, filters: Filters) -> str:
    """Return the title of a page, with what its filters leave."""
    said = say_choice(published, filters)
    return f"{title} : {' · '.join(said)}" if said else title


def say_choice(published: Published, filters: Filters) -> list[str]:
    """Return what the filters leave, a text each: « Seine-Saint-Denis (93) », « CAP », a school."""
    return [
        listing([_say_value(published, name, value) for value in values], SHOWN_VALUES)
        for name, values in filters.active().items()
    ]


def say_department(code: str) -> str:
    """Return « Seine-Saint-Denis (93) », or the code alone where its name is not known."""
    return f"{DEPARTMENTS[code]} ({code})" if code in DEPARTMENTS else code


def _say_value(published: Published, name: str, value: str) -> str:
    if name == "department":
        return say_department(value)
    if (text := {"host_uai": "host_name", "programme": "programme_label"}.get(name)) is None:
        return value
    offers = published.offers
    return str(offers.loc[offers[name].eq(value), text].iloc[0])
