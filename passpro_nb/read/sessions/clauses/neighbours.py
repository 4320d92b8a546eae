"""What a segment of a clause takes from the one before it."""

from __future__ import annotations

from passpro_nb.read.sessions.clauses.cuts import (
    INTERVIEW,
    OTHER,
    PLAIN,
    UNEXPLAINED,
    Segment,
    leave_event_hours,
    without_hours,
)
from passpro_nb.read.sessions.clauses.others import is_for_adults
from passpro_nb.read.sessions.clauses.segments import is_matter
from passpro_nb.read.sessions.clauses.unknown import begins_programme, is_cause
from passpro_nb.read.sessions.grammar.speech import Hours, Phrase, Vague


def is_of_them(segment: Segment, clauses: list[tuple[list[Segment], list[Phrase]]]) -> bool:
    """Tell « ils » of the interviews that the clause before speaks of: « Ils ont lieu le 25 mars »."""
    them = segment.tokens[:1] and segment.tokens[0].value in ("ils", "elles", "celles")
    above = clauses[-1][0] if them and clauses else []
    return any(token.kind in ("main", "session") for each in above for token in each.tokens)


def begins_anew(segment: Segment) -> bool:
    """Tell « …, mais le 26 mars », « …, cette année le 19 », « …, donc : 20 mars, 9h » from what leads."""
    hence = segment.dated and segment.houred and [t.value for t in segment.head[:1]] == ["donc"]
    return (
        hence
        or segment.joint == "but"
        or any(t.kind in ("current", "kept") for t in segment.tokens[:2])
    )


def leads_on(segment: Segment, lead: Segment) -> bool:
    """Tell words that name the days to come from a cause, and from « (entretien,) après visite, », which says when."""
    after = lead.nature is INTERVIEW and segment.tokens[0].kind == "before"
    told = segment.titled or not is_cause(segment.tokens)
    part = lead.nature is INTERVIEW and not lead.timed and segment.event and segment.joint == "and"
    return segment.nature is not PLAIN and told and not after and not part


def is_received(before: Segment, segment: Segment) -> bool:
    """Tell « les élèves absents le 18 mars seront reçus le 25 », whose subject stands before a day."""
    if segment.joint or not segment.dated or [t.kind for t in segment.head] != ["receive"]:
        return False
    return any(token.kind == "seat" for token in before.head)


def goes_on(before: Segment, segment: Segment) -> bool:
    """Tell « (conférence sommeil) et écrans le 3 avril », whose event is named on both sides of « et »."""
    named = before.nature is OTHER and before.event and not before.timed
    alone = segment.nature is UNEXPLAINED and segment.joint == "and" and not segment.unsure
    return named and alone and len(segment.head) <= 3 and not any(map(is_matter, segment.tokens))


def goes_on_naming(before: Segment, segment: Segment) -> bool:
    """Tell « (CAP Commercialisation) et services HCR : 12 mars », whose programme has « et » in its name."""
    named = (
        not before.timed and before.nature is PLAIN and any(map(begins_programme, before.tokens))
    )
    alone = segment.nature is UNEXPLAINED and segment.joint == "and" and segment.titled
    return named and alone and not segment.unsure and not segment.event


def is_with_pupils(before: Segment, segment: Segment) -> bool:
    """Tell « (le 18 mars pour les parents) et les élèves », who are received with them."""
    joined = segment.joint == "and" and any(token.kind == "seat" for token in segment.head)
    return joined and is_for_adults(before.tail)


def is_other_time(segment: Segment) -> bool:
    """Tell « (réunion le 24,) obligatoire avant tout entretien », « pour rencontrer l’équipe », said at an event."""
    kinds = [token.kind for token in segment.tokens]
    if "main" in kinds:
        return "before" in kinds[: kinds.index("main")]
    return any(str(token.value).startswith("rencontrer") for token in segment.tokens)


def is_time_of_cause(before: Segment, segment: Segment) -> bool:
    """Tell the time of « en raison de travaux (10 mars au 11 avril) », « inscription avant le 24, midi »."""
    if not segment.timed or segment.head or segment.tail:
        return False
    if before.timed:
        limit = any(isinstance(phrase, Vague) for phrase in before.phrases)
        bare = before.nature is OTHER and not (before.houred or segment.dated)
        return limit and bare and segment.joint == "comma"
    return segment.joint == "left" and is_cause(before.tokens)


def take_day(segments: list[Segment]) -> None:
    """Give the bare day of « Mercredi 12 mars, 14h-16h : mini-stage » the nature of its hours."""
    timed = [segment for segment in segments if segment.timed]
    hours = timed[1:]
    bare = timed[:1] and timed[0].nature is PLAIN and timed[0].dated and not timed[0].houred
    apart = [each for each in hours if each.nature in (OTHER, UNEXPLAINED) and not each.dated]
    if bare and hours and apart == hours and hours[0].joint == "comma":
        timed[0].nature, timed[0].why = hours[0].nature, hours[0].why
        timed[0].unsure = hours[0].unsure  # « 8 avril, 9h-12h sous réserve »


def take_half_day(segments: list[Segment]) -> None:
    """Give « l’après-midi » of « 19 mars 9h-12h. L’après-midi, visite » what is done in it."""
    for before, half, told in zip([Segment(), *segments], segments, segments[1:], strict=False):
        spoken = [p for p in half.phrases if isinstance(p, Hours) and p.kind == "spoken"]
        alone = spoken and half.joint != "and" and not (half.dated or half.head or half.tail)
        apart = told.joint == "comma" and told.nature in (OTHER, UNEXPLAINED) and not told.dated
        does = told.timed or told.naming is not PLAIN  # not « visite possible »
        if alone and apart and does and (before.houred or not before.tokens):
            half.nature, half.why = told.nature, told.why


def share_day(segments: list[Segment], meant: Segment | None) -> None:
    """Keep the day of « JPO le 15 mars, entretiens de 14h à 16h », without the hours of the event.

    `meant`: the day of the clause before that « le même jour » is.
    """
    day, hours, told = meant, list[Segment](), False  # the event's; « entretiens » stands after
    for segment in segments:
        if segment.dated:
            day, hours, told = segment, [segment], False
        elif day and (day.event or day is meant) and segment.timed:
            bare = day.event and segment.houred and not segment.head
            if bare and told and day.nature is INTERVIEW:
                for each in hours:  # « JPO le 29, 9h-13h : entretiens ce jour-là, de 10h à 12h »
                    leave_event_hours(each, segment.phrases)
            _share(day, segment)
            hours += [segment] * bare
        told = told or (segment is not day and any(t.kind == "main" for t in segment.tokens))


def _share(day: Segment, hours: Segment) -> None:
    if hours.unsure and day.nature is INTERVIEW:  # « auront peut-être lieu »
        day.nature, day.why, day.unsure = UNEXPLAINED, hours.why, True
    elif hours.nature is INTERVIEW and day.nature in (OTHER, UNEXPLAINED) and not day.unsure:
        day.nature, day.shared = INTERVIEW, True
        day.phrases = without_hours(day.phrases, hours.phrases)
