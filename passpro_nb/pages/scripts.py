"""The script and the styles of pages: one file each, whatever they are made of."""

import json
import re
from pathlib import Path

from passpro_nb.panels.widgets import ASSETS, TABLE_WORDS

OWN = Path(__file__).parent / "assets"
STYLES = (("widgets.css", ASSETS), ("page.css", OWN))


def site_script() -> str:
    """Return the script of pages as one classic file: a page opened from a folder takes no module."""
    table = (
        (ASSETS / "table.js").read_text(encoding="utf-8").replace("export default { render };", "")
    )
    parts = [
        f"const WORDS = {json.dumps(TABLE_WORDS, ensure_ascii=False)};",
        (ASSETS / "save.js").read_text(encoding="utf-8"),
        table,
        (OWN / "site.js").read_text(encoding="utf-8"),
    ]
    return "(() => {\n" + "\n".join(parts) + "})();\n"


def page_styles() -> str:
    """Return the styles of pages without what only their authors read, to stand in a page itself.

    A visitor who is new to a server then waits for no other answer before he sees the page.
    """
    said = "".join((folder / name).read_text(encoding="utf-8") for name, folder in STYLES)
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", said, flags=re.DOTALL)).strip()


def own_files() -> dict[str, bytes]:
    """Return the script and the styles of pages, by their places under the site's."""
    places = (*STYLES, ("page.js", OWN))
    found = {f"passpro/{name}": (folder / name).read_bytes() for name, folder in places}
    return found | {"passpro/site.js": site_script().encode()}
