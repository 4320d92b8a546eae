"""The grammar of interview sessions: tokens → phrases (days, periods, hours, seats, places…).

Each `_read_*` function looks at one position of the tokens and returns what it read and where it
stopped, or None. None of them looks further ahead than `REACH` days, so reading stays linear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from passpro_nb.read_session_phrases import (
    Aside,
    Break,
    Cancelled,
    Closing,
    Count,
    Days,
    DayWords,
    Denied,
    Event,
    Except,
    Hours,
    Length,
    Main,
    Mode,
    Month,
    Moved,
    Other,
    Pause,
    Period,
    Phrase,
    Place,
    Remark,
    Same,
    Seats,
    Stop,
    Untimed,
    Vague,
    Weekly,
)
from passpro_nb.read_session_words import (
    END,
    Numeric,
    Token,
    guess_month,
    guess_weekday,
    span_words,
)

REACH = 60
Found = tuple[tuple[Phrase, ...], int]

OPEN_START = "début ouvert, « à partir du »"
DEADLINE = "une limite (« avant », « jusqu’au ») n’est pas un jour d’entretien"
RANK = "« premier », « dernier », « un sur deux » : les jours ne sont pas lus"
EXCEPTION = "une exception (« sauf », « hors ») n’a pas pu être lue"
ENDS = "heures du début et de la fin de la période prises pour chaque jour"
WEEK = "une semaine sans jour précis"
AM = "« AM » : matin ou après-midi ? L’heure n’est pas lue"
BARE_HOURS = "deux nombres nus après un jour sont lus comme des heures"
NO_HOUR = "une heure qui n’existe pas n’est pas lue"
ABOUT = "« une quinzaine », un nombre à peu près, n’est pas lu"
CLASS = "des places de la classe, non d’entretien, laissées de côté"
MODES = "individuel et collectif à la fois : la modalité n’est pas lue"
DOUBTFUL = "deux nombres séparés d’une barre, sans rien qui dise un jour, sont lus comme un jour"
ROOM = "« salle 12/3 » : un numéro de salle, non un jour"
BRACKETED = "un nombre entre parenthèses après un jour est lu comme ses places"


def read_phrases(tokens: list[Token]) -> list[Phrase]:
    """Return the phrases of a cell in the order of its words; what says nothing is left out."""
    tokens = [*tokens, *[END] * 8]
    phrases: list[Phrase] = []
    at = 0
    while tokens[at].kind != "end":
        found = next((found for read in _READERS if (found := read(tokens, at))), None)
        if found is None:
            phrases += _UNREAD.get(tokens[at].kind, ())
            at += 1
        else:
            phrases.extend(found[0])
            at = found[1]
    return phrases


_UNREAD: dict[str, tuple[Phrase, ...]] = {
    "comma": (Pause(),), "and": (Pause(),), "word": (Other(),), "noise": (Other(),),
}  # fmt: skip


# Days


@dataclass(frozen=True, slots=True)
class _Atom:
    """One day among others, and the hours that stand between its weekday and its number."""

    words: DayWords
    next: int
    sure: bool
    hours: tuple[Hours, ...] = ()


def _skip(tokens: list[Token], at: int, *kinds: str) -> int:
    """Step over tokens of these kinds, a few at most."""
    limit = at + 6
    while at < limit and tokens[at].kind in kinds:
        at += 1
    return at


def _weekday(token: Token, after: Token) -> int | None:
    if token.kind == "weekday":
        return token.value
    if token.value == "mar":  # « mar 25 mars », not « 25 mar 2025 »
        return 1 if after.kind == "date" or (after.kind == "number" and after.value <= 31) else None
    guessable = token.kind == "word" and after.kind in ("number", "date")
    return guess_weekday(str(token.value)) if guessable else None


def _read_weekdays(tokens: list[Token], at: int) -> tuple[frozenset[int], int]:
    """Read « lundi », « lundis et mardis », « du lundi au vendredi »."""
    days: list[int] = []
    while (day := _weekday(tokens[at], tokens[at + 1])) is not None:
        ranged = days and tokens[at - 1].kind in ("to", "dash")
        days.extend(range(days[-1] + 1, day + 1) if ranged else [day])
        at += 1
        ahead = _skip(tokens, at, "comma", "and", "to", "dash", "the", "every")
        if _weekday(tokens[ahead], tokens[ahead + 1]) is None or ahead - at > 4:
            break
        if tokens[ahead + 1].kind in ("number", "date") and not days:
            break
        at = ahead
    return frozenset(days), at


def _day(tokens: list[Token], at: int) -> _Atom | None:
    """Read one day: « le mercredi 12 », « 12/03/2025 », « 1er mars 2025 »."""
    begin = at
    at = _skip(tokens, at, "the")
    weekdays, at = _one_weekday(tokens, at)
    sure = at > begin
    hours: tuple[Hours, ...] = ()
    if weekdays and tokens[at].kind == "daypart" and tokens[at + 1].kind in ("number", "date"):
        hours, at = (_spoken(tokens[at]),), at + 1
    if weekdays:
        at = _skip(tokens, at, "the", "comma", "colon")
    token = tokens[at]
    if token.kind == "date":
        date: Numeric = token.value
        notes = (DOUBTFUL,) if _is_doubtful(tokens, at) else ()
        words = DayWords(date.day, date.month, date.year, weekdays, notes)
        return _Atom(words, _after_month(tokens, at + 1, date.month), True, hours)
    if token.kind == "number" and 1 <= token.value <= 99:
        return _named_day(tokens, at, DayWords(token.value, weekdays=weekdays), sure, hours)
    return None


def _is_fraction(token: Token) -> bool:
    return token.kind == "date" and token.value.year is None


def _is_doubtful(tokens: list[Token], at: int) -> bool:
    """Tell whether « 3/4 » may be no day: « classe 3/4 », « 2/3 professeurs »."""
    date: Numeric = tokens[at].value
    short = tokens[at].end - tokens[at].start == len(f"{date.day}/{date.month}")
    before, after = tokens[at - 1].kind if at else "", tokens[at + 1].kind
    lonely = before in ("", "comma", "hour", "left", "colon") and after == "word"
    return (
        short
        and date.year is None
        and (before in ("word", "class", "session") or (lonely and date.day < date.month))
    )


def _one_weekday(tokens: list[Token], at: int) -> tuple[frozenset[int], int]:
    days, end = _read_weekdays(tokens, at)
    return (days, end) if days else (frozenset(), at)


def _after_month(tokens: list[Token], at: int, month: int) -> int:
    """Step over a month said again in words: « 12/03 (mars) » is rare, « 12/03 mars » occurs."""
    return at + 1 if tokens[at].kind == "month" and tokens[at].value == month else at


def _named_day(
    tokens: list[Token], at: int, words: DayWords, sure: bool, hours: tuple[Hours, ...]
) -> _Atom | None:
    written = tokens[at + 1].kind in ("slash", "dash")
    ahead = at + 2 if written else at + 1
    if written and tokens[ahead].start - tokens[at].end > 1 and tokens[ahead + 1].kind == "colon":
        ahead = at + 1  # « mars : le 26 - avril : le 2 », where the month begins another list
    month, note = _month(tokens[ahead])
    if month is not None:
        year, end = _year(tokens, ahead + 1, slashed=written)
        notes = (note,) if note else ()
        return _Atom(replace(words, month=month, year=year, notes=notes), end, True, hours)
    if words.day > 31 or not _may_follow_day(tokens, at + 1, sure):
        return None
    return _Atom(words, at + 1, sure, hours)


def _month(token: Token) -> tuple[int | None, str | None]:
    if token.kind == "month":
        return token.value, None
    if token.kind != "word":
        return None, None
    month = guess_month(str(token.value))
    return month, f"mois lu dans « {token.value} »" if month else None


def _year(tokens: list[Token], at: int, slashed: bool = False) -> tuple[int | None, int]:
    """Read the year after a month: « 2025 », « /2025 », « 25 » when nothing is counted by it."""
    ahead = at + 1 if tokens[at].kind in ("slash", "dash") else at
    number = tokens[ahead]
    if number.kind != "number":
        return None, at
    if 1990 <= number.value <= 2100:
        return number.value, ahead + 1
    short = 20 <= number.value <= 40 and number.end - number.start == 2 and slashed == (ahead > at)
    closed = slashed or tokens[at + 1].kind in (
        "end",
        "stop",
        "hour",
        "from",
        "left",
        "colon",
        "comma",
    )
    return (2000 + number.value, ahead + 1) if short and closed else (None, at)


_AFTER_DAY = {"and", "comma", "stop", "end", "left", "right", "daypart", "hour", "dash", "slash",
              "colon", "weekday", "date", "room", "appointment", "same", "nonstop"}  # fmt: skip


def _may_follow_day(tokens: list[Token], at: int, sure: bool) -> bool:
    """Tell whether a number followed by these tokens may be a day: not « 12 places »."""
    token, after = tokens[at], tokens[at + 1]
    if token.kind in ("dash", "to") and after.kind == "hour" and not sure:
        return tokens[at - 1].value >= after.value.hour  # « le 12 et 19 à 14h », not « 9 à 12h »
    if token.kind in ("to", "the") and sure:
        return True
    if token.kind == "number":  # « les 26 27 28 mars »
        rising = tokens[at - 1].value < token.value <= 31
        return rising and (sure or "number" in (after.kind, tokens[at - 2].kind))
    if token.kind in ("from", "to"):
        return after.kind in ("hour", "number", "date", "weekday")
    return token.kind in _AFTER_DAY or _weekday(token, after) is not None


_BETWEEN_DAYS = ("comma", "and", "slash", "dash", "from", "the")


def _read_days(tokens: list[Token], at: int) -> Found | None:
    """Read a list of days: « les 12, 19 et 26 mars », « mercredi 12/03, jeudi 13/03 »."""
    headed = at > 1 and tokens[at - 1].kind in ("colon", "left") and _ends_month(tokens, at - 2)
    atoms: list[_Atom] = []
    joints: list[str] = []
    begin = at
    while len(atoms) < REACH and (not atoms or not _read_period(tokens, at)):
        atom = _day(tokens, at)
        if atom is None or (atom.hours and atoms):
            break
        atoms.append(atom)
        end, at = atom.next, _joint(tokens, atom)
        joints.append("dash" if "dash" in {t.kind for t in tokens[end:at]} else "")
        if at == end and (atom.words.month or tokens[at].kind != "number"):
            break
        if atom.words.month and _read_bare_span(tokens, end, at):
            return _list_or_period(_give_months(atoms), joints[:-1] or [""], False), end
    known = [n for n, atom in enumerate(atoms) if atom.words.month or atom.sure or headed]
    if not known:
        return ((), atoms[-1].next) if atoms else None
    listed = any(atom.words.month for atom in atoms) or headed
    atoms = atoms if listed else atoms[: known[-1] + 1]
    plural = tokens[begin].kind == "the" and len(atoms) > 1
    return _list_or_period(_give_months(atoms), joints, plural), atoms[-1].next


def _ends_month(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    return token.kind == "month" or (token.kind == "number" and tokens[at - 1].kind == "month")


def _joint(tokens: list[Token], atom: _Atom) -> int:
    """Step over what joins two days of a list; a stop joins only numbers that await a month."""
    kinds = _BETWEEN_DAYS if atom.words.month else (*_BETWEEN_DAYS, "stop")
    return _skip(tokens, atom.next, *kinds)


def _give_months(atoms: list[_Atom]) -> list[_Atom]:
    """Give each day the month (and the year) that comes after it, as French lists do."""
    given: list[_Atom] = []
    month: int | None = None
    year: int | None = None
    notes: tuple[str, ...] = ()
    for atom in reversed(atoms):
        words = atom.words
        if words.month:
            month, year, notes = words.month, words.year, words.notes
        elif month:
            words = replace(words, month=month, year=year, notes=notes)
        given.append(replace(atom, words=words))
    return given[::-1]


def _list_or_period(atoms: list[_Atom], joints: list[str], plural: bool) -> tuple[Phrase, ...]:
    words = tuple(atom.words for atom in atoms)
    hours = tuple(hours for atom in atoms for hours in atom.hours)
    if len(words) != 2 or joints[0] != "dash":
        return (Days(words), *hours)
    first, last = words
    if plural or (first.weekdays and first.weekdays == last.weekdays):
        return (Days(words), *hours)
    note = "le tiret est lu comme « du … au … »"
    return (Period(first, last, (note,)), *hours)


def _read_period(tokens: list[Token], at: int) -> Found | None:
    """Read « du 10 au 14 mars », « du lundi 10/03 à 9h au vendredi 14/03 à 12h »."""
    kind = tokens[at].kind
    first = _day(tokens, _skip(tokens, at, "open", "between", "from", "every"))
    if first is None:
        return None
    opening, middle = _end_hour(tokens, first.next)
    joins = {"open": ("comma", "until", "to"), "between": ("and", "to")}.get(kind, ("until", "to"))
    until = _skip(tokens, middle, *joins)
    last = _day(tokens, until) if until > middle else None
    if last is None or last.words.month is None:
        return None
    begin = first.words
    if begin.month is None:
        begin = replace(begin, month=last.words.month, year=last.words.year)
    closing, end = _end_hour(tokens, last.next) if opening else (None, last.next)
    hours = (Hours(opening, closing, "ends", (ENDS,)),) if opening and closing else ()
    return (Period(begin, last.words, vague=kind == "between"), *hours), end


def _end_hour(tokens: list[Token], at: int) -> tuple[time | None, int]:
    """Read the hour at one end of a period: « du 10 mars à 9h au … »."""
    hour = _skip(tokens, at, "to")
    return (tokens[hour].value, hour + 1) if tokens[hour].kind == "hour" else (None, at)


_VAGUE = {"open": OPEN_START, "since": OPEN_START, "until": DEADLINE, "before": DEADLINE,
          "week": WEEK}  # fmt: skip


def _read_vague(tokens: list[Token], at: int) -> Found | None:
    """Read a day that is no session's: « à partir du 17 mars », « avant le 7 mars », « semaine du »."""
    kind = tokens[at].kind
    if kind not in _VAGUE:
        return None
    day = _day(tokens, _skip(tokens, at + 1, "from", "to", "the", "noise"))
    sure = kind == "week" or (kind == "open" and tokens[at + 1].value == "the")
    if day is None or not (day.sure or sure) or _read_period(tokens, at + 1):
        return None
    if day.words.month is None and kind == "since":
        return None
    end = day.next
    if kind == "week" and day.words.month and _weekdays_follow(tokens, end):
        return (Period(day.words, day.words, week=True),), end
    while (
        kind == "week" and tokens[end].kind in ("and", "comma") and tokens[end + 1].kind == "from"
    ):
        other = _day(tokens, end + 2)
        if other is None:
            break
        end = other.next
    return (Vague(_VAGUE[kind], day.words if kind == "open" else None),), end


