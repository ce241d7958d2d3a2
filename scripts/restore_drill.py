"""The restore drill: a project's database destroyed under load, and the project back from its last backup.

    .venv/bin/python scripts/restore_drill.py [--seconds 30] [--every 8] [--database postgresql://…] [--keep DIR]

One process adds reports and decides on their events without pause, and writes down each change once it is told that it is kept.
Meanwhile `rasid backup` runs every so many seconds. Then the writer is killed with SIGKILL and the database destroyed: SQLite's files are
overwritten, PostgreSQL's tables dropped. `rasid restore` makes the project anew from the last whole backup, and `rasid audit verify` reads
its log against the head that was exported before that backup. The drill fails (exit code 1) where the log does not verify, where anything
is missing that was kept before the backup began, or where more is lost than was written after that.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from rasid.model import RasidError
from rasid.project.project import Project
from rasid.store import schema
from rasid.store.engine import Store

TOWNS = ("البارة", "كنصفرة", "سرمين", "الأتارب", "حيان", "مارع", "تفتناز", "بنش")
TEXT = "قصفت مدفعية الجيش السوري يوم الجمعة بلدة {town} بريف إدلب بنحو {shells} قذيفة، ما أدى إلى مقتل {dead} مدنيين. رقم البلاغ {n}."
RASID = (sys.executable, "-m", "rasid")


def write(folder: Path, kept: Path) -> None:
    """Until it is killed: a report, and a verdict on its first event; each on a line of `kept` when the project has it."""
    dice = random.Random(5)
    with Project.open(folder) as project, kept.open("a", encoding="utf-8") as told:
        for n in itertools.count(1):
            id_ = f"drill-{n}"
            text = TEXT.format(town=dice.choice(TOWNS), shells=dice.randint(11, 90), dead=dice.randint(3, 9), n=n)
            source = folder.parent / "report.jsonl"
            row = {"id": id_, "text": text, "published": "2024-03-09", "outlet": "شبكة الوادي"}
            source.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
            list(project.add([source], who="drill"))
            tell(told, {"what": "report", "id": id_})
            with project.store.reading() as connection:
                event = connection.scalar(sa.select(schema.events.c.id).where(schema.events.c.report_id == id_).limit(1))
            if event is not None:
                project.accept(event, "drill")
                tell(told, {"what": "verdict", "id": event})


def tell(handle: Any, change: dict[str, Any]) -> None:
    handle.write(json.dumps(change | {"at": time.time()}) + "\n")
    handle.flush()
    os.fsync(handle.fileno())


def changes(kept: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines() if line.endswith("}")]


def ran(*arguments: object) -> str:
    """The output of a command of Rasid. Raises SystemExit where it fails."""
    done = subprocess.run([*RASID, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"`rasid {arguments[0]}` failed: {done.stderr.strip()}")
    return done.stdout


def destroy(folder: Path, database: str | None) -> None:
    if database is None:
        for file in folder.glob("rasid.db*"):
            file.write_bytes(os.urandom(4096))
        return
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()


def opens(folder: Path) -> bool:
    try:
        with Project.open(folder) as project, project.store.reading() as connection:
            return bool(connection.scalar(sa.select(sa.func.count()).select_from(schema.audit)))
    except (RasidError, sa.exc.SQLAlchemyError):
        return False


def there(store: Store) -> set[tuple[str, str]]:
    """Which of the writer's changes a project holds."""
    with store.reading() as connection:
        reports = connection.scalars(sa.select(schema.reports.c.id))
        found = {("report", id_) for id_ in reports}
        accepted = connection.scalars(sa.select(schema.events.c.id).where(schema.events.c.state == "accepted"))
        return found | {("verdict", id_) for id_ in accepted}


def drill(home: Path, seconds: float, every: float, database: str | None) -> dict[str, Any]:
    folder, kept, again = home / "project", home / "kept.jsonl", home / "again"
    kept.touch()
    Project.create(folder, database, "drill").close()
    writer = subprocess.Popen([sys.executable, __file__, "--write", str(folder), str(kept)])
    backups: list[tuple[Path, Path, float, float]] = []
    try:
        ends = time.time() + seconds
        while time.time() < ends or not backups:
            time.sleep(every)
            if writer.poll() is not None:
                raise SystemExit("the writer ended by itself.")
            head, file, began = home / f"head-{len(backups)}.json", home / f"backup-{len(backups)}.rasid", time.time()
            head.write_text(ran("audit", "head", "--project", folder), encoding="utf-8")
            ran("backup", file, "--project", folder, "--quiet")
            backups.append((head, file, began, time.time()))
        time.sleep(every / 2)  # what is lost, since no backup has it
    finally:
        writer.kill()
        writer.wait()
    destroyed = time.time()
    destroy(folder, database)
    if opens(folder):
        raise SystemExit("the database is still there: nothing was drilled.")
    head, file, began, ended = backups[-1]
    ran("restore", file, again, *(["--database", database] if database else []), "--quiet")
    restored = time.time()
    verdict = subprocess.run([*RASID, "audit", "verify", "--project", str(again), "--head", str(head)], capture_output=True, text=True)
    with Project.open(again) as project:
        held = there(project.store)
    told = changes(kept)
    lost = [c for c in told if (c["what"], c["id"]) not in held]
    return {
        "database": "postgresql" if database else "sqlite",
        "changes_kept": len(told),
        "changes_back": len(told) - len(lost),
        "lost": len(lost),
        "lost_before_backup": sum(c["at"] < began for c in lost),
        "loss_s": round(destroyed - min((c["at"] for c in lost), default=destroyed), 1),
        "bound_s": round(destroyed - began, 1),
        "backups": len(backups),
        "backup_s": round(ended - began, 2),
        "restore_s": round(restored - destroyed, 2),
        "audit_verifies": verdict.returncode == 0,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30, help="how long is written before the end")
    parser.add_argument("--every", type=float, default=8, help="seconds between backups")
    parser.add_argument("--database", help="an empty PostgreSQL database, which is destroyed; without it SQLite")
    parser.add_argument("--keep", type=Path, help="work there and leave everything in place")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON record")
    parser.add_argument("--write", nargs=2, metavar=("DIR", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write(Path(asked.write[0]), Path(asked.write[1]))
    with tempfile.TemporaryDirectory(prefix="rasid-drill-", ignore_cleanup_errors=True) as apart:
        home = asked.keep or Path(apart)
        home.mkdir(parents=True, exist_ok=True)
        made = drill(home, asked.seconds, asked.every, asked.database)
    print(json.dumps(made) if asked.json else "\n".join(f"{name:<20} {value}" for name, value in made.items()))
    return 0 if made["audit_verifies"] and not made["lost_before_backup"] and made["loss_s"] <= made["bound_s"] else 1


if __name__ == "__main__":
    sys.exit(main())
