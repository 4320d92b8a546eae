"""Names to what they name: schools by name and commune, programmes by label.

A match is taken only when one answer stands out; else the candidates are proposed, best first.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from rapidfuzz import fuzz, process

from passpro_nb.domain.french import fold
from passpro_nb.read.statuses import split_status

_SILENT = 0.8  # a best score under it is asked; like the others, set on names_labelled.toml
_MARGIN = 0.08  # a runner-up nearer than this makes the best doubtful
_LEAD = 0.04  # so far ahead of its runner-up, a candidate is likely: to be confirmed with others
_EXACT = 0.99  # the name to the letter: only another such name makes it doubtful
_PROPOSED = 0.35  # under it a candidate is not worth showing
_TYPO = 86  # similarity (0 to 100) from which two long words are one, mistyped
_NEAR_COMMUNE = 90  # similarity from which two communes are one, misspelt
_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Match:
    """The key that a name stands for, or None: doubtful or unknown, see `candidates`, best first.

    Scores run from 0 to 1.
    """

    key: str | None
    score: float
    candidates: tuple[tuple[str, float], ...]

    @property
    def leads(self) -> bool:
        """Tell whether the first candidate is well ahead of the others: likely, to be confirmed."""
        scores = [score for _, score in self.candidates]
        return bool(scores) and (len(scores) == 1 or scores[0] - scores[1] >= _LEAD)


# A key, its score, and whether nothing speaks against it but, perhaps, another candidate.
_Scored = tuple[str, float, bool]


def _decide(scored: Iterable[_Scored]) -> Match:
    best_of: dict[str, tuple[float, bool]] = {}  # two names of one school are no rivals
    for key, score, sure in sorted(scored, key=lambda one: (-one[1], one[0])):
        if score >= _PROPOSED:
            best_of.setdefault(key, (score, sure))
    if not best_of:
        return Match(None, 0.0, ())
    (score, sure), (rival, _) = [*best_of.values(), (0.0, False)][:2]
    alone = score - rival >= _MARGIN or score > _EXACT > rival
    candidates = tuple((key, round(one, 3)) for key, (one, _) in best_of.items())[:_CANDIDATES]
    taken = sure and alone and score >= _SILENT
    return Match(candidates[0][0] if taken else None, round(score, 3), candidates)


def _coverage(words: tuple[str, ...], others: tuple[str, ...], alike: Callable) -> float:
    """Return the share of `words` found among `others`; a single letter weighs less."""
    total = found = 0.0
    for word in words:
        weight = 1.0 if len(word) > 1 else 0.3
        total += weight
        found += weight * max((alike(word, other) for other in others), default=0.0)
    return found / total if total else 0.0


_LYCEE = r"lyc(?:ee)?"
_ENSEIGNEMENT = r"(?:d? ?enseignement )?"
_KIND = re.compile(
    "|".join(
        rf"\b(?P<{kind}>{pattern})\b"
        for kind, pattern in {
            "sep": rf"section {_ENSEIGNEMENT}professionnel|sep|s e p",
            "college": r"college|clg|col",
            "erea": rf"etablissement regional {_ENSEIGNEMENT}adapte|erea",
            "lea": rf"{_LYCEE} {_ENSEIGNEMENT}adapte|lea",
            "agricultural": rf"{_LYCEE}(?: \w+){{0,6}} agricole|legtpa|legta|lpa",
            "lpo": rf"{_LYCEE}(?: poly\w*)+|lpo|l p o",
            "lp": rf"{_LYCEE} {_ENSEIGNEMENT}(?:professionnel|prof|pro)|lp|l p",
            "lt": rf"{_LYCEE} {_ENSEIGNEMENT}techno\w*|lt",
            "lgt": rf"{_LYCEE} {_ENSEIGNEMENT}(?:general|gt)(?: et techno\w*)?|lgt|lg|l g t",
            "lycee": _LYCEE,
        }.items()
    )
)
_SPELLED_OUT = {"st": "saint", "ste": "sainte", "nd": "notre dame"}
# « Nogent s/ Marne », « Rosny s/ Bois »: no two communes differ by their preposition alone.
_COMMUNE_NOISE = {"arr", "arrondissement", "cedex", "s", "sous", "ss", "sur"}
_NUMBER = re.compile(r"\d+(?:er?|eme)?")  # « Paris 12e », « 93130 Noisy »
_SCHOOL_NOISE = {
    "au", "aux", "contrat", "de", "des", "du", "en", "et", "la", "le", "les", "prive", "privee",
    "public", "publique", "sous", "sur",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _School:
    uai: str
    kind: str | None
    words: tuple[str, ...]
    commune: str


@dataclass(frozen=True, slots=True)
class SchoolBook:
    """The known schools, prepared once: by commune, and all their names for a wider search."""

    by_commune: Mapping[str, Sequence[_School]]
    everyone: Sequence[_School]
    names: Sequence[str]


def school_book(schools: pd.DataFrame) -> SchoolBook:
    """Prepare the known schools (columns uai, name, commune) for `match_school`."""
    by_commune: dict[str, list[_School]] = defaultdict(list)
    said = schools[["uai", "name", "commune"]].astype(object).fillna("")
    for uai, name, commune in said.itertuples(index=False, name=None):
        known = _read_school(uai, name, normal_commune(commune))
        by_commune[known.commune].append(known)
    everyone = [school for group in by_commune.values() for school in group]
    return SchoolBook(by_commune, everyone, [" ".join(school.words) for school in everyone])


def match_school(name: str, commune: str, book: SchoolBook) -> Match:
    """Find a school by name, commune and type (« LPO L. de Vinci », « Tremblay en France »).

    Without a commune, or with one where the name is unknown, nothing is taken: candidates only.
    """
    found = re.fullmatch(r"(.+?)\s*[(,–-]\s*([^(),–]+?)\)?", name)
    if found and not commune and normal_commune(found[2]) in book.by_commune:
        name, commune = found.groups()  # « Lycée Jean Moulin (Torcy) », without a cell for Torcy
    places = _known_communes(normal_commune(commune), book)
    asked = _read_school("", name, places[0] if len(places) == 1 else normal_commune(commune))
    there = [school for place in places for school in book.by_commune[place]]
    near_home = [_score_school(asked, school) for school in there]
    match = _decide(near_home)
    if match.score >= _SILENT:
        return match
    near = process.extract(" ".join(asked.words), book.names, scorer=fuzz.token_set_ratio, limit=10)
    elsewhere = (book.everyone[index] for _, _, index in near)
    scored = [_score_school(asked, school) for school in elsewhere if school not in there]
    weight = 0.7 if commune else 1.0
    return _decide([*near_home, *((key, score * weight, False) for key, score, _ in scored)])


@lru_cache(maxsize=4096)
def normal_commune(commune: str) -> str:
    """Return a commune's comparison form: « Rosny s/ Bois (93) » is `rosny bois`."""
    words = (_SPELLED_OUT.get(word, word) for word in fold(commune).split())
    kept = (w for w in words if w not in _COMMUNE_NOISE and not _NUMBER.fullmatch(w))
    return " ".join(kept)


