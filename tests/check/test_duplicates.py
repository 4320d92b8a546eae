"""Several rows of one pupil and one offer: merged, or all set aside (definitions.md)."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.check.duplicates import DECIDING, merge_rows

BASE = {
    "pupil": "P1", "offer": "O1", "attendance": None, "opinion": None, "interview_on": None,
    "cancelled": None, "rank": None, "opinion_unreadable": False, "completes": False,
}  # fmt: skip
DIFFERENT = {
    "attendance": ("present", "absent"),
    "opinion": ("Favorable", "Réservé"),
    "interview_on": (date(2025, 3, 12), date(2025, 3, 13)),
    "cancelled": (True, False),
}


def frame(*rows: dict[str, object]) -> pd.DataFrame:
    """Return rows as `check_applications` has them, numbered from 2."""
    table = pd.DataFrame([BASE | row for row in rows], columns=list(BASE))
    table = table.astype(
        {"attendance": "str", "opinion": "str", "rank": "Int64", "cancelled": object}
    )
    table["interview_on"] = pd.to_datetime(table["interview_on"]).astype("datetime64[s]")
    table["cancelled"] = table["cancelled"].where(table["cancelled"].notna(), None)
    return table.assign(file="f.xlsx", sheet="Export", row=range(2, len(table) + 2))


def merge(*rows: dict[str, object]):
    """Merge rows; return what is kept, the fate of each row, the faults."""
    table = frame(*rows)
    fates = pd.Series("accepted", index=table.index, dtype="str")
    merged, faults = merge_rows(table, fates)
    return merged, fates.tolist(), faults


@pytest.mark.parametrize("code", DECIDING)
def test_a_deciding_value_that_differs_sets_all_aside(code: str):
    """Attendance, opinion, interview day and cancellation decide; identical twins go too."""
    one, other = DIFFERENT[code]
    merged, fates, (fault,) = merge({code: one}, {code: other}, {code: one})
    assert merged.empty
    assert fates == ["set_aside"] * 3
    assert fault.code == "contradiction"
    assert "2, 3 et 4" in fault.said
    assert [place[2] for place in fault.also] == [3, 4]


@pytest.mark.parametrize("code", DECIDING)
def test_a_blank_contradicts_nothing(code: str):
    """A value beside a blank is the union of both."""
    merged, fates, _ = merge({code: None}, {code: DIFFERENT[code][0]})
    assert fates == ["accepted", "merged"]
    assert merged[code].notna().all()


def test_the_last_row_wins_on_the_rest():
    """Rank and spelling come from the last row that has one, with one warning."""
    merged, fates, (fault,) = merge({"rank": 1}, {"rank": 2}, {"rank": None})
    assert merged["rank"].tolist() == [2]
    assert merged["row"].tolist() == [2]
    assert fates == ["accepted", "merged", "merged"]
    assert fault.code == "merged_rows"


def test_an_opinion_row_completes_without_a_warning():
    """The file of opinions adds to the application; the surplus row is merged."""
    merged, fates, faults = merge({}, {"opinion": "Favorable", "completes": True})
    assert merged["opinion"].tolist() == ["Favorable"]
    assert fates == ["accepted", "merged"]
    assert faults == []


def test_opinions_that_differ_contradict_each_other():
    """Where the application and the file of opinions differ, both are set aside."""
    rows = ({"opinion": "Réservé"}, {"opinion": "Favorable", "completes": True})
    merged, fates, (fault,) = merge(*rows)
    assert merged.empty
    assert fates == ["set_aside", "set_aside"]
    assert fault.code == "contradiction"


def test_opinions_without_an_application_are_set_aside():
    """Even two of them: no application is made out of opinions."""
    rows = [{"opinion": "Favorable", "completes": True}] * 2
    merged, fates, faults = merge(*rows)
    assert merged.empty
    assert fates == ["set_aside", "set_aside"]
    assert [fault.code for fault in faults] == ["unmatched_opinion"] * 2


def test_an_unreadable_opinion_stays_until_one_is_read():
    """« Illisible » is asked again, unless a twin row gives the opinion."""
    alone, _, _ = merge({"opinion_unreadable": True}, {})
    cured, _, _ = merge({"opinion_unreadable": True}, {"opinion": "Favorable"})
    assert alone["opinion_unreadable"].tolist() == [True]
    assert cured["opinion_unreadable"].tolist() == [False]


def test_other_offers_and_pupils_are_left_alone():
    """Only the rows of one pupil and one offer meet."""
    merged, fates, faults = merge({}, {"offer": "O2"}, {"pupil": "P2"})
    assert len(merged) == 3
    assert fates == ["accepted"] * 3
    assert faults == []


VALUES = st.fixed_dictionaries(
    {
        "pupil": st.sampled_from(["P1", "P2"]),
        "opinion": st.sampled_from([None, "Favorable", "Réservé"]),
        "cancelled": st.sampled_from([None, True, False]),
        "completes": st.booleans(),
    }
)


@given(st.lists(VALUES, max_size=8))
def test_every_row_has_one_fate(rows: list[dict[str, object]]):
    """One row a key is kept, of the keys without contradiction; the accepted ones are those kept."""
    if not rows:
        return
    merged, fates, _ = merge(*rows)
    assert not merged.duplicated(["pupil", "offer"]).any()
    assert fates.count("accepted") == len(merged)
    assert set(fates) <= {"accepted", "merged", "set_aside"}


MISSED, AGAIN = date(2025, 3, 12), date(2025, 4, 2)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([{}], ("nan", AGAIN)),
        ([{"attendance": "present", "opinion": "Favorable"}], ("present", AGAIN)),
        ([{"attendance": "absent"}], ("absent", AGAIN)),
        ([{}, {"attendance": "absent"}, {"interview_on": date(2025, 4, 9)}], ("nan", date(2025, 4, 9))),
    ],
    ids=["convened again", "received since", "absent again", "convened a third time"],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_an_absence_gives_way_to_a_later_interview_day(told, left, turned):
    """Given by the file of opinions, a later day stands with what is said of it, in any order."""
    rows = [{"attendance": "absent", "interview_on": MISSED}]
    rows += [{"interview_on": AGAIN, "completes": True, **row} for row in told]
    merged, fates, faults = merge(*(rows[::-1] if turned else rows))
    assert "set_aside" not in fates
    (row,) = merged.to_dict("records")
    assert (str(row["attendance"]), row["interview_on"].date()) == left
    assert faults[0].code == "convened_again"
    assert "absent le 12/03/2025" in faults[0].said or len(told) > 1


@pytest.mark.parametrize(
    "rows",
    [
        ({"attendance": "absent", "interview_on": AGAIN}, {"interview_on": MISSED, "completes": True}),
        ({"attendance": "absent", "interview_on": MISSED}, {"interview_on": AGAIN}),
        (
            {"attendance": "present", "interview_on": MISSED},
            {"interview_on": AGAIN, "completes": True},
        ),
        (
            {"attendance": "absent", "interview_on": MISSED, "opinion": "Favorable"},
            {"interview_on": AGAIN, "completes": True},
        ),
    ],
    ids=["an earlier day", "two applications", "no absence", "an opinion of that day"],
)  # fmt: skip
def test_only_an_absence_gives_way(rows):
    """Any other two days contradict each other."""
    merged, _, (fault,) = merge(*rows)
    assert merged.empty
    assert fault.code == "contradiction"


def test_an_absence_without_a_day_keeps_the_day_given():
    """Nothing says that the day is another one: it is the absence's."""
    merged, _, faults = merge({"attendance": "absent"}, {"interview_on": AGAIN, "completes": True})
    assert merged["attendance"].tolist() == ["absent"]
    assert faults == []
