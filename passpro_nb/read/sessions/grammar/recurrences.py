"""Days that come again, in words: tokens → days of the week, weeks, months."""

import re
from itertools import takewhile

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.days import (
    RANK,
    is_excepted,
    is_plural,
    take_weekdays,
    take_year,
)
from passpro_nb.read.sessions.grammar.speech import Found, pattern
from passpro_nb.read.sessions.words.tokens import Token, skip
from passpro_nb.read.sessions.words.vocabulary import words_of

_BEFORE_LATER = words_of(
    "idem main receive session and comma stop dash slash left hour daypart date month moved"
)
_RANKS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "dernier": -1}
UNREAD = "« {word} » entre un jour de la semaine et un mois : le jour n’est pas lu"
_IN_A_ROW = ("suite", "consecuti", "successi", "affilee")
_WEEKS = words_of("number and comma to dash week word")
_CAMPAIGNS = ("campagne", "annee", "session", "scolaire", "passpro", "entretien")


@pattern("later", reads="et le lendemain", leaves="et le 12 mars")
def read_later(tokens: list[Token], at: int) -> Found | None:
    """Read « et le lendemain », « le jeudi suivant »: so many days after the day said before them."""
    off = tokens[at + 1].kind in ("cancelled", "moved", "denied")
    if off or (at and tokens[at - 1].kind not in _BEFORE_LATER):
        return None
    return (speech.Days((tokens[at].value,)),), at + 1


@pattern("week word", reads="semaine 14", leaves="semaine du 24 mars")
def read_weeks(tokens: list[Token], at: int) -> Found | None:
    """Read « semaines 12 à 14 », « S12 », « semaines paires », « une semaine sur deux »."""
    if tokens[at].kind == "word" and (tokens[at].value != "s" or tokens[at + 1].kind != "number"):
        return None
    named = {"paires": range(2, 54, 2), "paire": range(2, 54, 2), "impaires": range(1, 54, 2),
             "impaire": range(1, 54, 2), "sur": (), "b": ()}  # fmt: skip
    if (told := named.get(str(tokens[at + 1].value))) is not None:
        counted = tokens[at + 1].value == "sur" and tokens[at + 2].kind == "number"
        return (speech.Weeks(frozenset(told)),), at + 2 + counted
    numbers: list[int] = []
    at, end = at + 1, at + 1
    if tokens[at].kind == "noise" and (
        numbered := re.match(r"n\D*(\d\d?)$", str(tokens[at].value))
    ):
        return (speech.Weeks(frozenset({int(numbered[1])})),), at + 1  # « semaine n° 13 »
    while tokens[at].kind == "number" and 1 <= tokens[at].value <= 53:
        after = tokens[at + 1].kind
        if after in ("month", "seat", "session", "minutes"):
            break
        ranged = numbers and any(token.kind in ("to", "dash") for token in tokens[end:at])
        numbers.extend(
            range(numbers[-1] + 1, tokens[at].value + 1) if ranged else [tokens[at].value]
        )
        end = at + 1
        at = skip(tokens, end, "and", "comma", "dash", "to", "slash", "the", "week")
        at += tokens[at].value == "s" and at > end
    return ((speech.Weeks(frozenset(numbers)),), end) if numbers else None


@pattern("the number rank noise", reads="premier jeudi d’avril", leaves="premier jeudi")
def read_ranked(tokens: list[Token], at: int) -> Found | None:
    """Read « les deux premiers jeudis d’avril », « le 1er et le 3e mardi du mois »."""
    at = skip(tokens, at, "the")
    first = tokens[at + 1] if tokens[at].kind == "number" else tokens[at]
    many = tokens[at].value if first.kind == "rank" and first is not tokens[at] else 1
    at += first is not tokens[at] and first.kind == "rank"
    ranks: list[int] = []
    while rank := _rank(tokens[at]):
        ranks += [rank + n * (1 if rank > 0 else -1) for n in range(min(many, 5))]
        at = skip(tokens, at + 1, "and", "comma", "the")
    days, end = take_weekdays(tokens, at) if ranks else (frozenset(), at)
    month = tokens[skip(tokens, end, "from", "the", "every")]
    if not days or not (month.kind == "month" or month.value == "mois"):
        return None
    return (speech.Weekly(days, True, ranks=frozenset(ranks)),), end


def _rank(token: Token) -> int | None:
    if token.kind == "rank":
        return _RANKS.get(str(token.value).rstrip("s"))
    written = token.kind == "number" and token.value == 1 and token.end - token.start > 2
    numbered = re.match(r"([1-5])[a-z]", str(token.value)) if token.kind == "noise" else None
    return int(numbered[1]) if numbered else 1 if written else None


