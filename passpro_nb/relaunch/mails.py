"""The words of a relaunch: a mail a school, by side, by reasons and by level, as drafts to look at.

Texts come from templates: those of the campaign's `modeles/` where they are, else the package's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from itertools import product
from pathlib import Path
from string import Formatter

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.errors import SettingsError
from passpro_nb.domain.french import listing, long_date, plural, quoted
from passpro_nb.export.files import write_atomic
from passpro_nb.export.scratch import new_book
from passpro_nb.export.workbook import Look, book_bytes, write_sheet
from passpro_nb.measure.asks import BEFORE_LACKS, HOST, LACKS, ORIGIN, REASONS
from passpro_nb.relaunch.levels import LAST_LEVEL
from passpro_nb.relaunch.plan import Plan
from passpro_nb.relaunch.school_book import Record, SchoolRows, reply_by
from passpro_nb.relaunch.synthesis import say_counts

OWN = "modeles"
SHIPPED = Path(__file__).parent / "templates"
REASONS_FILE = "motifs.txt"
COPIED = (
    "L’inspecteur ou l’inspectrice de l’information et de l’orientation du département {departement} "
    "est en copie, pour vous aider si besoin."
)
_FIELDS = (
    "campagne", "etablissement", "uai", "departement", "jour", "demandes", "fichier", "pieces",
    "reponse", "derniere_relance", "relance", "niveau", "copie", "expediteur",
)  # fmt: skip
# the fields of a mail and their widths: those merged, the first ones being printed; those listed
_MERGED = {
    "uai": 11, "name": 20, "body": 116, "level": 9, "mail": 28, "copy": 28, "subject": 40, "file": 40,
}  # fmt: skip
_LISTED = {"uai": 11, "name": 24, "level": 9, "mail": 27, "copy": 27, "subject": 28, "file": 22}
_REASON_FIELDS = ("compte", "retard", "echeance")


@dataclass(frozen=True)
class Templates:
    """The texts of mails: (subject, body) by side and level, a sentence by reason."""

    mails: Mapping[tuple[str, int], tuple[str, str]]
    reasons: Mapping[str, str]


@dataclass(frozen=True, repr=False)
class Mail(Discreet):
    """A mail to look at before it is sent; `copy` is "" when nobody is in copy."""

    uai: str
    name: str
    mail: str
    copy: str
    level: int
    subject: str
    body: str
    file: str


def template_names() -> list[str]:
    """Return the names of the template files that a campaign may have of its own."""
    return sorted(path.name for path in SHIPPED.glob("*.txt"))


def read_templates(folder: Path) -> Templates:
    """Read the templates of a campaign, the package's standing in for those it has not.

    Raises `SettingsError`, with the file, what is wrong and what may be written, for an unknown
    field, a brace that is not closed, a missing subject, an unknown reason.
    """
    mails = {
        (side, level): _read_mail(folder, f"{side}-{level}.txt")
        for side, level in product((HOST, ORIGIN), range(1, LAST_LEVEL + 1))
    }
    return Templates(mails, _read_reasons(_text(folder, REASONS_FILE)))


def write_templates(folder: Path) -> list[Path]:
    """Write the package's templates into the campaign's `modeles/`, those already there kept."""
    place = folder / OWN
    missing = [place / name for name in template_names() if not (place / name).exists()]
    return [write_atomic(path, (SHIPPED / path.name).read_bytes()) for path in missing]


def _text(folder: Path, name: str) -> str:
    own = folder / OWN / name
    try:
        return (own if own.is_file() else SHIPPED / name).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(name, "enregistrez ce fichier en UTF-8") from None


def _read_mail(folder: Path, name: str) -> tuple[str, str]:
    first, _, body = _text(folder, name).lstrip().partition("\n")
    found = re.match(r"objet\s*:\s*(.+)", first, re.IGNORECASE)
    if not found or not body.strip():
        raise _wrong(name, "la première ligne doit être « Objet : … », puis vient le texte")
    for part in (found[1], body):
        _check_fields(name, part, _FIELDS)
    return found[1].strip(), body.strip() + "\n"


def _read_reasons(text: str) -> dict[str, str]:
    sentences: dict[str, str] = {}
    lines = map(str.strip, text.splitlines())
    for line in (line for line in lines if line and not line.startswith("#")):
        code, _, sentence = (part.strip() for part in line.partition("="))
        if code not in (*REASONS, BEFORE_LACKS) or not sentence:
            said = f"la ligne {quoted(line)} doit être « motif = phrase », le motif étant l’un de"
            raise _wrong(REASONS_FILE, f"{said} : {listing(REASONS)}")
        _check_fields(REASONS_FILE, sentence, _REASON_FIELDS)
        sentences[code] = sentence
    if BEFORE_LACKS in sentences:  # a file of before: its sentence stands for both
        sentences = dict.fromkeys(LACKS, sentences.pop(BEFORE_LACKS)) | sentences
    if missing := [code for code in REASONS if code not in sentences]:
        raise _wrong(REASONS_FILE, f"il manque {listing(missing)}")
    return sentences


def _check_fields(name: str, text: str, known: Iterable[str]) -> None:
    """Refuse a template that could not be filled in, before any mail is written."""
    choices = listing(f"{{{field}}}" for field in known)
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        raise _wrong(name, f"une accolade n’est pas fermée. Champs possibles : {choices}") from None
    for _, field, form, conversion in pieces:
        if field is not None and (field not in known or form or conversion):
            said = quoted("{" + field + "}")
            raise _wrong(name, f"le champ {said} n’existe pas. Champs possibles : {choices}")


def _wrong(name: str, what: str) -> SettingsError:
    return SettingsError(f"{OWN}/{name} : {what}.")


def write_mail(
    plan: Plan, rows: SchoolRows, templates: Templates, file: str, *, attached: bool
) -> Mail:
    """Return the mail to one school, at the level of its relaunch; the third copies the IEN-IO."""
    school, level = rows.school, int(rows.school["level"])
    copy = school["copy"] or "" if level == LAST_LEVEL else ""
    said = _fields(plan, school, templates, file)
    said |= {"pieces": _pieces(rows, attached), "copie": COPIED.format(**said) if copy else ""}
    subject, body = (text.format(**said) for text in templates.mails[school["side"], level])
    to = (school["uai"], school["name"], school["mail"], copy, level)
    # a field with nothing to say leaves blanks
    tidy = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", body, flags=re.MULTILINE))
    return Mail(*to, " ".join(subject.split()), tidy, file)


def _pieces(rows: SchoolRows, attached: bool) -> str:
    """Return how the workbook reaches the school."""
    if attached:
        return "Il est joint à ce message, chiffré ; son mot de passe vous parviendra séparément."
    safe = "contient des données d’élèves : il vous parvient par une voie sûre,"
    return f"Il {safe if rows.concerned else 'vous parvient'} séparément de ce message."


def _fields(plan: Plan, school: Record, templates: Templates, file: str) -> dict[str, str]:
    counts = say_counts(school).items()
    said = {"retard": plural(int(school["lateness"]), "jour ouvré"), "echeance": _say_end(plan)}
    lines = [templates.reasons[code].format(compte=count, **said) for code, count in counts]
    return {
        "campagne": plan.settings.campagne.nom,
        "etablissement": school["name"],
        "uai": school["uai"],
        "departement": school["department"] or "",
        "jour": long_date(plan.day),
        "demandes": "\n".join(f"– {line}" for line in lines),
        "fichier": file,
        "reponse": long_date(reply_by(plan, school), weekday=True),
        "derniere_relance": long_date(school["last_day"]),
        "relance": "Relance" if school["rank"] == 1 else f"{school['rank']}e relance",
        "niveau": str(school["rank"]),
        "expediteur": plan.settings.relances.expediteur,
    }


def _say_end(plan: Plan) -> str:
    """Return where the day stands before or after the end of the interviews."""
    end = plan.settings.calendrier.fin_entretiens
    if end is None:
        return "avant la fin des entretiens"
    if plan.day > end:
        return f"alors que les entretiens ont pris fin le {long_date(end)} : dites-nous où vous en êtes"
    return f"avant la fin des entretiens, le {long_date(end)}"


def draft_bytes(mail: Mail, sender: str, attachment: bytes | None = None) -> bytes:
    """Return a mail as an `.eml` draft: `X-Unsent: 1` makes Outlook and Thunderbird open it unsent.

    `attachment` must be an encrypted workbook: a plain one never travels by mail (domain.md, Law).
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    for header, text in (("To", mail.mail), ("Cc", mail.copy), ("From", sender)):
        if text or header == "To":  # on one line: what a file held must not break a header
            message[header] = re.sub(r"[\s,;<>\"]+", "", text)
    message["Subject"] = " ".join(mail.subject.split())
    message.set_content(mail.body, charset="utf-8")
    if attachment is not None:
        kind = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        message.add_attachment(attachment, maintype="application", subtype=kind, filename=mail.file)
    return bytes(message)


def merge_workbook(mails: Sequence[Mail]) -> bytes:
    """Return the mail merge: the fields of `Mail`, one row a school; then the list of what is sent.

    The first sheet prints the text of each mail; the second, whom it goes to, and with what.
    """
    book = new_book()
    for title, widths in (("Publipostage", _MERGED), ("Envois", _LISTED)):
        rows = [[getattr(mail, name) or None for name in widths] for mail in mails]
        look = Look(widths=widths)
        sheet = write_sheet(book, title, pd.DataFrame(rows, columns=list(widths)), look)
        if title == "Publipostage":
            sheet.print_area = f"A1:C{len(mails) + 1}"
    return book_bytes(book)
