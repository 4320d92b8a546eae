"""What schools may be asked, and why (domain.md, The procedure; definitions.md, States).

From the finest to the coarser: `list_concerned` (nominative, one row an application), `list_gaps`
(one row an offer), `count_asks` (without names, one row a school × offer × reason).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from passpro_nb.domain.errors import SettingsError
from passpro_nb.domain.french import fold, listing, quoted
from passpro_nb.domain.settings import Settings
from passpro_nb.domain.tables import APPLICATIONS

HOST, ORIGIN = "accueil", "origine"
ASK = ["side", "uai", "offer", "reason", "count", "lateness"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a school is asked, and how it is counted in words; its meaning is in `definitions`.

    `asks` is False for what only joins the lists of a school asked for something else.
    """

    code: str
    side: str
    one: str
    many: str
    asks: bool = True


_REASONS = (
    Reason("avis_en_retard", HOST, "avis en retard", "avis en retard"),
    Reason("avis_illisibles", HOST, "avis illisible", "avis illisibles"),
    Reason("non_convoques", HOST, "candidature à convoquer", "candidatures à convoquer"),
    Reason(
        "places_insuffisantes", HOST, "place d’entretien manquante", "places d’entretien manquantes"
    ),
    Reason(
        "dates_manquantes", HOST, "formation sans date d’entretien au catalogue",
        "formations sans date d’entretien au catalogue",
    ),
    Reason(
        "modalite_manquante", HOST, "formation sans modalité d’entretien au catalogue",
        "formations sans modalité d’entretien au catalogue",
    ),
    Reason(
        "a_reconvoquer", HOST, "élève absent à reconvoquer", "élèves absents à reconvoquer", False
    ),
    Reason(
        "dossiers_incomplets", ORIGIN, "candidature au dossier incomplet",
        "candidatures au dossier incomplet",
    ),
)  # fmt: skip
REASONS: dict[str, Reason] = {reason.code: reason for reason in _REASONS}
OPINION_REASONS = ("avis_en_retard", "avis_illisibles")
# What a line of the catalogue may lack, as it is said of the line.
LACKS = {"modalite_manquante": "la modalité", "dates_manquantes": "les dates"}
# What a pupil's file may be asked to hold (`champs_dossier`).
FILE_COLUMNS = ("ine", "file_number", "last_name", "first_name", "birth_date", "origin_class")
BEFORE_LACKS = "catalogue_incomplet"  # one reason for both, until 1.0: journals and models have it


