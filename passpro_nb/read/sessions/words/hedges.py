"""Words of uncertainty: of what is said beside them nobody can be sure yet.

By stems, where a word hedges wherever it stands; « si » and « selon » hedge unless what follows
speaks of the pupils who come, or tells them what to do.
"""

_DAY_NAMES = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_MONTHS = "janv|fevr?|mars|avr|mai|juin|juil|aout|sept?|oct|nov|dec"
_DATES = r"(?:dates?|jours?|calendriers?|plannings?|seances?|creneaux?|sessions?|entretiens?)"
# Who comes, what may happen to them, what they do about it: « si absence, prévenir ».
_OF_PUPILS = (
    r"(?:possible|abs|empech|malad|retard|probleme|question|diffic|souci|indispo|desist|handicap|changement|ferme|(?:l')?(?:eleve|candidat|enfant)|les? (?:eleve|candidat|jeune|parent|college)"
    r"|(?:la |les |sa |leur )?famille|une? (?:eleve|candidat|jeune|parent|famille|college|question|probleme|empech|retard|souci|autre)|vous|votre|vos|leur|leurs|sa|son|ses|il|elle|ils|elles|ce n|amenage|accompagn|mineur|dossier|deja|(?:le|la) (?:porte|portail|grille|hall|parking|entree|ascenseur|barriere|loge|dossier|fiche|convocation|bulletin))"
)
_ORDERS = r"[^.;\n]{0,60}\b(?:appel|prev[ei]n|contact|sonne|merci|present(?:er|ez)|signal|telephon|ecri[rv]|demand|envoy|utilis|apport|passe[rz]|attend|envoi|rien ne change)"
_MAY = "(?:peut|peuvent|pourr(?:a|ont|ait|aient)|pouvant|risque(?:nt)? de|vont|va)"