@pattern("every the from weekday word", reads="tous les mercredis", leaves="mercredi 12 mars")
def read_weekly(tokens: list[Token], at: int) -> Found | None:
    """Read days of the week alone: « tous les mercredis », « du lundi au vendredi »."""
    begin = skip(tokens, at, "every", "the", "from")
    days, end = take_weekdays(tokens, begin)
    if not days:
        return None
    if tokens[at].kind == "from" and len(days) == 1 and tokens[end].kind in ("number", "date"):
        return None  # « la séance du jeudi 13 mars »
    if tokens[end].value == "sur" and tokens[end + 1].kind == "number":
        return (speech.Weekly(days, True, step=max(1, tokens[end + 1].value)),), end + 2
    if is_excepted(tokens, end):
        return (speech.Except(days, ()),), end + 1
    if (
        at > 0
        and tokens[at - 1].kind in ("rank", "number", "noise")
        and not _names_weeks(tokens, at)
    ):
        return _read_many(tokens, at, days, end) or ((speech.Vague(RANK),), end)
    kinds = {token.kind for token in tokens[at:end]}
    plural = any(is_plural(token) for token in tokens[begin:end])
    word, month = tokens[end : end + 2]
    alone = (begin == end - 1 and not plural) or word.value in ("debut", "fin")
    if alone and (word.kind, month.kind) == ("word", "month"):
        return (speech.Vague(UNREAD.format(word=word.value)),), end + 2
    return (speech.Weekly(days, plural or not kinds.isdisjoint({"every", "to", "dash"})),), end


def _names_weeks(tokens: list[Token], at: int) -> bool:
    """Tell « S12 jeudi », « semaines 12 et 13 mardi » from « 2 jeudis »."""
    words = takewhile(lambda t: t.kind in _WEEKS, tokens[max(0, at - 8) : at][::-1])
    return any(token.kind == "week" or token.value == "s" for token in words)


def _read_many(tokens: list[Token], at: int, days: frozenset[int], end: int) -> Found | None:
    """Read « quatre mercredis de suite à partir du 12 mars », so many of them."""
    row = skip(tokens, end, "from")
    end = row + 1 if str(tokens[row].value).startswith(_IN_A_ROW) else end
    since = tokens[skip(tokens, end, "comma")].kind in ("open", "since")
    number = tokens[at - 1]
    if number.kind != "number" or len(days) != 1 or not since or not 1 < number.value <= 10:
        return None
    return (speech.Weekly(days, True, many=number.value),), end


@pattern("about", reads="première quinzaine de mars", leaves="une quinzaine d’élèves")
def read_fortnight(tokens: list[Token], at: int) -> Found | None:
    """Read « première quinzaine de mars », a month without its other half."""
    month = skip(tokens, at + 1, "from", "the")
    if tokens[at].value != "fortnight" or tokens[month].kind != "month" or at == 0:
        return None
    year, end = take_year(tokens, month + 1)
    first = re.match(r"1|premiere", str(tokens[at - 1].value))
    half = (1, 15) if first else (16, None)
    return (speech.Month(tokens[month].value, year, *half),), end


@pattern("number years", reads="passpro 2024", leaves="2024 places")
def read_year(tokens: list[Token], at: int) -> Found | None:
    """Read a year that stands before its days: « en 2024 : 12 et 13 mars », « campagne 2023-2024 : »."""
    year = tokens[at]
    heads = at > 0 and str(tokens[at - 1].value).startswith(_CAMPAIGNS)
    if year.kind == "years":
        return ((speech.Year(year.value, heads),), at + 1) if heads else ((), at + 1)
    written = year.end - year.start == 4 and 2010 <= year.value <= 2040
    counted = tokens[at + 1].kind in ("seat", "session", "minutes", "dash", "slash")
    return ((speech.Year(year.value, heads),), at + 1) if written and not counted else None


@pattern("month", reads="en avril 2025", leaves="12 avril 2025")
def read_month(tokens: list[Token], at: int) -> Found | None:
    """Read a month without a day: « en mars », « avril 2025 », not « mars 26, 27, 28 »."""
    listed = tokens[at + 1].kind == tokens[at + 3].kind == "number" and tokens[at + 1].value <= 31
    year, end = (None, at + 1) if listed else take_year(tokens, at + 1)
    return (speech.Month(tokens[at].value, year),), end