def same_commune(one: str, other: str) -> bool:
    """Tell whether two texts may name one commune: one begins the other, or is it misspelt.

    A postal code alone names none, and contradicts none.
    """
    left, right = sorted((normal_commune(one), normal_commune(other)), key=len)
    begun = not left or f"{right} ".startswith(f"{left} ")
    return begun or fuzz.ratio(left, right) >= _NEAR_COMMUNE


def _read_school(uai: str, name: str, commune: str) -> _School:
    without_elisions = re.sub(r"\b[dlDL]['’]|(?<=\s)à(?=\s)", " ", name)
    text = re.sub(r"(?<=\w) (?:lycee|label) des metiers\b.*", "", fold(without_elisions))
    kind = _KIND.search(text)
    if kind:
        text = f"{text[: kind.start()]} {text[kind.end() :]}"
    words = " ".join(_SPELLED_OUT.get(word, word) for word in text.split()).split()
    own = [word for word in dict.fromkeys(words) if word not in _SCHOOL_NOISE]
    place = commune.split()
    without_place = tuple(word for word in own if word not in place)
    return _School(uai, kind.lastgroup if kind else None, without_place or tuple(own), commune)


def _known_communes(commune: str, book: SchoolBook) -> list[str]:
    """Return the communes that a text may mean: itself, else those it begins, else a near one."""
    if not commune or commune in book.by_commune:
        return [commune] if commune else []
    begun = [known for known in book.by_commune if known.startswith(f"{commune} ")]
    if begun:
        return begun
    known = book.by_commune.keys()
    near = process.extractOne(commune, known, scorer=fuzz.ratio, score_cutoff=_NEAR_COMMUNE)
    return [near[0]] if near else []


