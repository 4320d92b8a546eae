"""What may be published of what schools wrote: texts without persons, telephones or mails; their own mails, where they are."""

import re
from collections.abc import Collection

import numpy as np
import pandas as pd

from passpro_nb.domain.french import MONTHS, WEEKDAYS, fold

LEFT_OUT = "…"
CONTACTS = ["uai", "commune", "mail", "telephone"]
PLACES = ["uai", "latitude", "longitude"]
FARTHEST_KM, KM_OF_A_DEGREE = (
    300,
    111.2,
)  # from the middle of the hosts: no académie is wider by land
TEXTS = ("text", "reason", "doubt")  # of a session: what is written, or quotes what is written

_GAP = "[ \u00a0\u202f]"
_MONTH = rf"(?:{'|'.join(MONTHS)}|janv|févr|avr|juil|sept|oct|nov|déc)"
_MAIL = r"[\w.+-]+\s*(?:@|\(at\)|\[at\]|\barobase\b)\s*[\w-]+(?:\s?\.\s?[\w-]+)+"
# Two by two, parted in one way throughout: dates are not; « 03 04 05 06 07 mars » are days.
_PHONE = (
    rf"(?<![\d./-])(?:(?:\+|00){_GAP}?33{_GAP}?(?:\(0\){_GAP}?)?|0)[1-9]"
    rf"(?P<parted>{_GAP}?[./-]?{_GAP}?)\d\d(?:(?P=parted)\d\d){{3}}(?!\d|{_GAP}*{_MONTH})"
    r"|\b(?:t[ée]l(?:[ée]phone)?s?\b\.?|portable|poste)\s*(?:n°\s*)?:?\s*\+?\d(?:[\s./-]?\d){2,}"
)
_TITLE = (
    r"(?:(?i:\b(?:mme|mlle|monsieur|madame|mademoiselle|mr)\b\.?|\bm\.)"
    rf"|\bM(?={_GAP}+(?!(?i:{'|'.join((*WEEKDAYS, *MONTHS))})\b)[A-ZÀ-Þ][\w’'-]))"
)
_TITLES = r"(?i:\b(?:mmes|mlles|messieurs|mesdames|mesdemoiselles)\b\.?|\bmm\.)"
# What follows « Mme » and names nobody (« Mme la proviseure », « Madame, Monsieur »), unless a name does.
_OFFICE = r"l(?:[ae]\s|['’])\s*\w+(?:\s+adjointe?)?\s+(?=[A-ZÀ-Þ])"
_NOBODY = r"(?!(?i:l[ae]s?|l['’]|et|ou|une?|du|des|les)(?![\w-]))"
_PARTICLE = r"(?:(?i:de la|de|du|des|le|la|el|ben|van|von|d['’])[\s'’]\s*)?"
_FIRST = rf"\s*(?:{_OFFICE}|{_NOBODY}){_PARTICLE}[^\W\d_][^\s,;:()/]*"
_OTHER = (
    rf"(?!(?i:{'|'.join((*WEEKDAYS, *MONTHS))}|salle|bureau|bât|hall|tél|cpe|ddfpt|le|la|au|de|à)\b)"
    r"[A-ZÀ-Þ](?:[\w’'-]+|\.)"
)
_NAME = rf"{_FIRST}(?:[\s-]+{_PARTICLE}{_OTHER}){{0,3}}"
_NAMES = rf"{_TITLE}{_NAME}|{_TITLES}{_NAME}(?:(?:\s*,\s*|\s+et\s+){_OTHER})*"
_PRIVATE = re.compile(f"{_MAIL}|{_PHONE}|{_NAMES}")
# Without a title: a word that announces a person, then a name and a surname.
_ANNOUNCED = re.compile(
    r"(?P<who>(?i:contact(?:er)?|référente?|responsable|interlocut\w+|secrétaire|auprès de|joindre"
    r"|s['’]adresser à|cpe|ddfpt|proviseure?(?: adjointe?)?|principale?)\s*:?\s*)"
    rf"(?!M\.){_OTHER}(?:[\s-]+{_PARTICLE}{_OTHER}){{1,3}}"
)

# The words that a school's own mail box is made of, beside its UAI, its name and its commune.
_OFFICES = frozenset(
    [
        "accueil",
        "admin",
        "administration",
        "admission",
        "admissions",
        "affectation",
        "apprentissage",
        "bureau",
        "candidature",
        "candidatures",
        "ce",
        "cfa",
        "cfai",
        "college",
        "contact",
        "courrier",
        "ddfpt",
        "direction",
        "ecole",
        "erea",
        "etablissement",
        "gestion",
        "info",
        "infos",
        "inscription",
        "inscriptions",
        "intendance",
        "lgt",
        "lp",
        "lpo",
        "lycee",
        "mail",
        "orientation",
        "principal",
        "proviseur",
        "proviseure",
        "scolaire",
        "scolarite",
        "secretariat",
        "standard",
        "ufa",
        "vie",
        "vs",
        "vsco",
    ]
)
_COUNTRY = re.compile(r"(?:\+|00)33", re.ASCII)
_LINE = re.compile(r"0?([1-58-9])(\d{8})", re.ASCII)
_UAI_BOX = re.compile(r"(?:[a-z]+[._-])?\d{7}[a-z](?:[._-][a-z]+)?", re.ASCII)


