"""What the foot of a page leads to: how accessible the pages are, and what is new."""

from pathlib import Path

import mistune

from passpro_nb.domain.errors import UsageError
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.pages.state import Chosen
from passpro_nb.store.published import Published

CHANGES = "CHANGELOG.md"
PACKAGE = Path(__file__).resolve().parents[2]


def build_accessibility(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return the statement of accessibility; its words stand in its template."""
    return Content(
        "accessibility.html",
        "Accessibilité",
        "Ces pages visent les règles du RGAA (WCAG 2.1, niveau AA). Elles n’ont pas été auditées par "
        "un tiers : voici ce que nos propres essais vérifient, et ce qui reste à faire.",
    )


def build_news(published: Published, chosen: Chosen, links: Links) -> Content:
    """Return what changed, as people read it: the journal of changes, without its own title."""
    _, _, told = read_changes().partition("\n")
    news = mistune.create_markdown(escape=True)(told)
    return Content(
        "news.html", "Nouveautés", "Ce qui a changé, de version en version.", more={"news": news}
    )


def read_changes() -> str:
    """Return the journal of changes: a checkout's, else the wheel's."""
    for place in (PACKAGE.parent, PACKAGE):
        if (place / CHANGES).is_file():
            return (place / CHANGES).read_text(encoding="utf-8")
    raise UsageError("Le journal des changements n’est pas installé avec le programme.")
