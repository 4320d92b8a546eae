"""Days that are no session’s: tokens → « à partir du 17 mars », « semaine du », « sauf le mercredi »."""

import re
from calendar import monthrange
from itertools import pairwise, takewhile

from passpro_nb.domain.french import MONTHS
from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.bare import REACH, THAT
from passpro_nb.read.sessions.grammar.days import (
    ANY_YEAR,
    DEADLINE,
    WEEK_DAYS,
    Atom,
    collect,
    days_between,
    give_months,
    read_period,
    take_day,
    take_weekdays,
)
from passpro_nb.read.sessions.grammar.hours import spoken
from passpro_nb.read.sessions.grammar.speech import Found, Sign, pattern
from passpro_nb.read.sessions.words.tokens import DayWords, Token, skip
from passpro_nb.read.sessions.words.vocabulary import words_of

OPEN_START = "début ouvert, « à partir du {day} »"
EXCEPTION = "une exception (« sauf », « hors ») n’a pas pu être lue"
WEEK = "la semaine du {day}, sans jour précis"
OTHER_WEEKS = "des semaines sans jour précis"

_VAGUE = {"open": OPEN_START, "since": OPEN_START, "until": DEADLINE, "before": DEADLINE,
          "week": WEEK}  # fmt: skip
_STAY = 7  # tokens from « sauf » to the period that is left out, at most
_WITHIN_STAY = ("the", "from", "to", "event", "aside", "during", "length", "left", "noise", "colon")
_REASON = 9  # tokens in brackets, at most
_BEFORE_NOUN = ("the", "from", "to", "every", "and", "before")
_BESIDE_DAYS = ("weekday", "month", "number", "date", "hour", "daypart", "comma", "left", "right")
# Between days of the week and « semaine du 17 mars »: « du lundi au vendredi de 8h à 10h, semaine du … ».
_BETWEEN = ("the", "from", "to", "comma", "left", "dash", "hour", "daypart")
_NO_LIMITS = words_of(
    "main hour number minutes daypart session seat noon noise untimed end appointment"
)
_NO_LIMIT = re.compile(
    "cours|classe|repas|dejeuner|midi|tout|epuisement|service|[a-z]{2,}(?:er|ir|oir)$|vous|elle|qu|cela|quoi"
)


@pattern("open since until before week", reads="avant le 7 mars", leaves="avant 9h")
def read_vague(tokens: list[Token], at: int) -> Found | None:
    """Read a day that is no session's: « à partir du 17 mars », « avant le 7 mars », « semaine du »."""
    kind = tokens[at].kind
    begin = skip(tokens, at + 1, "from", "to", "the", "noise")
    day = take_day(tokens, begin)
    sure = kind == "week" or "the" in (tokens[begin - 1].kind, tokens[begin - 1].value)
    if day is None or not (day.sure or sure) or read_period(tokens, at + 1):
        return None
    if day.words.month is None and kind == "since":
        return None
    end = day.next
    words = day.words
    if kind == "week":
        weeks, last = _take_weeks(tokens, day)
        off = any(token.kind == "denied" for token in tokens[max(0, at - 6) : at])
        if weeks[0].month and (off or _tells_days(tokens, at, last)):
            return tuple(speech.DayRange(w, w, week=True) for w in weeks), last
    reason = _VAGUE[kind].format(day=_say(words))
    while kind == "week" and (other := _other_week(tokens, end)):
        reason, end = OTHER_WEEKS, other.next
    if kind in ("until", "before") and _is_deadline(
        tokens, hour := skip(tokens, end, "to", "comma")
    ):
        end = hour + 1
    denied = kind == "before" and any(t.kind == "denied" for t in tokens[max(0, at - 3) : at])
    since = words if kind in ("open", "since") or denied else None
    return (speech.Vague(reason, since, words if kind == "until" else None),), end


def _is_deadline(tokens: list[Token], at: int) -> bool:
    """Tell the hour of « jusqu’au 19 mars 17h pour confirmer », « avant le 19 mars à 12h pour s’inscrire »."""
    return tokens[at].kind == "hour" and str(tokens[at + 1].value).startswith("pour")


