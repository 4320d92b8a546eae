"""The hours of a line → its spans: breaks cut out, arrivals and outer hours left out, ends joined."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from passpro_nb.read.sessions.grammar import speech
from passpro_nb.read.sessions.lines import MOST_STATED, Line
from passpro_nb.read.sessions.words.vocabulary import AFTERNOON, MORNING

WAIT = 60  # minutes from « accueil à 13h30 » to the first session: less
COME = 20  # minutes at most from « RV à 13h50 » to a session with its end, « de 14h à 16h30 »


def read_spans(line: Line) -> list[speech.Hours]:
    """Return the spans of hours of a line, « matin » left out where its hours are given."""
    said = (replace(hours, ahead=False) if hours.ahead else hours for hours in line.hours)
    every = list(dict.fromkeys(said))[:MOST_STATED]
    starts = [hours.start for hours in every if hours.kind == "exact" and hours.start]
    breaks = [hours for hours in every if hours.kind == "break"]
    spans = [
        replace(hours, kind="exact") if hours.kind == "arrival" else hours
        for hours in every
        if hours.kind != "break" and not _is_arrival(hours, starts)
    ]
    spans = _leave_arrivals(_join_ends(spans))
    exact = [hours for hours in spans if hours.kind == "exact"]
    spans = [hours for hours in spans if not _is_said_better(hours, exact)]
    halves = [hours for hours in spans if (hours.start, hours.end) in (MORNING, AFTERNOON)]
    if len(halves) > 1:  # « la journée entière : matin et après-midi »
        spans = [each for each in spans if each.kind != "spoken" or each in halves]
    for pause in breaks:  # « pause de 12h à 13h »: two sessions, one before and one after
        spans = [part for span in spans for part in _cut(span, pause)]
    length = line.get(speech.Length)
    if length and (not length.turn or _are_paced(spans, length.minutes)):
        spans = [_lengthen(span, length.minutes) for span in spans]
    return spans or [speech.Hours(None, None)]


def _are_paced(spans: list[speech.Hours], minutes: int) -> bool:
    """Tell whether hours are a list of starts, as far from each other as « durée 45 min » says, or little more."""
    starts = [_minutes(span.start) for span in spans if span.start and not span.end]
    steps = [after - before for before, after in pairwise(sorted(starts))]
    return len(starts) == len(spans) > 1 and minutes <= min(steps) < 2 * minutes


def _join_ends(spans: list[speech.Hours]) -> list[speech.Hours]:
    """Join the start and the end that stand apart: « RDV à 9h devant la loge, jusqu’à 12h »."""
    exact = [hours for hours in spans if hours.kind == "exact"]
    match sorted(exact, key=lambda hours: hours.start is None):  # « fin à 16h, début à 14h »
        case [
            speech.Hours(start=time() as start, end=None),
            speech.Hours(start=None, end=time() as end),
        ]:
            rest = [hours for hours in spans if hours.kind != "exact"]
            return [speech.Hours(start, end), *rest] if start < end else spans
        case _:
            return spans


def _is_arrival(arrival: speech.Hours, starts: list[time]) -> bool:
    """Tell whether a session begins soon after « accueil à 13h30 »."""
    if arrival.kind != "arrival" or arrival.start is None:
        return False
    return any(0 <= _minutes(start) - _minutes(arrival.start) < WAIT for start in starts)


def _leave_arrivals(spans: list[speech.Hours]) -> list[speech.Hours]:
    """Leave out « 13h50 », alone and just before « de 14h à 16h30 »: when one is to be there."""
    exact = [each for each in spans if each.kind == "exact"]
    begins = [_minutes(each.start) for each in exact if each.start and each.end]
    alone = [each for each in exact if each.start and not each.end]
    if len(alone) != 1 or alone[0].start is None:
        return spans
    waits = [begin - _minutes(alone[0].start) for begin in begins]
    return [s for s in spans if s is not alone[0]] if any(0 < w <= COME for w in waits) else spans


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _is_said_better(hours: speech.Hours, exact: list[speech.Hours]) -> bool:
    if hours.kind == "exact":
        return _is_outer(hours, exact)
    return any(hours.kind == "ends" or each.within(hours) for each in exact)


def _is_outer(outer: speech.Hours, spans: list[speech.Hours]) -> bool:
    """Tell whether other spans give this one again in detail: « 9h-17h : 9h-12h et 14h-17h »; so does an end."""
    if outer.start is None:  # « de 14h à 16h30, fin pour tous à 16h30 »
        return any(span.start and span.end == outer.end for span in spans)
    inside = [span for span in spans if span != outer and _contains(outer, span)]
    starts, ends = {span.start for span in inside}, {span.end for span in inside}
    return len(inside) > 1 and outer.start in starts and outer.end in ends


def _contains(outer: speech.Hours, span: speech.Hours) -> bool:
    if not (outer.start and outer.end and span.start and span.end):
        return False
    return outer.start <= span.start and span.end <= outer.end


def _cut(span: speech.Hours, pause: speech.Hours) -> list[speech.Hours]:
    if not _contains(span, pause) or span.start == pause.start or span.end == pause.end:
        return [span]
    return [replace(span, end=pause.start), replace(span, start=pause.end)]


def _lengthen(span: speech.Hours, minutes: int) -> speech.Hours:
    if span.start is None or span.end is not None:
        return span
    end = datetime.combine(date.min, span.start) + timedelta(minutes=minutes)
    note = f"fin déduite de la durée annoncée ({minutes} min)"
    return speech.Hours(span.start, end.time(), notes=(*span.notes, note)) if end.day == 1 else span
