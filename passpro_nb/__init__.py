"""passpro_nb: from the Excel files of a Passpro campaign to its figures, pages and lists.

The listing is the pipeline: what things are called (`errors` … `faults`), then `read_`, `check_`,
`measure_`, `store`, `draw_`, `export_`, `demo`, `show_`, `serve`, `commands`.
The names below are the face of the package, loaded when first used.
"""

from importlib import import_module
from typing import Any

_FACE = {
    "Campaign": "check.campaign",
    "PassproError": "domain.errors",
    "Selection": "measure.groups",
    "default_day": "check.campaign",
    "open_campaign": "check.campaign",
    "measure_campaign": "store.published",
    "measure_capacity": "measure.capacity",
    "measure_coverage": "measure.coverage",
    "measure_states": "measure.states",
    "read_published": "store.published",
    "read_settings": "domain.settings",
    "write_demo": "demo.campaign",
    "write_table": "export.files",
}

__all__ = sorted(_FACE)


def __getattr__(name: str) -> Any:
    if name in _FACE:
        return getattr(import_module(f"passpro_nb.{_FACE[name]}"), name)
    raise AttributeError(name)


def __dir__() -> list[str]:
    return __all__