def conceal(text: str) -> str:
    """Return a text where each telephone number, mail address and person named is « … »."""
    hidden = _PRIVATE.sub(LEFT_OUT, text)
    return _ANNOUNCED.sub(rf"\g<who>{LEFT_OUT}", hidden)


def conceal_sessions(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return sessions whose texts hide whom to call (`conceal`)."""
    shown = {name: sessions[name].dropna().unique() for name in TEXTS}
    told = {text: conceal(text) for texts in shown.values() for text in texts}
    hidden = {name: [told.get(text, text) for text in sessions[name]] for name in TEXTS}
    return sessions.assign(
        **{name: pd.Series(texts, sessions.index, dtype="str") for name, texts in hidden.items()}
    )


def list_contacts(directory: pd.DataFrame) -> pd.DataFrame:
    """Return the schools of the directory with their own mail and telephone, missing where they may be a person's."""
    known = directory.reindex(columns=["name", *CONTACTS]).dropna(subset=["uai"])
    once = known.drop_duplicates("uai").astype("str")
    rows = zip(*(once[name].fillna("") for name in ("mail", "name", "commune")), strict=True)
    mails = [mail if is_of_school(mail, name, commune) else None for mail, name, commune in rows]
    phones = [line_of_school(number) for number in once["telephone"].fillna("")]
    contacts = once.assign(
        mail=pd.Series(mails, once.index, dtype="str"),
        telephone=pd.Series(phones, once.index, dtype="str"),
    )
    return contacts[CONTACTS].reset_index(drop=True)


def line_of_school(written: str) -> str | None:
    """Return a telephone number as it is read (« 01 99 00 01 25 »), None for another thing than a fixed line.

    A mobile (06, 07) may be a person's. A number typed in Excel has lost its first 0.
    """
    digits = _COUNTRY.sub("", "".join(re.findall(r"[+\d]", written)))
    found = _LINE.fullmatch(digits)
    return f"0{found[1]} {' '.join(re.findall('..', found[2]))}" if found else None


def no_contacts() -> pd.DataFrame:
    """Return the contacts of a campaign without a directory."""
    return pd.DataFrame({name: pd.Series(dtype="str") for name in CONTACTS})


def list_places(directory: pd.DataFrame, hosts: Collection[str]) -> pd.DataFrame:
    """Return where the directory places hosts; a place too far from theirs is wrong, and left out."""
    known = directory.reindex(columns=PLACES).dropna().drop_duplicates("uai")
    known = known[known["uai"].isin(hosts)].astype({"latitude": float, "longitude": float})
    degrees = known[["latitude", "longitude"]]
    away = degrees - degrees.median()
    away["longitude"] *= np.cos(np.radians(degrees["latitude"].median()))
    near = np.hypot(away["latitude"], away["longitude"]) * KM_OF_A_DEGREE < FARTHEST_KM
    return known[near].reset_index(drop=True)


def no_places() -> pd.DataFrame:
    """Return the places of a campaign whose directory gives none."""
    kinds = dict(zip(PLACES, ("str", "float64", "float64"), strict=True))
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def is_of_school(mail: str, name: str, commune: str) -> bool:
    """Tell whether a mail is a school's box and nobody's own.

    Before the « @ » stand either a UAI (« ce.0930125f », « 0930125f », « 0930125f-secretariat »), or
    words of which one is an office's (« contact », « secretariat », « lycee ») and each other one is
    an office's too, a number, or of the school's name or commune: « lycee.jean-moulin » is a
    school's, « jean.moulin » may be a person's, « s.martin-secretariat » is.
    """
    box, at, _ = mail.strip().lower().partition("@")
    if not at:
        return False
    if _UAI_BOX.fullmatch(box):
        return not set(re.findall(r"[a-z]{2,}", box)) - _OFFICES
    words, own = fold(box).split(), {*fold(name).split(), *fold(commune).split()}
    offices = [word for word in words if _is_office(word, own)]
    return bool(offices) and all(
        word in offices or word.isdecimal() or word in own for word in words
    )


def _is_office(word: str, own: set[str]) -> bool:
    """Tell whether a word is an office's, the school's words written after it or not."""
    if word in _OFFICES:
        return True
    rests = [word.removeprefix(office) for office in _OFFICES if word.startswith(office)]
    return any(rest.isdecimal() or rest in own or rest in _squeezed(own) for rest in rests)


def _squeezed(own: set[str]) -> set[str]:
    return {one + other for one in own for other in own}