def _read_week_number(tokens: list[Token], at: int) -> Found | None:
    """Step over « semaine 14 » and « semaines 13 et 14 »: weeks are numbered, not days."""
    if tokens[at].kind != "week":
        return None
    end = at + 1
    while tokens[end].kind == "number" and tokens[end + 1].kind != "month":
        end = _skip(tokens, end + 1, "and", "comma", "dash")
    return ((), end) if end > at + 1 else None


def _weekdays_follow(tokens: list[Token], at: int) -> bool:
    """Tell whether days of the week come next: « semaine du 24 mars : lundi et jeudi »."""
    begin = _skip(tokens, at, "colon", "comma", "left", "dash", "the", "every")
    days, end = _read_weekdays(tokens, begin)
    return bool(days) and tokens[end].kind not in ("number", "date")


def _read_weekly(tokens: list[Token], at: int) -> Found | None:
    """Read days of the week alone: « tous les mercredis », « du lundi au vendredi »."""
    days, end = _read_weekdays(tokens, _skip(tokens, at, "every", "the", "from"))
    if not days:
        return None
    every_other = tokens[end].value == "sur" and tokens[end + 1].kind == "number"
    ranked = at > 0 and tokens[at - 1].kind in ("rank", "number", "noise")
    return (Vague(RANK) if ranked or every_other else Weekly(days),), end


