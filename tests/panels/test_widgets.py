"""The widgets of the pages, without a browser: what they escape, what they say when they fail."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ipywidgets import HTML, VBox

from passpro_nb.domain.errors import RefusedData, UsageError
from passpro_nb.panels import fragments
from passpro_nb.panels import widgets as show
from passpro_nb.panels.screens import Card

HARM = "<script>'\"&"
ESCAPED = "&lt;script&gt;&#39;&#34;&amp;"


@pytest.mark.parametrize(
    "made",
    [
        fragments.cards([Card(HARM, HARM, HARM, HARM)]),
        fragments.definitions({HARM: HARM}),
        fragments.notice(HARM),
        fragments.plain_table([HARM], [[HARM, HARM]], HARM),
        fragments.chart(b"<svg/>", alt=HARM, title=HARM, table=""),
    ],
)
def test_values_are_escaped(made: str) -> None:
    """Whatever a file holds, it is shown as text."""
    assert ESCAPED in made
    assert "<script>" not in made


def test_a_card_without_definition_has_no_help() -> None:
    """The « ? » is there only where it leads somewhere."""
    assert "<details" not in fragments.cards([Card("Reçus", "12")])


def test_a_chart_carries_its_kind_of_picture() -> None:
    """PNG and SVG are told apart by their first bytes."""
    png = fragments.chart(b"\x89PNG\r\n", alt="", title="", table="")
    svg = fragments.chart(b"<?xml version='1.0'?><svg/>", alt="", title="", table="")
    assert "data:image/png;base64," in png
    assert "data:image/svg+xml;base64," in svg


def test_rows_carry_a_text_and_what_sorts_it() -> None:
    """Numbers, shares and days are written in French beside the value that sorts them."""
    columns = [
        show.ShownColumn("name", "Nom"),
        show.ShownColumn("count", "Nombre", "number"),
        show.ShownColumn("share", "Part", "percent"),
        show.ShownColumn("day", "Jour", "date"),
    ]
    full = {"name": HARM, "count": 12000, "share": 0.125, "day": date(2025, 3, 3)}
    assert show.table_rows([full, {}], columns) == [
        [HARM, ["12\u202f000", 12000.0], ["12,5\u00a0%", 0.125], ["03/03/2025", 739313]],
        ["", ["–", None], ["sans objet", None], ["–", None]],
    ]


def test_a_number_below_zero_has_the_sign_of_sentences() -> None:
    """A cell writes « −66 » as the sentences beside it do; text keeps its hyphens."""
    columns = [show.ShownColumn("a", "A"), show.ShownColumn("b", "B", "number")]
    assert show.table_rows([{"a": "Saint-Ouen", "b": -66}], columns) == [
        ["Saint-Ouen", ["−66", -66.0]]
    ]


def test_not_a_number_is_missing() -> None:
    """What pandas leaves for « unknown » is shown as unknown, and can cross to the page."""
    columns = [show.ShownColumn("a", "A"), show.ShownColumn("b", "B", "number")]
    nan = float("nan")
    assert show.table_rows([{"a": nan, "b": nan}], columns) == [["", ["–", None]]]


def test_a_guarded_failure_leaves_a_sentence_only() -> None:
    """What a failing callback half drew is not shown; its next success brings the figures back."""
    figures, chart = HTML("12 avis"), HTML("courbe")
    place, other = VBox([figures]), VBox([chart])
    fails = [True]

    def draw() -> None:
        figures.value = "à moitié"
        if fails[0]:
            raise ValueError("Marie")
        figures.value = "13 avis"

    guarded = show.guard(draw, place, other)
    guarded()
    guarded()
    assert [child.value for child in place.children] == [fragments.notice(show.INCIDENT)]
    assert other.children == ()
    fails[0] = False
    guarded()
    assert other.children == (chart,)
    assert [child.value for child in place.children] == ["13 avis"]


def test_a_guarded_sentence_is_shown_as_it_is() -> None:
    """An error written for users reaches them."""
    place = VBox([HTML("12 avis")])

    def refuse() -> None:
        raise RefusedData("Trop peu d’avis.")

    show.guard(refuse, place)()
    assert "Trop peu d’avis." in place.children[0].value


def test_no_exception_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """The log names the kind of error and the callback, never the text, which may name someone."""

    def fail() -> None:
        raise ValueError("Marie Secret")

    show.guard(fail, VBox())()
    assert "ValueError" in caplog.text
    assert "Marie" not in caplog.text


def ask_file(button: show.DownloadButton) -> list[tuple[dict[str, Any], list[bytes]]]:
    """Return what a click on the button sends to the page."""
    sent: list[tuple[dict[str, Any], list[bytes]]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            button, "send", lambda content, buffers=None: sent.append((content, buffers or []))
        )
        button._handle_custom_msg({"kind": "ask"}, [])
    return sent


def test_a_click_sends_the_file_as_bytes() -> None:
    """The file is made on the click and sent as a binary buffer, with its name."""
    button = show.DownloadButton("Télécharger", lambda: ("liste.xlsx", b"PK"))
    ((message, buffers),) = ask_file(button)
    assert message == {
        "kind": "file",
        "name": "liste.xlsx",
        "said": "«\u00a0liste.xlsx\u00a0» est enregistré dans les téléchargements de votre navigateur.",
    }
    assert buffers == [b"PK"]


def test_a_file_that_fails_is_said() -> None:
    """The page says that there is no file, and the exception's text stays where it is."""

    def fail() -> tuple[str, bytes]:
        raise ValueError("Marie Secret")

    ((message, buffers),) = ask_file(show.DownloadButton("Télécharger", fail))
    assert message == {"kind": "failure", "said": "Le fichier n’a pas pu être préparé."}
    assert buffers == []


def test_a_page_opened_elsewhere_says_how_to_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dashboard run without the server names the command that serves it."""
    monkeypatch.delenv(show.PUBLISHED_VARIABLE, raising=False)
    with pytest.raises(UsageError, match="passpro-nb serve"):
        show.published_path()


def test_a_notebook_is_dressed_as_a_page_is():
    """Widgets bring to JupyterLab the very styles that the pages load."""
    table = show.show_table([], [show.ShownColumn("a", "A")], caption="", noun=("ligne", "lignes"))
    button = show.DownloadButton("Télécharger", lambda: ("a.xlsx", b""))
    styles = (show.ASSETS / "widgets.css").read_text(encoding="utf-8")
    assert str(table._css) == str(button._css) == styles
    assert ":is(#contenu, .jp-OutputArea)" in styles


def test_yes_and_no_are_french():
    """A fact shown in a table is « oui » or « non », never the program's own word."""
    rows = show.table_rows([{"a": True}, {"a": False}], [show.ShownColumn("a", "A")])
    assert rows == [["oui"], ["non"]]
