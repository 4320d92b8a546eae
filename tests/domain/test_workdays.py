"""Working days: weekends, public holidays and breaks do not count; bounds are where they are said."""

from datetime import date, timedelta

import holidays
import pytest
from campaigns import on
from hypothesis import given
from hypothesis import strategies as st

from passpro_nb.domain.workdays import Period, WorkCalendar, days_of, public_holidays

PLAIN = WorkCalendar()
SPRING = WorkCalendar((Period(on("12/04"), on("27/04")),))
EVERY = {"plain": PLAIN, "spring": SPRING}


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("18/04", None),  # Good Friday is worked
        ("19/04", "un samedi"),
        ("20/04", "un dimanche"),
        ("21/04", "un jour férié (Lundi de Pâques)"),
        ("22/04", None),
        ("01/05", "un jour férié (Fête du Travail)"),
        ("08/05", "un jour férié (Fête de la Victoire)"),
        ("29/05", "un jour férié (Ascension)"),
        ("30/05", None),  # the day after Ascension is worked, unless a break says otherwise
        ("09/06", "un jour férié (Lundi de Pentecôte)"),
        ("14/07", "un jour férié (Fête nationale)"),
    ],
)
def test_why_not(day, why) -> None:
    """A day is worked unless it is of a weekend or a public holiday: the reason is said."""
    assert PLAIN.why_not(on(day)) == why
    assert PLAIN.is_working(on(day)) == (why is None)


def test_holidays_are_those_of_the_library() -> None:
    """The days worked out are, day for day and word for word, those that the library tells."""
    for year in range(2000, 2100):
        told = dict(holidays.country_holidays("FR", years=year, language="fr"))
        assert public_holidays(year) == told


def test_eleven_holidays() -> None:
    """France has eleven public holidays; those of Alsace are not Créteil's."""
    assert len(public_holidays(2025)) == 11
    assert date(2025, 12, 26) not in public_holidays(2025)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("11/04", None),
        ("14/04", "pendant les congés"),
        ("25/04", "pendant les congés"),
        ("28/04", None),
    ],
)
def test_breaks(day, why) -> None:
    """A break's days are not worked, both bounds included."""
    assert SPRING.why_not(on(day)) == why


def test_a_break_of_one_day() -> None:
    """A break may be one day, the Friday after Ascension."""
    bridge = WorkCalendar((Period(on("30/05"), on("30/05")),))
    assert bridge.add(on("28/05"), 1) == on("02/06")


@pytest.mark.parametrize(
    ("calendar", "start", "count", "end"),
    [
        ("plain", "12/03", 0, "12/03"),
        ("plain", "12/03", 1, "13/03"),
        ("plain", "12/03", 5, "19/03"),
        ("plain", "14/03", 1, "17/03"),  # over a weekend
        ("plain", "15/03", 1, "17/03"),  # from a Saturday
        ("plain", "16/03", 1, "17/03"),
        ("plain", "18/04", 1, "22/04"),  # over Easter Monday
        ("plain", "28/05", 1, "30/05"),  # over Ascension
        ("plain", "30/04", 5, "09/05"),  # over 1 and 8 May
        ("spring", "11/04", 1, "28/04"),  # over a break
        ("spring", "15/04", 1, "28/04"),  # from inside it
    ],
)
def test_add(calendar, start, count, end) -> None:
    """« n working days after » counts strictly after the start."""
    assert EVERY[calendar].add(on(start), count) == on(end)


@pytest.mark.parametrize(
    ("calendar", "start", "end", "count"),
    [
        ("plain", "12/03", "12/03", 0),
        ("plain", "12/03", "13/03", 1),
        ("plain", "12/03", "11/03", 0),  # backwards: none
        ("plain", "14/03", "16/03", 0),
        ("plain", "14/03", "17/03", 1),
        ("plain", "18/04", "22/04", 1),
        ("plain", "21/03", "14/05", 35),
        ("spring", "21/03", "14/05", 26),
    ],
)
def test_between(calendar, start, end, count) -> None:
    """Days between count after the start, up to and with the end."""
    assert EVERY[calendar].between(on(start), on(end)) == count


def test_last() -> None:
    """The last working days go up to and with the day, oldest first; over Easter Monday."""
    assert PLAIN.last(on("23/04"), 3) == [on("18/04"), on("22/04"), on("23/04")]
    assert PLAIN.last(on("21/04"), 1) == [on("18/04")]
    assert SPRING.last(on("28/04"), 2) == [on("11/04"), on("28/04")]


def test_working() -> None:
    """Working days of a span, both bounds included."""
    assert PLAIN.working(on("18/04"), on("22/04")) == [on("18/04"), on("22/04")]
    assert PLAIN.working(on("19/04"), on("21/04")) == []


def test_days_of() -> None:
    """Days of a span, both bounds included; none when it is backwards."""
    assert list(days_of(on("28/02"), on("01/03"))) == [on("28/02"), on("01/03")]
    assert list(days_of(on("02/03"), on("01/03"))) == []


calendars = st.sampled_from([PLAIN, SPRING])
days = st.dates(date(2024, 12, 1), date(2026, 1, 31))


@given(calendars, days, st.integers(0, 40))
def test_adding_then_counting(calendar, day, count) -> None:
    """What is added is what is counted, and ends on a working day."""
    end = calendar.add(day, count)
    assert calendar.between(day, end) == count
    assert count == 0 or calendar.is_working(end)


@given(calendars, days, st.integers(0, 90), st.integers(0, 90))
def test_spans_add_up(calendar, day, first, second) -> None:
    """Two spans that meet count as one."""
    middle = day + timedelta(first)
    end = middle + timedelta(second)
    whole = calendar.between(day, end)
    assert calendar.between(day, middle) + calendar.between(middle, end) == whole


@given(calendars, days, st.integers(1, 30))
def test_last_days(calendar, day, count) -> None:
    """The last days are that many, in order, all worked, none left out."""
    found = calendar.last(day, count)
    assert len(found) == count
    assert found == calendar.working(found[0], day)