def _read_month(tokens: list[Token], at: int) -> Found | None:
    if tokens[at].kind != "month":
        return None
    year, end = _year(tokens, at + 1)
    return (Month(tokens[at].value, year),), end


def _read_except(tokens: list[Token], at: int) -> Found | None:
    """Read « sauf le mercredi », « sauf les 12 et 13 mars »."""
    if tokens[at].kind != "except":
        return None
    at = _skip(tokens, at + 1, "from", "every")
    if tokens[at].kind == "hour":
        return (Break(),), at  # « de 9h à 15h sauf 12h-13h »
    phrases, end = _read_days(tokens, at) or ((), at)
    if words := tuple(w for phrase in phrases if isinstance(phrase, Days) for w in phrase.words):
        return (Except(frozenset(), words),), end
    weekdays, end = _read_weekdays(tokens, _skip(tokens, at, "the"))
    if tokens[end].kind in ("daypart", "hour"):  # a part of a day is left out, not the day
        return (Vague(EXCEPTION),), end + 1
    return (Except(weekdays, ()) if weekdays else Vague(EXCEPTION),), end


# Hours


def _spoken(token: Token) -> Hours:
    start, end = token.value
    return Hours(start, end, "spoken", (span_words(start, end),))


def _bare_hour(token: Token) -> time | None:
    if token.kind == "hour":
        return token.value
    return time(token.value) if token.kind == "number" and 6 <= token.value <= 22 else None


