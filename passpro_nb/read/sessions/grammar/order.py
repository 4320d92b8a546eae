"""The grammar of interview sessions: tokens → phrases (days, periods, hours, seats, places…).

Each `read_*` pattern, here, in `days`, `limits`, `recurrences`, `hours` and `quantities`, looks at one position of the tokens and
returns what it read and where it stopped, or None. None looks further ahead than `bare.REACH` days
without reading what it saw, so reading stays linear.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from passpro_nb.read.sessions.grammar import (
    bare,
    days,
    hours,
    limits,
    quantities,
    recurrences,
    speech,
)
from passpro_nb.read.sessions.grammar.speech import Found, Pattern, Phrase, Sign, pattern
from passpro_nb.read.sessions.words.tokens import END, DayWords, Token, skip
from passpro_nb.read.sessions.words.vocabulary import WHOLE_DAY

MODES = "individuel et collectif à la fois : la modalité n’est pas lue"
LOST = "« {number} » : un nombre parmi les jours ou les heures n’est pas lu"
ROOM = "« salle 12/3 » : un numéro de salle, non un jour"
_AMONG = {"number", "date", "month", "hour", "comma", "and", "dash", "slash", "no_hour"}
_LABELS = {"jour", "date", "j", "phase", "lot", "vague", "serie", "choix", "etape", "tour", "passage", "one", "group", WHOLE_DAY}  # fmt: skip
_ASKED = {"date", "month", "hour", "number", "daypart", "weekday", "left", "right"}


class Step(NamedTuple):
    """What is read at one place: by which pattern, if any does, the phrases, and the tokens."""

    pattern: Pattern | None
    phrases: tuple[Phrase, ...]
    tokens: list[Token]


def walk(tokens: list[Token]) -> Iterator[Step]:
    """Yield step by step what is read, « le lendemain » as so long after the day before it."""
    said: DayWords | None = None
    for step in _read(tokens):
        if step.tokens[0].kind == "later" and step.phrases:
            later = _count_from(said, step.tokens[0]) if said else Sign.OTHER
            step = step._replace(phrases=(later,))
        else:
            said = next((w for p in step.phrases if (w := _last_day(p))), said)
        yield step


def _last_day(phrase: Phrase) -> DayWords | None:
    match phrase:
        case speech.Days(words):
            return words[-1]
        case speech.DayRange(last=last):
            return last
        case _:
            return None


def _count_from(day: DayWords, later: Token) -> Phrase:
    return speech.Days((replace(day, weekdays=later.value.weekdays, later=later.value.later),))


def _read(tokens: list[Token]) -> Iterator[Step]:
    """Yield step by step what is read; what says nothing gives no phrase."""
    tokens = [*tokens, *[END] * 8]
    at = 0
    while (kind := tokens[at].kind) != "end":
        begin = at
        for each in _BY_KIND.get(kind, ()):
            if found := each.read(tokens, at):
                at = found[1]
                yield Step(each, found[0], tokens[begin:at])
                break
        else:
            at += 1
            if kind == "colon" and tokens[at].kind in ("mode", "main"):
                kind = "comma"  # « 19/03, 26/03 : collectif »
            lost = kind == "number" and _is_lost(tokens, begin)
            remark = (speech.Remark(LOST.format(number=tokens[begin].value)),)
            yield Step(None, remark if lost else _UNREAD.get(kind, ()), tokens[begin:at])


def _is_lost(tokens: list[Token], at: int) -> bool:
    """Tell whether a number that nothing reads stands among days or hours: « les 3, 45 et 17 avril »."""
    before, after, beyond = tokens[at - 1], tokens[at + 1], tokens[at + 2]
    mistyped = after.kind == "word" and after.end - after.start < 4 and beyond.kind in _AMONG
    return at > 0 and before.kind in _AMONG and (after.kind in _AMONG or mistyped)


_UNREAD: dict[str, tuple[Phrase, ...]] = {
    "comma": (Sign.PAUSE,), "and": (Sign.PAUSE,), "dash": (Sign.PAUSE,), "word": (Sign.OTHER,), "noise": (Sign.OTHER,),
    "kept": (Sign.OTHER,),
    "current": (speech.Year(0),),
}  # fmt: skip


@pattern("number", reads="1 - mardi 18 mars", leaves="10 - mardi 18 mars")
def read_label(tokens: list[Token], at: int) -> Found | None:
    """Step over the number of a line: « 1 - mardi 18 mars », « 2) 20/03 », « 3/ le 20 mars »."""
    number, sign, after = tokens[at : at + 3]
    begins = at == 0 or tokens[at - 1].kind in ("stop", "colon")
    if not 1 <= number.value <= 9 or not (begins or _continues(tokens, at)):
        return None
    if sign.start == number.end and sign.kind != "right":
        first = tokens[0].value == 1 and tokens[1].kind == sign.kind and sign.end < after.start
        labelled = sign.kind in ("dash", "slash", "stop") and (
            after.kind in ("weekday", "the") or first
        )
    else:
        dated = after.kind in ("date", "weekday", "the") or number.value == 1
        labelled = sign.kind == "right" or (sign.kind == "dash" and dated)
    return ((), at + 2) if labelled else None


@pattern("word session daypart", reads="Jour 1 - lundi 10 mars", leaves="Jour 10 - mardi 18 mars")
def read_named_label(tokens: list[Token], at: int) -> Found | None:
    """Step over the name of a line: « Jour 1 - lundi 10 mars », « Lot 3 : 7 mars », « Groupes 1 et 2 : … »."""
    name, end = tokens[at], at + 2
    while tokens[end].kind in ("and", "comma") and tokens[end + 1].kind == "number":
        end += 2  # « groupes 1 et 2 : »
    labels = _LABELS if end == at + 2 else _LABELS | {"groups", "many", "jours"}
    numbers = [token.value for token in tokens[at + 1 : end : 2] if token.kind == "number"]
    if name.value not in labels or not numbers or not 1 <= min(numbers) <= max(numbers) <= 9:
        return None
    sign = tokens[end]
    end += sign.kind in ("dash", "colon", "comma", "right", "stop")
    after, beyond = tokens[skip(tokens, end, "left") :][:2]
    dated = after.kind == "date" or (after.kind == "number" and beyond.kind == "month")
    apart = sign.kind in ("dash", "colon") and sign.end < after.start
    begins = after.kind in ("weekday", "the") or (dated and apart)
    return ((), end) if begins else None


def _continues(tokens: list[Token], at: int) -> bool:
    """Tell « 2/ » in one line after « 1/ » : « 1/ jeudi 13 mars 8h-10h 2/ jeudi 20 mars »."""
    number, sign, day = tokens[at : at + 3]
    earlier = tokens[max(0, at - bare.REACH) : at]
    listed = any(
        (one.value, mark.kind, mark.start) == (number.value - 1, sign.kind, one.end)
        for one, mark in pairwise(earlier)
        if one.kind == "number"
    )
    return listed and sign.kind in ("slash", "right") and day.kind in ("weekday", "date", "the")


@pattern("room", reads="salle B12", leaves="au lycée")
def read_place(tokens: list[Token], at: int) -> Found | None:
    """Read « salle B12 », « amphithéâtre », « salle des professeurs »."""
    name = skip(tokens, at + 1, "from", "the")
    end = at
    after = tokens[at + 1]
    if tokens[at].value == "numbered" and after.kind == "date" and after.value.year is None:
        return (speech.Remark(ROOM),), at + 2
    letter = tokens[name].kind == "to" and tokens[name + 1].kind not in ("word", "hour")
    named = (
        tokens[name].kind in ("word", "number", "noise", "event")
        and tokens[name + 1].kind not in ("month", "seat")
        and not (tokens[name].kind == "number" and tokens[name - 1].kind == "the")
    )  # not « au CDI les 24 et 25 mars »
    if named or letter:  # « salle A » is folded as « à » is
        end = name
    while tokens[at].value == "many" and _lists_room(tokens, end):  # « salles 12 et 13 »
        end += 2
    while tokens[end + 1].start == tokens[end].end and tokens[end + 1].kind in ("word", "number"):
        end += 1
    return (speech.Room(tokens[at].start, tokens[end].end),), end + 1


def _lists_room(tokens: list[Token], at: int) -> bool:
    joint, number, after, beyond = tokens[at + 1 : at + 5]
    listed = joint.kind in ("comma", "and") and number.kind == "number"
    return listed and "number" not in (after.kind, beyond.kind) and after.kind != "month"


@pattern("mode", reads="individuel", leaves="convocation individuelle")
def read_mode(tokens: list[Token], at: int) -> Found | None:
    """Read « individuel »; of « individuel ou collectif », neither."""
    other = skip(tokens, at + 1, "and", "comma", "slash", "main", "session")
    if tokens[other].kind == "mode" and tokens[other].value != tokens[at].value:
        return (speech.Remark(MODES),), other + 1
    return (speech.Mode(str(tokens[at].value)),), at + 1


_SIGNS: dict[str, Phrase] = {
    "about": speech.Remark("« une quinzaine », un nombre à peu près, n’est pas lu"),
    "am": speech.Remark("« AM » : matin ou après-midi ? L’heure n’est pas lue"),
    "no_hour": speech.Remark("une heure qui n’existe pas n’est pas lue"),
    **{sign.value: sign for sign in Sign if sign not in (Sign.OTHER, Sign.PAUSE)},
}


@pattern(" ".join(_SIGNS), reads="pas le 12 mars", leaves="le 12 mars")
def read_sign(tokens: list[Token], at: int) -> Found | None:
    """Read the words that are a phrase by themselves."""
    return (_SIGNS[tokens[at].kind],), at + 1


@pattern("asked", reads="le 12 mars ?", leaves="une question ?")
def read_asked(tokens: list[Token], at: int) -> Found | None:
    """Read the question mark of « le 12 mars ? »: that day is not sure."""
    return ((Sign.UNSURE,), at + 1) if at and tokens[at - 1].kind in _ASKED else None


# The first that reads wins.
PATTERNS = (
    read_label, read_named_label, read_asked, recurrences.read_ranked, quantities.read_jury, read_mode, recurrences.read_fortnight, read_sign, limits.read_except,
    hours.read_length, quantities.read_count, quantities.read_group, quantities.read_class,
    quantities.read_seats, quantities.read_bracketed, read_place, days.read_period,
    recurrences.read_weeks, limits.read_vague, hours.read_arrival, hours.read_span,
    days.read_days, hours.read_hour, recurrences.read_weekly, recurrences.read_later, recurrences.read_month, recurrences.read_year,
    hours.read_daypart, limits.read_limit,
)  # fmt: skip
_BY_KIND = {
    kind: [each for each in PATTERNS if kind in each.begins]
    for kind in frozenset().union(*(each.begins for each in PATTERNS))
}
