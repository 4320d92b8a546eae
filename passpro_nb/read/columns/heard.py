"""What is said of each column of a table, and how much speaks for each of its roles."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from passpro_nb.domain.french import fold
from passpro_nb.read.columns.assignment import ENOUGH
from passpro_nb.read.columns.evidence import FEW, Profile
from passpro_nb.read.columns.lexicon import senses_in, senses_of, words_of


@dataclass(frozen=True)
class Heard:
    """What is said of one column: its header, its claims (role → strength), what it holds."""

    header: str
    claims: Mapping[str, float]
    profile: Profile
    half: Mapping[str, float] = field(default_factory=dict)
    denied: bool = False
    known: bool = True


@dataclass
class Scores:
    """By column and role how much speaks for it, and why where it is not the header alone."""

    points: list[dict[str, float]]
    why: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    vetoed: dict[int, str] = field(default_factory=dict)

    def best(self, at: int) -> str | None:
        """Return the role for which most speaks, if it is enough."""
        role = max(self.points[at], key=self.points[at].__getitem__, default=None)
        return role if role and self.points[at][role] >= ENOUGH else None


def is_an_appointment(column: Heard) -> bool:
    """Tell « Convocation » over « 24 mars à 15h »: when one is awaited, not when one was told."""
    told = senses_in(column.header) & {"sent", "given"}
    return not told and column.profile.is_appointed


def is_a_name(column: Heard) -> bool:
    """Tell « Lycée / RNE » over « 0930125F LP Ada »: a name, its code before it."""
    first = {*senses_of((words_of(column.header) or [""])[0])}
    said = senses_in(column.header)
    both = "name" in said and said & {"uai", "code"}  # « Établissement (UAI - nom) »
    return column.profile.share("named") > 0.5 and bool(first & {"host", "school"}) and not both


def is_of_interviews(column: Heard) -> bool:
    """Tell an address at which one is received from that of a school."""
    said = {*fold(column.header).split()}
    met = {"accueil", "presenter", "rendre", "venir", "presente", "attendu", "attendus", "passage"}
    return bool(said & met) or bool(senses_in(column.header) & {"interview", "session", "convene"})


def is_of_no_form(column: Heard) -> bool:
    """Tell a code that is no UAI and no INE, under a header that names neither."""
    seen = column.profile
    return (
        not senses_in(column.header) & {"uai", "ine", "national"}
        and seen.counted >= FEW
        and seen.share("uai", "named", "ine") < 0.1
    )


def is_a_partner(header: str) -> bool:
    """Tell « CFA », « Partenaire UFA »: with whom a school works, where it has a column of its own."""
    named = {*fold(header).replace(" s ", " ").split()} & _PARTNERS
    return bool(named) and not senses_in(header) & {"school", "offer", "interview", "opinion"}


def counts_sessions(header: str) -> bool:
    """Tell « Nombre de créneaux », which counts sessions, and not who is received in each."""
    said = senses_in(header)
    counted = "number" in said and said & {"session", "interview", "date"}
    return bool(counted) and said <= {"number", "session", "interview", "date", "planned", "offered", "opening",
                                      "mode", "col", "in", "held", "hour", "total"}  # fmt: skip


_WHO_RECEIVES = re.compile(
    r"(demander|s adresser a|voir avec|prendre (attache|contact) avec"
    r"|(accueil|accueillie?s?|recue?s?|entendue?s?|auditionnee?s?) par|qui (recoit|accueille))"
)


def receives_by(header: str) -> bool:
    """Tell « Demander », « Accueilli par »: over people, whom one asks."""
    return bool(_WHO_RECEIVES.fullmatch(fold(header)))


_PARTNERS = frozenset({"cfa", "ufa", "ofa", "of", "partenaire", "partenaires", "cfas", "ufas"})


def names_towns(column: Heard) -> bool:
    """Tell names that come again under « Ville » in full: communes that are not known here."""
    seen, words = column.profile, {*fold(column.header).split()}
    short = all(len(text.split()) <= 5 and not re.search(r"\d", text) for text in seen.texts)
    others = seen.share("lycee", "college", "person", "programme", "trade", "field", "district", "status",
                        "opinion", "attendance", "mode", "sector", "room", "yes")  # fmt: skip
    plain = seen.share("words") >= 0.9 and others < 0.2 and short
    return bool(words & _TOWN_SAID) and plain and seen.distinct <= 0.75 * seen.counted


_TOWN_SAID = frozenset({"ville", "villes", "commune", "communes", "localite"})