_HOUR_JOINTS = ("dash", "to", "until", "slash")


def _read_span(tokens: list[Token], at: int) -> Found | None:
    """Read « 9h30-11h30 », « de 9 à 12h », « entre 9h et 12h »."""
    lead = tokens[at].kind
    begin = _skip(tokens, at, "from", "between", "to", "open", "since")
    if tokens[begin - 1].value == "the" and tokens[begin].kind == "number":
        return None  # « à partir du 12 à 14h », not « de 12 à 14h »
    joints = (*_HOUR_JOINTS, "and") if lead == "between" else _HOUR_JOINTS
    last = _skip(tokens, begin + 1, *joints)
    if tokens[_skip(tokens, last, "comma", "left")].kind == "until":  # « début 9h, fin 12h »
        last = _skip(tokens, last, "comma", "left", "colon", *joints)
    start, end = tokens[begin], tokens[last]
    if last == begin + 1 and not (start.kind == end.kind == "hour"):
        return None
    if start.kind == end.kind == "number":
        return _read_bare_span(tokens, at, begin)
    if "hour" not in (start.kind, end.kind) or _counts(tokens, last):
        return None
    if start.kind == "number" and start.value >= end.value.hour:
        return None
    hours = _bare_hour(start), _bare_hour(end)
    if None in hours:
        return None
    return _read_starts(tokens, begin) or ((Hours(*hours),), last + 1)


