"""Quantities in words: tokens → seats, rates, totals, numbers of sessions, and sizes left out."""

import re
from dataclasses import replace
from datetime import time

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.hours import read_length, skip_apiece
from passpro_nb.read.sessions.grammar.speech import Count, Found, Remark, SeatCount, pattern
from passpro_nb.read.sessions.words.tokens import END, Token, read_tokens, skip
from passpro_nb.read.sessions.words.vocabulary import words_of

MOST_SEATS = 999  # « effectif 2024 : 12 »
COUNTED = 20  # tokens from the seats that a number counts again, at most
CLASS = "des places de la classe, non d’entretien, laissées de côté"
BRACKETED = "un nombre entre parenthèses après un jour ou une heure est lu comme ses places"
FEWEST_HELD = (
    5  # « 12 entretiens le 18 mars » are those of 12 pupils, « 2 entretiens » two sessions
)
_BEFORE_TIMES = words_of("date month hour daypart mode main comma stop left right colon dash slash")
_AFTER_TIMES = words_of("end stop comma left right colon dash slash mode date weekday the")
_CLOSES = words_of("end stop comma left right colon")  # « séances collectives de 12 : »
_WITHIN = {"dans", "pour"}
_GROUP = re.compile(
    r"\b(?:groupes?|gr|gpe) ?(?:\d|(?-i:[A-D]))\b|\b(?:par|chaque) groupe\b|/ ?groupe\b",
    re.IGNORECASE,
)
_LEVELS = {"cap", "bac", "bep", "seconde", "premiere", "terminale"}


@pattern("total most seat number times word", reads="capacité : 12", leaves="12 séances")
def read_seats(tokens: list[Token], at: int) -> Found | None:
    """Read « 8 places », « max 12 élèves », « capacité : 12 », « total : 24 places », « 6 par heure »."""
    if tokens[at].kind == "word":
        return _read_paced(tokens, at)
    if tokens[at].kind == "times":
        return _read_times(tokens, at)
    total = tokens[at].kind == "total"
    headed = tokens[at].kind == "seat" and (tokens[at + 1].kind == "colon" or _closes(tokens, at))
    kinds = ("most", "total", "colon", "from", "main", "per", "session", *["seat"] * total)
    unit = (
        at + 3 if tokens[at].kind == "seat" and _is_each(tokens, at + 1) else at
    )  # « places par séance : 12 »
    each_headed = unit > at and tokens[unit].kind == "colon"
    begin = at + 1 + (tokens[at + 1].kind == "colon") if headed else skip(tokens, at, *kinds)
    begin = unit + 1 if each_headed else begin
    number, counted = tokens[begin : begin + 2]
    sessions = begin > at and counted.kind == "session"  # « maximum 2 séances »
    listed = counted.kind in ("and", "comma") and _lists_days(tokens, begin)
    dated = (headed or total) and (listed or counted.kind in ("month", "to", "dash"))
    total = total or "total" in [token.kind for token in tokens[at:begin]]
    if number.kind != "number" or number.value > MOST_SEATS or sessions or dated:
        return None
    if held := _read_held(tokens, begin, alone=begin == at):
        return held
    after = skip(tokens, begin + 1, "seat", "most")
    if after > begin + 1 and (_is_about(tokens, at) or _is_so_far(tokens, after)):
        return (), after
    if _is_shared(tokens, begin, after):
        return (), after
    if rate := _read_rate(tokens, after, SeatCount(number.value)):
        return rate
    alone = not (begin > at or _counts_again(tokens, at) or _is_each(tokens, after))
    if after == begin + 1 and alone:
        return None
    end = skip(tokens, after, "to", "in", "from", "the")
    if tokens[end].kind == "total":
        total, after = True, end + 1
    if total:
        return (speech.Total(number.value),), after
    if _is_spread(tokens, after):
        return (speech.Total(number.value),), after
    each = _is_each(tokens, after) or _is_each_weekday(tokens, at, after)
    headed_each = "per" in [token.kind for token in tokens[at:begin]]
    apiece, after = skip_apiece(tokens, after)
    jury = next((n for n in range(max(1, at - 4), at) if tokens[n].kind == "jury"), 0)
    juries = jury > 0 and (apiece or tokens[jury - 1].value == "chaque")
    count = SeatCount(number.value, each or headed_each or apiece, per_jury=juries)
    return (count,), after + 2 * each


