"""Write interview sessions in words, in the styles that schools use; `read_sessions` reads them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from itertools import groupby

from passpro_nb.domain import french
from passpro_nb.domain.figures import MODE_LABELS
from passpro_nb.read.sessions.stated import Stated


@dataclass(frozen=True, slots=True)
class Style:
    """How a school writes: its days, its hours, what joins two sessions."""

    days: Callable[[Sequence[date]], str]
    hours: Callable[[time | None, time | None], str]
    joint: str = " ; "
    grouped: bool = False  # sessions at the same hours share one list of days
    hours_first: bool = False


def write_sessions(sessions: Iterable[Stated], style: str = "long") -> str:
    """Return the words for dated sessions, in one of `STYLES`; reading them gives the same back.

    A style without the year reads back the same for days nearer to the interview window than the
    same day of another year. Sessions without a day are left out.
    """
    chosen = STYLES[style]
    dated = [session for session in sessions if session.day]
    mixed = len({bool(session.start or session.end) for session in dated}) > 1
    if not chosen.grouped:
        return chosen.joint.join(_clause([session], chosen, mixed) for session in dated)
    groups = groupby(dated, key=lambda s: (s.start, s.end, s.seats, s.mode, s.place))
    return chosen.joint.join(_clause(list(group), chosen, mixed) for _, group in groups)


def _clause(sessions: Sequence[Stated], style: Style, mixed: bool) -> str:
    first = sessions[0]
    days = style.days([session.day for session in sessions if session.day])
    parts = [days, style.hours(first.start, first.end)]
    words = " ".join(part for part in (parts[::-1] if style.hours_first else parts) if part)
    untimed = mixed and not (first.start or first.end)
    facts = (
        "horaire à préciser" if untimed else None,
        french.plural(first.seats, "place") if first.seats else None,
        f"entretien {MODE_LABELS[first.mode]}" if first.mode else None,
        first.place,
    )
    details = ", ".join(filter(None, facts))
    return f"{words} ({details})" if details else words


# Days


def _listed(write: Callable[[date], str]) -> Callable[[Sequence[date]], str]:
    return lambda days: french.listing(map(write, days))


def _months(days: Sequence[date]) -> str:
    """Write « les 12 et 19 mars 2025 et le 2 avril 2025 »."""
    lists = []
    for (year, month), group in groupby(days, key=lambda day: (day.year, day.month)):
        numbers = [french.long_date(day).split(" ", 1)[0] for day in group]
        article = "les" if len(numbers) > 1 else "le"
        lists.append(f"{article} {french.listing(numbers)} {french.MONTHS[month - 1]} {year}")
    return french.listing(lists)


# Hours


def _h(hour: time) -> str:
    return f"{hour.hour}h{hour:%M}" if hour.minute else f"{hour.hour}h"


def _spoken(write: Callable[[time], str]) -> Callable[[time | None, time | None], str]:
    """Write « de 14h à 17h », « à 14h », « jusqu’à 17h »."""

    def hours(start: time | None, end: time | None) -> str:
        if start is None:
            return f"jusqu’à {write(end)}" if end else ""
        return f"de {write(start)} à {write(end)}" if end else f"à {write(start)}"

    return hours


def _dashed(start: time | None, end: time | None) -> str:
    """Write « 14h-17h »."""
    return f"{_h(start)}-{_h(end)}" if start and end else _spoken(_h)(start, end)


_WEEKDAY_DATES = _listed(partial(french.long_date, weekday=True))
STYLES = {
    "digits": Style(_listed(french.short_date), _dashed),
    "hours_first": Style(_months, _spoken(_h), grouped=True, hours_first=True),
    "lines": Style(_WEEKDAY_DATES, _dashed, joint="\n"),
    "list": Style(_months, _spoken(_h), grouped=True),
    "long": Style(_WEEKDAY_DATES, _spoken(_h)),
    "no_year": Style(_listed(french.day_month), _spoken(_h), grouped=True),
    "short": Style(
        _listed("{:%d/%m/%y}".format), _spoken("{0.hour}:{0:%M}".format), joint=", puis le "
    ),
}