def _read_bare_span(tokens: list[Token], at: int, begin: int) -> Found | None:
    """Read « 26/03 de 14 à 17 », « 26/03 8-12 et 13-17 »: hours, where a day comes right before."""
    start, joint, end, after, beyond, month = tokens[begin : begin + 6]
    if (start.kind, end.kind) != ("number", "number") or month.kind == "month":
        return None
    spoken = joint.kind == "dash" or (joint.kind == "to" and joint.end - joint.start == 1)
    hours = _bare_hour(start), _bare_hour(end)
    closed = after.kind in ("end", *_AROUND_HOURS) and beyond.kind != "month"
    if not (spoken and closed and hours[0] and hours[1] and hours[0] < hours[1]):
        return None
    return ((Hours(*hours, notes=(BARE_HOURS,)),), begin + 3) if _dated(tokens, at) else None


_AROUND_HOURS = ("and", "comma", "slash", "colon", "stop", "left", "right")


def _dated(tokens: list[Token], at: int) -> bool:
    """Tell whether a whole day stands just before, other hours and signs between."""
    if not at or tokens[at - 1].kind not in ("date", "month", *_AROUND_HOURS):
        return False
    kinds = [token.kind for token in tokens[max(0, at - 8) : at]]
    return "date" in kinds or ("number", "month") in pairwise(kinds)


