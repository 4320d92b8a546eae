"""What schools say besides, by several words: papers and decisions with their dates, names, places that are open.

Rows in the order in which they are tried: the kind of token, and its pattern. All is folded.
"""

from passpro_nb.read.sessions.words.vocabulary import A_DATE, MONTH_WORD, WEEKDAY_WORD

_WE = r"\b(?:on|nous|je|j') ?"
_BODY = r"(?:conseil|reunion|commission|comite|equipe|direction|bureau|assemblee|concertation|ca|cpe|ddfpt|proviseure?|chef)"
_LETTER = r"(?:message|mail|courriel|courrier|e-mail|email|fax|lettre|rappel|rectificatif|version|circulaire|instruction|arrete|decret|loi|note(?: de service)?|infos?|v ?\d|version \d|document|fichier|tableau)"
_NAMED = r"(?:lycee|college|residence|gymnase|stade|arret|metro|station|esplanade)"
_WHOSE = r"(?:rectoral|ministeriel|academiqu|departemental|officiel|national|nationaux|hierarchiqu|intern)[a-z]*"

ASIDES = (
    # Papers and decisions, whose dates are no sessions.
    ("noise", rf"\b{_LETTER}s? (?:precedente? |initiale? |anterieure? |{_WHOSE} )?(?:(?:en date |datee? |envoyee? )?du|(?:recue?|envoyee?|ecrite?|transmise?|expediee?) (?:ce |le )) ?{A_DATE}(?: a \d\d? ?[h:] ?\d\d)?(?! (?:au|a) \d)"),
    ("noise", r"\b(?:modifie|relu|vu(?= par | [a-z]{2,5} )|mis a jour|mise a jour|maj|saisi|actualise|imprime|edite|verifie|corrige|redige)e?s?"
              rf"(?: (?:[a-z]{{2,8}} )?le| par [a-z.]{{1,12}} le)?(?: [a-z]{{2,5}})? {A_DATE}(?! ?(?:a|de|:|-)? ?\d\d?(?:h|:\d))"),
    ("noise", rf"\b(?:catalogue|fichier|tableau|fiche|document|formulaire|planning|calendrier|offre)s? (?:rempli|complete|renseigne|depose|envoye|transmis|etabli|arrete)e?s? (?:le |au |du )?{A_DATE}(?! ?(?:a|de|:|-)? ?\d\d?(?:h|:\d))"),
    ("noise", rf"\b(?:valide|arrete|decide|fixe|adopte|vote|approuve|acte|presente)e?s? (?:en|par|lors d[eu]|au|a|a l'issue d[eu]) ?(?:la |l'|le |notre )?{_BODY}\b[a-z' ]{{0,30}} (?:le |du |en date du ){A_DATE}(?= ?[:),])"),
    ("instead", r"\bannule(?:nt)? et remplace(?:nt)?(?= (?:celle du|celles des|la seance du|la date du|l[ae]s? dates? d[eu]s?|les?|du) (?:\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\bannule(?:nt)? et remplace(?:nt)?\b(?! (?:ce(?:lle|lui)|l[ea]s?|l'|du)(?: dates?| jours?| seances?)? ?(?:\d|de|du|lun|mar|mer|jeu|ven))"),
    ("noise", r"\b(?:(?:copie|extrait|texte|contenu|transfert|rappel) (?:de la |de |du |d'une? |de notre |des ))?(?:reponse|message|mail|courriel|courrier|note|mot|texte|information|annonce|consigne)s?"
              r" (?:de |du |de la |des |d'|(?:envoye|adresse|transmis|diffuse|expedie|parvenu)e?s? )[a-z'-]{2,12}(?: [a-z'-]{1,12}){0,5}(?= ?: )"),
    ("noise", r"(?<![a-z] )(?:transmis|recu|envoye|redige|ecrit|communique|dicte|complete)e?s? par (?:(?:m|mr|mme|mlle|madame|monsieur|le|la|notre) |(?:m|mr)\. |l')?[a-z][a-z.'-]{1,20}(?: [a-z.'-]{1,20}){0,2}(?: ?\([a-z .'/-]{2,25}\))?(?= ?:)"),
    ("noise", r"\bde la part (?:de (?:la )?|du |d')(?:(?:m|mr|mme|mlle|madame|monsieur)\.? )?[a-z][a-z.'-]{1,20}(?= ?:)"),
    ("noise", r"\b(?:matinee|journee|demi-journee|apres-midi|semaine)s? (?:entierement )?(?:banalise|consacre|dedie|reserve)e?s? (?=(?:pour|aux|a|par) (?:les |des |nos |l'|vos )?(?:entretien|audition|candidat|passpro))"),
    # What is asked of the office, of the schools, and what the families got.
    ("noise", r"\b(?:inscrire|saisir|enregistrer|publier|porter|reporter|rentrer|ajouter|entrer|noter|mettre|faire figurer)(?: (?:au|dans le|sur le|sur|dans) (?:catalogue|tableau|fichier|planning|calendrier|passpro|site))?"
              r" (?:la|les|l[ae]s|notre|nos|cette|ces) (?:dates?|creneaux?|seances?|journees?|horaires?)(?: (?:suivant|d'entretien|des entretien|de passage)e?s?)?(?= ?: ?(?:le |les )?(?:\d|lun|mar|mer|jeu|ven)| (?:du |des |les? )(?:\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\b(?:inscrire|positionner|repartir|placer) (?:(?:vos|les|leurs|nos) )?(?:eleve|candidat|jeune)s? (?:sur|dans|a|aux?) (?:l'un(?:e)? (?:des|de ces|de nos) |un des |une des |les |ces |nos )?(?:creneaux?|dates?|seances?|sessions?)(?: suivante?s?| ci-dessous)?(?= ?:)"),
    ("noise", r"\bconvocations? (?:postee?s? le \d\d?(?:/\d\d?| [a-z]{3,7})|(?:seront |sont |sera |est )?(?:envoye|adresse|remis|transmis|expedie|parti|poste|deja envoye)e?s?)(?: (?:aux?|a la|par|en|a) [a-z]{3,12}){0,3}(?= pour (?:les? |: ?)?(?:\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\bpour (?:vous |s'|y )?inscri(?:re|ption)(?: (?:vos|leurs|les) (?:eleve|candidat)s?)?(?= (?:a |aux? )(?:l'|la |les )?(?:entretien|seance|audition))"),
    # Names of persons, places and départements: « Mme Mars », « lycée du 8 Mai ».
    ("noise", rf"\b{_NAMED} (?:du )?\d{{1,2}}(?:er)?[ -]{MONTH_WORD}(?! (?:au\b|a\b|\d))"),
    ("noise", r"(?:(?<=\bmme )|(?<=\bmlle )|(?<=\bm )|(?<=\bm\. )|(?<=\bmr )|(?<=\bmadame )|(?<=\bmonsieur ))(?:janvier|mars|avril|mai|juin|juillet|aout)\b(?! \d)"),
    ("noise", r"(?<!places )(?<!place )\b(?:a|dans|devant|derriere|hall de|salle de|salon de|foyer de) l'internat\b"),
    ("noise", r"\b(?:eleve|candidat|jeune|college|etablissement|famille|ceux|celle)s? (?:du|de|des departements) (?:7[5-8]|9[1-5])\b(?:(?: et|,) (?:du |de )?(?:7[5-8]|9[1-5])\b)?"),
    # Who is away, or could not come.
    ("noise", rf"\b(?:revien(?:t|dra|nent)|reprend(?:ra)?|(?:est |sera )?de retour)(?: (?:de|d'|du|son|ses|a|au) ?[a-z]{{4,12}}){{0,2}} (?:le |au )?{A_DATE}(?= ?(?:[.,;)\n]|$))"),
    ("noise", r"\bpour (?:ceux|celles|les? (?:eleve|candidat|jeune)s?) (?:qui )?(?:n'(?:ont|auront|auraient|avaient) pas pu|ne p(?:euvent|ouvaient|ourront) pas) (?:venir|se presenter|se deplacer|etre (?:la|presents?)|participer)(?= (?:le |au |a celle du |la seance du )?(?:\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\b(?:(?:les |nos |des )?(?:eleve|candidat|jeune)s? |les |nos )?absents?(?: excuses?| justifies?)?(?: ce jour(?:-la)?| (?:le |du |les |a )?(?:[a-z]{3,6}di )?\d\d?(?:/\d\d?| [a-z]{3,7})?)? (?:seront |sont |a )?(?:revus?|repris|rappeles?|rattrapes?|reconvoques?|revoir|reprendre|rappeler)\b(?=,? (?:le |les |au |:|\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\ben cas d'(?:absence|empechement)s?(?: [a-z]+)?,? (?=(?:(?:un |une |la |le )?(?:seance|session|date|journee|entretien)s? de )?rattrapages?\b)"),
    ("noise", r"\bavec (?:le |la |son |sa |un |une )?(?:tuteur|tutrice)s?(?: (?:du college|legale?s?|de l'eleve))\b"),
    # What is open, offered, or takes time besides: « (le lycée reste ouvert la première semaine des vacances) ».
    ("aside", r"\bhoraires? d'ouverture (?:du |de la |des |de l')(?:secretariat|loge|standard|accueil|lycee|etablissement|bureau|administration|scolarite|vie scolaire|cdi)[a-z]*"),
    ("noise", r"(?:(?<=, )|(?<=\()|(?<=; )|(?<=- )|(?<=\. ))(?:navettes?|bus|cars?|departs? d(?:u|e la) (?:bus|car|navette)s?)\b(?: (?:\d{1,3}|[a-z])\b(?! ?h))?(?! \d(?!\d? ?h))[a-z' -]{0,30}?(?: a| :| des| dez)? ?\d\d? ?h(?: ?[0-5]\d)?(?:(?:,| et| ou) (?:a )?\d\d? ?h(?: ?[0-5]\d)?(?! ?[-à]))*"),
    ("noise", r"(?:(?<=, )|(?<=; )|(?<=\()|(?<=- ))(?:un |le )?(?:petit[- ]dej(?:euner)?|cafe|the|boisson|collation|gouter|viennoiserie|rafraichissement|jus de fruit)s? (?:d'accueil |chaude?s? )?(?:est |sera |seront )?(?:offert|propose|prevu|servi|a disposition|pour les (?:famille|parent|accompagn))e?s?(?: (?:aux?|par|pour|a) (?:les? |la |l'|leurs? )?[a-z]{4,14}){0,2}(?= ?(?:[.,;)\n]|$))"),
    ("noise", r"\bprevoir (?:environ |bien )?\d\d? ?h(?:eures?)? ?\d{0,2} (?:sur place|en tout|au total|de presence|avec le trajet)\b"),
    ("noise", r"\bpendant les (?:vacances|conges)(?: scolaires| de printemps)?,? (?=(?:le |l'|notre )?(?:lycee|etablissement|cfa|site) (?:est|reste|sera) ouvert)"),
    ("noise", r"\b(?:(?:lycee|etablissement|cfa|site|campus) (?:est|reste|sera|restera) (?:bien )?ouverte?|(?:internat|hebergement|chambre)s? (?:est |reste |sera |sont |possible et )?(?:ouvert|possible|disponible|accessible|offert|propose)e?s?)\b[^\d.,;:\n()]{0,60}(?= ?(?:[.,;)\n]|$))"),
    ("noise", r"\bpermanences? (?:d'accueil )?sans (?:rendez[ -]?vous|rdv|inscription)s?(?: prealable)?(?=,? ?(?:le |les |:|\(|\d|lun|mar|mer|jeu|ven))"),
    # What goes before the interview, and the oral that is one.
    ("noise", r"\baccueil[a-z' ]{0,50}\( ?\d\d? ?h ?\d{0,2} ?(?:-|a) ?\d\d? ?h ?\d{0,2} ?\)(?=,? ?(?:puis |et )?(?:les )?(?:entretien|audition))"),
    ("noise", r"\b(?:a l'issue|a la suite) d(?:'une?|e la|u|e l') ?(?:temps|moment|seance|presentation|accueil|visite|reunion)(?: [a-z']+){0,4}(?=, (?:le )?(?:\d|lun|mar|mer|jeu|ven))"),
    ("main", r"\bepreuves? orales? (?:devant (?:le |un |notre )?jury|de motivation|d'admission|de selection|passpro)|\bepreuves? d'entretien\b"),
    # What is given up, replaced, moved, left out, told again.
    ("denied", rf"{_WE}(?:abandonn|supprim|oubli|renonc|laiss)[a-z]*(?: tomber| a)?(?= (?:le|la|les|au|celui|celle)\b)"),
    ("denied", r"\b(?:suppression|annulation|retrait) (?:du (?=creneau|jour)|de la (?=seance|session)|des (?=creneaux|seances|sessions|entretiens)|de l'(?=entretien|audition)|de la (?:date|journee|matinee) (?=du)|du jour (?=du)|des dates (?=d))"),
    ("cancelled", r"\bne (?:convien(?:t|nent)|march(?:e|ent)|tien(?:t|nent)|va|vont|fonctionne(?:nt)?) (?:finalement )?plus\b|\bn'(?:est|sont) plus (?:disponible|possible|valable|maintenu|d'actualite|ouvert|propose)[a-z]*"),
    ("except", r"\bc(?:e|ette) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|jour|date|semaine)[- ]la (?:est |etant )?(?:except|exclu)[a-z]*"),
    ("instead", r"\b(?:dates?|seances?|jours?) (?:initiale?s?|d'origine)\b(?= ?: ?\d)|\bancienne?s? (?:dates?|seances?)\b(?= ?: ?\d)"),
    ("noise", r"\b(?:porte|escalier|aile|quai|portail|guichet|interphone|digicode|sonnette) (?:n ?[°º] ?)?[a-z]?\d{1,4}[a-g]?\b(?! ?(?:h\b|mars|avr|mai|/))"),
    ("noise", r"(?<=, )reprise (?:de |: ?)?(?=\d\d? ?h ?\d{0,2} ?(?:-|a) ?\d\d? ?h)|\breprise des (?=(?:rendez|rdv|entretien|passage|audition))"),
    ("aside", r"\b(?:faire|fassiez|faites) (?:nous )?parvenir (?:la |les |l'|vos |le |votre |leurs? |une |un )?[a-z]+(?: [a-z']+){0,4} (?:pour|avant|d'ici)(?: au)?(?= le|(?: lundi| mardi| mercredi| jeudi| vendredi) \d| \d)"),
    ("noise", r"\b(?:se )?renseign(?:er|ez|ements?)(?:-vous)? (?=(?:lors|pendant|a l'occasion|au moment) (?:de |d'|des |du ))"),
    ("aside", r"\bl'an(?:nee)? (?:derniere?|passee?|precedente?),? (?:c'etait|ce fut|c'est tombe|nous etions|on etait|on recevait|nous recevions|on avait fait|nous avions fait)"),
    ("noise", r"\b(?:nous |me )?(?:contacter|appeler|joindre|ecrire)\b(?: (?:a|au|le|par|la) [^:\n]{2,40}| ?\([^()\n]{3,60}\))? pour (?:choisir|fixer|convenir|reserver|retenir|caler)(?: (?:de |d'|avec |une? |la |le |l'|votre )?[a-z ']{2,30})?(?= ?: ?(?:le |les )?(?:\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"\bpas de (?:prise de )?(?:rendez[ -]?vous|rdv)(?: (?:a prendre|necessaire|individuel))?(?= ?[:,;.] ?(?:les |vos |tous ))"),
    ("aside", r"\becheances? (?=(?:le |du |au |: ?)?(?:lundi |mardi |mercredi |jeudi |vendredi )?\d)"),
    ("noise", r"\b(?:attention,? ?(?:le |la |l')?)?(?:parking|portail|grille|ascenseur|parvis|entree(?: principale)?|cantine|self|acces(?: principal)?|cafeteria)s? (?:est |sera |seront )?(?:fermee?s?|en travaux|indisponibles?|inaccessibles?|en panne)\b(?! (?:le|du|les|au|ce|cette|jusqu|a|tou|durant|pendant|des?|dans|en|lun|mar|mer|jeu|ven|\d))"),
    ("noise", r"\bsi (?:le jour|la date|celle-ci|cette date|le creneau|l'horaire|ce jour|cela|ca) ne (?:vous |leur |lui )?(?:convient|va|convenait) pas,? (?=(?:un |une |la |le )?(?:second|deuxieme|autre|2)[a-z]* (?:date|seance|creneau|jour|choix))"),
    ("noise", r"\bs'il y a (?:plus|trop|beaucoup) d[e'] ?[a-z' ]{3,30}?,? (?:nous |on )(?:ajouter|ouvrir|creer|proposer|organiser|rajouter)(?:ons|a) (?:un|une|des|d'autres) (?:autres? )?(?:creneau|seance|date|session|journee)x?s?(?: supplementaires?)?(?= ?(?:[.;\n]|$))"),
    ("noise", r"\b(?:d'|l')?entretiens? avant (?:d'avoir |la |le |les )?(?:fait |effectue |suivi )?[a-z' -]{4,40}(?= : ?(?:les )?entretien)"),
    ("noise", r"\bce n'est (?:plus|pas) le cas(?: cette annee)?(?= ?[:;,.])"),
    ("cancelled", r"\b(?:qui (?:figur|apparai)[a-z]+ (?:au|dans le|sur le) [a-z]+ )?(?:est|etait) une erreur\b"),
    ("noise", r"\bpas d'horaires? (?:fixee?s?|precis|imposee?s?|fixes?)(?= ?[:,;.])"),
    ("noise", r"\b(?:commission|equipe)s? (?:de |composee?s? de )(?:\d|deux|trois|quatre) (?:enseignant|professeur|prof|personne|membre|adulte)s?\b"),
    ("noise", r"\bvoir (?:le |notre )?(?:planning|calendrier|tableau) (?:affiche|ci-dessous|suivant)(?= ?:)"),
    ("noise", r"(?:(?<=candidats )|(?<=eleves )|(?<=candidates ))(?:internes|externes)\b(?= ?:)"),
    ("noise", r"(?:(?<=seance )|(?<=session )|(?<=date ))(?:normale|ordinaire|classique|habituelle)\b"),
    ("noise", r"(?<=\()rattrapages? (?:des |pour les )(?:eleves? |candidats? )?absents?(?=\))"),
    ("noise", r"\bpass(?:e|ent|era|eront) de \d\d? ?h ?\d{0,2} ?(?:-|a) ?\d\d? ?h ?\d{0,2} (?=a \d)"),
    ("only", r"(?:,? ?\b(?:c'est[- ]a[- ]dire|a savoir|soit (?=les))(?: aux dates suivantes)? ?:? ?)(?=(?:les? )?(?:(?:lun|mar|mer|jeu|ven)[a-z]* )?\d)(?![^\n;.]{0,60}\bsoit\b)"),
    ("noise", r"\b(?:les |nos |des |aux |pour les )?(?:eleve|candidat|jeune)s? absents? (?:a |lors de )(?:l'entretien|la seance|l'audition|la session) (?=d[ue]s? (?:[a-z]{3,6}di )?\d)"),
    ("noise", r"(?:,? ?\b(?:de[sz]|a|apres) (?:son|leur|mon|notre) retour,? )(?=(?:le |au )?(?:[a-z]{3,6}di )?\d)"),
    ("instead", r"\b(?:aurai(?:t|ent)|devai(?:t|ent)) (?:du )?(?:se tenir|avoir lieu|se derouler|se passer)(?= (?:le |les |du |au )?(?:[a-z]{3,6}di )?\d)"),
    ("noise", r"\battention,? (?:au )?changements?(?: de (?:date|jour|planning|calendrier))?s?(?= ?[!:.])"),
    # What is sure beside what is not: « certain : le 8 avril », « pour l’instant : le 2 avril ».
    ("kept", r"\b(?:deja )?(?:certain|sur|acquis|ferme|garanti|confirme|valide|definitif|definitive)e?s?(?= ?: ?(?:le |les )?(?:[a-z]{3,6}di |[a-z]{3}\. )?\d)"),
    ("kept", r"\bpour (?:l'instant|le moment)(?=,? ?:? ?(?:le |les |un(?:e seule date|iquement|e date)? )?:? ?(?:[a-z]{3,6}di |[a-z]{3}\. )?\d)"),
    # « Version 2 du 28/02 – remplace la version du 14/02 – », « La date du 26 mars donnée au catalogue est erronée : lire … ».
    ("noise", rf"\b(?:remplace|annule|corrige) (?:la |le |l')?(?:precedente? )?{_LETTER}s?(?: precedente?)? (?:du|en date du) {A_DATE}"),
    ("noise", rf"\b{_LETTER} (?:n ?[°º] ?)?\d{{1,2}} (?:du|en date du|datee? du) {A_DATE}"),
    ("noise", rf"\b(?:decision|avis|vote|deliberation) (?:du |de la |des |de l')[a-z]{{2,14}}(?: [a-z']{{2,14}}){{0,3}} (?:du|en date du) {A_DATE}"),
    # Half-days said before their hours: « donc entretiens le midi : 17 et 18 mars, 12h30-13h30 ».
    ("noise", r"(?<=entretiens )(?:le|a|sur le temps de) midi(?= ?: ?(?:les? )?(?:[a-z]{3,6}di )?\d)"),
    ("noise", r"\b(?:juste )?(?:avant|apres|a la sortie de|a la suite de|a l'issue de|au moment de|des la fin de) (?:la |le |l')(?:cantine|recreation|recre|pause(?: de [a-z]+| dejeuner| meridienne)?|sonnerie|dejeuner|repas|self|etude)(?= ?:? ?(?:de )?\d\d? ?h)"),
    ("noise", r"\bsur presentation d(?:u|e la|es|e l'|e) ?(?:dernier |derniers |premier |votre )?[a-z']+(?: [a-z']+){0,3}(?= ?(?:[.,;)\n]|$))"),
    ("noise", r"\b(?:au )?retour de (?:vacances|conges)(?: scolaires| de printemps)?(?= ?[:,] ?(?:les? )?(?:[a-z]{3,6}di )?\d)"),
    # How many are received, and how.
    ("seat", r"(?:(?<=\d )|(?<=\d))inscrits?\b(?= ?(?:max|au max|par (?:seance|session|creneau|jour|groupe|demi)))"),
    ("seat", r"(?:(?<=\d )|(?<=\d))convocations?\b(?= ?(?:possibles?|max|au max|par (?:seance|session|creneau|jour|demi)))"),
    ("seat", r"(?:(?<=\d )|(?<=\d))connexions?\b(?= ?(?:possibles?|max|au max|par (?:seance|session|creneau)))"),
    ("alone", r"(?:(?<=\brecu )|(?<=\brecue )|(?<=\brecus )|(?<=\brecues )|(?<=\bconvoque )|(?<=\bentendu ))seule?s?\b(?! (?:les?|la|l'|ceux)\b)"),
    # When it begins and ends.
    ("noise", r"\bderniere?s? (?:passage|entretien|candidat|rendez-vous|rdv|convocation)s? (?:a )?\d\d? ?h ?\d{0,2}(?=,? (?:et )?(?:on |nous )?(?:fin|termin|se termin))"),
    ("until", r"\b(?:on|nous) (?:termin|fini)(?:e|ons|t|ssons|era|rons|rons|ra)(?: a| vers)?(?= \d\d? ?[h:])"),
    ("until", r"\b(?:fini(?:t|ra|ront|ssent|ssant)|s'acheve(?:nt|ra|ront)?|se termin(?:e|ent|era|eront|ant)|pren(?:d|nent) fin)(?: a| vers)?(?= \d\d? ?[h:])"),
    ("arrival", r"\baccueil (?:cafe )?(?:des |par les )?(?:parents?|familles?|eleves?|candidats?|jeunes?)(?=(?: a partir de| a| de| dez?| des| ?:)? ?\d\d? ?h)"),
    ("habit", r"\b(?:pendant|durant|sur|tout au long de|toute) (?:toute )?(?:la |le )?(?:periode|campagne|temps|duree)s?(?: de la (?:campagne|periode))?(?: (?:des|d') ?(?:entretien|audition)s?| passpro)\b(?! (?:du|de|d') ?\w)"),
    ("in", rf"\b(?:(?:au|durant le|pendant le) mois (?:de |d')|tout au long (?:du mois )?(?:d'|de ))(?={MONTH_WORD}\b)"),
    # Who comes after an absence, what waits for the families, when in the day, what is shown at the door.
    ("noise", r"(?:\b(?:les |nos |des )?(?:eleve|candidat|jeune)s? )?\babsents? (?:a |de |lors de |pour )?c(?:e jour|ette (?:date|seance|journee|session))(?:-la| la)? (?:seront|sont) (?:revus?|repris|rappeles?|rattrapes?|reconvoques?|recus?|convoques?|entendus?|accueillis)\b(?=,? (?:le |les |au |:|\d|lun|mar|mer|jeu|ven))"),
    ("noise", r"(?:(?<=\()|(?<=, )|(?<=; )|(?<=- ))(?:un |le |du )?(?:petit[- ]dej(?:euner)?|cafe|the|boisson|collation|gouter|viennoiserie|rafraichissement|jus de fruit)s? (?:d'accueil |chaude?s? )?(?:vous )?attend(?:ent|ra|ront)?(?: (?:les |nos |vos |tous les )?(?:famille|parent|candidat|eleve|jeune|accompagnateur)s?)?(?= ?(?:[.,;)\n]|$))"),
    ("noise", r"\b(?:juste |un peu |immediatement )?(?:avant|apres) (?:la (?:cantine|recreation|recre|pause(?: meridienne| dejeuner| de midi)?|sonnerie)|le (?:dejeuner|repas(?: de midi)?|self|service(?: de midi)?)|les cours)(?= ?[:,(] ?(?:de |a |entre )?\d\d? ?h)"),
    ("noise", r"\bsur presentation (?:d'une? |du |de (?:la |l'|son |sa |votre |leur )?|des )[a-z'-]+(?: [a-z'-]+){0,5}?(?= ?(?:[.,;:)\n]|$))"),
    ("noise", r"\b(?:envoye|communique|transmis|adresse|rappele|fourni|donne|confirme|diffuse|partage)e?s? (?:par (?:mail|courriel|sms) )?la veille\b(?! d[eu'])"),
    ("noise", r"(?<=\()(?:reprise|retour|rentree) (?:apres |des |de )(?:les )?(?:conge|vacance)s(?: scolaires| de printemps)?(?=\))"),
    ("noise", r"\b(?:vacances|conges)(?: scolaires)? (?:exclue?s|exceptee?s|non comprise?s|mis(?:es)? a part)\b(?! ?[:(]? ?(?:du|de|le|les|\d))"),
    ("noise", r"\btous niveaux(?: confondus)?\b|\brepas (?:au self |a la cantine )?(?:offert|possible|pris en charge)(?: (?:au self|a la cantine))?(?= ?(?:[.,;)\n]|$))"),
    ("noise", r"\bdernieres? (?=(?:vague|serie|tranche|rotation|fournee|salve)s?\b|semaine d[e'])"),
    ("noise", r"\binternats? (?:d'|de l')?excellence(?= (?:et|ou) (?:la |le |en )?(?:filiere|section|formation|bac|cap|2n?de|seconde))"),
    ("noise", r"(?:(?<=\bpour les )|(?<=2de )|(?<=2nde )|(?<=seconde ))metiers d(?:e la |e l'|u |es |e )[a-z]{3,}(?: et d(?:e la |e l'|u |es |e )[a-z]{4,})?\b"),
    # Where a place is booked, or what is sent, above the days that may be chosen with their hours.
    ("noise", r"\b(?:s'inscrire|inscriptions?|reservations?|reserver|positionnement|se positionner|choix du creneau) (?:sur|via|dans|par) (?:le |l'|notre |la |un )?(?:planning|agenda|calendrier|doodle|tableau|formulaire|framadate|plateforme)(?: (?:en ligne|partage|numerique|commun|collaboratif))?(?= ?: ?(?:le |les )?(?:[a-z]{3,8} )?\d(?![^\n.;]{0,160}\b(?:au|jusqu|avant|ouv|clot|ferm))(?=[^\n.;]{0,90}(?:,|;| et|/) (?:le )?(?:[a-z]{3,8} )?\d\d? ?(?:/|mars|avr|mai))[^\n.;]{3,90}\d ?h ?\d{0,2} ?(?:-|a) ?\d)"),
    ("noise", r"\bconvocations? (?:individuelle )?(?:par|via) (?:courrier|mail|courriel|sms|pronote|l'ent|la poste)(?=, ?(?:\d|deux|trois|quatre|une?|les) (?:creneau|seance|session|date|horaire)x?s?)"),
    ("noise", r"\b(?:les |nos |le |un |deux )?(?:prof|professeur|enseignant|formateur|cpe|ddfpt)s?(?: d(?:e |u |e la |'|e l')(?:specialite|filiere|discipline|section|metier|atelier|enseignement professionnel)s?)?(?: ?(?:\+|et|&) ?(?:le |la |un |une )?(?:cpe|ddfpt|proviseur|prof|professeur|enseignant|formateur|psyen)s?){0,2} (?:recoi(?:t|vent)|recevr(?:a|ont)|auditionn(?:ent|eront))(?: (?:en (?:binome|duo|equipe|alternance)|a (?:deux|trois)))?(?= ?: ?(?:le |les )?(?:\d|lun|mar|mer|jeu|ven)(?![^\n]{0,160}\b(?:parent|famille|terminale|premiere|delegue|tuteur)))"),
    ("until", r"\bfin (?:prevue )?(?:de (?:la |l'|cette )|du |des )(?:seance|session|entretien|audition|passage|creneau|matinee|demi-journee|apres-midi|rendez-vous)x?s?(?: prevue)?(?: vers| a)?(?: ?:)?(?= ?(?:\d\d? ?[h:]|midi))"),
    ("noise", r"(?:(?<=individuel )|(?<=individuels )|(?<=tete )|(?<=face )|(?<=entretien )|(?<=entretiens )|(?<=recu )|(?<=recus ))(?:avec|par|devant) l'equipe (?:educative|pluridisciplinaire|de direction)\b"),
    ("noise", rf"\b(?:retour|rentree|reprise) (?:de |des )(?:vacances|conges)(?: scolaires)?(?= ?:[^\n.;]{{0,60}}\d ?h ?\d{{0,2}} ?(?:-|a) ?\d[^\n.;]{{0,60}}\d ?h ?\d{{0,2}} ?(?:-|a) ?\d)(?= ?:(?: ?(?:{WEEKDAY_WORD}|{MONTH_WORD}|le|de|a|et|puis|\d+(?:er)?(?:h\d*)?|[,/()h-])){{4,60}} ?(?:[.;\n]|$))"),
    ("daily", r"\b(?:tous les|chaque) (?=soirs?\b)"),
)  # fmt: skip
