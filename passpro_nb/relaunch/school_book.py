"""A school's workbook: its pupils and its catalogue lines, to be filled in and sent back.

A notice in plain French, its own rows only, a hidden key on each; `school_form` lays it out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

import pandas as pd

from passpro_nb.domain.discreet import Discreet
from passpro_nb.domain.french import long_date, plural, quoted, short_date
from passpro_nb.export.files import file_name
from passpro_nb.export.records import records
from passpro_nb.measure.asks import HOST, LACKS, REASONS
from passpro_nb.relaunch import forms
from passpro_nb.relaunch.fast_xlsx import Cell, fill_model
from passpro_nb.relaunch.forms import FILES, IDENTITY, OFFERS, PUPILS, Form, form_key
from passpro_nb.relaunch.plan import Plan
from passpro_nb.relaunch.school_form import NOTICE, cell_style, form_model
from passpro_nb.relaunch.synthesis import say_counts

REASON_WORDS = {
    "avis_en_retard": "Avis à saisir", "avis_illisibles": "Avis illisible",
    "non_convoques": "À convoquer", "a_reconvoquer": "À reconvoquer",
}  # fmt: skip
_BEFORE_THE_END = ("non_convoques", "places_insuffisantes", *LACKS, "a_reconvoquer")
_CARE = (
    "Ce classeur contient des données d’élèves mineurs : gardez-le dans l’établissement, renvoyez-le "
    "par une voie sûre, et effacez-le une fois la campagne finie."
)
_BY_REASON = {
    "non_convoques": "    Un élève « à convoquer » : donnez la « Date d'entretien ».",
    "a_reconvoquer": (
        "    Un élève « à reconvoquer » était absent : donnez la nouvelle « Date d'entretien » ; s’il a été "
        "reçu depuis, la « Présence » et l’« Avis » aussi."
    ),
    "avis_illisibles": "    Un « avis illisible » est rappelé comme il a été saisi : choisissez-en un dans la liste.",
}
_KEEP = (
    "Vous pouvez filtrer, et renommer le fichier ; pour trier, ôtez la protection (elle n’a pas de "
    "mot de passe). Ne changez pas les titres des colonnes et n’ajoutez pas de ligne : elle ne "
    "pourrait pas être rattachée à un élève. Une case laissée vide ne change rien."
)
Record = dict[str, Any]


@dataclass(frozen=True, repr=False)
class SchoolRows(Discreet):
    """What one school is asked about: its line of the plan, and its own rows only, as records."""

    school: Record
    concerned: Sequence[Record]
    gaps: Sequence[Record]
    short: Sequence[Record]


def split_schools(plan: Plan, chosen: pd.DataFrame) -> Iterator[SchoolRows]:
    """Yield what each school of `chosen` (rows of `plan.schools`) is asked about, in that order.

    Pupils come in the order of their list: what to do, the longest late, programme, name.
    """
    order = plan.concerned["reason"].map(list(REASONS).index)
    late = plan.concerned.assign(order=order, early=-plan.concerned["lateness"]).sort_values(
        ["order", "early", "programme_label", "last_name", "first_name", "pupil"]
    )
    pupils = _by(records(late), "side", "uai")
    gaps, short = (_by(records(rows), "host_uai") for rows in (plan.gaps, plan.short))
    for school in records(chosen):
        key = (school["side"], school["uai"])
        host = key[1:] if school["side"] == HOST else None
        yield SchoolRows(school, pupils.get(key, []), gaps.get(host, []), short.get(host, []))


def _by(rows: Iterable[Record], *keys: str) -> dict[tuple[object, ...] | None, list[Record]]:
    groups: dict[tuple[object, ...] | None, list[Record]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return groups


def school_file(school: Record, day: date) -> str:
    """Return the name of a school's workbook: its UAI first, nothing that leaves the folder."""
    uai = file_name(str(school["uai"])).upper()
    words = file_name(str(school["side"]), str(school["name"]))
    return f"{uai}-{words[:50].rstrip('-')}-{day.isoformat()}.xlsx"


