"""The words of the names of vocational programmes, by trade: neutral beside a day, as are their plurals.

From the names of the CAP, bac pro, familles de métiers, mentions complémentaires and BMA. All words
are folded: no case, no accent.
"""

_FEMININES = {
    "eur": ("euse", "rice"), "al": ("ale", "aux"), "el": ("elle",), "en": ("enne",), "if": ("ive",),
    "eux": ("euse",), "er": ("ere",), "e": (), "eau": ("eaux",), "t": ("te",), "nt": ("nte",), "u": ("ue",), "i": ("ie",),
}  # fmt: skip


def forms_of(text: str) -> frozenset[str]:
    """Return words with their feminines and plurals: « industriel », « industrielles »."""
    words = set(text.split())
    for word in tuple(words):
        for ending, others in _FEMININES.items():
            words |= (
                {word.removesuffix(ending) + o for o in others} if word.endswith(ending) else set()
            )
    return frozenset(words | {f"{word}s" for word in words if not word.endswith(("s", "x"))})


# What no other sentence of a school is likely to be about.
TRADES = forms_of("""
bac cap capa bma bep bp mention famille metier specialite polyvalent
apprentissage professionnel option dominante pro

pierre marbre taille modelisation faune definition pieces multiservice genie civil nucleaire architectural gaz monteur mecanicien constructeur perruquier posticheur modeleur
simulateur client agee patrimoine bati intervention technique platre ameublement posticheur marine materiaux
scierie affuteur charpentier tonnelier tonnellerie vitrail dentelle plumassier chapellerie podologie ambulancier
facade ouvrage demonteur depanneur ascensoriste antenniste avicole apicole ostreicole pisciculture brasserie
mareyage fruits legumes semences fonciere hydraulique pneumatique instrumentation accordeur archetier
aeronautique aeronef aeronefs avionique avion hangar structure systeme moteur cellule
automobile auto mecanique motocycle moto carrosserie carrossier vehicule particulier leger routier
cycle poids lourd engin agroequipement parc naval nautique plaisance ferroviaire
metallique metal metallerie metallier serrurerie serrurier ferronnerie ferronnier tolerie tolier chaudronnerie
chaudronnier soudage soudure soudeur usinage usineur outillage outilleur fonderie fondeur plasturgie plasturgiste
composite plastique modelage prototypage produit productique microtechnique
industriel industrie pilote pilotage ligne pluritechnologique automatisme regulation
mei mspc mrpm mmv tci trpm bio procede pharmaceutique cosmetique chimie laboratoire papier carton eau

electricien electricite electronique electrotechnique energie energetique renouvelable climatique thermique
frigoriste froid climatisation chauffage chauffagiste ventilation sanitaire plomberie plombier installateur connecte
melec mee mfer msrc tma tne mtne informatique numerique reseau cyber cybersecurite ciel sn telecom telecommunication
domotique fibre

batiment btp maconnerie macon gros oeuvre second carreleur carrelage platrerie platrier peintre
revetement facadier couvreur couverture zingueur charpente charpentier menuiserie menuisier ebeniste ebenisterie
agenceur agencement bois marqueteur tapissier tapisserie ameublement miroitier vitrier verrier verre aluminium
geometre topographe topographie architecture economie canalisateur canalisation
beton construction enveloppe amenagement finition etancheite

agora gatl mrc mcv assp aepe epc csr cshcr cuisine cuisinier mhr commercialisation hotellerie hotelier hotel
restaurant restaurateur boulangerie boulanger patisserie patissier chocolaterie chocolatier confiseur traiteur glacier
boucherie boucher charcuterie charcutier poissonnier poissonnerie ecailler fromager cremier primeur barman sommelier
sommellerie crepier employe alimentaire alimentation agroalimentaire bioindustrie

commerce commercial epicerie fleuriste vendeur clientele usager relation equipier equipement courant
tertiaire gestionnaire administration logistique logisticien logistic magasinier cariste
conducteur routiere marchandise voyageur emballeur oti agence
sanitaire medico social sap personne petite enfance domicile structure soin aide soignant auxiliaire puericulture
animateur hygiene proprete sterilisation agent
coiffure coiffeur esthetique estheticienne parfumerie bien etre prothesiste prothese dentaire ongulaire
orthoprothesiste podo-orthesiste podo orthese opticien optique lunetterie lunetier

mode vetement accessoire maroquinerie maroquinier couture couturier flou tailleur cordonnier cordonnerie chaussure bottier
sellier sellerie tannerie broderie brodeur textile cuir chapelier modiste blanchisserie pressing teinturier
bijouterie bijoutier joaillier joaillerie orfevre horlogerie horloger gemmologie
ceramique ceramiste decor poterie tourneur graphique graphiste signaletique enseigne plurimedia
imprimerie imprimeur faconnage multimedia audiovisuel artisanat artistique visuel
luthier reliure relieur staffeur sculpteur ornemaniste graveur gravure encadreur doreur vannerie vannier

paysage paysager paysagiste jardinier horticole horticulture horticulteur fleurissement agricole agriculture elevage canin felin equin
palefrenier soigneur vigne vin viticole viticulture maraichage maraicher foret forestier sylviculture aquaculture
animalerie animalier nature eqvs sapat smr tcva cgea environnement territoire rural
stl stmg sthr sti industrielles infrastructure electrodomestique pole
gpme gestion secteur technicien superieur secondaire statut voie tertiaires ufa
mcva mcvb iccer imtb tma era tfca aepa sapat plp pspa otm rpip tisec tmsec tgt ama hps mva mvm gmnf cgescf
msma arcu arrp tbee tbaa tbsi mbc mbois ctrm eleec ecaa fcil cld rics cimm taid
meca elec electro electrotech compta carross esthe menuis
section europeen classique internationale bilingue
ferrage metallerie imprimerie ortho fermo habitat mcad msmc mva mrom menuisiers surete
""")

# What may be done in a school, too: neutral in a title only, « Maintenance : 12 mars », or after « bac pro ».
DEEDS = forms_of("""
maintenance reparation entretien installation fabrication production exploitation
securite conduite vente animation accompagnement restauration peinture photographie
transformation preparation sante sport art spectacle scolaire chantier travail equitation decoration demolition etude communication realisation
apprenti isolation complementaire entreprise transport
""")
LABELS = TRADES | DEEDS
