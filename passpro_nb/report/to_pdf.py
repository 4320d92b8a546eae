"""A report as PDF, by typst: tagged (PDF/UA-1), pictures as vectors, nothing of the system's needed."""

import json
from pathlib import Path
from typing import Any

import matplotlib
import typst

from passpro_nb.panels.charts.canvas import picture
from passpro_nb.report.blocks import Block, Chart, Report, Table, settle

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
# the fonts that travel with the packages, the same on every machine
_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def write(report: Report) -> bytes:
    """Return the PDF of a report."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
    return typst.compile(
        _TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs={"report": source(report)},
        pdf_standards="ua-1",
    )  # fmt: skip


def source(report: Report) -> str:
    """Return what the template is given: every text of the report, as JSON."""
    blocks = [_plain(block) for block in report.blocks]
    told = {"title": report.title, "about": report.about, "blocks": blocks}
    return json.dumps(told, ensure_ascii=False)


def _plain(block: Block) -> dict[str, Any]:
    match block:
        case Table():
            return {"kind": block.kind, **_set({**vars(block), "alone": block.alone})}
        case Chart():
            told = {"title": _set(block.title), "alt": _set(block.alt)}
            return {"kind": block.kind, **told, "svg": picture(block.draw()).decode()}
        case _:
            return {"kind": block.kind, **_set(vars(block))}


def _set(value: Any) -> Any:
    """Return texts, however deep they stand, with their no-break blanks."""
    match value:
        case str():
            return settle(value)
        case dict():
            return {name: _set(each) for name, each in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return _set(value._asdict())
        case list() | tuple():
            return [_set(each) for each in value]
        case _:
            return value
