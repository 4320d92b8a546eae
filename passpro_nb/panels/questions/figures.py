"""What only the analyst can tell of a delivery, as questions: headers, schools, programmes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from passpro_nb.check.campaign import Campaign
from passpro_nb.check.once import Ask
from passpro_nb.domain.codes import read_uai
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold, listing, percent, plural, quoted
from passpro_nb.domain.tables import DIRECTORY, Table
from passpro_nb.read.columns.headers import HeaderMap

SCHOOLS = "etablissements"
UNREAD = "Ne pas lire cette colonne"
_ORDERS = (
    ("Mois d’abord : 03/14/2025 est le 14 mars", "mois/jour"),
    ("Jour d’abord : les jours impossibles sont des fautes", "jour/mois"),
)
# By section of correspondances.toml, why its words are asked about.
_WHY = {
    SCHOOLS: "Cet établissement n’a pas d’UAI et son nom laisse un doute.",
    "formations": "L’établissement demandé n’offre pas cette formation sous ce libellé.",
}


@dataclass(frozen=True)
class Question:
    """One question: the section of correspondances.toml it fills, the words asked about.

    `options` are (label, value), the likeliest first; `why` says what is at stake; `free` tells
    that a UAI may be typed instead; `rows` counts those that wait for the answer; `alike` are other
    words that have the same answer.
    """

    section: str
    said: str
    why: str
    options: tuple[tuple[str, str], ...]
    free: bool = False
    rows: int = 0
    alike: tuple[str, ...] = ()


def list_questions(campaign: Campaign) -> list[Question]:
    """Return what is to be confirmed, each once: what would move the most rows first."""
    questions = [*_header_questions(campaign), *_order_questions(campaign)]
    for section, asks in campaign.asks.items():
        questions += [_asked(section, ask) for ask in asks]
    merged: dict[tuple[str, str], Question] = {}
    for question in questions:
        key = question.section, fold(question.said)
        before = merged.get(key)
        rows = question.rows + (before.rows if before else 0)
        merged[key] = replace(before or question, rows=rows)
    return [_counted(q) for q in sorted(merged.values(), key=lambda q: -q.rows)]


def _asked(section: str, ask: Ask) -> Question:
    why = ask.why or _WHY.get(section, "")
    if section == SCHOOLS:
        options = tuple((f"{uai} – {name}", uai) for uai, name in ask.candidates)
    else:
        options = tuple((label, key) for key, label in ask.candidates)
    return Question(section, ask.said, why, options, section == SCHOOLS, ask.rows, ask.alike)


def _counted(question: Question) -> Question:
    """Say the effect before the answer: how many rows, or cells, wait for it."""
    if not question.rows:
        return question
    if question.section.startswith("dates"):
        effect = f"{plural(question.rows, 'date attend', 'dates attendent')} la réponse."
    elif question.section == "seances":
        effect = f"{plural(question.rows, 'jour attend', 'jours attendent')} la réponse."
    elif question.section.startswith("entetes"):
        effect = f"Si oui : {plural(question.rows, 'valeur')} de plus."
    else:
        also = listing((quoted(words) for words in question.alike), 4)
        effect = f"{plural(question.rows, 'ligne attend', 'lignes attendent')} la réponse"
        effect += f", celles de {also} comprises." if also else "."
    return replace(question, why=f"{question.why} {effect}")


def _order_questions(campaign: Campaign) -> Iterator[Question]:
    """Yield the columns whose dates are refused until the analyst says in which order they are."""
    starts = {(source.file, source.sheet): source.table.start for source in campaign.sources}
    for fault in campaign.faults:
        if fault.code == "month_first" and fault.column:
            section = f"dates.{starts[fault.file, fault.sheet or '']}"
            why = "Des jours n’y sont possibles que le mois d’abord : ses dates sont refusées."
            yield Question(section, fault.column, why, _ORDERS, rows=1 + len(fault.also))


def _header_questions(campaign: Campaign) -> Iterator[Question]:
    delivery = campaign.delivery
    sheets = [(s.table, s.layout.headers, s.headers) for s in delivery.sources]
    sheets += [(table, [*headers], mapped) for table, headers, mapped in delivery.missed]
    for table, headers, mapped in sheets:
        for header, (why, rows) in _doubts(headers, mapped, table).items():
            options = tuple(_options(table, mapped, header))
            yield Question(f"entetes.{table.start}", header, why, options, rows=rows)


def _doubts(headers: list[str], mapped: HeaderMap, table: Table) -> dict[str, tuple[str, int]]:
    """Return by header why it is asked about, and the cells that wait for the answer."""
    filled = dict(zip(headers, mapped.filled, strict=False))
    doubts: dict[str, tuple[str, int]] = {}
    for code, names in mapped.doubles.items():
        why = f"Plusieurs colonnes disent « {table[code].heading} » : laquelle lire ?"
        doubts |= {name: (why, filled.get(name, 0)) for name in names}
    for doubt in mapped.doubts:
        role = f"« {table[doubt.roles[0]].heading} »"
        said = f"Elle n’est pas lue : {doubt.why or 'rien ne tranche'}. Est-ce {role} ?"
        doubts[doubt.header] = said, doubt.filled
    for header, code, score in mapped.near:
        near = f"« {table[code].heading} » ({percent(score, 0)})"
        why = f"Elle ressemble à {near} et n’est pas lue."
        doubts.setdefault(header, (why, filled.get(header, 0)))
    for header in mapped.unknown if table is not DIRECTORY else ():  # an annuaire has dozens
        doubts.setdefault(header, ("Elle ne sert à aucun chiffre.", 0))
    return doubts


def _options(table: Table, mapped: HeaderMap, header: str) -> Iterator[tuple[str, str]]:
    """Yield the columns that a header may be: the likeliest, those still free, the others."""
    scores = {code: score for h, code, score in mapped.near if h == header}
    likely = [code for doubt in mapped.doubts if doubt.header == header for code in doubt.roles]
    doubled = [code for code, names in mapped.doubles.items() if header in names]
    free_first = sorted(table.codes, key=lambda code: code in mapped.positions)
    for code in dict.fromkeys([*likely, *scores, *doubled, *free_first]):
        near = f" – proposé, {percent(scores[code], 0)}" if code in scores else ""
        yield f"{table[code].heading}{near}", table[code].heading
    yield UNREAD, ""


def gather_choices(answers: Iterable[tuple[Question, str]]) -> dict[str, dict[str, str]]:
    """Return by section what the analyst chose; an answer left blank (None) is no choice.

    Raises `UsageError` for a typed text that holds no UAI, and where one column is given twice.
    """
    choices: dict[str, dict[str, str]] = defaultdict(dict)
    for question, answer in answers:
        value = _uai(question, answer) if question.free else answer
        taken = [said for said, given in choices[question.section].items() if given == value]
        if question.section.startswith("entetes") and value and taken:
            raise UsageError(
                f"Les colonnes {quoted(taken[0])} et {quoted(question.said)} ne peuvent être toutes "
                f"deux {quoted(value)} : choisissez-en une, et ne lisez pas l’autre."
            )
        choices[question.section] |= dict.fromkeys((question.said, *question.alike), value)
    return dict(choices)


def _uai(question: Question, answer: str) -> str:
    reading = read_uai(answer)
    if not isinstance(reading.value, str):
        raise UsageError(
            f"{quoted(answer)}, pour {quoted(question.said)}, ne contient pas d’UAI valable : "
            "choisissez dans la liste, ou tapez les 7 chiffres et la lettre."
        )
    return reading.value


def say_saved(count: int) -> str:
    """Return what to do once the choices are saved."""
    if not count:
        return "Rien n’a été choisi : correspondances.toml reste tel quel."
    saved = f"{plural(count, 'choix enregistré')} dans correspondances.toml"
    return f"{saved}. Relancez ce carnet : ils sont repris à chaque lecture."
