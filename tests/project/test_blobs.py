"""Raw bytes: kept once, given back as they came, and not taken in again when they were destroyed."""

from __future__ import annotations

import hashlib
import io

import pytest
import sqlalchemy as sa

from rasid.model.errors import StoreError
from rasid.store import blobs, schema
from rasid.store.engine import Store

RAW = "قُصفت بلدة السنديانة".encode()


def test_bytes_are_kept_once(store: Store) -> None:
    with store.writing("t") as change:
        sha = blobs.put(change.connection, RAW, "text/plain")
        assert sha == hashlib.sha256(RAW).hexdigest() == blobs.put(change.connection, io.BytesIO(RAW), "text/html")
        change.record("added", f"blob:{sha}")
    with store.reading() as connection:
        assert blobs.get(connection, sha) == RAW and blobs.media_type(connection, sha) == "text/plain"
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.blob_parts)).scalar() == 1


@pytest.mark.parametrize("raw", [b"", b"x" * 9, b"ab" * 10, bytes(range(256)) * 3])
def test_parts(store: Store, raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blobs, "PART", 10)
    with store.writing("t") as change:
        sha = blobs.put(change.connection, io.BytesIO(raw))
        change.record("added", f"blob:{sha}")
    with store.reading() as connection:
        assert list(blobs.stream(connection, sha)) == [raw[n : n + 10] for n in range(0, len(raw), 10)]
        assert connection.execute(sa.select(schema.blobs.c.size)).scalar() == len(raw)


def test_destroyed_bytes_do_not_come_back(store: Store) -> None:
    with store.writing("t") as change:
        sha = blobs.put(change.connection, RAW)
        blobs.destroy(change.connection, sha, "2026-01-02T00:00:00.000000Z")
        assert blobs.is_destroyed(change.connection, sha) and blobs.put(change.connection, RAW) == sha
        assert change.connection.execute(sa.select(schema.blob_parts)).first() is None
        with pytest.raises(StoreError, match=r"redaction on 2026-01-02"):
            blobs.get(change.connection, sha)
        change.record("added", f"blob:{sha}")


def test_bytes_that_are_not_there_or_not_right(store: Store) -> None:
    with store.writing("t") as change:
        with pytest.raises(StoreError, match="no such bytes"):
            blobs.get(change.connection, "0" * 64)
        sha = blobs.put(change.connection, RAW)
        change.connection.execute(sa.update(schema.blob_parts).values(data=RAW + b"!"))
        with pytest.raises(StoreError, match="not those that came"):
            blobs.get(change.connection, sha)
        change.record("added", f"blob:{sha}")


def test_a_file_that_changes_meanwhile(store: Store) -> None:
    class Shifty(io.BytesIO):
        def seek(self, *_: int) -> int:
            self.write(b"!")
            return super().seek(0)

    with pytest.raises(StoreError, match="changed while"), store.writing("t") as change:
        blobs.put(change.connection, Shifty(RAW * 3))
