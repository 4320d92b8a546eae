"""Days that no longer hold: « 19/03 annulé », « 12/03 reporté au 19/03 »."""

from itertools import groupby

from passpro_nb.read.sessions import speech
from passpro_nb.read.sessions.speech import DayRange, Days, Hours, Phrase, Sign

_DATED = Days | DayRange | speech.Weekly


def drop_moved(phrases: list[Phrase]) -> list[Phrase]:
    """Put the new days in place of the old: « 12/03 14h reporté au 19/03 », « au lieu du 5 mars ».

    The sign is kept, for a person to read, where it cannot be told which days are meant.
    """
    if Sign.MOVED not in phrases and Sign.INSTEAD not in phrases:
        return phrases
    kept: list[Phrase] = []
    for stop, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        if not stop and Sign.INSTEAD in clause:
            clause = _drop_instead(clause)
        kept += clause if stop or Sign.MOVED not in clause else _move(clause)
    return kept


def _drop_instead(clause: list[Phrase]) -> list[Phrase]:
    """Drop the days of « au lieu du 5 mars », « initialement le 5 mars »."""
    at = clause.index(Sign.INSTEAD)
    old = next((n for n, p in enumerate(clause[at:], at) if isinstance(p, _DATED | Hours)), None)
    rest = [each for n, each in enumerate(clause) if n not in (at, old)]
    return rest if any(isinstance(p, _DATED) for p in rest) else [*clause, Sign.MOVED]


def _move(clause: list[Phrase]) -> list[Phrase]:
    at = clause.index(Sign.MOVED)
    before, after = clause[:at], [phrase for phrase in clause[at + 1 :] if phrase is not Sign.MOVED]
    if Sign.CANCELLED in before and not any(isinstance(p, _DATED) for p in after):
        return clause
    match [phrase for phrase in after if isinstance(phrase, _DATED)]:
        case [DayRange(_, last)] if not any(isinstance(p, _DATED) for p in before):
            new: list[Phrase] = [Days((last,))]  # « reporté du 18 mars au 20 mars »
        case [Days() as old, Days() as day] if not any(isinstance(p, _DATED) for p in before):
            new = [day] if old != day else []  # « report du 26/03 à 9h au 2/04 »
        case [] if any(isinstance(phrase, Hours) for phrase in after):
            days = [phrase for phrase in before if not isinstance(phrase, Hours)]
            return [*days, *after] if any(isinstance(p, _DATED) for p in days) else clause
        case found:
            new = list(found)
    old_days = [word for p in before if isinstance(p, Days) for word in p.words]
    unsure = len(old_days) > 1 and len(old_days) != sum(
        len(p.words) for p in new if isinstance(p, Days)
    )
    if not new or unsure or not (old_days or len(after) > len(new) or before or new):
        return clause
    said = [p for p in after if not isinstance(p, _DATED)]
    hours = [] if any(isinstance(p, Hours) for p in said) else before
    told = [p for p in hours if isinstance(p, Hours)]
    beside = [p for p in before if not isinstance(p, _DATED | Hours) and p is not Sign.CANCELLED]
    return [*beside, *new, *said, *told]


def drop_cancelled(phrases: list[Phrase]) -> list[Phrase]:
    """Drop the clauses that say « 19/03 14h-16h annulé »: one day, its hours, the word, no more.

    Nothing is dropped where a day would be left in doubt: the same one stands in another clause, or
    none would be left.
    """
    kept: list[Phrase] = []
    dropped: set[tuple[int, int | None]] = set()
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        beside = (Sign.PAUSE, Sign.CLOSING, Sign.MAIN)
        match [p for p in clause if not isinstance(p, Hours) and p not in beside]:
            case [Days(words=(day,)), Sign.CANCELLED]:
                dropped.add((day.day, day.month))
            case _:
                kept += clause
    left = [(w.day, w.month) for phrase in kept if isinstance(phrase, Days) for w in phrase.words]
    return kept if left and dropped.isdisjoint(left) else phrases
