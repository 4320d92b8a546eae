"""States: exactly one for each application on each day, as definitions.md says (hand-written)."""

from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest
from campaigns import BREAKS, applications, offers, on, random_applications, settings
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from passpro_nb.domain.settings import Settings
from passpro_nb.measure.states import STATES, measure_states

LIMIT = settings()  # opinions close on Wednesday 14 May 2025, no breaks
OPEN = settings(limite_avis=None)
FAVOURABLE = {"opinion": "Favorable"}
# An application seen on a day: the promise, its facts, the day, the settings, the state awaited.
CASES = [
    # nothing said
    ("nothing is known: to be convened", {}, "12/03", LIMIT, "not_convened"),
    ("nothing is known on the limit: not late yet", {}, "14/05", LIMIT, "not_convened"),
    ("nothing is known the day after the limit: late", {}, "15/05", LIMIT, "overdue"),
    ("nothing is known and there is no limit: never late", {}, "31/12", OPEN, "not_convened"),
    ("present without a day nor an opinion: the law knows days", {"attendance": "present"},
     "12/03", LIMIT, "not_convened"),
    # the interview's day
    ("the day before the interview", {"interview_on": "12/03"}, "11/03", LIMIT, "convened"),
    ("the day of the interview", {"interview_on": "12/03"}, "12/03", LIMIT, "awaiting"),
    ("on the fifth working day after it", {"interview_on": "12/03"}, "19/03", LIMIT, "awaiting"),
    ("the day after the fifth", {"interview_on": "12/03"}, "20/03", LIMIT, "overdue"),
    ("due on a Friday, seen on the Saturday", {"interview_on": "07/03"}, "15/03", LIMIT, "overdue"),
    ("due on a Friday, seen on it", {"interview_on": "07/03"}, "14/03", LIMIT, "awaiting"),
    ("an interview on a Saturday counts from there", {"interview_on": "15/03"}, "21/03", LIMIT,
     "awaiting"),
    ("… and is late from the Saturday after", {"interview_on": "15/03"}, "22/03", LIMIT, "overdue"),
    ("Easter Monday is not worked", {"interview_on": "15/04"}, "23/04", LIMIT, "awaiting"),
    ("… so late on the sixth weekday after", {"interview_on": "15/04"}, "24/04", LIMIT, "overdue"),
    ("breaks are not worked", {"interview_on": "09/04"}, "30/04", BREAKS, "awaiting"),
    ("… and the day after is late", {"interview_on": "09/04"}, "02/05", BREAKS, "overdue"),
    # the limit
    ("the limit cuts the delay short", {"interview_on": "12/05"}, "14/05", LIMIT, "awaiting"),
    ("… and past it the opinion is late", {"interview_on": "12/05"}, "15/05", LIMIT, "overdue"),
    ("an interview on the limit is due that day", {"interview_on": "14/05"}, "14/05", LIMIT,
     "awaiting"),
    ("an interview after the limit is not late before it", {"interview_on": "20/05"}, "19/05",
     LIMIT, "convened"),
    ("… nor on its day", {"interview_on": "20/05"}, "20/05", LIMIT, "awaiting"),
    ("… but the day after", {"interview_on": "20/05"}, "21/05", LIMIT, "overdue"),
    ("without a limit the delay alone counts", {"interview_on": "14/05"}, "21/05", OPEN, "awaiting"),
    ("… and ends", {"interview_on": "14/05"}, "22/05", OPEN, "overdue"),
    # the convocation
    ("a convocation without a day", {"convened_on": "03/03"}, "03/03", LIMIT, "convened"),
    ("a convocation of tomorrow is not known", {"convened_on": "04/03"}, "03/03", LIMIT,
     "not_convened"),
    ("a convocation without a day is late after the limit", {"convened_on": "03/03"}, "15/05", LIMIT,
     "overdue"),
    ("a convocation noted without any day has happened", {"convened": True}, "03/02", LIMIT,
     "convened"),
    ("noted as not sent", {"convened": False}, "03/02", LIMIT, "not_convened"),
    ("noted without a day, the interview's is known", {"convened": True, "interview_on": "12/03"},
     "12/03", LIMIT, "awaiting"),
    ("a noted convocation of tomorrow is not known", {"convened": True, "convened_on": "04/03"},
     "03/03", LIMIT, "not_convened"),
    ("a planned day is unknown until it is told", {"convened_on": "10/03", "interview_on": "12/03"},
     "09/03", LIMIT, "not_convened"),
    ("… then known", {"convened_on": "10/03", "interview_on": "12/03"}, "10/03", LIMIT, "convened"),
    ("told after the day itself: unknown until then",
     {"convened_on": "20/03", "interview_on": "12/03"}, "19/03", LIMIT, "not_convened"),
    ("… then late at once", {"convened_on": "20/03", "interview_on": "12/03"}, "20/03", LIMIT,
     "overdue"),
    # the opinion
    ("an opinion dated today", {**FAVOURABLE, "opinion_on": "14/03"}, "14/03", LIMIT, "entered"),
    ("an opinion dated tomorrow has not happened", {**FAVOURABLE, "opinion_on": "14/03"}, "13/03",
     LIMIT, "not_convened"),
    ("an undated opinion happened on the interview day", {**FAVOURABLE, "interview_on": "12/03"},
     "12/03", LIMIT, "entered"),
    ("… not the day before", {**FAVOURABLE, "interview_on": "12/03"}, "11/03", LIMIT, "convened"),
    ("an opinion without any day has always happened", FAVOURABLE, "03/02", LIMIT, "entered"),
    ("a late opinion is late until it is entered",
     {**FAVOURABLE, "interview_on": "12/03", "opinion_on": "25/03"}, "24/03", LIMIT, "overdue"),
    ("… and then it is entered",
     {**FAVOURABLE, "interview_on": "12/03", "opinion_on": "25/03"}, "25/03", LIMIT, "entered"),
    ("an opinion entered before its interview is entered",
     {**FAVOURABLE, "interview_on": "12/03", "opinion_on": "10/03"}, "10/03", LIMIT, "entered"),
    # absence
    ("an absent pupil", {"attendance": "absent", "interview_on": "12/03"}, "12/03", LIMIT, "absent"),
    ("an absence does not precede its interview", {"attendance": "absent", "interview_on": "12/03"},
     "11/03", LIMIT, "convened"),
    ("an absence without a day has always happened", {"attendance": "absent"}, "03/02", LIMIT,
     "absent"),
    ("an absent pupil is never late", {"attendance": "absent", "interview_on": "12/03"}, "30/06",
     LIMIT, "absent"),
    ("an opinion wins over an absence",
     {**FAVOURABLE, "attendance": "absent", "interview_on": "12/03"}, "12/03", LIMIT, "entered"),
    ("… once it has happened",
     {**FAVOURABLE, "attendance": "absent", "interview_on": "12/03", "opinion_on": "14/03"},
     "13/03", LIMIT, "absent"),
    # cancellation
    ("cancelled, without a day: always", {"cancelled": True}, "03/02", LIMIT, "cancelled"),
    ("cancelled on a day", {"cancelled": True, "cancelled_on": "20/03"}, "20/03", LIMIT,
     "cancelled"),
    ("not cancelled the day before", {"cancelled": True, "cancelled_on": "20/03"}, "19/03", LIMIT,
     "not_convened"),
    ("« annulée : non » is not cancelled", {"cancelled": False}, "12/03", LIMIT, "not_convened"),
    ("cancelled wins over an opinion", {**FAVOURABLE, "cancelled": True}, "12/03", LIMIT,
     "cancelled"),
    ("cancelled wins over lateness", {"cancelled": True, "interview_on": "12/03"}, "15/05", LIMIT,
     "cancelled"),
    # registration
    ("registered today", {"registered_on": "03/03"}, "03/03", LIMIT, "not_convened"),
    ("registered tomorrow: does not exist", {"registered_on": "04/03"}, "03/03", LIMIT, None),
    ("registered tomorrow with an opinion: does not exist",
     {**FAVOURABLE, "registered_on": "04/03"}, "03/03", LIMIT, None),
]  # fmt: skip