def _read_starts(tokens: list[Token], at: int) -> Found | None:
    """Read a chain of hours, « 8h30 – 10h – 11h30 »: each one begins a session.

    An even chain says starts and ends, unless its steps are equal and short: « 8h/9h/10h/11h ».
    """
    starts, joint = [tokens[at]], tokens[at + 1].kind
    joints = ("dash", "slash")
    while tokens[at + 1].kind in joints and tokens[at + 2].kind == "hour":
        joints = joint, joint
        at += 2
        starts.append(tokens[at])
    if len(starts) == 1 or starts[0].kind != "hour":
        return None
    if len(starts) % 2 == 0 and not _is_even_pace([token.value for token in starts]):
        return None
    return tuple(Hours(token.value, None) for token in starts), at + 1


def _is_even_pace(starts: list[time]) -> bool:
    minutes = [start.hour * 60 + start.minute for start in starts]
    steps = {after - before for before, after in pairwise(minutes)}
    return len(starts) > 2 and len(steps) == 1 and 0 < steps.pop() <= 90


def _counts(tokens: list[Token], at: int) -> bool:
    """Tell whether a bare number counts something or is a day: « 14h-16 mars », « 9h, 12 places »."""
    after = tokens[at + 1].kind
    return tokens[at].kind == "number" and after in ("seat", "session", "month", "minutes", "times")


def _read_hour(tokens: list[Token], at: int) -> Found | None:
    """Read one hour: « à 14h », « dès 9h », « jusqu’à 17h », « à partir de 9h »."""
    until = tokens[at].kind == "until"
    at = _skip(tokens, at, "until", "to", "since", "open", "from")
    if tokens[at].kind != "hour":
        return None
    hour = tokens[at].value
    return ((Hours(None, hour) if until else Hours(hour, None),), at + 1)


def _read_arrival(tokens: list[Token], at: int) -> Found | None:
    """Read « accueil à 13h30 »: an hour of arrival where the sessions have their own."""
    if tokens[at].kind != "arrival":
        return None
    at = _skip(tokens, at + 1, "colon")
    phrases, end = _read_span(tokens, at) or _read_hour(tokens, at) or ((), at)
    arrival = [replace(hours, kind="arrival") for hours in phrases if isinstance(hours, Hours)]
    return tuple(arrival), end


def _read_daypart(tokens: list[Token], at: int) -> Found | None:
    return ((_spoken(tokens[at]),), at + 1) if tokens[at].kind == "daypart" else None


def _read_length(tokens: list[Token], at: int) -> Found | None:
    """Read « durée : 2h », « 20 min par élève », « 14h (2h) »: not an hour of the clock."""
    if tokens[at].kind == "number" and tokens[at + 1].kind == "minutes":
        return (), at + 2
    if [token.kind for token in tokens[at + 1 : at + 3]] == ["from", "main"]:
        return _length(tokens[at], at + 1)
    if tokens[at].kind not in ("length", "left", "session", "times"):
        return None
    begin = _skip(tokens, at + 1, "from", "colon", "the")
    other = tokens[begin + 2].kind in ("hour", "number") and not _counts(tokens, begin + 2)
    span = tokens[begin + 1].kind in ("dash", "to") and other
    return None if span else _length(tokens[begin], begin + 1)


def _length(token: Token, end: int) -> Found | None:
    if token.kind != "hour" or token.value > time(4):
        return None
    return (Length(token.value.hour * 60 + token.value.minute),), end


# Seats, modes, places, and what the rest of a clause is about


