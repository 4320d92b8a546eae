"""A clause cut into segments: at its signs, and before the words that name other days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import repeat

from passpro_nb.read.sessions.clauses.others import find_stay
from passpro_nb.read.sessions.clauses.unknown import is_aim
from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.grammar.order import Step
from passpro_nb.read.sessions.grammar.speech import DayRange, Days, Hours, Phrase, Sign
from passpro_nb.read.sessions.words.tokens import Token

DAYS = Days | DayRange | speech.Weekly | speech.Weeks | speech.Month
UNITS = DAYS | Hours | speech.Except | speech.Vague | speech.Bounds
NEAR = 6  # words, at most, between « pause » or « accueil » and their hours
DEEPEST = 9  # brackets within brackets
_SIGNS = {"comma", "and", "dash", "slash", "left", "right"}
_ARRIVALS = {"accueil", "arrivee", "emargement", "cafe"}
_GRAMMAR = {"the", "from", "to", "colon", "dash", "slash"}
_MOVES = {"moved", "instead", "cancelled", "all_cancelled"}
_CLEFT = ("que", "qu")
_WORDY = {"word", "the", "from", "to", "noise", "in", "per", "denied"}


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
    led: bool = False  # « entretiens » stands before it, and no day between
    told: bool = False  # its clause says that its hours are those of interviews
    titled: bool = False  # a colon ends its first words: « Cuisine : 12 mars »
    dated: bool = False
    timed: bool = False  # holds a day or an hour
    houred: bool = False  # holds an hour
    event: bool = False  # interviews may be part of what it speaks of
    either: bool = False  # « ou » stands before it
    unsure: bool = False  # says « à confirmer » of its days, or of those before it
    shared: bool = False  # its day is of interviews too, its hours are not
    nature: Nature = PLAIN
    naming: Nature = PLAIN  # of the days before it, where it has none
    why: str = ""

    def add(self, step: Step) -> None:
        """Take what one step read."""
        self.phrases += step.phrases
        self.tokens += step.tokens
        if any(isinstance(phrase, UNITS) for phrase in step.phrases):
            dated = any(isinstance(phrase, DAYS) for phrase in step.phrases)
            if not dated and any(word.kind == "break" for word in self.tail[-NEAR:]):
                self.tail[-NEAR:] = before_break(self.tail[-NEAR:])
            if dated and not self.dated:  # « de 9h à 12h bourse aux livres le 12 mars »
                self.head, self.tail = self.head + self.tail, []
            self.timed, self.dated = True, self.dated or dated
            self.houred = self.houred or any(isinstance(each, Hours) for each in step.phrases)
        elif step.pattern is None or (step.phrases and isinstance(step.phrases[0], Sign)):
            place = self.timed and not self.tail  # « 14h à Bobigny »
            kept = [t for t in step.tokens if t.kind not in _GRAMMAR or (place and t.kind == "to")]
            (self.tail if self.timed else self.head).extend(kept)
        elif step.tokens[:1] and step.tokens[0].kind == "room":
            (self.tail if self.timed else self.head).append(step.tokens[0])

    def take_tail(self) -> list[Phrase]:
        """Take out what is said after the last day or hour: « pour un entretien individuel le … »."""
        last = max(n for n, phrase in enumerate(self.phrases) if isinstance(phrase, UNITS))
        self.phrases, tail = self.phrases[: last + 1], self.phrases[last + 1 :]
        return tail


def before_break(words: list[Token]) -> list[Token]:
    """Leave out « pause de 12h à 13h », which says something of the hours, not of the day."""
    at = next((n for n, word in enumerate(words) if word.kind == "break"), len(words))
    return words[:at]


def arrive(segment: Segment, words: list[Token]) -> None:
    """Tell « 10h accueil, 10h15 entretiens », an hour of arrival, from the hour of a session."""
    alone = sum(isinstance(phrase, Hours) for phrase in segment.phrases) == 1
    come = alone and [word.value for word in words[:2]] == ["se", "presenter"]
    if not come and words[0].value not in _ARRIVALS:
        return
    for at in range(len(segment.phrases) - 1, max(-1, len(segment.phrases) - NEAR), -1):
        hours = segment.phrases[at]
        if isinstance(hours, Hours):
            if [word.value for word in words[:2]] == ["accueil", "cafe"]:  # « 9h : accueil café »
                del segment.phrases[at]
            else:
                kind = hours.kind if hours.end else "arrival"
                segment.phrases[at] = replace(hours, kind=kind)
            return


# A clause → its segments


def cut_clause(clause: list[Step]) -> list[Segment]:
    """Cut a clause at its signs, and before the words that name other days."""
    segments = [Segment()]
    for step, before, after in zip(clause, [None, *clause], [*clause[1:], None], strict=False):
        last, first = segments[-1], step.tokens[0]
        cleft = first.value in _CLEFT and _is_cleft(segments[0])
        sign = first.kind in _SIGNS and len(step.tokens) == 1 and not cleft
        if sign and not (_is_hyphen(first, last) or _is_maybe(segments, first)):
            if first.kind == "right":
                last.add(Step(step.pattern, step.phrases, []))
            depth = last.depth + (first.kind == "left") - (first.kind == "right" and last.depth > 0)
            named = first.kind == "left"
            either = first.value == "ou"
            segments.append(Segment(first.kind, min(depth, DEEPEST), named=named, either=either))
            if first.kind != "right":
                segments[-1].phrases += step.phrases
            continue
        denied = first.value == "mais" and any(
            token.kind == "denied" for each in segments[-4:] for token in each.tokens
        )
        if denied:
            segments.append(Segment("but", last.depth))
            continue
        again = last.dated and any(map(_begins_days, step.phrases, repeat(last)))
        if again and last.houred and not last.tail:
            last = Segment("", last.depth)
            segments.append(last)
        elif again and last.tail:
            begun = last.tokens.index(last.tail[0])
            told = last.take_tail() if _is_of_next(last, begun) else []
            segments.append(
                Segment("", last.depth, told, tokens=last.tokens[begun:], head=last.tail)
            )
            last.tokens, last.tail = last.tokens[:begun], []
            last = segments[-1]
        said = first.kind == "colon" and not last.timed
        if said and (find_stay(last.head) or is_aim(last.head) or _is_denial(last, after)):
            segments.append(Segment("", last.depth))  # « le 18, l’équipe est en stage : nous … »
            continue
        if cleft:
            segments.append(Segment("that", last.depth))
            continue
        if first.kind == "colon" and last.dated and any(t.kind == "event" for t in last.head):
            segments.append(Segment("comma", last.depth))  # « travaux du 10 au 28 : entretiens … »
            continue
        if before and before.tokens[-1].kind == "colon" and not last.tail:
            last.named = True
        last.titled = last.titled or (first.kind == "colon" and not last.timed)
        last.add(step)
    return _join_words([segment for segment in segments if segment.tokens or segment.phrases])


def _join_words(segments: list[Segment]) -> list[Segment]:
    """Join « casque et gilet prêtés par le lycée », words on both sides of « et » that tell one thing."""
    joined: list[Segment] = []
    for segment in segments:
        before = joined[-1] if joined else Segment(timed=True)
        if segment.joint == "and" and before.joint and all(map(_is_wordy, (before, segment))):
            before.tokens += segment.tokens
            before.head += segment.head
            before.phrases += [p for p in segment.phrases if p is not Sign.PAUSE]
        else:
            joined.append(segment)
    return joined


def _is_wordy(segment: Segment) -> bool:
    words = all(token.kind in _WORDY for token in segment.tokens)
    return words and not segment.timed and segment.depth == 0 and bool(segment.head)


def _is_denial(segment: Segment, after: Step | None) -> bool:
    """Tell « (le 21 mars,) pas d’accueil », before « : entretiens le 24 », from « pas d’entretien »."""
    if after is None or after.tokens[0].kind != "main":
        return False
    kinds = {token.kind for token in segment.tokens}
    return "denied" in kinds and "main" not in kinds


def _is_of_next(segment: Segment, begun: int) -> bool:
    """Tell « pour un entretien le … », « : les entretiens collectifs du … » from words of the days before."""
    before = [token.kind for token in segment.tokens[max(0, begun - 2) : begun]]
    first, said = segment.tail[0], {token.kind for token in segment.tail}
    leads = first.kind == "main" and "colon" in before and said.isdisjoint(_MOVES)
    return first.value == "pour" or leads


def _is_maybe(segments: list[Segment], sign: Token) -> bool:
    """Tell the words of « et, si nécessaire, le 26 mars », « et peut-être aussi le 26 », of the day to come."""
    before, last = segments[-2:] if len(segments) > 1 else (None, Segment())
    joined = before is not None and before.joint == "and" and not before.tokens
    kinds = {"maybe", "only"}
    if last.joint in ("and", "comma") and sign.value in ("aussi", "egalement"):
        joined, kinds = True, {*kinds, "unsure"}
    return joined and bool(last.tokens) and all(t.kind in kinds for t in last.tokens)


def _begins_days(phrase: Phrase, before: Segment) -> bool:
    """Tell other days from the month of « tous les mercredis après-midi de mars »."""
    weekly = any(isinstance(each, speech.Weekly) for each in before.phrases[-NEAR:])
    return isinstance(phrase, DAYS) and not (weekly and isinstance(phrase, speech.Month))


def _is_cleft(segment: Segment) -> bool:
    """Tell « c’est le 29 mars … que », whose verb tells what the day is."""
    words = [token.value for token in segment.tokens[:2]]
    return segment.dated and words in (["c", "est"], ["c", "sera"])


def _is_hyphen(sign: Token, segment: Segment) -> bool:
    """Tell « Blanc-Mesnil » and « Santé/Social » from a sign between two parts of a clause."""
    before = segment.tokens[-1] if segment.tokens else sign
    glued = sign.kind in ("dash", "slash") and before.end == sign.start
    return glued and before.kind in ("word", "event", "main")


def leave_event_hours(segment: Segment, beyond: Sequence[Phrase] = ()) -> None:
    """Leave out the hours of the event in « JPO le 22 mars 9h-16h : entretiens de 10h à 12h ».

    `beyond`: what the next segment gives hours by.
    """
    untold = len(segment.phrases) if beyond else 0
    at = segment.phrases.index(Sign.MAIN) if Sign.MAIN in segment.phrases else untold
    before, after = segment.phrases[:at], segment.phrases[at:]
    segment.phrases = [*without_hours(before, [*after, *beyond]), *after]


def without_hours(event: list[Phrase], told: list[Phrase]) -> list[Phrase]:
    """Leave out the hours of an event where its interviews have their own, « ce matin-là » no others."""
    own = [phrase for phrase in told if isinstance(phrase, Hours)]
    hours = [phrase for phrase in event if isinstance(phrase, Hours)]
    if not own or all(_is_part(each, spoken) for each in hours for spoken in own):
        return event
    return [phrase for phrase in event if not isinstance(phrase, Hours)]


def _is_part(hours: Hours, spoken: Hours) -> bool:
    """Tell « 9h-12h » from « 9h-16h » before « ce matin-là »."""
    ends = hours.end and spoken.end and hours.end.hour <= spoken.end.hour + 1
    return spoken.kind == "spoken" and bool(ends) and hours.within(spoken)
