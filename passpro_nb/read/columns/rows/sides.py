"""Of whom a code, a name or a commune is, where its header does not say: its rows do.

A school has one UAI, one name, one commune: whichever school's columns vary together with it, it is
theirs. A field of training has several programmes: of two such columns the finer is the programme.
"""

from collections.abc import Sequence

from passpro_nb.domain.tables import Table
from passpro_nb.read.columns.assignment import ENOUGH
from passpro_nb.read.columns.evidence import FEW, Profile
from passpro_nb.read.columns.halves import told_in
from passpro_nb.read.columns.heard import Heard, Scores, counts_sessions, is_a_partner
from passpro_nb.read.columns.leftovers import days_of
from passpro_nb.read.columns.lexicon import senses_in
from passpro_nb.read.columns.rows.beside import PLACES
from passpro_nb.read.columns.rows.relations import (
    depends,
    filled_rows,
    follows,
    is_within,
    one_for_each,
)
from passpro_nb.read.columns.words import SURE

_TOGETHER = 0.25  # what rows that vary together add
_SAID = 0.1  # how much more a header says of one side
_SIDES = ("host", "origin")
_ONE_SIZE = 0.5  # of the rows of a class: fewer say its size, and they count something else


def hear_rows(heard: Sequence[Heard], scores: Scores, table: Table) -> None:
    """Add to the points of columns that may be the host's or the origin's what their rows say."""
    for at, points in enumerate(scores.points):
        for what in ("uai", "name", "commune"):
            if {f"{side}_{what}" for side in _SIDES} <= points.keys():
                _take_sides(at, what, heard, scores)
    if "domain" in table.codes:
        _part_fields(heard, scores)
        _part_places(heard, scores)
    else:
        _code_named(heard, scores)
    _leave_to_better(heard, scores)
    _leave_to_schools(heard, scores)
    _leave_to_each(heard, scores)
    _part_convocations(heard, scores)
    _date_opinions(heard, scores)


def _code_named(heard: Sequence[Heard], scores: Scores) -> None:
    """Take « 0930125F LP Ada » for the code of a pupil's school, where no other column has it."""
    for column, points in zip(heard, scores.points, strict=True):
        if min(column.profile.share("named"), column.profile.share("college")) > 0.5:
            for role in {"host_uai", "host_name"} & points.keys():
                del points[role]
            if "origin_name" in points or "origin_uai" in points:
                points["origin_uai"] = max(points.get("origin_uai", 0.0), ENOUGH)
    best = [scores.best(at) for at in range(len(heard))]
    for side in _SIDES:
        code, name = f"{side}_uai", f"{side}_name"
        named = [at for at, role in enumerate(best) if role == name]
        if code not in best and len(named) == 1 and heard[named[0]].profile.share("named") > 0.5:
            scores.points[named[0]] = {code: ENOUGH + _TOGETHER}
            scores.why[named[0], code].append("d’après ses valeurs")
            scores.vetoed.pop(named[0], None)


def _date_opinions(heard: Sequence[Heard], scores: Scores) -> None:
    """Tell the days of opinions, whatever they are called: there where an opinion is, and after."""
    best = [scores.best(at) for at in range(len(heard))]
    if "opinion" not in best or "opinion_on" in best:
        return
    given = filled_rows(heard[best.index("opinion")].profile)
    days = [at for at, column in enumerate(heard)
            if column.profile.share("day") >= 0.8 and not column.denied]  # fmt: skip
    if len(given) > 0.95 * len(heard[0].profile.texts) or len(days) < 2:
        return
    for at in days:
        role, seen = best[at], heard[at].profile
        open_ = role is None or best.count(role) > 1 or role == "registered_on"
        dated = filled_rows(seen)
        others = [
            heard[other].profile.days
            for other in days
            if best[other] == "interview_on" and other != at
        ]
        late = all(follows(other, seen.days) for other in others)
        if open_ and others and late and is_within(given, dated) and is_within(dated, given):
            scores.points[at] = {"opinion_on": SURE}
            scores.why[at, "opinion_on"].append("d’après ses lignes")
            return


def _part_convocations(heard: Sequence[Heard], scores: Scores) -> None:
    """Tell the day for which one is convened from that of the letter: « Envoi convoc », « Jour convoc »."""
    best = [scores.best(at) for at in range(len(heard))]
    both = [at for at, role in enumerate(best) if role == "convened_on"]
    if len(both) != 2 or "interview_on" in best:
        return
    told = [at for at in both if senses_in(heard[at].header) & _TOLD]
    if len(told) != 1:
        return
    (sent,), (day,) = told, {*both} - {*told}
    early, late = days_of(heard[sent].profile), days_of(heard[day].profile)
    days = [(a, b) for a, b in zip(early, late, strict=True) if a and b]
    after = sum(a < b for a, b in days) >= 0.9 * len(days) and len(days) >= FEW
    if after and not senses_in(heard[day].header) & {"received", "signed"}:
        scores.points[day] = {"interview_on": SURE}
        scores.why[day, "interview_on"].append("d’après ses lignes")


_TOLD = {"sent", "given"}


def _leave_to_better(heard: Sequence[Heard], scores: Scores) -> None:
    """Take a role from a column that holds none of what another plainly holds.

    « Comm. » over remarks beside a column of communes; an opinion that is there from the first day
    beside one that comes with the interviews.
    """
    seen = [column.profile for column in heard]
    if any(one.share("town") >= 0.8 for one in seen):
        for at, points in enumerate(scores.points):
            if "commune" in points and seen[at].counted and seen[at].share("town") < 0.1:
                del points["commune"]
                if not scores.best(at):
                    scores.vetoed[at] = "commune"
    judged = [at for at, one in enumerate(seen) if one.share("opinion") >= 0.9
              and scores.points[at].get("opinion", 0.0) > 0]  # fmt: skip
    shares = {at: _filled(seen[at]) for at in judged} if len(judged) > 1 else {}
    for at, share in shares.items():
        if share >= 0.97 and min(shares.values()) < 0.9:
            del scores.points[at]["opinion"]