def _read_seats(tokens: list[Token], at: int) -> Found | None:
    """Read « 8 places », « max 12 élèves », « capacité : 12 », « total : 24 places »."""
    total = tokens[at].kind == "total"
    headed = tokens[at].kind == "seat" and tokens[at + 1].kind == "colon"
    begin = at + 2 if headed else _skip(tokens, at, "most", "total", "colon", "from")
    if tokens[begin].kind != "number" or tokens[at].kind in ("colon", "from"):
        return None
    if headed and tokens[begin + 1].kind in ("month", "to", "dash"):
        return None
    number, after = tokens[begin].value, begin + 1
    after = _skip(tokens, after, "seat", "most")
    if after == begin + 1 and not (begin > at or _counts_again(tokens, at)):
        return None
    end = _skip(tokens, after, "to", "in", "from", "the")
    if tokens[end].kind == "total":
        total, after = True, end + 1
    if tokens[after].kind == "per" and tokens[after + 1].kind in ("minutes", "jury"):
        return (), after + 2  # « 4 élèves par heure », « 6 par jury »: a pace, not seats
    each = tokens[after].kind == "per" and _is_session(tokens[after + 1])
    return (Seats(number, total, each),), after + 2 * each


def _read_class(tokens: list[Token], at: int) -> Found | None:
    """Step over the places of a class: « capacité d’accueil : 15 », « classe de 24 », « 24 places en classe »."""
    kind = tokens[at].kind
    if kind in ("class", "intake"):
        number = _skip(tokens, at + 1, "from", "to", "the", "colon", "class")
        end = _skip(tokens, number + 1, "seat", "most")
        said = end > number + 1 or (kind == "intake" and tokens[end].kind != "month")
        return ((Remark(CLASS),), end) if tokens[number].kind == "number" and said else None
    end = _skip(tokens, at + 1, "seat", "most")
    if kind != "number" or end == at + 1 or tokens[end].kind not in ("in", "from", "per", "to"):
        return None
    named = _skip(tokens, end, "in", "from", "per", "to", "the")
    ranked = tokens[end].kind == "in" and tokens[named].kind == "noise"  # « 24 places en 2de »
    return ((Remark(CLASS),), named + 1) if ranked or tokens[named].kind == "class" else None


def _is_session(token: Token) -> bool:
    return token.kind == "session" or token.value in ("date", "dates")


def _counts_again(tokens: list[Token], at: int) -> bool:
    """Tell whether a number counts seats as one before it did: « 10 élèves le 26/03 et 12 le 02/04 »."""
    joined = tokens[at - 1].kind in ("and", "comma") and tokens[at + 1].kind == "the"
    counted = any(token.kind == "seat" for token in tokens[max(0, at - 8) : at])
    return joined and counted and tokens[at + 2].kind == "date"


def _read_bracketed(tokens: list[Token], at: int) -> Found | None:
    """Read « 18/03 (10), 25/03 (12) »: a number alone in brackets after a day is its seats."""
    left, number, right = tokens[at : at + 3]
    dated = at > 0 and tokens[at - 1].kind in ("date", "month")
    if not dated or (left.kind, number.kind, right.kind) != ("left", "number", "right"):
        return None
    return ((Seats(number.value, notes=(BRACKETED,)),), at + 3) if number.value <= 99 else None


def _read_count(tokens: list[Token], at: int) -> Found | None:
    """Read « 3 séances de 15 élèves », « 2 x 12 places »."""
    if tokens[at].kind != "number" or tokens[at + 1].kind not in ("session", "times"):
        return None
    if not 1 <= tokens[at].value <= 30:
        return None
    if length := _read_length(tokens, at + 1):
        return (Count(tokens[at].value), *length[0]), length[1]
    end = _skip(tokens, at + 2, "from", "word") if tokens[at + 1].kind == "session" else at + 2
    daily = tokens[at + 2].kind == "per"
    if (
        tokens[end + 1].kind == "minutes"
        and tokens[end].kind == "number"
        and tokens[end].value <= 30
    ):
        return (Seats(tokens[at].value),), end + 2  # « 12 créneaux de 15 min »: one pupil each
    seated = tokens[end].kind == "number" and tokens[end + 1].kind not in ("minutes", "month")
    if not seated:
        return (Count(tokens[at].value, daily),), at + 2
    after = _skip(tokens, end + 1, "seat", "most")
    return (Count(tokens[at].value, daily), Seats(tokens[end].value)), after