def _read_held(tokens: list[Token], at: int, *, alone: bool) -> Found | None:
    """Read « 8 entretiens », « 12 passages », « 1 entretien toutes les 20 minutes »."""
    number, counted, after = tokens[at : at + 3]
    if counted.kind not in ("main", "appointment") and counted.value not in ("passage", "passages"):
        return None
    seats = SeatCount(number.value)
    if rate := _read_rate(tokens, at + 2, seats):
        return rate
    many = alone and number.value >= FEWEST_HELD and after.kind != "colon"
    return ((seats,), at + 2) if many else None


def _read_times(tokens: list[Token], at: int) -> Found | None:
    """Read « 9h-11h, x12 », so many places; « x2 » may be two sessions."""
    number, after = tokens[at + 1 : at + 3]
    beside = at == 0 or tokens[at - 1].kind in _BEFORE_TIMES
    closed = after.kind in _AFTER_TIMES
    if number.kind != "number" or not FEWEST_HELD <= number.value <= MOST_SEATS:
        return None
    return ((SeatCount(number.value),), at + 2) if beside and closed else None


def _lists_days(tokens: list[Token], at: int) -> bool:
    """Tell the days of « candidats : 13, 20 et 27 mars » from « places : 12, 20 mars »."""
    end = skip(tokens, at, "number", "comma", "and")
    joints = [token.kind for token in tokens[at:end]]
    return tokens[end].kind == "month" and joints[-2:] == ["and", "number"]


def _is_about(tokens: list[Token], at: int) -> bool:
    """Tell « 10 à 12 élèves », « entre 40 et 50 candidats », which are no number of seats."""
    between = tokens[max(0, at - 3)].kind == "between" and tokens[at - 1].kind == "and"
    joined = tokens[at - 1].kind in ("to", "dash") or between
    room = tokens[max(0, at - 3)].kind == "room"  # « bât. 3 - 25 élèves »
    return at > 1 and joined and tokens[at - 2].kind == "number" and not room


def _is_so_far(tokens: list[Token], at: int) -> bool:
    """Tell « 4 candidats seulement à ce jour », who are those that asked, from the seats."""
    at = skip(tokens, at, "only")
    return [token.value for token in tokens[at + 1 : at + 3]] == ["ce", "jour"]


def _is_shared(tokens: list[Token], at: int, end: int) -> bool:
    """Tell « 24 places (deux groupes de 12 … », a total that its groups say again."""
    left, groups, named, _, size = tokens[end : end + 5]
    if (left.kind, groups.kind, named.value, size.kind) != ("left", "number", "groups", "number"):
        return False
    return bool(groups.value * size.value == tokens[at].value)


def _is_each(tokens: list[Token], at: int) -> bool:
    """Tell « par séance », « / groupe », « par date », not the other half of « matin 8 places / après-midi 10 »."""
    unit = tokens[at + 1]
    units = ("session", "daypart", "halfday", "afternoon")
    named = unit.kind in units or unit.value in ("date", "dates", "jour", "fois")
    other = tokens[at].kind == "slash" and tokens[at + 2].kind in ("number", "hour", "colon")
    return tokens[at].kind in ("per", "slash") and named and not other


def _is_each_weekday(tokens: list[Token], begin: int, at: int) -> bool:
    """Tell « 12/3, 19/3 …, 10 places chaque mercredi », after the days, from « 10 élèves chaque mardi à 14h »."""
    said, named, after = tokens[at : at + 3]
    closed = after.kind in ("end", "stop", "comma", "right")
    dated = any(
        token.kind in ("date", "month") for token in tokens[max(0, begin - COUNTED) : begin]
    )
    return said.kind in ("every", "per") and named.kind == "weekday" and closed and dated


def _is_spread(tokens: list[Token], at: int) -> bool:
    """Tell « 24 candidats répartis sur 2 séances », « à répartir sur », of all of them together."""
    at = skip(tokens, at, "to")
    if not str(tokens[at].value).startswith(("repart", "sur")):
        return False
    number = skip(tokens, at + 1, "word", "in", "the")
    unit = tokens[number + 1]
    spread = unit.kind in ("session", "halfday", "weekday") or unit.value in ("jours", "dates")
    return tokens[number].kind == "number" and spread


