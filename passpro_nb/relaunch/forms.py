"""The forms that schools fill in, declared once: written by `school_book`, read by `returns.reader`.

Each row bears an opaque key, in a hidden column: it survives sorting, renaming and another program.
"""

from base64 import b32encode
from dataclasses import dataclass
from hashlib import blake2b

from passpro_nb.domain.french import fold, listing, quoted

IDENTITY = "passpro"  # the hidden sheet that says what the workbook is
FORMAT = "1"
ATTENDANCE = ("Présent", "Absent", "Absent excusé")
ATTENDANCE_WORDS = {"present": "Présent", "absent": "Absent"}  # by what is read
MODES = ("individuel", "collectif")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form; `answer` is what the school may enter there: "" for nothing.

    `attendance`, `opinion` and `mode` are lists, `day` is a date, `text` is free.
    """

    code: str
    heading: str
    width: float
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet to fill in: its title, its columns, how many lines stand above them."""

    code: str
    title: str
    columns: tuple[FormColumn, ...]
    header_row: int = 3

    @property
    def asked(self) -> str:
        """Return the headings of what the school may enter, in its order: « Présence, Avis… »."""
        return listing(quoted(column.heading) for column in self.columns if column.answer)

    @property
    def headings(self) -> dict[str, str]:
        """Return the column of each folded heading."""
        return {fold(column.heading): column.code for column in self.columns}


_KEY = FormColumn("key", "Clé (ne pas modifier)", 4)
_PUPIL = (
    FormColumn("file_number", "N° de dossier", 11),
    FormColumn("last_name", "Nom", 12),
    FormColumn("first_name", "Prénom", 11),
)
_REMARK = FormColumn("remark", "Remarque", 12, "text")

PUPILS = Form("pupils", "Élèves", (
    _KEY,
    FormColumn("reason", "À faire", 14),
    FormColumn("programme_label", "Formation", 23),
    *_PUPIL,
    FormColumn("origin_name", "Établissement d'origine", 14),
    FormColumn("lateness", "Retard (jours ouvrés)", 8),
    FormColumn("interview_on", "Date d'entretien", 12, "day"),
    FormColumn("attendance", "Présence", 10, "attendance"),
    FormColumn("opinion", "Avis", 13, "opinion"),
    FormColumn("opinion_on", "Date de l'avis", 11, "day"),
    _REMARK,
))  # fmt: skip
OFFERS = Form("offers", "Catalogue", (
    _KEY,
    FormColumn("programme_label", "Formation", 36),
    FormColumn("lacks", "Il manque", 18),
    FormColumn("shortfall", "Places manquantes", 12),
    FormColumn("sessions_to_add", "Séances à ajouter", 11),
    FormColumn("mode", "Modalité", 12, "mode"),
    FormColumn("sessions", "Dates et horaires", 34, "text"),
    FormColumn("seats", "Places d'entretien par séance", 13, "text"),
    _REMARK,
))  # fmt: skip
FILES = Form("files", "Dossiers", (
    _KEY,
    *_PUPIL,
    FormColumn("origin_class", "Classe", 9),
    FormColumn("programmes", "Formations demandées", 40),
    FormColumn("lacks", "Il manque", 28),
    FormColumn("answer", "Votre réponse", 37, "text"),
))  # fmt: skip
FORMS = (PUPILS, OFFERS, FILES)


def form_key(form: Form, *parts: str) -> str:
    """Return the opaque key of a row: of a pupil and an offer, of an offer, of a pupil.

    The same parts always give the same key, which says nothing of them: 16 letters and digits.
    """
    said = "\x1f".join((form.code, *parts)).encode()
    digest = blake2b(said, digest_size=10, person=b"passpro").digest()
    return b32encode(digest).decode()
