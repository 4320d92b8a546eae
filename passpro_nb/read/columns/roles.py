"""The roles of a table's columns, given all at once: headers, values and neighbours together.

Each witness may veto the other; a role goes to the column for which most speaks, over the whole
table (the best assignment, not the first claim). What stays open is asked, never guessed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import Calendar
from passpro_nb.domain.tables import Table
from passpro_nb.read.columns.asked.caution import hinted
from passpro_nb.read.columns.assignment import ENOUGH, assign
from passpro_nb.read.columns.evidence import NOTHING
from passpro_nb.read.columns.foreign import is_not_offered
from passpro_nb.read.columns.halves import told_in
from passpro_nb.read.columns.heard import (
    Heard,
    Scores,
    is_a_name,
    is_a_partner,
    is_an_appointment,
    is_of_interviews,
    is_of_no_form,
    names_towns,
)
from passpro_nb.read.columns.leftovers import (
    add_half,
    are_labels,
    are_named,
    in_window,
    is_of_schools,
    is_one_for_each,
    is_sparse,
    lacking,
    names_trades,
)
from passpro_nb.read.columns.lexicon import answers_status, senses_in
from passpro_nb.read.columns.rows.beside import CLEAR, SIDE, look_around
from passpro_nb.read.columns.rows.elimination import by_elimination
from passpro_nb.read.columns.rows.left import Left
from passpro_nb.read.columns.rows.sides import hear_rows
from passpro_nb.read.columns.support import is_a_code, is_of_an_offer, is_of_the_nation, support
from passpro_nb.read.columns.words import SURE

_VALUES = 0.15  # what values add


@dataclass(frozen=True)
class Given:
    """`roles`: column by role; `rivals`: columns by role that have as much to say; `why`: by role.

    `vetoed`: by column the role that its header says and its values deny; `torn`: by column the
    roles between which nothing decides.
    """

    roles: dict[str, int]
    rivals: Mapping[str, tuple[int, ...]]
    why: dict[str, str]
    vetoed: Mapping[int, str]
    torn: Mapping[int, tuple[str, ...]]


def give_roles(heard: Sequence[Heard], table: Table, calendar: Calendar | None = None) -> Given:
    """Give each role of a table to one of its columns at most."""
    scores = _weigh(heard, table, calendar)
    _hear_halves(heard, scores, table, calendar)
    look_around(heard, scores)
    hear_rows(heard, scores, table)
    roles = assign(scores.points)
    _fill_in(heard, scores, roles, table)
    _pair_hours(heard, scores, roles)
    _eliminate(heard, scores, roles, table, calendar)
    _seek_key(heard, scores, roles, table)
    _seek_programmes(heard, scores, roles, table)
    torn = dict(_torn(roles, scores))
    for role, open_ in hinted(roles, heard, table, calendar).items():
        torn.setdefault(roles[role], open_)
    roles = {role: at for role, at in roles.items() if at not in torn}
    rivals = _rivals(roles, scores)
    for role in _NONE_OF_TWO:  # no figure uses one of two
        if role in rivals:
            del roles[role]
    if "status" in rivals and heard[roles["status"]].profile.is_answered:
        del roles["status"]  # « Scolaire (O/N) », « Apprentissage (O/N) »: one offer may have both
    why = {
        role: reasons
        for role, at in roles.items()
        if (reasons := _reasons(at, role, heard, scores))
    }
    return Given(roles, rivals, why, scores.vetoed, torn)


def _weigh(heard: Sequence[Heard], table: Table, calendar: Calendar | None) -> Scores:
    """Hear the headers, then the values: each may veto the other."""
    scores = Scores([dict(column.claims) for column in heard])
    dated = any(column.claims.get("interview_on", 0.0) >= ENOUGH for column in heard)
    for at, column in enumerate(heard):
        for role, strength in column.claims.items():
            late = strength < ENOUGH and not in_window(role, column.profile, calendar)
            if role not in table.codes or late:
                del scores.points[at][role]
                continue
            spoken = _hear_values(role, strength, column, table)
            if role == "convened_on" and not dated and is_an_appointment(column):
                spoken = -1
                scores.points[at]["interview_on"] = ENOUGH + 0.04
                scores.why[at, "interview_on"].append("d’après ses heures")
            if spoken < 0:
                del scores.points[at][role]
                if strength >= ENOUGH and at not in scores.vetoed:
                    scores.vetoed[at] = role
                if role in _CODE_OF and column.profile.share("uai") >= 0.9:  # « Acc. »
                    scores.points[at][_CODE_OF[role]] = ENOUGH
                    scores.why[at, _CODE_OF[role]].append("d’après ses valeurs")
            elif role == "programme_label" and column.profile.share("diploma") >= 0.9:
                scores.points[at][role] -= 0.3  # « Filière » over « CAP », « 2de pro »
                scores.points[at].setdefault("diploma", ENOUGH + 0.05)
                scores.why[at, "diploma"].append("d’après ses valeurs")
            elif spoken > 0:
                scores.points[at][role] += _VALUES
                scores.why[at, role].append("d’après ses valeurs")
        if scores.best(at):
            scores.vetoed.pop(at, None)
    return scores


def _hear_values(role: str, strength: float, column: Heard, table: Table) -> int:
    """Return what the values of a column say of a role that its header claims: 1 yes, -1 no, 0 nothing."""
    header, profile = column.header, column.profile
    spoken = support(table[role], profile)
    sure = strength >= SURE and role != "rank" and not is_a_partner(header)
    if is_sparse(role, profile) and not sure:
        spoken = -1
    if role == "status" and is_of_schools(header, profile):
        spoken = -1
    elif role == "status" and profile.is_answered and answers_status(header):
        spoken = 1
    if spoken < 0 and role in _TOWNS and names_towns(column):
        spoken = 0
    if role == "place" and profile.share("street") >= 0.5:
        spoken = 1 if is_of_interviews(column) else -1
    if role == "origin_class" and is_of_an_offer(header, profile):
        spoken = -1
    national = (
        role == "file_number" and "ine" in column.claims and is_of_the_nation(header, profile)
    )
    if national or (role == "district" and is_a_code(header, profile)):
        spoken = 0
    coded = table[role].kind in ("uai", "ine")
    return -1 if coded and ((not spoken and is_of_no_form(column)) or is_a_name(column)) else spoken


_CODE_OF = {"host_name": "host_uai", "origin_name": "origin_uai"}
_TOWNS = ("commune", "host_commune", "origin_commune")


_NEEDED, _IN_ITS_PLACE = ("programme_label", "file_number"), frozenset({"domain", "offer_code"})
_NONE_OF_TWO = ("opinion", "opinion_on", "interview_on", "convened_on", "registered_on")


def _hear_halves(
    heard: Sequence[Heard], scores: Scores, table: Table, calendar: Calendar | None
) -> None:
    """Hear half a header, where no whole one is heard: its values must be what the role holds."""
    for at, column in enumerate(heard):
        if scores.best(at) or not column.half:
            continue
        gone = {"status"} if is_of_schools(column.header, column.profile) else set()
        gone |= {"origin_class"} if is_of_an_offer(column.header, column.profile) else set()
        half = {role: much for role, much in column.half.items() if role not in gone}
        if at in scores.vetoed:
            besides = _SIBLINGS.get(scores.vetoed[at], ())
            half = {role: much for role, much in half.items() if much >= 0.28 and role in besides}
        for role in add_half(scores.points[at], half, table, column.profile, calendar):
            scores.why[at, role].append("d’après une partie de l’en-tête et ses valeurs")
        if scores.best(at):
            scores.vetoed.pop(at, None)

    if any(scores.best(at) == "start" for at in range(len(heard))):
        for column, points in zip(heard, scores.points, strict=True):
            if "hours" not in column.claims and points.get("end", 0.0) < ENOUGH:
                points.pop("hours", None)


# What a header may mean besides, when its values deny what it says first.
_SIBLINGS = {
    "last_name": {"programme_label"}, "opinion": {"opinion_on"}, "sessions": {"hours", "start"}, "hours": {"sessions"},
    "programme_label": {"offer_code", "mef"}, "commune": {"remarks"}, "sector": {"district"}, "mode": {"remarks", "place", "sessions", "hours", "start", "end"}, "interview_on": {"attendance"},
}  # fmt: skip


def _fill_in(heard: Sequence[Heard], scores: Scores, roles: dict[str, int], table: Table) -> None:
    """Give the columns that are left what the table still lacks, where one alone can be it."""
    for at, column in enumerate(heard):  # « CAP », « Certification » over names of trades
        seen = column.profile
        names = seen.share("diploma") < 0.3 and seen.distinct >= 2 and are_named(seen)
        if names and scores.best(at) == "diploma" and "programme_label" not in roles:
            roles["programme_label"] = at
            if roles.get("diploma") == at:
                del roles["diploma"]
            scores.points[at] = {"programme_label": ENOUGH}
            scores.why[at, "programme_label"].append("d’après ce qui manque au tableau")
    left = [at for at, _ in enumerate(heard) if at not in roles.values()]
    claimed = Counter(role for at in left for role, s in scores.points[at].items() if s >= _LACKED)
    for at in left:
        open_ = {
            role: score
            for role, score in scores.points[at].items()
            if role not in roles
            and score >= _LACKED
            and role in _USUAL
            and claimed[role] == 1
            and not (role == "programme_label" and heard[at].profile.share("diploma") >= 0.6)
            and (table[role].kind != "code" or heard[at].profile.share("code") >= 0.5)
        }
        best = max(open_, key=open_.__getitem__, default=None)
        if best and sorted(open_.values())[-2:-1] < [open_[best] - CLEAR]:
            roles[best] = at
            scores.why[at, best].append("d’après ce qui manque au tableau")
    _take_lacking(heard, scores, roles, table)


def _take_lacking(
    heard: Sequence[Heard], scores: Scores, roles: dict[str, int], table: Table
) -> None:
    """Give what a table cannot do without to the one column left that holds it."""
    free = {at: column.profile for at, column in enumerate(heard)
            if at not in roles.values() and not column.denied}  # fmt: skip
    hints = {at: scores.points[at].keys() for at in free}
    pupils = heard[roles["last_name"]].profile if "last_name" in roles else NOTHING
    for at, role in lacking(table, roles, free, hints, pupils):
        if at not in roles.values() and role not in scores.vetoed.values():
            roles[role] = at
            scores.points[at][role] = max(ENOUGH, scores.points[at].get(role, 0))
            scores.vetoed.pop(at, None)
            scores.why[at, role].append("d’après ses valeurs")


_KINDS = {"date", "hour", "code", "num", "uai", "ine", "number", "places"}


def _eliminate(
    heard: Sequence[Heard], scores: Scores, roles: dict[str, int], table: Table,
    calendar: Calendar | None,
) -> None:  # fmt: skip
    """Give what the table still lacks to the columns that alone can be it, by their rows."""
    given = {*roles.values()}
    left = {
        at: Left(column.header, column.profile, {**column.half, **column.claims})
        for at, column in enumerate(heard)
        if at not in given
        and not column.denied
        and not scores.best(at)
        and not (at in scores.vetoed and _KINDS & senses_in(column.header))
    }
    profiles = [column.profile for column in heard]
    for role, at in by_elimination(table, roles, profiles, left, calendar).items():
        if role in (scores.vetoed[c] for c in scores.vetoed.keys() - {at, *roles.values()}):
            continue  # the values of its own header's column may stand here by mistake
        roles[role] = at
        scores.points[at] = {role: max(ENOUGH, scores.points[at].get(role, 0))}
        scores.vetoed.pop(at, None)
        scores.why[at, role].append("d’après ses valeurs")


def _seek_key(heard: Sequence[Heard], scores: Scores, roles: dict[str, int], table: Table) -> None:
    """Give a table that would not be read its key, and the dossiers a code that each pupil has."""
    if not all({*group} & {*roles} for group in table.required):
        _take_lacking(heard, scores, roles, table)
    pupils = roles.get("ine", roles.get("last_name"))
    at = roles.get("offer_code") if "file_number" in table.codes else None
    if at is None or pupils is None or "file_number" in roles:
        return
    plain = not _OF_OFFERS & senses_in(heard[at].header)
    alone = "ine" not in roles and heard[at].profile.is_key and not heard[at].profile.share("code")
    if alone or (plain and is_one_for_each(heard[at].profile, heard[pupils].profile)):
        del roles["offer_code"]
        roles["file_number"] = at
        scores.points[at] = {"file_number": ENOUGH}
        scores.why[at, "file_number"] = ["d’après ses lignes"]


_OF_OFFERS = frozenset({"offer", "programme", "asked", "host"})


def _seek_programmes(
    heard: Sequence[Heard], scores: Scores, roles: dict[str, int], table: Table
) -> None:
    """Give a table that would not be read its programmes, if one column alone can hold them.

    « Formation en apprentissage », « Famille de métiers » over trades; else « Métier demandé » over
    the few labels of one school.
    """
    if all("programme_label" not in group or {*group} & {*roles} for group in table.required):
        return
    given = {at: role for role, at in roles.items()}
    free = [
        (at, column, told_in(column.header) & _OF_PROGRAMMES)
        for at, column in enumerate(heard)
        if given.get(at, "status") in ("status", "domain") and not is_not_offered(column.header)
    ]
    fits = [at for at, c, said in free if said & _PLAINLY and (names_trades(c.profile) or (
        at not in given and c.profile.share("programme") >= 0.8))]  # fmt: skip
    fits = fits or [at for at, c, said in free if said and at not in given and not c.denied
                    and are_labels(c.profile) and are_named(c.profile)
                    and c.profile.share("diploma") < 0.6]  # fmt: skip
    if len(fits) == 1:
        (at,) = fits
        roles.pop(given.get(at, ""), None)
        roles["programme_label"] = at
        scores.points[at] = {"programme_label": ENOUGH}
        scores.vetoed.pop(at, None)
        scores.why[at, "programme_label"].append("d’après ce qui manque au tableau")


_PLAINLY = frozenset({"programme", "diploma", "domain"})
_OF_PROGRAMMES = _PLAINLY | {"trade", "project", "section"}


def _pair_hours(heard: Sequence[Heard], scores: Scores, roles: dict[str, int]) -> None:
    """Tell spans from single hours: of two columns of these side by side, a start and an end."""
    at = roles.get("hours")
    if at is None or "start" in roles:
        return
    free = {*range(len(heard))} - {*roles.values()} | {at, roles.get("end", at)}
    single = {c for c in free if not heard[c].denied and heard[c].profile.is_single_hours}
    first = next((c for c in (at, at - 1) if {c, c + 1} <= single), None)
    if first is None:
        return
    del roles["hours"]
    for role, place in (("start", first), ("end", first + 1)):
        roles[role] = place
        scores.points[place] = {role: SURE}
        scores.vetoed.pop(place, None)
        scores.why[place, role].append("d’après ses valeurs")


_LACKED = 0.35
_OFTEN = (
    "host_uai host_name origin_uai origin_name programme_label last_name interview_on sessions "
    "commune host_commune origin_commune offer_code mef"
)
_USUAL = frozenset(_OFTEN.split())


# ------------------------------------------------------------------------- what stays open


def _torn(roles: Mapping[str, int], scores: Scores) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the columns of which another free role, or one another's, is as likely.

    A column without which the table is not read is no other, if the other is no key itself.
    """
    for role, at in roles.items():
        mine = scores.points[at]
        others = [r for r, s in mine.items() if r not in roles and s > mine[role] - CLEAR]
        for other, place in roles.items():
            theirs = scores.points[place]
            if other != role and other in mine and role in theirs:
                exchanged = mine[other] + theirs[role]
                others += [other] if exchanged > mine[role] + theirs[other] - CLEAR else []
        if others and not (role in _NEEDED and _IN_ITS_PLACE.issuperset(others)):
            yield at, (role, *others)