def _closes(tokens: list[Token], at: int) -> bool:
    """Tell whether « Places 12 » is all that a line says last."""
    return str(tokens[at].value).startswith("place") and tokens[at + 2].kind in (
        "end",
        "stop",
        "comma",
    )


def is_grouped(seats: SeatCount, text: str) -> bool:
    """Tell « groupe 1 : 26 mars, 9h-10h30 (12 élèves) », who are received together."""
    return seats.grouped or (seats.number > 1 and _GROUP.search(text) is not None)


def read_rate(text: str) -> SeatCount | None:
    """Return the rate that a whole text states: « 6 par heure », « 4/jury », else None."""
    tokens = [*read_tokens(text), *[END] * 8]
    phrases, end = read_seats.read(tokens, 0) or ((), 0)
    found = phrases[0] if phrases and tokens[end].kind == "end" else None
    rated = isinstance(found, SeatCount) and (found.per_minutes or found.per_jury)
    return found if isinstance(found, SeatCount) and rated else None


def _read_paced(tokens: list[Token], at: int) -> Found | None:
    """Read « un élève toutes les 20 min », « 9h, 9h20, 9h40, un par créneau »; « un » alone counts nothing."""
    if tokens[at].value != "un" or tokens[at + 1].kind not in ("seat", "main"):
        return None
    if tokens[at + 3].kind == "session" and _is_each(tokens, at + 2) and _lists_starts(tokens, at):
        return (SeatCount(1, each=True),), at + 4
    return _read_rate(tokens, at + 2, SeatCount(1))


def _lists_starts(tokens: list[Token], at: int) -> bool:
    """Tell whether three hours of a list at least stand just before: « 9h, 9h20, 9h40, … »."""
    kinds = [token.kind for token in tokens[max(0, at - 6) : at]]
    while kinds and kinds[-1] in ("comma", "dash", "left", "colon", "stop"):
        kinds.pop()
    return kinds[-5:] in (
        [*["hour", "comma"] * 2, "hour"],
        ["hour", "comma", "hour", "and", "hour"],
    )


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
    closing = tokens[at].kind in ("end", "stop")
    return ((replace(seats, each=seats.each or closing),), at) if at > begin else None


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
    before, after = tokens[at - 1].kind, [token.kind for token in tokens[at + 1 : at + 5]]
    joined = before in ("and", "comma", "colon") and after[:1] in (["the"], ["to"])
    counted = any(token.kind == "seat" for token in tokens[max(0, at - COUNTED) : at])
    dated = after[1:2] in (["date"], ["daypart"]) or after[1:] == ["weekday", "number", "month"]
    again = after[:2] == ["the", "number"] and after[2:3] in (["end"], ["stop"], ["comma"])
    return joined and counted and (dated or again)  # « 10 places le 12, 8 le 19 »


