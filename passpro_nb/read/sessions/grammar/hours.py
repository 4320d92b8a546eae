"""Hours in words: tokens → spans of hours, starts, parts of the day, lengths."""

from dataclasses import replace
from datetime import time
from itertools import pairwise, takewhile

from passpro_nb.read.sessions.grammar.speech import Found, Hours, Length, Slot, pattern
from passpro_nb.read.sessions.words.tokens import Token, skip
from passpro_nb.read.sessions.words.vocabulary import AFTERNOON, EVENING, MORNING

BARE_HOURS = "deux nombres nus après un jour sont lus comme des heures"
AROUND_HOURS = ("and", "comma", "slash", "colon", "stop", "left", "right")
LONGEST_INTERVIEW = 45  # minutes; what lasts longer is a session
LONGEST, EARLIEST = time(4), time(7)  # how long a session lasts, when it begins


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
    if last == begin + 1 and _is_listed(tokens, last):
        return None
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


def _is_listed(tokens: list[Token], at: int) -> bool:
    """Tell « 9h 10h, 11h », three hours of a list, from « 9h 10h, 11h 12h »."""
    sign, hour, after = tokens[at + 1 : at + 4]
    return (
        sign.kind in ("comma", "and")
        and hour.kind == "hour"
        and after.kind in ("end", "stop", "comma", "and", "left")
    )


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
    if tokens[at].kind == joint == tokens[at + 2].kind == "hour":  # « 14h 15h 16h »
        hours = [each.value for each in takewhile(lambda t: t.kind == "hour", tokens[at : at + 9])]
        at += len(hours) - 1
    elif tokens[at].kind != "hour" or joint not in ("dash", "slash"):
        return None
    while tokens[at + 1].kind == joint and tokens[at + 2].kind == "hour":
        at += 2
        hours.append(tokens[at].value)
    starts = len(hours) % 2 or (joint == "slash" and _is_paced(hours))
    paired = 0 if starts else _paired(hours)
    spans = zip(hours[:paired:2], hours[1:paired:2], strict=True)
    alone = (Hours(start, None) for start in hours[paired:])
    return ((*(Hours(*span) for span in spans), *alone), at + 1) if len(hours) > 1 else None


def _is_paced(chain: list[time]) -> bool:
    """Tell « 10h / 11h / 14h / 15h », an even pace that lunch breaks."""
    minutes = [hour.hour * 60 + hour.minute for hour in chain]
    steps = [after - before for before, after in pairwise(minutes)]
    breaks = [step for step in steps if step != steps[0]]
    return len(steps) > 2 and 0 < steps[0] <= 90 and len(breaks) == 1 and breaks[0] > steps[0]


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
    lasts = at == begin or tokens[begin].value in ("d", "de")  # « d’1h30 », « 26 mars 14h, 2h »
    if lasts and (length := _length(tokens[at], at + 1)):
        return length
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
        apiece, end = skip_apiece(tokens, at + 1)
        return _length(tokens[at], end, each=apiece) if main or apiece else None
    begin = skip(tokens, at + 1, "from", "colon", "the")
    other = tokens[begin + 2].kind in ("hour", "number") and not counts(tokens, begin + 2)
    span = tokens[begin + 1].kind in ("dash", "to") and other
    if span and not (kind == "session" and _begins_late(tokens, begin)):
        return None
    if tokens[begin].kind == "number" and kind in ("length", "session"):
        found = _read_minutes(tokens, begin)
        return found if found and found[0] else None
    apiece, end = skip_apiece(tokens, begin + 1)
    return _length(tokens[begin], end, each=apiece)


def _begins_late(tokens: list[Token], at: int) -> bool:
    """Tell « séances de 2h à 8h et à 10h », whose second hour begins the first session."""
    length, joint, start = tokens[at : at + 3]
    hours = (length.kind, joint.kind, start.kind) == ("hour", "to", "hour")
    return bool(hours and length.value <= LONGEST and start.value >= EARLIEST)


def _length(token: Token, end: int, *, each: bool = False) -> Found | None:
    if token.kind != "hour" or token.value > LONGEST:
        return None
    return (Length(token.value.hour * 60 + token.value.minute, each),), end


def _read_minutes(tokens: list[Token], at: int) -> Found | None:
    """Read « de 90 minutes », the length of a session; step over « 20 min », that of one interview."""
    number, unit = tokens[at : at + 2]
    if unit.kind != "minutes":
        return None
    if unit.value != 1:  # « d’une heure »
        lasts = tokens[at - 1].kind in ("from", "length") and number.value < 5
        return ((Length(60 * number.value),) if lasts else ()), at + 2
    apiece, end = skip_apiece(tokens, at + 2)
    before = [token.kind for token in tokens[max(0, at - 3) : at]]
    said = apiece or before[-1:] in (["from"], ["length"], ["left"], ["session"])
    lasts = LONGEST_INTERVIEW < number.value <= 240 and "break" not in before
    session = tokens[at - 2].kind in ("mode", "session") or before[-1:] == ["length"]
    if (
        session
        and 20 <= number.value <= LONGEST_INTERVIEW
        and tokens[end].kind not in ("per", "slash")
    ):
        return (Length(number.value, apiece, turn=tokens[at - 2].value != "collective"),), end
    if not (said and lasts) or tokens[end].kind in ("per", "slash"):
        slot = "session" in before and number.value >= 5
        return ((Slot(number.value),) if slot else ()), end
    return (Length(number.value, apiece),), end


def skip_apiece(tokens: list[Token], at: int) -> tuple[bool, int]:
    """Step over « chacune », « à chaque fois »: what is counted holds for each."""
    end = skip(tokens, at, "to", "every")
    said = tokens[end].value in ("chacun", "chacune", "fois")
    return (True, end + 1) if said else (False, at)
