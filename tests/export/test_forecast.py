"""The forecast in words: exact sentences, plural and singular, and silence where nothing is forecast."""

from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from campaigns import blank, on, settings

from passpro_nb.domain.figures import FIGURES
from passpro_nb.export.forecast import (
    say_apart,
    say_lacking,
    say_missing,
    say_stopped,
    say_unfinished,
)  # fmt: skip
from passpro_nb.export.records import in_french, word
from passpro_nb.panels.exported import Asked, export_shown
from passpro_nb.panels.shown import figure_columns, table_rows

LIMIT, DAY = settings(), on("30/04")


def host(name: str, missing: int, low: int, high: int, **more: object) -> dict[str, object]:
    """Return what coverage says of a host; four opinions wait, the last one came on the eve."""
    forecast = {
        "missing_at_limit": missing, "missing_at_limit_low": low, "missing_at_limit_high": high,
    }  # fmt: skip
    said = {"entered": 0, "awaiting": 1, "overdue": 3, "stalled_days": 1, "stalled": False}
    return {
        "host_uai": name,
        "host_name": name,
        **forecast,
        "late_at_limit": low > 0,
        **said,
        **more,
    }


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((14, 8, 20), "au rythme actuel, 14 avis manqueraient le 14 mai (de 8 à 20)"),
        ((1, 1, 1), "au rythme actuel, 1 avis manquerait le 14 mai"),
        ((0, 0, 3), "au rythme actuel, aucun avis ne manquerait le 14 mai (de 0 à 3)"),
    ],
)
def test_what_would_miss_is_a_sentence(counts: tuple[int, int, int], said: str) -> None:
    """How many would miss, when, and the range when there is one."""
    assert blank(say_missing(host("LP", *counts), LIMIT, DAY)) == said


@pytest.mark.parametrize(
    ("limit", "day"), [("14/05", "14/05"), ("14/05", "20/05"), (None, "30/04")]
)
def test_nothing_is_forecast_without_a_limit_ahead(limit: str | None, day: str) -> None:
    """On the limit and after it, or without one, there is nothing to forecast."""
    under = settings(limite_avis=limit and on(limit))
    assert say_missing(host("LP", 3, 3, 3), under, on(day)) == ""


def test_why_the_total_is_not_the_sum_is_said() -> None:
    """Where groups each at their own pace would miss more than the whole, both are said, and why."""
    table = pd.DataFrame([host("LP Un", 14, 8, 20), host("LP Deux", 2, 0, 3)])
    why = "l’avance des uns ne comble pas le retard des autres"
    assert [*map(blank, say_apart(host("", 9, 5, 12), table, "host"))] == [
        f"Compté par établissement d’accueil, il en manquerait 16 : {why}",
        "C’est ce nombre, 16, qu’il faut annoncer",
    ]
    others = table.assign(programme="2473", programme_label="Bac pro")
    assert [*map(blank, say_apart(host("", 9, 5, 12), others, "programme"))] == [
        f"Compté par formation, il en manquerait 16 : {why}"
    ]
    assert say_apart(host("", 16, 5, 12), table, "host") == []
    assert "somme des groupes" in FIGURES["missing_at_limit"].meaning


@pytest.mark.parametrize(
    ("forecasts", "said"),
    [
        (
            [(14, 8, 20), (2, 0, 3), (0, 0, 2)],
            "2 établissements d’accueil auraient encore des avis à saisir le 14 mai ; pour 1, c’est "
            "presque sûr (au moins neuf fois sur dix)",
        ),
        (
            [(2, 1, 3)],
            "1 établissement d’accueil aurait encore des avis à saisir le 14 mai : c’est presque sûr "
            "(au moins neuf fois sur dix)",
        ),
        (
            [(2, 0, 3), (1, 0, 3)],
            "2 établissements d’accueil auraient encore des avis à saisir le 14 mai : ce n’est pas "
            "presque sûr (au moins neuf fois sur dix)",
        ),
        ([(0, 0, 3)], "il ne resterait aucun avis à saisir le 14 mai"),
    ],
)
def test_who_may_and_who_will_surely_lack_are_counted_together(
    forecasts: list[tuple[int, int, int]], said: str
) -> None:
    """Those who would lack opinions at the present pace are counted, and those for whom it is nearly sure."""
    table = pd.DataFrame([host("LP", *counts) for counts in forecasts])
    assert (
        blank(say_lacking(table, "host", LIMIT.calendrier.limite_avis))
        == f"Au rythme actuel, {said}"
    )


