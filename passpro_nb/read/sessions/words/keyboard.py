"""Blanks and signs that the keyboard left out, put in or mistook: « de16h30 », « 1 2 mars », « ler avril ».

A text is put right before its words are read, so that no number is read in part: « à1 2h00 » is no « à 1 ».
"""

import re
from functools import partial

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.words.letters import put_letters_right
from passpro_nb.read.sessions.words.slips import guess_weekday

_MONTH = r"(?:janv|f[ée]vr|mars|avr|mai\b|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c)"
_DAY = r"(?:lun|mar|mer(?:cre)?|jeu|vendre|ven|same|sam)(?:di)?\.?"
_WRITTEN = (
    rf"(?:\b{_DAY} )?\b[\dO]{{1,2}}(?:er)? ?(?:/ ?\d\d?|{_MONTH}[a-zéû]{{0,6}})(?: ?\d{{4}})?"
)
_SPAN = r"(?:de |entre )?\d\d? ?h(?: ?\d\d)? ?(?:à|a|-|–|et) ?\d\d? ?h(?: ?\d\d)?"
# Words that a number may touch, before and after it.
_BEFORE = (
    r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|lun|merc?|jeu|ven|sam|janvier|f[ée]vrier|mars|avril|mai|juin|juillet"
    r"|de|le|les|du|au|des|et|d[eè]s|puis|vers|entre|jusqu[’']?[àa]|matin|matin[ée]e|apr[eè]s[ -]midi|place|places|salle|accueil|horaires?"
)
_NAMES = "mars|avril|mai|places?|[ée]l[eè]ves?|candidats?"
_AFTER = (
    rf"lundi|mardi|mercredi|jeudi|vendredi|samedi|janvier|f[ée]vrier|{_NAMES}|juin|juillet|de|du|le|les|au|aux|et|en|puis|pour|par|dans|avec"
    r"|matin|matin[ée]e|apr[eè]s|salle|entretiens?|individuels?|collectifs?|b[aâ]timent|b[aâ]t|amphi|CDI|lyc[ée]e"
)
# What follows « 24.3 » or « 24.3. » where it is a day, not « 12.5 de moyenne ».
_AFTER_POINTS = r"(?=[ \n]*(?:[;:(/)–-]|, ?(?!\d\b)|et |à |de \d|(?:le |au )?(?:matin|apr)|\d\d? ?h|\d\d?[.:]\d\d|$))"
_LASTS = (("mars", 31), ("avril", 30), ("mai", 31))
_WEEKDAYS = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi)"
_NAMES_A_NUMBER = (
    "(?<!roupe )(?<!jury )(?<!salle )(?<!session )(?<!séance )(?<!jour )(?<!date )(?<!choix )"
)
_SEATS = r"(?:pers|pl|[ée]l[eè]v|cand|jeunes)"
# Words that a blank cuts in two: « Hora ires », « éle ves ».
_BROKEN = ("horaires", "entretiens", "individuels", "collectifs", "candidats", "séances", "places", "élèves")  # fmt: skip


def _break(word: str) -> str:
    """Return what a word looks like with a blank in it, with its last letter or without."""
    cuts = (f"{word[:at]} {word[at:-1]}{word[-1]}?" for at in range(2, len(word) - 2))
    return "|".join(cuts).replace("é", "[ée]").replace("è", "[èe]")


