"""The days of one application against each other, and against the campaign's calendar."""

from collections.abc import Iterator

import pandas as pd

from passpro_nb.domain.faults import Fault, fault_of
from passpro_nb.domain.french import short_date
from passpro_nb.domain.settings import Calendar


def check_dates(applications: pd.DataFrame, calendar: Calendar) -> Iterator[Fault]:
    """Yield what cannot be true of one application: days in the wrong order, an absent's opinion.

    The cancelled ones are left alone: nothing is asked about them.
    """
    rows = applications[~applications["cancelled"].eq(True)]
    for row in rows[rows["opinion"].notna() & rows["attendance"].eq("absent")].itertuples():
        yield fault_of(row, "opinion_of_absent", column="attendance")
    for early, late, code in (
        ("opinion_on", "interview_on", "opinion_before_interview"),
        ("interview_on", "registered_on", "interview_before_registration"),
    ):
        for row in rows[rows[early] < rows[late]].itertuples():
            days = {name: short_date(getattr(row, name)) for name in (early, late)}
            yield fault_of(row, code, column=early, **days)
    for row in rows[~rows["in_passpro"].astype(bool)].itertuples():
        yield fault_of(row, "hors_passpro_application", value=row.offer)
    first, last = map(pd.Timestamp, (calendar.debut_entretiens, calendar.fin_entretiens))
    outside = (rows["interview_on"] < first) | (rows["interview_on"] > last)
    for row in rows[outside & rows["in_passpro"].astype(bool)].itertuples():
        said = {"day": short_date(row.interview_on), "window": calendar.window}
        yield fault_of(row, "interview_outside_window", column="interview_on", **said)
