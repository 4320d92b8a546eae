"""What stands beside a column: its left neighbour settles what a header leaves open."""

import re
from collections.abc import Sequence

from passpro_nb.domain.french import fold, quoted
from passpro_nb.read.columns.assignment import ENOUGH
from passpro_nb.read.columns.halves import told_in
from passpro_nb.read.columns.heard import Heard, Scores
from passpro_nb.read.columns.lexicon import senses_in
from passpro_nb.read.columns.words import SURE

_BESIDE, SIDE = 0.25, 0.12  # what a neighbour, a block of columns add
CLEAR = 0.04  # two roles that are nearer than this are asked about
PLACES = ("seats", "class_places")
# What is counted of a class, and never of a session: « Demandes 2024 », « Pression ».
_DEMAND = re.compile(r"\b(demandes|voeux 1|pression|attractivite|remplissage)\b")

_FAMILIES = {
    "pupil": "file_number ine last_name first_name birth_date",
    "origin": "origin_uai origin_name origin_commune origin_class",
    "host": "host_uai host_name host_commune commune",
    "programme": "programme_label mef offer_code rank diploma domain",
    "interview": "convened_on interview_on attendance sessions hours start end mode place",
    "opinion": "opinion opinion_on",
}
_FAMILY = {code: name for name, said in _FAMILIES.items() for code in said.split()}
# By role, what stands at its left when only its place says what it is.
_AFTER = {
    "opinion_on": {"opinion"},
    "end": {"start"},
    "registered_on": {"file_number"},
    "convened_on": {"convened_on"},
    "interview_on": {"mode"},
    "seats": {"sessions", "hours", "start", "end", "mode", "place"},
    "class_places": {
        "programme_label", "mef", "offer_code", "diploma", "status", "domain", "passpro",
    },
}  # fmt: skip
_AMONG = {
    "origin_uai": "origin", "origin_name": "origin", "origin_commune": "origin",
    "host_uai": "host", "host_name": "host", "host_commune": "host", "last_name": "pupil",
}  # fmt: skip


def look_around(heard: Sequence[Heard], scores: Scores) -> None:
    """Hear the neighbours: what stands at the left settles what a name leaves open."""
    block, near = None, ("", 0)
    judged = any(
        scores.best(at) == "opinion" or _is_judged(column) for at, column in enumerate(heard)
    )
    for at, points in enumerate(scores.points):
        left = scores.best(at - 1) if at else None
        right = scores.best(at + 1) if at + 1 < len(heard) else None
        if right == "attendance" and len(points) > 1 and "interview_on" in points:
            points["interview_on"] += SIDE
            scores.why[at, "interview_on"].append(f"à gauche de {quoted(heard[at + 1].header)}")
        if not judged and heard[at].claims.get("opinion_on", 0) < ENOUGH:
            points.pop("opinion_on", None)
        for role, before in (("opinion_on", "opinion"), ("convened_on", "convened_on")):
            if left != before and heard[at].claims.get(role, 1) < ENOUGH - CLEAR * 2:
                points.pop(role, None)
        if at and left != "opinion":
            for role in _not_beside(heard[at - 1]):
                if heard[at].claims.get(role, 1) < ENOUGH:
                    points.pop(role, None)
        near = (left, at - 1) if left else ("", 0) if near[0] == "place" else near
        if {*PLACES} <= points.keys() and "places" in senses_in(heard[at].header):
            of_class, of_seats = (near[0] in _AFTER[role] for role in reversed(PLACES))
            dated = any(scores.best(before) == "sessions" for before in range(at))
            days = right != "place" and right in _AFTER["seats"]
            if of_class and days:  # between a programme and its days
                points["seats"] = points["class_places"] + _BESIDE
            elif not (of_class or of_seats) and dated:  # beside neither, in a table of sessions
                points["seats"] = points["class_places"]
        elif {*PLACES} <= points.keys() and (
            "size" not in senses_in(heard[at].header)
            and any(scores.best(other) == "sessions" for other in range(len(heard)))
        ):  # « Nombre », « Combien ? » right of a programme, in a table that has days
            points["seats"] += _BESIDE * (near[0] in _AFTER["class_places"])
        if len(points) > 1 and "class_places" in points and _is_before_demand(heard, at):
            points["class_places"] += _BESIDE
            reason = f"à gauche de {quoted(heard[at + 1].header)}"
            scores.why[at, "class_places"].append(reason)
        foreign = at > 0 and not left and "-" in heard[at - 1].claims
        for role in points:
            beside, place = near if role in PLACES else (left, at - 1)
            if (
                (max(len(points), len(heard[at].claims)) > 1 or points[role] < ENOUGH)
                and beside
                and beside != role
                and _belongs(role, beside)
                and not _may_be_a_class(role, heard[at].header)
            ):
                points[role] += _BESIDE
                scores.why[at, role].append(f"à droite de {quoted(heard[place].header)}")
        for role, sign in (("opinion", block), ("opinion_on", "origin" if foreign else block)):
            if role in points and heard[at].claims.get(role, 0) <= SURE:
                points[role] += SIDE / 2 * {"origin": -1, None: 0}.get(sign, 1)
        best = scores.best(at)
        family = _FAMILY.get(best or "")
        if family in ("origin", "host", "programme", "interview"):
            block = family


def _is_judged(column: Heard) -> bool:
    """Tell opinions of a school that receives, whatever else their header says of them."""
    said = told_in(column.header)
    ours = not column.denied and "-" not in column.claims
    return column.profile.share("opinion") >= 0.9 and "opinion" in said and ours


def _not_beside(left: Heard) -> tuple[str, ...]:
    """Return what no open date is right of an opinion (« Transmis le »), or of somebody else's."""
    if left.denied or "-" in left.claims:
        return ("convened_on", "registered_on", "opinion_on")
    judged = left.profile.share("opinion") >= 0.8 or "opinion" in told_in(left.header)
    return ("convened_on", "registered_on") if judged else ()


_OFFERED = frozenset({"places", "number", "offered"})


def _may_be_a_class(role: str, header: str) -> bool:
    """Tell « Effectif », and « Places offertes » beside sessions: its place settles neither."""
    said = senses_in(header)
    return said == {"size"} or (role == "seats" and "offered" in said <= _OFFERED)


def _is_before_demand(heard: Sequence[Heard], at: int) -> bool:
    return at + 1 < len(heard) and bool(_DEMAND.search(fold(heard[at + 1].header)))


def _belongs(role: str, left: str) -> bool:
    if left == "origin_class":  # « Classe », « Nom »: the pupil's
        return False
    return left in _AFTER.get(role, ()) or _FAMILY.get(left) == _AMONG.get(role, "")
