"""What the cells of a column look like: dates, codes, opinions, schools.

A sample of the column's commonest cells is looked at, each distinct one once; a cell may look like
several things (« A » is an absence and an apprenticeship).
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from passpro_nb.domain import codes
from passpro_nb.domain.codes import Reading
from passpro_nb.domain.french import fold
from passpro_nb.domain.settings import Calendar
from passpro_nb.read.columns.known_values import is_department, is_field, is_town, is_trade
from passpro_nb.read.dates import are_month_first, day_first, in_doubt
from passpro_nb.read.values import read_date

MOST_CELLS = 30  # distinct cells looked at in a column
COUNTED = 600  # cells of a column that are counted
MOST_ROWS = 120  # rows over which columns are held against one another
FEW = 3  # cells: below, what a column holds proves nothing

# What no header of another kind survives.
STRONG = frozenset({
    "date", "session", "hour", "uai", "ine", "mef", "mode", "status", "attendance", "opinion",
    "cancelled", "passpro", "sector", "contact", "college", "lycee", "programme", "room",
    "district", "birth", "diploma", "street", "person", "url",
})  # fmt: skip


@dataclass(frozen=True)
class Witness:
    """What values are judged with: the readers of cells by kind, the calendar, the catalogue.

    `hosts` holds its UAI, `offers` its codes vœu; both are empty until the catalogue is read.
    """

    readers: Mapping[str, Callable[[object], Reading]] = field(default_factory=dict)
    calendar: Calendar | None = None
    hosts: frozenset[str] = frozenset()
    offers: frozenset[str] = frozenset()
    looks: dict[object, frozenset[str]] = field(default_factory=dict)

    def look(self, cell: object) -> frozenset[str]:
        """Return what a cell looks like; each distinct cell is looked at once."""
        key = (cell.__class__, cell)
        if key not in self.looks:
            looks = _looks(cell, self.readers)
            looks |= {"day"} if looks & {"date", "session"} else set()
            host = {"host"} if "uai" in looks and str(cell).strip().upper() in self.hosts else set()
            self.looks[key] = frozenset(looks | host)
        return self.looks[key]


@dataclass(frozen=True)
class Profile:
    """What a column holds: of the cells `counted` the share of each look; some `rows` in order."""

    table: Sequence[Sequence[object]]
    at: int
    counted: int
    distinct: int
    shares: Mapping[str, float]
    rows: Sequence[object]

    def share(self, *looks: str) -> float:
        """Return the largest share of some looks."""
        return max((self.shares.get(look, 0.0) for look in looks), default=0.0)

    @property
    def is_key(self) -> bool:
        """Tell whether nearly every cell is one row's own."""
        return self.counted >= 8 and self.distinct > 0.9 * self.counted

    @property
    def is_single_hours(self) -> bool:
        """Tell hours of which none says until when."""
        return self.share("hour") >= 0.8 and self.share("span") < 0.1

    @property
    def is_answered(self) -> bool:
        """Tell a yes or a no in nearly every row."""
        said = self.counted >= FEW and self.share("yes", "bit") >= 0.9
        return said and self.filled >= 0.97 * len(self.table)  # the whole column, looked at last

    @property
    def main(self) -> str | None:
        """Return what most cells plainly are, None when nothing."""
        best = max(STRONG & self.shares.keys(), key=lambda k: (self.shares[k], k), default=None)
        if self.counted < FEW or not best:
            return None
        dated = self.share("date", "session") < 0.6 <= self.share("day")
        return best if dated or self.shares[best] >= 0.6 else None

    @property
    def kind(self) -> str | None:
        """Return what most cells are, be it no more than communes or fields of training."""
        weak = ("town", "field") if self.counted >= 8 and self.distinct > 1 else ()
        return self.main or next((look for look in weak if self.share(look) >= 0.8), None)

    @cached_property
    def is_appointed(self) -> bool:
        """Tell days with the hour at which one is awaited: « 24 mars à 15h », never 10:42:07."""
        said = [str(cell) for cell in self.rows if cell not in (None, "")]
        hours = [match for text in said if (match := _APPOINTED.search(text))]
        round_ = sum(7 < int(m[1]) < 19 and not int(m[2] or 0) % 5 for m in hours)
        return self.share("day") >= 0.8 and round_ >= 0.8 * len(said) > 0

    @cached_property
    def filled(self) -> int:
        """How many cells of the whole column hold something."""
        cells = [row[self.at] for row in self.table]
        return len(cells) - cells.count(None) - cells.count("")

    @cached_property
    def days(self) -> list[dt.date | None]:
        """The day of each of `rows`, None where it holds none; American columns are no swapped ones."""
        american = {*in_doubt(self.rows)} if are_month_first(self.rows) else set()
        return [_day(day_first(cell) if cell in american else cell) for cell in self.rows]

    @cached_property
    def texts(self) -> list[str]:
        """The folded text of each of `rows`."""
        return [fold(codes.cell_text(cell)) for cell in self.rows]


