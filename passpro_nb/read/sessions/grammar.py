"""The grammar of interview sessions: tokens → phrases (days, periods, hours, seats, places…).

Each `read_*` function, here and in the modules of days, hours and seats, looks at one position of
the tokens and returns what it read and where it stopped, or None. None of them looks further ahead
than `REACH` days, so reading stays linear.
"""

from __future__ import annotations

from passpro_nb.read.sessions.days import (
    read_days,
    read_except,
    read_month,
    read_period,
    read_vague,
    read_week_number,
    read_weekly,
)
from passpro_nb.read.sessions.hours import (
    read_arrival,
    read_daypart,
    read_hour,
    read_length,
    read_span,
)
from passpro_nb.read.sessions.phrases import Found, Mode, Phrase, Place, Remark, Sign
from passpro_nb.read.sessions.seats import (
    read_bracketed,
    read_class,
    read_count,
    read_group,
    read_jury,
    read_seats,
)
from passpro_nb.read.sessions.words import END, Token, skip

AM = "« AM » : matin ou après-midi ? L’heure n’est pas lue"
NO_HOUR = "une heure qui n’existe pas n’est pas lue"
ABOUT = "« une quinzaine », un nombre à peu près, n’est pas lu"
MODES = "individuel et collectif à la fois : la modalité n’est pas lue"
ROOM = "« salle 12/3 » : un numéro de salle, non un jour"


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
    "comma": (Sign.PAUSE,), "and": (Sign.PAUSE,), "word": (Sign.OTHER,), "noise": (Sign.OTHER,),
}  # fmt: skip


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
    name = skip(tokens, at + 1, "from", "the")
    end = at
    after = tokens[at + 1]
    if tokens[at].value == "numbered" and after.kind == "date" and after.value.year is None:
        return (Remark(ROOM),), at + 2
    letter = tokens[name].kind == "to" and tokens[name + 1].kind not in ("word", "hour")
    named = tokens[name].kind in ("word", "number", "noise") and tokens[name + 1].kind != "month"
    if named or letter:  # « salle A » is folded as « à » is
        end = name
    while tokens[at].value == "many" and _lists_room(tokens, end):  # « salles 12 et 13 »
        end += 2
    while tokens[end + 1].start == tokens[end].end and tokens[end + 1].kind in ("word", "number"):
        end += 1
    return (Place(tokens[at].start, tokens[end].end),), end + 1


def _lists_room(tokens: list[Token], at: int) -> bool:
    joint, number, after, beyond = tokens[at + 1 : at + 5]
    listed = joint.kind in ("comma", "and") and number.kind == "number"
    return listed and "number" not in (after.kind, beyond.kind) and after.kind != "month"


def _read_mode(tokens: list[Token], at: int) -> Found | None:
    """Read « individuel »; of « individuel ou collectif », neither."""
    if tokens[at].kind != "mode":
        return None
    other = skip(tokens, at + 1, "and", "comma", "slash", "main", "session")
    if tokens[other].kind == "mode" and tokens[other].value != tokens[at].value:
        return (Remark(MODES),), other + 1
    return (Mode(str(tokens[at].value)),), at + 1


_SIGNS: dict[str, Phrase] = {
    "about": Remark(ABOUT), "am": Remark(AM), "no_hour": Remark(NO_HOUR),
    **{sign.value: sign for sign in Sign if sign not in (Sign.OTHER, Sign.PAUSE)},
}  # fmt: skip


def _read_sign(tokens: list[Token], at: int) -> Found | None:
    """Read the words that are a phrase by themselves."""
    sign = _SIGNS.get(tokens[at].kind)
    return ((sign,), at + 1) if sign else None


# The first that reads wins.
_READERS = (
    _read_label, read_jury, _read_mode, _read_sign, read_except, read_length, read_count,
    read_group, read_class, read_seats, read_bracketed, _read_place, read_period, read_vague,
    read_week_number, read_arrival, read_span, read_days, read_hour, read_weekly, read_month,
    read_daypart,
)  # fmt: skip
