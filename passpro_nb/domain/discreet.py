"""What may hold pupils' data shows itself as a few lines with counts, never as its rows."""

from collections.abc import Mapping, Sized
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

from passpro_nb.domain.french import plural, short_date


class Discreet:
    """Shown in a notebook, a console or a log without a single value that came from a file.

    For dataclasses (with `repr=False`): each field that can be counted is, the others are silent.
    A class with better words says its own in `summary`.
    """

    def summary(self) -> list[str]:
        """Return what a person reads of it at a glance, a line each."""
        names: list[str] = [item.name for item in fields(self)] if is_dataclass(self) else []
        counted = [(name, _count(getattr(self, name))) for name in names]
        return [type(self).__name__, *(f"  {name} : {said}" for name, said in counted if said)]

    def __repr__(self) -> str:
        return "\n".join(self.summary())

    def _repr_html_(self) -> str:
        from xml.etree.ElementTree import Element, tostring

        shown = Element("pre")
        shown.text = repr(self)
        return tostring(shown, encoding="unicode", method="html")


def _count(value: object) -> str:
    """Return how much there is of a value; nothing for what has no count that is safe to say."""
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, str | bytes | Path) or not isinstance(value, Sized):
        return ""
    return plural(len(value), "entrée" if isinstance(value, Mapping) else "ligne")