def facts(said: dict[str, object]) -> dict[str, object]:
    """Return facts with their days read: « 12/03 » is a day of 2025."""
    return {k: on(v) if k.endswith("_on") and isinstance(v, str) else v for k, v in said.items()}


def seen(said: dict[str, object], day: str, under: Settings = LIMIT) -> pd.Series:
    """Return one application as it is seen on a day."""
    return measure_states(applications(facts(said)), under, on(day)).iloc[0]


@pytest.mark.parametrize(
    ("said", "day", "under", "state"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_state(said, day, under, state) -> None:
    """An application has the state that definitions.md gives it, on both sides of each boundary."""
    states = measure_states(applications(facts(said)), under, on(day))
    assert list(states["state"]) == ([] if state is None else [state])


@pytest.mark.parametrize(
    ("interview", "under", "due"),
    [
        ("12/03", LIMIT, "19/03"),  # five working days
        ("15/04", LIMIT, "23/04"),  # over Easter Monday
        ("28/04", LIMIT, "06/05"),  # over 1 May
        ("09/04", BREAKS, "30/04"),  # over a break
        ("06/05", LIMIT, "14/05"),  # over 8 May, exactly the limit
        ("07/05", LIMIT, "14/05"),  # the limit is sooner
        ("14/05", LIMIT, "14/05"),  # on the limit
        ("15/05", LIMIT, "15/05"),  # after it: never before the interview
        ("15/05", OPEN, "22/05"),
        (None, LIMIT, "14/05"),  # no interview: the limit
        (None, OPEN, None),  # neither: none
    ],
)
def test_due_day(interview, under, due) -> None:
    """The due day is the later of the interview and the sooner of delay and limit."""
    row = seen({"interview_on": interview}, "03/02", under)
    assert (None if pd.isna(row["due_day"]) else row["due_day"].date()) == (due and on(due))


def test_delay_of_nothing() -> None:
    """A delay of 0 working days makes an opinion due on the interview's day."""
    hurried = Settings(LIMIT.campagne, avis=type(LIMIT.avis)(delai_avis_jours_ouvres=0))
    assert seen({"interview_on": "12/03"}, "12/03", hurried)["state"] == "awaiting"
    assert seen({"interview_on": "12/03"}, "13/03", hurried)["state"] == "overdue"


@pytest.mark.parametrize(
    ("day", "late"), [("19/03", 0), ("20/03", 1), ("21/03", 2), ("22/03", 2), ("24/03", 3)]
)
def test_lateness(day, late) -> None:
    """Lateness counts the working days from the due day (19 March) to D: no Saturday, no Sunday."""
    assert seen({"interview_on": "12/03"}, day)["lateness"] == late


def test_lateness_can_be_nothing() -> None:
    """Due on a Friday and seen on the Saturday: late, by no working day yet."""
    row = seen({"interview_on": "07/03"}, "15/03")
    assert (row["state"], row["lateness"]) == ("overdue", 0)


@pytest.mark.parametrize(
    ("said", "day", "interviewed", "to_interview"),
    [
        ({}, "12/03", False, True),
        ({"interview_on": "12/03"}, "11/03", False, True),
        ({"interview_on": "12/03"}, "12/03", True, False),
        ({"interview_on": "12/03"}, "20/03", True, False),  # late, but received
        ({}, "15/05", False, True),  # late, never received
        ({"interview_on": "12/03", "convened_on": "20/03"}, "15/03", False, True),  # not known yet
        ({"opinion": "Favorable"}, "12/03", True, False),
        ({"opinion": "Favorable", "opinion_on": "10/03", "interview_on": "12/03"}, "10/03", True,
         False),
        ({"interview_on": "12/03", "attendance": "absent"}, "12/03", False, False),
        ({"interview_on": "12/03", "attendance": "absent"}, "11/03", False, True),
        ({"interview_on": "12/03", "cancelled": True}, "12/03", False, False),
        ({"cancelled": True}, "12/03", False, False),
    ],
)  # fmt: skip
def test_received_and_to_receive(said, day, interviewed, to_interview) -> None:
    """Received, and still to be received, as definitions.md says; never both."""
    row = seen(said, day)
    assert (row["interviewed"], row["to_interview"]) == (interviewed, to_interview)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ({"opinion": "Favorable", "opinion_on": "14/03", "interview_on": "12/03"}, "14/03"),
        ({"opinion": "Favorable", "interview_on": "12/03"}, "12/03"),
        ({"opinion": "Favorable"}, None),
        ({"interview_on": "12/03"}, None),
    ],
)
def test_entered_day(said, day) -> None:
    """An opinion keeps its own day, else its interview's, else none; no opinion has no day."""
    entered = seen(said, "20/03")["entered_day"]
    assert (None if pd.isna(entered) else entered.date()) == (day and on(day))