TO_CONFIRM = (
    rf"{_DATES} a (?:re)?confirmer|(?:encore |reste(?:nt)? )*a (?:(?:re)?conf(?:irmer)?|valider|voir|revoir|verifier|reprogrammer|replanifier|redefinir|recaler|caler|caser|trancher|arbitrer)\b(?! (?:la |les |le |votre |leur |sa )?presence)"
    r"(?! ?(?:par|au|a|aupres|avant|des|via|en|sur) (?:l[ea] |les |l'|du |de la |votre |un )?"
    r"(?:mails?|tel|telephone|courriel|courrier|retour|candidat|famille|eleve|secretaria|pronote|sms|plus tard|0?\d))"
    r"|sous (?:toutes? )?reserves?\b(?! (?:de |d')?(?:(?:la |l')?disponib|places?|inscri))|sous couvert\b|sauf (?:contre-?ordre|avis contraire)s?"
    r"|(?:pas|non|jamais|ni|rien(?: de| n'est)?|aucune? (?:date|jour) n'(?:est|a)) (?:(?:encore|totalement|tout|a|fait|ete|toujours|entierement|ce jour) ){0,3}(?:confirme|valide|definiti(?:f|ve)|certain|arrete|decide|fixe|cale|acte|officiel|garanti|tranche|connue?|sur(?= |$))[a-z]*|on ne sait pas|on verra|en l'etat|pas exclu|attend(?:re|ez|ons) (?:notre|la|une|leur) (?:confirmation|validation|reponse|accord|feu vert)|sans (?:garantie|certitude)"
    rf"|{_MAY} (?:encore |aussi )?(?=bouger|evoluer|changer|etre (?:ouvert|decal|report|modif|chang|ajout|deplac|organis))|(?:ce|cela|{_DATES}) (?:vous )?(?:sera|seront) (?:re)?confirme|au plus tot(?! le)|pour(?:vu| autant) qu|aur(?:ait|aient) lieu|conviendrai(?:t|ent)|serai(?:t|ent)(?! (?:bien|bon|souhait|prefer|apprec|utile|judic))"
    r"|(?:essaiera?|essayer|tenter)(?:a|ons|ont)|souhaitee?s?(?= ?:)|(?:(?<=mars )|(?<=avril )|(?<=mai )|(?<=/\d\d ))a (?:definir|fixer|determiner|preciser|planifier)"
    r"|peut[- ]etre|hypothe|pressenti|envisage|a l'etude|en suspens|en (?:attente|cours)(?! (?:au|a la|dans|devant|en|d'annee|de (?:la )?(?:journee|matinee|seance|scolarite))\b)|en (?:discussion|theorie|balance)|sans doute(?! (?:annul|report|depla))|normalement(?! (?:\d|de \d|une? )| duree?)"
    r"|a priori|en principe|vers(?= le \d| (?:lun|mar|mer|jeu|ven)[a-z]* \d)|susceptible|(?<!n')hesit|tabl(?:ons|er|e sur)|ideal|theorique|dans la mesure du possible(?= ?(?:[.,;)\n]|$))|si tout (?:va|se passe)|il est question"
    r"|(?:on|nous|je|il|jury) (?:y )?(?:pens(?:e|ons)|envisage(?:ons)?|hesit(?:e|ons)|tabl(?:e|ons))|tbc|tbd|(?:se )?(?:devr|pourr)ai(?:t|ent)(?= (?:que|etre|avoir|se|commencer|debuter))"
    r"|(?:je|on|nous) revien[a-z]+ vers vous|a suivre(?= ?(?:[.,;)]|$))|(?:on|nous) vous (?:re)?(?:di(?:t|ra|rons|sons)|tien(?:t|s|dra|drons)|confirm(?:e|era|erons))|dates? [a-z]{0,12} ?possibles?(?= ?:)|(?:prevision|proposition|projet|suggestion|piste)s?(?= ?:)"
)
MAYBE = (
    r"(?<!disposition )si (?:besoin|necessaire)|au besoin|le cas echeant|(?:en )?cas de besoin|probable"
    r"|eventuel|en (?:option|reserve)\b|si (?:l'effectif|assez|suffisamment|le nombre|la demande|les effectifs) [a-z' ]{4,30}"
    r"|(?:selon|en fonction d[eu]s?|suivant) (?:l'|les |le |la )?(?:effectif|nombre|demande|besoin|inscri)"
)
# What makes of a day one that may not be held, or one of others than the pupils of Passpro.
CONDITION = (
    rf"si (?!besoin|necessaire|{_OF_PUPILS})(?!{_ORDERS})(?:l'|les? |la |des |toutes les )?[a-z]{{2,14}}(?: (?:est|sont|a ete|ont ete|se confirme|d[e'] ?(?:\d+ )?[a-z]{{3,12}}))?|s(?:i |')(?:plus d[e'] ?|moins d[e'] ?|au moins |au-dela de )\d+ [a-z]{{3,12}}|s'il (?:y a(?! (?:une?|des|le|la) (?:empech|quest|souci|probl|retard|absen|chang))|reste|restait|y avait|manque)"
    rf"|(?:selon|suivant|en fonction d[eu]s?|depend(?:ra|ent|ront)?|dependant) (?:d[eu]s? |de )?(?:l'|la |les |le )?(?:(?:disponibilite|dispo)s? (?:du|des|de (?:la|l'|nos)|d'un)(?! ?(?:famille|candidat|eleve|parent|college)) ?[a-z]{{3,12}}|presence|desist|contrainte|possibilite|moyens|vote|emplois? du temps|retours?|avancee|avancement|affluence|greve|meteo|decision|avis|accord|validation|ouverture|arrivee (?:de|du|des)|date|resultat|candidatures)"
    rf"|(?:l')?une? (?:seule )?(?:de ces |des |de nos )(?:(?:deux|trois|[23]) )?(?:{_DATES}|{_DAY_NAMES})(?: (?:sera|est)\b)?|une seule (?:date|seance)? ?(?:sera|est)\b"
    r"|(?:uniquement|seulement|sauf|meme) si|en cas (?:d'affluence|de (?:forte|grand|trop|nombreu|surnombre|places?|greve))|au cas ou|solutions? de (?:repli|secours)"
    r"|a condition (?:que|qu'|d'|de)|pour le cas ou|a defaut|a moins (?:que|qu'|d')|dans le cas contraire|(?<!autre )(?<!autres )(?:date|jour)s? (?:a|non|pas encore) (?:fixe|defini|choisi|precise|determine|arrete)[a-z]*|faute de (?:place|candidat)s?"
    rf"|(?:a (?:preciser|definir|determiner|fixer) )(?:selon|en fonction|suivant)|soit (?=(?:le |les )?(?:(?:{_DAY_NAMES}) \d|\d\d?(?:er)? ?(?:/|{_MONTHS})))|(?<=, )sinon (?=(?:le |les )?(?:(?:{_DAY_NAMES}) \d|\d\d?(?:er)? ?(?:/|{_MONTHS})))|option \d(?= ?:)"
)
PROVISIONAL = (
    rf"(?<=\()(?:previsionnel|provisoire|indicatif)s?(?=\))|(?:{_DATES}|version)(?: (?:d'|des |de |du |les )?[a-z]{{3,12}}){{0,2}} (?:provisoire|previsionnel(?:le)?|indicati(?:f|ve)|theorique|non definiti(?:f|ve))s?(?! (?:de|des) passages?)"
    rf"|a titre (?:indicatif|provisoire|previsionnel)|{_DATES} (?:sont |est |encore |comme )*(?:provisoire|previsionnel(?:le)?)s?(?! (?:de|des) passages?)"
)
