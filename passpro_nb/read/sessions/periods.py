"""Periods and what stands beside them: told what they are, dropped where their days are given again."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise, takewhile

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.speech import DayRange, Days, Hours, Phrase, Sign, Weekly
from passpro_nb.read.sessions.lines import AnyDays
from passpro_nb.read.sessions.words.tokens import DayWords

_WORKED = frozenset(range(5))  # Monday to Friday
MOST_BOOKED = 4  # days of the week that a school keeps for appointments; more are a period


def tell_periods(phrases: list[Phrase]) -> list[Phrase]:
    """Tell each period what stands beside it, in its clause or in one without days (`calendar`).

    Of « du 17 mars au 4 avril sur rendez-vous » no day is a session yet, but with hours of the clock
    in a short one; « les mercredis sur rendez-vous » are only where a month or a period bounds them.
    """
    clauses = [list(each) for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP)]
    apart = [c for c in clauses if not any(isinstance(d, AnyDays) for d in c)]
    around = frozenset().union(*map(_kinds, apart))
    return [
        _tell(phrase, beside)
        for clause in clauses
        for beside in [around | _kinds(clause)]
        for phrase in _say_daily(clause)
    ]


def _say_daily(clause: list[Phrase]) -> list[Phrase]:
    """Take « semaine 14 : tous les jours » for each weekday of it."""
    weeks = any(isinstance(p, speech.Weeks) and p.numbers for p in clause)
    if not weeks or any(isinstance(p, Days | DayRange | Weekly) for p in clause):
        return clause
    return [Weekly(_WORKED, habit=True) if p is Sign.DAILY else p for p in clause]


def _kinds(phrases: list[Phrase]) -> frozenset[object]:
    """Return the signs of some phrases, the kinds of their hours, the types of the others."""
    return frozenset(
        p if isinstance(p, Sign) else p.kind if isinstance(p, Hours) else type(p) for p in phrases
    )


def _tell(phrase: Phrase, beside: frozenset[object]) -> Phrase:
    booked, daily = Sign.BOOKED in beside, Sign.DAILY in beside
    if isinstance(phrase, Weekly) and booked:
        if len(phrase.weekdays) > MOST_BOOKED and "exact" not in beside:
            return Sign.OTHER  # « sur RDV du lundi au vendredi »: a period
        # « chaque jeudi jusqu’au 10 avril, 16h-18h » has bounds and hours
        return replace(phrase, habit={"exact", speech.Bounds} <= beside and phrase.habit)
    if not isinstance(phrase, DayRange):
        return phrase
    vague = (phrase.vague and not daily) or (booked and not phrase.week and "exact" not in beside)
    timed = not booked and not beside.isdisjoint(("exact", "spoken", "ends", "arrival"))
    return replace(phrase, vague=vague, timed=timed, daily=daily or speech.Except in beside)


def drop_outer_periods(phrases: list[Phrase]) -> list[Phrase]:
    """Drop a period whose days are given again: « du 21 au 22 mars (le 21…) », « … seulement le 21 »."""
    listed = [_order(words) for p in phrases if isinstance(p, Days) for words in p.words]
    if len(listed) < (1 if _names_only(phrases) else 2):
        return phrases
    first, last = min(listed), max(listed)
    periods = [phrase for phrase in phrases if isinstance(phrase, DayRange)]
    outer = [p for p in periods if _order(p.first) <= first and last <= _order(p.last)]
    outer += [p for p in periods if p not in outer and _is_given_again(p, phrases)]
    phrases = [phrase for phrase in phrases if phrase not in outer]
    clauses = [list(each) for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP)]
    timed = [clause for clause in clauses if any(isinstance(p, Hours) for p in clause)]
    known = {(words.day, words.month) for clause in timed for words in _words(clause)}
    return [p for each in clauses for p in _drop_outer_series(_drop_outer_list(each, known))]


def _words(clause: list[Phrase]) -> list[DayWords]:
    return [words for p in clause if isinstance(p, Days) for words in p.words]


def _drop_outer_list(clause: list[Phrase], known: set[tuple[int, int | None]]) -> list[Phrase]:
    """Drop the list of « les 1er et 2 avril. Le 1er : 9h-12h. Le 2 : 14h-17h », each with its own hours."""
    words = _words(clause)
    bare = not any(isinstance(p, Hours) for p in clause) and len(words) > 1
    again = bare and {(each.day, each.month) for each in words} <= known
    return [p for p in clause if not isinstance(p, Days)] if again else clause


def _drop_outer_series(clause: list[Phrase]) -> list[Phrase]:
    """Drop a series whose days are given: « un mercredi sur deux, 14h : 12 mars et 26 mars », « …, soit les »."""
    at = next((n for n, p in enumerate(clause) if isinstance(p, Weekly) and p.habit), len(clause))
    begin = next((n for n in range(at, len(clause)) if isinstance(clause[n], Days)), 0)
    series, days = clause[at : at + 1], clause[begin] if begin else None
    if not isinstance(days, Days) or not isinstance(series[0], Weekly):
        return clause
    others = any(not series[0].weekdays.issuperset(words.weekdays) for words in days.words)
    told = clause[begin - 1] is Sign.ONLY or (series[0].step > 1 and len(days.words) > 1)
    if others or not told or any(isinstance(p, speech.Except) for p in clause):
        return clause
    return [
        p for p in clause if p is not series[0] and not isinstance(p, speech.Bounds | speech.Month)
    ]


def _is_given_again(period: DayRange, phrases: list[Phrase]) -> bool:
    """Tell the week of « semaine du 24 au 28 mars : lundi 24, jeudi 27 », then another week's days."""
    after = phrases[phrases.index(period) + 1 :]
    clause = takewhile(lambda p: p is not Sign.STOP and not isinstance(p, DayRange), after)
    days = [_order(words) for p in clause if isinstance(p, Days) for words in p.words]
    return len(days) > 1 and all(_order(period.first) <= d <= _order(period.last) for d in days)


def _names_only(phrases: list[Phrase]) -> bool:
    """Tell « du 10 au 14 mars : uniquement le 13 », of a period the only day."""
    return any(one is Sign.ONLY and isinstance(day, Days) for one, day in pairwise(phrases))


def _order(words: DayWords) -> tuple[int, int, int]:
    return words.year or 0, words.month or 0, words.day
