"""Quantities in words: tokens → hours, lengths, seats, numbers of sessions, and sizes left out."""

from dataclasses import replace
from datetime import time
from itertools import pairwise, takewhile

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.speech import (
    Count,
    Found,
    Hours,
    Length,
    Remark,
    SeatCount,
    pattern,
)
from passpro_nb.read.sessions.words.tokens import END, Token, read_tokens, skip
from passpro_nb.read.sessions.words.vocabulary import AFTERNOON, EVENING, MORNING

BARE_HOURS = "deux nombres nus après un jour sont lus comme des heures"
CLASS = "des places de la classe, non d’entretien, laissées de côté"
BRACKETED = "un nombre entre parenthèses après un jour ou une heure est lu comme ses places"
FEWEST_HELD = (
    5  # « 12 entretiens le 18 mars » are those of 12 pupils, « 2 entretiens » two sessions
)
LONGEST_INTERVIEW = 45  # minutes; what lasts longer is a session
AROUND_HOURS = ("and", "comma", "slash", "colon", "stop", "left", "right")

# Hours


def spoken(token: Token) -> Hours:
    """Return the hours of « matin », « après-midi », « journée », which is said."""
    start, end = token.value
    words = {MORNING: "matin", AFTERNOON: "après-midi", EVENING: "soir"}
    word = words.get(token.value, "journée")
    return Hours(start, end, "spoken", (f"« {word} » lu comme {start.hour}h–{end.hour}h",))


def _bare_hour(token: Token) -> time | None:
    if token.kind == "hour":
        return token.value
    return time(token.value) if token.kind == "number" and 6 <= token.value <= 22 else None


@pattern("from between to open since hour number", reads="de 9 à 12h", leaves="12h, 14h")
def read_span(tokens: list[Token], at: int) -> Found | None:
    """Read « 9h30-11h30 », « de 9 à 12h », « entre 9h et 12h »."""
    begin = skip(tokens, at, "from", "between", "to", "open", "since")
    if tokens[begin - 1].value == "the" and tokens[begin].kind == "number":
        return None  # « à partir du 12 à 14h », not « de 12 à 14h »
    joints = ("dash", "to", "until", "slash", *["and"] * (tokens[at].kind == "between"))
    if [token.kind for token in tokens[begin : begin + 3]] == ["hour", "colon", "hour"]:
        joints = ("colon",)  # « 14 h : 16 h »
    last = skip(tokens, begin + 1, *joints)
    if tokens[at].kind == "from" and [t.kind for t in tokens[begin + 2 : begin + 4]] == [
        "to",
        "hour",
    ]:
        last = skip(tokens, begin + 1, "comma", "stop", *joints)  # « de 9h, à 11h »
    ahead = min(last, begin + 1 + (tokens[begin + 1].kind != "until"))
    ahead = skip(tokens, ahead, "comma", "left", "stop", "slash", "and")
    if tokens[ahead].kind == "until":  # « début 9h, fin 12h »
        last = skip(tokens, ahead, "colon", *joints)
    start, end = tokens[begin], tokens[last]
    if last == begin + 1 and not (start.kind == end.kind == "hour"):
        return None
    if start.kind == end.kind == "number":
        return bare_span(tokens, at, begin)
    if "hour" not in (start.kind, end.kind) or counts(tokens, last):
        return None
    if start.kind == "number" and start.value >= end.value.hour:
        return None
    hours = _bare_hour(start), _bare_hour(end)
    if None in hours:
        return None
    return _read_chain(tokens, begin) or ((Hours(*hours),), last + 1)


def bare_span(tokens: list[Token], at: int, begin: int) -> Found | None:
    """Read « 26/03 de 14 à 17 », « 26/03 8-12 et 13-17 »: hours, where a day comes right before."""
    start, joint, end, after, beyond, month = tokens[begin : begin + 6]
    if (start.kind, end.kind) != ("number", "number") or month.kind == "month":
        return None
    joined = joint.kind == "dash" or (joint.kind == "to" and joint.end - joint.start == 1)
    hours = _bare_hour(start), _bare_hour(end)
    dashed = after.kind == "dash" and beyond.kind in (
        "word",
        "room",
        "event",
        "main",
        "aside",
        "seat",
    )
    closed = dashed or (after.kind in ("end", *AROUND_HOURS) and beyond.kind != "month")
    if not (joined and closed and hours[0] and hours[1] and hours[0] < hours[1]):
        return None
    return ((Hours(*hours, notes=(BARE_HOURS,)),), begin + 3) if _dated(tokens, at) else None


