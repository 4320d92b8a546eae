"""What the head or the end of some words says of all their days: « Individuels : 19/03, 26/03 »."""

from itertools import groupby, takewhile

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.speech import Days, Hours, Phrase, SeatCount, Sign
from passpro_nb.read.sessions.lines import AnyDays, Said

_BESIDE_SAID = (Sign.PAUSE, Sign.CLOSING, Sign.OTHER, Sign.MAIN, Sign.SAME, Sign.IDEM)
_CLOSING = speech.Mode | SeatCount | speech.Length


def repeat_headings(phrases: list[Phrase]) -> list[Phrase]:
    """Say in each line the mode, the places of the line without days above it: « Individuels : », « Groupes de 8 : »."""
    return _repeat(_repeat(phrases, speech.Mode), SeatCount)


def _repeat(phrases: list[Phrase], kind: type[Said]) -> list[Phrase]:
    clauses = [list(each) for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP)]
    heads = [
        None if any(isinstance(p, AnyDays | Hours) for p in clause) else find_opening(clause, kind)
        for clause in clauses
    ]
    first = next((n for n, head in enumerate(heads) if head is None), 0)
    said = {head[0] for head in heads if head}
    closed = kind is SeatCount and any(heads[-2:])  # « (10 élèves par groupe) » heads no line
    if len(said) < 2 or closed or not any(heads[:first]):
        return phrases
    found: list[Phrase] = []
    above: list[Said] = []
    for clause, head in zip(clauses, heads, strict=True):
        above = head or above
        if head is None and not any(isinstance(phrase, kind) for phrase in clause):
            found += above
        found += [phrase for phrase in clause if phrase not in (head or ())]
    return found


def find_opening(clause: list[Phrase], kind: type[Said]) -> list[Said]:
    """Return the mode, or the places, that a clause says before its days: « Individuels : 19/03, 26/03 »."""
    opening = takewhile(lambda phrase: not isinstance(phrase, AnyDays | Hours), clause)
    said = [phrase for phrase in opening if isinstance(phrase, Said) and isinstance(phrase, kind)]
    return said if len(said) == 1 else []


def find_openings(clauses: list[list[Phrase]]) -> list[list[Said]]:
    r"""Return what each clause with days says before them: its mode; its places, where all do so.

    « Capacité 15 : 11/03 9h-12h, 18/03 9h-12h\nCapacité 10 : 13/03 14h-16h ».
    """
    dated = [any(isinstance(p, AnyDays) for p in clause) for clause in clauses]
    both = [[find_opening(c, kind) for c in clauses] for kind in (speech.Mode, SeatCount)]
    seated = [bool(seats) for seats, of_days in zip(both[1], dated, strict=True) if of_days]
    listed = len(seated) > 1 and all(seated)
    return [
        [*mode, *(seats if listed else ())] if of_days else []
        for mode, seats, of_days in zip(*both, dated, strict=True)
    ]


def leads_anew(phrases: list[Phrase], opening: list[Said]) -> bool:
    """Tell « Individuel : 14/03 » in « Collectif : 12/03, 13/03 / Individuel : 14/03 » of the days after it."""
    match phrases:
        case [speech.Mode() as mode, after, *_] if isinstance(after, AnyDays):
            return any(isinstance(said, speech.Mode) and said != mode for said in opening)
        case _:
            return False


def find_closing(clause: list[Phrase]) -> list[Said]:
    """Return what the end of a clause says, « …, 10 places, entretiens individuels d’une heure », of all its days."""
    timed = [n for n, phrase in enumerate(clause) if isinstance(phrase, AnyDays | Hours)]
    if not timed:
        return []
    told, tail = clause[: timed[-1]], clause[timed[-1] + 1 :]
    ends = all(map(_is_closing, tail))
    own = {type(p) for p in told}
    if speech.Total in own:  # « 26/03 8 places au total, 27/03 6 places »
        own.add(SeatCount)
    return [p for p in tail if ends and isinstance(p, _CLOSING) and type(p) not in own]


