"""The forecast in words: exact sentences, plural and singular, and silence where nothing is forecast."""

import pandas as pd
import pytest
from campaigns import blank, on, settings

from passpro_nb.domain.figures import FIGURES
from passpro_nb.export.forecast import say_apart, say_missing, say_stopped, say_unfinished

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
    assert blank(say_apart(host("", 9, 5, 12), table, "établissement d’accueil")) == (
        "chaque établissement d’accueil à son propre rythme, ce serait 16, dont 14 pour qui ne finira "
        "pas, car qui va vite ne saisit pas pour qui va lentement"
    )
    assert say_apart(host("", 16, 5, 12), table, "établissement d’accueil") == ""
    assert "somme des groupes" in FIGURES["missing_at_limit"].meaning


def test_who_will_not_be_done_and_who_has_stopped() -> None:
    """Both lists, the worst first, each counted; who is in time and moves is in neither."""
    table = pd.DataFrame([
        host("LP Un", 2, 1, 3), host("LP Deux", 14, 8, 20), host("LP Trois", 1, 0, 4),
        host("LP Quatre", 0, 0, 0, stalled=True, stalled_days=7),
        host("LP Cinq", 0, 0, 0, stalled=True, stalled_days=None, overdue=9),
    ])  # fmt: skip
    assert [*map(blank, say_unfinished(table, "host", LIMIT, DAY))] == [
        "Ne finiront pas : 2 sur 5.",
        "  LP Deux : au rythme actuel, 14 avis manqueraient le 14 mai (de 8 à 20).",
        "  LP Un : au rythme actuel, 2 avis manqueraient le 14 mai (de 1 à 3).",
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
    assert (lines[0], lines[-1], len(lines)) == ("Ne finiront pas : 8 sur 8.", "  Et 3 autres.", 7)
    assert say_unfinished(table, "host", LIMIT, on("15/05")) == []