def _leave_to_schools(heard: Sequence[Heard], scores: Scores) -> None:
    """Take from « Partenaire UFA / CFA », « UAI CFA » what a column of every row's school is."""
    for at, points in enumerate(scores.points):
        seen, header = heard[at].profile, heard[at].header
        if not {"host_name", "host_uai"} & points.keys() or not is_a_partner(header):
            continue
        for role, look in (("host_name", "lycee"), ("host_uai", "uai")):
            others = (
                column.profile.share(look) >= 0.8
                and _filled(column.profile) >= max(0.9, _filled(seen))
                and not is_a_partner(column.header)
                and not told_in(column.header) & {"origin", "sector", "staff"}
                and not column.denied
                for other, column in enumerate(heard)
                if other != at
            )
            if role in points and any(others):
                del points[role]


def _leave_to_each(heard: Sequence[Heard], scores: Scores) -> None:
    """Take places from « Nombre de créneaux » beside « Jauge par créneau », which says how many each."""
    seats = [at for at, points in enumerate(scores.points) if "seats" in points]
    units = [at for at in seats if counts_sessions(heard[at].header)]
    if any("each" in told_in(heard[at].header) for at in seats):
        for at in units:
            del scores.points[at]["seats"]


def _filled(seen: Profile) -> float:
    """Return the share of the sampled rows in which a column holds something."""
    return len(filled_rows(seen)) / max(1, len(seen.texts))


def _take_sides(at: int, what: str, heard: Sequence[Heard], scores: Scores) -> None:
    seen = heard[at].profile
    if seen.counted < 8:
        return
    sides = [side for side in _SIDES if _varies_with(seen, at, side, what, heard, scores)]
    if what == "uai" and seen.distinct == 1:  # « notre UAI »
        sides = ["host"]
    if len(sides) == 1:
        role = f"{sides[0]}_{what}"
        points, other = scores.points[at], f"{_SIDES[sides[0] == 'host']}_{what}"
        if points[other] - points[role] > _SAID and role not in heard[at].claims:
            del points[role], points[other]  # its header says one thing, its rows the other
            return
        scores.points[at][role] += _TOGETHER
        scores.why[at, role].append("d’après ses lignes")


def _varies_with(
    seen: Profile, at: int, side: str, what: str, heard: Sequence[Heard], scores: Scores
) -> bool:
    """Tell whether a column says one thing of each of a side's schools, and not the same of all."""
    if seen.distinct < 2:
        return False
    for other, column in enumerate(heard):
        role = scores.best(other)
        sure = role and len(scores.points[other]) == 1 and role in (f"{side}_uai", f"{side}_name")
        if other == at or not sure or role == f"{side}_{what}":
            continue
        both = what == "commune" or depends(column.profile, seen)
        return both and depends(seen, column.profile)
    return False


# What tells one class from another.
_OF_CLASS = ("host_uai", "host_name", "programme_label", "mef", "offer_code", "diploma", "status")


def _part_places(heard: Sequence[Heard], scores: Scores) -> None:
    """Tell places that change from day to day for one class: a class has one size."""
    best = [scores.best(at) for at in range(len(heard))]
    open_ = [at for at, points in enumerate(scores.points) if {*PLACES} <= points.keys()]
    if "programme_label" not in best or "sessions" not in best or not open_:
        return
    named = [
        column.profile.texts for column, role in zip(heard, best, strict=True) if role in _OF_CLASS
    ]
    classes = [" | ".join(said) for said in zip(*named, strict=True)]
    for at in open_:
        same = one_for_each(classes, heard[at].profile.texts)
        if same is not None and same < _ONE_SIZE:
            points = scores.points[at]
            points["seats"] = max(points["seats"], points.pop("class_places"))
            scores.why[at, "seats"].append("d’après ses lignes")


_OF_SCHOOL = {"host_name", "commune", "place", "contact", "remarks"}


def _is_of_school(at: int, scores: Scores) -> bool:
    """Tell a column that is of the school, and that no other claims to be with more right."""
    role = scores.best(at)
    much = scores.points[at].get(role or "", 0.0)
    return role in _OF_SCHOOL and all(said.get(role, 0.0) <= much for said in scores.points)


def _part_fields(heard: Sequence[Heard], scores: Scores) -> None:
    """Tell a field from a programme: of each programme one field, and fewer of them."""
    for at, points in enumerate(scores.points):
        seen = heard[at].profile
        if (
            "programme_label" not in points
            or seen.share("field") < 0.5
            or seen.share("diploma") > 0
        ):
            continue
        for other, column in enumerate(heard):
            finer = column.profile
            words = finer.share("words") >= 0.9
            if other == at or not words or finer.distinct <= seen.distinct:
                continue
            of_school = _is_of_school(other, scores)
            rival = (
                scores.best(other) == "diploma"
                or "programme_label" in scores.points[other]
                or points["programme_label"] < SURE
            )
            plain = seen.share("field") > finer.share("field") + 0.3 or depends(seen, finer)
            if rival and not of_school and plain:
                points.pop("programme_label")
                points["domain"] = max(points.get("domain", 0.0), ENOUGH + _TOGETHER)
                scores.why[at, "domain"].append("d’après ses lignes")
                break
