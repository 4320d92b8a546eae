"""Hours in words: tokens → spans, starts, parts of the day, lengths."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import pairwise

from passpro_nb.read.sessions.phrases import Found, Hours, Length
from passpro_nb.read.sessions.words import Token, skip, span_words

BARE_HOURS = "deux nombres nus après un jour sont lus comme des heures"


def spoken(token: Token) -> Hours:
    """Return the hours of « matin », « après-midi », « journée », which is said."""
    start, end = token.value
    return Hours(start, end, "spoken", (span_words(start, end),))


def _bare_hour(token: Token) -> time | None:
    if token.kind == "hour":
        return token.value
    return time(token.value) if token.kind == "number" and 6 <= token.value <= 22 else None


_HOUR_JOINTS = ("dash", "to", "until", "slash")


def read_span(tokens: list[Token], at: int) -> Found | None:
    """Read « 9h30-11h30 », « de 9 à 12h », « entre 9h et 12h »."""
    lead = tokens[at].kind
    begin = skip(tokens, at, "from", "between", "to", "open", "since")
    if tokens[begin - 1].value == "the" and tokens[begin].kind == "number":
        return None  # « à partir du 12 à 14h », not « de 12 à 14h »
    joints = (*_HOUR_JOINTS, "and") if lead == "between" else _HOUR_JOINTS
    last = skip(tokens, begin + 1, *joints)
    if tokens[skip(tokens, last, "comma", "left")].kind == "until":  # « début 9h, fin 12h »
        last = skip(tokens, last, "comma", "left", "colon", *joints)
    start, end = tokens[begin], tokens[last]
    if last == begin + 1 and not (start.kind == end.kind == "hour"):
        return None
    if start.kind == end.kind == "number":
        return read_bare_span(tokens, at, begin)
    if "hour" not in (start.kind, end.kind) or counts(tokens, last):
        return None
    if start.kind == "number" and start.value >= end.value.hour:
        return None
    hours = _bare_hour(start), _bare_hour(end)
    if None in hours:
        return None
    return _read_starts(tokens, begin) or ((Hours(*hours),), last + 1)


def read_bare_span(tokens: list[Token], at: int, begin: int) -> Found | None:
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


def counts(tokens: list[Token], at: int) -> bool:
    """Tell whether a bare number counts something or is a day: « 14h-16 mars », « 9h, 12 places »."""
    after = tokens[at + 1].kind
    return tokens[at].kind == "number" and after in ("seat", "session", "month", "minutes", "times")


def read_hour(tokens: list[Token], at: int) -> Found | None:
    """Read one hour: « à 14h », « dès 9h », « jusqu’à 17h », « à partir de 9h »."""
    begin, until = at, tokens[at].kind == "until"
    at = skip(tokens, at, "until", "to", "since", "open", "from")
    if tokens[at].kind != "hour":
        return None
    hour = tokens[at].value
    if at == begin and (length := _length(tokens[at], at + 1)):
        return length  # « 26 mars 14h, 2h »
    return ((Hours(None, hour) if until else Hours(hour, None),), at + 1)


def read_arrival(tokens: list[Token], at: int) -> Found | None:
    """Read « accueil à 13h30 »: an hour of arrival where the sessions have their own."""
    if tokens[at].kind != "arrival":
        return None
    at = skip(tokens, at + 1, "colon")
    phrases, end = read_span(tokens, at) or read_hour(tokens, at) or ((), at)
    arrival = [replace(hours, kind="arrival") for hours in phrases if isinstance(hours, Hours)]
    return tuple(arrival), end


def read_daypart(tokens: list[Token], at: int) -> Found | None:
    """Read « matin », « après-midi »."""
    return ((spoken(tokens[at]),), at + 1) if tokens[at].kind == "daypart" else None


def read_length(tokens: list[Token], at: int) -> Found | None:
    """Read « durée : 2h », « 20 min par élève », « 14h (2h) »: not an hour of the clock."""
    if tokens[at].kind == "number" and tokens[at + 1].kind == "minutes":
        return (), at + 2
    if [token.kind for token in tokens[at + 1 : at + 3]] == ["from", "main"]:
        return _length(tokens[at], at + 1)
    if tokens[at].kind not in ("length", "left", "session", "times"):
        return None
    begin = skip(tokens, at + 1, "from", "colon", "the")
    other = tokens[begin + 2].kind in ("hour", "number") and not counts(tokens, begin + 2)
    span = tokens[begin + 1].kind in ("dash", "to") and other
    return None if span else _length(tokens[begin], begin + 1)


def _length(token: Token, end: int) -> Found | None:
    if token.kind != "hour" or token.value > time(4):
        return None
    return (Length(token.value.hour * 60 + token.value.minute),), end
