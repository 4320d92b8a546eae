"""What only the analyst can tell of a delivery, as questions: headers, schools, programmes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passpro_nb.check.campaign import Campaign
from passpro_nb.domain.codes import read_uai
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold, percent, plural, quoted
from passpro_nb.domain.tables import DIRECTORY, Table
from passpro_nb.read.columns.headers import HeaderMap, map_headers

SCHOOLS, PROGRAMMES, SESSIONS = "etablissements", "formations", "seances"
UNREAD = "Ne pas lire cette colonne"


@dataclass(frozen=True)
class Question:
    """One question: the section of correspondances.toml it fills, the words asked about.

    `options` are (label, value), the likeliest first; `why` says what is at stake; `free` tells
    that a UAI may be typed instead.
    """

    section: str
    said: str
    why: str
    options: tuple[tuple[str, str], ...]
    free: bool = False


def list_questions(campaign: Campaign) -> list[Question]:
    """Return what is to be confirmed: headers first, then schools, then programmes; each once."""
    questions = [*_header_questions(campaign)]
    why = "Cet établissement n’a pas d’UAI et son nom laisse un doute."
    for ask in campaign.asks[SCHOOLS]:
        options = tuple((f"{uai} – {name}", uai) for uai, name in ask.candidates)
        questions.append(Question(SCHOOLS, ask.said, why, options, free=True))
    why = "L’établissement demandé n’offre pas cette formation sous ce libellé."
    for ask in campaign.asks[PROGRAMMES]:
        options = tuple((label, key) for key, label in ask.candidates)
        questions.append(Question(PROGRAMMES, ask.said, why, options))
    why = "Ces jours sont-ils des entretiens ? Ils ne sont pas comptés sans votre réponse."
    for ask in campaign.asks[SESSIONS]:
        options = tuple((label, key) for key, label in ask.candidates)
        questions.append(Question(SESSIONS, ask.said, why, options))
    return list({(q.section, fold(q.said)): q for q in questions}.values())


def _header_questions(campaign: Campaign) -> Iterator[Question]:
    delivery = campaign.delivery
    sheets = [(s.table, [c.header for c in s.layout.columns]) for s in delivery.sources]
    sheets += [(table, list(headers)) for table, headers in delivery.missed]
    for table, headers in sheets:
        mapped = map_headers(headers, table, delivery.known.headers.get(table.code))
        for header, why in _doubts(headers, mapped, table).items():
            options = tuple(_options(table, mapped, header))
            yield Question(f"entetes.{table.start}", header, why, options)


def _doubts(headers: list[str], mapped: HeaderMap, table: Table) -> dict[str, str]:
    """Return by header why it is asked about: near, one of two, or of no use so far."""
    doubts: dict[str, str] = {}
    for code, names in mapped.doubles.items():
        why = f"Plusieurs colonnes disent « {table[code].heading} » : laquelle lire ?"
        doubts |= dict.fromkeys(names, why)
    for header, code, score in mapped.near:
        near = f"« {table[code].heading} » ({percent(score, 0)})"
        doubts[header] = f"Elle ressemble à {near} et n’est pas lue."
    for header in mapped.unknown if table is not DIRECTORY else ():  # an annuaire has dozens
        doubts.setdefault(header, "Elle ne sert à aucun chiffre.")
    return doubts


def _options(table: Table, mapped: HeaderMap, header: str) -> Iterator[tuple[str, str]]:
    """Yield the columns that a header may be: the nearest, those still free, the others."""
    scores = {code: score for h, code, score in mapped.near if h == header}
    doubled = [code for code, names in mapped.doubles.items() if header in names]
    free_first = sorted(table.codes, key=lambda code: code in mapped.positions)
    for code in dict.fromkeys([*scores, *doubled, *free_first]):
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
        choices[question.section][question.said] = value
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
