"""The page in Dash."""

import sys
from functools import lru_cache

import plotly.express as px
import shown
from dash import Dash, Input, Output, dash_table, dcc, html
from dash.development.base_component import Component

CELLS = {"display": "inline-block", "margin": "1em"}
app = Dash(title=shown.TITLE)


@lru_cache
def fill(department: str) -> list[Component]:
    """Return what stands under the filter."""
    page = shown.measure(department)
    curve = px.line(page.curve, x="day", y="entered", labels={"day": "Jour", "entered": "Avis"})
    cards = [html.Div([html.Dt(name), html.Dd(value)], style=CELLS) for name, value in page.cards]
    rows = page.hosts.to_dict("records")
    return [
        html.H1(page.sentence), html.Dl(cards), dcc.Graph(figure=curve),
        dash_table.DataTable(rows, page_action="none"),
    ]  # fmt: skip


@app.callback(Output("page", "children"), Input("department", "value"), prevent_initial_call=True)
def answer(department: str | None) -> list[Component]:
    """Answer the filter."""
    return fill(department or "")


choices = [{"label": name, "value": code} for name, code in shown.departments().items()]
choice = dcc.Dropdown(choices, "", id="department", clearable=False, searchable=False)
app.layout = html.Div([html.Label(["Département", choice]), html.Div(fill(""), id="page")])

if __name__ == "__main__":
    app.run(port=sys.argv[1])
