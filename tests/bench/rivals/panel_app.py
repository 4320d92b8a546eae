"""The page in Panel."""

import panel as pn
import shown
from bokeh.plotting import figure

pn.extension()
measure = pn.cache(shown.measure)


def fill(department: str) -> pn.Column:
    """Return what stands under the filter."""
    page = measure(department)
    curve = figure(x_axis_type="datetime", height=300, sizing_mode="stretch_width")
    curve.line(page.curve["day"], page.curve["entered"])
    cards = [pn.pane.Markdown(f"{name}\n## {value}") for name, value in page.cards]
    table = pn.pane.DataFrame(page.hosts, index=False)
    return pn.Column(f"# {page.sentence}", pn.Row(*cards), curve, table)


choice = pn.widgets.Select(name="Département", options=shown.departments())
pn.Column(choice, pn.bind(fill, choice)).servable(title=shown.TITLE)