def _dated(tokens: list[Token], at: int) -> bool:
    """Tell whether a whole day stands just before, other hours and signs between."""
    if not at or tokens[at - 1].kind not in ("date", "month", *AROUND_HOURS):
        return False
    kinds = [token.kind for token in tokens[max(0, at - 8) : at]]
    return "date" in kinds or ("number", "month") in pairwise(kinds)


def _read_chain(tokens: list[Token], at: int) -> Found | None:
    """Read a chain of hours, « 8h30 – 10h – 11h30 »: each one begins a session.

    An even chain says starts and ends, unless its steps are equal and short: « 8h/9h/10h/11h ».
    """
    joint, hours = tokens[at + 1].kind, [tokens[at].value]
    if tokens[at].kind != "hour" or joint not in ("dash", "slash"):
        return None
    while tokens[at + 1].kind == joint and tokens[at + 2].kind == "hour":
        at += 2
        hours.append(tokens[at].value)
    paired = 0 if len(hours) % 2 else _paired(hours)
    spans = zip(hours[:paired:2], hours[1:paired:2], strict=True)
    starts = [Hours(start, None) for start in hours[paired:]]
    return ((*(Hours(*span) for span in spans), *starts), at + 1) if len(hours) > 1 else None


def _paired(chain: list[time]) -> int:
    """Return how many hours of a chain are starts and ends: those before an even pace."""
    minutes = [hour.hour * 60 + hour.minute for hour in chain]
    steps = [after - before for before, after in pairwise(minutes)][::-1]
    pace = steps[0] if 0 < steps[0] <= 90 else 0
    even = sum(1 for _ in takewhile(lambda step: step == pace, steps))
    first = (len(steps) - even + 1) // 2 * 2
    return first if len(chain) - first > 2 else len(chain)


def counts(tokens: list[Token], at: int) -> bool:
    """Tell whether a bare number counts something or is a day: « 14h-16 mars », « 9h, 12 places »."""
    after = tokens[at + 1].kind
    return tokens[at].kind == "number" and after in ("seat", "session", "month", "minutes", "times")


@pattern("until to since open from hour", reads="jusqu’à 17h", leaves="9h-12h")
def read_hour(tokens: list[Token], at: int) -> Found | None:
    """Read one hour: « à 14h », « dès 9h », « jusqu’à 17h », « à partir de 9h »."""
    begin, until = at, tokens[at].kind == "until"
    at = skip(tokens, at, "until", "to", "since", "open", "from")
    if tokens[at].kind != "hour":
        return None
    hour = tokens[at].value
    if at == begin and (length := _length(tokens[at], at + 1)):
        return length  # « 26 mars 14h, 2h »
    if until:
        return (Hours(None, hour),), at + 1
    main = skip(tokens, at + 2, "word", "from") if tokens[at + 1].value == "pour" else at
    announced = tokens[main].kind == "main" and "hour" in [t.kind for t in tokens[main : main + 4]]
    return (Hours(hour, None, "arrival" if announced else "exact"),), at + 1


@pattern("arrival", reads="accueil à 13h30", leaves="accueil au lycée")
def read_arrival(tokens: list[Token], at: int) -> Found | None:
    """Read « accueil à 13h30 »: an hour of arrival where the sessions have their own."""
    at = skip(tokens, at + 1, "colon")
    phrases, end = read_span(tokens, at) or read_hour(tokens, at) or ((), at)
    return tuple(replace(p, kind="arrival") for p in phrases if isinstance(p, Hours)), end


@pattern("daypart", reads="matin", leaves="demi-journée")
def read_daypart(tokens: list[Token], at: int) -> Found | None:
    """Read « matin », « après-midi »."""
    return (spoken(tokens[at]),), at + 1