NOTHING = Profile((), 0, 0, 0, {}, ())


def profile_columns(
    rows: Sequence[Sequence[object]], width: int, witness: Witness
) -> list[Profile]:
    """Return the profile of each of the columns of a table's rows."""
    if not rows:
        return [NOTHING] * width
    spread = rows[:: max(1, len(rows) // MOST_ROWS)][:MOST_ROWS]
    counted = rows[:: max(1, len(rows) // COUNTED)]
    return [_profile(rows, counted, spread, at, witness) for at in range(width)]


Rows = Sequence[Sequence[object]]


def _profile(rows: Rows, counted: Rows, spread: Rows, at: int, witness: Witness) -> Profile:
    counts = Counter([row[at] for row in counted])
    for blank in (None, ""):
        counts.pop(blank, None)
    shares: Counter[str] = Counter()
    seen = 0
    for cell, count in counts.most_common(MOST_CELLS):
        looks = witness.look(cell)
        seen += count if looks else 0
        for look in looks:
            shares[look] += count
    parts = {look: count / seen for look, count in shares.items()}
    total = counts.total() if seen else 0
    return Profile(rows, at, total, len(counts), parts, [row[at] for row in spread])


# ------------------------------------------------------------------------------------ one cell

_UAI = re.compile(r"\b\d{6,7}\s?[A-Za-z]\b(?!\d)")
_INE = re.compile(r"\d{9}[A-Z]{1,2}|\d{10}[A-Z]")
_APPOINTED = re.compile(r"\b(\d{1,2}) ?[hH:](?: ?(\d{2}))?(?::00)?(?![\d:])")
_HOUR = re.compile(
    r"(de |a partir de |des )?\d{1,2} ?(h|heures?|:)( ?\d{2}(:\d{2})?)?"
    r"(( ?-| a| et| jusqu a| ?/)+ ?\d{1,2} ?(h|heures?|:)? ?(\d{2})?)?"
)
_DAYS = re.compile(
    r"\b\d{1,2} ?[/.-] ?\d{1,2}\b|\b(lun|mar|mer|jeu|ven|sam)[a-z]*di\b|\b(lun|mar|mer|jeu|ven)\. ?\d"
    r"|\d ?(janv|fevr|mars|avr|mai\b|juin|sept|oct|nov|dec)"
)
_CONTACT = re.compile(
    r"\S+@\S+\.\w+|\b[Pp]oste (n° ?)?\d{2,5}\b|(?<!\d)(?:\+33|0)\s?[1-9](?:[ .-]?\d\d){4}(?!\d)"
)
_URL = re.compile(r"(https?://|www\.)\S+$")
_CLASS = re.compile(
    r"(?!\d{4})[3-6] ?(e|eme|ieme)?( ?[a-z0-9]{1,3}| ?segpa.*| ?ulis.*| ?upe2a| ?p?met\w*| prepa.*| gen(erale)?| \d)?|troisieme.*"
)
_COLLEGE = re.compile(r"\b(college|clg|coll)\b")
_LYCEE = re.compile(
    r"\b(l p o?|lycees?|lyc|lp|lpo|lgt|lppr|lpp|sep|erea|cfa|ufa|mfr|lpa|lycee pro)\b"
)
_PROGRAMME = re.compile(
    r"(cap\d?|capa|2de?|2nde?|2n?dp(ro)?|seconde|bac|bacpro|bma|bp|1ere|premiere|mc|bts|tle)\b( (pro|gt)\w*)?.*"
)
_DIPLOMA = re.compile(
    r"(certificat d aptitude pro\w*|brevet (pro\w*|des metiers d art)|mention complementaire|capa?|bac|bcp|bpro|bacpro|bac pro\w*|2n?d?e? ?d?pro\w*|2nde?|2dp|seconde( pro\w*)?|bma|bp|mc|cap ?\d|baccalaureat pro\w*)"
    r"( (en )?\d ?(an|ans|annees?))?"
)
_GRADE = r"(niv\w* )?([1-8]|i{1,3}|iv|v|vi)"
_GRADED = re.compile(rf"^{_GRADE} (?=[a-z])|(?<=[a-z]) {_GRADE}$")
_YEARED = re.compile(r"20\d\d ?[-/]")  # « 2025-7115 » is a number of a year, and no code
_WRITTEN = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4}\b")
_MODE = re.compile(r"(entretiens? )?(individuel|collectif)")
_DISTRICT_CODE = re.compile(r"(7[578]|9[1-5])[01]\d")
_STREET = re.compile(
    r"\d+( bis| ter)? (rue|av|avenue|bd|boulevard|place|allees?|chemin|impasse|quai|cours|route)\b"
)
_PERSON = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý'’ -]+ [A-ZÀ-Ý][a-zà-ÿ]+([ -][A-ZÀ-Ý][a-zà-ÿ]+)*")
_TITLED = re.compile(r"(m|mme|mr|mlle|monsieur|madame) \w+")
_RANK = re.compile(r"(v|voeu)? ?\d ?(er|re|e|eme|ieme|nd)?( voeu| choix| rang)?")
_SENT = re.compile(
    r"(convoc\w*|courrier|mail)? ?(envoye|envoi|faite?|partie?|poste|transmis|recue?|remise?|adresse)\w*"
)
_PER_SESSION = re.compile(
    r"\d+ ?(places? |eleves? )?(/ ?[a-z]|par|au total)|(par )?groupes? de \d+|\d+ (places?|eleves?|candidats?)$"
)
_DEPARTMENT = re.compile(
    r"d(ep\w*|pt|sden)? ?(77|93|94|75|78|91|92|95)|(0?(77|93|94|75|78|91|92|95) )?(seine saint denis|seine et marne|val de marne|paris|essonne|yvelines|hauts de seine|val d oise)( 0?(77|93|94|75|78|91|92|95))?"
)
_DISTRICT = re.compile(
    r"(bassin|district|bef)\b|zone (\d{1,2}|[a-z]|nord|sud|est|ouest|centre)( (nord|sud|est|ouest))?$"
)
_AREA = re.compile(  # « 93 - Bobigny »
    r"0?(77|93|94|75|78|91|92|95) ?[-–:] ?[A-ZÀ-Ý][A-Za-zÀ-ÿ' ’-]{2,}"
)
_ROOM = re.compile(
    r"\b(salles?|restaurant (d application|pedagogique)|bureau|hall|cdi|amphi\w*|ateliers?|bat\w*|foyer|gymnase|loge|etage|aile)\b"
)
_FORMS_OF = {
    "district": _DISTRICT, "college": _COLLEGE, "lycee": _LYCEE, "programme": _PROGRAMME,
    "contact": _TITLED,
}  # fmt: skip
CLOSED = ("mode", "status", "attendance", "opinion", "cancelled", "passpro", "sector")
_YES_SAID = "oui non o n x vrai faux true false yes no ok y"
_YES = frozenset(_YES_SAID.split())


def _looks(cell: object, readers: Mapping[str, Callable[[object], Reading]]) -> set[str]:
    if isinstance(cell, dt.date):
        if _is_birth(cell):
            return {"birth"}
        hour = isinstance(cell, dt.datetime) and (cell.hour or cell.minute)
        return {"date", "session"} if hour else {"date"}
    if isinstance(cell, dt.time | dt.timedelta):
        return {"hour"}
    if isinstance(cell, bool):
        return {"yes"}
    text = codes.cell_text(cell)
    said = fold(text)
    if not said:
        return set()
    found = (
        _numbered(cell, text, said, readers) if re.search(r"\d", said) else _worded(said, readers)
    )
    if _CONTACT.search(text):
        found |= {"contact"}
    if _URL.match(text):
        found |= {"url"}
    if " " in said:  # « CLG » alone is nobody's name
        found |= {look for look, form in _FORMS_OF.items() if form.match(said)}
    if _DISTRICT_CODE.fullmatch(said):
        found |= {"district"}
    if _DIPLOMA.fullmatch(_ungraded(said)):
        found = found - {"programme"} | {"diploma"}
    if _PERSON.fullmatch(text) and not found & {"lycee", "college", "programme", "room"}:
        found |= {"person"}
    if is_department(said):
        found |= {"department", "words"}
    if "words" in found:
        found |= {name for name, told in _KNOWN if told(said)}
    if _ROOM.search(said) and len(said) < 60:  # « Restaurant d'application » is no status
        return found - {"status"} | {"room"}
    return found


_KNOWN = (("town", is_town), ("field", is_field), ("trade", is_trade))


def _is_birth(day: dt.date) -> bool:
    """Tell a day on which a pupil was born."""
    return 2000 <= day.year <= 2016


def _ungraded(said: str) -> str:
    """Return a diploma without its level: « 3 cap », « cap niveau 3 »; « c a p » is one word."""
    joined = re.sub(r"\b(\w) (\w) (\w)\b", r"\1\2\3", said)
    return joined if "an" in joined.split() or "ans" in joined.split() else _GRADED.sub("", joined)


def _worded(said: str, readers: Mapping[str, Callable[[object], Reading]]) -> set[str]:
    """Return the looks of a text without a digit: which words of ours it is."""
    if said in _YES:
        return {"yes"}
    if said.count(" ") > 3:
        return {"words", "sentence"}
    if _DEPARTMENT.fullmatch(said):
        return {"department", "words"}
    found = {kind for kind in CLOSED if kind in readers and readers[kind](said).value is not None}
    found |= {"centre"} if re.match(r"[cu]fa\b", said) else set()
    found |= {"sent"} if _SENT.fullmatch(said) else set()
    return found | {"words"} if len(said) > 1 else found


_DEPARTMENTS = ("77", "93", "94", "75", "78", "91", "92", "95", "077", "093", "094")


_CODED = re.compile(r"\d{1,2} ?[-–.:)] ?([^\W\d][^\d]{3,})")


def _numbered(
    cell: object, text: str, said: str, readers: Mapping[str, Callable[[object], Reading]]
) -> set[str]:
    """Return the looks of a text or a number that has a digit: a code, a day, an hour, a class."""
    if "@" in text:
        return set()
    compact = re.sub(r"[\s.,-]", "", text).upper()
    if re.fullmatch(r"\d{1,3}([.,]0+)?", text):
        department = compact in _DEPARTMENTS
        few = {"class"} if re.fullmatch(r"[3-6](0\d)?", compact) else set()
        few |= {"bit"} if compact in ("0", "1") else set()
        return {"int", "small", *few} | ({"department"} if department else set())
    if compact.isdecimal() and isinstance(cell, int | float):
        serial = {"serial"} if 43_000 < cell < 48_000 else set()  # a day, as Excel counts them
        return {"int", "id", *serial} | _code_looks(compact)
    if hour := _HOUR.fullmatch(_spaced(text)):
        return {"hour", "span"} if hour[5] else {"hour"}
    if _AREA.fullmatch(text) and not (_STREET.match(said) or _DEPARTMENT.fullmatch(said)):
        return {"words", "area"}
    if len(_UAI.findall(text)) == 1:
        beside = fold(_UAI.sub(" ", text))
        if _LYCEE.match(beside) and " " in beside:
            return {"words", "lycee", "named"}
        college = {"college"} if _COLLEGE.match(beside) else set()
        named = re.match(r"[a-z]{2,} [a-z]{2,}|[a-z]{5,}", beside)
        return {"uai", "named", *college} if named else {"uai"}
    if re.fullmatch(r"\d{6,7}[A-Z]", compact):
        return {"uai"}
    if _INE.fullmatch(compact):
        return {"ine"}
    if re.fullmatch(r"4[3-7]\d{3}", text):  # a day, as Excel counts them, kept as text
        return {"int", "id", "serial"}
    if re.fullmatch(r"20[012]\d[01]\d[0-3]\d", text):
        return {"date"} if text > "2017" else {"birth"}
    if _WRITTEN.match(text) and (day := _day(text.split("T")[0][:30])):
        return {"birth"} if _is_birth(day) else {"date"}
    if not re.search(r"[a-z]{3,} ", said) and (found := _code_looks(compact)):
        return {"id"} if _YEARED.match(text) else {"id", *found}
    if not re.fullmatch(r"\d+", text) and (day := _day(text)):
        return {"birth"} if _is_birth(day) else {"date"}
    if _PER_SESSION.match(said) or _PER_SESSION.match(text):
        return {"seats", "words"}
    if _RANK.fullmatch(said):
        return {"rank", "class", "id"}
    if _STREET.match(said):
        return {"street", "words"}
    if _DEPARTMENT.fullmatch(said):
        return {"department", "words"}
    if _DAYS.search(_spaced(text)):
        return {"session"}
    if _CLASS.fullmatch(said):
        return {"class", "id"}
    coded = _CODED.fullmatch(text)  # « 1-SCOLAIRE »
    return _worded(fold(coded[1]), readers) if coded else _mixed(text, said)


def _mixed(text: str, said: str) -> set[str]:
    """Tell a key (« D000123 ») from words that hold a number, « individuel, 15 min » from others."""
    if _MODE.match(said):
        return {"mode", "words"}
    letters = sum(letter.isalpha() for letter in said)
    return {"id"} if letters <= 4 and " " not in text.strip() else {"words"}


def _code_looks(compact: str) -> set[str]:
    if re.fullmatch(r"2[4-9]\d{8,9}", compact):  # 1… are of a collège, 23… of the statisticians
        return {"mef"}
    return {"code"} if re.fullmatch(r"(?=.*\d)[0-9A-Z]{8}", compact) else set()


_BARE = str.maketrans("éèêàâûôîç–’", "eeeaauoic-'")


def _spaced(text: str) -> str:
    """Return a text in lower case without accents, its punctuation kept."""
    bare = text.lower().translate(_BARE)
    return " ".join(bare.split())


def _day(cell: object) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date) or not isinstance(cell, str) or len(cell) > 30:
        return cell if isinstance(cell, dt.date) else None
    value = read_date(cell).value
    return value if isinstance(value, dt.date) else None
