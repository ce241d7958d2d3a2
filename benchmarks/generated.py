"""Fills a project with generated reports and events: what the figures of queries, searches and links at scale are measured on.

    from generated import fill
    fill([store, other_store], events=1_000_000, reports=300_000)

Reports are put together from sentences of ours with the real names of places, parties and sources, in numbers that fall off as they do in
news (a few names stand in most, most in few). The same seed gives the same project. Rows are written in bulk past the store's own way of
writing, indexes and full text made after them, so that a million events take minutes. Nothing is coded, and the audit log has one entry.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import random
import time
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from rasid.lexicon.compile import load
from rasid.store import priority
from rasid.store import schema as s
from rasid.store.engine import Store, now
from rasid.store.indexing import RULES, place_row, rank_of, vector_text
from rasid.store.words import type_labels, words_of

FIRST, DAYS = dt.date(2012, 1, 1), 4700
TYPES = {
    **{"shelling": 22, "air_strike": 16, "armed_clash": 12, "ground_attack": 9, "killing": 9, "arrest": 7, "explosive_device": 5},
    **{
        "drone_strike": 4,
        "protest": 4,
        "displacement": 3,
        "abduction": 3,
        "talks": 2,
        "aid": 2,
        "territory_gain": 1,
        "chemical_attack": 0.1,
    },
}
SENTENCES = {
    "shelling": "قصفت {by} بالمدفعية الثقيلة محيط {at}، ما أدى إلى مقتل {n} وإصابة آخرين",
    "air_strike": "شن الطيران الحربي غارات جوية على أطراف {at} أسفرت عن مقتل {n} ودمار واسع في الأبنية السكنية",
    "armed_clash": "اندلعت اشتباكات عنيفة بين {by} و{on} على محاور {at} وأوقعت {n} قتلى",
    "ground_attack": "هاجم مسلحون من {by} نقطة عسكرية تتبع {on} قرب {at} وقتلوا {n}",
    "killing": "قتل {n} مدنيين برصاص عناصر {by} عند مدخل {at}",
    "arrest": "اعتقلت دورية تتبع {by} {n} من أبناء {at} واقتادتهم إلى جهة مجهولة",
    "explosive_device": "انفجرت عبوة ناسفة بسيارة تقل عناصر من {on} في {at} وقتل {n}",
    "drone_strike": "استهدفت طائرة مسيرة سيارة على طريق {at} وقتل {n} كانوا فيها",
    "protest": "خرج المئات في مظاهرة وسط {at} طالبت {by} بالإفراج عن المعتقلين",
    "displacement": "نزحت عشرات العائلات من {at} هربا من القصف باتجاه المخيمات",
    "abduction": "خطف مجهولون {n} من سكان {at} ولا يزال مصيرهم مجهولا",
    "talks": "عقد وجهاء {at} اجتماعا مع {by} لبحث التهدئة",
    "aid": "دخلت قافلة مساعدات إنسانية إلى {at} تحمل مواد غذائية وطبية",
    "territory_gain": "سيطرت {by} على بلدة {at} بعد انسحاب {on} منها",
    "chemical_attack": "أصيب {n} بحالات اختناق جراء قصف {at} بغاز الكلور السام",
}
FILLERS = (
    "وأفاد مراسلنا بأن فرق الدفاع المدني هرعت إلى المكان ونقلت المصابين إلى أقرب مشفى",
    "ولم تصدر أي جهة بيانا حول الحادثة حتى ساعة إعداد هذا الخبر",
    "وتشهد المنطقة منذ أسابيع توترا أمنيا وسط مخاوف الأهالي من تجدد القصف",
    "وقال شاهد عيان إن أصوات الانفجارات سمعت في القرى المجاورة طوال الليل",
    "يذكر أن المنطقة خرجت عن السيطرة قبل سنوات وتضم آلاف النازحين",
    "وطالب المجلس المحلي المنظمات الإنسانية بالتدخل العاجل لتأمين المياه والدواء",
    "وذكرت مصادر طبية أن بين الضحايا نساء وأطفالا وأن بعض الجرحى في حالة خطرة",
    "وكانت قوات عسكرية قد استقدمت تعزيزات إلى محيط المدينة خلال اليومين الماضيين",
)
OUTLETS = [f"شبكة {name}" for name in ("الفرات", "الساحل", "الجبل", "الوادي", "المدينة", "النهر", "الشرق", "الجنوب")] + [
    f"تنسيقية {n}" for n in range(1, 120)
]
FLAGS = ("ambiguous-place", "toll-conflict", "generic-actor", "time-unresolved", "place-conflict")
MEANS = ("artillery", "mortar", "rocket", "shell", "tank", "warplane", "helicopter", "barrel_bomb", "drone", "ied", "small_arms")
ARMED = ("shelling", "air_strike", "armed_clash", "ground_attack", "explosive_device", "drone_strike", "killing")
Row = dict[str, Any]


class World:
    """The names that are drawn from, each in numbers that fall off by its place in a shuffled list."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        compiled = load()
        self.ontology = compiled.ontology
        self.parties = [(id_, p) for id_, p in sorted(compiled.parties.items()) if (p.get("names") or {}).get("ar")]
        self.places = [p for p in compiled.places if p["kind"] not in ("country", "admin1", "admin2") and p.get("ar") and p.get("country")]
        self.sources = [(id_, v) for id_, v in sorted(compiled.sources.items()) if (v.get("names") or {}).get("ar")]
        for names in (self.parties, self.places, self.sources):
            self.random.shuffle(names)
        self.weights = {
            id(names): list(itertools.accumulate(1 / (n + 3) for n in range(len(names))))
            for names in (self.parties, self.places, self.sources, OUTLETS)
        }
        self.words = words_of()
        self.kept: dict[str, list[str]] = {}

    def drawn(self, names: list[Any]) -> Any:
        return self.random.choices(names, cum_weights=self.weights[id(names)])[0]

    def kept_words(self, text: str) -> list[str]:
        """The words of a sentence or a name: the same ones come again and again."""
        found = self.kept.get(text)
        if found is None:
            found = self.kept[text] = self.words.of(text)
        return found