def _say(words: DayWords) -> str:
    month = f" {MONTHS[words.month - 1]}" if words.month and words.month <= len(MONTHS) else ""
    return f"{words.day}{month}" + (f" {words.year}" if words.year else "")


def _take_weeks(tokens: list[Token], first: Atom) -> tuple[list[DayWords], int]:
    """Read the other weeks of « jeudi des semaines du 24 mars et du 7 avril »."""
    atoms = [first]
    while (other := _other_week(tokens, atoms[-1].next)) and not other.words.weekdays:
        atoms.append(other)
    return [atom.words for atom in give_months(atoms)], atoms[-1].next


def _other_week(tokens: list[Token], at: int) -> Atom | None:
    joined = tokens[at].kind in ("and", "comma") and tokens[at + 1].kind == "from"
    return take_day(tokens, at + 2) if joined else None


def _weekdays_follow(tokens: list[Token], at: int) -> bool:
    """Tell whether days of the week come next: « semaine du 24 mars : lundi et jeudi »."""
    begin = skip(tokens, at, "colon", "comma", "left", "dash", "the", "every", "from")
    days, end = take_weekdays(tokens, begin)
    return bool(days) and tokens[end].kind not in ("number", "date")


def _tells_days(tokens: list[Token], begin: int, end: int) -> bool:
    """Tell whether a week’s days are said: « lundi et jeudi de la semaine du 24 mars », « chaque jour »."""
    before = tokens[max(0, begin - 10) : begin][::-1]
    last = next((t for t in before if t.kind not in _BETWEEN), None)
    after = takewhile(lambda token: token.kind not in ("stop", "end"), tokens[end : end + 9])
    daily = any(token.kind == "daily" for token in [*before, *after])
    return (
        daily
        or _bounds_all(tokens, begin, end)
        or (last is not None and last.kind == "weekday")
        or _weekdays_follow(tokens, end)
    )


def _bounds_all(tokens: list[Token], begin: int, end: int) -> bool:
    """Tell « (semaine du 31 mars seulement) », which closes a cell of weekdays."""
    before = tokens[max(0, begin - REACH) : begin]
    named = any(day.kind == "weekday" and _ends_weekday(after) for day, after in pairwise(before))
    opened = [t.kind for t in before[-2:]] in (["stop", "left"], ["hour", "left"])
    only = tokens[end].kind == "only"
    closed = tokens[skip(tokens, end, "only", "right", "stop")].kind == "end"
    return named and closed and (only or opened)


def _ends_weekday(after: Token) -> bool:
    return after.kind in ("colon", "hour", "from", "daypart", "and", "comma", "dash", "to", "left")


@pattern(
    "open since until before except between", reads="jusqu’aux examens", leaves="avant l’entretien"
)
def read_limit(tokens: list[Token], at: int) -> Found | None:
    """Read beside days a bound that no rule applies: « les mardis, jusqu’aux examens »."""
    before = tokens[at - 1].kind if at else "comma"
    end = at + 1
    while tokens[end].kind in _BEFORE_NOUN or tokens[end].value in ("aux", "une", "votre", "son"):
        end += 1
    noun = tokens[end]
    ends = tokens[at].kind == "until" and noun.value == "fin" and tokens[end + 1].kind == "month"
    known = ends or noun.kind in _NO_LIMITS or _NO_LIMIT.match(str(noun.value))
    return ((Sign.LIMIT,), at + 1) if before in _BESIDE_DAYS and not known else None


def _excepted_besides(tokens: list[Token], at: int) -> list[Atom]:
    """Read what goes on after a reason: « sauf le 19 mars (sortie) et le 9 avril (forum) »."""
    if tokens[at].kind != "left":
        return []
    inside = [t.kind for t in takewhile(lambda t: t.kind not in ("right", "end"), tokens[at:])]
    begin = at + len(inside) + 2
    if len(inside) > _REASON or "hour" in inside or tokens[begin - 1].kind not in ("and", "comma"):
        return []
    found = give_months(collect(tokens, begin, True))
    return found if found and tokens[found[-1].next].kind in ("left", "end", "stop") else []