def _rivals(roles: Mapping[str, int], scores: Scores) -> dict[str, tuple[int, ...]]:
    """Return by role the columns that have as much to say for it as the one that has it."""
    rivals: dict[str, tuple[int, ...]] = {}
    given = set(roles.values())
    for role, at in roles.items():
        dated = role in _NONE_OF_TWO and role != "opinion"
        least = ENOUGH if dated else scores.points[at][role] - SIDE + 0.01
        others = [
            c
            for c, said in enumerate(scores.points)
            if c not in given and scores.best(c) == role and said[role] >= least
        ]
        if others:
            rivals[role] = tuple(sorted([at, *others]))
    return rivals


def _reasons(at: int, role: str, heard: Sequence[Heard], scores: Scores) -> str:
    """Say what settled a role that the header alone left open."""
    claims = heard[at].claims
    others = [strength for r, strength in claims.items() if r != role]
    if role in claims and sum(fold(c.header) == fold(heard[at].header) for c in heard) > 1:
        return "d’après sa place : une autre colonne porte le même titre"
    if claims.get(role, 0) < ENOUGH and (why := scores.why[at, role]) and role not in claims:
        return why[-1]
    if (
        role not in claims
        or not others
        or claims[role] >= SURE
        or claims[role] - max(others) >= CLEAR
    ):
        return ""
    return ", ".join(reversed(scores.why[at, role]))