def _score_school(asked: _School, known: _School) -> _Scored:
    kind = _kind_score(asked.kind, known.kind)
    said = _coverage(asked.words, known.words, _name_words_alike) if kind else 0.0
    heard = _coverage(known.words, asked.words, _name_words_alike) if said else 0.0
    # « Lycée Louise » is not enough for « Louise Michel »: the last word of a name is its heart.
    heart = _coverage(known.words[-1:], asked.words, _name_words_alike) > 0
    score = said * (0.85 + 0.15 * heard) * kind
    return known.uai, score, kind > 0.8 and heart


def _kind_score(asked: str | None, known: str | None) -> float:
    """Say how well two types agree: « lycée » may be most of them, a SEP and its LPO are asked."""
    if asked == known:
        return 1.0
    if asked is None or known is None:
        return 0.9 if asked is None else 0.8
    if "college" in (asked, known):
        return 0.0
    return 0.97 if "lycee" in (asked, known) and "sep" not in (asked, known) else 0.75


@lru_cache(maxsize=65536)
def _name_words_alike(left: str, right: str) -> float:
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return 0.95 if long.startswith(short) else 0.0
    similarity = fuzz.ratio(short, long)
    if len(short) > 3 and similarity >= _TYPO:
        return similarity / 100
    # « Weil » for « Veil »: one letter of a short name, enough to propose, never to take.
    return 0.6 if len(short) > 3 and len(short) == len(long) and similarity >= 75 else 0.0


_ACRONYMS = {
    "aepe": "accompagnant educatif petite enfance",
    "agora": "assistance gestion organisations activites",
    "assp": "accompagnement soins services personne",
    "atmfc": "assistant technique milieux familial collectif",
    "epc": "equipier polyvalent commerce",
    "hcr": "hotel cafe restaurant",
    "imtb": "intervention maintenance technique batiments",
    "melec": "electricite environnements connectes",
    "mhr": "hotellerie restauration",
    "mrc": "relation client",
    "mspc": "maintenance systemes production connectes",
    "psr": "production service restaurations",
    "tne": "transitions numerique energetique",
    "tp": "travaux publics",
}
_PROGRAMME_NOISE = {
    "a", "an", "ans", "apprentis", "au", "aux", "commune", "d", "de", "des", "du", "e", "en",
    "et", "famille", "l", "la", "le", "les", "leurs", "met", "metier", "metiers", "op", "opt",
    "option", "pour", "s", "ses", "specialite", "sur", "un",
}  # fmt: skip
_SECONDE = r"(?:2 ?n?de?|seconde) ?(?:bac )?pro(?:f\w*)?(?:(a)| (agri\w*))?\b"
_COMMON_YEAR = re.compile(r"(?:2 ?n?de?|seconde) com(?:m|mune)?\b")  # « 2NDE COMM. »: of a family
_LEVELS = [
    ("2de pro", re.compile(rf"{_SECONDE}|annee 1 3 bac pro (agri)\w*")),
    ("cap", re.compile(r"1? ?cap ?(?P<years>[123])(a(?!ns?\b))?|\bcap(?:(a)| (agri\w*))?\b")),
    ("bac pro", re.compile(r"bac(?:calaureat)? pro\w*(?: (agri)\w*)?")),
    ("bts", re.compile(r"bts(a)?\b")),
    ("mention", re.compile(r"mention complementaire|\bmc\d?\b|\bcs\b")),
    ("2de", re.compile(r"2 ?n?de\b|seconde\b")),
]


