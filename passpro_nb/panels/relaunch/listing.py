"""The inspectors' list of schools to relaunch, without widgets: counts of the published figures, no pupil."""

import pandas as pd

from passpro_nb.domain.french import number, plural
from passpro_nb.measure.asks import HOST, ORIGIN, REASONS
from passpro_nb.panels.filters import Filters
from passpro_nb.panels.screens import Card, figure_cards, shown_workbook
from passpro_nb.relaunch import levels
from passpro_nb.store.journal import empty_history
from passpro_nb.store.published import Published

LISTED = ("uai", "name", "department", "side", "missing", "lateness", *REASONS)
SIDES = (("Établissements d’accueil", HOST), ("Établissements d’origine", ORIGIN))


def list_asks(published: Published, filters: Filters, side: str = "") -> pd.DataFrame:
    """Return the schools that something is asked of: columns `LISTED`, counts and no pupil."""
    wanted = levels.Wanted(filters, (side,) if side else ())
    asks = levels.select_asks(published.asks, published.capacity, wanted)
    nobody = pd.DataFrame({name: pd.Series(dtype="str") for name in ("uai", "commune", "mail")})
    settings, day = published.settings, published.day
    schools = levels.list_schools(published.offers, published.origins, nobody, settings)
    table = levels.measure_relaunches(asks, schools, empty_history(), settings, day)
    return table.loc[levels.asking(table), list(LISTED)].reset_index(drop=True)


def say_list(published: Published, table: pd.DataFrame) -> str:
    """Return in a sentence what the list amounts to."""
    if silent := levels.why_silent(published.settings, published.day):
        return silent
    total = table[["missing", "non_convoques", "places_insuffisantes"]].sum().astype(int)
    missing, to_convene, lacking = total
    return (
        f"{plural(len(table), 'établissement à relancer')} : {plural(missing, 'avis manquant')}, "
        f"{plural(to_convene, 'candidature à convoquer')}, {plural(lacking, 'place à ajouter')}."
    )


def headline(table: pd.DataFrame) -> list[Card]:
    """Return the key figures of the list: schools, then what is asked of them."""
    hosts = table["side"].eq(HOST)
    schools = Card(
        "Établissements à relancer", number(len(table)),
        f"{number(hosts.sum())} d’accueil, {number((~hosts).sum())} d’origine",
    )  # fmt: skip
    late = int(table["lateness"].max()) if table["lateness"].notna().any() else 0
    oldest = f"le plus ancien : {plural(late, 'jour ouvré')}" if late else "aucun retard"
    details = {
        "missing": oldest, "non_convoques": "", "places_insuffisantes": "", "dates_manquantes": "",
    }  # fmt: skip
    total = {code: int(table[code].sum()) for code in details}
    return [schools, *figure_cards(total, details)]


def list_workbook(published: Published, filters: Filters, table: pd.DataFrame) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of the list shown."""
    said = [f"Total : {say_list(published, table)}"]
    return shown_workbook("relances", published, filters, {"À relancer": table}, said, LISTED)