def test_nobody_who_would_lack_opinions_has_a_bare_no() -> None:
    """« Presque sûr », « peut-être » or « non », on screen as in what is exported."""
    rows = [host("Un", 14, 8, 20), host("Deux", 2, 0, 3), host("Trois", 0, 0, 2)]
    words = ["presque sûr", "peut-être", "non"]
    assert [word("late_at_limit", row) for row in rows] == words
    assert in_french(pd.DataFrame(rows))["late_at_limit"].tolist() == words
    shown = table_rows(rows, figure_columns(["host_name", "late_at_limit"]))
    assert [cells[1] for cells in shown] == words
    asked = Asked((1,))
    _, content = export_shown("Qui", {"late_at_limit": "Ne finira pas"}, rows, asked, [])
    assert openpyxl.load_workbook(BytesIO(content)).worksheets[0]["A2"].value == "peut-être"


def test_days_without_opinion_are_not_denied() -> None:
    """Who enters no opinion since days because none is to be entered is said so, not « non »."""
    idle = {"stalled_days": 11, "stalled": False, "awaiting": 0, "overdue": 0}
    words = {"overdue": 1}, {"stalled": True, "overdue": 1}, {}
    assert [word("stalled", idle | more) for more in words] == ["non", True, "rien à saisir"]


def test_who_will_not_be_done_and_who_has_stopped() -> None:
    """Both lists, the worst first, each counted; who is in time and moves is in neither."""
    table = pd.DataFrame([
        host("LP Un", 2, 1, 3), host("LP Deux", 14, 8, 20), host("LP Trois", 1, 0, 4),
        host("LP Quatre", 0, 0, 0, stalled=True, stalled_days=7),
        host("LP Cinq", 0, 0, 0, stalled=True, stalled_days=None, overdue=9),
    ])  # fmt: skip
    assert [*map(blank, say_unfinished(table, "host", LIMIT, DAY))] == [
        "Ne finiront presque sûrement pas : 2 sur 5.",
        "  LP Deux : au rythme actuel, 14 avis manqueraient le 14 mai (de 8 à 20).",
        "  LP Un : au rythme actuel, 2 avis manqueraient le 14 mai (de 1 à 3).",
        "  Peut-être aussi 1 autre, au rythme actuel.",
        "N’avancent plus : 2 sur 5.",
        "  LP Cinq : aucun avis encore, 10 à saisir.",
        "  LP Quatre : aucun avis depuis 7 jours ouvrés, 4 à saisir.",
    ]


def test_opinions_without_a_date_are_not_denied() -> None:
    """Where opinions are entered and none has a date, it is the dates that are said to miss."""
    row = host("LP", 0, 0, 0, stalled=True, stalled_days=None, entered=3)
    assert blank(say_stopped(row)) == "aucun avis daté, 4 à saisir"


def test_a_long_list_names_the_worst() -> None:
    """Five are named, the others counted; after the limit nobody is said to be late for it."""
    table = pd.DataFrame([host(f"LP {n}", n, n, n) for n in range(1, 9)])
    lines = [*map(blank, say_unfinished(table, "host", LIMIT, DAY))]
    assert (lines[0], lines[-1], len(lines)) == (
        "Ne finiront presque sûrement pas : 8 sur 8.", "  Et 3 autres.", 7,
    )  # fmt: skip
    assert say_unfinished(table, "host", LIMIT, on("15/05")) == []