_MISTYPED = (
    # « 9h-12h.10 avril 14h », « 9h  05/05/25 », « 9h-12h 16.05 »: an hour, then a day.
    (rf"(\d ?h(?:[0-5]\d)?)(?:[.:]|\. | {{1,3}}(?=\d\d?[.-]0[1-9]\b(?! ?[-–à])))(?=[0-3]?\d(?:/[01]?\d\b| ?{_MONTH}|[.-]0[1-9]\b(?! ?[-–à])))", r"\1 ; "),
    (r"(\b[0-3]?\d/[01]?\d/\d\d(?:\d\d)? [^\n;/]{0,20}?\d ?h(?:[0-5]\d)?) {1,3}(?=[0-3]?\d/[01]?\d/\d\d)", r"\1 ; "),
    # « 10 avril20258h30 », « 10/04/20258h30 ».
    (rf"({_MONTH}[a-zéû]{{0,6}} ?|/\d\d?/)(20[2-4]\d)(?=[01]?\d ?h)", r"\1 \2 "),
    (r"(/\d\d?/) (?=20[2-4]\d )", r"\1"),
    (r"(\d/\d\d?/2[4-9])(?=(?:[89]|1\d)h)", r"\1 "),
    # « 14 0à 16h », « 9h&à 12h », « 9h-à 12h », « 14h00)17h00 », « 12,30-14,00 ».
    (r"(\b[012]?\d ?h?(?:[0-5]\d)?)(?: 0à| ?à0| ?[&(_ç–-] ?à|[.;]à| ?à ?[&(_ç;.–-])(?= ?\d\d? ?h)", r"\1 à "),
    (r"(?<![-–à(] )(?<![-–à(])(\b\d\d? ?h(?:[0-5]\d)?) ?[)\]](?=\d\d? ?h(?:[0-5]\d)?\b(?! ?[-–à]))", r"\1 - "),
    (r"(?<![\d/.,-])([01]?\d),([0345][05]|15) ?(-|–|à|a) ?([012]?\d),([0345][05]|15)(?![\d/h,]| ?(?:/|\d|[a-zéû]{3}))", r"\1h\2 \3 \4h\5"),
    # « 12 -03 14h », « 14/03_9h », « 18.3 9.00-12.00 », « 9h // 26/03 », « 15h3\n0 », « 2 è session », « le 31 mas et ».
    (r"(?<![\d/.,-])\b([0-3]?\d)(?: ?- | -)(0[3-6])(?= (?:de |: ?)?\d\d? ?h)", r"\1/\2"),
    (r"(\d[/.-]0?[3-6]|\d[/.-]0?[3-6][/.-]\d\d(?:\d\d)?)_(?=\d\d? ?[h:])", r"\1 "),
    (r"(?<![\d.,])(?<!salle )(?<!bureau )(?<!local )(?<!porte )\b([0-3]?\d)\.0?([3-6])(?= (?:de |: )?\d\d? ?[.:h](?:\d\d)? ?[-–à] ?\d\d? ?[.:h](?:\d\d\b)?)", r"\1/0\2"),
    (r"(\d ?h(?:\d\d)?) // ?(?=\d)", r"\1 ; "),
    (r"(\d ?h ?[0-5])\n([05])(?=\n|$| ?[-–à])|([-–à] ?1)\n(\dh)", r"\1\2\3\4"),
    (r"(\d ?h(?:\d\d)? ?[-–à])\n(?=\d\d? ?h)", r"\1 "),
    (r"\b(\d) (?=(?:[eè]|[eéè]me|[eéè]re|nde?)\b (?:session|s[ée]ance|date|groupe|journ[ée]e|entretien))", r"\1"),
    (r"((?:\ble |\bau |\bdu |\bet |di |\d, )[0-3]?\d) ?mas(?= ?(?:$|[\n,;:(/–-]|et (?:le )?\d|(?:de |à |entre )?\d|\. ))", r"\1 mars"),
    (r"(?<!en )\btou(?:t|s|te|tes)? ?les ?(?=(?:lun|mar|mercre|jeu|vendre|same)dis?\b)", "tous les "),
    # « mardi 255 mars », « 9h612h », « 9hç 12h », « mardi 6 mai. 14h. 17h. », « 12h 20 max », « 1O places », « 05/O5/25 ».
    (rf"({_DAY} )([123])(?:\2(\d)|(\d)\4) (?={_MONTH})", r"\1\2\3\4 "),
    (r"(\dh)6 ?(?=(?:[89]|1\d|2[01])h)", r"\1-"),
    (r"(\d ?h(?:\d\d)?) ?[éèçù%*] ?(?=\d\d? ?h)", r"\1 - "),
    (rf"((?:{_MONTH}[a-zéû]{{0,6}}|/\d\d)(?: ?\d{{4}})?[ .,:]{{1,3}}\d\d? ?h(?: ?\d\d)?)\. (?=\d\d? ?h(?: ?\d\d)?(?:\.(?! ?\d\d? ?h)|$))", r"\1 - "),
    (r"(\d ?h) (?=(?!00|15|30|45)\d\d (?:max(?:i|imum)?|par (?:groupe|s[ée]ance|jury|session)|inscrits?)\b)", r"\1, "),
    (r"(?<![\w.])([1-3])(?-i:O)\b", r"\g<1>0"),
    (r"/(?-i:O)(?=[3-6]\b)", "/0"),
    # « par vague de 10 », « 12 place collectif », « coletif », « enindividuel », « 12 places chacunes », « sous reserce ».
    (r"\b(par|en) (?:petite?s? )?(?:vague|s[ée]rie|lot|paquet|fourn[ée]e|tranche)s? de (?=\d{1,2}\b(?! ?(?:mi?n|h|:)))", r"\1 groupe de "),
    (rf"(\d{{1,3}} place)(?= (?:{_DAY}\b|collec|indiv))", r"\1s"),
    (r"\bcol+[ect]{2,4}i?f(s?)\b", r"collectif\1"),
    (r"\b(en|par)(?=indivi|collec|s[ée]ances?\b|sessions?\b|groupes?\b|jours?\b)", r"\1 "),
    (r"\b(groupes?)de(?= \d)", r"\1 de"),
    (r"\bchac+[unq]{2,3}e?s?\b|\bchaqune?s?\b|(?<=places )chaque(?= ?(?:$|[.;)\n]))", "chacune"),
    (r"\bsous (toutes? )?r[éèeaszrvcbgt]{4,8}\b", r"sous \1réserve"),
    (r"\ba(?=(?:re)?confirmer\b|valider\b|d[ée]finir\b|pr[ée]ciser\b)", "à "),
    # « 14hàà », « 14g30 », « 14h .. 16h », « 14h,/ 17h », « 20marsmatin », « mars2025de9h », « 12h00etde13h ».
    (r"(\d ?h)àà", r"\g<1>00"),
    (r"(?<=\d)[gyu](?=[0-5][05]\b)", "h"),
    (r"(\d ?h(?:\d\d)?) ?(?:\.{2,4}|[,;]/) ?(?=\d\d? ?h)", r"\1 - "),
    (r"(mars|avril)(?=matin|apr[eè]s|midi)", r"\1 "),
    (r"(20[2-4]\d)(?=(?:de|à|le)\d)", r"\1 "),
    (r"(\dh(?:\d\d)?)et(?:de)?(?=\d)", r"\1 et de "),
    *((rf"\b(?:{_break(word)})\b", word) for word in _BROKEN),
    (rf"\b(?:[lI1]|[lI] )(?:er|ers|èr|re)(?= {_MONTH})|\b1 ?(?:ier|èr|re)(?= {_MONTH})", "1er"),
    # A day cut in two: « mardi 1 2 mars », « mercredi1 2 mars »; with its weekday, which confirms it or not.
    (rf"(?<![^\W\d_])({_DAY}) {{0,3}}([0-3]) (\d)(?= ?(?:{_MONTH}|/))", r"\1 \2\3"),
    # An hour cut in two: « à1 2h00 », « - 1 4h30 », « 12h0 0 ».
    (r"(\b[àa]|[-–]|\bde) ?([012]) (\d)(?= ?h(?:\b|\d))", r"\1 \2\3"),
    # Hours without their sign: « 13 30 - 16 30 », « 13,30 à 16,30 », « 1330-1630 ».
    (
        r"(?<![\d/.,-])(?<!\d )([01]?\d)[ ,]?([0345][05]) ?(-|–|à|a) ?([01]?\d)[ ,]?([0345][05])(?![\d/h]| ?(?:/|\d|[a-zéû]{3}))",
        r"\1h\2 \3 \4h\5",
    ),
    (r"(\b\d\d? ?h)(?= ?\d\d? h\b)", r"\1 - "),
    (r"\bac+e?u+e?il", "accueil"),
    (r" ?[(,]? ?\b((?:de )?\d\d?h(?:\d\d)? ?(?:[-–]|à) ?\d\d?h(?:\d\d)?) (?:pour )?les (?:deux|trois|quatre|[234]) (?:jours|dates|séances|fois)\)?(?= ?(?:$|[.;]))", r" ; \1"),
    # A day that its writer takes back: « mercredi 10 mars... pardon mercredi 12 mars ».
    (rf"{_WRITTEN}( ?\d\d?h(?:\d\d)?)?[ .,;:(–-]{{1,6}}(?:oups|pardon|je voulais dire|je veux dire|erratum)[ ,:]*(?:c[’']est )?(?:le )?({_WRITTEN})\)?", r"\2\1"),
    (r"(\d ?h ?[0345]) ([05])(?!\d)(?! ?(?:h|[/.]))", r"\1\2"),
    # « le 24/03l/2025 », « 14h-!7h », « 14,03 (9h-12h) », « 14 marsde 9h », « groupede10 », « Entretienscollectifs ».
    (rf"\b[lI1]{{2}}(?= {_MONTH})", "11"),
    (rf"(?m)^([0-3]) (\d)(?= ?{_MONTH})", r"\1\2"),
    (r"\bM ?(?:et|/|\+|&) ?AM\b", "matin et après-midi"),
    (r"(\d ?: ?)M(?= ?(?:$|[\n;,]))", r"\1matin"),
    (r"(\d/[01]?\d)[lI](?=/\d)", r"\1"),
    (r"(?<=[/–-])ll(?=h)|\bll(?=h\b)", "11"),
    # « 14g-16g », « 14 hures », « 12h25/03 », « mercredi 12:03 de 14h », « 12h fin ».
    (r"\b([01]?\d) ?g(?=[ –-]*\d|\b(?! ?de))", r"\1h"),
    (r"(\d) ?(?:hures?|heurs|heurres?|huers?)\b", r"\1 h"),
    (r"(\dh)(?=[0-3]\d/[01]\d\b)", r"\1 ; "),
    (rf"\b({_DAY} [0-3]?\d):(0[1-9])(?= (?:de|à) \d)", r"\1/\2"),
    (r"(?:\bà )?(\d\d?h(?:\d\d)?) ?:? fin\b", r"fin à \1"),
    (r"\b(pl)as+es?\b", r"\1aces"),
    # « 13h30 q 16h », « 14j à 16j30 », « 9.h », « 14h00 14h00 à », « mars 1 4h », « 5 mais, », « tlj », « mqrdi ».
    (r"(\d) q (?=\d)", r"\1 à "),
    (r"\b(\d\d?)j ?(à|-) ?(\d\d?)j(\d\d)?\b", r"\1h \2 \3h\4"),
    (r"(\b[012]?\d)\.h\b", r"\1h"),
    (r"\b(\d\d?h\d\d) \1\b(?= à)", r"\1"),
    (rf"({_MONTH}[a-zéû]{{0,6}}) ([012]) (\d)(?=h)", r"\1 \2\3"),
    (r"(?<=di \d) mais(?=, ?\d)", " mai"),
    (r"\btlj\b", "tous les jours"),
    (r"\bmqr(?=di)|(?<=\d )[,?]qr(?=s\b)", "mar"),
    # « 9 av ril », « 20/03.9h », « 13:/03 », « 17h00.lundi », « 11|03|2025 », « 2 8/03/2025 ».
    (r"(?<=\d )(?:av ril|a vril|avr il|avri l)\b", "avril"),
    (r"(?<=\d )(?:m ars|ma rs|mar s)\b", "mars"),
    (r"(\d/\d\d)\.(?=\d\d?h)", r"\1 "),
    (r"(\d):/(?=\d)", r"\1/"),
    (r"(\dh(?:\d\d)?)\.(?=lun|mar|mer|jeu|ven)", r"\1 ; "),
    (r"\b(\d\d?)\|(\d\d?)\|(?=20\d\d)", r"\1/\2/"),
    (r"(?m)^([0-3]) (\d)(?=/\d\d?/20)", r"\1\2"),
    (rf"\b(h[ée]sit\w+)(?: encore)? entre (?=(?:le )?(?:{_DAY} |\d))", r"\1 : "),
    (r"(?<=\d)\\(?=\d)", "/"),
    (r"\bmati\b", "matin"),
    (r"\b(avr|janv|sept);(?= ?20\d\d)", r"\1 "),
    (r"\b(entretiens?)(auront|aura|ont|sont|seront|le|du)\b", r"\1 \2"),
    (r"(?<=[-–])!(?=\d ?h)", "1"),
    # « 17h 19 mars14h » cut where a day begins, « 8h45 à 11 45 », « 9h;12h », « A. Benali » of a person.
    (rf"(\dh) (?=[0-3]?\d ?{_MONTH})", r"\1 ; "),
    (r"(\d ?h ?\d\d ?(?:à|a|-|–) ?\d\d?) ([0345][05])(?!\d| ?h)", r"\1h\2"),
    (r"(\d ?h(?:\d\d)?);(?=\d\d? ?h)", r"\1-"),
    (r"(?<![Ss]alle )(?<![Bb]âtiment )(?<![Gg]roupe )(?<![Bb]ât )(?<![Gg]r )(?<!M\. )(?<!Mme )(?<!\bM )(?-i:\b[A-GI-LN-Z]\. (?=[A-ZÉ][a-zé]{2}))(?<!\d [A-Z]\. )(?<!ue [A-Z]\. )(?<!ée [A-Z]\. )(?<!ge [A-Z]\. )", "Mme "),
    (r"(?<![Ss]alle )(?<![Bb]âtiment )(?<![Gg]roupe )(?<![Bb]ât )(?<![Gg]r )(?-i:\b([B-GI-Z])\. ?(?=[A-ZÉ][a-zé]{2}))", r"\1 "),
    (r"(?<=[:,;–-] )(?-i:A\. (?=[A-ZÉ][a-zé]{2}))", ""),
    (r"(?<![\d,.])([0-3]?\d),(0[1-9])(?= ?[(:]? ?\d\d? ?h)", r"\1.\2"),
    (rf"\b({_MONTH}[a-zéû]{{0,6}})(de|à|a)(?= ?\d\d? ?h)", r"\1 \2"),
    (r"\b(groupes?|places?|s[ée]ances?)(de|le|du|au)(?=\d)", r"\1 \2 "),
    (r"\b(entretiens?)(collectifs?|individuels?)\b", r"\1 \2"),
    (r"(\d) ?/ ?[/,;] ?(?=\d)|(\d) ?[,;] ?/ ?(?=\d)", r"\1\2/"),  # « 12//03 », « 12,/03 »
    (r"(\d/0) (\d)(?!\d)", r"\1\2"),
    # A sign too many inside an hour: « 8h.30mn », « 12h,00 », « 9h/00 ».
    (r"(\b\d{1,2}) ?h ?[.,;/]([03]0|[14]5)(?: ?mi?n)?(?![\dh:/]| ?(?:pl|[ée]l|cand|min|[A-Za-z]{4}))", r"\1h\2"),
    # A blank or a sign inside an hour, a word typed twice: « 08 :30 », « 14:h30 », « 9h àà 12h », « de 9h à de 9h à 12h ».
    (r"(\b[01]?\d) :([0-5]\d)\b", r"\1:\2"),
    (r"(\b[012]?\d)\.h\.?(?=[0-5]\d\b)", r"\1h"),
    (r"(\b[012]?\d):h ?([0-5]\d)?(?!\d)", r"\1h\2"),
    (r"(?<=\d|h) ([àa]) ?[àa] (?=\d)", r" \1 "),
    (r"\b(de \d\d?h(?:\d\d)?) [àa] \1(?= [àa])", r"\1"),
    # Two hours, or two days, that touch: « 13h3016h30 », « 18/03.25/03 », « 18/03-25/03 » is left.
    (r"(\dh[0-5]\d)(?=\d\d?h)", r"\1-"),
    (r"(\d/\d\d?)[.;:](?=\d\d?/\d)", r"\1, "),
    (rf"(?<![\d/,])([0-3]?\d),([0-3]?\d) (?=[0-3]?\d {_MONTH})", r"\1, \2, "),
    (rf"(?<=\d)\.(?=\d\d?(?:\.\d\d?){{0,8}} {_MONTH})", ", "),
    (r"(\dh)(?=(?!00|15|30|45)\d\d? (?:pl|[ée]l[eè]v|cand|pers))", r"\1 "),
    (r"\b((?:lyc[ée]e|coll[èe]ge|LPO?|site|[ée]cole) )[A-Z]\. ?(?=[A-ZÉ])", r"\1"),
    (r"((?:sur deux|tous les|toutes les|chaque)[^.;\n]{0,80}?),? (?:et )?(?:la )?derni[èe]re (?:fois|séance|date) le (?=\d)", r"\1 jusqu’au "),
    (r"(\d{1,3} (?:élèves|eleves|candidats|places|jeunes|familles|passages)) (?:chaque|par) (?:matin(?:[ée]e)?|apr[eè]s[- ]midi|soir)\b", r"\1 par séance"),
    (r"(?<![^\s(,;:/-])&(?=\d(?:/|h))", "1"),
    (rf"\bles(?={_DAY}s\b)", "les "),
    (r"(\d ?h) {2,}(?=[0345]\d\b(?! ?/))", r"\1"),
    (r"(\b\d\d?) ?heures? (?:trente|et demie?)\b", r"\1h30"),
    # An arrow between hours, « 13mars14h/17mars », « avril 3 (9h-12h) », « 12h3à », « 14 H . 30 », « 14    h ».
    (r"(\d ?h ?(?:\d\d)?) ?(?:=>|->|→|➔|>+) ?(?=\d\d? ?h)", r"\1 - "),
    (rf"(\d ?h ?(?:\d\d)?) ?/ ?(?=[0-3]?\d ?{_MONTH})", r"\1, "),
    (r"(?<!\d )(?<!\der )(?<!di )\b(mars|avril|mai) ([0-3]?\d)(?= ?\(\d\d? ?h)", r"\2 \1"),
    (r"(\b[01]?\d ?h[0-5])à(?!\w)", r"\g<1>0"),
    (r"(\d) ?h \. ?(15|[0345][05])\b(?! ?(?:pl|[ée]l|cand|min))", r"\1h\2"),
    (r"(?<=\d) {2,}(?=h\b)|(?<=\dh) {2,}(?=[-–à])|(?<=[-–à]) {2,}(?=\d\d? *h)", ""),
    (rf"(?<!\d)1er(?={_MONTH})", " 1er "),
    (r"\b(tous|toutes)(les)\b", r"\1 \2"),
    (r"\b(salle|b[aâ]t|b[aâ]timent)(?=(?-i:[A-Z])\d{1,3}\b)", r"\1 "),
    (r"\bpr (?=l[ea]s? |l[’']|un |CAP|bac)", "pour "),
    (r"(?<=entretiens )(?:pendant|durant|lors de|à l[’']issue de) (?:(?:la|cette|les|ces) |l[’'])?(?:JPO|journées?|portes? ouvertes?|visite|réunion)s?(?=,? (?:de|à|entre) \d\d? ?h)", "le même jour"),
    (r"\bà l[’']issue,? (?=de \d\d? ?h)", "le même jour "),
    # « ce n’est plus le 12 mais le 19 mars », « annule et remplace les dates des 11 et 13 mars : 18 et 20 mars ».
    (rf"(n[’']est (?:plus|pas) (?:le )?(?:{_DAY} )?\d\d?)(?= mais (?:bien )?(?:le )?(?:{_DAY} )?\d\d? ({_MONTH}[a-zéû]{{0,6}}))", r"\1 \2"),
    (r"\b(?:annul(?:e|ent) et remplac(?:e|ent)|remplac(?:e|ent) et annul(?:e|ent)|remplac(?:e|ent)) (?:les? |la )?(?:dates?|s[ée]ances?) (?:initiales? )?(?=(?:du|des?) [^:.;\n]{2,50}? ?(:))(?:du|des?) ([^:.;\n]{2,50}?) ?: ?", r"\2 remplacé par "),
    (r"\b((?:dates?|s[ée]ances?|jours?|cr[ée]neaux?) )fermes?(?= ?(?:[:(,]|le |les |\d))", r"\1"),
    (r"\bentr\. ?(?=ind|coll|pass|du |le |les |de |lun|mar|mer|jeu|ven|\d)", "entretiens "),
    (r"\bbur\. (?=[A-Z\d])", "bureau "),
    (r"\b(mercredi|mardi|lundi|jeudi|vendredi)[’'](s)\b", r"\1\2"),
    (r"\b(\d\d?)-h\b(?= ?(?:à|a|-|–|et|s|$))", r"\1h"),
    (r"\bmatinet (?=apr)", "matin et "),
    (r"\b(lun|mar|mer|jeu|ven|sam)\.(?= ?:)", r"\1"),
    (r"\b(de|entre) (\d\d?) (à|et) (\d\d?)(?= et (?:de |entre )?\d\d? (?:à|et) \d\d? ?h)", r"\1 \2h \3 \4h"),
    (r"(?:(?<=: )|(?<=; )|(?<=\n))([0-3]?\d)\.([3-6])(?= \d\d? ?h)", r"\1/0\2"),
    # « les 3 et 4 avril, de 8h à 12h le premier jour et de 13h à 17h le second ».
    (rf"\b(?:les |le )?(\d\d?) et (?:le )?(\d\d?) ({_MONTH}[a-zéû]{{0,6}})[ ,:]+({_SPAN}) (?:pour )?le premier(?: jour)?(?:,| et|;)* ({_SPAN}) (?:pour )?le (?:second|deuxi[èe]me)(?: jour)?", r"le \1 \3 \4, le \2 \3 \5"),
    (r"(entre \d\d? ?h(?:\d\d)? et \d\d? ?h(?:\d\d)?),? (?:puis|et)(?: entre)? (\d\d? ?h(?:\d\d)?) et (?=\d\d? ?h)", r"\1 puis de \2 à "),
    (r"\bà (?:com|conf|cofn|cnof|con)f?(?:i|ri|ir|im)?(?:rm|mr|m|r)(er|é)\b", r"à confirm\1"),
    # « jusqu’à la fin avril » is no « en avril ».
    *((rf"\b(jusqu[’'])[àa] (?:la )?fin (?:du mois )?(?:de |d[’'])?{name}\b", rf"\1au {last} {name}") for name, last in _LASTS),
    # A blank left out beside a number.
    (rf"(?<![^\W_@.'’-])({_BEFORE})(?=\d)", r"\1 "),
    (rf"(?<![\w@.])(\d{{1,2}}h|\d{{1,2}}h\d\d|(?:\d\d?/\d\d?/)?20\d\d|\d\d?/\d\d?)(?=(?:{_AFTER})(?![^\W\d_]))", r"\1 "),
    (rf"(?<![\w@.])(\d{{1,2}})(?=(?:{_NAMES})(?![^\W\d_]))", r"\1 "),
    # « mars → 18 et 25 », « 14-h17h », « 18 mars ert le 25 », « 10/0 4/2025 », « sale 12 ».
    (rf"(?<!\d )(?<!\der )\b({_MONTH}[a-zéû]{{0,6}}) ?(?:→|➔|=>|->) ?(?=\d\d?(?: |,))", r"\1 : "),
    (r"(\d)-h(?=\d)", r"\1h-"),
    (r"(\d ?h(?:\d\d)?) ?, ?[-–] ?(?=\d\d? ?h)", r"\1 - "),  # « 14h, - 16h »
    (rf"(?<=\d|[a-z]) (?:ert?|etr|te|ett|e|rt) (?=(?:le )?\d\d?(?:/\d| {_MONTH}))", " et "),
    (r"(\d/[01]) (\d/20\d\d)", r"\1\2"),
    (r"\bsale (?=[A-Z]?\d{1,3}\b)", "salle "),
    (r"\bcapa\b\.?(?= ?:? ?\d)", "capacité"),
    # « le 24.3 », « 12.3., 14.3. », « 20.03.25 - 14.00/17.00 », « 17/03 (M), 20/03 (AM), M = matin, AM = après-midi ».
    (r"(?<![\d.,])([0-3]?\d)\.(0[3-6])(?=(?:(?: ?[–,/-] ?| et )[0-3]?\d\.0[3-6])+(?![\d.]))", r"\1/\2"),
    (r"(?:(?<=\d/0\d [–/-] )|(?<=\d/0\d, )|(?<=\d/0\d et ))([0-3]?\d)\.(0[3-6])(?![\d.])", r"\1/\2"),
    (rf"(?<![\d.,])([0-3]?\d)\.([3-6])\.{_AFTER_POINTS}", r"\1/0\2"),
    (rf"((?:\ble |\bles |\bdu |\bau |di |/0\d,? (?:et |puis )?)[0-3]?\d)\.([3-6]){_AFTER_POINTS}", r"\1/0\2"),
    (r"(?<![\d.])([012]?\d)\.(00|15|30|45) ?/ ?([012]?\d)\.(00|15|30|45)(?![\d.])", r"\1h\2 - \3h\4"),
    (r",? ?\(?(?-i:\bM) ?[=:] ?matin(?:ée)?,? ?(?:et |/ ?|; ?)?(?-i:AM) ?[=:] ?apr[eè]s[- ]midi\)?", ""),
    (rf"((?:/\d\d?(?:/\d+)?|{_MONTH}[a-zéû]{{0,6}}) ?\()(?-i:M)(?=\)[^\n]{{0,200}}\((?-i:AM)\))", r"\1matin"),
    # « lun, mar, jeu », « vendredi une semaine sur deux », « sauf le mercredi où c’est de 14h à 17h ».
    (r"(?<=\blun)(,? |, ?et |/|-)mar\b|(?<!\d )(?<!\d)\bmar(,? |, ?et |/|-)(?=(?:mer|jeu|ven)\b)", r"\1mardi\2"),
    (rf"(?<!\bet )(?<!, )(?<!/ )(?<!\bun )(?:\b(?:le|les|chaque|tous les) )?\b({_DAY}s?),? (?:une semaine sur deux|toutes les (?:deux|2) semaines|tous les (?:quinze|15) jours)", r"un \1 sur deux"),
    (rf"\s*[;.]\s*(?=(?:sauf|except[ée]|hormis) (?:le |les )?{_DAY}s?,? ?(?:[:(]|o[uù] |de \d\d? ?h))", ", "),
    (r"(?<=di),? o[uù] (?:c[’']est|ce sera|on reçoit|nous recevons|les (?:entretiens|séances) (?:sont|ont lieu)) (?=(?:de |à |entre )?\d\d? ?h)", " : "),
    (r"(?<=\d) mais(?= 20\d\d)|(?<=di \d) mais(?= (?:de|à|\d))", " mai"),
    # « mra 1er avril », « mardi prmier avril », « mercrediaprès-midi », « 10avr. », « si il reste ».
    (r"\bmra(?=\.? ?\d)", "mar"),
    (r"\bmre(?=\.? ?\d)", "mer"),
    (r"\bjue(?=\.? ?\d)", "jeu"),
    (r"\bvne(?=\.? ?\d)", "ven"),
    (rf"\bp[remi]{{4,7}}r?(?= {_MONTH})", "premier"),
    (r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi)(?=matin|apr[eè]s)", r"\1 "),
    (r"(\d)(?=(?:janv|f[ée]v|avr|sept|oct|nov|d[ée]c)\.)", r"\1 "),
    (r"\bsi (?=ils?\b)", "s’"),
    # « gr. 12 », « Salle 12-8 pers », « 24 place au total », « 8 rdvs par 1/2 journée ».
    (r"\bgr\. ?(?=(?:[5-9]|[1-3]\d)\b(?! ?[:/h,]| et| ?[-–] ?\d))", "groupe de "),
    (rf"(\bsalle [A-Z]?\d{{1,3}}) ?[-–] ?(?=\d{{1,3}} ?{_SEATS})", r"\1, "),
    (r"(\d{1,3} place)(?= (?:au total|en tout|par|max|pour|disponible|chaque))", r"\1s"),
    (r"(?<=\d )(?:rendez-vous|rdvs?)(?= (?:chaque|par) (?:mat|apr|soi|1/2|½|demi))", "places"),
    (r",? ?\(?\bf[ée]ri[ée]\)?,? (?=(?:est |donc |sera )?(?:report|d[ée]cal)[ée]?)", " "),
    # An hour, its minutes, a day, a year cut in two: « 1 4h », « 19h3 0. », « 2 0 et 21 mars », « 30/04/2 025 ».
    (rf"(?<!\d)(?<!\d[ /.,]){_NAMES_A_NUMBER}\b(1) ([0-6])(?= ?h(?:\b|\d))", r"\1\2"),
    (r"(?<=[(/:–-])( ?)(1) ([7-9])(?= ?h(?:\b|\d))|(?<=entre)( )(1) ([7-9])(?= ?h(?:\b|\d))", r"\1\4\2\5\3\6"),
    (rf"(?<!\d)(?<!\d[ /.,]){_NAMES_A_NUMBER}\b(1) (\d:[0-5]\d)(?!\d)", r"\1\2"),
    (r"(\d ?h ?[0-5]) ([05])(?!\d)(?! ?h| ?[/.] ?\d{1,2}(?! ?h|\d))", r"\1\2"),
    (r"(\b\d\d?:[0-5]) (\d)(?![\d:/h])", r"\1\2"),
    (rf"(?<![\d.,/])([123]) (0)(?= ?(?:/\d|, ?\d|et \d|{_MONTH}))", r"\1\2"),
    (r"(\d/\d\d?/2) (0\d\d)\b|(\d/\d\d?/20) (\d\d)\b|(\d/\d\d?/202) (\d)\b", r"\1\2\3\4\5\6"),
    (r"\b(20\d\d-[01]) (\d-\d\d)\b", r"\1\2"),
    # « en mras », « demars », « jsuqu’au », « etnre 9h et 12h », « un mardi sr deux », « etjeudi », « au lo avril ».
    (r"(?<!\d )(?<!er )\b(?:mras|masr|marrs|maars|mmars|marss)\b", "mars"),
    (r"(?<!\d )(?<!er )\b(?:arvil|avirl|avrli|avrl|avriil|avrril|avvril|avrill|aavril)\b", "avril"),
    (r"\bde(?=(?:mars|avril|mai)\b)", "de "),
    (r"\bj+[usq]{4,6}[’'](?=a|à)", "jusqu’"),
    (r"\be[ntre]{3,6}(?= \d\d? ?h(?:\d\d)? et \d)", "entre"),
    (rf"\bun ({_DAY}) ?(?:sur|sr|su|srr|surr|usr) (?:deux|dux|deu|duex|dexu|deuxx|deeux)\b", r"un \1 sur deux"),
    (r"\b(?:dse|ddes|ds|dess) (?=semaines? (?:im)?paires?)", "des "),
    (rf"\b(et|au|le|les|du|des|puis)(?={_WEEKDAYS}s?\b)", r"\1 "),
    (rf"\b({_WEEKDAYS}s?)(?=(?:de|et|du|au) )", r"\1 "),
    (r"\betle\b", "et le"),
    (r"\b(mars|avril)(?=(?:au|et|seulement)\b)", r"\1 "),
    (r"(?:(?<=\bde )|(?<=\ben ))(?-i:mrs)\b(?! (?-i:[A-Z]))", "mars"),
    (r"\b(?:miid|mdi|midii|miidi|middi|mmidi)\b", "midi"),
    (r"\ba+p+r+[eè]+s+(?=[- ]midi)", "après"),
    (rf"\b((?:du|au)(?: {_WEEKDAYS})?) ([123]) (\d)(?= (?:{_MONTH}|au ))", r"\1 \2\3"),
    (r"(?<=\bet )([123]) (\d)(?=/0[3-6]\b)", r"\1\2"),
    (r"\b(?!heures?\b)h+[eurs]{4,6}\b(?<!\bheurs)", "heures"),
    (r"\bheures(?=à )", "heures "),
    (r"(\d) ?(?!heures?\b)h+[eurs]{3,6}\b", r"\1 h"),
    (rf"\b[lI1][oO](?= (?:{_MONTH}))(?<!1o)", "10"),
    (r"(?<![^\W_])[lI]{2}(?=/[oO0]?[3-6]\b)", "11"),
    # « 9h::12h », « 9hç12h », « lO places ».
    (r"(\d ?h(?:[0-5]\d)?)(?:\|| ?(?:::|:-|-:|ç) ?)(?=\d\d? ?h(?:\d\d)?(?! ?[-–à/\d]))", r"\1 - "),
    (rf"\b[lI1][oO](?= ?{_SEATS})", "10"),
    # « 18 03 9h », « le 18-3 9h », « mardi 18:03 9h ».
    (r"(?<![\d:h/.] )(?<![\d:h/.,-])\b([0-3]\d) (0[3-6])(?= (?:de |à |: ?)?\d\d? ?h)", r"\1/\2"),
    (r"((?:\ble |di )[0-3]?\d)[-:]0?([3-6])(?= (?:de |à |: ?)?\d\d? ?h)", r"\1/0\2"),
    (r"\b1 classe ?[=:] ?(?=max|\d)", ""),
    # « pas d’entretien le 19 mars (conseil), report au 26 mars », « PFMP du 24 mars au 4 avril donc entretiens avant : ».
    (rf"\bpas d[’']entretiens? (le (?:{_DAY} )?\d\d?(?:/\d\d?| {_MONTH}[a-zéû]{{0,6}}))(?: ?\([^()\n]{{0,40}}\))?,? (?:mais )?report(?:[ée]e?s?)? (?=au )", r"entretien \1 reporté "),
    (r",? donc (?=(?:les )?entretiens? (?:avant|apr[eè]s) ?:)", ". "),
    # « le mardi 25 au lieu du mardi 18 mars », « Lundi 28 avril. 8h30. 10h30. », « 17h 15 / Capacité ».
    (rf"(di \d\d?) (?=(?:au lieu|à la place) du (?:{_DAY} )?\d\d? ({_MONTH}[a-zéû]{{0,6}}))", r"\1 \2 "),
    (rf"({_MONTH}[a-zéû]{{0,6}}\.? \d\d? ?h ?\d\d)\. (?=\d\d? ?h ?\d\d\. *(?:{_DAY} |\n|$))", r"\1 - "),
    (r"(\d ?h) ([0345][05]|15)(?= / (?!groupe|s[ée]ance|session|cr[ée]neau|jury|jour|heure|matin|apr|date)[a-zé])", r"\1\2"),
    # « jeudi2Omars », « JP0 », « mardis 1er/8 avril », « grpe 2:15h », « salle-du-conseil », « vacance scolaires ».
    (rf"({_WEEKDAYS}s?) ?([123])(?-i:O) ?(?={_MONTH})", r"\1 \g<2>0 "),
    (r"(?-i:\bJP0)\b", "JPO"),
    (rf"\b(1er) ?/ ?(?=\d\d? {_MONTH})", r"\1 et "),
    (r"\b(gr\w{0,4}\.?|jury|s[ée]ance|session) ?([1-9]):(?=\d\d? ?h)", r"\1 \2 : "),
    (r"(\d ?h(?:\d\d)?)_(?=[a-zé])", r"\1 "),
    (r"\bsalle-(d[eu]s?)-(?=[a-zé])", r"salle \1 "),
    (r"(?:(?<=hors )|(?<=sauf )|(?<=les ))vacance\b|\bvacance(?= scol)", "vacances"),
    # « 24 places au total (les 3 vendredis confondus) », « 14h-17h c’est sûr ».
    (r"(\btotal) ?\(?(?:,? ?)(?:pour |sur )?(?:les |ces )?(?:\d|deux|trois|quatre|cinq) (?:jours|dates|[lmjv]\w{3,8}s|s[ée]ances|sessions|matin[ée]es|cr[ée]neaux)(?: confondue?s| r[ée]unie?s| ensemble)?\)?", r"\1"),
    (r"\bplages? (?:ouverte|disponible|libre|propos[ée]e|horaire)s?(?= ?:)", "créneaux"),
    (rf"(\d/\d\d?|{_MONTH}[a-zéû]{{0,6}}|di) mat\b\.?(?= ?(?:$|[,;/\n)]|et |\d))", r"\1 matin"),
    (r"(parents?) / (?=prof|[ée]l[eè]ve|enseig)", r"\1-"),
    (r" ou,? (?=si (?:besoin|trop|n[ée]cessaire|affluence|beaucoup|le nombre|la demande)\b)", ", "),
    (rf"\bl[’']une (?=(?:le )?(?:\d|{_WEEKDAYS}))|\bl[’']autre (?=(?:le )?(?:\d|{_WEEKDAYS}))", ""),
    (r"\b(et|puis|,) une (?=(?:le )?(?:\d|lun|mar|mer|jeu|ven))", r"\1 une séance "),
    (r"\b(élève|candidat|jeune)s? par horaire\b", r"\1s par créneau"),
    (r"(?<!\d)([0-3]\d)°(0[3-6])\b", r"\1/\2"),
    (rf"\b([1-3]) (?-i:O)(?= ?{_SEATS})", r"\g<1>0"),
    (r"\b(entre|de) (\d\d?)\.(00|15|30|45) (et|à) (\d\d?)\.(00|15|30|45)\b", r"\1 \2h\3 \4 \5h\6"),
    # « 13h30 : visite ; 14h30-17h : entretiens », « le 13 mars devient le 14 », « [ANNULÉ] jeudi 27 mars », « (mardis semaine A) ».
    (rf"((?:/\d\d?|{_MONTH}[a-zéû]{{0,6}}),? \d\d? ?h ?\d{{0,2}} ?:? [^\d;.\n]{{4,50}}) ?[;.] (?=\d\d? ?h ?\d{{0,2}}(?: ?[-–à] ?\d\d? ?h ?\d{{0,2}})? ?:? ?(?:entretien|audition|passage))", r"\1, "),
    (rf" devien(?:t|dra) (?:le |la )?(?=(?:{_DAY} )?\d)", " reporté au "),
    (rf" devien(?:nent|dront) (?:les )?(?=(?:{_DAY} )?\d)", " reportés aux "),
    (rf"(?:(?<=\n)|(?<=^))\W{{0,3}}[\[(*]{{1,2}}(?:annul|supprim)[ée]e?s?[\])*]{{1,2}} ?:? ((?:le )?(?:{_DAY} )?\d[^\n;,]{{3,50}})(?=\n|$)", r"\1 annulé"),
    (rf"((?:/\d\d?|{_MONTH})[^()\n]{{0,60}}(?:/\d\d?|{_MONTH})[^()\n]{{0,40}}) \((?:les )?{_WEEKDAYS}s?,? (?:des |de |les )?semaines? (?:A|B|(?:im)?paires?)\)", r"\1"),
    (r"\b(?:pas|jamais) plus de (?=\d)", "maximum "),
    # « 17mars10hsalle3 », « de 14j à 17h », « 12 places le jeudi, 16 le vendredi », « date: 01.04 », « 14h-17h - validé ».
    (r"(\d)(mars|avril|mai)(?=\d)", r"\1 \2 "),
    (r"(\dh(?:\d\d)?)(?=salle)", r"\1 "),
    (r"(\b\d\d?)j(?=(?:[0-5]\d)? ?(?:à|a|-|–|et) ?\d\d? ?h)", r"\1h"),
    (rf"(\d{{1,3}} (?:places?|[ée]l[eè]ves?|candidats?) le {_WEEKDAYS})((?:,| et| ;| /)+) (\d{{1,3}}) (?=le {_WEEKDAYS})", r"\1\2 \3 places "),
    (r"\b(dates? ?: ?\d\d?)\.(0[3-6])\b", r"\1/\2"),
    (r"(\d ?h(?:\d\d)?) ?[-–:(,] ?(?:(?:valid|confirm|act)[ée]e?s?|ok)\)?(?= ?(?:[\n;.]|$))", r"\1"),
    (r"\b(places|[ée]l[eè]ves|candidats)(?=max)", r"\1 "),
    (rf"\b([12])é(?= (?:{_MONTH}))", r"\g<1>2"),
    (rf"\b([12])ç(?= (?:{_MONTH}))", r"\g<1>9"),
    (r"(\b\d\d-0[3-6]) ?/ ?(?=\d\d-0[3-6])", r"\1, "),
    (r"\b(?:idme|idm|iedm|dieme)\b", "idem"),
    # « 3e PM » is a class, « Toutes les semaines, le jeudi », « verront les candidats », « mini-oral », « séanse », « /!6H ».
    (r"\b3(?:e|[eè]me) ?(?-i:PM)\b", "3e prépa-métiers"),
    (rf"\btoutes les semaines,? (?:le )?(?={_WEEKDAYS}s?\b)", "tous les "),
    (r"\b(?:verr(?:ons|ont|a|ai)|voyons|voient) (?=(?:les |vos |des |tous les |chaque |l[’']ensemble des )(?:candidat|[ée]l[eè]ve|jeune))", "recevront "),
    (r"\bmini[- ](?=oral|oraux|entretien)", ""),
    (r"\bs[ée]an[sc]{1,2}(es?)\b", r"séanc\1"),
    (r"(?<=[/à–-])! ?(?=\d ?h)|(?<=[/à–-] )!(?=\d ?h)", "1"),
    (r"(au lieu d[ue]s? [^,;()\n]{3,25}?) (?:initialement |d[’']abord )?(?:annonc|pr[ée]vu|programm|communiqu)[ée]?e?s?(?: (?:pr[ée]c[ée]demment|initialement|auparavant|d[’']abord))?(?= ?[),;.\n]|$)", r"\1"),
    (r"\bl(?:[’']|es )(horaires?) ne change(?:nt)? pas\b", r"\1"),
    (r"\(service\)", "(restauration)"),
    # « Tous les jours sauf le mercredi, 16h-17h, du 24 au 28 mars », « midi et demi », « le 19 mars, l/04 », « Mardi 6 maide 9h ».
    (rf"\b(tous les jours(?: sauf (?:le |les )?{_WEEKDAYS}s?)?),? ({_SPAN}),? (du (?:{_DAY} )?\d\d?(?:er)?(?: {_MONTH}[a-zéû]{{0,6}}|/\d\d?)? au (?:{_DAY} )?\d\d?(?: {_MONTH}[a-zéû]{{0,6}}|/\d\d?))", r"\1 \3, \2"),
    (r"\bmidi et demie?\b", "12h30"),
    (r"(?<![^\W_])[lI]/(?=0[3-6]\b)", "1/"),
    (r"\b(mars|avril|mai)(?=de \d)", r"\1 "),
    (r"(h\d{0,2}) \)à (?=\d)", r"\1 à "),
    (r"(?<=à )(\d\d) (00|15|30|45)(?= ?(?:$|[,;.\n(]))", r"\1h\2"),
    (r"\bplaces(?=dispo|offert|propos)", "places "),
    (rf"\b({_WEEKDAYS}) prochain,? (?:le )?(?=\d)", r"\1 "),
    (r"\bnous faisons passer (?=\d)", "nous recevons "),
    (rf"\blire «? ?((?:{_DAY} )?\d\d? {_MONTH}[a-zéû]{{0,6}}) ?»? (?:et non|au lieu de)(?: pas)? «? ?(?:{_DAY} )?\d\d?(?: {_MONTH}[a-zéû]{{0,6}})? ?»?", r"\1"),
    (r"(\d\d )et hors acad[ée]mie(?= ?\))", r"\1"),
    (r"(\d ?h(?:\d\d)?) \((visite|accueil|pr[ée]sentation|r[ée]union|tests?|petit[- ]d[ée]jeuner)s?(?: [^()\n]{2,40})?\)(?=, ?\d)", r"\1 \2"),
    (r"(\d ?h(?:\d\d)?) \((entretiens|auditions)\)(?=, ?\d|$)", r"\1 \2"),
    (r"\bav\. (?=d[eu]|[A-Z])", "avenue "),
    (r"\bb(?:oulevar)?d\. (?=d[eu]|[A-Z])", "boulevard "),
    # « Premier passage à 9h, dernier à 11h45 (fin 12h) », « Début : 18 mars 9h. Fin : 18 mars 12h », « a-m », « Nb max par date : 18 ».
    (r"\b(?:premier|1er) (?:entretien|passage|candidat|rendez-vous|rdv|[ée]l[eè]ve) (?:à )?(\d\d? ?h ?(?:\d\d)?)(?:,| et| -|;)? (?:le )?dernier(?: (?:entretien|passage|candidat|rendez-vous|rdv|[ée]l[eè]ve))? (?:fini |à |vers )*\d\d? ?h ?(?:\d\d)? ?\(?,? ?(?:fin|on termine|terminé)(?: prévue)?(?: à)? (\d\d? ?h ?(?:\d\d)?)\)?", r"de \1 à \2"),
    (r"\b(?:premier|1er) (?:entretien|passage|candidat|rendez-vous|rdv|[ée]l[eè]ve) (?:à )?(\d\d? ?h ?(?:\d\d)?)(?:,| et| -|;)? (?:le )?dernier(?: (?:entretien|passage|candidat|rendez-vous|rdv|[ée]l[eè]ve))? (?:fini |à |vers )*(\d\d? ?h ?(?:\d\d)?)", r"de \1 à \2"),
    (rf"\bdébut ?: ?((?:{_DAY} )?\d\d?(?: {_MONTH}[a-zéû]{{0,6}}|/\d\d?)),? (?:à )?(\d\d? ?h ?(?:\d\d)?)[.;,]? *fin ?: ?\1,? (?:à )?(\d\d? ?h ?(?:\d\d)?)", r"\1 de \2 à \3"),
    (r"\ba-m\b", "après-midi"),
    (r"\b(?:nb|nombre|effectif)\.? ?(?:max(?:i|imum)?|maximal)?\.? ?(?:d[’']élèves |de places |de candidats )?par (date|s[ée]ance|jour|cr[ée]neau) ?: ?(\d{1,3})\b", r"\2 places par \1"),
    # « collectif - 30 », « 13h45 à 16j30 », « suivi d’individuels », « le 27 ne change pas », « dans les deux cas 9h-12h ».
    (r"\b((?:collectif|individuel)s?) ?[-–;|/] ?([1-9]\d?)(?= *(?:\n|$))", r"\1 - \2 places"),
    (r"(?<=[à-] )(\d\d?)j(?=[0-5]\d\b)", r"\1h"),
    (r"(\d ?h) ([0345][05]|15)(?= / \d{1,2} ?(?:pl|[ée]l|cand))", r"\1\2"),
    (r"(?<![\d,;h] )(?<![\d,;h])(\d\d?h[0-5]\d),(\d\d?h[0-5]\d)(?![,\d]| ?,)", r"\1-\2"),
    (r"(?<=/0\d,)(\d\d?h[0-5]\d),(\d\d?h[0-5]\d)(?![,\d]| ?,)", r"\1-\2"),
    (r"\bsuivie?s? d[’'](?=individuel|collectif|entretien)", ", "),
    (r"\b((?:ceux|celles|celui|celle) d[ue]s? [^.;\n]{3,40}?) ne change(?:nt)? pas\b", r"\1 maintenus"),
    (r"\bdans (?:les deux|tous les) cas,? (?:de |: )?(?=\d\d? ?h)", "horaires : "),
    (r"\b(s[ée]ance|session|date) (?:est |sera )?ouverte (?=(?:le )?(?:\d|lun|mar|mer|jeu|ven))", r"\1 "),
    (r" : (?:valid|confirm)[ée]e?s?,? (?=\d\d? ?h)", " : "),
    (r"(?:(?<=[-–] )|(?<=, ))internat(?= ?[,–-] ?salle)", ""),
    (rf"\b{_DAY} \d\d?(?:er)?,? pardon,? (?={_DAY} \d)", ""),
    # « vaccances », « comuniqués », « initalement », « ANULÉ », « portes ouverts », « à compté du », « me12/3 », « 8 avrilM. Sow ».
    (r"\bvac+[ae]n[cs]{1,2}es?\b", "vacances"),
    (r"\bcom+uni(?=qu|ca)", "communi"),
    (r"\binit+i?al+e?ment\b", "initialement"),
    (r"\banul+[ée](e?s?)\b", r"annulé\1"),
    (r"\b(annul[ée]e?s?)(?: ?!){2,}", r"\1."),
    (r"\bportes ouverts\b", "portes ouvertes"),
    (r"\bà compté (?=d)", "à compter "),
    (r"\b(lu|ma|me|je|ve)(?=\d\d?/0?[3-6]\b)", r"\1 "),
    (r"\b(mars|avril|mai)(?=(?:M|Mme)\.? [A-Z])", r"\1 "),
    (rf" \(et non (?:pas )?(?:le )?(?:{_DAY} )?\d[^()\n]{{0,40}}\)", ""),
    (r"[-–,]? ?\((?:à la |apr[èe]s la )?fin des cours\)", ""),
    (r"\bamtin\b", "matin"),
    # « Places : 50 au total », « on fait passer les jeunes », « deux dates ouvertes », « Chaque groupe compte 12 jeunes ».
    (r"\bplaces? ?: ?(\d{1,3}) (?=au total|en tout)", r"\1 places "),
    (r"\b(?:on (?:fait|fera)|nous (?:faisons|ferons)|je (?:fais|ferai)) passer (?=les |vos |nos |des )", "nous recevons "),
    (r"\b(dates|s[ée]ances|cr[ée]neaux|sessions) ouvert(?:e?s)\b", r"\1"),
    (r"\bchaque groupe (?:compte|comporte|comprend|accueille|sera (?:constitu|compos)[ée] de|est (?:constitu|compos)[ée] de|a) (?:(?:au (?:plus|maximum)|jusqu[’']?[àa]|maximum) )?(?=\d)", "groupes de "),
    (r",? c[’'\u2019]est (?:s[uû]r|certain|acquis)(?= ?(?:[.,;!)\n]|$))", ""),
)  # fmt: skip
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), right) for pattern, right in _MISTYPED
]
# What any of them needs, looked for first: most texts have none.
_SUSPECT = re.compile(
    "|".join(map(_break, _BROKEN))
    + r"|di ?[123]O|JP0|\b1er ?/|\b(?:gr\w{0,4}\.?|jury|s[ée]ance|session) ?\d:\d|salle-d|h\d{0,2}_|vacance\b|\btotal ?[(,lcps]|est (?:s[uû]r|certain|acquis)|plages? [odlph]|(?:collectif|individuel)s? ?[-–;|/] ?\d|\dj[0-5]\d|h [0-5][05] / \d|h[0-5]\d,\d|suivie?s? d[’'](?:i|c|e)|ne change(?:nt)? pas|dans (?:les deux|tous les) cas|(?:s[ée]ance|session|date) (?:est |sera )?ouverte |: (?:valid|confirm)|internat ?[,–-]|pardon|\bvac+[ae]n[cs]{1,2}es?\b(?<!vacances)|\bcomuni|\binita|anul|!!|ouverts\b|à compté|\b(?:lu|ma|me|je|ve)\d|(?:mars|avril|mai)M|\(et non|fin des cours\)|amtin|l[’'](?:une|autre) |(?:premier|1er) (?:ent|pas|can|ren|rdv|[ée]l)|début ?:|\ba-m\b|par (?:date|s[ée]ance|jour|cr[ée]neau) ?:|tous les jours|midi et demi|\b[lI]/0|(?:mars|avril|mai)de \d|[12] \d/0|h\d{0,2} \)à|à \d\d [0-4][05]|placesd|placeso|placesp|prochain|passer \d|\blire |hors acad|h(?:\d\d)? \([vaprte]|\b(?:av|bd)\. |(?-i:\b[A-Z]\. [A-ZÉ])|3(?:e|[eè]me) ?PM|toutes les sem|\bverr|voyons|voient|mini[- ]|s[ée]an[sc]{1,2}es?\b(?<!séance)(?<!séances)|[/à–-] ?!|au lieu d|ne change(?:nt)? pas|\(service|\d(?:mars|avril|mai)\d|\dhsalle|h\d\dsalle|\dj\d{0,2} ?[àa–e-]|\d le \w+di(?:,| et| ;| /)|dates? ?: ?\d\d?\.|valid[ée]|confirm[ée]|act[ée]e?s?\b|\bok\b|smax|\b[12][éç] |\d-0\d ?/|\b(?:idme|idm|iedm|dieme)\b|places? ?: ?\d{1,3} (?:au|en)|passer (?:les|vos|nos|des) |s ouverte?s|x ouverts|chaque groupe |plus de \d|devien|[\[(*](?:annul|supprim)|s?emaines? (?:A|B|im|pai)|[;.] \d\d? ?h[^;.]{0,20}(?:ent|aud|pas)|\bmat\b|parents? /|ou,? si |une (?:le |\d|lun|mar|mer|jeu|ven)|par horaire|\d°0|\d O |(?:entre|de) \d\d?\.\d|\b[lI] er |hàà|\d[gyu][0-5]|h\d{0,2} ?(?:\.\.|[,;]/)|(?:mars|avril)(?:mat|apr|mid)|20[2-4]\d(?:de|à|le)\d|h\d{0,2}et(?:de)?\d|di [123]\d\d |h6 ?\d|h\d{0,2} ?[éèçù%*] ?\d|h ?\d{0,2}\. \d|h \d\d (?:max|par|ins)|(?:par|en) (?:petite?s? )?(?:vag|s[ée]r|lot|paq|four|tran)|\d place |\bcol+[ect]{2,4}i?fs?\b(?<!collectif)(?<!collectifs)|\b(?:en|par)(?:ind|col|s[ée][as]|gro|jou)|groupes?de |\bchac+[unq]+e?s\b|\bchac+[uqn]+e?\b(?<!chacun)(?<!chacune)|\bchaqun|places chaque|sous (?:toutes? )?r\w+(?<!réserve)(?<!reserve)\b|\ba(?:re)?(?:conf|val|d[ée]f|pr[ée]c)|/2[4-9]\d\d?h|\n[05]|1\n\d|h\d{0,2} ?[-–à]\n\d|h\d{0,2}(?:[.:,)\]]|\. | {1,3}(?=\d\d?[/.-]\d))\d|20[2-4]\d\d ?\d?h|\d [0à]à|\dà0|h\d{0,2} ?[&(_ç;.–-] ?à|à ?[&(_ç;.–-] ?\d|\d ?- ?0[3-6] |\d_\d|h\d{0,2} // ?\d|h ?[0-5]\n[05]|\d [eéè](?:me|re)? [sdgje]|\d nde? [sdgje]|\d ?mas\b|\btout? ?les|\btou(?:s|tes?) ?les(?:lun|mar|mer|jeu|ven|sam)|(?-i:\dO\b|/O\d)|\d,[0-5]\d ?[-–àa]|(?:mars|avril)(?:au|et|seul)|(?:de|en) mrs|\bm{1,2}i{0,2}d+i{0,2}d?\b(?<!midi)|\ba+p+r+[eè]+s+[- ]midi(?<!\baprès.midi)(?<!\bapres.midi)|\b(?:du|au)(?: \w+di)? [123] \d |\bet [123] \d/|\bh+[eurs]{4,6}\b(?<!heures)|heuresà|\b[123] \d ?(?:h|[,/]|et )|\b1 \d:|\d:\d \d|h ?\d \d|/\d\d?/2\d{0,2} \d|20\d\d-\d |\b(?:m{1,2}a{0,2}r{1,2}a?s{1,2}|masr|mras|a{1,2}v?[ri]{1,3}[vil]{1,3}|avrl|arvil|avirl|avrli)\b(?<!mars)(?<!avril)|\bde(?:mars|avril|mai)\b|\d mas |\bj+[usq]{4,6}[’'](?<!jusqu.)|jjusqu|\be[ntre]{3,6} \d(?<!entre \d)|(?:lun|mar|cre|jeu|dre|sam)di ?s\w{1,3} d|\b(?:dse|ddes|ds|dess) sem|(?:et|au|les?|du|des|puis)(?:lun|mar|mer|jeu|ven|sam)\w*di|dis?(?:de|et|du|au) |\betle\b|\d ?h+[eurs]{3,6}\b(?<!heure)(?<!heures)|\b[lI][oO] [jfmasond]|[lI]{2}/|f[ée]ri[ée]\W+(?:est |donc |sera )?(?:rep|d[ée]c)|\d\d 0[3-6] |(?:le|di) \d\d?[-:]0?[3-6] |h\d{0,2} ?(?:\||::|:-|-:|ç)|\b[lI1][oO] ?[pcéej]|1 classe|, report|\) report|donc |\bmra\b|\bmre\b|\bjue\b|\bvne\b|\bp[remi]{4,7} [jfmasond]|di(?:mat|apr)|\bsi ils?\b|\bgr\.|salle [A-Z]?\d+ ?[-–]|\d place |\d (?:rdv|rendez)\w* (?:ch|par)|lieu du|place du|h ?\d\d\. \d|h [0-5][05] / |\bentr\.|jusqu[’'][àa] (?:la )?fin |entre \d+ ?h\d* et \d+ ?h\d*,? (?:puis|et)|\bà co[mf]|\bà con?fi?[mr]|\b(?:lun|mar|mer|jeu|ven|sam)\. ?:|\bde \d\d? à \d\d? et |le premier |\bbur\.|di[’']s\b|\d-h\b|\bmatinet|n[’']est (?:plus|pas) | fermes? ?[:(,ld\d]|remplac|\d q \d|\dj ?[à-]|\.h\b|h\d\d \d\d?h\d\d|mais,|\btlj|qr|h[ée]sit|av ril|a vril|avr il|avri l|m ars|ma rs|mar s\b|\d:/|\d\.[lmjv]|\d\|\d|\d\.\d\d?h|\d ?g\b|\bplas|\d ?h(?:u|eur?[rs])|\dh\d\d/|(?:di|lun|mar|mer|jeu|ven)\.? \d\d?:0|h(?:\d\d)? ?:? fin|\bllh|[05] ?a ?\d|(?:chaque|par) (?:mat|apr|soi)|derni[èe]re|&\d|\bles(?:lun|mar|mer|jeu|ven)|h {2,}\d|heures? (?:tr|et)|(?:[ée]e|ge|LPO?|site|ole) [A-Z]\.|\b(?:pendant|durant|lors de|issue) |issue,|\dh?\d?\d? ?>|h ?\d{0,2} ?/ ?\d\d? ?[jfmasond]|(?:mars|avril|mai) \d\d? ?\(|h[0-5]à|h \.|\d {2,}h|er[jfmasond]|tou(?:s|tes)les\b|(?:salle|b[aâ]t|ment)[A-Z]\d|\bpr |[^\W\d_]{2}\d|\d :\d|\d\.h|\d:h|[àa] ?[àa] \d|[àa] de \d|\d h\d\d? h|ac+e?u+e?il|→|➔|[-=]>|-h\d|, ?[-–] ?\d|\b(?:ert?|etr|te|ett|e|rt) (?=le |\d)|\bsale |\bcapa\b|[;.]\s*(?:sauf|except[ée]|hormis) |(?-i:\(M\))|\bM ?[=:] ?matin|\blun\W|\bmar\b|semaine sur|les (?:deux|2|quinze|15) |di,? o[uù] |\d[^\W\d_]{2}|\dh\d?[^\W\d_]{2}|\dh\d{3}|\d ?h ?[.,;/]\d\d(?![\dh])|(?<!\d)\d \d|h ?\d \d|\dl/|\bM ?(?:et|[/+&]) ?AM\b|\d ?: ?M\b|\b[lI1]{2} |-!\d|h [0-3]?\d ?[jfmasond]|[àa–-] ?\d\d? [0345][05]|h\d{0,2};\d|(?-i:\b[A-Z]\. ?[A-ZÉ][a-zé])|\d,0\d|(?:rs|il|ai)(?:de|[aà]) ?\d|entretiens?[cialosd]|[/–-]llh|\d\\\d|\bmati\b|\w;20\d|\dh\d\d [pecé]|h\d?\d? (?:pour )?les |pardon|oups|voulais|veux dire|erratum|/0 \d|\d\.\d|\b(?!(?:lun|mar|mercre|jeu|vendre|mi)di)[lmjv]\w{0,6}di\b|\b(?:ler|Ier|1 ?(?:ier|èr|re)) |[/,;] ?/|/ ?[,;]|\d[.;:]\d\d?/|mais |\d,\d\d? \d|\d[ ,]?[0345][05] ?[-–à]",
    re.IGNORECASE,
)

