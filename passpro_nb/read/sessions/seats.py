"""Seats in words: tokens → seats, number of sessions, and sizes that are no seats."""

from __future__ import annotations

from passpro_nb.read.sessions.hours import read_length
from passpro_nb.read.sessions.phrases import Count, Found, Remark, Seats
from passpro_nb.read.sessions.words import Token, skip

CLASS = "des places de la classe, non d’entretien, laissées de côté"
BRACKETED = "un nombre entre parenthèses après un jour ou une heure est lu comme ses places"


_BEFORE_SEATS = ("colon", "from", "main", "per", "session")


def read_seats(tokens: list[Token], at: int) -> Found | None:
    """Read « 8 places », « max 12 élèves », « capacité : 12 », « total : 24 places »."""
    total = tokens[at].kind == "total"
    headed = tokens[at].kind == "seat" and tokens[at + 1].kind == "colon"
    begin = at + 2 if headed else skip(tokens, at, "most", "total", *_BEFORE_SEATS)
    if tokens[begin].kind != "number" or tokens[at].kind in _BEFORE_SEATS:
        return None
    if begin > at and tokens[begin + 1].kind == "session":
        return None  # « maximum 2 séances »
    if headed and tokens[begin + 1].kind in ("month", "to", "dash"):
        return None
    number, after = tokens[begin].value, begin + 1
    after = skip(tokens, after, "seat", "most")
    if after == begin + 1 and not (begin > at or _counts_again(tokens, at)):
        return None
    end = skip(tokens, after, "to", "in", "from", "the")
    if tokens[end].kind == "total":
        total, after = True, end + 1
    if tokens[after].kind == "per" and tokens[after + 1].kind in ("minutes", "jury"):
        return (), after + 2  # « 4 élèves par heure », « 6 par jury »: a pace, not seats
    each = tokens[after].kind == "per" and _is_session(tokens[after + 1])
    headed_each = "per" in [token.kind for token in tokens[at:begin]]
    return (Seats(number, total, each or headed_each),), after + 2 * each


def read_class(tokens: list[Token], at: int) -> Found | None:
    """Step over the places of a class: « capacité d’accueil : 15 », « 24 places en classe »."""
    kind = tokens[at].kind
    if kind in ("class", "intake"):
        number = skip(tokens, at + 1, "from", "to", "the", "colon", "class")
        end = skip(tokens, number + 1, "seat", "most")
        said = end > number + 1 or (kind == "intake" and tokens[end].kind != "month")
        return ((Remark(CLASS),), end) if tokens[number].kind == "number" and said else None
    end = skip(tokens, at + 1, "seat", "most")
    if kind != "number" or end == at + 1 or tokens[end].kind not in ("in", "from", "per", "to"):
        return None
    named = skip(tokens, end, "in", "from", "per", "to", "the")
    ranked = tokens[end].kind == "in" and tokens[named].kind == "noise"  # « 24 places en 2de »
    return ((Remark(CLASS),), named + 1) if ranked or tokens[named].kind == "class" else None


def _is_session(token: Token) -> bool:
    return token.kind == "session" or token.value in ("date", "dates")


def _counts_again(tokens: list[Token], at: int) -> bool:
    """Tell whether a number counts seats as one before it did: « 10 élèves le 26/03 et 12 le 02/04 »."""
    joined = tokens[at - 1].kind in ("and", "comma") and tokens[at + 1].kind == "the"
    counted = any(token.kind == "seat" for token in tokens[max(0, at - 8) : at])
    return joined and counted and tokens[at + 2].kind == "date"


def read_bracketed(tokens: list[Token], at: int) -> Found | None:
    """Read « 18/03 (10), 25/03 (12) »: a number alone in brackets after a day or an hour is its seats."""
    left, number, right = tokens[at : at + 3]
    dated = at > 0 and tokens[at - 1].kind in ("date", "month", "hour")
    if not dated or (left.kind, number.kind, right.kind) != ("left", "number", "right"):
        return None
    return ((Seats(number.value, notes=(BRACKETED,)),), at + 3) if number.value <= 99 else None


def read_count(tokens: list[Token], at: int) -> Found | None:
    """Read « 3 séances de 15 élèves », « 2 x 12 places »."""
    if tokens[at].kind != "number" or tokens[at + 1].kind not in ("session", "times"):
        return None
    if not 1 <= tokens[at].value <= 30:
        return None
    if length := read_length(tokens, at + 1):
        return (Count(tokens[at].value), *length[0]), length[1]
    if minutes := _slot_end(tokens, at):
        return (Seats(tokens[at].value),), minutes
    end = skip(tokens, at + 2, "from", "word") if tokens[at + 1].kind == "session" else at + 2
    daily = tokens[at + 2].kind == "per"
    seated = tokens[end].kind == "number" and tokens[end + 1].kind not in ("minutes", "month")
    if not seated:
        return (Count(tokens[at].value, daily),), at + 2
    after = skip(tokens, end + 1, "seat", "most")
    return (Count(tokens[at].value, daily), Seats(tokens[end].value)), after


def _slot_end(tokens: list[Token], at: int) -> int | None:
    """Return where « 12 créneaux de 15 min » ends: one pupil each; not « 4 séances d’une heure »."""
    number = skip(tokens, at + 2, "from")
    slot = [token.kind for token in tokens[number : number + 2]] == ["number", "minutes"]
    return number + 2 if slot and 5 <= tokens[number].value <= 30 else None


def read_group(tokens: list[Token], at: int) -> Found | None:
    """Step over « par groupe de 12 », a size, and « séance 1 : », a label; « séances de 12 » has seats."""
    if tokens[at].kind != "session":
        return None
    number = skip(tokens, at + 1, "from")
    if number > at + 1 and "group" not in tokens[at].value and tokens[number + 1].kind == "seat":
        return (Seats(tokens[number].value, each=True),), number + 2
    joints = ("the", "colon", "weekday", "date", "left")
    labels = (*joints, "dash") if tokens[at].value in ("one", "group") else joints
    labelled = tokens[number + 1].kind in labels
    if tokens[number].kind != "number" or (number == at + 1 and not labelled):
        return None
    return (), skip(tokens, number + 1, "seat", "most", "dash")


def read_jury(tokens: list[Token], at: int) -> Found | None:
    """Step over « 2 jurys de 3 personnes »: juries are neither sessions nor seats."""
    jury = skip(tokens, at, "number")
    if tokens[jury].kind != "jury":
        return None
    number = skip(tokens, jury + 1, "from")
    sized = number > jury + 1 and tokens[number].kind == "number"
    return (), skip(tokens, number + 1, "seat") if sized else jury + 1
