"""passpro_nb: from the Excel files of a Passpro campaign to its figures, pages and lists.

The rooms stand in the order in which the data travel: `domain`, `read`, `measure`, `check`, `store`,
`export`, `interviews`, `relaunch`, `panels`, `serve`, with `demo` and `commands` beside them.
The names below are the face of the package, loaded when first used.

>>> campaign = open_campaign("data/exemple")
>>> table = campaign.figures(on="2025-04-28").coverage("department")
>>> list(table["department"])
['93', '94', '77']
"""

import os
from importlib import import_module
from typing import Any

# openpyxl takes lxml where it finds it, and python-docx brings it: workbooks stay what they are without
os.environ.setdefault("OPENPYXL_LXML", "False")

_FACE = {
    "Campaign": "check.campaign", "Figures": "measure.figures", "PassproError": "domain.errors",
    "check_folder": "check.campaign", "import_campaign": "store.snapshots",
    "open_campaign": "check.campaign", "open_snapshot": "store.history",
    "plan_relaunches": "relaunch.plan",
    "read_published": "store.published", "read_sessions": "read.sessions.reader",
    "read_settings": "domain.settings", "show_frame": "panels.tables",
    "write_annotated": "export.annotated", "write_demo": "demo.campaign", "write_table": "export.files",
}  # fmt: skip

__all__ = sorted(_FACE)


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(import_module(f"passpro_nb.{_FACE[name]}"), name)
    raise AttributeError(name)


def __dir__() -> list[str]:
    return __all__