@dataclass(frozen=True, slots=True)
class _Programme:
    level: str | None
    option: str | None
    words: tuple[str, ...]


def normal_programme(label: str) -> str:
    """Return the normalised label that stands as programme when there is no MEF (definitions.md).

    « 2NDE PRO Métiers de la relation client 2nde commune » is `2de pro relation client`; the words
    of a status are no part of it.
    """
    known = _read_programme(label)
    option = known.option and f"option {known.option}"
    return " ".join(filter(None, [known.level, option, *known.words]))


def match_programme(label: str, programmes: Mapping[str, str]) -> Match:
    """Find a label among programmes (key → label), natural or abbreviated as Affelnet does.

    Another level (CAP, 2de pro), length, or option letter is proposed at most, never taken.
    """
    asked = _read_programme(label)
    known = {key: _read_programme(text) for key, text in programmes.items()}
    return _decide(_score_programme(asked, key, one) for key, one in known.items())


@lru_cache(maxsize=16384)
def _read_programme(label: str) -> _Programme:
    level, text = _take_level(_COMMON_YEAR.sub(" ", fold(split_status(label)[0])))
    option = re.search(r"\bop(?:t|tion)? ?([a-f])\b", text)
    if option:
        text = text.replace(option[0], " ", 1)
    words = " ".join(_ACRONYMS.get(word, word) for word in text.split()).split()
    own = tuple(word for word in dict.fromkeys(words) if word not in _PROGRAMME_NOISE)
    return _Programme(level, option[1] if option else None, own)


def _take_level(text: str) -> tuple[str | None, str]:
    """Return the level, with years for a CAP (2 unless said) and « agricole », and the rest."""
    for level, pattern in _LEVELS:
        found = pattern.search(text)
        if not found:
            continue
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        agricultural = " agricole" if any(g and g[0] == "a" for g in found.groups()) else ""
        years = ""
        if level == "cap":
            stated = found["years"] or (re.search(r"\b([123]) ?ans?\b", rest) or [None, "2"])[1]
            years = f" {stated}"
            rest = re.sub(r"\b[123] ?ans?\b", " ", rest)
        return f"{level}{years}{agricultural}", rest
    return None, text


def _score_programme(asked: _Programme, key: str, known: _Programme) -> _Scored:
    said = _coverage(asked.words, known.words, _label_words_alike)
    heard = _coverage(known.words, asked.words, _label_words_alike)
    same = asked.level == known.level and asked.option == known.option
    score = (0.7 * said + 0.3 * heard) * (1.0 if same else 0.7)
    return key, score, same and said >= 0.85 and heard >= 0.45


@lru_cache(maxsize=65536)
def _label_words_alike(left: str, right: str) -> float:
    """Tell whether two words are one, abbreviated (`MAINT`, `AMEUBLT`, `TVX`) or mistyped."""
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    if long.startswith(short):
        return 0.97 if len(short) > 1 else 0.3
    if len(short) > 4 and fuzz.ratio(short, long) >= _TYPO:
        return 0.95
    ends = len(short) > 2 and short[0] == long[0] and short[-1] in long[-2:]
    letters = iter(long)  # `vte` is « vente » with letters left out, both ends kept
    return 0.9 if ends and all(letter in letters for letter in short) else 0.0