def test_nothing_to_see() -> None:
    """Without an application there is nothing to see, in the same columns."""
    empty = measure_states(applications(), LIMIT, on("12/03"))
    one = measure_states(applications({}), LIMIT, on("12/03"))
    assert len(empty) == 0
    assert list(empty.columns) == list(one.columns)


# ------------------------------------------------------------------------------ properties


def plain_state(row: dict[str, object], under: Settings, day: date) -> str | None:
    """Return a state by reading definitions.md aloud: no table, no shared code but working days."""

    def happened(fact: date | None) -> bool:
        return fact is None or fact <= day

    if not happened(row["registered_on"]):
        return None
    interview = row["interview_on"] if happened(row["convened_on"]) else None
    if row["cancelled"] is True and happened(row["cancelled_on"]):
        return "cancelled"
    if row["opinion"] and happened(row["opinion_on"] or row["interview_on"]):
        return "entered"
    if row["attendance"] == "absent" and happened(row["interview_on"]):
        return "absent"
    due = under.calendrier.limite_avis
    if interview:
        delayed = under.calendrier.workdays.add(interview, under.avis.delai_avis_jours_ouvres)
        due = max(interview, min(delayed, due) if due else delayed)
    if due and day > due:
        return "overdue"
    if interview and interview <= day:
        return "awaiting"
    noted = (row["convened"] or row["convened_on"]) and happened(row["convened_on"])
    return "convened" if interview or noted else "not_convened"