@pattern("number hour length left session times", reads="durée : 2h", leaves="(9h-12h)")
def read_length(tokens: list[Token], at: int) -> Found | None:
    """Read « durée : 2h », « 20 min par élève », « 14h (2h) »: not an hour of the clock."""
    kind = tokens[at].kind
    if kind == "number":
        return _read_minutes(tokens, at)
    if kind == "hour":
        main = [token.kind for token in tokens[at + 1 : at + 3]] == ["from", "main"]
        apiece, end = _skip_apiece(tokens, at + 1)
        return _length(tokens[at], end, each=apiece) if main or apiece else None
    begin = skip(tokens, at + 1, "from", "colon", "the")
    other = tokens[begin + 2].kind in ("hour", "number") and not counts(tokens, begin + 2)
    span = tokens[begin + 1].kind in ("dash", "to") and other
    if span:
        return None
    if tokens[begin].kind == "number" and kind in ("length", "session"):
        found = _read_minutes(tokens, begin)
        return found if found and found[0] else None
    apiece, end = _skip_apiece(tokens, begin + 1)
    return _length(tokens[begin], end, each=apiece)


def _length(token: Token, end: int, *, each: bool = False) -> Found | None:
    if token.kind != "hour" or token.value > time(4):
        return None
    return (Length(token.value.hour * 60 + token.value.minute, each),), end


def _read_minutes(tokens: list[Token], at: int) -> Found | None:
    """Read « de 90 minutes », the length of a session; step over « 20 min », that of one interview."""
    number, unit = tokens[at : at + 2]
    if unit.kind != "minutes" or unit.value != 1:
        return ((), at + 2) if unit.kind == "minutes" else None
    apiece, end = _skip_apiece(tokens, at + 2)
    before = [token.kind for token in tokens[max(0, at - 3) : at]]
    said = apiece or before[-1:] in (["from"], ["length"], ["left"], ["session"])
    lasts = LONGEST_INTERVIEW < number.value <= 240 and "break" not in before
    if not (said and lasts) or tokens[end].kind in ("per", "slash"):
        return (), end
    return (Length(number.value, apiece),), end


# Seats, numbers of sessions, and what is neither


@pattern("total most seat number word", reads="capacité : 12", leaves="12 séances")
def read_seats(tokens: list[Token], at: int) -> Found | None:
    """Read « 8 places », « max 12 élèves », « capacité : 12 », « total : 24 places », « 6 par heure »."""
    if tokens[at].kind == "word":
        return _read_paced(tokens, at)
    total = tokens[at].kind == "total"
    headed = tokens[at].kind == "seat" and (tokens[at + 1].kind == "colon" or _closes(tokens, at))
    kinds = ("most", "total", "colon", "from", "main", "per", "session", *["seat"] * total)
    begin = at + 1 + (tokens[at + 1].kind == "colon") if headed else skip(tokens, at, *kinds)
    number, counted = tokens[begin : begin + 2]
    sessions = begin > at and counted.kind == "session"  # « maximum 2 séances »
    dated = (headed or total) and counted.kind in ("month", "to", "dash")
    total = total or "total" in [token.kind for token in tokens[at:begin]]
    if number.kind != "number" or sessions or dated:
        return None
    held = counted.kind == "main" or counted.value in ("passage", "passages")
    if held and number.value >= FEWEST_HELD and begin == at and tokens[begin + 2].kind != "colon":
        return _read_rate(tokens, begin + 2, SeatCount(number.value)) or (
            (SeatCount(number.value),),
            begin + 2,
        )
    if held and (rate := _read_rate(tokens, begin + 2, SeatCount(number.value))):
        return rate  # « 1 entretien toutes les 20 minutes »
    after = skip(tokens, begin + 1, "seat", "most")
    about = at > 1 and tokens[at - 1].kind in ("to", "dash") and tokens[at - 2].kind == "number"
    if about and after > begin + 1:
        return (), after  # « 10 à 12 élèves »
    if rate := _read_rate(tokens, after, SeatCount(number.value)):
        return rate
    if after == begin + 1 and not (begin > at or _counts_again(tokens, at)):
        return None
    end = skip(tokens, after, "to", "in", "from", "the")
    if tokens[end].kind == "total":
        total, after = True, end + 1
    if total:
        return (speech.Total(number.value),), after
    per, unit = tokens[after].kind in ("per", "slash"), tokens[after + 1]
    units = ("session", "daypart", "halfday", "afternoon")
    each = per and (unit.kind in units or unit.value in ("date", "dates", "jour"))
    headed_each = "per" in [token.kind for token in tokens[at:begin]]
    apiece, after = _skip_apiece(tokens, after)
    juries = apiece and any(token.kind == "jury" for token in tokens[max(0, at - 4) : at])
    count = SeatCount(number.value, each or headed_each or apiece, per_jury=juries)
    return (count,), after + 2 * each


