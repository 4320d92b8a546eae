"""Signs, blanks and digits of days and hours as they were typed, and as they were meant.

Rows in the order in which they are tried: a pattern, and what stands in its place.
"""

from passpro_nb.read.sessions.typed.pieces import DAY, MONTH, WHOLE, WRITTEN, cut_word

MISTYPED = (
    # « 9h-12h.10 avril 14h », « 9h  05/05/25 », « 9h-12h 16.05 »: an hour, then a day.
    (rf"(\d ?h(?:[0-5]\d)?)(?:[.:]|\. | {{1,3}}(?=\d\d?[.-]0[1-9]\b(?! ?[-–à])))(?=[0-3]?\d(?:/[01]?\d\b| ?{MONTH}|[.-]0[1-9]\b(?! ?[-–à])))", r"\1 ; "),
    (r"(\b[0-3]?\d/[01]?\d/\d\d(?:\d\d)? [^\n;/]{0,20}?\d ?h(?:[0-5]\d)?) {1,3}(?=[0-3]?\d/[01]?\d/\d\d)", r"\1 ; "),
    # « 10 avril20258h30 », « 10/04/20258h30 ».
    (rf"({MONTH}[a-zéû]{{0,6}} ?|/\d\d?/)(20[2-4]\d)(?=[01]?\d ?h)", r"\1 \2 "),
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
    (rf"({DAY} )([123])(?:\2(\d)|(\d)\4) (?={MONTH})", r"\1\2\3\4 "),
    (r"(\dh)6 ?(?=(?:[89]|1\d|2[01])h)", r"\1-"),
    (r"(\d ?h(?:\d\d)?) ?[éèçù%*] ?(?=\d\d? ?h)", r"\1 - "),
    (rf"((?:{MONTH}[a-zéû]{{0,6}}|/\d\d)(?: ?\d{{4}})?[ .,:]{{1,3}}\d\d? ?h(?: ?\d\d)?)\. (?=\d\d? ?h(?: ?\d\d)?(?:\.(?! ?\d\d? ?h)|$))", r"\1 - "),
    (r"(\d ?h) (?=(?!00|15|30|45)\d\d (?:max(?:i|imum)?|par (?:groupe|s[ée]ance|jury|session)|inscrits?)\b)", r"\1, "),
    (r"(?<![\w.])([1-3])(?-i:O)\b", r"\g<1>0"),
    (r"/(?-i:O)(?=[3-6]\b)", "/0"),
    # « par vague de 10 », « 12 place collectif », « coletif », « enindividuel », « 12 places chacunes », « sous reserce ».
    (r"\b(par|en) (?:petite?s? )?(?:vague|s[ée]rie|lot|paquet|fourn[ée]e|tranche)s? de (?=\d{1,2}\b(?! ?(?:mi?n|h|:)))", r"\1 groupe de "),
    (rf"(\d{{1,3}} place)(?= (?:{DAY}\b|collec|indiv))", r"\1s"),
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
    *((rf"\b(?:{cut_word(word)})\b", word) for word in WHOLE),
    (rf"\b(?:[lI1]|[lI] )(?:er|ers|èr|re)(?= {MONTH})|\b1 ?(?:ier|èr|re)(?= {MONTH})", "1er"),
    # A day cut in two: « mardi 1 2 mars », « mercredi1 2 mars »; with its weekday, which confirms it or not.
    (rf"(?<![^\W\d_])({DAY}) {{0,3}}([0-3]) (\d)(?= ?(?:{MONTH}|/))", r"\1 \2\3"),
    # An hour cut in two: « à1 2h00 », « - 1 4h30 », « 12h0 0 ».
    (r"(\b[àa]|[-–]|\bde) ?([012]) (\d)(?= ?h(?:\b|\d))", r"\1 \2\3"),
    # Hours without their sign: « 13 30 - 16 30 », « 13,30 à 16,30 », « 1330-1630 ».
    (
        r"(?<![\d/.,-])(?<!\d )([01]?\d)[ ,]?([0345][05]) ?(-|–|à|a) ?([01]?\d)[ ,]?([0345][05])(?![\d/h]| ?(?:/|\d|[a-zéû]{3}))",
        r"\1h\2 \3 \4h\5",
    ),
    (r"(\b\d\d? ?h)(?=(?: |(?![0-5][05] ))\d\d? h\b)", r"\1 - "),
    (r"\bac+e?u+e?il", "accueil"),
    (r" ?[(,]? ?\b((?:de )?\d\d?h(?:\d\d)? ?(?:[-–]|à) ?\d\d?h(?:\d\d)?) (?:pour )?les (?:deux|trois|quatre|[234]) (?:jours|dates|séances|fois)\)?(?= ?(?:$|[.;]))", r" ; \1"),
    # A day that its writer takes back: « mercredi 10 mars... pardon mercredi 12 mars ».
    (rf"{WRITTEN}( ?\d\d?h(?:\d\d)?)?[ .,;:(–-]{{1,6}}(?:oups|pardon|je voulais dire|je veux dire|erratum)[ ,:]*(?:c[’']est )?(?:le )?({WRITTEN})\)?", r"\2\1"),
    (r"(\d ?h ?[0345]) ([05])(?!\d)(?! ?(?:h|[/.]))", r"\1\2"),
    # « le 24/03l/2025 », « 14h-!7h », « 14,03 (9h-12h) », « 14 marsde 9h », « groupede10 », « Entretienscollectifs ».
    (rf"\b[lI1]{{2}}(?= {MONTH})", "11"),
    (rf"(?m)^([0-3]) (\d)(?= ?{MONTH})", r"\1\2"),
    (r"\bM ?(?:et|/|\+|&) ?AM\b", "matin et après-midi"),
    (r"(\d ?: ?)M(?= ?(?:$|[\n;,]))", r"\1matin"),
    (r"(\d/[01]?\d)[lI](?=/\d)", r"\1"),
    (r"(?<=[/–-])ll(?=h)|\bll(?=h\b)", "11"),
    # « 14g-16g », « 14 hures », « 12h25/03 », « mercredi 12:03 de 14h », « 12h fin ».
    (r"\b([01]?\d) ?g(?=[ –-]*\d|\b(?! ?de))", r"\1h"),
    (r"(\d) ?(?:hures?|heurs|heurres?|huers?)\b", r"\1 h"),
    (r"(\dh)(?=[0-3]\d/[01]\d\b)", r"\1 ; "),
    (rf"\b({DAY} [0-3]?\d):(0[1-9])(?= (?:de|à) \d)", r"\1/\2"),
    (r"(?:\bà )?(\d\d?h(?:\d\d)?) ?:? fin\b", r"fin à \1"),
    (r"\b(pl)as+es?\b", r"\1aces"),
    # « 13h30 q 16h », « 14j à 16j30 », « 9.h », « 14h00 14h00 à », « mars 1 4h », « 5 mais, », « tlj », « mqrdi ».
    (r"(\d) q (?=\d)", r"\1 à "),
    (r"\b(\d\d?)j ?(à|-) ?(\d\d?)j(\d\d)?\b", r"\1h \2 \3h\4"),
    (r"(\b[012]?\d)\.h\b", r"\1h"),
    (r"\b(\d\d?h\d\d) \1\b(?= à)", r"\1"),
    (rf"({MONTH}[a-zéû]{{0,6}}) ([012]) (\d)(?=h)", r"\1 \2\3"),
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
    (rf"\b(h[ée]sit\w+)(?: encore)? entre (?=(?:le )?(?:{DAY} |\d))", r"\1 : "),
    (r"(?<=\d)\\(?=\d)", "/"),
    (r"\bmati\b", "matin"),
    (r"\b(avr|janv|sept);(?= ?20\d\d)", r"\1 "),
    (r"\b(entretiens?)(auront|aura|ont|sont|seront|le|du)\b", r"\1 \2"),
    (r"(?<=[-–])!(?=\d ?h)", "1"),
    # « 17h 19 mars14h » cut where a day begins, « 8h45 à 11 45 », « 9h;12h », « A. Benali » of a person.
    (rf"(\dh) (?=[0-3]?\d ?{MONTH})", r"\1 ; "),
    (r"(\d ?h ?\d\d ?(?:à|a|-|–) ?\d\d?) ([0345][05])(?!\d| ?h)", r"\1h\2"),
    (r"(\d ?h(?:\d\d)?);(?=\d\d? ?h)", r"\1-"),
    (r"(?:(?<=: )|(?<=\d, )|(?<=h, )|(?<=\bet )|(?<=\n))(?-i:[A-Z]\. (?=[A-ZÉ][a-zé]{2}))(?!lyc|coll|site|salle)", "Mme "),
    (r"(?<![Ss]alle )(?<![Bb]âtiment )(?<![Gg]roupe )(?<![Bb]ât )(?<![Gg]r )(?-i:\b([B-GI-Z])\. ?(?=[A-ZÉ][a-zé]{2}))", r"\1 "),
    (r"(?<=[:,;–-] )(?-i:A\. (?=[A-ZÉ][a-zé]{2}))", ""),
    (r"(?<![\d,.])([0-3]?\d),(0[1-9])(?= ?[(:]? ?\d\d? ?h)", r"\1.\2"),
    (rf"\b({MONTH}[a-zéû]{{0,6}})(de|à|a)(?= ?\d\d? ?h)", r"\1 \2"),
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
    (rf"(?<![\d/,])([0-3]?\d),([0-3]?\d) (?=[0-3]?\d {MONTH})", r"\1, \2, "),
    (rf"(?<=\d)\.(?=\d\d?(?:\.\d\d?){{0,8}} {MONTH})", ", "),
    (r"(\dh)(?=(?!00|15|30|45)\d\d? (?:pl|[ée]l[eè]v|cand|pers))", r"\1 "),
    (r"\b((?:lyc[ée]e|coll[èe]ge|LPO?|site|[ée]cole) )[A-Z]\. ?(?=[A-ZÉ])", r"\1"),
    (r"((?:sur deux|tous les|toutes les|chaque)[^.;\n]{0,80}?),? (?:et )?(?:la )?derni[èe]re (?:fois|séance|date) le (?=\d)", r"\1 jusqu’au "),
    (r"(\d{1,3} (?:élèves|eleves|candidats|places|jeunes|familles|passages)) (?:chaque|par) (?:matin(?:[ée]e)?|apr[eè]s[- ]midi|soir)\b", r"\1 par séance"),
    (r"(?<![^\s(,;:/-])&(?=\d(?:/|h))", "1"),
    (rf"\bles(?={DAY}s\b)", "les "),
    (r"(\d ?h) {2,}(?=[0345]\d\b(?! ?/))", r"\1"),
    (r"(\b\d\d?) ?heures? (?:trente|et demie?)\b", r"\1h30"),
    # An arrow between hours, « 13mars14h/17mars », « avril 3 (9h-12h) », « 12h3à », « 14 H . 30 », « 14    h ».
    (r"(\d ?h ?(?:\d\d)?) ?(?:=>|->|→|➔|>+) ?(?=\d\d? ?h)", r"\1 - "),
    (rf"(\d ?h ?(?:\d\d)?) ?/ ?(?=[0-3]?\d ?{MONTH})", r"\1, "),
    (r"(?<!\d )(?<!\der )(?<!di )\b(mars|avril|mai) ([0-3]?\d)(?= ?\(\d\d? ?h)", r"\2 \1"),
    (r"(\b[01]?\d ?h[0-5])à(?!\w)", r"\g<1>0"),
    (r"(\d) ?h \. ?(15|[0345][05])\b(?! ?(?:pl|[ée]l|cand|min))", r"\1h\2"),
    (r"(?<=\d) {2,}(?=h\b)|(?<=\dh) {2,}(?=[-–à] *\d)|(?:(?<=h[-–à])|(?<=h [-–à])|(?<=h\d\d[-–à])|(?<=h\d\d [-–à])) {2,}(?=\d\d? *h)", ""),
    (rf"(?<!\d)1er(?={MONTH})", " 1er "),
    (r"\b(tous|toutes)(les)\b", r"\1 \2"),
    (r"\b(salle|b[aâ]t|b[aâ]timent)(?=(?-i:[A-Z])\d{1,3}\b)", r"\1 "),
    (r"\bpr (?=l[ea]s? |l[’']|un |CAP|bac)", "pour "),
    (r"(?<=entretiens )(?:pendant|durant|lors de|à l[’']issue de) (?:(?:la|cette|les|ces) |l[’'])?(?:JPO|journées?|portes? ouvertes?|visite|réunion)s?(?=,? (?:de|à|entre) \d\d? ?h)", "le même jour"),
    (r"\bà l[’']issue,? (?=de \d\d? ?h)", "le même jour "),
    # « 14 ;30-17 ;00 », « 13,30h - 16,30h », « 26:03 14h », « 9h-ll h », « INDIVIDUELSSALLE », « à partr de », « 2 jurrys ».
    (r"\b([01]?\d)(?: ?;| [.,]) ?([0345][05]|15) ?(-|–|à) ?([012]?\d)(?: ?;| [.,]) ?([0345][05]|15)\b(?! ?(?:/|[a-zéû]{3}))", r"\1h\2 \3 \4h\5"),
    (r"(?<![\d,.])(\d\d?),([0345][05]|15) ?h\b(?! ?\d)", r"\1h\2"),
    (r"\b(2[4-9]|3[01]):(0[3-6])\b(?!:)", r"\1/\2"),
    (r"(?m)^([0-3]?\d):(0[3-6])(?= (?:de )?\d\d? ?h ?\d{0,2} ?(?:-|–|à) ?\d)", r"\1/\2"),
    (r"(?<=[-–à/])( ?)ll(?= h\b)", r"\g<1>11"),
    (r"\b(individuels?|collectifs?)(?=salle|amphi|bureau|atelier|b[aâ]timent|au |le |les )", r"\1 "),
    (r"\b[àa] (?!part\b|pari\b)(?:p[artit]{4,6}|partire|patir|pratir|paritr)(?= (?:de |d[’']|du )(?:\d|lun|mar|mer|jeu|ven|mid))", "à partir"),
    (r"\bjur{2,}[iy](e?s?)\b|\bj(?:ruy|uyr|ury{2,})(s?)\b", r"jury\1\2"),
)  # fmt: skip