def plain_rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows as plain values, None where missing."""
    return [
        {
            k: None if pd.isna(v) else v.date() if isinstance(v, pd.Timestamp) else v
            for k, v in r.items()
        }
        for r in frame.to_dict("records")
    ]


seeds = st.integers(0, 2**32 - 1)
days = st.dates(date(2025, 1, 27), date(2025, 6, 30))
every_settings = st.sampled_from([LIMIT, OPEN, BREAKS])


def drawn(seed: int, count: int = 40) -> pd.DataFrame:
    """Return random applications."""
    return random_applications(Random(seed), offers(), count)


@given(seeds, days, every_settings)
def test_one_state_for_each(seed, day, under) -> None:
    """Each application has one state, the one that the plain reading of the page gives."""
    rows = drawn(seed)
    found = measure_states(rows, under, day)
    assert set(found["state"]) <= set(STATES)
    wanted = {r["pupil"]: plain_state(r, under, day) for r in plain_rows(rows)}
    assert dict(zip(found["pupil"], found["state"], strict=True)) == {
        pupil: state for pupil, state in wanted.items() if state
    }


@given(seeds, days, st.integers(0, 60), every_settings)
def test_no_opinion_is_lost(seed, day, later, under) -> None:
    """As D moves forward, an entered opinion stays entered, unless the application is cancelled."""
    rows = drawn(seed)
    before = measure_states(rows, under, day).set_index("pupil")["state"]
    after = measure_states(rows, under, day + timedelta(later)).set_index("pupil")["state"]
    kept = after[before.index[before == "entered"]]
    assert set(kept) <= {"entered", "cancelled"}


@given(seeds, days, every_settings)
def test_the_applications_are_left_as_they_were(seed, day, under) -> None:
    """Measuring changes nothing in what it is given."""
    rows = drawn(seed, 8)
    before = rows.copy(deep=True)
    measure_states(rows, under, day)
    assert_frame_equal(rows, before)
