"""The key that pseudonyms are made with: made once, for its owner's eyes, kept by backups and by nothing else."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from rasid.model import UsageError
from rasid.model.errors import StoreError
from rasid.project.project import Project
from rasid.publish.policy import Policy
from rasid.publish.policy.pseudonyms import Pseudonyms
from rasid.store.backup import back_up
from rasid.store.keys import KEY, key_of
from rasid.store.restoring import restore


def test_it_is_made_once_for_its_owner(tmp_path: Path) -> None:
    key = key_of(tmp_path)
    assert len(key) == 32 and key_of(tmp_path) == key and key_of(tmp_path.parent) != key
    (tmp_path.parent / KEY).unlink()
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [KEY]


def test_a_damaged_key_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / KEY).write_text("abc", encoding="ascii")
    with pytest.raises(StoreError, match="is damaged"):
        key_of(tmp_path)
    assert (tmp_path / KEY).read_text(encoding="ascii") == "abc"


def test_pseudonyms_differ_by_key_and_kind_and_look_like_ids(tmp_path: Path) -> None:
    one, two = Pseudonyms(b"1" * 32), Pseudonyms(b"2" * 32)
    assert one.of("event", "ev_1") == Pseudonyms(b"1" * 32).of("event", "ev_1") != two.of("event", "ev_1")
    assert one.of("event", "x")[3:] != one.of("report", "x")[3:]
    assert one.of("event", "ev_1").startswith("ev_") and len(one.of("event", "ev_1")) == 19


def test_a_profile_with_pseudonyms_needs_a_project() -> None:
    with pytest.raises(UsageError, match="'public' gives pseudonyms and needs a project"):
        Policy("public")


def test_a_backup_keeps_it(project: Project, databases: Callable[[], str | None], tmp_path: Path) -> None:
    key = key_of(project.store.folder)
    back_up(project.store, tmp_path / "b")
    again = restore(tmp_path / "b", tmp_path / "again", databases(), "x")
    try:
        assert key_of(again.folder) == key
        if os.name == "posix":
            assert stat.S_IMODE((again.folder / KEY).stat().st_mode) == 0o600
    finally:
        again.close()


def test_a_backup_of_a_project_without_one_makes_none(project: Project, databases: Callable[[], str | None], tmp_path: Path) -> None:
    back_up(project.store, tmp_path / "b")
    again = restore(tmp_path / "b", tmp_path / "again", databases(), "x")
    again.close()
    assert not (tmp_path / "again" / KEY).exists() and not (project.store.folder / KEY).exists()
