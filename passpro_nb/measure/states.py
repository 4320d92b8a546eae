"""The state of each application on a day D, its due day and its lateness (definitions.md, State)."""

from datetime import date

import numpy as np
import pandas as pd

from passpro_nb.domain.settings import Settings

STATES = ("cancelled", "entered", "absent", "overdue", "awaiting", "convened", "not_convened")
# A figure that counts applications → their states; two more are columns of `measure_states`.
_COUNTED = {
    **{state: {state} for state in STATES},
    "registered": {*STATES[1:]},
    "demand": {*STATES[1:]},
    "expected": {*STATES[1:]} - {"absent"},
    "due": {"entered", "overdue"},
}
_FLAGS = ("convoked", "interviewed", "to_interview")
COUNTED = (*_COUNTED, *_FLAGS, "planned", "unplanned")


def is_counted(states: pd.DataFrame, figure: str) -> pd.Series:
    """Tell which applications of `measure_states` a figure counts, one of `COUNTED`."""
    if figure in ("planned", "unplanned"):
        dated, wanted = states["interview_day"].notna(), states["state"].ne("cancelled")
        return dated & wanted if figure == "planned" else ~dated & states["to_interview"]
    return states[figure] if figure in _FLAGS else states["state"].isin(_COUNTED[figure])


def measure_states(applications: pd.DataFrame, settings: Settings, day: date) -> pd.DataFrame:
    """Return the applications that exist on `day`, each with exactly one state.

    In: `check.applications.APPLICATION_COLUMNS`. Out: the same rows and columns, and `state`
    (one of `STATES`), `interview_day` (as known on `day`), `due_day`, `entered_day` (NaT: undated),
    `lateness` (working days overdue, 0 otherwise), and booleans: `told` (an interview day or a
    convocation is known), `convoked` (the same, not cancelled), `interviewed`, `to_interview`.
    """
    now = np.datetime64(day, "s")
    registered = applications["registered_on"]
    rows = applications[registered.isna() | (registered <= now)]
    interview = rows["interview_on"].where(_happened(rows["convened_on"], now))
    entered_day = rows["opinion_on"].fillna(rows["interview_on"])
    cancelled = rows["cancelled"].eq(True) & _happened(rows["cancelled_on"], now)
    entered = rows["opinion"].notna() & _happened(entered_day, now)
    absent = rows["attendance"].eq("absent") & _happened(rows["interview_on"], now)
    due = _due_days(interview, settings)
    noted = rows["convened"].eq(True) | rows["convened_on"].notna()
    told = interview.notna() | (noted & _happened(rows["convened_on"], now))
    state = np.select(
        [cancelled, entered, absent, due < now, interview <= now, told], STATES[:-1], STATES[-1]
    )
    open_ = ~(cancelled | entered) & (state != "absent")
    overdue = state == "overdue"
    return rows.assign(
        state=state,
        interview_day=interview,
        due_day=due,
        entered_day=entered_day.where(state == "entered"),
        lateness=_lateness(due.where(overdue), settings, day),
        told=told,
        convoked=told & ~cancelled,
        interviewed=~np.isin(state, ["cancelled", "absent"]) & (entered | (interview <= now)),
        to_interview=open_ & ~(interview <= now),
    )


def _happened(days: pd.Series, now: np.datetime64) -> pd.Series:
    """Tell which facts have happened: a fact without a date has always happened."""
    return days.isna() | (days <= now)


def _due_days(interview: pd.Series, settings: Settings) -> pd.Series:
    """Return the due day: max(interview, min(interview + delay, limit)); without a day, the limit."""
    workdays = settings.calendrier.workdays
    limit = settings.calendrier.limite_avis
    delay = settings.avis.delai_avis_jours_ouvres
    due = {}
    for stamp in interview.dropna().unique():
        held = pd.Timestamp(stamp).date()
        after = workdays.add(held, delay)
        due[stamp] = pd.Timestamp(max(held, min(after, limit) if limit else after))
    known = interview.map(due).astype("datetime64[s]")
    return known.fillna(pd.Timestamp(limit)) if limit else known


def _lateness(due: pd.Series, settings: Settings, day: date) -> pd.Series:
    """Return the working days from the due day to `day`; 0 where nothing is overdue."""
    workdays = settings.calendrier.workdays
    days = {
        stamp: workdays.between(pd.Timestamp(stamp).date(), day) for stamp in due.dropna().unique()
    }
    return due.map(days).fillna(0).astype(int)
