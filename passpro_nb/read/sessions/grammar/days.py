"""Days in words: tokens → days, periods, weekdays, and days that are no session’s."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.bare import REACH, THAT, is_headed
from passpro_nb.read.sessions.grammar.hours import bare_span, spoken
from passpro_nb.read.sessions.grammar.speech import Found, Phrase, pattern
from passpro_nb.read.sessions.words.slips import guess_month, guess_weekday
from passpro_nb.read.sessions.words.tokens import DayWords, Token, skip

A_DAY = "the weekday word date number"  # how one begins
DEADLINE = "une limite (« avant », « jusqu’au », « dernier délai ») n’est pas un jour d’entretien"
RANK = "« premier », « dernier », « un sur deux » : les jours ne sont pas lus"
ENDS = "heures du début et de la fin de la période prises pour chaque jour"
UNKNOWN = "un nombre après un mot inconnu est pris pour un jour"
PARTED = "deux chiffres séparés d’un blanc : un jour, ou deux"
LONGEST_STAY = 60  # days
WEEK_DAYS = 6  # from a Monday to its Sunday
ANY_YEAR = 2001
FAR = 5  # days from a bare number to a day that bears its weekday; farther, the number is no day
FARTHER = "« {number} » : un numéro devant un jour n’est pas lu comme un jour"
DOUBTFUL = "deux nombres séparés d’une barre, sans rien qui dise un jour, sont lus comme un jour"


@dataclass(frozen=True, slots=True)
class Atom:
    """One day among others, and the hours that stand between its weekday and its number."""

    words: DayWords
    next: int
    sure: bool
    hours: tuple[speech.Hours, ...] = ()
    dashed: bool = False  # a dash stands between it and the next day


def _weekday(token: Token, after: Token) -> int | None:
    if token.kind == "weekday":
        return token.value
    guessable = token.kind == "word" and after.kind in ("number", "date")
    return guess_weekday(str(token.value)) if guessable else None


def take_weekdays(tokens: list[Token], at: int) -> tuple[frozenset[int], int]:
    """Read « lundi », « lundis et mardis », « du lundi au vendredi »."""
    days: list[int] = []
    while (day := _weekday(tokens[at], tokens[at + 1])) is not None:
        ranged = days and tokens[at - 1].kind in ("to", "dash")
        days.extend(range(days[-1] + 1, day + 1) if ranged else [day])
        at += 1
        ahead = skip(tokens, at, "comma", "and", "to", "dash", "the", "every")
        if _weekday(tokens[ahead], tokens[ahead + 1]) is None or ahead - at > 4:
            break
        at = ahead
    return frozenset(days), at


def take_day(tokens: list[Token], at: int, *, listed: bool = False) -> Atom | None:
    """Read one day: « le mercredi 12 », « 12/03/2025 », « 9 » of « avril : 2 et 9 à 14h »."""
    begin = at
    at = skip(tokens, at, "the")
    weekdays, at = take_weekdays(tokens, at)
    sure = listed or at > begin
    hours: tuple[speech.Hours, ...] = ()
    if weekdays and tokens[at].kind == "daypart" and tokens[at + 1].kind in ("number", "date"):
        hours, at = (spoken(tokens[at]),), at + 1
    if weekdays:
        at = skip(tokens, at, "the", "comma", "colon")
    token = tokens[at]
    if token.kind == "date":
        notes = (DOUBTFUL,) if _is_doubtful(tokens, at) else ()
        words = replace(token.value, weekdays=weekdays, notes=notes)
        again = (tokens[at + 1].kind, tokens[at + 1].value) == ("month", words.month)
        return Atom(words, at + 1 + again, True, hours)  # « 12/03 mars »
    if token.kind == "number" and 1 <= token.value <= 99 and not is_plural(tokens[at + 1]):
        return _named_day(tokens, at, DayWords(token.value, weekdays=weekdays), sure, hours)
    return None


def _is_doubtful(tokens: list[Token], at: int) -> bool:
    """Tell whether « 3/4 » may be no day: « classe 3/4 », « 2/3 professeurs »."""
    date: DayWords = tokens[at].value
    short = tokens[at].end - tokens[at].start == len(f"{date.day}/{date.month}")
    before, after = tokens[at - 1].kind if at else "", tokens[at + 1].kind
    lonely = before in ("", "comma", "hour", "left", "colon") and after == "word"
    named = before in ("word", "class", "session")
    return short and not date.year and (named or (lonely and date.day < (date.month or 0)))


def _named_day(
    tokens: list[Token], at: int, words: DayWords, sure: bool, hours: tuple[speech.Hours, ...]
) -> Atom | None:
    written = tokens[at + 1].kind in ("slash", "dash")
    ahead = at + 2 if written else at + 1
    spaced = written and tokens[ahead].start - tokens[at].end > 1
    if spaced and (tokens[ahead + 1].kind == "colon" or _begins_month(tokens, ahead)):
        ahead = at + 1  # « mars : le 26 - avril : le 2 », where the month begins another list
    month, notes = _month(tokens[ahead], dated=bool(words.weekdays))
    if month is not None:
        year, end = take_year(tokens, ahead + 1, slashed=written)
        return Atom(DayWords(words.day, month, year, words.weekdays, notes), end, True, hours)
    spelled = words.day > 1 and tokens[at].end - tokens[at].start > 2  # « les deux mardis »
    if spelled or words.day > 31 or not _may_follow_day(tokens, at + 1, sure):
        return None
    return Atom(words, at + 1, sure, hours)


def _begins_month(tokens: list[Token], at: int) -> bool:
    """Tell « avril » of « mars 18 20 25 - avril 1 3 », which its days follow."""
    return tokens[at + 1].kind == "number" and tokens[at + 1].value <= 31


def _month(token: Token, *, dated: bool) -> tuple[int | None, tuple[str, ...]]:
    if token.kind == "month":
        return token.value, ()
    month = guess_month(str(token.value), dated=dated) if token.kind == "word" else None
    return month, (f"mois lu dans « {token.value} »",) if month else ()


def take_year(tokens: list[Token], at: int, slashed: bool = False) -> tuple[int | None, int]:
    """Read the year after a month: « 2025 », « /2025 », « 25 » when nothing is counted by it."""
    ahead = at + 1 if tokens[at].kind in ("slash", "dash") else at
    number = tokens[ahead]
    if number.kind != "number":
        return None, at
    if 1990 <= number.value <= 2100:
        return number.value, ahead + 1
    short = 20 <= number.value <= 40 and number.end - number.start == 2 and slashed == (ahead > at)
    closing = ("end", "stop", "hour", "from", "left", "colon", "comma")
    closed = slashed or tokens[at + 1].kind in closing
    return (2000 + number.value, ahead + 1) if short and closed else (None, at)


_AFTER_DAY = {"and", "comma", "stop", "end", "left", "right", "daypart", "hour", "dash", "slash",
              "colon", "weekday", "date", "room", "appointment", "same", "idem", "nonstop", "cancelled",
              "except", "condition", "maybe"}  # fmt: skip


def _may_follow_day(tokens: list[Token], at: int, sure: bool) -> bool:
    """Tell whether a number followed by these tokens may be a day: not « 12 places »."""
    token, after = tokens[at], tokens[at + 1]
    if token.kind in ("dash", "to") and after.kind == "hour" and not sure:
        return tokens[at - 1].value >= after.value.hour  # « le 12 et 19 à 14h », not « 9 à 12h »
    if at > 2 and tokens[at - 3].value in THAT and tokens[at - 2].value == "the":
        return token.kind not in ("seat", "hour", "minutes")
    if token.kind in ("to", "the") and sure:
        return True
    if token.value in ("est", "sera"):  # « la séance du 3 est déplacée »
        return tokens[at - 2].kind == "weekday" or (
            after.kind == "moved" and tokens[at - 2].value == "the"
        )
    if token.kind == "number":  # « les 26 27 28 mars »
        rising = tokens[at - 1].value < token.value <= 31
        return rising and (sure or "number" in (after.kind, tokens[at - 2].kind))
    if token.kind in ("from", "to"):
        return after.kind in ("hour", "number", "date", "weekday")
    return token.kind in _AFTER_DAY or _weekday(token, after) is not None


@pattern(A_DAY, reads="12 et 19 mars", leaves="12 places")
def read_days(tokens: list[Token], at: int) -> Found | None:
    """Read a list of days: « les 12, 19 et 26 mars », « mercredi 12/03, jeudi 13/03 »."""
    headed = is_headed(tokens, at)
    atoms = _doubt_parted(tokens, at, _doubt(tokens, at, collect(tokens, at, headed)))
    if not atoms:
        return None
    end = atoms[-1].next
    limit = skip(tokens, end, "comma", "left")
    if tokens[limit].kind == "deadline":
        return (speech.Vague(DEADLINE),), limit + 1
    plural = bool(atoms[0].words.weekdays) and any(map(is_plural, tokens[at : at + 2]))
    numbers = [atom.words.day for atom in atoms]
    rising = tokens[at].value == "les" and numbers == sorted({*numbers})  # « les 7, 8 et 9, de 9h »
    listed = headed or plural or rising or any(atom.words.month for atom in atoms)
    while atoms and not (listed or atoms[-1].sure):
        atoms = atoms[:-1]
    if not atoms:
        return (), end
    if is_excepted(tokens, atoms[-1].next):
        left_out = tuple(atom.words for atom in give_months(atoms))
        return (speech.Except(frozenset(), left_out),), atoms[-1].next + 1
    named = plural
    plural = tokens[at].kind == "the" and len(atoms) > 1
    bare = not (headed or atoms[0].words.month or atoms[0].words.weekdays or atoms[0].sure)
    given = _share_plural(_give_weekdays(give_months(atoms)), listed=named)
    return _list_or_period(given, plural, bare), atoms[-1].next


def collect(tokens: list[Token], begin: int, headed: bool) -> list[Atom]:
    """Collect the days that follow each other, each told from numbers that count or name things."""
    atoms: list[Atom] = []
    at = begin
    while len(atoms) < REACH and (not atoms or not read_period(tokens, at)):
        atom = take_day(tokens, at, listed=headed and bool(atoms))
        if atom is None or (atom.hours and atoms):
            break
        end, at = atom.next, _joint(tokens, atom, begin)
        timed = atom.words.month is not None and bare_span(tokens, end, at) is not None
        dashed = not timed and "dash" in [token.kind for token in tokens[end:at]]
        atoms.append(replace(atom, dashed=dashed))
        apart = at == end and (atom.words.month or tokens[at].kind != "number")
        if timed or apart:
            break
    return atoms


def _doubt(tokens: list[Token], begin: int, atoms: list[Atom]) -> list[Atom]:
    """Doubt bare numbers after an unknown word, which is said: « poste 15, 26 mars ».

    Where the days after them have a weekday they are none: « porte 12, mardi 1er avril ».
    """
    before = tokens[begin - 1]
    named = before.value in ("date", "dates", "jour", "jours")
    unknown = before.kind in ("word", "room", "class", "noise", "event", "times") and not named
    unknown = unknown or before.value in ("de", "d")  # « équipe de 4, 27 mars »
    bare = next((n for n, atom in enumerate(atoms) if atom.sure), 0)
    if begin == 0 or not (unknown and bare) or tokens[atoms[bare - 1].next].kind == "and":
        return atoms  # « cuisine 24 et 25 mars » is a list of days
    if atoms[bare].words.weekdays:
        return atoms[bare:]
    said = [replace(a, words=replace(a.words, notes=(UNKNOWN,))) for a in atoms[:bare]]
    return said + atoms[bare:]


def _doubt_parted(tokens: list[Token], begin: int, atoms: list[Atom]) -> list[Atom]:
    """Doubt days of one digit that stand side by side: « 2 6 mars » may be the 26th."""
    named = begin > 1 and tokens[begin - 2].kind in ("session", "jury", "week")
    begins = [0 if named else begin, *(atom.next for atom in atoms)]  # « groupe 1 7 mars »
    parted = [
        _is_parted(tokens[at - 1 : at + 1], atom) for at, atom in zip(begins, atoms, strict=False)
    ]
    return [
        replace(atom, words=replace(atom.words, notes=(*atom.words.notes, PARTED)))
        if True in parted[n : n + 2]
        else atom
        for n, atom in enumerate(atoms)
    ]


def _is_parted(tokens: list[Token], atom: Atom) -> bool:
    """Tell whether the number of a day stands right after another one, each a single digit."""
    match tokens:
        case [Token("number", before) as number, Token("number" | "date")] if atom.words.day < 10:
            return number.end - number.start == 1 and 10 <= 10 * before + atom.words.day <= 31
        case _:
            return False


def _joint(tokens: list[Token], atom: Atom, begin: int) -> int:
    """Step over what joins two days of a list; not a stop in « Nombre : 24 ; 26 mars »."""
    counted = begin > 0 and tokens[begin - 1].kind in ("colon", "word") and not atom.sure
    stops = () if counted or atom.words.month else ("stop",)
    return skip(tokens, atom.next, "comma", "and", "slash", "dash", "from", "the", *stops)


def give_months(atoms: list[Atom]) -> list[Atom]:
    """Give each day the month (and the year) that comes after it, as French lists do."""
    given: list[Atom] = []
    stated: DayWords | None = None
    for atom in reversed(atoms):
        words = atom.words
        if words.month:
            stated = words
        elif stated:
            notes = (*words.notes, *stated.notes)
            words = replace(words, month=stated.month, year=stated.year, notes=notes)
        given.append(atom if words is atom.words else replace(atom, words=words))
    return given[::-1]


def _give_weekdays(atoms: list[Atom]) -> list[Atom]:
    """Give « mercredis 12, 19 et 26 » their weekday, which tells the month that nobody says."""
    first = atoms[0].words.weekdays
    if any(atom.words.month or (atom.words.weekdays and atom is not atoms[0]) for atom in atoms):
        return atoms
    return [replace(atom, words=replace(atom.words, weekdays=first)) for atom in atoms]


def _share_plural(atoms: list[Atom], *, listed: bool) -> list[Atom]:
    """Give « mercredis 12, 19 et 27 mars » their weekday, by which a wrong day is told."""
    first, found = atoms[0].words.weekdays, list[Atom]()
    for atom in atoms:
        listed = listed and (atom is atoms[0] or not atom.words.weekdays)
        words = replace(atom.words, weekdays=first) if listed else atom.words
        found.append(replace(atom, words=words))
    return found


def _list_or_period(atoms: list[Atom], plural: bool, bare: bool) -> tuple[Phrase, ...]:
    """Return the days of a list, or the period of « 10 - vendredi 14 mars », `bare` where only a number begins it."""
    words = tuple(atom.words for atom in atoms)
    hours = tuple(hours for atom in atoms for hours in atom.hours)
    first, last = words[0], words[-1]
    listed = plural or (first.weekdays and first.weekdays == last.weekdays)
    if len(words) != 2 or not atoms[0].dashed or listed:
        return (speech.Days(words), *hours)
    if bare and last.weekdays and not 0 < last.day - first.day <= FAR:
        return (speech.Remark(FARTHER.format(number=first.day)), speech.Days((last,)), *hours)
    return (speech.DayRange(first, last, ("le tiret est lu comme « du … au … »",)), *hours)


@pattern(f"open between from every {A_DAY}", reads="du 12 au 14 mars", leaves="12 et 14 mars")
def read_period(tokens: list[Token], at: int) -> Found | None:
    """Read « du 10 au 14 mars », « du lundi 10/03 à 9h au vendredi 14/03 à 12h »."""
    kind = tokens[at].kind
    first = take_day(tokens, skip(tokens, at, "open", "between", "from", "every"))
    if first is None:
        return None
    opening, middle = _end_hour(tokens, first.next)
    joins = {"open": ("comma", "until", "to"), "between": ("and", "to")}.get(kind, ("until", "to"))
    dashed = opening is not None and tokens[middle].kind in ("dash", "slash")
    until = middle + 1 if dashed else skip(tokens, middle, *joins)
    joined = any(token.kind != "comma" for token in tokens[middle:until])
    last = take_day(tokens, until) if joined else None
    if last is None or not (last.words.month or _are_days(tokens, at, first, last)):
        return None
    begin = first.words
    if begin.month is None:
        begin = replace(begin, month=last.words.month, year=last.words.year)
    closing, end = _end_hour(tokens, last.next) if opening else (None, last.next)
    if dashed:  # « 28/04/2025 8h30 - 28/04/2025 11h30 »: one day
        alike = begin == last.words and closing is not None
        return ((speech.Days((begin,)), speech.Hours(opening, closing)), end) if alike else None
    hours = (speech.Hours(opening, closing, "ends", (ENDS,)),) if opening and closing else ()
    return (speech.DayRange(begin, last.words, vague=kind == "between"), *hours), end


def _are_days(tokens: list[Token], at: int, first: Atom, last: Atom) -> bool:
    """Tell the days of « du lundi 17 au jeudi 20 », « du 17 au 20 », whose month stands elsewhere."""
    joined = tokens[at].value == "the" and tokens[first.next].value == "au"
    return joined and first.words.month is None and first.words.day < last.words.day <= 31


def _end_hour(tokens: list[Token], at: int) -> tuple[time | None, int]:
    """Read the hour at one end of a period: « du 10 mars à 9h au … »."""
    hour = skip(tokens, at, "to", "left")
    if tokens[hour].kind != "hour":
        return None, at
    return tokens[hour].value, skip(tokens, hour + 1, "right")


def is_plural(token: Token) -> bool:
    """Tell « mercredis » from « mercredi »."""
    return token.kind == "weekday" and token.end - token.start > len(WEEKDAYS[token.value])


def is_excepted(tokens: list[Token], at: int) -> bool:
    """Tell « mercredi excepté », « le 19 exclu », said after the days that are left out."""
    left = str(tokens[at].value).startswith(("excepte", "exclu", "non compris"))
    return (
        tokens[at].kind == "except"
        and left
        and tokens[at + 1].kind in ("end", "stop", "comma", "right")
    )


def days_between(first: DayWords, last: DayWords, more: int = 0) -> list[DayWords]:
    """Return the days from one to another, and so many `more`; none where a month is not said."""
    if not (first.month and last.month):
        return []
    try:
        begin, end = (date(ANY_YEAR, w.month or 1, w.day) for w in (first, last))
    except ValueError:
        return []
    days = (begin + timedelta(n) for n in range(min((end - begin).days + more, LONGEST_STAY) + 1))
    return [DayWords(day.day, day.month, first.year) for day in days]
