"""What tells that a bare number is a day: « Mars : 12 (14h-16h) », « matin du 18 », « 18 mars, 8h ; 19, 13h »."""

from itertools import pairwise, takewhile

from passpro_nb.read.sessions.words.tokens import Token

REACH = 60  # days of one list
THAT = ("celui", "ceux", "celle", "celles")
_HOURED = (("comma", "hour"), ("colon", "hour"))


def is_headed(tokens: list[Token], at: int) -> bool:
    """Tell whether what stands before a bare number says that it is a day."""
    before = [token.kind for token in tokens[max(0, at - 3) : at]]
    after = tokens[at + 1].kind
    of_the = before[-1:] == ["from"] and tokens[at - 1].value == "the"
    held = of_the and before[-2:-1] in (["session"], ["main"])  # « session du 12 : 14h »
    part = of_the and before[-2:-1] == ["daypart"] and after in ("comma", "and", "stop", "end")
    after_month = before[-2:-1] == ["month"] or before[:2] == ["month", "number"]
    off = after == "cancelled" or tokens[at + 1].value in ("est", "sera")
    off = off and bool(before) and tokens[at - 1].value == "the"
    return (
        (after_month and before[-1] in ("colon", "left"))
        or (of_the and tokens[at - 2].value in THAT)  # « celle du 26 est à confirmer »
        or part  # « matin du 18, matin du 20 et après-midi du 21 mars »
        or off  # « la séance du 18 est annulée »
        or (held and after in ("colon", "comma", "left"))
        or (before[-1:] == ["month"] and before[-2:-1] != ["number"] and _lists(tokens, at))
        or _is_under_month(tokens, at)
        or _is_listed(tokens, at)
    )


def _is_listed(tokens: list[Token], at: int) -> bool:
    """Tell the 19 of « 18 mars, 8h-12h ; 19, 13h-17h », a later day written as the one before it."""
    sign, hour = tokens[at + 1 : at + 3]
    begins = at > 1 and tokens[at - 1].kind == "stop" and tokens[at].kind == "number"
    if not begins or (sign.kind, hour.kind) not in _HOURED:
        return False
    earlier = tokens[max(0, at - REACH) : at - 1][::-1]
    before = [*takewhile(lambda token: token.kind != "stop", earlier)][::-1]
    first = next((n for n, t in enumerate(before) if t.kind not in ("the", "weekday")), 0)
    day, *rest = before[first:] or [tokens[at]]
    rest = rest[rest[:1] != [] and rest[0].kind == "month" :]
    dated = any(t.kind == "date" for t in earlier) or ("month", "number") in pairwise(
        t.kind for t in earlier
    )
    like = dated and [t.kind for t in rest[:2]] == [sign.kind, hour.kind]
    number = day.value.day if day.kind == "date" else day.value if day.kind == "number" else 31
    return like and number < tokens[at].value <= 31


def _lists(tokens: list[Token], at: int) -> bool:
    """Tell « mars 18 20 25 », whose days follow their month."""
    number, after = tokens[at : at + 2]
    return number.kind == "number" and after.kind in ("number", "comma", "and", "dash")


def _is_under_month(tokens: list[Token], at: int) -> bool:
    """Tell whether a bare number is one of the days of « Mars : 12 (14h-16h), 14 (9h-11h) »."""
    lists = ("comma", "and", "slash", "stop", "dash", "colon", "right")
    if tokens[at].kind != "number" or not at or tokens[at - 1].kind not in lists:
        return False
    earlier = tokens[max(0, at - REACH) : at][::-1]
    clause = [*takewhile(lambda token: token.kind != "stop" or token.value == ";", earlier)][::-1]
    if not clause or clause[0].kind != "month":
        return False
    if clause[1:2] and clause[1].kind == "number" and clause[1].value <= 31:
        return True  # « mars 18 20 25 »
    sign = (
        clause[2]
        if len(clause) > 2 and clause[1].kind == "number"
        else clause[min(1, len(clause) - 1)]
    )
    return sign.kind in ("colon", "dash", "left")
