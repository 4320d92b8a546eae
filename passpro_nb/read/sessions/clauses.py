"""What each dated clause is about: an interview, something else, or something unexplained.

Stops cut a cell into clauses; commas, dashes and brackets cut a clause into segments. The words of
a segment name the days after them (« JPO le 15 mars »), else those before (« 15 mars : JPO »):

| a segment | is | its days |
|---|---|---|
| says « entretien », or follows one that does | interview | are sessions |
| holds days, hours, seats, rooms and neutral words (`neutral`) | plain | are sessions |
| says « JPO », « inscriptions », « pas », « fermé » of its days | other | are set aside, said |
| holds any other word, or « pendant la JPO » | unexplained | are doubted |

What is doubted is read apart, so that nothing of it reaches the sessions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from passpro_nb.read.sessions import speech
from passpro_nb.read.sessions.grammar import Step
from passpro_nb.read.sessions.neutral import (
    LABELS,
    REMARKS,
    find_unknown,
    is_glue,
    is_remark,
)  # fmt: skip
from passpro_nb.read.sessions.speech import DayRange, Days, Hours, Phrase, Sign
from passpro_nb.read.sessions.words import Token

DOUBT = "« {words} » : rien ne dit qu’il s’agit d’entretiens"
QUOTED = 70  # characters of what is quoted, at most
_DAYS = Days | DayRange | speech.Weekly | speech.Weeks | speech.Month
_UNITS = _DAYS | Hours | speech.Except | speech.Vague
_SAID = (
    speech.SeatCount | speech.Total | speech.Juries | speech.Count | speech.Mode | speech.Room
    | speech.Length
)  # fmt: skip
_DEEPEST = 9  # brackets within brackets
_SIGNS = {"comma", "and", "dash", "slash", "left", "right"}


class Nature(Enum):
    """What the days of a segment are."""

    PLAIN = "plain"
    INTERVIEW = "interview"
    OTHER = "other"
    UNEXPLAINED = "unexplained"


PLAIN, INTERVIEW, OTHER, UNEXPLAINED = Nature


@dataclass(slots=True)
class Segment:
    """The words between two signs, those before its first day or hour apart from those after."""

    joint: str = ""  # the sign before it
    depth: int = 0  # of the brackets around it
    phrases: list[Phrase] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    head: list[Token] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)
    named: bool = False  # a sign says that its last words name its days: « 15 mars : JPO »
    titled: bool = False  # a colon ends its first words: « Cuisine : 12 mars »
    dated: bool = False
    timed: bool = False  # holds a day or an hour
    event: bool = False  # interviews may be part of what it speaks of
    shared: bool = False  # its day is of interviews too, its hours are not
    nature: Nature = PLAIN
    naming: Nature = PLAIN  # of the days before it, where it has none
    why: str = ""

    def add(self, step: Step) -> None:
        """Take what one step read."""
        self.phrases += step.phrases
        self.tokens += step.tokens
        if any(isinstance(phrase, _UNITS) for phrase in step.phrases):
            dated = any(isinstance(phrase, _DAYS) for phrase in step.phrases)
            words = self.tail if self.timed else self.head
            if words and words[-1].kind == "break" and not dated:
                words.pop()  # « pause de 12h à 13h » says something of the hours, not of the day
            if dated and not self.dated:  # « de 9h à 12h bourse aux livres le 12 mars »
                self.head, self.tail = self.head + self.tail, []
            self.timed, self.dated = True, self.dated or dated
        elif not any(isinstance(phrase, _SAID) for phrase in step.phrases):
            words = [token for token in step.tokens if token.kind not in _GRAMMAR]
            (self.tail if self.timed else self.head).extend(words)


_GRAMMAR = {"the", "from", "to", "colon", "dash", "slash"}


@dataclass(slots=True)
class Told:
    """What a cell tells of the sessions, what is doubted and why, and what is set aside."""

    phrases: list[Phrase] = field(default_factory=list)
    doubted: list[tuple[str, list[Phrase]]] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    plain: bool = False  # something was said beside all that: « sur rendez-vous »


def read_clauses(steps: Iterable[Step], text: str, neutral: frozenset[str] = frozenset()) -> Told:
    """Sort what a cell says by the nature of its clauses."""
    told = Told()
    headed = Segment()
    for clause, stop in _cut(steps):
        segments = _segments(clause)
        for segment in segments:
            _weigh(segment, text, neutral)
        lead = _spread(segments, headed)
        headed = _heading(clause, segments, headed, lead)
        _sort(segments, text, told)
        told.phrases.extend(stop)
    return told


def _heading(
    clause: list[Step], segments: list[Segment], headed: Segment, lead: Segment
) -> Segment:
    """Return what leads the next clause: « JPO : » and the plain lines of days below it."""
    if not any(segment.timed for segment in segments):
        if not clause:
            return headed
        return lead if clause[-1].tokens[-1].kind == "colon" else Segment()
    return headed if not any(segment.head for segment in segments) else Segment()


def _cut(steps: Iterable[Step]) -> Iterator[tuple[list[Step], list[Phrase]]]:
    clause: list[Step] = []
    for step in steps:
        if step.phrases == (Sign.STOP,):
            yield clause, [Sign.STOP]
            clause = []
        else:
            clause.append(step)
    yield clause, []


# A clause → its segments


def _segments(clause: list[Step]) -> list[Segment]:
    """Cut a clause at its signs, and before the words that name other days."""
    segments = [Segment()]
    for step, before in zip(clause, [None, *clause], strict=False):
        last, first = segments[-1], step.tokens[0]
        if first.kind in _SIGNS and len(step.tokens) == 1 and not _is_hyphen(first, last):
            if first.kind == "right":
                last.add(Step(step.pattern, step.phrases, []))
            depth = last.depth + (first.kind == "left") - (first.kind == "right" and last.depth > 0)
            named = first.kind == "left"
            segments.append(Segment(first.kind, min(depth, _DEEPEST), named=named))
            if first.kind != "right":
                segments[-1].phrases += step.phrases
            continue
        if last.dated and last.tail and any(isinstance(phrase, _DAYS) for phrase in step.phrases):
            begun = last.tokens.index(last.tail[0])
            segments.append(Segment("", last.depth, tokens=last.tokens[begun:], head=last.tail))
            last.tokens, last.tail = last.tokens[:begun], []
            last = segments[-1]
        if before and before.tokens[-1].kind == "colon" and not last.tail:
            last.named = True
        last.titled = last.titled or (first.kind == "colon" and not last.timed)
        last.add(step)
    return [segment for segment in segments if segment.tokens or segment.phrases]


def _is_hyphen(sign: Token, segment: Segment) -> bool:
    """Tell « Blanc-Mesnil » and « Santé/Social » from a sign between two parts of a clause."""
    before = segment.tokens[-1] if segment.tokens else sign
    glued = sign.kind in ("dash", "slash") and before.end == sign.start
    return glued and before.kind in ("word", "event", "main")


# A segment → its nature, by its own words


def _weigh(segment: Segment, text: str, neutral: frozenset[str]) -> None:
    """Tell the nature of a segment by its words before the days, else by those after."""
    if any(isinstance(phrase, speech.Mode) for phrase in segment.phrases):
        segment.head, segment.tail = (
            _without_meetings(segment.head),
            _without_meetings(segment.tail),
        )
    kinds = [_kind(token) for token in segment.head]
    segment.event = any(token.kind == "event" for token in segment.tokens)
    if any(_kind(token) == "main" for token in segment.tokens):
        unknown = [] if _is_sure(segment) else find_unknown(segment.head, text, neutral)
        segment.nature = OTHER if _is_governed(segment) else INTERVIEW
        if unknown and segment.nature is INTERVIEW:
            segment.nature, segment.why = UNEXPLAINED, quote(unknown, text)
    elif {"event", "during"} <= set(kinds):
        segment.nature = UNEXPLAINED
    elif not _OTHERS.isdisjoint(kinds):
        segment.nature = UNEXPLAINED if _is_list(segment) else OTHER
    elif unknown := _unknown_before(segment, text, neutral):
        segment.nature, segment.why = UNEXPLAINED, quote(unknown, text)
    elif segment.timed and segment.tail:
        segment.nature, segment.why = _weigh_after(segment, segment.tail, text, neutral)
    if segment.event and segment.timed and not segment.dated and _is_spoken(segment):
        segment.timed, segment.head = False, segment.head + segment.tail
    if segment.nature is not PLAIN and not segment.why:
        segment.why = quote(segment.head or segment.tail, text)
    if segment.head and not segment.timed:
        segment.naming, why = _weigh_after(segment, segment.head, text, neutral)
        segment.why = why or segment.why


def _is_sure(segment: Segment) -> bool:
    """Tell whether « entretien » is said, or a rendez-vous of each one, not « rendez-vous des … »."""
    individual = any(isinstance(phrase, speech.Mode) for phrase in segment.phrases)
    return individual or any(token.kind == "main" for token in segment.tokens)


def _unknown_before(segment: Segment, text: str, neutral: frozenset[str]) -> list[Token]:
    """Return the words before the days that nobody knows, or a number that may be no day."""
    head = segment.head
    if head and segment.titled and all(token.value in LABELS for token in head):
        return []
    if unknown := find_unknown(head, text, neutral, leading=True):
        return [] if not segment.timed and is_remark(head) else unknown
    if not segment.dated or any(isinstance(phrase, Hours) for phrase in segment.phrases):
        return []
    for before, token in pairwise(segment.tokens):
        bare = token.kind == "date" and token.value.year is None
        if bare and before.kind in ("word", "room", "noise") and not is_glue(before):
            return [before, token]  # « BP 12/03 »
        if token.kind in ("date", "month"):
            break
    return []


_OTHERS = {"event", "aside", "denied", "break", "verb"}


def _weigh_after(
    segment: Segment, words: list[Token], text: str, neutral: frozenset[str]
) -> tuple[Nature, str]:
    """Return what words make of the days before them, and which of the words do."""
    nature = _nature_after(words, named=segment.named)
    if nature is not PLAIN:
        return nature, quote(words, text)
    harmless = not _OTHERS.isdisjoint(map(_kind, words))
    unknown = [] if harmless else find_unknown(words, text, neutral)
    return (UNEXPLAINED, quote(unknown, text)) if unknown else (PLAIN, "")


def _nature_after(words: list[Token], *, named: bool) -> Nature:
    kinds = [_kind(token) for token in words]
    values = {str(token.value) for token in words}
    if "event" in kinds:
        if "during" in kinds:
            return UNEXPLAINED
        if values & REMARKS or values & _BESIDE or kinds[0] == "rank":
            return PLAIN  # « 14h avec visite », « visite possible »
        return OTHER if named else UNEXPLAINED
    if kinds[0] == "denied":
        return OTHER if {"main", "session"} & set(kinds) else PLAIN
    naming = "aside" in kinds and bool(values & _NAMING)
    return OTHER if named and (naming or kinds[0] == "break") else PLAIN


_BESIDE = {"avec", "ensuite", "suivi", "suivie", "suivis", "puis", "apres", "avant", "comprise"}
_NAMING = {
    "limite", "cloture", "vacances", "conges", "resultat", "resultats", "publication", "affichage",
    "conseil", "notification", "notifications", "rentree", "candidatures",
}  # fmt: skip
_VERBS = {
    "appeler", "appelez", "telephoner", "telephonez", "contacter", "contactez", "prevenir", "prevenez",
    "confirmer", "confirmez", "retirer", "consulter", "reserver", "reservez", "joindre", "adresser",
}  # fmt: skip


def _kind(token: Token) -> str:
    """Return what a word says: of interviews, of an event, of a step of the procedure, of nothing."""
    if token.kind == "length" or token.value in ("lors", "occasion"):
        return "during"  # « pendant les portes ouvertes »
    if token.kind == "appointment":
        return "word" if str(token.value).startswith("sur") else "main"
    return "verb" if token.value in _VERBS else token.kind


def _without_meetings(words: list[Token]) -> list[Token]:
    """Take « réunion collective » for an interview of several, which no other meeting is."""
    return [token for token in words if token.value not in ("reunion", "reunions")]


def _is_list(segment: Segment) -> bool:
    """Tell whether words may speak of the first of their days only: « JPO le 15/03, 19/03 à 14h »."""
    if not any(isinstance(phrase, Hours) for phrase in segment.phrases):
        return False
    ends = {"date", "month", "number"}
    triples = zip(segment.tokens, segment.tokens[1:], segment.tokens[2:], strict=False)
    return any(
        day.kind in ends and sign.kind in ("comma", "dash", "slash") and day.end - day.start > 2
        for day, sign, after in triples
        if after.kind in ("date", "weekday", "number")
    )


def _is_spoken(segment: Segment) -> bool:
    """Tell whether its hours are but a word: « (soirée théâtre) »."""
    hours = [phrase for phrase in segment.phrases if isinstance(phrase, Hours)]
    return all(each.kind == "spoken" for each in hours)


def _is_governed(segment: Segment) -> bool:
    """Tell whether something else governs « entretien »: « pas d’entretien », « résultats des … »."""
    tokens = segment.tokens
    kinds = [_kind(token) for token in tokens]
    at = kinds.index("main")
    after = kinds[at : len(tokens) - len(segment.tail)] if segment.timed else kinds[at:]
    if "denied" in kinds[:at] or ("aside" in after and "during" not in after and segment.timed):
        return True  # « pas d’entretien le 12 mars », « entretiens : résultats le 4 avril »
    if not {"aside", "event"} & set(kinds[:at]):
        return False
    link = at - 2 if kinds[at - 1] == "the" else at - 1
    return kinds[link] in ("from", "to", "before") or tokens[link].value in ("aux", "pour", "sur")


def quote(tokens: list[Token], text: str) -> str:
    """Return the words from the first of some to the last, as written, cut where they are long."""
    if not tokens:
        return ""
    words = " ".join(text[tokens[0].start : tokens[-1].end][: 2 * QUOTED].split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1].rstrip() + "…"


# What segments tell of each other


def _spread(segments: list[Segment], headed: Segment) -> Segment:
    """Let words without days tell of their neighbours, and days follow the words before them.

    Out: the segment that leads the days to come.
    """
    leads, before = [headed], None  # a lead for each bracket that is open
    waiting = False  # a day that stands has no hours yet
    for segment, after in zip(segments, _bare_days_after(segments), strict=True):
        leads = [*leads, *leads[-1:] * _DEEPEST][: segment.depth + 1]
        if segment.timed:
            _follow(segment, leads[-1], waiting and not segment.dated)
            limit = not any(isinstance(phrase, _DAYS | Hours) for phrase in segment.phrases)
            if segment.nature is not PLAIN and not limit:
                leads[-1] = segment
            before = segment
            if segment.nature in (PLAIN, INTERVIEW):
                waiting = not any(isinstance(phrase, Hours) for phrase in segment.phrases)
        elif not segment.head:
            if leads[-1].nature in (OTHER, UNEXPLAINED):
                segment.nature, segment.why = leads[-1].nature, leads[-1].why
        elif before is None or _heads(segment, before, after):
            leads[-1] = segment if segment.nature is not PLAIN else leads[-1]
        else:
            _name(before, segment, ambiguous=after is not None)
            if before.nature is not PLAIN and segment.depth == before.depth:
                leads[-1] = before
    _share_day(segments)
    return leads[0]


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


def _share_day(segments: list[Segment]) -> None:
    """Keep the day of « JPO le 15 mars, entretiens de 14h à 16h », without the hours of the event."""
    day: Segment | None = None
    for segment in segments:
        if segment.dated:
            day = segment
        elif day and day.event and segment.timed:
            if (day.nature, segment.nature) != (OTHER, INTERVIEW):
                continue
            day.nature, day.shared = INTERVIEW, True
            day.phrases = [each for each in day.phrases if not isinstance(each, Hours)]


def _follow(segment: Segment, lead: Segment, waiting: bool) -> None:
    """Give a segment the nature of the words before it, where its own say less."""
    if segment.nature is INTERVIEW:
        return
    if lead.nature is INTERVIEW:
        joined = segment.event and not lead.timed and segment.joint in ("and", "")
        if segment.nature is PLAIN or joined or not segment.head:
            segment.nature = INTERVIEW if not segment.event or joined else segment.nature
    elif segment.nature is PLAIN and lead.nature is not PLAIN and not waiting:
        alike = not (lead.timed and segment.dated) or segment.joint in ("and", "")
        segment.nature = lead.nature if alike else UNEXPLAINED
        segment.why = lead.why


def _name(before: Segment, segment: Segment, *, ambiguous: bool) -> None:
    """Let the words of a segment without days name the days before it: « 15 mars (JPO) ».

    `ambiguous`: they may as well name the days after it.
    """
    if segment.nature is INTERVIEW:
        if before.event or before.nature is PLAIN:
            before.nature = INTERVIEW
        return
    if ambiguous and segment.naming is OTHER and segment.joint != "left":
        segment.naming = UNEXPLAINED
    if before.nature is PLAIN and segment.joint not in ("and", "right"):
        before.nature, before.why, before.event = segment.naming, segment.why, segment.event


def _sort(segments: list[Segment], text: str, told: Told) -> None:
    """Give the sessions what is theirs; keep apart what is doubted, quote what is set aside."""
    bare = [s for s in segments if s.timed and not s.dated and s.nature is UNEXPLAINED]
    why = next((s.why for s in segments if s.timed and s.nature is UNEXPLAINED), "")
    doubted: list[Phrase] = []
    for segment in segments:
        if segment.nature is UNEXPLAINED or (bare and segment.nature is PLAIN):
            doubted += segment.phrases
        elif segment.nature is not OTHER:
            told.phrases.extend(segment.phrases)
        if segment.timed and (segment.nature is OTHER or segment.shared):
            told.aside.append(quote(segment.tokens, text))
    natures = {segment.nature for segment in segments}
    told.plain = told.plain or (bool(natures) and natures <= {PLAIN, INTERVIEW})
    if any(isinstance(phrase, _DAYS) for phrase in doubted):
        told.doubted.append((DOUBT.format(words=why), doubted))
    elif any(isinstance(phrase, _UNITS) for phrase in doubted):
        told.aside.append(why)
