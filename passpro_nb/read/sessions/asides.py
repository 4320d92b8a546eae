"""What in the words is no interview: days of something else, and days that are cancelled."""

from itertools import groupby, pairwise

from passpro_nb.read.sessions import speech
from passpro_nb.read.sessions.speech import Days, Hours, Phrase, Remark, Sign

EVENT = "une visite ou une réunion dans la cellule : ses heures sont lues comme une séance"
_DATED = Days | speech.DayRange
_OF_ASIDES = _DATED | speech.Weekly | speech.Month | Hours | speech.Vague


def drop_asides(phrases: list[Phrase]) -> tuple[list[Phrase], bool]:
    """Drop the days and hours of what is no interview; tell whether any were.

    Within a clause, « inscriptions » speaks of something else up to « entretiens », « pas » up to a
    comma. So do « fermé », where days follow at once, and, where interviews have days of their own,
    « JPO », and before « entretiens » any unknown word that days follow at once.
    """
    mains = [at for at, phrase in enumerate(phrases) if phrase is Sign.MAIN]
    days = [at for at, phrase in enumerate(phrases) if isinstance(phrase, _DATED)]
    ahead = max((main for main in mains if days and main < days[-1]), default=-1)
    behind = next((day for day in days if mains and day > mains[0]), len(phrases))
    doubtful = bool(mains) and sum(isinstance(phrase, Hours) for phrase in phrases) > 1
    kept: list[Phrase] = []
    ends: tuple[Phrase, ...] = ()
    dropped = False
    for at, (phrase, after) in enumerate(pairwise([*phrases, Sign.STOP])):
        dated = isinstance(after, _DATED)
        match phrase:
            case Sign.CLOSING if ends:
                ends = ()
                continue
            case Sign.EVENT if at < ahead or at > behind:
                phrase = Sign.ASIDE
            case Sign.EVENT if doubtful:
                phrase = Remark(EVENT)
            case Sign.BREAK | Sign.OTHER if dated and (phrase is Sign.BREAK or at < ahead):
                phrase = Sign.ASIDE
        ends = _ASIDES.get(phrase, () if phrase in ends else ends)
        if ends and isinstance(phrase, _OF_ASIDES):
            dropped = True
        else:
            kept.append(phrase)
    return kept, dropped


_ASIDES: dict[Phrase, tuple[Phrase, ...]] = {
    Sign.ASIDE: (Sign.STOP, Sign.MAIN),
    Sign.DENIED: (Sign.STOP, Sign.PAUSE),
}


def drop_cancelled(phrases: list[Phrase]) -> list[Phrase]:
    """Drop the clauses that say « 19/03 14h-16h annulé »: one day, its hours, the word, no more.

    Nothing is dropped where a day would be left in doubt: the same one stands in another clause, or
    none would be left.
    """
    kept: list[Phrase] = []
    dropped: set[tuple[int, int | None]] = set()
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = list(each)
        beside = (Sign.PAUSE, Sign.CLOSING)
        match [p for p in clause if not isinstance(p, Hours) and p not in beside]:
            case [Days(words=(day,)), Sign.CANCELLED]:
                dropped.add((day.day, day.month))
            case _:
                kept += clause
    left = [(w.day, w.month) for phrase in kept if isinstance(phrase, Days) for w in phrase.words]
    return kept if left and dropped.isdisjoint(left) else phrases
