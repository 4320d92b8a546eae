"""What only the analyst can tell of a delivery, as questions: headers, schools, programmes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from passpro_nb.check.campaign import Campaign
from passpro_nb.check.once import Ask
from passpro_nb.domain.codes import read_uai
from passpro_nb.domain.errors import UsageError
from passpro_nb.domain.french import fold, listing, percent, plural, pluralise, quoted
from passpro_nb.domain.tables import DIRECTORY, Table
from passpro_nb.read.columns.headers import Doubt, HeaderMap

SCHOOLS = "etablissements"
NEAREST = 3  # candidates named in a question
LEAST = 3  # fewer likely answers of a section are asked one by one
UNREAD = "Ne pas lire cette colonne"
_ORDERS = (
    ("Mois d’abord : 03/14/2025 est le 14 mars", "mois/jour"),
    ("Jour d’abord : les jours impossibles sont des fautes", "jour/mois"),
)
# By section of correspondances.toml, why its words are asked about.
_WHY = {
    SCHOOLS: "Ce nom, sans UAI, laisse un doute",
    "formations": "L’établissement demandé n’offre pas cette formation sous ce libellé",
}


# By kind of section, what is said of several likely answers, and what waits for them.
_TOGETHER = {
    "entetes": (
        ("colonne n’a qu’un sens d’après ses valeurs", "colonnes n’ont qu’un sens d’après leurs valeurs"),
        "valeur",
    ),
    SCHOOLS: (
        (
            "écriture ne ressemble qu’à un établissement connu",
            "écritures ne ressemblent chacune qu’à un établissement connu",
        ),
        "ligne",
    ),
    "formations": (
        (
            "libellé ne ressemble qu’à une formation de l’établissement demandé",
            "libellés ne ressemblent chacun qu’à une formation de l’établissement demandé",
        ),
        "ligne",
    ),
    "dates": (
        ("colonne a des jours impossibles le jour d’abord",
         "colonnes ont des jours impossibles le jour d’abord"),
        "date",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question: the section of correspondances.toml it fills, the words asked about.

    `options` are (label, value), the likeliest first; `why` says what is at stake; `free` tells
    that a UAI may be typed instead; `rows` counts those that wait for the answer; `alike` are other
    words that have the same answer; `likely` tells that the first option is well ahead; `sheets`,
    the sheets (by their number) whose column is asked about.
    """

    section: str
    said: str
    why: str
    options: tuple[tuple[str, str], ...]
    free: bool = False
    rows: int = 0
    alike: tuple[str, ...] = ()
    likely: bool = False
    sheets: frozenset[int] = frozenset()


def list_questions(campaign: Campaign) -> list[Question]:
    """Return what is to be confirmed, each once: what would move the most rows first."""
    questions = [*_header_questions(campaign), *_order_questions(campaign)]
    for section, asks in campaign.asks.items():
        questions += [_asked(section, ask) for ask in asks]
    merged: dict[tuple[str, str], Question] = {}
    for question in questions:
        key = question.section, fold(question.said)
        before = merged.get(key)
        merged[key] = _joined(before, question) if before else question
    return [_counted(q) for q in sorted(merged.values(), key=lambda q: -q.rows)]


def _joined(one: Question, other: Question) -> Question:
    """Return two questions about the same words, of two sheets or two roles, as one."""
    likely = one.likely and other.likely and one.options[:1] == other.options[:1]
    sheets, alike = one.sheets | other.sheets, tuple(dict.fromkeys((*one.alike, *other.alike)))
    return replace(one, rows=one.rows + other.rows, likely=likely, sheets=sheets, alike=alike)


def group_questions(questions: Iterable[Question]) -> list[list[Question]]:
    """Return the questions, those of a section whose first option is likely as one group.

    One answer confirms a whole group; the groups and the single ones that would move the most rows
    come first.
    """
    likely: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.likely:
            likely[question.section].append(question)
    together = {section: group for section, group in likely.items() if len(group) >= LEAST}
    single = [[q] for q in questions if not (q.likely and q.section in together)]
    return sorted([*together.values(), *single], key=lambda group: -sum(q.rows for q in group))


def say_together(group: Sequence[Question]) -> str:
    """Say what a group asks, and how many rows wait for it."""
    section = group[0].section.partition(".")[0]
    what, unit = _TOGETHER[section]
    rows = sum(question.rows for question in group)
    waiting = plural(rows, f"{unit} attend", f"{pluralise(unit)} attendent")
    return f"{plural(len(group), *what)} : {waiting}. Choisissez les propositions justes."


def say_proposal(question: Question) -> str:
    """Return one line of a group: what is written, what is proposed, how much waits."""
    unit = _TOGETHER[question.section.partition(".")[0]][1]
    return f"{plural(question.rows, unit)} : {question.said} → {question.options[0][0]}"


def _asked(section: str, ask: Ask) -> Question:
    near = " ou ".join(quoted(label) for _, label in ask.candidates[:NEAREST])
    doubt = _WHY.get(section, "")
    why = ask.why or (f"{doubt} : est-ce {near} ?" if near else f"{doubt}.")
    if section == SCHOOLS:
        options = tuple((f"{uai} – {name}", uai) for uai, name in ask.candidates)
    else:
        options = tuple((label, key) for key, label in ask.candidates)
    free = section == SCHOOLS
    return Question(section, ask.said, why, options, free, ask.rows, ask.alike, ask.likely)