def _closes(tokens: list[Token], at: int) -> bool:
    """Tell whether « Places 12 » is all that a line says last."""
    return str(tokens[at].value).startswith("place") and tokens[at + 2].kind in (
        "end",
        "stop",
        "comma",
    )


def _skip_apiece(tokens: list[Token], at: int) -> tuple[bool, int]:
    """Step over « chacune », « à chaque fois »: what is counted holds for each."""
    end = skip(tokens, at, "to", "every")
    said = tokens[end].value in ("chacun", "chacune", "fois")
    return (True, end + 1) if said else (False, at)


def read_rate(text: str) -> SeatCount | None:
    """Return the rate that a whole text states: « 6 par heure », « 4/jury », else None."""
    tokens = [*read_tokens(text), *[END] * 8]
    phrases, end = read_seats.read(tokens, 0) or ((), 0)
    found = phrases[0] if phrases and tokens[end].kind == "end" else None
    rated = isinstance(found, SeatCount) and (found.per_minutes or found.per_jury)
    return found if isinstance(found, SeatCount) and rated else None


def _read_paced(tokens: list[Token], at: int) -> Found | None:
    """Read « un élève toutes les 20 min »; « un » alone counts nothing."""
    if tokens[at].value != "un" or tokens[at + 1].kind not in ("seat", "main"):
        return None
    return _read_rate(tokens, at + 2, SeatCount(1))


def _read_rate(tokens: list[Token], at: int, seats: SeatCount) -> Found | None:
    """Read what makes a number of seats a rate: « par heure », « / jury », « toutes les 30 min »."""
    begin = at
    while tokens[at].kind in ("per", "slash", "every", "to", "from"):
        unit = skip(tokens, at + 1, "the")
        if tokens[unit].kind == "jury":
            seats, at = replace(seats, per_jury=True), unit + 1
        elif (length := _read_pace(tokens, unit)) and (
            tokens[at].kind not in ("to", "from")
            or tokens[unit - 1].kind == "the"  # « à l’heure », not « à 14h »
        ):
            seats, at = replace(seats, per_minutes=length[0]), length[1]
        else:
            break
        at = skip(tokens, at, "and", "comma") if tokens[at + 1].kind in ("per", "slash") else at
    return ((seats,), at) if at > begin else None


