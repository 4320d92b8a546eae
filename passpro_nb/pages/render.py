"""Content → HTML, by the templates; the same fragments as the widgets of notebooks show."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from passpro_nb.measure.view import FILTERS, View
from passpro_nb.pages.links import Links
from passpro_nb.pages.page import Content
from passpro_nb.panels import fragments
from passpro_nb.store.published import Published

TEMPLATES = Path(__file__).parent / "templates"
_PAGES = fragments.environment(TEMPLATES)


def render(
    name: str, content: Content, address: str, published: Published, links: Links,
    site: dict[str, Any],
) -> str:  # fmt: skip
    """Return the whole page; `address` is that of its state, `site` what every page says of itself."""

    def export(table: Any) -> str:
        return links.export(name, table.name, address)

    page = _PAGES.get_template(content.template)
    lifted: dict[str, Any] = dict.fromkeys(FILTERS, ())
    whole = replace(View.parse(address), **lifted).address
    return page.render(
        name=name, whole=whole, current=name, content=content, address=address, published=published,
        links=links, site=site, export=export,
    )  # fmt: skip


def render_notice(title: str, said: str, links: Links, site: dict[str, Any], *, back: str) -> str:
    """Return a page that says why there is none, and leads to `back`."""
    page = _PAGES.get_template("notice.html")
    return page.render(title=title, said=said, links=links, site=site, back=back, current="")