def find_last(phrases: list[Phrase]) -> list[Said]:
    """Return what closes a cell in brackets, « … ; … (individuel, 6 par heure) »: of all its days, if said once."""
    last = max((n for n, p in enumerate(phrases) if isinstance(p, AnyDays | Hours)), default=0)
    told, tail = phrases[: last + 1], phrases[last + 1 :]
    while tail and tail[-1] is Sign.STOP:
        tail = tail[:-1]
    modes = [n for n, p in enumerate(tail) if isinstance(p, speech.Mode)]
    own = {type(p) for p in told}
    each = any(isinstance(p, SeatCount) and p.each for p in tail)
    if each and len(modes) == 1 and speech.Mode not in own and all(map(_is_closing, tail)):
        return [p for p in tail if isinstance(p, speech.Mode)]  # « individuel, 18 par matinée »
    if len(modes) != 1 or tail[-1] is not Sign.CLOSING or speech.Mode in own:
        return []
    bracket = tail[modes[0] :]
    within = all(isinstance(p, _CLOSING) or p in (Sign.CLOSING, Sign.PAUSE) for p in bracket)
    opens = within and bracket[1] in (Sign.CLOSING, Sign.PAUSE)  # not « collectif (12 places) »
    return [p for p in bracket if opens and isinstance(p, Said) and type(p) not in own]


def _is_closing(phrase: Phrase) -> bool:
    return isinstance(phrase, _CLOSING | speech.Room) or phrase in _BESIDE_SAID


def part_halves(phrases: list[Phrase]) -> list[Phrase]:
    """Give « 17 mars matin / 18 mars après-midi : 8h30-11h30 et 14h-16h » each half-day its hours."""
    found: list[Phrase] = []
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        clause = [*each]
        told = [p for p in clause if isinstance(p, AnyDays | Hours)]
        at = next((n for n, p in enumerate(told) if isinstance(p, Hours) and p.kind == "exact"), 0)
        days, halves, exact = told[:at:2], told[1:at:2], told[at:]
        spoken = [p for p in halves if isinstance(p, Hours)]
        held = {
            half: [h for h in exact if isinstance(h, Hours) and h.within(half)] for half in spoken
        }
        listed = (
            len(held) > 1 and len(days) == len(spoken) and all(isinstance(p, Days) for p in days)
        )
        if listed and all(held.values()) and sum(map(len, held.values())) == len(exact):
            clause = [
                h
                for p in clause
                if p not in exact
                for h in (held.get(p, [p]) if isinstance(p, Hours) else [p])
            ]
        found += clause
    return found


def part_closings(phrases: list[Phrase]) -> list[Phrase]:
    """Cut « 24/03 9h et 25/03 9h : collectif / 27/03 9h : individuel » where each part closes by its mode."""
    found: list[Phrase] = []
    for _, each in groupby(phrases, key=lambda phrase: phrase is Sign.STOP):
        parts = _part([*each])
        whole = len(parts) > 1 and all(map(_is_closed, parts))
        found += [p for part in parts for p in ((*part, Sign.STOP) if whole else part)]
        found = found[:-1] if whole else found
    return found


def _part(clause: list[Phrase]) -> list[list[Phrase]]:
    """Cut a clause before the days that follow a mode."""
    parts: list[list[Phrase]] = [[]]
    told = False
    for phrase in clause:
        if told and isinstance(phrase, AnyDays):
            parts.append([])
            told = False
        told = told or isinstance(phrase, speech.Mode)
        parts[-1].append(phrase)
    return parts


def _is_closed(part: list[Phrase]) -> bool:
    days, hours = (any(isinstance(p, kind) for p in part) for kind in (AnyDays, Hours))
    return days and hours and any(isinstance(p, speech.Mode) for p in find_closing(part))
