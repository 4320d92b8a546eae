"""The HTML of pages and panels: `fragments.cards(…)` calls the macro `cards` of `templates/fragments.html`.

Every value is escaped there, but for what another macro returned.
"""

from base64 import b64encode
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from passpro_nb.domain import french
from passpro_nb.domain.figures import CHOICES


def picture(drawn: bytes | str) -> str:
    """Return PNG or SVG as an address that holds the whole picture; an address as it is."""
    if isinstance(drawn, str):
        return drawn
    kind = "png" if drawn.startswith(b"\x89PNG") else "svg+xml"
    return f"data:image/{kind};base64,{b64encode(drawn).decode()}"


def environment(*folders: Path) -> Environment:
    """Return what renders the templates of these folders, which may import those of here."""
    made = Environment(
        loader=FileSystemLoader([*folders, Path(__file__).parent / "templates"]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    for form in (picture, french.listing, french.long_date, french.plural, french.unbreakable):
        made.filters[form.__name__] = form
    made.globals["choices"] = CHOICES
    return made


# compiled on import: kernels forked from a warm process have them already
_MACROS = environment().get_template("fragments.html").module


def __getattr__(macro: str) -> Any:
    return getattr(_MACROS, macro)
