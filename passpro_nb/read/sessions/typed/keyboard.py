"""Blanks and signs that the keyboard left out, put in or mistook: « de16h30 », « 1 2 mars », « ler avril ».

A text is put right before its words are read, so that no number is read in part: « à1 2h00 » is no « à 1 ».
"""

import re
from functools import partial

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.typed.letters import put_letters_right
from passpro_nb.read.sessions.typed.mistyped import MISTYPED
from passpro_nb.read.sessions.typed.pieces import MONTH, WEEKDAY, WHOLE, cut_word
from passpro_nb.read.sessions.typed.wordings import WORDINGS
from passpro_nb.read.sessions.words.slips import guess_weekday

_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), right) for pattern, right in (*MISTYPED, *WORDINGS)
]
# What any of them needs, looked for first: most texts have none.
_SUSPECT = re.compile(
    "|".join(map(cut_word, WHOLE))
    + r"|di ?[123]O|JP0|\b1er ?/|\b(?:gr\w{0,4}\.?|jury|s[ée]ance|session) ?\d:\d|salle-d|h\d{0,2}_|vacance\b|\btotal ?[(,lcps]|est (?:s[uû]r|certain|acquis)|plages? [odlph]|(?:par|chaque) (?:matin|demi|apr)|\[\d\d? |(?:annul|supprim)[ée]e?s? ?[-–:]|(?:option|choix|date) \d ?\(|contact avec|matim|\bet(?:lun|mar|mer|jeu|ven|sam)|\d\?\d|ch aque|\bcompl(?:et|ète)s?\b|(?:collectif|individuel)s? ?[-–;|/] ?\d|\dj[0-5]\d|h [0-5][05] / \d|h[0-5]\d,\d|suivie?s? d[’'](?:i|c|e)|ne change(?:nt)? pas|dans (?:les deux|tous les) cas|(?:s[ée]ance|session|date) (?:est |sera )?ouverte |: (?:valid|confirm)|internat ?[,–-]|pardon|\bvac+[ae]n[cs]{1,2}es?\b(?<!vacances)|\bcomuni|\binita|anul|!!|ouverts\b|à compté|\b(?:lu|ma|me|je|ve)\d|(?:mars|avril|mai)M|\(et non|fin des cours\)|amtin|l[’'](?:une|autre) |(?:premier|1er) (?:ent|pas|can|ren|rdv|[ée]l)|début ?:|\ba-m\b|par (?:date|s[ée]ance|jour|cr[ée]neau) ?:|tous les jours|midi et demi|\b[lI]/0|(?:mars|avril|mai)de \d|[12] \d/0|h\d{0,2} \)à|à \d\d [0-4][05]|placesd|placeso|placesp|prochain|passer \d|\blire |hors acad|h(?:\d\d)? \([vaprte]|\b(?:av|bd)\. |(?-i:\b[A-Z]\. [A-ZÉ])|3(?:e|[eè]me) ?PM|toutes les sem|\bverr|voyons|voient|mini[- ]|s[ée]an[sc]{1,2}es?\b(?<!séance)(?<!séances)|[/à–-] ?!|au lieu d|ne change(?:nt)? pas|\(service|\d(?:mars|avril|mai)\d|\dhsalle|h\d\dsalle|\dj\d{0,2} ?[àa–e-]|\d le \w+di(?:,| et| ;| /)|dates? ?: ?\d\d?\.|valid[ée]|confirm[ée]|act[ée]e?s?\b|\bok\b|smax|\b[12][éç] |\d-0\d ?/|\b(?:idme|idm|iedm|dieme)\b|places? ?: ?\d{1,3} (?:au|en)|passer (?:les|vos|nos|des) |s ouverte?s|x ouverts|chaque groupe |plus de \d|devien|[\[(*](?:annul|supprim)|s?emaines? (?:A|B|im|pai)|[;.] \d\d? ?h[^;.]{0,20}(?:ent|aud|pas)|\bmat\b|parents? /|ou,? si |une (?:le |\d|lun|mar|mer|jeu|ven)|par horaire|\d°0|\d O |(?:entre|de) \d\d?\.\d|\b[lI] er |hàà|\d[gyu][0-5]|h\d{0,2} ?(?:\.\.|[,;]/)|(?:mars|avril)(?:mat|apr|mid)|20[2-4]\d(?:de|à|le)\d|h\d{0,2}et(?:de)?\d|di [123]\d\d |h6 ?\d|h\d{0,2} ?[éèçù%*] ?\d|h ?\d{0,2}\. \d|h \d\d (?:max|par|ins)|(?:par|en) (?:petite?s? )?(?:vag|s[ée]r|lot|paq|four|tran)|\d place |\bcol+[ect]{2,4}i?fs?\b(?<!collectif)(?<!collectifs)|\b(?:en|par)(?:ind|col|s[ée][as]|gro|jou)|groupes?de |\bchac+[unq]+e?s\b|\bchac+[uqn]+e?\b(?<!chacun)(?<!chacune)|\bchaqun|places chaque|sous (?:toutes? )?r\w+(?<!réserve)(?<!reserve)\b|\ba(?:re)?(?:conf|val|d[ée]f|pr[ée]c)|/2[4-9]\d\d?h|\n[05]|1\n\d|h\d{0,2} ?[-–à]\n\d|h\d{0,2}(?:[.:,)\]]|\. | {1,3}(?=\d\d?[/.-]\d))\d|20[2-4]\d\d ?\d?h|\d [0à]à|\dà0|h\d{0,2} ?[&(_ç;.–-] ?à|à ?[&(_ç;.–-] ?\d|\d ?- ?0[3-6] |\d_\d|h\d{0,2} // ?\d|h ?[0-5]\n[05]|\d [eéè](?:me|re)? [sdgje]|\d nde? [sdgje]|\d ?mas\b|\btout? ?les|\btou(?:s|tes?) ?les(?:lun|mar|mer|jeu|ven|sam)|(?-i:\dO\b|/O\d)|\d,[0-5]\d ?[-–àa]|(?:mars|avril)(?:au|et|seul)|(?:de|en) mrs|\bm{1,2}i{0,2}d+i{0,2}d?\b(?<!midi)|\ba+p+r+[eè]+s+[- ]midi(?<!\baprès.midi)(?<!\bapres.midi)|\b(?:du|au)(?: \w+di)? [123] \d |\bet [123] \d/|\bh+[eurs]{4,6}\b(?<!heures)|heuresà|\b[123] \d ?(?:h|[,/]|et )|\b1 \d:|\d:\d \d|h ?\d \d|/\d\d?/2\d{0,2} \d|20\d\d-\d |\b(?:m{1,2}a{0,2}r{1,2}a?s{1,2}|masr|mras|a{1,2}v?[ri]{1,3}[vil]{1,3}|avrl|arvil|avirl|avrli)\b(?<!mars)(?<!avril)|\bde(?:mars|avril|mai)\b|\d mas |\bj+[usq]{4,6}[’'](?<!jusqu.)|jjusqu|\be[ntre]{3,6} \d(?<!entre \d)|(?:lun|mar|cre|jeu|dre|sam)di ?s\w{1,3} d|\b(?:dse|ddes|ds|dess) sem|(?:et|au|les?|du|des|puis)(?:lun|mar|mer|jeu|ven|sam)\w*di|dis?(?:de|et|du|au) |\betle\b|\d ?h+[eurs]{3,6}\b(?<!heure)(?<!heures)|\b[lI][oO] [jfmasond]|[lI]{2}/|f[ée]ri[ée]\W+(?:est |donc |sera )?(?:rep|d[ée]c)|\d\d 0[3-6] |(?:le|di) \d\d?[-:]0?[3-6] |h\d{0,2} ?(?:\||::|:-|-:|ç)|\b[lI1][oO] ?[pcéej]|1 classe|, report|\) report|donc |\bmra\b|\bmre\b|\bjue\b|\bvne\b|\bp[remi]{4,7} [jfmasond]|di(?:mat|apr)|\bsi ils?\b|\bgr\.|salle [A-Z]?\d+ ?[-–]|\d place |\d (?:rdv|rendez)\w* (?:ch|par)|lieu du|place du|h ?\d\d\. \d|h [0-5][05] / |\bentr\.|jusqu[’'][àa] (?:la )?fin |entre \d+ ?h\d* et \d+ ?h\d*,? (?:puis|et)|\bà co[mf]|\bà con?fi?[mr]|\b(?:lun|mar|mer|jeu|ven|sam)\. ?:|\bde \d\d? à \d\d? et |le premier |\bbur\.|di[’']s\b|\d-h\b|\bmatinet|n[’']est (?:plus|pas) | fermes? ?[:(,ld\d]|remplac|\d q \d|\dj ?[à-]|\.h\b|h\d\d \d\d?h\d\d|mais,|\btlj|qr|h[ée]sit|av ril|a vril|avr il|avri l|m ars|ma rs|mar s\b|\d:/|\d\.[lmjv]|\d\|\d|\d\.\d\d?h|\d ?g\b|\bplas|\d ?h(?:u|eur?[rs])|\dh\d\d/|(?:di|lun|mar|mer|jeu|ven)\.? \d\d?:0|h(?:\d\d)? ?:? fin|\bllh|[05] ?a ?\d|(?:chaque|par) (?:mat|apr|soi)|derni[èe]re|&\d|\bles(?:lun|mar|mer|jeu|ven)|h {2,}\d|heures? (?:tr|et)|(?:[ée]e|ge|LPO?|site|ole) [A-Z]\.|\b(?:pendant|durant|lors de|issue) |issue,|\dh?\d?\d? ?>|h ?\d{0,2} ?/ ?\d\d? ?[jfmasond]|(?:mars|avril|mai) \d\d? ?\(|h[0-5]à|h \.|\d {2,}h|er[jfmasond]|tou(?:s|tes)les\b|(?:salle|b[aâ]t|ment)[A-Z]\d|\bpr |[^\W\d_]{2}\d|\d :\d|\d\.h|\d:h|[àa] ?[àa] \d|[àa] de \d|\d h\d\d? h|ac+e?u+e?il|→|➔|[-=]>|-h\d|, ?[-–] ?\d|\b(?:ert?|etr|te|ett|e|rt) (?=le |\d)|\bsale |\bcapa\b|[;.]\s*(?:sauf|except[ée]|hormis) |(?-i:\(M\))|\bM ?[=:] ?matin|\blun\W|\bmar\b|semaine sur|les (?:deux|2|quinze|15) |di,? o[uù] |\d[^\W\d_]{2}|\dh\d?[^\W\d_]{2}|\dh\d{3}|\d ?h ?[.,;/]\d\d(?![\dh])|(?<!\d)\d \d|h ?\d \d|\dl/|\bM ?(?:et|[/+&]) ?AM\b|\d ?: ?M\b|\b[lI1]{2} |-!\d|h [0-3]?\d ?[jfmasond]|[àa–-] ?\d\d? [0345][05]|h\d{0,2};\d|(?-i:\b[A-Z]\. ?[A-ZÉ][a-zé])|\d,0\d|(?:rs|il|ai)(?:de|[aà]) ?\d|entretiens?[cialosd]|[/–-]llh|\d\\\d|\bmati\b|\w;20\d|\dh\d\d [pecé]|h\d?\d? (?:pour )?les |pardon|oups|voulais|veux dire|erratum|/0 \d|\d\.\d|\b(?!(?:lun|mar|mercre|jeu|vendre|mi)di)[lmjv]\w{0,6}di\b|\b(?:ler|Ier|1 ?(?:ier|èr|re)) |[/,;] ?/|/ ?[,;]|\d[.;:]\d\d?/|mais |\d,\d\d? \d|\d[ ,]?[0345][05] ?[-–à]",
    re.IGNORECASE,
)