def _counted(question: Question) -> Question:
    """Say the effect before the answer: how many rows, or cells, wait for it."""
    if not question.rows:
        return question
    if question.section.startswith("dates"):
        effect = f"{plural(question.rows, 'date attend', 'dates attendent')} la réponse."
    elif question.section.startswith("entetes"):
        effect = f"Si oui : {plural(question.rows, 'valeur')} de plus."
    else:
        also = listing((quoted(words) for words in question.alike), 4)
        unit = "jour" if question.section == "seances" else "ligne"
        effect = f"{plural(question.rows, f'{unit} attend', f'{unit}s attendent')} la réponse"
        too = "ceux" if unit == "jour" else "celles"
        effect += f", {too} de {also} compris{'' if unit == 'jour' else 'es'}." if also else "."
    return replace(question, why=f"{question.why} {effect}")


def _order_questions(campaign: Campaign) -> Iterator[Question]:
    """Yield the columns whose dates are refused until the analyst says in which order they are."""
    starts = {(source.file, source.sheet): source.table.start for source in campaign.sources}
    for fault in campaign.faults:
        if fault.code == "month_first" and fault.column:
            section = f"dates.{starts[fault.file, fault.sheet or '']}"
            why = "Des jours n’y sont possibles que le mois d’abord : ses dates sont refusées."
            rows = 1 + len(fault.also)
            yield Question(section, fault.column, why, _ORDERS, rows=rows, likely=True)


def _header_questions(campaign: Campaign) -> Iterator[Question]:
    delivery = campaign.delivery
    sheets = [(s.table, s.layout.headers, s.headers) for s in delivery.sources]
    sheets += [(table, [*headers], mapped) for table, headers, mapped in delivery.missed]
    for sheet, (table, headers, mapped) in enumerate(sheets):
        likely = _likely(mapped)
        for header, (why, rows) in _doubts(headers, mapped, table).items():
            options = tuple(_options(table, mapped, header))
            yield Question(
                f"entetes.{table.start}", header, why, options, rows=rows,
                likely=header in likely, sheets=frozenset({sheet}),
            )  # fmt: skip


def _likely(mapped: HeaderMap) -> set[str]:
    """Return the headers whose values leave one role only, which no other of their sheet may have."""
    plain = [doubt for doubt in mapped.doubts if len(doubt.roles) == 1]
    claims = Counter(doubt.roles[0] for doubt in plain)
    alone = (doubt for doubt in plain if claims[doubt.roles[0]] == 1 and doubt.filled)
    return {doubt.header for doubt in alone if doubt.kind == "open_column"}


def _doubts(headers: list[str], mapped: HeaderMap, table: Table) -> dict[str, tuple[str, int]]:
    """Return by header why it is asked about, and the cells that wait for the answer."""
    filled = dict(zip(headers, mapped.filled, strict=False))
    doubts: dict[str, tuple[str, int]] = {}
    for code, names in mapped.doubles.items():
        why = f"Plusieurs colonnes disent « {table[code].heading} » : laquelle lire ?"
        doubts |= {name: (why, filled.get(name, 0)) for name in names}
    for doubt in mapped.doubts:
        role = f"« {table[_roles(mapped, doubt)[0]].heading} »"
        said = f"Elle n’est pas lue : {doubt.why or 'rien ne tranche'}. Est-ce {role} ?"
        doubts[doubt.header] = said, doubt.filled
    for header, code, score in mapped.near:
        near = f"« {table[code].heading} » ({percent(score, 0)})"
        why = f"Elle ressemble à {near} et n’est pas lue."
        doubts.setdefault(header, (why, filled.get(header, 0)))
    for header in mapped.unknown if table is not DIRECTORY else ():  # an annuaire has dozens
        doubts.setdefault(header, ("Elle ne sert à aucun chiffre.", 0))
    return doubts


def _roles(mapped: HeaderMap, doubt: Doubt) -> list[str]:
    """Return the likeliest roles of a column: last, those that are the only ones of another."""
    others = (d for d in mapped.doubts if d is not doubt and len(d.roles) == 1)
    only = {other.roles[0] for other in others}
    return sorted(doubt.roles, key=lambda code: code in only)


def _options(table: Table, mapped: HeaderMap, header: str) -> Iterator[tuple[str, str]]:
    """Yield the columns that a header may be: the likeliest, those still free, the others."""
    scores = {code: score for h, code, score in mapped.near if h == header}
    mine = (doubt for doubt in mapped.doubts if doubt.header == header)
    likely = [code for doubt in mine for code in _roles(mapped, doubt)]
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
    columns: list[tuple[Question, str]] = []
    for question, answer in answers:
        value = _uai(question, answer) if question.free else answer
        if question.section.startswith("entetes") and value:
            _refuse_twice(question, value, columns)
            columns.append((question, value))
        choices[question.section] |= dict.fromkeys((question.said, *question.alike), value)
    return dict(choices)


def _refuse_twice(question: Question, value: str, columns: Iterable[tuple[Question, str]]) -> None:
    """Refuse one column for two headers of a sheet; two files may each name it in their way."""
    for other, given in columns:
        apart = question.sheets and other.sheets and not question.sheets & other.sheets
        if (other.section, given) == (question.section, value) and not apart:
            raise UsageError(
                f"Les colonnes {quoted(other.said)} et {quoted(question.said)} ne peuvent être "
                f"toutes deux {quoted(value)} : choisissez-en une, et ne lisez pas l’autre."
            )


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
