"""What a word, a number or a sign looks like: the patterns of the tokens, in the order they are tried."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby

from passpro_nb.domain.french import WEEKDAYS
from passpro_nb.read.sessions.words.asides import ASIDES
from passpro_nb.read.sessions.words.events import join_events
from passpro_nb.read.sessions.words.hedges import join_hedges
from passpro_nb.read.sessions.words.vocabulary import (
    A_DATE,
    FOLDED_MONTHS,
    HOUR_WORDS,
    MONTH_WORD,
    WEEKDAY_WORD,
    fold_in_place,
)

_STREET = r"(?:rue|avenue|av|bd|boulevard|allees?|chemin|route|impasse|quai|square|cours|place)"
_NOUN = (
    r"(?:pl+[ac]{1,4}es?\b|place|palce|pl\b|eleve|elev|candidat|personne|pers\b|jeune|participant)"
)
_TALK = r"(?:entretien|entretient|audition|oral|oraux|seance)s?\b"
_TOLD = "communique|adresse|publie|affiche|diffuse|precise|connu|contacte|prevenu|informe|averti|donne|envoye|expedie|mis en ligne"
_TO_BE = "sera|serez|serons|seront|sont|etes|etre|est"
_RECEIVED = "recu|convoque|accueilli|rencontre|auditionne|attendu|invite|entendu|interroge|vu"
_RECEIVES = (
    "recevr(?:a|ai|ons|ez|ont)|recoi(?:t|vent)|recevo(?:ns|ir)|(?:accueill|convoqu|audition+)e"
    "|(?:accueill|rencontr|convoqu|audition+)e(?:r|nt|ra|rons|ront)|accueill(?:ir|ons)|(?:rencontr|convoqu|audition+)ons"
    "|verr(?:a|ai|ons|ont)|entend(?:ra|rons|ront|re)|passer(?:a|ez|ons|ont)|sieger(?:a|ont)|siege(?:nt)?|se reuni(?:t|ra|ront|ssent)"
)
# What is not done with pupils and papers, « ne sera pas reçu », which cancels no session.
_OF_PUPILS = (
    "(?:plus |donc |pas )?(?:recu|accept|admi[st]|toler|autoris|pris|etudi|examin|convoqu|entendu|auditionn|interrog|trait|comptabilis"
    "|rembours|recontact|rappel|contact|exig|demand|fourni|evalu|servi|garanti|obligatoire|necessaire|requis|oblig|attendu|invit)"
)
_NO_MORE = r"(?![./]?\d|-\d(?!\d?\s?[h:]))"
# A blank may be missing: « mer19/03 », « 14h16h », « 9h30à11h30 ».
_EDGE = r"(?:\b|(?<=[a-z]{2})|(?<=[\dh]a)|(?<=\ba)|(?<=\dh))"

# A year of five digits, or of three, which says none: « 20225 », « 205 ».
_SLIPPED_YEAR = r"(?:(?:20|22|02)\d{3}|20\d|[02]2\d)"
_BROKEN = "|".join(
    f"{name[0]}(?:{'|'.join(f'{name[1:at]} {name[at:]}' for at in range(1, len(name) - (not name.endswith('di'))))})"
    for name in map(fold_in_place, (*WEEKDAYS, *FOLDED_MONTHS))
    if len(name) > 4 or name == "mars"
)  # « merc redi », « ma rs »
_ALIKE = {"i": "1", "l": "1", "o": "0", "e": "3"}
_DIGITED = "|".join(
    "".join(f"[{letter}{_ALIKE[letter]}]" if letter in _ALIKE else letter for letter in name)
    for name in map(fold_in_place, (*WEEKDAYS, *FOLDED_MONTHS, "matin"))
)  # « mat1n », « avri1 »

_POST = r"(?:bts|btsa|but|dut|cpge|dcg|parcoursup|post-?bac|vae|greta|adultes?|licences?)"
_OUTSIDER = (
    rf"(?:entretien|oral|oraux|audition|candidat|eleve|etudiant|candidature|session|seance|recrutement|jury)s? (?:d'entree |d'admission )?(?:de |du |des |d'|en |pour (?:les |l'entree en )?)?{_POST}"
    r"|(?:d[e'] ?|les |des |aux )autres (?:formation|filiere|section|specialite|etablissement|lycee|academie)s?"
    rf"|(?:pour|reservee?s?|concerne(?:nt)?) (?:uniquement |seulement |exclusivement )?(?:a |aux |les |l'|en )?{_POST}"
    r"|(?:entretien|audition)s? (?:individuels? )?(?:(?:des|pour les) (?:enseignant|professeur|prof)|(?:des|pour les|avec les) (?:personnel|agent|aesh|aed|assistant|surveillant|maitre|tuteur|delegue|stagiaire))s?(?! (?:d'atelier|(?:de |du |d')(?:la |l'|notre |cette )?(?:special|filiere|section|bac|cap|domaine|disciplin|equipe|enseignement|metier)))"
    r"|ne concerne(?:nt)? pas (?:les |la |le )?(?:eleves? |candidats? |jeunes )?(?:de |du |en |issus de )?(?:la )?(?:3e|3eme|troisieme|college|passpro|procedure)[a-z]*"
    r"|hors (?:procedure|passpro|affelnet|academie|campagne)(?! ?-)"
    r"|reservee?s? (?:uniquement |exclusivement )?aux? (?:candidat|eleve|jeune)?e?s? ?(?:en |de l'|par )?(?:apprenti|alternan|adulte|interne|terminale|redoublant|reorient)[a-z]*"
)

# The first pattern that fits wins. None may repeat without a bound inside another repetition, nor
# read over the end of a line.
_PATTERNS = (
    ("blank", r" +|(?<=[h\d] )precises?\b|(?:(?<=\b(?:lun|mar|mer|jeu|ven|sam|dim))|(?<=\b(?:merc|vend)))\.(?= ?[\d,]| (?:et|de|du|a) )|(?<=\bbat)\.(?= ?[\da-z])"
              r"|(?:(?<=\b(?:avr|fev|oct|nov|dec))|(?<=\b(?:janv|fevr|juil|sept)))\.(?= ?[\d,(:/-]| (?:a|de|et) )"),
    ("noise", r"(?:https?://|www\.|\b[\w+-][\w.+-]{0,63}@)\S*[^\s.,;)]"),
    ("iso", r"\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d(?:[ t]00:00:00)?(?![\d-])"),
    ("slashed", rf"\b\d{{1,2}}(?=(?: ?[/-] ?\d{{1,2}}){{1,9}} ?{MONTH_WORD}\b)"),
    ("numeric", rf"{_EDGE}\d{{1,2}}(?: ?/ ?\d{{1,2}} ?/ ?|\.\d{{1,2}}\.|-\d{{1,2}}-)"
                rf"(?:\d{{4}}|\d{{2}}){_NO_MORE}"),
    ("numeric", r"\b\d{1,2}[./,-](?:0[1-9]|1[0-2])[./,-]?20\d\d\b"),
    ("numeric", rf"\b\d{{1,2}} ?[./:;,*-]{{1,2}} ?(?:0?[1-9]|1[0-2]) ?[./:;,*-]{{1,2}} ?(?:20\d\d|(?<! ){_SLIPPED_YEAR})\b"),
    ("half", r"\b(?:0?\d|1[0-2])(?::[0-5]\d)? ?[ap]m\b"),
    ("numeric", r"\b\d{1,2} (?:0[1-9]|1[0-2]) (?:20\d\d\b|2\d(?= (?:a |de )?\d\d? ?h))"),
    ("noise", r"(?!\b\d\d\.0[1-9] \d\d\.[0-5][05] ?- ?\d\d\.[0-5][05])(?:\+ ?33 ?(?:\(0\))? ?[1-9]|\b0[1-9])(?:[ .-]?\d\d){4}\b|\b0[1-9](?:/\d\d){4}\b"),
    ("military", r"\b(?:0[6-9]|1\d)[0-5][05](?= ?- ?(?:(?:0[6-9]|1\d|2[01])[0-5][05]\b|\d\d?[h:]))"
                 r"|(?:(?<=\b\d{4}-)|(?<=[h:]\d\d-)|(?<=[h:]\d\d - )|(?<=[h:]\d\d a )|(?<=\dh-)|(?<=\dh a ))"
                 r"(?:0[6-9]|1\d|2[01])[0-5][05]\b"),
    ("years", r"\b20[1-3]\d ?[-/] ?20[1-3]\d\b"),
    ("noise", r"\b\d{4} ?[-/] ?\d{4}\b|\b(?:bp|cs) \d\S*"),
    ("noise", rf"\b\d{{1,2}}(?:er)? {MONTH_WORD} 1(?:[0-8]\d\d|9[0-8]\d)\b"),
    ("noise", rf"\b(?:\d{{1,4}} ?(?:bis|ter)?,? )?{_STREET}(?:(?<=\bav)\.|(?<=\bbd)\.)? (?:du|de la|de|des) \d{{1,2}}"
              rf"(?:er)?[ -]{MONTH_WORD}(?:[ -]\d{{4}})?"),
    ("noise", rf"\b\d{{1,4}} ?(?:bis|ter)?,? {_STREET}\b(?=\.? (?:d[eu']|[a-z]))"),
    ("noise", r"\b[1-9]\d?[/-][1-9]\d? (?:rue|avenue|av|bd|boulevard|allee|chemin|impasse|quai)\b"),
    ("noise", rf"\bans (?:revolus )?au \d{{1,2}}(?:er)?(?:/\d{{1,2}}| {MONTH_WORD})[/ ]\d{{2,4}}\b"),
    ("noise", r"\b\d+(?:[.,]\d+)? ?(?:€|euros?\b|%)"),
    ("number", rf"\b1r?e(?= {MONTH_WORD}\b)"),
    ("noise", r"(?<=eleves )absente?s?(?= ?:)|\b(?:(?:1er|[1-9]\d?(?:eme|e|nd)) etages?|[1-9]\d?(?:emes?|e|ndes?|nd|de)|1eres?|1res?)\b|\bupe ?2a\b|\ba?u milieu de (?:la )?(?:journee|matinee)|\binscrite?s? (?:au|a la date du) \d\d?(?:er)?(?: mars| avril| mai|/\d\d?)\b"),
    ("noise", r"\bn ?[°º]? ?[°º:.] ?\d+(?:(?<=\d{4})(?:[-/]\w{1,9}){1,4})?|\bref(?:erence|s)?\b\.? ?(?:n ?[°º] ?)?:? ?[a-z]{0,6}[-/]?\d[\w/-]*"),
    ("halfday", r"\b1 ?/ ?2[ -]?journees?\b"),
    # « 10/12 élèves », « 2/3 heures »: no days; « mardi 8/4 groupe 1 », « le 7/4 journée entière » are.
    ("noise", rf"(?<!\ble )(?<!di )(?<!/\d et )(?<!/\d, )\b(?:\d{{1,2}}/[1-9]\d?(?= ?{_NOUN})"
              r"|(?:1/[2-9]|2/[3-9]|[34]/[5-9]|3/4|[5-7]/[6-9])(?= ?(?:d'|de )?(?:groupe|journee|heure|classe|creneau|seance|jury|prof|enseign|semaine|jour|fois|etage|page)))"),
    ("noise", r"(?:(?<=\bp\. )|(?<=\bpage )|(?<=\bpages )|(?<=\bpartie )|(?<=\betape )|(?<=\bphase )|(?<=\blot )|(?<=\bseance )"
              r"|(?<=\bsession )|(?<=\bcreneau )|(?<=\bjour )|(?<=\bjournee )|(?<=\bgroupe )|(?<=\bfiche )|(?<=\bmessage ))"
              r"[1-9]/[1-9]\b(?!/)"),
    ("noise", r"\b24 ?h? ?/ ?24\b|\b7 ?j? ?/ ?7\b|\b[1-3]/4 ?(?:d'|d |h\b|heure)(?:heure)?"),
    ("numeric", r"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])202\d\b"),
    ("iso", r"\b202\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b"),
    ("noise", r"\b\d{5,}\b"),
    ("noise", r"\b[a-z]+-(?:sur|sous|la|les?|lez|en|aux?)-[a-z]+(?:-[a-z]+){0,4}"
              r"|\b(?:seine-(?:et-marne|saint-denis)|val-d(?:e-marne|'oise)|hauts-de-seine|ile-de-france|(?:[a-z]{4,}-)?sainte?-[a-z]+(?:-[a-z]+){0,4})\b"),
    ("noise", r"« ?(?:l[ea]s? |au |aux |n° ?)?\d{1,2} ?»(?! ?h)"),
    ("numeric", rf"{_EDGE}(?:\d{{1,2}}|1er)/\d{{1,2}}(?![./]?\d|-\d{{3}}| ?h\b|h\d)"),
    ("numeric", r"(?:(?<=\ble )|(?<=\bles )|(?<=di )|(?<=\bet )|(?<=\d, )|(?<=\b(?:lun|mar|mer|jeu|ven|sam) )"
                r"|(?<=\b(?:lun|mar|mer|jeu|ven|sam)\. ))\d\d?\.(?:0[1-9]|1[0-2])\b"),
    ("numeric", rf"{_EDGE}\d{{1,2}}(?: / ?|/ )0[1-9](?!/| ?h\b|h\d| {MONTH_WORD})\b"),
    ("numeric", r"(?:(?<=\ble )|(?<=di )|(?<=\bdu )|(?<=\bau ))\d\d?-0[1-9]\b(?!-)"),
    ("numeric", r"\b[0-3]\d-0[1-9]\b(?= ?(?::|--?)? ?(?:de )?\d\d?(?:h|[;:][0-5]\d))|(?<![\w/.:°-])(?<!salle )(?<!poste )[0-3]\d-0[3-6]\b(?![-/.:°]| ?h\b| \d\d )"),
    ("numeric", r"(?:(?<=\bdu )|(?<=\bau ))\d\d?\.(?:0[1-9]|1[0-2])\b"),
    ("numeric", r"\b\d\d?\.(?:0[1-9]|1[0-2])(?=\.? ?(?:[,:(/]|de |a )? ?\d{1,2} ?[h:]| ?- ?\d\d?[h:]\d{0,2} ?- ?\d)"),
    ("numeric", r"\b\d\d?\.(?:0[1-9]|1[0-2])(?= ?(?:et|[,;/+&]) ?\d\d?\.(?:0[1-9]|1[0-2])\b| ?- ?\d\d?h(?:\d\d)? ?/ ?\d\d?h)|(?:(?<=\d\+)|(?<=\+ )|(?<=\.0[1-9], )|(?<=\.0[1-9] ; )|(?<=\.0[1-9] / )|(?<=\.0[1-9]/)|(?<=\.0[1-9] et ))\d\d?\.(?:0[1-9]|1[0-2])\b"),
    # Days and hours with points: « 20.03 de 8.30 à 12.00 ».
    ("numeric", r"\b[0-3]?\d\.0[1-9]\b(?= ?(?:de |: ?|\()?(?:\d\d?\.[0-5][05]|(?<=de )\d\d?) ?(?:-|a) ?\d\d?(?:\.[0-5][05])?\b)"),
    ("clock", r"(?:(?<=\bde )|(?<=\ba )|(?<=-)|(?<=- ))\d{1,2}\.[0-5][05]\b"),
    ("clock", r"\b\d{1,2}\.[0-5][05](?= ?(?:-|a) ?\d{1,2}\.\d\d\b)"),
    ("clock", r"(?:\b|(?<=\dt))\d{1,2}:\d{2}(?::\d\d| ?h)?\b"),
    ("clock", r"\b[01]\d : [0-5][05]\b"),
    ("clock", r"\b\d{1,2}h0\b"),
    ("clock", rf"{_EDGE}\d{{1,2}}(?: h\. ?|h[.:])[0-5][05]\b(?! ?{_NOUN})"),
    ("clock", rf"{_EDGE}\d{{1,2}} ?(?:h|heures) ?(?:00|2[5-9]|[345]\d)h\b"),
    ("clock", rf"{_EDGE}\d{{1,2}}(?:h|heures)\d{{2}}(?!\d|h)(?: ?mi?n\b)?"),
    ("clock", rf"{_EDGE}\d{{1,2}} ?(?:heure?s?|hrs?|h)(?: ?\d{{2}}(?!\d| ?(?:h\b|h\d|:\d|heure|{_NOUN}"
              rf"|/(?!/| ?\d\d? ?h| ?(?:{WEEKDAY_WORD}))|{MONTH_WORD}\b)))?(?: ?mi?n\b)?(?![b-z]|a[a-z])"),
    ("clock", r"(?<=\ba )\d{1,2};[0-5][05]\b"),
    ("clock", r"\b\d{1,2}\.[0-5][05] ?h\b"),
    ("noise", r"\b(?:le )?midi(?= ?\(?(?:de |entre )?1[12] ?h)"),
    ("noon", r"\bmidi\b"),
    ("clock", r"\b\d{1,2};[0-5][05](?= ?(?:-|a) ?\d{1,2};[0-5][05]\b)|(?:(?<=;\d\d-)|(?<=;\d\d - )|(?<=;\d\d a ))\d{1,2};[0-5][05]\b"),
    ("spoken", rf"\b(?:dix[- ](?=[snh])|vingt[- ]?(?:et )?(?=[udt]))?(?:{'|'.join(HOUR_WORDS.values())}) heures?"
               r"(?: et demie| et quart| trente| quinze)?\b|\bune heure (?:et demie|et quart|trente|quinze)\b"),
    ("noise", r"\b\d{1,4}\.\d{1,4}\b"),
    ("number", r"\b1(?: ?i?er|o)\b"),
    ("first", rf"\bpremier(?= {MONTH_WORD})"),
    ("spelled", r"\b(?:dix|vingt|trente)(?:[- ]| et )(?:et[- ])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf)\b"),
    ("spelled", rf"\b(?:{'|'.join(HOUR_WORDS.values())})(?= {MONTH_WORD}\b)"),
    ("spelled", r"\bdeux mille(?: vingt(?:[ -](?:et[ -])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf))?)?\b"),
    ("number", r"\d+"),
    ("seat", r"(?:(?<=\d )|(?<=\d))el(?:e?v)?s?\b\.?"),
    ("broken", rf"\b(?:{_BROKEN})\b"),
    ("afternoon", r"\bapr?e?s?[ -]{0,2}m[id]{2,4}s?\b|\bapm\b|\bap\.?[ -]?midis?\b"),
    ("evening", r"\bfin de journee\b"),
    *ASIDES,
    ("noise", r"\baccompagnee?s? (?:de |d')(?:un |une |son |sa |ses |leurs? )?(?:responsable|parent|famille|adulte|tuteur|representant)s?(?: lega(?:l|ux))?\b|\binternes (?:et|ou|comme) externes\b|\bveille de(?:s)? (?:vacances|conges|week-end)\b|\btravaux publics\b|(?:(?<=eleves )|(?<=candidats )|(?<=places ))sur (?:toute )?la journee\b|\bmise?s? en place\b|\b(?:bloc|tranche)s? (?:de |d')(?:\d|une|deux|trois|quatre) ?h(?:eure)?s?\b"),
    ("event", r"\b(?:nettoyage|peinture|ravalement|refection|demenagement|desinfection|deratisation|inventaire|tournage|travaux) (?:d[eu] |des |d'|batiment|dans)[a-z' ]{0,14}|\bprises? de vues?\b"),
    ("denied", r"\bneant (?=le \d|les \d)|\bplus (?=(?:de |d'|aucune? )(?:place|creneau|disponib|possib))"),
    ("noise", r"\breprise (?=(?:des entretiens )?(?:le |du |lundi )[^.;\n]{4,24}\d\d? ?h(?:\d\d)? ?(?:-|a) ?\d)"),
    ("break", r"\breprise(?= (?:le|du|lundi|a) )|\b(?:secretariat|standard|lycee|etablissement|loge) (?:reprend|rouvre)[a-z]*\b"),
    ("event", r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|journee|matinee|soiree|nuit|printemps|mois)s?"
              r" (?:sportiv|pedagogi|banalis|culturel|solidaire|defense|internationa|(?:de la |de l'|des |du )"
              r"(?!semaine|mois|period|campagne|passpro|jury|vacance|rentree|quinzaine|entretien|audition|oral|oraux|candidat|eleve|matin|apres|bac|cap|lun|mar|mer|jeu|ven|sam|lycee|college|premier|second|trois|dernier|\d)[a-z]{4})[a-z]*"),
    ("event", r"\b(?:journee|matinee|soiree|semaine)s? sans (?!interruption|pause|coupure|rendez|rdv|convocation|inscription)[a-z]+"),
    ("noise", r"\b(?:salle|lieu|presence|venue|adresse|batiment)s? (?:[a-z]{4,8} )?(?:encore |reste )?a (?:confirmer|preciser|definir|valider)\b|\b(?:salle|ordre|lieu|liste|heure|horaire)s? (?:de passage )?(?:peut|peuvent|pourra|pourront) (?:changer|evoluer|etre (?:modifi|chang)[a-z]*)|\ben attente (?=au |a la |dans |devant |en )|\bsalle \w{1,4} ou (?:salle )?\w{1,4}(?: (?:selon|suivant|en fonction) [a-z' ]{4,30})?\b(?! ?(?:mars|avr|mai|/))"),
    ("noise", r"(?:\b(?:pendant|durant|sur|tout au long de)|(?<=di )de|(?<=dis )de) (?:toute )?la (?:periode|campagne|duree)(?: (?:des|d') ?entretiens?| de recrutement| passpro)?\b(?! (?:du|de|d') ?\w)"
              r"|\b(?:(?:premier|second|deuxieme|troisieme|dernier)|1er|2e|2nd|2eme) tour\b(?= ?[:(,]| le \d)"
              r"|\bpas (?:de|besoin de) (?:rendez[ -]?vous|rdv) (?:a prendre|necessaire|prealable)\b|\b(?:seine|eure|maine|indre|loir|ille|lot|tarn|saone|meurthe)-et-[a-z]+\b"),
    ("event", rf"\b(?:retour|rentree|reprise|fin)(?: d[eu]s?| de la)? (?:vacances|conges)(?: scolaires)?(?= ?:? ?(?:le |du )?{A_DATE})"),
    ("noise", r"\bpas d'entretiens? (?:individuel|collectif)s?(?= ?[:;,.] ?(?:mais )?(?:une? |des |l[ae] |seance|entretien|reunion))"
              r"|\b(?:rendez[ -]?vous|rdv)(?= a \d\d? ?h(?:\d\d)?(?:, ?\d\d? ?h(?:\d\d)?){1,8} et \d\d? ?h)"
              r"|\bchoisi(?:t|r|ra|ssent|ssez|ront)? (?:l')?une? des (?:deux|trois|quatre|[2-4])\b(?: (?:date|seance|session|creneau|jour)x?s?)?"
              r"|\bsi (?:le |la |l'|un |une )(?:candidat|eleve|jeune|famille)e? ne p(?:eut|ourra) (?:pas )?[a-z' ]{3,70}(?=[.;,\n)]|$)"),
    ("noise", rf"\b(?:confirmer|communiquer|annoncer|preciser|donner|enverr|transmettr)(?:a|ons|ont|ez) le {A_DATE} (?:les? |la |l'|leurs? |nos |ses )(?:date|calendrier|planning|liste|horaire|jour|creneau|ordre)x?s?\b"),
    ("noise", r"\bpour les (?:eleves? |candidats? )?absente?s?(?: excuses?| justifies?)?\b(?! d[ue]| le \d| au )|\bles (?:eleves? |candidats? )?absente?s?(?: excuses?)?(?= (?:seront|sont|passeront|viendront) )"),
    ("noise", r"(?:(?<=mars )|(?<=avril )|(?<=mai )|(?<=/0\d ))\((?:pendant|durant|sur) les (?:vacances|conges)(?: scolaires| de (?:printemps|paques))?\)"),
    ("noise", r"(?:(?<=collectif )|(?<=collectifs )|(?<=individuel )|(?<=individuels ))(?:selon|suivant|en fonction d[eu]) [a-z' ]{4,40}(?=[.;,\n)]|$)"),
    ("moved", rf"\b(?:est |sont )?(?:passe|bascule|glisse)(?:nt|e?s?)? (?=au {A_DATE})"),
    ("provisional", join_hedges("provisional")),
    ("outsider", rf"\b(?:{_OUTSIDER})\b"),
    ("condition", join_hedges("condition")),
    ("noise", rf"\ble (?:[a-z]{{3,4}}\.? )?{A_DATE} a \d\d?[:h]\d\d,? [^\n]{{0,40}}?\ba ecrit\b"),
    ("noise", r"\bpour (?:permettre|laisser|faciliter|eviter|limiter)[a-z' ]{4,70}(?= ?[:,])|\bafin (?:de |d'|que )[a-z' ]{4,60}(?= ?:)"),
    ("noise", r"\b(?:deux|trois|quatre|\d) soirees?(?= ?:)|\bjusqu'a la fin (?:de (?:la campagne|la periode|l'annee)|des entretiens)\b"),
    ("noise", r"\b(?:suite a|comme convenu|faisant suite a) (?:notre|votre|nos|vos|la|une?) [a-z' ]{4,40}?(?= (?:je|nous|voici|vous|merci) )"),
    ("noise", r"\b(?:(?:au )?vu|compte tenu|etant donne|eu egard) (?:d[eu]s? |l[ea]s? |[dl]'|aux? |avec )[a-z' -]{4,60}(?= ?[,:])"),
    ("noise", r"\b(?:et|avec) (?:leurs?|ses|son|sa) (?:parents?|familles?|responsables?(?: legaux)?)\b|\bbat(?:iment)?[a-z]\b"),
    ("noise", rf"\b(?:envoye|recu|sent)(?: le)? ?: ?{A_DATE}(?: ?a)? ?\d\d?[:h]\d\d|\bdate ?: ?{A_DATE} ?\d\d:\d[1-46-9]\b(?! ?[-a])"),
    ("noise", rf"\b(?:ce matin|cet apres-midi|hier|aujourd'hui)(?!-),? ?\(?(?:le )?{A_DATE}\)?(?! ?(?:a|de|:)? ?\d\d?h)"),
    ("noise", r"\btoute? (?:retard|absence)s?\b[^.;\n]{0,80}"),
    ("cancelled", r"\bc'est non\b|\bnon plus\b(?= ?[,;.\n])"),
    ("comma", r"\bsuivie?s? (?=(?:le meme jour|a \d\d? ?[h:]|(?:de l'|d'un |des |d')entretien))"),
    ("noise", r"\bpause (?:meridienne|dejeuner)\b(?! ?(?:de |:|a |entre )?\d)(?: sur place)?(?: possible| libre| offerte)?"),
    ("moved", r"\b(?:est|sont|seront) (?:regroupe|fusionne|reuni|groupe)e?s en une? (?:seule?|unique|meme)\b"),
    ("noise", rf"\bne (?:dispense|exempte|remplace)(?:nt)? (?:pas|en rien)\b(?: de\b)?|\bne pas confondre avec (?=les entretiens,)|\btoujours (?:le|un) (?:{WEEKDAY_WORD})s?\b(?! \d)|(?:(?<=choisit )|(?<=choisir )|(?<=choix ))entre\b|\bremplace(?:nt)? et annule(?:nt)?(?! (?:ce(?:lle|lui)|les (?:dates?|seances?)))(?: (?:le|la|les) (?:message|mail|courriel|fiche|version)s?(?: [a-z]{4,12})?)?"),
    ("event", r"\b(?:exercice|controle|inspection|coupure|alerte|travaux|visite) (?!de \d)(?:d[eu']|des|en|incendie|ppms|medica|electri|annuel|techni|periodi)(?:(?!(?:lun|mar|mercre|jeu|vendre|same)di\b)[a-z' ]){0,14}\b"),
    ("event", r"\bcommissions? (?:permanente|educative|hygiene|(?:de |d'|du )(?:appel|securite|discipline|hygiene|fonds))[a-z]*"),
    ("event", r"\bcontroles? en cours de formation\b|\bse reuni(?:t|ra|ssent|ront)\b(?![^.;\n]{0,60} pour (?:entendre|recevoir|auditionner|rencontrer|interroger|voir les|les entretiens))|\bdevoirs? (?:surveilles?|communs?|sur table)\b|\bperiodes? (?:de formation|en entreprise|de stage)\b|\binformations? collectives?\b|\bjobs?[- ]datings?\b"),
    ("event", r"\b(?:(?:journee|soiree|matinee)s? (?:des )?)?portes?[ -]ouvertes?\b|\bphotos? (?:de classe|individuelles?|scolaires?)\b"),
    ("event", r"\b(?:lundi|jeudi|pont|week-end) de (?:paques|pentecote|l'ascension)\b"),
    ("event", r"\b(?:reunion|soiree|seance|matinee|journee|session|atelier|temps)s? d'"
              r"(?:informations?|echanges?|integration|immersion|observation|orientation)\b"),
    ("event", r"\b(?:rencontre|reunion|entretien|rdv|rv)s? (?:individuel(?:le)?s? )?parents?\b"),
    ("event", join_events() + r"|\bgrand oral\b"),
    ("event", r"\bjurys? (?:de |du |d')(?:cap|bac|bts|bep|vae|dnb|brevet|titre|appel|deliberation|examen|concours)\b"),
    ("event", r"\bentretiens? (?:annuel|professionnel|d'evaluation|(?:des |du |de la |de l'|d'un )(?:locaux|machine|chaudi|chauff|batiment"
              r"|toiture|espace|vehicule|ascenseur|reseau|extinct|materiel|parc|clim|jardin|linge|sol|pelouse|atelier|four|equipement|cour\b)[a-z]*)s?\b"),
    ("noise", r"\b(?:en|d'|a l'|par) ?avance\b"),
    ("event", r"\bouvr[a-z]+ (?:ses|nos|leurs) portes\b|(?<!ferme )(?<!fermee )(?<!fermes )\bau (?:grand )?public\b|\breprise (?:[a-z]+ )?des (?:cours|classes)\b|\bactualites?\b(?= du)"),
    ("noise", r"(?:(?<=\bcreneau )|(?<=\bcreneaux )|(?<=\bseance )|(?<=\bsession )|(?<=\bgroupe ))(?:compte|comporte|comprend|contient|offre|dispose de)\b(?= \d)"),
    ("blank", r"\b(?<!epreuves de )(?<!oral de )(?<!oraux de )(?<!cours de )(?:(?:date|jour|seance|session|creneau|entretien|matinee)x?s? de )?rattrapages?\b(?: (?:pour|des|reservee?s? aux?) (?:les )?(?:eleves? |candidats? )?(?:absent|excuse|malade|empeche|retardataire)e?s?(?: excuses?| justifies?)?| (?:possible|prevu|organise)s?)?(?: (?:est|sera) (?:organise|prevu|propose|assure|possible)e?| aura lieu)?(?= ?(?:[:,(]|le |au |les |\d|lun|mar|mer|jeu|ven))(?! ?le \d[^.;\n]{0,40}(?:cours|examen|brevet|epreuve|bac))"),
    ("blank", r"\bpetits? (?=groupes? de \d|collectifs?\b)"),
    ("noise", r"\bjauge (?:de )?(?=\d)|\b(?:de (?:mon|notre) cote,? )?c'est (?:bon|ok|parfait) pour(?: nous| moi)?(?= les? )"),
    ("noise", r"\bpour les (?:interne|externe|demi-?pensionnaire)s?(?= ?:)|\breception des (?:famille|eleve|candidat|jeune)s?\b(?=[^.;\n]{0,70}entretien)"),
    ("noise", r"\bdevant (?:une |la |le |un |notre |l')(?:commission|jury|equipe)s?(?: (?:d'entretiens?|d'admission|pedagogique|enseignante)s?)?\b(?: de (?:\d|deux|trois|quatre|cinq) (?:personne|membre|prof|enseignant)[a-z]*)?"),
    ("appointment", r"\b(?:rendez[ -]?vous|rdv) (?:vous )?(?:est|sera) (?:donne|fixe|pris|propose)\b"),
    ("denied", r"\b(?:seance|entretien|date|jour|creneau)x?s? (?:annule|supprime)e?s? ?:"),
    ("denied", r"(?:^|(?<=\n)|(?<=; )|(?<=\. ))annulee?s? ?:"),
    ("noise", r"(?:^|(?<=\n))(?:reponse|maintenue?s?|confirmee?s?) ?:|\ble tout\b(?= en)|\b(?:toute )?desolee?s?\b(?: (?:pour|du|de) (?:le |ce |la |les )?[a-z]+)?|\bavec (?:un |l'|des )?(?:eleve|enfant|candidat|jeune)s? et (?:ses |leurs |les |son |sa )?(?:parent|famille|responsable)s?\b"),
    ("denied", rf"\b(?:annulee?s? ?:|(?:annulation|suppression)s? d(?:e la|e l'|es|u|'|e))(?= ?{_TALK})"),
    ("instead", r"\bce n'est (?:plus|pas)\b(?! (?:une?|de|d'|si|la peine|le cas|encore|obligatoire|possible)\b)"),
    ("noise", r"\bce n'est pas une? (?:blague|poisson|farce|erreur|plaisanterie)(?: d'avril)? ?!*"),
    ("aside", rf"\b(?:fixer|prendre|convenir|obtenir|demander|reserver|choisir) (?:d'|de )?(?:une? |des |l[ea]s? |leur |votre )?"
              rf"(?:date|jour|creneau|horaire|place)s? (?:d'|de l'|pour un |pour l'){_TALK}"),
    ("noise", r"\bchangements? (?:de |d'|des )(?:date|jour|horaire|seance|creneau|salle|lieu|batiment)s?\b(?: aussi| egalement)?"),
    ("event", r"\brendez[ -]?vous (?:parents?\b|de carriere|de l'emploi|de l'orientation|des (?:metier|entreprise)s)"),
    ("event", r"\b(?:test|evaluation)s? (?:de positionnement|de niveau|nationa[a-z]+)\b"),
    ("aside", r"\b(?:cordialement|fait a [a-z-]+),? (?=le \d)"),
    ("denied", rf"\bsans (?={_TALK})"),
    ("moved", r"\b(?:est|sont|sera|seront|ont ete|a ete) (?:annule|supprime)e?s?(?: ?\([^()\n]{3,40}\))?[.;,!]? ?(?:et |voici )?(?:les |la |de |une )?nouvelles? (?:date|seance)s?\b(?: sont| est)?"),
    ("noise", r"\bfinalement (?=[a-z0-9' ]{0,25}\b(?:date|jour|seance|creneau)x?s?(?: [a-z]{4,12})? ?:)"),
    ("instead", r"\bn'(?:aur)?(?:a|ont) (?:finalement |donc )?(?:pas|plus) lieu (?=(?:a|de|le) [^.;\n]{3,30} mais (?:a|de|le|bien|plutot)\b)"),
    ("cancelled", r"\bn'aura (?:finalement |donc )?pas lieu\b|\b(?:est|sera|(?:a|ayant) ete) (?:annule|supprime)e?\b"
                  rf"|\bne (?:se )?(?:sera|tiendra|deroulera) pas(?: (?:assure|maintenu|organise)e?\b|\b(?! (?:{_OF_PUPILS})))"),
    ("all_cancelled", r"\bn'auront (?:finalement |donc )?pas lieu\b|\b(?:sont|seront|(?:ont|ayant) ete) (?:annule|supprime)e?s\b"
                      rf"|\bne (?:se )?(?:seront|tiendront|derouleront) pas(?: (?:assure|maintenu|organise)e?s\b|\b(?! (?:{_OF_PUPILS})))"),
    ("aside", r"\b(?:ouverture|prise|prendre|prenez|fixer|reservation|reserver|reservez|choisir|choix)s?"
              r" (?:d[eu]s? |d'un |un |une |les? |la |l'|vos |votre |leurs? |nos ){0,2}"
              r"(?:rendez[ -]?vous|rdv|creneaux?|planning|calendrier|reservations?)\b(?! pour)"),
    ("aside", rf"\b(?:(?:sera|seront|est|sont|ont ete|a ete) (?:[a-z]+ )?)?(?:{_TOLD})[es]{{0,2}}"
              rf"(?: (?:par|aux|en|sur) (?:les? |la |l')?[a-z]+){{0,2}}(?= (?:le|les|du|des|dez|a partir|entre|vers|{WEEKDAY_WORD}|\d\d?)\b)"),
    ("aside", r"\bparaitr(?:a|ont)\b|\bser(?:a|ont) (?:disponible|en ligne|visible|consultable)s?\b"),
    ("aside", r"\b(?:recevr|recoi)[a-z]* (?:une?|la|le|les|des|leurs?|votre|vos) "
              r"(?:mail|courriel|courrier|convocation|reponse|sms|lettre|confirmation|notification|lien|code)s?\b"),
    ("aside", r"\bpermanences? telephoniques?\b|\bnon inscrite?s?\b"),
    ("main", r"\b(?:entretiens?|auditions?|oral|oraux) (?:d'(?:admission|inscription|entree)|de (?:recrutement|motivation|selection))s?\b"),
    ("instead", r"\bau lieu\b(?= d)|\ba la place\b(?= d)|\binitialement prevue?s?\b"),
    ("instead", r"\b(?:prevu|fixe|programme|annonce)e?s? (?:d'abord|initialement|au depart|a l'origine)\b"
                r"|\bd'abord (?:prevu|fixe|programme|annonce)e?s?\b"
                r"|\bdev(?:ions|iez|ait|aient) (?:initialement |d'abord )?(?:vous |les |tous )?(?:recevoir|rencontrer|accueillir"
                r"|avoir lieu|se tenir|se derouler|etre (?:recu|convoque|organise)e?s?|passer)\b"),
    ("instead", rf"\bremplace(?:nt)?\b(?= (?:l(?:e|a|es)|ce(?:lui|lle|ux|lles)|{WEEKDAY_WORD}|\d\d?/\d)\b)|\breport d[ue]s?\b(?! derniere)(?!.{{0,30}}\ba(?:u|ux)?\b)"),
    ("arrival", r"\b(?:ouverture des portes|accueil|arrivee|emargement|convoc(?:ation)?\.?|rassemblement|se presenter|(?<!sur )(?:rendez[ -]?vous|rdv)(?= a \d))(?: cafe"
                r"| (?:des|par) [a-z]+)?(?=(?: a partir de| a| de| dez?| des| ?:| pour)? ?\d\d? ?[h:])"),
    ("until", r"\b(?:heure (?:de )?)?(?:fin(?: prevue)?(?: pour tous| des (?:entretien|passage|audition|oral|oraux)s?)?|sortie(?: prevue)?|dernier passage)(?: vers| a)?(?= ?:? ?(?:\d\d? ?[h:]|midi))"),
    ("noise", r"\berreur (?:dans|sur|de) [a-z' ]{3,40}(?= ?:)|\b(?:il (?:faut|fallait) |merci de )?lire\b(?= ?:? ?(?:bien )?(?:le |les )?(?:\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\ba l'une? (?:ou l'autre )?de(?:s| ces| nos)(?= (?:(?:deux|trois|quatre|cinq|[2-5]) )?(?:seance|session|date|jour|creneau|entretien|matinee|demi))"),
    ("noise", r"\bne(?= [a-z]+ (?:[a-z]+ ){0,2}qu(?:e\b|'))|(?<=personne )ne\b|\bne(?= pas (?:oublier|arriver|venir|se garer)\b)"),
    ("aside", r"\bpermanences? administratives?\b|\breports? (?:possibles?|eventuels?)\b|\bde (?:repli|secours)\b"),
    ("intake", r"\bcapacite (?:d'(?:accueil|affectation)|de la (?:classe|section))\b"
               r"|\beffectifs? (?:de |d'une |en |par )?(?:la )?(?:classe|section|formation|division)\b"),
    ("noise", r"\bchefs? (?:des? |d')(?:travaux|etablissements?)\b|\bdirect(?:eur|rice) deleguee?(?: aux formations)?\b"),
    ("noise", r"\b(?:unite|centre|section|pole|maison|etablissement|ecole|institut)s?"
              r" (?:(?:region|depart|nation|communa|loca|mediterr|publi|prive)[a-z]* )?(?:de |d'|des )?"
              r"(?:formation|enseignement|apprenti|production|familiale|metier)[a-z]*"
              r"(?: (?:professionnel|technologique|general|adapte|rurale|industriel|par apprenti|d'apprenti"
              r"|en apprenti|des? (?:apprenti|metier)|des adulte)[a-z]*){0,2}"),
    ("noise", r"\bcode (?:offre|voeu|vou|formation|interne)s? ?:? ?\d+\b|\bservices? (?:a la|aux) personnes?\b|\bemplois? du temps\b|\bchangements?(?= ?[:!])"),
    ("noise", r"\b(?:formulaire|liste|fichier|tableau|lien|courrier|convocation|document|fiche)s? (?:(?:deja |qui sera )?(?:envoye|transmis|remis|adresse|fourni|retourne)e?s? (?:par|a|aux?) (?:l[ae]s? |l'|vos |nos |chaque )?[a-z]+)(?= ?(?:[:,.;)]|$))"),
    ("noise", r"\bentree (?:des )?(?:livraison|fournisseur|pompier|professeur|personnel|visiteur|eleve)s?\b"),
    ("noise", r"(?:(?<=\bla )|(?<=\bune )|(?<=\bnotre ))ferme\b|\bau (?:grand )?complet\b|\ba (?:gauche|droite)\b|\brez[- ]de[- ](?:jardin|cour|chaussee|dalle)\b|\bfaire (?:votre|ta|leur|sa) connaissance\b"
              r"|\bseraie?n?t (?:aussi |egalement )?(?:un (?:vrai )?(?:atout|plus|avantage|bonus)|appreciee?s?|bienvenue?s?|souhaitables?|utiles?|preferables?)\b"
              r"|\b(?:sera|serons|seront|est|sommes) (?:tres )?(?:ravie?|heureux|heureuse|contente?)s? de\b"),
    ("noise", r"\b(?:apres|a l'issue de|suite a) (?:concertation|accord|discussion|consultation|reunion|verification|echange|reflexion|relecture|retour|point)s?(?: (?:avec|de|du|des) (?:la |le |l'|les )?[a-z]+){0,2}|\ba l'issue des (?:cours|classes)\b"),
    ("noise", r"\b(?:bonne|belle|excellente)s? (?:fin de )?(?:journee|matinee|soiree|apres-midi|semaine|vacances)s?\b"),
    ("noise", rf"\beffectifs? (?:actuel |total |connu )?(?:au|du|a la date du) {A_DATE}"),
    ("noise", r"(?<=\()(?:[a-z']+ ){1,5}fermee?s? (?:a|aux?) (?:la |l'|tous? )?(?:clientele|clients?|public|visiteurs|livraisons|vehicules|autres [a-z]+)(?=\))"),
    ("noise", r"\binscri(?:vez|re)(?:-vous)? (?:plutot )?(?:a|pour|sur) (?:celles?|ceux|celui|la seance|la session|le creneau)\b"),
    ("instead", r"\b(?:nous|on|je|j')? ?(?:av(?:ions|ait|ais) (?:pense|prevu|envisage|propose|retenu|annonce)|pens(?:ions|ait|ais)|envisag(?:ions|eait|eais)"
                r"|aur(?:ions|ait|ais) (?:souhaite|aime|voulu|prefere)) ?(?:d'abord |initialement )?(?=(?:aux?|les?|du|pour le)\b)"),
    ("noise", r"\bcommissions? de (?:\d|deux|trois|quatre|cinq) (?:personne|membre)s?\b|\b(?:compose|constitue|forme)e?s? de (?:\d|deux|trois|quatre|cinq) (?:personne|membre|prof|enseignant)[a-z]*"
              r"|\b(?:une|deux|trois|[1-3]) personnes? (?=d[eu]s? (?:la |l')?(?:cfa|lycee|college|etabliss|equipe|direction|entreprise|metier|profession)|qui )"
              r"|\bprofesseure? principale?\b|\bpar (?:des |deux |trois |nos |les )?(?:eleve|apprenti)s? (?:de |en )?(?:terminale|premiere|seconde|bac pro|cap|bts)s?\b"),
    ("noise", r"\bne(?= (?:sont|seront|donne|donnent|compte|comptent|fait|font) (?:pas|aucun|plus)\b)"),
    ("noise", r"\bsalons? (?:de coiffure|d'application|d'esthetique|d'honneur|de reception|pedagogique)s?\b"),
    ("aside", r"\bmis(?:e|es)? a jour\b|\ben (?:formation|arret|mission|deplacement|conge)\b"),
    ("most", rf"\blimitee?s? a\b|\bdans la limite de\b|\b(?:nombre|nbre?|nb)\.? (?:de |d'|max )?{_NOUN}s?\b"),
    ("before", r"\bau plus (?:tard|tot)(?= le \d)"),
    ("until", r"\bd'ici(?= (?:au|a|le)\b)"),
    ("aside", r"\bancienne?s? (?:date|jour|horaire)s?\b"),
    ("word", r"\b(?:organisation|planification)(?= (?:des|d'|de l'|pour les) ?(?:entretien|audition|ora)[^\n:.;]{0,80}:)"),
    ("event", r"\b(?:bilan|preparation|debriefing|organisation|planification|synthese|restitution|simulation|entrainement)s?"
              r"(?= (?:des|aux?|d'|de l'|pour les) ?(?:entretien|audition|oral))"),
    ("aside", r"\b(?:renseignement|information|contact)s? (?:complementaires? )?(?:aupres|par telephone|au (?:secretariat|standard|\d))|\bpermanences? (?:du |de la |de l'|d')(?:secretariat|standard|accueil|administration|vie scolaire)"
              r"|\b(?:accueil (?:telephonique|physique|du public)|(?<!au )(?<!la )(?<!du )(?<!le )(?:secretariat|standard|loge)(?= ?:? ?(?:du lun|de \d|tous les jours)))\b"),
    ("aside", r"\b(?:secretariat|standard|loge|vie scolaire|bureau|cdi) (?:est |sera )?(?:ouvert|joignable)e?\b"),
    ("noise", r"\bsi (?:(?:la |le )?(?:porte|portail|grille) (?:est )?)?fermee?\b|\b(?:sur|pendant|durant|a) la pause (?:meridienne|de midi|dejeuner)\b"),
    ("current", r"\bcette annee\b"),
    ("noise", r"\ben tout cas\b,?|\bde toute facon\b,?|\ba coup sur\b,?|(?<=salle )de (?:reunion|conference|fete|conseil|sport|jeu)x?s?\b"
              r"|\bremplac(?:e|ent|era|eront) (?=(?:m|mr|mme|mlle|madame|monsieur|notre collegue)\b)"),
    ("noise", r"\bces (?:lundi|mardi|mercredi|jeudi|vendredi|samedi)s(?:[- ]la)?\b"),
    ("unsure", r"\b(?:le|la) (?:premiere?|seconde?|deuxieme|derniere?) (?:seance |date |creneau )?(?:a ete|est|sera) (?:supprime|annule)e?\b"
               r"|\b(?:hors|sauf|excepte)(?: pendant| durant| en)?(?: (?:periode|semaine)s? de)? (?:la |le |les |l')?(?:voyage|stage|pfmp|sortie)s?\b(?!s? \(?(?:du|le|les|des|de) \d| \(?\d)"),
    ("aside", r"\bdepuis (?=le \d)|\ba ce jour (?=\(?\d)|\ba (?:fournir|rendre|envoyer|remettre|apporter|transmettre|deposer|retourner) (?=pour le \d)"),
    ("aside", r"\b(?:suite|reponse|reference) (?:a|au) (?:l[ae'] ?|votre |notre |son )?(?:mail|courriel|courrier|message|appel|note|demande|circulaire|echange|reunion)s?\b(?: [a-z.]+){0,5}? (?=du \d)"),
    ("noise", r"\b(?:afin|pour) qu(?:e |')(?:les |la |le |l'|chaque |tous |leurs? )?[a-z]+ (?:puiss|soi|aien|ait|vienn|particip)[a-z]*(?: (?:etre|venir|presents?|la|libre|libere|accompagn|se|assister|y|deplacer)[a-z]*){0,3}"),
    ("kept", r"\b(?:on|nous|je|il) n(?:e |')(?:gard|conserv|mainten|maintien|retien|reten|rest)[a-z]* (?:donc |plus |finalement )?que(?= (?:le|la|les|du|celle|celui|\d))"
             r"|\b(?:on|nous) (?:se |nous )?(?:rabat|repli|cal|report)[a-z]* (?:donc |alors |plutot )?sur(?= (?:le|la|les|\d))"
             r"|\bnous avons (?:donc |alors )?(?:choisi|retenu|pris|prefere)(?= (?:le|les|la|\d))"),
    ("event", r"\bmini[- ](?=stage)"),
    ("event", r"\b(?:se tiendra|aura lieu|se deroulera|a lieu) (?:une|la|notre) (?=reunion|journee|visite|ceremonie|soiree|fete|sortie)"),
    ("aside", r"\b(?:convocation|plaquette|brochure|lettre|courrier|affiche|bulletin|catalogue|journal|liste|planning)s? (?:[a-z]+ ){0,3}"
              r"(?:part(?:iron|en|ira|)t?|sor(?:t|tent|tira|tiront)|parai(?:t|tra|tront|ssent)|parviendr(?:a|ont)|arriver(?:a|ont))\b"),
    ("aside", r"\b(?:liste|inscription|candidature|effectif|voeu)x?s? (?:[a-z]+ ){0,3}(?:arrete|fige|gele|transmis)e?s? (?=le )"),
    ("aside", r"\b(?:sera |est |seront )?(?:close?|cloturee?)s? (?=(?:le|au|a) )|\ba (?:boucler|finaliser|solder|cloturer|regler|payer|commander) (?=(?:avant |pour |d'ici )?(?:le|au)\b)"),
    ("deadline", r"\bdernier delai\b|\bdates? butoirs?\b|\bau plus tard\b|\bdate limite\b(?! ?:| d| le)"),
    ("noise", r"\b(?:convocation|fiche|dossier)s? (?:individuel|collectif|collective)[a-z]*"),
    ("except", r"(?<=\d )non comprise?s?\b"),
    ("since", r"\bdez\b|\bdes(?= le\b)"),
    ("per", r"(?:(?<=places )|(?<=eleves )|(?<=candidats )|(?<=jeunes ))(?:a )?chaque (?=jour|date|seance|session|fois|creneau|groupe)"),
    ("most", r"\beffectifs? maxim(?:al|um)\b"),
    ("per", r"\b(?:pour|a|dans) chaque (?=seance|date|session|creneau|jour|groupe)"),
    ("noise", r"(?<!sauf )(?<!hors )(?<!excepte )\ble (?:[a-z]{5,8} )?\d\d?(?:er)?(?: avril| mai|/0\d)?,? (?:(?:est|etant) )?ferie(?:,? donc (?:rien|pas d(?:'entretien|e seance)s?))?(?= ?(?:[)\n]|$|,(?! ?(?:donc )?(?:est |sera )?(?:report|decal|remplac|rattrap))))"
              r"|\bpas d'(?:entretien|audition)s? (?:le matin|l'apres[ -]midi)(?=\))|\bdurees? (?:encore )?(?:(?:non|pas) (?:connu|precis|defini|fix|communiqu)e{1,2}|inconnue)\b"),
    ("cancelled", r"\(?\bpas d'(?:entretien|audition|oral)s?(?: ce jour(?:-la)?)?\)|(?<=, )pas d'(?:entretien|audition)s? ce jour(?:-la)?\b(?= ?(?:[.,;)\n]|$))"),
    ("untimed", r"\b(?:horaires?|heures?) (?:a(?! \d)|non|sera|seront|pas|inconnu)[a-z]*"),
    ("noise", r"\b(?:horaire|heure|lieu|salle)s? inchangee?s?\b|\b(?:reste inchange|inchange)e?s?\b"),
    ("noise", r"\b(?:(?<=creneau )|(?<=creneaux )|(?<=place )|(?<=places )|(?<=dates )|(?<=seances )|(?<=journees )|(?<=matinees ))(?:encore |toujours )?(?:disponible|ouvert|reserve|libre)e?s?\b"),
    ("same", r"\b(?:aux? |(?:sur|dans|a) la )?memes? (?:hor+aires?|heures?|creneaux?|plages?)\b(?: horaires?)?"),
    ("idem", r"\bmemes? (?:organisation|formule|format|modalite|dispositif|principe|fonctionnement|deroulement|condition)s?\b|\bidem\b|\bmeme chose\b|\bpareil\b"),
    ("later", r"\bla veille\b(?! d(?!e \d)| au soir|,? (?:le )?(?:lun|mar|mer|jeu|ven|sam|\d))|\ble dernier jour\b(?! d| ?:)|\b(?:le|au) (?:sur)?lendemain\b(?! d(?!e \d)|,? \(?(?:le )?(?:lun|mar|mer|jeu|ven|sam|\d\d? [a-z]))|\b(?:le|au) (?:jour|(?:lundi|mardi|mercredi|jeudi|vendredi)) (?:suivant|d'apres)\b"
              r"|\b(?:le meme jour,? )?(?:(?:de )?la semaine (?:suivante|d'apres)|(?:une semaine|8 jours|huit jours) (?:plus tard|apres)),?(?= (?:le |au )?memes? (?:jour|h))(?:(?: le| au)? meme jour)?"
              r"|\ble meme jour,? (?:de )?la semaine (?:suivante|d'apres)\b"),
    ("halfday", r"\bdemie?[ -]journees?\b"),
    ("halfday", r"½ ?journees?\b"),
    *((kind, rf"\b(?:{words}) ?(?:les |des |de )?(?:vacances|conges)\b(?: scolaires)?(?! du \d)"
              r"(?: (?:de |d'|du )?(?:printemps|paques|avril|hiver|fevrier)(?! \d))?(?: ?\((?:du )?\d[^()\n]{3,30}\))?")
      for kind, words in (
          ("noise", "(?:hors|sauf|excepte|(?:pas|aucune?) (?:d'|de )?(?:entretien|seance|passage|creneau)[sx]?|rien)(?: pendant| durant| sur)?"), ("before_holidays", "avant|jusqu'?(?:aux?|a)?"),
          ("after_holidays", "apres|(?:(?:a partir|a compter|dez|au|de) ?(?:du |de la |de |au |le |la )?)?(?:retour|rentree|reprise|fin)"),
      )),
    ("noise", r"\b(?:a l'|dans l'|dans les |en |aux |devant l')ateliers?\b(?! d'(?:info|ecriture|orient))|\bpour (?:notre|nos|cette|ces|votre|la|les) formations?\b"),
    ("noise", r"\b(?:a|dez|des) la (?:rentree|reprise)\b(?: (?:des|apres les) (?:vacances|conges|cours)\b)?|\b(?:bus|lignes?|tram|quai|digicode|code(?: [a-z]+)?) \d[\d/]*\b(?! ?[h:])|\bmises? en situation\b"),
    ("daily", r"\b(?:tous les|chaque) (?:autres )?jours?(?: ouvres?| ouvrables?)?\b|\bquotidiennement\b"
              r"|\btoute la (?=semaine\b)|\b(?:tous les|toutes les|chaque) (?=matin|apres|aprem|demi)"),
    ("receive", rf"\b(?:{_TO_BE}) (?:tous |toutes |donc |alors |ensuite )?(?:{_RECEIVED})e?s?\b"),
    ("receive", rf"\b(?:{_RECEIVES})\b(?! \d)|(?:(?<=jury )|(?<=jurys ))(?:voit|voient|travaille|officie|exerce|auditionne|tourne)[a-z]{{0,4}}\b|(?<=\bvous )attend(?:ent|ra|ront|ons)?\b"),
    ("alone", r"\bun (?:par|a|apres) un\b|\bune? (?:seule? )?(?:eleve|candidat|jeune|personne)e? a la fois\b|(?:(?<=chaque eleve )|(?<=chaque candidat )|(?<=eleve passe )|(?<=candidat passe ))seule?\b|(?:(?<=eleve )|(?<=candidat ))seule?(?= (?:face|devant))|\b(?:en )?(?:tete[ -]a[ -]tete|face[ -]a[ -]face)\b|\bseule? a seule?\b"),
    ("am", r"\ba[.-]m\b\.?"),
    ("collective", r"(?:(?<=- )|(?<=, )|(?<=; )|(?<=\())col\b\.?(?= ?(?:[;,)\n]|$))|(?:(?<=entretien )|(?<=entretiens )|(?<=seance )|(?<=seances ))(?:de|par) (?:petits? )?groupes?\b(?! ?\d| de)"),
    ("collective", r"(?:(?<=entretien )|(?<=entretiens )|(?<=seance ))coll\b\.?|\bcoll\b(?:\.(?! ?[a-z])|(?! ?[a-z.]))|\bcoll\b\.?(?= (?:de|le|les|a|au|du|et|en) ?\d)"
                   r"|\ben (?:petits? )?groupes?\b(?! ?\d(?!\d?h)| de)"),
    ("word", r"\bce meme (?:lundi|mardi|mercredi|jeudi|vendredi|jour)\b"),
    ("word", r"\bmemes (?:lundi|mardi|mercredi|jeudi|vendredi|jour|date)s?\b"),
    ("weekday", r"\b(?:lu|ma|me|je|ve|sa|di)\b\.?(?= ?\d\d?(?: ?: ?\d\d? ?h|/\d|[./]\d\d?[./]\d\d| (?:janv|fev|mars|avr|mai|juin)))"),
    ("every", r"(?<!\ben )\btout (?=les\b)|(?<!\ben )\b(?:tou[a-z]{0,2}|tuos|otus) (?=les (?:lun|mar|mer|jeu|ven|sam|mat|apr|jou))"),
    ("noise", r"\btou[a-z]{0,3} la (?=journee)"),
    ("march", r"(?:(?<=di de )|(?<=dis de )|(?<=matin de )|(?<=matins de )|(?<=midi de )|(?<=midis de )|(?<=mois de ))mar\b"),
    ("tuesday", r"(?<!\d )(?<!\d)\bmar(?=\.? ?\d)|(?<=\d )mar(?=\.? ?\d\d?/\d)"),
    ("short", r"\b(?:indiv|individ|indv|ind|collect|pl|p|max|maxi|mini|pers|cand|env|sem|entret|sess"
              r"|min|mn|hrs?|inscr)\.(?!\w)"),
    ("noise", r"\b(?:date|horaire)s? modifiee?s?\b"),
    ("noise", r"\b(?:hors|sauf) (?:les )?(?:jours? )?feries?\b|\bsauf (?:changement|imprevu|modification|erreur)s?(?: de [a-z]+)?\b"),
    ("denied", rf"\bnon (?:plus |pas )?(?=les?\b|du\b|au \d|a \d|\d\d?\b|\d\d? ?[h:]|(?:{WEEKDAY_WORD})\b)"),
    ("cancelled", r"\bn'(?:est|a) (?:finalement |donc )?(?:pas|plus) (?:ete )?(?:retenue?|maintenue?|(?:propos|assur|organis|programm)ee?|prevue?|possible|disponible|d'actualite)\b"),
    ("all_cancelled", r"\bne sont (?:finalement |donc )?(?:pas|plus) (?:retenu|maintenu|propose|assure|organise|programme|prevu|possible|disponible)e?s\b"),
    ("unsure", join_hedges("unsure")),
    ("maybe", join_hedges("maybe")),
    ("digited", rf"\b(?:{_DIGITED})\b"),
    ("nonstop", r"\bsans (?:interruption|pause|coupure)\b|\bnon[ -]?stop\b"),
    ("open", r"\b(?:a (?:partir|compter|pa[a-z]{2,3}ir[a-z]?))\b(?= d[eu'])"),
    ("noise", r"\bsans (?:rendez[ -]?vous|rdv|inscription|convocation)s?\b(?: prealable)?"),
    ("main", r"\b(?:rencontres?(?= (?:individuelles? )?avec (?:l'equipe(?! (?:educ|mobi|medi|de dir|de foot|de col))|le jury|un jury|l[ea]s? jury|(?:une?|l[ea]s?|deux|trois|nos|vos) (?:prof|enseign|formateur|membre|ddfpt))))"),
    ("appointment", r"(?:(?<=eleves )|(?<=candidats )|(?<=familles )|(?<=jeunes ))(?:seront|sont) (?:[a-z]{4,8} )?(?:contacte|appele|joint|rappele)e?s? (?:[a-z]{6,16} )?par (?:telephone|mail|courriel|sms)\b"),
    ("appointment", r"\b(?:rendez[ -]?vous|rdv|rv|sur (?:inscription|convocation|demande)s?"
                    r"|selon (?:les |vos |leurs )?disponibilites?|periodes?)\b"),
    ("word", r"[a-z]+"),
    ("cancelled", r"(?:(?<=\d)|(?<=\d )): ?(?:[/-]|neant|rien|aucun)(?= *(?:[\n;]|$))"),
    ("comma", r","),
    ("and", r"[+&]"),
    ("blank", r"(?<=\bm)\.|(?<=\b[md]r)\.|(?<=\bmm)\.|(?<=\blyc)\.|(?<=\bcoll)\."),
    ("stop", r"[;\n•|★☆●◆▪►]|(?:(?<=[a-z\d)] )|(?<=[a-z\d)]))!(?= (?:test|entretien|seance|date|cette|le|la|les|merci|nous)s?\b)|\.(?=\s|$)|(?<=[) ])\.(?=[a-z])"),
    ("dash", r"-+>?|→|>"),
    ("slash", r"/"),
    ("colon", r":"),
    ("asked", r"\?"),
    ("left", r"\("),
    ("right", r"\)"),
)  # fmt: skip

# Those that begin with a digit.
_NUMERIC = {"iso", "numeric", "clock", "half", "military", "slashed", "number", "years"}
KINDS = {f"p{position}": kind for position, (kind, _) in enumerate(_PATTERNS)}


def _join(patterns: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Join the patterns; a run of those that begin with a letter is tried before letters only."""
    runs = groupby(patterns, key=lambda numbered: bool(_BEGINS_WITH_LETTER.match(numbered[1])))
    for lettered, run in runs:
        joined = "|".join(f"(?:{pattern})(?P<p{n}>)" for n, pattern in run)
        yield f"(?=[a-z])(?:{joined})" if lettered else joined


_BEGINS_WITH_LETTER = re.compile(r"(?!\(\?:https)(?:\\b|\(\?:)*[a-z]")


def _compile(patterns: Iterable[tuple[int, str]]) -> re.Pattern[str]:
    return re.compile("|".join(_join(patterns)), re.ASCII)


# Where a digit stands, those up to any number; elsewhere, all but those of numbers.
_LAST = _PATTERNS.index(("number", r"\d+"))


@cache
def _scanners() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns where a digit stands, and those elsewhere: compiled once a text is read."""
    at_digit = _compile((n, pattern) for n, (_, pattern) in enumerate(_PATTERNS[: _LAST + 1]))
    return at_digit, _compile((n, p) for n, (k, p) in enumerate(_PATTERNS) if k not in _NUMERIC)


def scan(words: str) -> Iterator[re.Match[str]]:
    """Yield what the patterns find from left to right; what none fits is stepped over."""
    at, end = 0, len(words)
    at_digit, elsewhere = _scanners()
    while at < end:
        match = (at_digit if words[at] in "0123456789" else elsewhere).match(words, at)
        if match:
            yield match
        at = match.end() if match else at + 1