def school_workbook(plan: Plan, rows: SchoolRows) -> bytes:
    """Return the workbook of one school, which holds its own pupils and nobody else.

    The date of an answer must lie from a month before the campaign opens to a year after the day.
    """
    bodies, calendar = _bodies(rows), plan.settings.calendrier
    counts = {form: len(body) for form, body in bodies.items()}
    opening = calendar.ouverture_inscriptions or calendar.debut_entretiens or plan.day
    first, last = min(opening, plan.day) - timedelta(days=31), plan.day + timedelta(days=366)
    model = form_model(tuple(bodies), plan.settings.avis.echelle, first, last)
    notice = [[Cell(text, style)] for text, style in _notice(plan, rows, counts)]
    sheets = {NOTICE: notice, IDENTITY: _identity(plan, rows, counts)}
    for form, body in bodies.items():
        sheets[form.title] = [*_heading(plan, rows, form), *body]
    return fill_model(model, sheets)


def _bodies(rows: SchoolRows) -> dict[Form, list[list[Cell]]]:
    """Return the rows of each form that the school is sent."""
    if rows.school["side"] == HOST:
        bodies = {PUPILS: [_pupil_row(p) for p in rows.concerned], OFFERS: _offer_rows(rows)}
    else:
        bodies = {FILES: [_file_row(group) for group in _by(rows.concerned, "pupil").values()]}
    return {form: body for form, body in bodies.items() if body}


def _pupil_row(pupil: Record) -> list[Cell]:
    known = {
        **pupil,
        "key": form_key(PUPILS, pupil["pupil"], pupil["offer"]),
        "reason": _say_reason(pupil),
        "file_number": pupil["file_number"] or pupil["ine"],
        "lateness": pupil["lateness"] or None,
        "attendance": forms.ATTENDANCE_WORDS.get(pupil["attendance"]),
    }
    blank = dict.fromkeys(("opinion", "opinion_on", "remark"))
    if pupil["reason"] == "a_reconvoquer":  # the day that was missed is told with what to do
        blank |= dict.fromkeys(("interview_on", "attendance"))
        return _cells(PUPILS, known | blank)
    return _cells(PUPILS, known | blank, {"interview_on"} if pupil["interview_on"] else ())


def _say_reason(pupil: Record) -> str:
    """Return what to do: with the opinion as it was typed, or the day that was missed."""
    words, reason = REASON_WORDS[pupil["reason"]], pupil["reason"]
    if reason == "avis_illisibles" and pupil["opinion_typed"]:
        return f"{words} : {quoted(pupil['opinion_typed'])}"
    if reason == "a_reconvoquer" and pupil["interview_on"]:
        return f"{words} (absent le {short_date(pupil['interview_on'])})"
    return words


def _offer_rows(rows: SchoolRows) -> list[list[Cell]]:
    """Return the host's catalogue lines that lack something, and its offers short of seats."""
    offers = {row["offer"]: {"lacks": None, **row} for row in rows.short}
    for row in rows.gaps:
        offers[row["offer"]] = {**row, **offers.get(row["offer"], {}), "lacks": row["lacks"]}
    asked = sorted(offers.values(), key=lambda row: (row["programme_label"], row["offer"]))
    blank = dict.fromkeys(("mode", "sessions", "seats"))
    return [_cells(OFFERS, row | blank | {"key": form_key(OFFERS, row["offer"])}) for row in asked]


def _file_row(group: Sequence[Record]) -> list[Cell]:
    """Return the row of one of an origin's pupils whose file lacks something."""
    lacks = ", ".join(row["lacks"] for row in group).split(", ")
    said = {
        "key": form_key(FILES, group[0]["pupil"]),
        "programmes": " ; ".join(dict.fromkeys(row["programme_label"] for row in group)),
        "lacks": ", ".join(dict.fromkeys(lacks)),
    }
    return _cells(FILES, group[0] | said)


def _cells(form: Form, values: Record, locked: Collection[str] = ()) -> list[Cell]:
    return [Cell(values.get(c.code), cell_style(c, locked=c.code in locked)) for c in form.columns]


