"""What each dated clause is about: an interview, something else, or something unexplained.

Stops cut a cell into clauses; commas, dashes and brackets cut a clause into segments. The words of
a segment name the days after them (« JPO le 15 mars »), else those before (« 15 mars : JPO »):

| a segment | is | its days |
|---|---|---|
| says « entretien », or follows one that does | interview | are sessions |
| holds days, hours, seats, rooms and neutral words (`neutral`) | plain | are sessions |
| says « JPO », « inscriptions », « pas », « fermé » of its days | other | are set aside, said; « pas le 19 » leaves the 19th out of a period |
| holds any other word, or « pendant la JPO » | unexplained | are doubted, unless texts labelled by hand teach that the words around are of interviews, or of something else (`learned`) |

What is doubted is read apart, so that nothing of it reaches the sessions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from passpro_nb.read.sessions.clauses.conditions import doubt_above, doubt_conditions, doubt_opening
from passpro_nb.read.sessions.clauses.cuts import (
    DAYS,
    DEEPEST,
    INTERVIEW,
    OTHER,
    PLAIN,
    UNEXPLAINED,
    Segment,
    arrive,
    cut_clause,
)
from passpro_nb.read.sessions.clauses.neighbours import (
    begins_anew,
    goes_on,
    goes_on_naming,
    is_of_them,
    is_other_time,
    is_received,
    is_time_of_cause,
    is_with_pupils,
    leads_on,
    share_day,
    take_day,
    take_half_day,
)
from passpro_nb.read.sessions.clauses.others import find_past
from passpro_nb.read.sessions.clauses.segments import (
    is_matter,
    is_town,
    is_undecided,
    names,
    quote,
    weigh,
)
from passpro_nb.read.sessions.clauses.subject import doubt_bare, mark_told, set_aside
from passpro_nb.read.sessions.clauses.told import Told, set_office_aside, sort_clause
from passpro_nb.read.sessions.clauses.unknown import (
    is_at,
    is_beside,
    is_cause,
    is_place,
    is_sentence,
    is_workshop,
)
from passpro_nb.read.sessions.grammar.order import Step
from passpro_nb.read.sessions.grammar.speech import Except, Hours, Phrase, Sign
from passpro_nb.read.sessions.learned.asking import ask_again
from passpro_nb.read.sessions.words.vocabulary import words_of

_ROOM_SIGNS = ("comma", "dash", "slash", "left", "right")
_BEFORE_EVENT = words_of("the from comma dash left month date number weekday hour")
_MET = re.compile("rencontre|echange|passage")
_WHO = ("seat", "mode", "jury", "main", "minutes", "receive")
_BRINGS = re.compile("(?:m|mr|mme|mlle|madame|monsieur)$|prevo|apport|muni|avec$")
_EVERY_DAY = ("toujours", "horaire", "horaires", "heure inchangee", "horaires inchanges")
_SAME_DAY = {"y", "meme", "suite", "foulee", "ensuite", "juste"}  # « entretiens à la suite »
_THAT_DAY = {"ce", "jour"}
_CANCELS = {Sign.CANCELLED, Sign.ALL_CANCELLED}


def read_clauses(steps: Iterable[Step], text: str, neutral: frozenset[str] = frozenset()) -> Told:
    """Sort what a cell says by the nature of its clauses."""
    told = Told()
    for segments, stop in weigh_clauses(steps, text, neutral):
        sort_clause(segments, text, told)
        told.phrases.extend(stop)
    return told


def weigh_clauses(
    steps: Iterable[Step], text: str, neutral: frozenset[str], *, learned: bool = True
) -> list[tuple[list[Segment], list[Phrase]]]:
    """Tell the nature of the segments of each clause, with the stop that ends it.

    `learned`: what labelled texts teach of unknown words is asked for.
    """
    headed = Segment()
    clauses: list[tuple[list[Segment], list[Phrase]]] = []
    for clause, stop in _cut(steps):
        segments = cut_clause(_without_meeting(clause))
        houred = any(isinstance(p, Hours) for step in clause for p in step.phrases)
        mark_told(segments)
        for before, segment in zip([Segment(), *segments], segments, strict=False):
            segment.led = not before.timed and (
                before.led or before.nature is INTERVIEW or any(map(is_matter, before.tokens))
            )
            segment.led = segment.led or (not before.tokens and is_of_them(segment, clauses))
            weigh(segment, text, neutral)
            _take_from(before, segment, text)
            if clauses and segment is next((each for each in segments if each.dated), None):
                _repeat(clauses[-1][0], segment)
            placed = is_place(before.tokens) or is_at(segment.tokens, text)
            town = placed and is_town(segment, text)
            apart = segment.joint in _ROOM_SIGNS and not segment.timed
            held = houred or before.nature is INTERVIEW  # « Entretiens, atelier bois : »
            if town or (held and apart and is_workshop(segment.tokens)):
                segment.nature = segment.naming = PLAIN
        lead = _spread(segments, headed)
        take_day(segments)
        take_half_day(segments)
        share_day(segments, _day_meant(clauses, segments))
        headed = _heading(clause, segments, headed, lead)
        set_office_aside(segments)
        if clauses and len(clauses[-1][0]) == 1:
            doubt_above(clauses[-1][0][0], segments)
        clauses.append((segments, stop))
    doubt_conditions(clauses, text)
    set_aside([segments for segments, _ in clauses])
    if learned:
        ask_again([*chain.from_iterable(segments for segments, _ in clauses)], text)
    given = any(_gives_hours(segments) for segments, _ in clauses)
    for segments, _ in clauses:
        doubt_opening(segments, text)
        doubt_bare(segments, neutral, given=given)
    return clauses


def _take_from(before: Segment, segment: Segment, text: str) -> None:
    """Let the words of the segment before tell the nature of one, or of both."""
    past = [] if before.timed else find_past(before.tokens)
    if segment.timed and past:
        segment.nature, segment.why = UNEXPLAINED, quote(past, text)
    if is_with_pupils(before, segment):
        before.nature = PLAIN
    if is_time_of_cause(before, segment) or goes_on(before, segment):
        segment.nature, segment.why = OTHER, before.why
    if goes_on_naming(before, segment):
        segment.nature, segment.why = PLAIN, ""
    if is_received(before, segment):
        segment.nature, segment.why = INTERVIEW, ""


def _repeat(above: list[Segment], segment: Segment) -> None:
    """Let « mercredi 19 mars : idem » be what the clause above is, where that is no interview."""
    day = next((each for each in above if each.dated), None)
    idem = any(token.kind == "idem" for token in segment.tokens)
    if idem and day and day.nature in (OTHER, UNEXPLAINED) and segment.nature is PLAIN:
        segment.nature, segment.why = day.nature, day.why


def _gives_hours(segments: list[Segment]) -> bool:
    """Tell « l’entretien a lieu de 13h30 à 16h30 », which gives hours to days said elsewhere."""
    if any(segment.dated for segment in segments):
        return False
    every = any(
        t.kind in ("every", "same") or t.value in _EVERY_DAY for s in segments for t in s.tokens
    )
    return any(
        s.houred and (s.nature is INTERVIEW or (every and s.nature is PLAIN)) for s in segments
    )


def _without_meeting(clause: list[Step]) -> list[Step]:
    """Take « rencontre avec les professeurs » for a part of the event that heads its clause."""
    first = next((step for step in clause if step.tokens[0].kind not in _BEFORE_EVENT), None)
    if first is None or first.tokens[0].kind != "event":
        return clause
    return [
        step._replace(phrases=(Sign.OTHER,), tokens=[replace(step.tokens[0], kind="event")])
        if [t.kind for t in step.tokens] == ["main"] and _MET.match(str(step.tokens[0].value))
        else step
        for step in clause
    ]


def _heading(
    clause: list[Step], segments: list[Segment], headed: Segment, lead: Segment
) -> Segment:
    """Return what leads the next clause: « JPO : » and the plain lines of days below it."""
    if not any(segment.timed for segment in segments):
        if not clause:
            return headed
        return lead if clause[-1].tokens[-1].kind == "colon" else Segment()
    told = any(token.kind != "room" for segment in segments for token in segment.head)
    return Segment() if told else headed  # « JPO :\n- 22 mars, salle 3\n- 29 mars »


def _cut(steps: Iterable[Step]) -> Iterator[tuple[list[Step], list[Phrase]]]:
    clause: list[Step] = []
    for step in steps:
        if step.phrases == (Sign.STOP,):
            yield clause, [Sign.STOP]
            clause = []
        else:
            clause.append(step)
    yield clause, []


# What segments tell of each other


def _spread(segments: list[Segment], headed: Segment) -> Segment:
    """Let words without days tell of their neighbours, and days follow the words before them.

    Out: the segment that leads the days to come.
    """
    leads, before = [headed], None  # a lead for each bracket that is open
    waiting = told = False  # a day that stands has no hours yet; words explain it
    nexts = [*segments, Segment()][1:]
    for segment, after, beyond in zip(segments, _bare_days_after(segments), nexts, strict=True):
        leads = [*leads, *leads[-1:] * DEEPEST][: segment.depth + 1]
        apart = segment.dated and segment.joint == "comma" and is_cause(leads[-1].tokens)
        if apart or begins_anew(segment):
            leads[-1] = Segment()
        if segment.timed:
            _follow(segment, leads[-1], waiting and not segment.dated)
            limit = not any(isinstance(phrase, DAYS | Hours) for phrase in segment.phrases)
            if segment.nature is not PLAIN and not limit and not segment.unsure:
                leads[-1] = segment
            before, told = segment, bool(segment.tail)
            if segment.nature in (PLAIN, INTERVIEW):
                waiting = not any(isinstance(phrase, Hours) for phrase in segment.phrases)
        elif not segment.head:
            if leads[-1].nature in (OTHER, UNEXPLAINED):
                segment.nature, segment.why = leads[-1].nature, leads[-1].why
        elif before is None or _heads(segment, before, after) or _opens(segment, before, beyond):
            leads[-1] = segment if leads_on(segment, leads[-1]) else leads[-1]
        else:
            listed = segments if _names_all(segment) else _of_day(segments, before, segment)
            listed = [*_days_of(segments, before), *listed] if segment.unsure else listed
            for each in listed:
                _name(each, segment, ambiguous=after is not None, apart=told)
            told = told or (segment.naming is PLAIN and _says_who(segment))
            if (
                before.unsure and segment.unsure and segment.joint == "left"
            ):  # « 18 mars (à confirmer), 20 mars »
                held = any(token.kind == "main" for each in listed for token in each.tokens)
                leads = [Segment(nature=INTERVIEW if held else PLAIN)] * len(leads)
            elif before.nature is not PLAIN and segment.depth >= before.depth:
                leads[-1] = before
            waiting = waiting and before.nature in (PLAIN, INTERVIEW)
    return leads[0]


def _opens(segment: Segment, before: Segment, beyond: Segment) -> bool:
    """Tell « JPO (9h-13h) et entretiens (10h-12h) », whose hours come after the word."""
    apart = before.nature is OTHER and not before.dated
    hours = beyond.timed and not beyond.dated and not beyond.head
    return segment.nature is INTERVIEW and apart and hours


def _of_day(segments: list[Segment], before: Segment, words: Segment) -> list[Segment]:
    """Return what « avec entretiens » speaks of in « JPO du 22 mars (9h-12h) avec entretiens »."""
    if words.nature is not INTERVIEW or before.dated or before.joint != "left" or _denies(words):
        return [before]
    day = segments[segments.index(before) - 1]
    if day.event and before.nature is not INTERVIEW and not is_undecided(words):
        before.nature = INTERVIEW
        return [day]
    return [before]


def _days_of(segments: list[Segment], hours: Segment) -> list[Segment]:
    """Return the days that hours are of: « 18 mars - 9h à 11h30 (à confirmer) »."""
    at = next(n for n, each in enumerate(segments) if each is hours)
    day = segments[at - 1] if at and not hours.dated else hours
    return [day] if day.dated and not day.houred else []


def _bare_days_after(segments: list[Segment]) -> list[Segment | None]:
    """Return after each segment the next days, where no words of their own stand before them."""
    found: list[Segment | None] = []
    after: Segment | None = None
    for segment in reversed(segments):
        found.append(after)
        if segment.timed:
            after = segment if segment.dated and not segment.head else None
    return found[::-1]


def _heads(segment: Segment, before: Segment, after: Segment | None) -> bool:
    """Tell whether words between two days are of those after: « JPO le 15, entretiens : le 19 »."""
    if after is None or segment.joint in ("and", "right"):
        return False
    if segment.depth > before.depth:
        return after.depth == segment.depth
    if before.nature is INTERVIEW and segment.naming is not PLAIN:
        segment.nature = UNEXPLAINED
        return True
    return segment.nature is INTERVIEW and segment.joint != "left"


def _day_meant(
    clauses: list[tuple[list[Segment], list[Phrase]]], segments: list[Segment]
) -> Segment | None:
    """Return the day of « JPO le 15 mars. Les entretiens y auront lieu de 14h à 16h »."""
    words = {token.value for segment in segments for token in segment.tokens}
    same = (
        not words.isdisjoint(_SAME_DAY)
        or words >= _THAT_DAY
        or any(str(w).startswith(("memes ", "ce meme ")) for w in words)
    )
    if not clauses or any(segment.dated for segment in segments) or not same:
        return None
    days = [segment for segment in clauses[-1][0] if segment.dated]
    return days[0] if len(days) == 1 else None


def _follow(segment: Segment, lead: Segment, waiting: bool) -> None:
    """Give a segment the nature of the words before it, where its own say less."""
    kinds = {token.kind for token in segment.tokens}
    if segment.nature is INTERVIEW or {"session", "moved"} <= kinds:
        return
    if lead.nature is INTERVIEW:
        joined = segment.event and not lead.timed and segment.joint in ("and", "")
        if segment.nature is PLAIN or joined or not (segment.head or segment.tail):
            segment.nature = INTERVIEW if not segment.event or joined else segment.nature
    elif segment.told and not (lead.event and not segment.head and not segment.tail):
        return
    elif lead.nature is OTHER and segment.joint == "right" and segment.tokens[0].kind == "from":
        segment.nature, segment.why = OTHER, lead.why  # « stage (PFMP) des secondes du 17 mars »
    elif segment.nature is PLAIN and lead.nature is not PLAIN and not waiting:
        head = any(token.kind != "to" for token in segment.head)  # « du 11 au soir au 28 »
        joined = segment.joint == "and" or not (segment.joint or head)
        alike = joined or not (lead.timed and segment.dated)
        segment.nature = lead.nature if alike else UNEXPLAINED
        segment.why = lead.why


def _names_all(segment: Segment) -> bool:
    """Tell « 14/03 (17h-20h), 15/03 (9h-12h) : portes ouvertes », where a colon closes a list."""
    closed = segment.joint == "right" and segment.tokens[0].kind == "colon"
    return closed or segment.joint == "that"  # « c’est le 29, à 14h, que nous jouons »


def _name(before: Segment, segment: Segment, *, ambiguous: bool, apart: bool) -> None:
    """Let the words of a segment without days name the days before it: « 15 mars (JPO) ».

    `ambiguous`: they may as well name the days after it; `apart`: other words stand between.
    """
    if segment.unsure and segment.nature is not INTERVIEW and before.nature in (PLAIN, INTERVIEW):
        before.nature, before.why, before.unsure = UNEXPLAINED, segment.why, True
        return
    if segment.nature is INTERVIEW:
        apart = (
            before.event
            and segment.joint != "left"
            and (_is_booked(segment) or is_other_time(segment))
        )
        if (before.event or before.nature is PLAIN) and not (
            apart or _denies(segment) or is_undecided(segment)
        ):
            before.nature = INTERVIEW
        return
    if segment.naming is not PLAIN and any(isinstance(p, Except) for p in before.phrases[-1:]):
        return  # « sauf mardi 18 (conseil) »
    off = not _CANCELS.isdisjoint(p for p in before.phrases if isinstance(p, Sign))
    if off and segment.joint == "left" and before.nature in (PLAIN, INTERVIEW):
        return  # « le 19 mars est supprimé (oraux de stage) »
    if segment.joint == "left":
        arrive(before, segment.head)
    remark = (
        (before.houred or _tells_hour(segment))
        and segment.naming is UNEXPLAINED
        and segment.joint != "that"
    )
    far = apart and not ambiguous and not segment.titled
    if remark and is_beside(segment.tokens, far=far):
        segment.nature = segment.naming = PLAIN
        return
    if ambiguous and segment.naming is OTHER and segment.joint != "left":
        segment.naming = UNEXPLAINED
    naming = UNEXPLAINED if _is_of_bare(segment, before) else segment.naming
    told = before.nature is PLAIN or (naming is not PLAIN and _is_led_only(before, segment))
    if told and (_names_all(segment) or segment.joint not in ("and", "right")):
        before.nature, before.why, before.event = naming, segment.why, segment.event


def _is_booked(segment: Segment) -> bool:
    """Tell « JPO le 22 mars – entretiens sur rendez-vous », whose day is not said."""
    return any(p is Sign.BOOKED for p in segment.phrases) and not segment.timed


def _denies(segment: Segment) -> bool:
    """Tell « ne remplace pas l’entretien », « donc entretiens impossibles », said of another day."""
    off = any(phrase in _CANCELS for phrase in segment.phrases)
    return off or any(str(token.value).startswith("ne ") for token in segment.tokens)


def _says_who(segment: Segment) -> bool:
    """Tell « M. Petit », « prévoir stylo », after which no event is named, from a room, where one may be."""
    return any(t.kind in _WHO or _BRINGS.match(str(t.value)) for t in segment.tokens)


def _tells_hour(segment: Segment) -> bool:
    """Tell « l’heure exacte de passage figure sur la convocation », said of days without hours too."""
    return [token.kind for token in segment.tokens[:2]] == ["the", "minutes"]


def _is_of_bare(segment: Segment, before: Segment) -> bool:
    """Tell « 26 mars, rentrée des élèves », whose day has no hours, from « 26 mars 14h, remise … »."""
    first = segment.head[0] if segment.head else None
    return not before.houred and segment.nature is OTHER and first is not None and names(first)


def _is_led_only(before: Segment, segment: Segment) -> bool:
    """Tell the second day of « Entretiens le 18 mars, le 26 mars, les élèves rendent leurs livres »."""
    own = before.nature is INTERVIEW and not before.head and not before.tail
    return own and (not before.houred or is_sentence(segment.tokens))