class Maker:
    """Rows of reports and their events, batch by batch."""

    def __init__(self, world: World, events: int, reports: int) -> None:
        self.world, self.events, self.reports = world, events, reports
        self.at = now()
        self.taken: set[int] = set()
        self.vocabulary: dict[str, None] = {}
        self.seen: dict[str, Row] = {}
        self.drawing = random.Random(1)

    def batches(self, size: int = 2000) -> Iterator[dict[str, list[Row]]]:
        made = 0
        for first in range(0, self.reports, size):
            batch: dict[str, list[Row]] = {t.name: [] for t in TABLES}
            for n in range(first, min(first + size, self.reports)):
                due = (n + 1) * self.events // self.reports - made
                made += due
                self.report(batch, n, due)
            yield batch

    def report(self, batch: dict[str, list[Row]], n: int, events: int) -> None:
        w, r = self.world, self.world.random
        day = FIRST + dt.timedelta(days=n * DAYS // self.reports)
        id_, published = f"rp_{hashlib.sha256(str(n).encode()).hexdigest()[:16]}", day.isoformat()
        text, words = "", []
        told = []
        for _ in range(events):
            kind = r.choices(list(TYPES), weights=list(TYPES.values()))[0]
            by, on, at, killed = w.drawn(w.parties), w.drawn(w.parties), w.drawn(w.places), min(int(r.expovariate(0.5)), 60)
            start = len(text)
            parts = {"by": by[1]["names"]["ar"], "on": on[1]["names"]["ar"], "at": at["ar"], "n": str(killed)}
            sentence = SENTENCES[kind].format(**parts)
            text += sentence + ". "
            mine = [*w.kept_words(SENTENCES[kind].format(by="", on="", at="", n="")), str(killed)]
            for name in (parts["by"], parts["on"], parts["at"]):
                mine += w.kept_words(name)
            words += mine
            told.append((kind, by, on, at, killed, sentence, start, mine))
        for filler in r.sample(FILLERS, 3 if events else 6):
            text += filler + ". "
            words += w.kept_words(filler)
        digest = hashlib.sha256(text.encode()).hexdigest()
        rank = (int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp()) << 20) + n
        outlet, title = w.drawn(OUTLETS), f"نشرة {published}"
        words = [*w.kept_words(title), *words]
        batch["reports"].append(
            {
                "id": id_,
                "rank": rank,
                "sha256": "0" * 64,
                "acquisition_id": 1,
                "revision": 1,
                "text_hash": digest,
                "family": id_,
                "lang": "ar",
                "published": published,
                "published_day": published,
                "outlet": outlet,
                "title": title,
                "state": r.choice(("new", "new", "reviewed")),
                "added": self.at,
                "run_id": 1,
            }
        )
        batch["texts"].append({"report_id": id_, "revision": 1, "text": text, "encoding": "utf-8", "text_hash": digest, "made": self.at})
        batch["searched_reports"].append({"rank": rank, "report_id": id_, "words": words})
        self.vocabulary.update(dict.fromkeys(words))
        for k, one in enumerate(told):
            self.event(batch, f"ev_{hashlib.sha256(f'{n}/{k}'.encode()).hexdigest()[:16]}", id_, digest, day, *one)

    def means(self, kind: str) -> list[str]:
        """What it was done with, of two in five; drawn apart, so that all else is as it was before there were any."""
        return [self.drawing.choice(MEANS)] if kind in ARMED and self.drawing.random() < 0.5 else []

    def event(
        self,
        batch: dict[str, list[Row]],
        id_: str,
        report: str,
        digest: str,
        published: dt.date,
        kind: str,
        by: Any,
        on: Any,
        at: Row,
        killed: int,
        sentence: str,
        start: int,
        mine: list[str],
    ) -> None:
        w, r = self.world, self.world.random
        undated, precision = r.random() < 0.08, r.choices((1, 2, 3, 4, 5), weights=(85, 8, 3, 2, 0.3))[0]
        first = published - dt.timedelta(days=r.choice((0, 0, 1, 1, 2, 5)))
        last = first + dt.timedelta(days={1: 0, 2: r.randint(1, 5), 3: 6, 4: 29, 5: r.randint(32, 400)}[precision])
        date = (None, None) if undated else (first.isoformat(), last.isoformat())
        span, key = [start, start + len(sentence)], {"event_id": id_}
        toll = []
        if "{n}" in SENTENCES[kind] and kind not in ("arrest", "abduction", "chemical_attack"):
            who = r.choice(("civilian", "unknown", "combatant"))
            toll = [
                {
                    "id": "t1",
                    "effect": "killed",
                    "who": who,
                    "groups": [],
                    "actor": None,
                    "min": killed,
                    "max": killed,
                    "vague": None,
                    "part_of": None,
                    "supersedes": None,
                    "by": None,
                    "text": str(killed),
                    "span": span,
                }
            ]
        party = [("initiators", by)] * ("{by}" in SENTENCES[kind]) + [("targets", on)] * ("{on}" in SENTENCES[kind])
        lat, lon = round(at["lat"] + r.uniform(-0.01, 0.01), 4), round(at["lon"] + r.uniform(-0.01, 0.01), 4)
        place = {
            "role": "scene",
            "id": at["id"],
            "names": {"en": at["en"], "ar": at["ar"]},
            "lat": lat,
            "lon": lon,
            "country": at["country"],
            "admin1": at.get("admin1") or None,
            "admin2": at.get("admin2") or None,
            "precision": r.choice((1, 1, 1, 2)),
            "relation": None,
            "distance_km": None,
            "text": at["ar"],
            "span": span,
        }
        said = w.drawn(w.sources) if r.random() < 0.5 else None
        flags = [r.choice(FLAGS)] if r.random() < 0.15 else []
        status = r.choices(("asserted", "planned", "attempted", "possible", "denied"), weights=(94, 2, 2, 1.5, 0.5))[0]
        state = r.choices(("proposed", "accepted", "corrected", "rejected"), weights=(80, 12, 5, 3))[0]
        background, confidence = int(r.random() < 0.08), round(r.uniform(0.4, 0.99), 2)
        record = {
            "id": id_,
            "report_id": report,
            "type": kind,
            "method": None,
            "status": status,
            "background": bool(background),
            "mutual": False,
            "outcome": None,
            "initiators": [side(p, span) for name, p in party if name == "initiators"],
            "targets": [side(p, span) for name, p in party if name == "targets"],
            "places": [place],
            "time": {
                "start": date[0],
                "end": date[1],
                "clock": None,
                "zone": None,
                "precision": None if undated else precision,
                "ongoing": False,
                "text": None,
                "span": None,
            },
            "instruments": [{"weapon": w_, "min": None, "max": None, "vague": None, "text": "", "span": span} for w_ in self.means(kind)],
            "toll": toll,
            "sources": [
                {
                    "id": "s1",
                    "source": said[0],
                    "names": said[1]["names"],
                    "stance": "reports",
                    "text": said[1]["names"]["ar"],
                    "span": span,
                }
            ]
            if said
            else [],
            "related": [],
            "evidence": {"text": sentence, "span": span},
            "confidence": confidence,
            "flags": flags,
            "coder": "rules",
            "data_version": "generated",
            "schema": 1,
        }
        told = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        day, low = date[0] or published.isoformat(), killed if toll else None
        batch["events"].append(
            {
                "id": id_,
                "report_id": report,
                "run_id": 1,
                "text_hash": digest,
                "type": kind,
                "trigger_start": start,
                "trigger_end": start + 4,
                "proposed": told,  # what decisions on it stand on
                "record": told,
                "state": state,
                "orphaned": 0,
                "status": status,
                "background": background,
                "day": day,
                "date_start": date[0],
                "date_end": date[1],
                "date_precision": None if undated else precision,
                "place_id": at["id"],
                "country": at["country"],
                "admin1": place["admin1"],
                "admin2": place["admin2"],
                "lat": lat,
                "lon": lon,
                "place_precision": place["precision"],
                "killed_low": low,
                "killed_high": low,
                "confidence": confidence,
                "updated": self.at,
            }
        )
        for n, (name, p) in enumerate(party):
            batch["event_parties"].append(
                key
                | {
                    "number": n,
                    "side": name[:-1],
                    "actor": p[0],
                    "kind": p[1].get("kind"),
                    "country": p[1].get("country"),
                    "text": p[1]["names"]["ar"],
                    "day": day,
                }
            )
        batch["event_places"].append(
            key
            | {"number": 0, "place_id": at["id"], "name_ar": at["ar"], "name_en": at["en"], "day": day}
            | {k: place[k] for k in ("role", "lat", "lon", "country", "admin1", "admin2", "precision", "text")}
        )
        for t in toll:
            batch["event_tolls"].append(
                key
                | {
                    "number": 0,
                    "toll_id": "t1",
                    "effect": "killed",
                    "who": t["who"],
                    "minimum": killed,
                    "maximum": killed,
                    "text": str(killed),
                }
            )
        if said:
            batch["event_sources"].append(
                key | {"number": 0, "source": said[0], "stance": "reports", "text": said[1]["names"]["ar"], "day": day}
            )
        batch["event_flags"] += [key | {"flag": f} for f in flags]
        words = [*mine, *w.kept_words(type_labels()[kind]), *w.kept_words(at["en"])]
        for p in (p[1]["names"].get("en") or "" for _, p in party):
            words += w.kept_words(p)
        words += w.kept_words(" ".join(said[1]["names"].values())) if said else []
        rank = rank_of(id_, day)
        while rank in self.taken:
            rank += 1
        self.taken.add(rank)
        batch["searched_events"].append({"rank": rank, "event_id": id_, "words": words})
        self.vocabulary.update(dict.fromkeys(words))
        if at["id"] not in self.seen:
            self.seen[at["id"]] = place_row(place, w.words)