# « L24/03, Ma25/03 », « J 27/03 » at the head of its line or of its part.
_INITIALS = {"L": "lundi ", "Ma": "mardi ", "Me": "mercredi ", "J": "jeudi ", "V": "vendredi "}
_INITIAL = re.compile(
    rf"(?<![\w’'-])(?<!\w )({'|'.join(_INITIALS)})\.? ?(?=[0-3]?\d(?:/[01]?\d\b| {_MONTH}))"
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
    rf"\b{_MONTH}[a-zéû]{{0,6}} ?:? ?\d\d?(?: ?[-–] ?\d\d?)+(?= *(?:[\n;/.,]|$))", re.IGNORECASE
)
_DASH = re.compile(r" ?[-–] ?")
_NUMBER = re.compile(r"\d+")

# « semaine du 24 mars : mardi9h-12h, jeudi 14-16h »: no day has its number.
_A_WEEK = re.compile(
    rf"\bsemaine du (?:lundi )?(\d\d?)(?:/\d|(?:er)? ?(?:{_MONTH}|m\w{{1,3}}\b))", re.IGNORECASE
)
_WEEK = re.compile(
    rf"\b({_WEEKDAYS}) ?(:? ?)(\d\d?) ?(?:-|–|à) ?(\d\d?)(?:h|(?= ?(?:[;.)\n]|(?:,|et) ?{_WEEKDAYS}|$)))",
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
    rf"\b[lmjv][a-z]{{0,6}}di\b(?=,? (?:le )?\d\d?(?:er)?(?: {_MONTH}|/\d))", re.IGNORECASE
)


def _name_weekday(found: re.Match[str]) -> str:
    """Keep a weekday, misspelt or not; leave out « ledi », which may be two of them."""
    return found[0] if found[0] == "midi" or guess_weekday(found[0].lower()) is not None else ""