def _read_stays(tokens: list[Token], at: int) -> tuple[tuple[DayWords, ...], int] | None:
    """Read each day of « (sauf) du 17 au 28 mars et du 7 au 11 avril », « semaine du 17 mars »."""
    days: dict[DayWords, None] = {}
    end = at
    while stay := _read_stay(tokens, at):
        days |= dict.fromkeys(stay[0])
        end, at = stay[1], stay[1] + 1
        if tokens[end].kind not in ("and", "comma"):
            break
    return ((*days,), end) if days else None


def _read_stay(tokens: list[Token], at: int) -> tuple[list[DayWords], int] | None:
    """Read one period, « pendant le stage (17 au 28 mars) », or weeks: their days, none where no month is said."""
    for begin in range(at, at + _STAY):
        kind = tokens[begin].kind
        first = take_day(tokens, skip(tokens, begin + 1, "from", "to", "the"))
        if kind == "week" and first:
            weeks, end = _take_weeks(tokens, first)
            days = [each for week in weeks for each in days_between(week, week, WEEK_DAYS)]
            return (days, end) if days else None
        if found := read_period.read(tokens, begin):
            match found[0][0]:
                case speech.DayRange(first=one, last=other) if days := days_between(one, other):
                    return days, found[1]
            return None
        if kind not in _WITHIN_STAY and not (kind == "word" and begin == at):
            return None
    return None


def _read_months(tokens: list[Token], at: int) -> tuple[tuple[DayWords, ...], int] | None:
    """Read each day of the months of « sauf en avril », « hors mars et avril »."""
    days: list[DayWords] = []
    end = at
    while tokens[month := skip(tokens, at, "in", "to", "the", "from", "noise")].kind == "month":
        last = monthrange(ANY_YEAR, tokens[month].value)[1]
        days += [DayWords(day, tokens[month].value) for day in range(1, last + 1)]
        end, at = month + 1, month + 2
        if tokens[end].kind not in ("and", "comma"):
            break
    return ((*days,), end) if days else None


@pattern("except", reads="sauf le mercredi", leaves="le mercredi")
def read_except(tokens: list[Token], at: int) -> Found | None:
    """Read « sauf le mercredi », « sauf les 12 et 13 mars »."""
    at = skip(tokens, at + 1, "from", "every")
    if tokens[at].value in THAT:
        at = skip(tokens, at + 1, "from")
    if tokens[at].kind == "hour":
        return (Sign.BREAK,), at  # « de 9h à 15h sauf 12h-13h »
    if months := _read_months(tokens, at):
        return (speech.Except(frozenset(), months[0]),), months[1]
    if stays := _read_stays(tokens, at):
        return (speech.Except(frozenset(), stays[0]),), stays[1]
    day = skip(tokens, at, "the")
    other = skip(tokens, day + 1, "comma", "and", "the")
    beside = [t.kind for t in (tokens[day], tokens[day + 1], tokens[other])]
    if beside == ["weekday", "comma", "weekday"] and tokens[other + 1].kind in ("number", "date"):
        return (
            speech.Except(frozenset((tokens[day].value,)), ()),
        ), day + 1  # « sauf mercredi, lundi 17 »
    found = collect(tokens, at, True)
    end = found[-1].next if found else at
    stop = next((n for n in range(at, end) if tokens[n].kind == "stop"), end)
    if atoms := give_months([atom for atom in found if atom.next <= stop]):
        words, end = tuple(a.words for a in atoms), atoms[-1].next
        while others := _excepted_besides(tokens, end):
            words, end = (*words, *(a.words for a in others)), others[-1].next
        part = tokens[end].kind == "daypart"
        return (
            speech.Except(frozenset(), words, spoken(tokens[end]) if part else None),
        ), end + part
    weekdays, end = take_weekdays(tokens, skip(tokens, at, "the"))
    if weekdays and tokens[end].kind == "daypart":
        return (speech.Except(weekdays, (), spoken(tokens[end])),), end + 1
    if tokens[end].kind == "hour":  # a part of a day is left out, not the day
        return (speech.Vague(EXCEPTION),), end + 1
    return (speech.Except(weekdays, ()) if weekdays else speech.Vague(EXCEPTION),), end