def _read_group(tokens: list[Token], at: int) -> Found | None:
    """Step over « par groupe de 12 », a size and not seats, and « séance 1 : », a label."""
    if tokens[at].kind != "session":
        return None
    number = _skip(tokens, at + 1, "from")
    joints = ("the", "colon", "weekday", "date", "left")
    labels = (*joints, "dash") if tokens[at].value == "one" else joints
    labelled = tokens[number + 1].kind in labels
    if tokens[number].kind != "number" or (number == at + 1 and not labelled):
        return None
    return (), _skip(tokens, number + 1, "seat", "most", "dash")


def _read_jury(tokens: list[Token], at: int) -> Found | None:
    """Step over « 2 jurys de 3 personnes »: juries are neither sessions nor seats."""
    jury = _skip(tokens, at, "number")
    if tokens[jury].kind != "jury":
        return None
    number = _skip(tokens, jury + 1, "from")
    sized = number > jury + 1 and tokens[number].kind == "number"
    return (), _skip(tokens, number + 1, "seat") if sized else jury + 1


def _read_label(tokens: list[Token], at: int) -> Found | None:
    """Step over the number of a line: « 1 - mardi 18 mars », « 2) 20/03 », « 3/ le 20 mars »."""
    number, sign, after = tokens[at : at + 3]
    begins = at == 0 or tokens[at - 1].kind == "stop"
    if not begins or number.kind != "number" or not 1 <= number.value <= 9:
        return None
    if sign.start == number.end and sign.kind != "right":
        first = tokens[0].value == 1 and tokens[1].kind == sign.kind and sign.end < after.start
        labelled = sign.kind in ("dash", "slash", "stop") and (after.kind == "weekday" or first)
    else:
        dated = after.kind in ("date", "weekday", "the") or number.value == 1
        labelled = sign.kind == "right" or (sign.kind == "dash" and dated)
    return ((), at + 2) if labelled else None


def _read_place(tokens: list[Token], at: int) -> Found | None:
    """Read « salle B12 », « amphithéâtre », « salle des professeurs »."""
    if tokens[at].kind != "room":
        return None
    name = _skip(tokens, at + 1, "from", "the")
    end = at
    if tokens[at].value == "numbered" and _is_fraction(tokens[at + 1]):
        return (Remark(ROOM),), at + 2
    letter = tokens[name].kind == "to" and tokens[name + 1].kind not in ("word", "hour")
    named = tokens[name].kind in ("word", "number", "noise") and tokens[name + 1].kind != "month"
    if named or letter:  # « salle A » is folded as « à » is
        end = name
    while tokens[end + 1].start == tokens[end].end and tokens[end + 1].kind in ("word", "number"):
        end += 1
    return (Place(tokens[at].start, tokens[end].end),), end + 1


def _read_mode(tokens: list[Token], at: int) -> Found | None:
    """Read « individuel »; of « individuel ou collectif », neither."""
    if tokens[at].kind != "mode":
        return None
    other = _skip(tokens, at + 1, "and", "comma", "slash", "main", "session")
    if tokens[other].kind == "mode" and tokens[other].value != tokens[at].value:
        return (Remark(MODES),), other + 1
    return (Mode(str(tokens[at].value)),), at + 1


_SIGNS: dict[str, Phrase] = {
    "about": Remark(ABOUT), "am": Remark(AM), "aside": Aside(), "break": Break(), "cancelled": Cancelled(), "denied": Denied(),
    "event": Event(), "main": Main(), "moved": Moved(), "no_hour": Remark(NO_HOUR), "right": Closing(), "same": Same(),
    "stop": Stop(), "untimed": Untimed(),
}  # fmt: skip


def _read_sign(tokens: list[Token], at: int) -> Found | None:
    """Read the words that are a phrase by themselves."""
    token = tokens[at]
    return ((_SIGNS[token.kind],), at + 1) if token.kind in _SIGNS else None


_READERS = (
    _read_label, _read_jury, _read_mode, _read_sign, _read_except, _read_length, _read_count, _read_group,
    _read_class, _read_seats, _read_bracketed, _read_place, _read_period, _read_vague, _read_week_number, _read_arrival, _read_span, _read_days, _read_hour,
    _read_weekly, _read_month, _read_daypart,
)  # fmt: skip