# « L24/03, Ma25/03 », « J 27/03 » at the head of its line or of its part.
_INITIALS = {"L": "lundi ", "Ma": "mardi ", "Me": "mercredi ", "J": "jeudi ", "V": "vendredi "}
_INITIAL = re.compile(
    rf"(?<![\w’'-])(?<!\w )({'|'.join(_INITIALS)})\.? ?(?=[0-3]?\d(?:/[01]?\d\b| {MONTH}))"
)


# « mars : me 12, me 19 ».
_SHORT = re.compile(
    r"(?<=[:,;] )(Lu|Ma|Me|Je|Ve) (?=[0-3]?\d(?: ?[,;.\n(]| et | :|$))", re.IGNORECASE
)
_SHORTS = {"lu": "lundi ", "ma": "mardi ", "me": "mercredi ", "je": "jeudi ", "ve": "vendredi "}


def put_right(text: str) -> str:
    """Return a text with its blanks and signs where they should be; the text itself where they are."""
    text = put_letters_right(text)
    text = _INITIAL.sub(lambda found: _INITIALS[found[1]], text)
    text = _SHORT.sub(lambda found: _SHORTS[found[1].lower()], text)
    if week := _A_WEEK.search(text):
        text = _WEEK.sub(partial(_say_hours, int(week[1])), text)
    if any(len(_NUMBER.findall(days[0])) > 2 for days in _DASHED.finditer(text)):
        text = _DASHED.sub(lambda days: _DASH.sub(", ", days[0]), text)
    if not _SUSPECT.search(text):
        return text
    for rule, right in _RULES:
        text = rule.sub(right, text)
    return _NO_WEEKDAY.sub(_name_weekday, text)