@pattern("class intake most number", reads="24 places en classe", leaves="24 places en mars")
def read_class(tokens: list[Token], at: int) -> Found | None:
    """Step over the places of a class: « capacité d’accueil : 15 », « 24 places en classe »."""
    kind = tokens[at].kind
    if kind == "most":  # « capacité : 24 places dans la section »
        number = skip(tokens, at + 1, "colon", "from", "to", "the")
        return read_class.read(tokens, number) if tokens[number].kind == "number" else None
    if kind != "number":
        number = skip(tokens, at + 1, "from", "to", "the", "colon", "class", "most")
        end = skip(tokens, number + 1, "seat", "most")
        said = end > number + 1 or (kind == "intake" and tokens[end].kind != "month")
        return ((Remark(CLASS),), end) if tokens[number].kind == "number" and said else None
    end = skip(tokens, at + 1, "seat", "most")
    joint = tokens[end]
    if end == at + 1 or not (joint.kind in ("in", "from", "per", "to") or joint.value in _WITHIN):
        return None
    if joint.value == "pour" and [t.kind for t in tokens[end + 1 : end + 3]] == ["number", "seat"]:
        return (Remark(CLASS),), end + 3  # « 48 candidats pour 15 places »
    named = skip(tokens, end + 1, "in", "from", "per", "to", "the")
    place = str(tokens[at + 1].value).startswith("pl")
    level = tokens[named].kind == "noise" or (place and tokens[named].value in _LEVELS)
    ranked = joint.kind == "in" and level  # « 24 places en 2de », « en CAP »
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
    known = at > 0 and (tokens[at - 1].kind == "the" or tokens[at - 1].value in ("ces", "nos"))
    if known and tokens[at + 2].kind == "word":
        return (), at + 2  # « ces trois séances se déroulent dans … », whose days are said
    length = read_length(tokens, at + 1)
    if length and not any(isinstance(phrase, speech.Slot) for phrase in length[0]):
        return (Count(number), *length[0]), length[1]
    slot = skip(tokens, at + 2, "from")
    lasts = [token.kind for token in tokens[slot : slot + 2]] == ["number", "minutes"]
    if lasts and 5 <= tokens[slot].value <= 30:  # « 12 créneaux de 15 min »: one pupil each
        return (SeatCount(number),), slot + 2
    end = skip(tokens, at + 2, "from", "word") if counted == "session" else at + 2
    count = Count(number, daily=tokens[at + 2].kind == "per")
    days = tokens[end - 1].value == "the"  # « trois séances du 11, du 13 et du 14 mars »
    if days or tokens[end].kind != "number" or tokens[end + 1].kind in ("minutes", "month"):
        return (count,), at + 2
    grouped = "group" in str(tokens[at + 1].value)
    return (count, SeatCount(tokens[end].value, grouped=grouped)), skip(
        tokens, end + 1, "seat", "most"
    )


@pattern("session", reads="par groupe de 12", leaves="groupe de travail")
def read_group(tokens: list[Token], at: int) -> Found | None:
    """Read « groupes de 12 », « groupe collectif de 12 »; step over « séance 1 : », a label."""
    mode = tokens[at + 1] if tokens[at + 1].value == "collective" else None
    number = skip(tokens, at + 1 + (mode is not None), "from")
    if tokens[number - 1].value == "the":  # « les créneaux du 19 mars »
        return None
    if "group" in tokens[at].value and number > at + 1 and tokens[number].kind == "date":
        return (), number + 1  # « groupes de 10/12 »
    dated = number > at + 1 and tokens[number + 1].kind == "month"  # « séance du 13 mars »
    if tokens[number].kind != "number" or dated:
        return None
    after = skip(tokens, number + 1, "seat", "most")
    about = tokens[after].kind in ("to", "dash") and tokens[after + 1].kind == "number"
    grouped = "group" in tokens[at].value or mode is not None
    closed = mode is None or tokens[after].kind in _CLOSES
    counted = (grouped and closed) or after > number + 1
    if number > at + 1 and counted and not about and tokens[after].kind not in ("minutes", "month"):
        said = (speech.Mode("collective"),) if mode else ()
        return (*said, SeatCount(tokens[number].value, each=True, grouped=grouped)), after
    if mode:
        return None
    joints = ("the", "colon", "weekday", "date", "left")
    labels = (*joints, "dash") if tokens[at].value in ("one", "group") else joints
    listed = [t.kind for t in tokens[number + 1 : number + 4]] == ["dash", "number", "month"]
    if number == at + 1 and (tokens[number + 1].kind not in labels or listed):
        return None  # « 1re session 13-14 mars »
    return (), skip(tokens, number + 1, "seat", "most", "dash")


@pattern("jury number", reads="2 jurys de 3 personnes", leaves="2 personnes")
def read_jury(tokens: list[Token], at: int) -> Found | None:
    """Read « 2 jurys de 3 personnes »: juries are neither sessions nor seats, nor is their size."""
    jury = skip(tokens, at, "number")
    if tokens[jury].kind != "jury":
        return None
    number = skip(tokens, jury + 1, "from")
    named = tokens[number - 1].value == "the"  # « le jury du 17 mars »
    sized = number > jury + 1 and tokens[number].kind == "number" and not named
    label = jury == at and number == jury + 1 and tokens[number].kind == "number"
    if (
        label
        and tokens[number].value < 10
        and tokens[number + 1].kind in ("stop", "end", "comma", "left", "colon")
    ):
        return (), number + 1  # « jury 2 »
    juries = (speech.Juries(tokens[at].value),) if jury == at + 1 and tokens[at].value else ()
    return juries, skip(tokens, number + 1, "seat") if sized else jury + 1
