"""A report as one page of HTML that opens anywhere: its style and its pictures are in it."""

from base64 import b64encode
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from passpro_nb.panels.charts.canvas import picture
from passpro_nb.report.blocks import Chart, Report, settle

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True,
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def _drawn(chart: Chart) -> str:
    return f"data:image/svg+xml;base64,{b64encode(picture(chart.draw())).decode()}"


_PAGES.filters |= {"drawn": _drawn, "set": settle}


def write(report: Report) -> bytes:
    """Return the page of a report, in UTF-8."""
    return _PAGES.get_template("report.html").render(report=report).encode()