def _heading(plan: Plan, rows: SchoolRows, form: Form) -> list[list[Cell]]:
    """Return the lines above the body: the title, what to do, the headings."""
    title = f"{_named(rows)} – {plan.settings.campagne.nom}, au {long_date(plan.day)}"
    # the hidden first column would swallow a title: it starts in the second one
    return [
        [Cell(None, "plain"), Cell(title, "title")],
        [Cell(None, "plain"), Cell(f"Cases blanches, à remplir : {form.asked}.", "plain")],
        [Cell(column.heading, cell_style(column, header=True)) for column in form.columns],
    ]


def _named(rows: SchoolRows) -> str:
    return f"{rows.school['name']} ({rows.school['uai']})"


def _notice(plan: Plan, rows: SchoolRows, counts: Mapping[Form, int]) -> Iterator[tuple[str, str]]:
    """Yield the lines of the first sheet, each with its style."""
    yield _named(rows), "title"
    yield f"{plan.settings.campagne.nom} – données au {long_date(plan.day)}", "wrapped"
    asked = say_counts(rows.school).values()  # applications are counted, a row is a pupil
    pupils = f" ({plural(counts[FILES], 'élève')})" if FILES in counts else ""
    parts = {
        "Ce qui vous est demandé": [f"• {line}{pupils}" for line in asked],
        "Comment répondre": _steps(plan, rows, counts),
        "Données personnelles": [_CARE] if rows.concerned else [],
    }
    for title, lines in parts.items():
        if lines:
            yield from (("", "wrapped"), (title, "title"), *((line, "wrapped") for line in lines))


def _steps(plan: Plan, rows: SchoolRows, sent: Collection[Form]) -> list[str]:
    """Return what to do, step by step; a line that begins with blanks belongs to the one before."""
    scale = ", ".join(plan.settings.avis.echelle)
    reply = long_date(reply_by(plan, rows.school), weekday=True)
    said = {
        PUPILS: (
            f"pour chaque élève, remplissez {PUPILS.asked} : la présence et l’avis ({scale}) se choisissent "
            "dans la liste de la case, les dates s’écrivent jj/mm/aaaa."
        ),
        OFFERS: f"formation par formation, donnez ce qui manque dans {OFFERS.asked}.",
        FILES: f"pour chaque élève, écrivez ce qui manque dans {FILES.asked}.",
    }
    steps = [f"Feuille « {form.title} » : {said[form]}" for form in sent]
    steps.append(f"Enregistrez, et renvoyez ce classeur au plus tard le {reply}.")
    lines = [f"{rank}. {step}" for rank, step in enumerate(steps, 1)]
    if PUPILS in sent:
        asked = {pupil["reason"] for pupil in rows.concerned}
        lines[1:1] = [line for reason, line in _BY_REASON.items() if reason in asked]
    return [*lines, _KEEP]


def reply_by(plan: Plan, school: Record) -> date:
    """Return the day by which a school is asked to answer, never after what it is asked for.

    Opinions are of use until their limit; days, seats and the catalogue, until interviews end.
    """
    relaunches, calendar = plan.settings.relances, plan.settings.calendrier
    reply = calendar.workdays.add(plan.day, relaunches.delai_reponse_jours_ouvres)
    ends = [calendar.limite_avis]
    if any(school[reason] for reason in _BEFORE_THE_END):
        ends.append(calendar.fin_entretiens)
    return min([reply, *(end for end in ends if end and end >= plan.day)])


def _identity(plan: Plan, rows: SchoolRows, counts: Mapping[Form, int]) -> list[list[Cell]]:
    """Return the hidden sheet: what the workbook is, then the lists to choose from."""
    facts = {
        "format": forms.FORMAT,
        "campagne": plan.settings.campagne.nom,
        "uai": str(rows.school["uai"]),
        "jour": plan.day.isoformat(),
        **{form.title: str(count) for form, count in counts.items()},
    }
    lists = (forms.ATTENDANCE, plan.settings.avis.echelle, forms.MODES)
    lines = zip_longest(facts, facts.values(), (), *lists)
    return [[Cell(value, "text") for value in line] for line in lines]