# « mars : 13 - 20 - 27 », and below it « avril : 3 - 10 », which is no period.
_DASHED = re.compile(
    rf"\b{MONTH}[a-zéû]{{0,6}} ?:? ?\d\d?(?:(?: ?[-–] ?| / )\d\d?)+(?= *(?:[\n;/.,]|$))",
    re.IGNORECASE,
)
_DASH = re.compile(r" ?[-–] ?| / ")
_NUMBER = re.compile(r"\d+")

# « semaine du 24 mars : mardi9h-12h, jeudi 14-16h »: no day has its number.
_A_WEEK = re.compile(
    rf"\bsemaine du (?:lundi )?(\d\d?)(?:/\d|(?:er)? ?(?:{MONTH}|m\w{{1,3}}\b))", re.IGNORECASE
)
_WEEK = re.compile(
    rf"\b({WEEKDAY}) ?(:? ?)(\d\d?) ?(?:-|–|à) ?(\d\d?)(?:h|(?= ?(?:[;.)\n]|(?:,|et) ?{WEEKDAY}|$)))",
    re.IGNORECASE,
)


def _say_hours(monday: int, found: re.Match[str]) -> str:
    """Write « jeudi 14-16 » as « jeudi 14h-16h » where these may be hours, and no day of that week."""
    begin, end = int(found[3]), int(found[4])
    day = monday + WEEKDAYS.index(found[1].lower())
    if begin == day or not 7 <= begin < end < 20:
        return found[0]
    return f"{found[1]} {found[2]}{begin}h-{end}h"


_NO_WEEKDAY = re.compile(
    rf"\b[lmjv][a-z]{{0,6}}di\b(?=,? (?:le )?\d\d?(?:er)?(?: {MONTH}|/\d))", re.IGNORECASE
)


def _name_weekday(found: re.Match[str]) -> str:
    """Keep a weekday, misspelt or not; leave out « ledi », which may be two of them."""
    return found[0] if found[0] == "midi" or guess_weekday(found[0].lower()) is not None else ""