def side(party: Any, span: list[int]) -> Row:
    id_, p = party
    return {"actor": id_, "names": p["names"], "kind": p.get("kind"), "country": p.get("country"), "text": p["names"]["ar"], "span": span}


TABLES = (
    s.reports,
    s.texts,
    s.events,
    s.event_parties,
    s.event_places,
    s.event_tolls,
    s.event_sources,
    s.event_flags,
    s.searched_reports,
    s.searched_events,
)


class Bulk:
    """One store written in bulk: indexes, keys' triggers and full text are taken off and put back."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.connection = store.engine.connect().execution_options(writes=True)
        self.raw: Any = self.connection.connection.driver_connection
        self.made: list[str] = []

    def open(self, world: World, at: str) -> None:
        c = self.connection
        if self.store.postgres:
            self.made = [
                sql
                for (sql,) in c.exec_driver_sql(
                    "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s) "
                    "AND indexname NOT LIKE 'pk_%%' "
                    "AND indexname NOT LIKE 'uq_%%'",
                    ([t.name for t in TABLES],),
                )
            ]
            for sql in self.made:
                c.exec_driver_sql(f"DROP INDEX {sql.split(' INDEX ')[1].split()[0]}")
            c.exec_driver_sql("SET session_replication_role = replica")
            c.exec_driver_sql("SET maintenance_work_mem = '1GB'")
        else:
            c.commit()
            for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-1000000"):
                self.raw.execute(f"PRAGMA {pragma}")
            names = [t.name for t in TABLES]
            found = c.exec_driver_sql(
                "SELECT type, name, sql, tbl_name FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
            ).all()
            for kind, name, sql, table in found:
                if table in names:
                    self.made.append(sql)
                    c.exec_driver_sql(f"DROP {kind} {name}")
        c.execute(sa.insert(s.blobs).values(sha256="0" * 64, size=0, added=at))
        c.execute(sa.insert(s.acquisitions).values(id=1, sha256="0" * 64, how="file", name="generated", address="", acquired=at))
        c.execute(
            sa.insert(s.runs).values(id=1, coder="generated", version="1", data_version="generated", layers="{}", lang="ar", started=at)
        )
        rows = [
            {"id": i, "name_ar": p["names"].get("ar"), "name_en": p["names"].get("en")}
            | {k: p.get(k) for k in ("kind", "country", "parent")}
            for i, p in world.parties
        ]
        c.execute(sa.insert(s.parties), rows)
        c.execute(sa.insert(s.search_state).values(name=RULES, value=world.words.rules))

    def write(self, batch: dict[str, list[Row]]) -> None:
        dialect = self.connection.dialect.name
        for table in TABLES:
            rows = batch[table.name]
            if not rows:
                continue
            columns = [c.name for c in table.c if any(c.name in row for row in rows[:3])]
            told = ([vector_text(row[c], dialect) if c == "words" else row.get(c) for c in columns] for row in rows)
            if dialect == "sqlite":
                self.raw.executemany(f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})", told)
            else:
                with self.raw.cursor().copy(f"COPY {table.name} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in told:
                        copy.write_row(row)

    def close(self, maker: Maker) -> None:
        c = self.connection
        c.execute(sa.insert(s.searched_words), [{"word": w, "backwards": w[::-1]} for w in sorted(maker.vocabulary)])
        c.execute(sa.insert(s.searched_places), list(maker.seen.values()))
        if not self.store.postgres:
            for what in ("reports", "events"):
                c.exec_driver_sql(f"INSERT INTO {what}_text({what}_text) VALUES ('rebuild')")
        for sql in self.made:
            c.exec_driver_sql(sql)
        c.commit()
        if self.store.postgres:
            c.exec_driver_sql("SET session_replication_role = DEFAULT")
            c.commit()
            self.raw.autocommit = True
            self.raw.execute("VACUUM ANALYZE")
            self.raw.autocommit = False
        c.close()
        self.store.engine.dispose()
        with self.store.writing("rasid") as change:
            priority.renew_all(change.connection)
            change.record(
                "project.generated", f"project:{self.store.settings.id}", after={"events": maker.events, "reports": maker.reports}
            )


def fill(stores: list[Store], *, events: int, reports: int, seed: int = 7) -> dict[str, float]:
    """Fills new stores with the same rows. Gives the seconds that each took to write."""
    world = World(seed)
    maker = Maker(world, events, reports)
    bulks = [Bulk(store) for store in stores]
    spent = dict.fromkeys((b.connection.dialect.name for b in bulks), 0.0)
    for bulk in bulks:
        bulk.open(world, maker.at)
    for batch in maker.batches():
        for bulk in bulks:
            began = time.perf_counter()
            bulk.write(batch)
            spent[bulk.connection.dialect.name] += time.perf_counter() - began
    for bulk in bulks:
        name, began = bulk.connection.dialect.name, time.perf_counter()
        bulk.close(maker)
        spent[name] += time.perf_counter() - began
    return spent
