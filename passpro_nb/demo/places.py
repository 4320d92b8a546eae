"""The communes of the invented campaign: real names, rough positions, for 77, 93 and 94.

Populations (thousands, 2018) only weigh how many schools and pupils a commune gets. The bassins are
a grouping of ours around a large town, not the rectorate's districts.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A commune: its centre in degrees, rounded to about a kilometre."""

    name: str
    department: str
    district: str
    population: int
    latitude: float
    longitude: float


# « # département bassin », then one commune a line: name, thousands of inhabitants, lat, lon.
_TABLE = """
# 77 Meaux
Meaux 55 48.96 2.90
Dammartin-en-Goële 10 49.05 2.68
# 77 Torcy
Chelles 55 48.88 2.60
Pontault-Combault 38 48.79 2.61
Bussy-Saint-Georges 27 48.83 2.72
Villeparisis 26 48.94 2.62
Champs-sur-Marne 25 48.85 2.60
Roissy-en-Brie 23 48.79 2.66
Torcy 23 48.85 2.65
Lagny-sur-Marne 21 48.87 2.71
Ozoir-la-Ferrière 20 48.76 2.68
Mitry-Mory 20 48.98 2.61
Noisiel 15 48.85 2.62
Lognes 14 48.83 2.63
Vaires-sur-Marne 13 48.87 2.64
# 77 Melun
Melun 40 48.54 2.66
Dammarie-les-Lys 22 48.51 2.63
Le Mée-sur-Seine 21 48.54 2.63
# 77 Savigny-le-Temple
Savigny-le-Temple 30 48.59 2.57
Combs-la-Ville 22 48.66 2.57
Brie-Comte-Robert 18 48.69 2.61
Moissy-Cramayel 18 48.63 2.60
Saint-Fargeau-Ponthierry 14 48.54 2.52
# 77 Fontainebleau
Montereau-Fault-Yonne 20 48.39 2.96
Fontainebleau 15 48.41 2.68
Avon 14 48.41 2.73
Nemours 13 48.26 2.71
# 77 Provins
Coulommiers 15 48.81 3.09
Provins 12 48.56 3.29
# 93 Saint-Denis
Saint-Denis 141 48.93 2.36
Aubervilliers 86 48.91 2.38
Épinay-sur-Seine 55 48.96 2.31
Saint-Ouen-sur-Seine 51 48.91 2.33
La Courneuve 43 48.93 2.40
Stains 39 48.96 2.38
# 93 Aulnay-sous-Bois
Aulnay-sous-Bois 86 48.95 2.49
Le Blanc-Mesnil 57 48.94 2.46
Sevran 51 48.94 2.53
Livry-Gargan 44 48.92 2.54
Villepinte 37 48.96 2.54
Tremblay-en-France 36 48.98 2.56
Clichy-sous-Bois 29 48.91 2.55
Les Pavillons-sous-Bois 24 48.91 2.50
# 93 Montreuil
Montreuil 110 48.86 2.45
Rosny-sous-Bois 46 48.87 2.49
Bagnolet 36 48.87 2.42
Villemomble 30 48.88 2.51
Romainville 28 48.88 2.44
# 93 Bobigny
Drancy 71 48.92 2.44
Pantin 57 48.90 2.41
Bobigny 54 48.91 2.44
Bondy 53 48.90 2.48
Noisy-le-Sec 44 48.89 2.46
# 93 Noisy-le-Grand
Noisy-le-Grand 68 48.84 2.56
Gagny 39 48.88 2.55
Neuilly-sur-Marne 35 48.86 2.54
Montfermeil 27 48.90 2.57
# 94 Vitry-sur-Seine
Vitry-sur-Seine 94 48.79 2.39
Ivry-sur-Seine 62 48.81 2.39
Choisy-le-Roi 45 48.76 2.42
Alfortville 44 48.80 2.42
Thiais 29 48.76 2.39
Orly 24 48.74 2.39
# 94 Créteil
Créteil 91 48.78 2.45
Maisons-Alfort 56 48.81 2.44
Villeneuve-Saint-Georges 34 48.74 2.45
Limeil-Brévannes 27 48.75 2.49
# 94 Champigny-sur-Marne
Champigny-sur-Marne 78 48.82 2.52
Saint-Maur-des-Fossés 75 48.80 2.49
Le Perreux-sur-Marne 34 48.84 2.50
Nogent-sur-Marne 33 48.84 2.48
Villiers-sur-Marne 28 48.83 2.55
Sucy-en-Brie 26 48.77 2.53
# 94 Villejuif
Villejuif 55 48.79 2.36
L’Haÿ-les-Roses 31 48.78 2.34
Cachan 31 48.79 2.33
Fresnes 28 48.76 2.33
Le Kremlin-Bicêtre 25 48.81 2.36
# 94 Vincennes
Fontenay-sous-Bois 53 48.85 2.47
Vincennes 50 48.85 2.44
Charenton-le-Pont 30 48.82 2.41
Saint-Mandé 23 48.84 2.42
"""


def _read(table: str) -> Iterator[Place]:
    for block in table.split("# ")[1:]:
        heading, *lines = block.splitlines()
        department, town = heading.split(" ", 1)
        district = f"Bassin d’{town}" if town[0] in "AEIO" else f"Bassin de {town}"
        for name, people, latitude, longitude in (line.rsplit(" ", 3) for line in lines):
            yield Place(name, department, district, int(people), float(latitude), float(longitude))


PLACES = tuple(_read(_TABLE))