def _read_pace(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """Read the minutes of « heure », « 20 min », « quart d’heure », « demi-heure », and their end."""
    token = tokens[at]
    part = {"quart": 15, "quarts": 15, "demi": 30, "demie": 30, "demies": 30}.get(str(token.value))
    if part and tokens[hour := skip(tokens, at + 1, "from", "dash")].value == 60:
        return part, hour + 1
    if token.kind == "number" and tokens[at + 1].kind == "minutes":
        return max(1, token.value * tokens[at + 1].value), at + 2
    if token.kind == "hour" and time(0) < token.value <= time(4):  # « toutes les 1h30 »
        return token.value.hour * 60 + token.value.minute, at + 1
    if token.kind == "minutes" or token.value == "h":
        return 60 if token.value == "h" else token.value, at + 1
    return None


def _counts_again(tokens: list[Token], at: int) -> bool:
    """Tell whether a number counts seats as one before it did: « 10 élèves le 26/03 et 12 le 02/04 »."""
    joined = tokens[at - 1].kind in ("and", "comma") and tokens[at + 1].kind in ("the", "to")
    counted = any(token.kind == "seat" for token in tokens[max(0, at - 8) : at])
    return joined and counted and tokens[at + 2].kind in ("date", "daypart")


@pattern("class intake number", reads="24 places en classe", leaves="24 places en mars")
def read_class(tokens: list[Token], at: int) -> Found | None:
    """Step over the places of a class: « capacité d’accueil : 15 », « 24 places en classe »."""
    kind = tokens[at].kind
    if kind != "number":
        number = skip(tokens, at + 1, "from", "to", "the", "colon", "class", "most")
        end = skip(tokens, number + 1, "seat", "most")
        said = end > number + 1 or (kind == "intake" and tokens[end].kind != "month")
        return ((Remark(CLASS),), end) if tokens[number].kind == "number" and said else None
    end = skip(tokens, at + 1, "seat", "most")
    if end == at + 1 or tokens[end].kind not in ("in", "from", "per", "to"):
        return None
    named = skip(tokens, end, "in", "from", "per", "to", "the")
    ranked = tokens[end].kind == "in" and tokens[named].kind == "noise"  # « 24 places en 2de »
    return ((Remark(CLASS),), named + 1) if ranked or tokens[named].kind == "class" else None


@pattern("left", reads="18/03 (10)", leaves="salle (10)")
def read_bracketed(tokens: list[Token], at: int) -> Found | None:
    """Read « 18/03 (10), 25/03 (12) »: a number alone in brackets after a day or an hour is its seats."""
    dated = at > 0 and tokens[at - 1].kind in ("date", "month", "hour")
    number, right = tokens[at + 1 : at + 3]
    if not dated or (number.kind, right.kind) != ("number", "right") or number.value > 99:
        return None
    return (SeatCount(number.value, notes=(BRACKETED,)),), at + 3


@pattern("number", reads="3 séances de 15 élèves", leaves="40 séances")
def read_count(tokens: list[Token], at: int) -> Found | None:
    """Read « 3 séances de 15 élèves », « 2 x 12 places »."""
    number, counted = tokens[at].value, tokens[at + 1].kind
    if counted not in ("session", "times") or not 1 <= number <= 30:
        return None
    if length := read_length(tokens, at + 1):
        return (Count(number), *length[0]), length[1]
    slot = skip(tokens, at + 2, "from")
    lasts = [token.kind for token in tokens[slot : slot + 2]] == ["number", "minutes"]
    if lasts and 5 <= tokens[slot].value <= 30:  # « 12 créneaux de 15 min »: one pupil each
        return (SeatCount(number),), slot + 2
    end = skip(tokens, at + 2, "from", "word") if counted == "session" else at + 2
    count = Count(number, daily=tokens[at + 2].kind == "per")
    if tokens[end].kind != "number" or tokens[end + 1].kind in ("minutes", "month"):
        return (count,), at + 2
    return (count, SeatCount(tokens[end].value)), skip(tokens, end + 1, "seat", "most")


@pattern("session", reads="par groupe de 12", leaves="groupe de travail")
def read_group(tokens: list[Token], at: int) -> Found | None:
    """Read « groupes de 12 », « séances de 12 élèves »; step over « séance 1 : », a label."""
    number = skip(tokens, at + 1, "from")
    if tokens[number - 1].value == "the":  # « les créneaux du 19 mars »
        return None
    if "group" in tokens[at].value and number > at + 1 and tokens[number].kind == "date":
        return (), number + 1  # « groupes de 10/12 »
    dated = number > at + 1 and tokens[number + 1].kind == "month"  # « séance du 13 mars »
    if tokens[number].kind != "number" or dated:
        return None
    after = skip(tokens, number + 1, "seat", "most")
    about = tokens[after].kind in ("to", "dash") and tokens[after + 1].kind == "number"
    counted = "group" in tokens[at].value or after > number + 1
    if number > at + 1 and counted and not about and tokens[after].kind not in ("minutes", "month"):
        return (SeatCount(tokens[number].value, each=True),), after
    joints = ("the", "colon", "weekday", "date", "left")
    labels = (*joints, "dash") if tokens[at].value in ("one", "group") else joints
    if number == at + 1 and tokens[number + 1].kind not in labels:
        return None
    return (), skip(tokens, number + 1, "seat", "most", "dash")


@pattern("jury number", reads="2 jurys de 3 personnes", leaves="2 personnes")
def read_jury(tokens: list[Token], at: int) -> Found | None:
    """Read « 2 jurys de 3 personnes »: juries are neither sessions nor seats, nor is their size."""
    jury = skip(tokens, at, "number")
    if tokens[jury].kind != "jury":
        return None
    number = skip(tokens, jury + 1, "from")
    sized = number > jury + 1 and tokens[number].kind == "number"
    juries = (speech.Juries(tokens[at].value),) if jury == at + 1 and tokens[at].value else ()
    return juries, skip(tokens, number + 1, "seat") if sized else jury + 1
