"""The small vocabulary of headers: what (a date, a code…), of whom, of what event → columns.

A header is a bag of known words, in any order, case, gender or number. One word that nobody knows,
and the header stays open: « Avis de passage » is no opinion.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

from passpro_nb.domain.tables import APPLICATIONS, CATALOGUE, OPINIONS
from passpro_nb.read.columns.lexicon import MOST, said_alone, senses_of, words_of

FOREIGN = "-"  # what a header means when it is plainly somebody else's (the origin's opinion)
SURE = 0.9  # how much a header says that means one column only
HOSTS_OWN = 0.12  # an opinion's header that names the host says more than « Avis »
HEADS_OWN = 0.005  # one that names a head hardly does: the collège has one too

# By column: what its header must say, « | » what it may say beside; several ways of saying it.
_PROGRAMME = {
    "programme_label": "programme|name asked host school offered short offer pupil pro, name offer|short pro asked, name short",
    "mef": "mef|code num host asked programme offer national",
    "offer_code": "offer code|num programme asked host planned, offer|asked",
    "status": "status programme|host, status offer, status pupil|scol work, status scol work, way asked|scol work, scol work programme, way programme|name kind scol work, "
    "scol work|kind way mode status, mode programme, way|scol work",
}
_APPLICATION = {
    **_PROGRAMME,
    "file_number": "file|num code pupil register, num register pupil, num register",
    "ine": "ine|num code national pupil, code national|pupil num unique, national ine|code, "
    "num national|pupil code",
    "last_name": "name pupil|family one, name one, name family|pupil",
    "first_name": "first|one pupil family register",
    "birth_date": "birth|date pupil",
    "origin_uai": "uai origin|code num school pupil scol, uai origin name|school, num origin school|, code origin|num school, code school pupil, uai pupil",
    "origin_name": "name origin|school short scol town, school origin|scol pupil, origin|pupil, school scol pupil, school pupil|name",
    "origin_commune": "town origin|school name pupil scol",
    "origin_class": "class|origin pupil name school code, level origin|name pupil school",
    "host_uai": "uai host|code num school asked offer scol, uai host name|school, uai offer|code school host num, num school host|asked, num school asked, code host school|num asked, code school asked|num, uai asked|code num school, code host",
    "host_name": "name host|school asked short pro, host|school asked pro planned, school asked|name short pro",
    "host_commune": "town host|school asked name pro, town asked|school",
    "rank": "rank|offer num asked pupil each family given",
    "registered_on": "register received date|pupil, file received date, register date|hour pupil file given, register|file, file date given|hour, file date register|hour given",
    "convened_on": "convene|sent given pupil yes received, convene date|sent given pupil interview hour host school, convene interview|sent given",
    "interview_on": "interview|planned pupil, interview date|planned hour pupil session host programme given, "
    "session date|hour planned interview, received date|interview hour, interview planned date, "
    "convene date hour interview",
    "attendance": "attend|interview pupil session absent yes",
    "opinion": "opinion host pro|given head, opinion|host school given interview jury head after yes value, opinion each host|given school asked, opinion each school|given host asked, opinion school asked|given head jury",
    "opinion_on": "opinion date|host school given interview head after hour jury",
    "cancelled": "cancel|register file date pupil asked given yes state offer, cancel each family|date, state|register file cancel offer, status register|file, "
    "status file, register cancel date",
}
_CATALOGUE = {
    **_PROGRAMME,
    "host_uai": "uai|code num school host asked, uai name|school host, code school|host num asked, num school|host asked, code host",
    "host_name": "school|name host short pro scol, name host|school short pro family, school public|name host pro, school private|name host pro, host|pro, name school",
    "commune": "town|school host name interview dept pro, posttown|school host name",
    "department": "dept|code num name school host town",
    "district": "district|name code num programme school host",
    "sector": "sector|public private school host, public private|status school",
    "diploma": "diploma|kind name prepared level, level|kind name programme",
    "domain": "domain|pro programme name level, sector pro|name programme",
    "passpro": "hors passpro|in programme procedure kind yes each, passpro|in procedure yes kind programme each register, "
    "procedure|passpro kind hors, status passpro",
    "mode": "mode|interview held name kind session receive received, held interview, kind interview|session, ind col|interview session mode kind pupil each, "
    "interview ind col, kind session",
    "sessions": "date hour|interview session planned head each school, interview date family|pupil planned session hour host, interview date|planned session hour host opening held jury given, date|planned offered, date offered family|planned, date planned head|each hour host school, "
    "session|interview planned offered, session offered family|planned interview, session date|hour interview planned",
    "hours": "hour|interview planned, hour planned head|each host school, hour interview|planned pupil host opening held jury, hour start end|session interview",
    "start": "hour start|interview session, start|interview session",
    "end": "hour end|interview session, end|interview session",
    "seats": "quota interview|session number, places date|number offered each hour most total, places interview|number total most session offered each planned opening held jury, places session|number total most each offered, "
    "capacity interview|number total most session places, capacity session|most total, "
    "size interview|number most each pupil, size session|total most pupil each received number, number each session|pupil most offered received, pupil session|received number most each,  number family received each|date most session, number most interview|pupil, number pupil interview|total most session each, "
    "number pupil receive|can most interview session each total date, pupil received can|number most interview session each total date, capacity receive|most total session interview, "
    "pupil each date|number most received, number pupil places interview session, number total places interview|session",
    "class_places": "number pupil class|each offered host most, number pupil section|each offered host most, capacity|offer host class total number most programme map scol places section, class most|host number pupil each, size programme|number, quota programme|number class pupil each, quota section|number, quota class, places section|number offered host, "
    "places class|number total most offered host, places diploma|level number offered host, places level|number offered host, places programme|number total offered, places host|number",
    "place": "room|interview session name school host convene, room host|pupil interview",
    "contact": "contact|name num code interview school host room",
    "remarks": "remarks|interview more staff head school, more|interview mode, more mode|",
}

# Words that leave it open between columns: values and neighbours settle it. A column that is well
# ahead of the others is the default; under `roles.ENOUGH` alone it is not read.
_OPEN_APPLICATION: dict[str, dict[str, float]] = {
    "status, status pupil, code status": {"status": 0.55, "cancelled": 0.45},
    "mode": {"status": 0.36},
    "kind programme": {"status": 0.4},
    "date": {"opinion_on": 0.3, "interview_on": 0.3, "registered_on": 0.3, "convened_on": 0.3},
    "absent, absent interview, absent pupil, absent yes": {"attendance": 0.54},
    "date hour": {"interview_on": 0.4, "registered_on": 0.3},
    "letter sent, letter sent date": {"convened_on": 0.55},
    "given date": {"registered_on": 0.44, "opinion_on": 0.43},
    "signed date": {"opinion_on": 0.43},
    "called date, called date pupil": {"convened_on": 0.45},
    "mef origin, code mef origin": {"origin_class": 0.6},
    "sent date": {"convened_on": 0.45, "registered_on": 0.2, "opinion_on": 0.4},
    "planned date, planned date hour, planned date host, planned date school, planned date host each": {"interview_on": 0.4},
    "uai, uai code, uai num, uai school, uai school name, uai code school, code school, num school": {"host_uai": 0.6, "origin_uai": 0.45},
    "school, name school": {"host_name": 0.6, "origin_name": 0.45},
    "town, town school": {"host_commune": 0.6, "origin_commune": 0.45},
    "name": {"last_name": 0.6, "host_name": 0.36, "origin_name": 0.36, "programme_label": 0.36},
    "pupil register": {"last_name": 0.5},
    "name programme": {"programme_label": 0.9},
    "code programme, code programme asked": {"mef": 0.54, "offer_code": 0.45},
    "offer": {"offer_code": 0.5, "programme_label": 0.45, "rank": 0.36},
    "num offer": {"offer_code": 0.54, "rank": 0.48},
    "offer asked": {"offer_code": 0.4, "programme_label": 0.45, "rank": 0.3},
    "code pupil, code pupil unique": {"ine": 0.4, "file_number": 0.3},
    "num pupil, code unique, num code pupil": {"ine": 0.4, "file_number": 0.4},
    "code": {"ine": 0.3, "file_number": 0.3, "offer_code": 0.3, "mef": 0.3},
    "num": {"file_number": 0.4},
    "convene given": {"convened_on": 0.9},
    "diploma asked": {},
    "mef, code mef": {"mef": 0.9, "origin_class": 0.3},
    "name mef": {"programme_label": 0.6, "origin_class": 0.3},
}  # fmt: skip
_OPEN_CATALOGUE: dict[str, dict[str, float]] = {
    "mode": {"mode": 0.6, "status": 0.4},
    "status, code status": {"status": 0.6, "sector": 0.4, "passpro": 0.3},
    "status school": {"sector": 0.45, "status": 0.4},
    "kind programme": {"diploma": 0.5, "status": 0.44},
    "diploma programme": {"programme_label": 0.52, "diploma": 0.5},
    "diploma programme name": {"programme_label": 0.55, "diploma": 0.45},
    "kind": {"diploma": 0.36, "status": 0.36, "mode": 0.36},
    "programme passpro": {"passpro": 0.54, "programme_label": 0.45},
    "places, places number": {"class_places": 0.56, "seats": 0.5},
    "places total, places number total, places most, places number most, quota": {"class_places": 0.46, "seats": 0.46},
    "places offered, places number offered": {"class_places": 0.5, "seats": 0.48},
    "number, size, size most, number most, number total": {"class_places": 0.4, "seats": 0.4},
    "offer programme": {"offer_code": 0.5, "programme_label": 0.5},
    "number pupil, number pupil most, number pupil planned, pupil most, number most planned, number pupil received, number family received, number family planned, number interview, number receive, number can receive, number interview offered, number interview most": {"seats": 0.34},
    "name mef": {"programme_label": 0.9},
    "most": {"seats": 0.3},
    "capacity": {"class_places": 0.72, "seats": 0.48},
    "capacity host planned": {"class_places": 0.9},
    "interview pupil, interview family pupil": {"sessions": 0.55, "mode": 0.45},
    "places offer, places number offer": {"class_places": 0.6},
    "capacity most": {"class_places": 0.6, "seats": 0.5},
    "capacity total": {"class_places": 0.7, "seats": 0.5},
    "interview": {"mode": 0.6, "sessions": 0.55},
    "sector": {"sector": 0.6, "domain": 0.45},
    "name": {"host_name": 0.6, "programme_label": 0.36},
    "name short": {"programme_label": 0.6, "host_name": 0.4},
    "offer": {"offer_code": 0.5, "programme_label": 0.45},
    "num offer": {"offer_code": 0.9},
    "code": {"offer_code": 0.36, "host_uai": 0.36, "mef": 0.36},
    "code programme, code programme asked": {"mef": 0.54, "offer_code": 0.45},
    "session": {"sessions": 0.6, "hours": 0.5},
    "session hour, session hour interview": {"sessions": 0.6, "hours": 0.55},
    "hors": {"passpro": 0.6},
}  # fmt: skip
_SENSES = {
    CATALOGUE.code: (_CATALOGUE, _OPEN_CATALOGUE),
    APPLICATIONS.code: (_APPLICATION, _OPEN_APPLICATION),
    OPINIONS.code: (
        _APPLICATION,
        _OPEN_APPLICATION | {"date": {"opinion_on": 0.6}, "given date": {"opinion_on": 0.6}},
    ),
}

Bag = frozenset[str]


def _parsed(senses: Mapping[str, str]) -> list[tuple[str, Bag, Bag]]:
    ways = [(code, way.partition("|")) for code, said in senses.items() for way in said.split(",")]
    return [
        (code, frozenset(must.split()), frozenset(f"{must} {may}".split()))
        for code, (must, _, may) in ways
    ]


_WAYS = {code: _parsed(senses) for code, (senses, _) in _SENSES.items()}
_OPEN = {
    code: {frozenset(way.split()): much for said, much in opened.items() for way in said.split(",")}
    for code, (_, opened) in _SENSES.items()
}


def ways_of(table: str, said: Mapping[str, str] | None = None) -> list[tuple[str, Bag, Bag]]:
    """Return the ways to say the columns of a table: role, what it must say, what it may."""
    if said is not None:
        return _parsed(said)
    opened = [
        (role, bag, bag)
        for bag, claims in _OPEN.get(table, {}).items()
        for role, much in claims.items()
        if much >= 0.5
    ]
    return [*_WAYS.get(table, ()), *opened]


@lru_cache(maxsize=4096)
def header_claims(header: str, table: str) -> Mapping[str, float]:
    """Return the columns that a header's words may mean, each with how much they say so (0 to 1).

    None where a word is not known; `FOREIGN` alone where it is plainly another's.
    """
    if table not in _SENSES or len(header) > MOST:
        return {}
    found: dict[str, float] = {}
    if said_alone(header):
        return found
    for bag in _bags(words_of(header)):
        for said in dict.fromkeys((bag, bag - {"passpro"})):
            if claims := _claims(said, table):
                found |= {r: much for r, much in claims.items() if much > found.get(r, 0.0)}
                break
    if "file_number" in found and re.search("doss", header, re.I):
        found["file_number"] += 0.02  # « N° de dossier » before « Id candidature »
    return found


def _bags(words: Iterable[str]) -> Iterable[Bag]:
    """Yield the senses of a header's words: none where one word is not known."""
    senses = [senses_of(word) for word in words]
    if 0 < len(senses) <= 12 and all(senses):
        several = sum(len(sense) > 1 for sense in senses) > 5
        yield from map(frozenset, [] if several else product(*senses))


def _claims(bag: Bag, table: str) -> Mapping[str, float]:
    if bag in _OPEN[table]:
        return _OPEN[table][bag]
    codes = {code: SURE for code, must, may in _WAYS[table] if must <= bag <= may}
    if "opinion" in codes and (named := bag & {"host", "asked", "jury", "head"}):
        return {"opinion": SURE + (HEADS_OWN if named == {"head"} else HOSTS_OWN)}
    if len(codes) > 1:
        return dict.fromkeys(codes, 0.45)
    if not codes and bag & {"opinion"} and bag & {"origin", "family"}:
        return {FOREIGN: SURE}
    return codes