def list_concerned(states: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return the applications for which a school is asked something, or that its list recalls.

    In: `measure_states`. Out: the same columns, then `side`, `uai` (the school asked), `reason`, and
    `lacks` (for an origin, the headings that miss). Hors Passpro and cancelled: never. An
    application may stand twice: once for its host, once for its origin.
    """
    rows = states[states["in_passpro"].astype(bool) & states["state"].ne("cancelled")]
    return pd.concat(
        [_concerning_hosts(rows, settings, day), _concerning_origins(rows, settings, day)],
        ignore_index=True,
    )


def _concerning_hosts(rows: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    late = rows["state"].eq("overdue")
    late &= rows["lateness"] >= settings.relances.retard_min_jours_ouvres
    idle = rows["state"].eq("not_convened") & _window_closes(settings, day)
    unreadable = rows["opinion_unreadable"].astype(bool)
    cases = [late & unreadable, late, idle, rows["state"].eq("absent")]
    codes = ["avis_illisibles", "avis_en_retard", "non_convoques", "a_reconvoquer"]
    asked = rows.assign(
        side=HOST, uai=rows["host_uai"], reason=np.select(cases, codes, ""), lacks=""
    )
    return asked[asked["reason"] != ""]


def _window_closes(settings: Settings, day: date) -> bool:
    """Tell whether the interviews end soon enough, or have ended, for convocations to be asked."""
    end = settings.calendrier.fin_entretiens or settings.calendrier.limite_avis
    if end is None:
        return False
    left = settings.calendrier.workdays.between(day, end)
    return left <= settings.relances.convocation_jours_ouvres


def _concerning_origins(rows: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    closing = settings.calendrier.cloture_inscriptions
    columns = _file_columns(settings)
    known = rows[rows["origin_uai"].notna() & (closing is None or day > closing)]
    known = known[known[columns].isna().any(axis=1)]  # few: texts are slow to put together
    lacks = pd.Series("", known.index, dtype="str")
    for code in columns:
        heading = APPLICATIONS[code].heading
        lacks = lacks.mask(known[code].isna(), lacks.str.cat([heading] * len(lacks), sep=", "))
    return known.assign(
        side=ORIGIN, uai=known["origin_uai"], reason="dossiers_incomplets",
        lacks=lacks.str.removeprefix(", "), lateness=0,
    )  # fmt: skip


def _file_columns(settings: Settings) -> list[str]:
    """Return the columns that a pupil's file needs; raise `SettingsError` for an unknown heading."""
    known = {fold(APPLICATIONS[code].heading): code for code in FILE_COLUMNS}
    for heading in settings.relances.champs_dossier:
        if fold(heading) not in known:
            headings = listing(APPLICATIONS[code].heading for code in FILE_COLUMNS)
            raise SettingsError(
                f"campagne.toml : « champs_dossier » de [relances] parle de {quoted(heading)} ; "
                f"les colonnes possibles sont : {headings}."
            )
    return [known[fold(heading)] for heading in settings.relances.champs_dossier]


def list_gaps(offers: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the offers whose catalogue lines lack a mode or a dated session.

    In: `measured_offers`, the sessions as read. Out: the offers' columns, whether each of the
    reasons of `LACKS` holds, and `lacks`, which says so in French.
    """
    dated = offers["offer"].isin(sessions.loc[sessions["day"].notna(), "offer"])
    moded = offers["mode"].notna()
    moded |= offers["offer"].isin(sessions.loc[sessions["mode"].notna(), "offer"])
    table = offers.assign(modalite_manquante=~moded, dates_manquantes=~dated)
    table = table[table[list(LACKS)].any(axis=1)]
    return table.assign(lacks=[_say_lacks(row) for row in table[list(LACKS)].to_numpy()])


def _say_lacks(holds: Iterable[bool]) -> str:
    return listing(said for said, lacks in zip(LACKS.values(), holds, strict=True) if lacks)


def count_asks(
    concerned: pd.DataFrame,
    gaps: pd.DataFrame,
    capacity: pd.DataFrame,
    settings: Settings,
    day: date,
) -> pd.DataFrame:
    """Return one row a school × offer × reason, without any name: columns `ASK`.

    In: `list_concerned`, `list_gaps`, `count_capacity`. `count` is in the reason's unit
    (applications, seats, offers), `lateness` the largest, in working days.
    """
    keys = ["side", "uai", "offer", "reason"]
    pupils = concerned.groupby(keys, as_index=False).agg(
        count=("reason", "size"), lateness=("lateness", "max")
    )
    end = settings.calendrier.fin_entretiens
    if end is not None and day > end:  # no session can be added, no line completed any more
        return pupils[ASK]
    short = capacity[capacity["shortfall"] >= settings.relances.places_manquantes_min]
    started = settings.calendrier.ouverture_inscriptions
    open_gaps = gaps if started is None or day >= started else gaps.head(0)
    lacking = [_offer_asks(open_gaps[open_gaps[reason]], reason, 1) for reason in LACKS]
    seats = _offer_asks(short, "places_insuffisantes", short["shortfall"])
    return pd.concat([pupils, seats, *lacking], ignore_index=True)[ASK]


def _offer_asks(offers: pd.DataFrame, reason: str, count: object) -> pd.DataFrame:
    rows = offers[["offer"]].assign(
        side=HOST, uai=offers["host_uai"], reason=reason, count=count, lateness=0
    )
    return rows[ASK]
