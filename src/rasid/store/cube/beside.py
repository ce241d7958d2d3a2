"""Taking all events of a store in beside whatever else is done: by a process of its own that gives way to every other.

Of a million events that is half a minute of the processor. A thread would share the interpreter with those who answer people, and what they
ask for, a decision above all, would take seconds until all is in.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from rasid.model.errors import RasidError, UnreadyError

LAST = 19  # of those who wait for a processor


def filled(project: Path, file: Path) -> tuple[Any, int]:
    """The columns of the project in that folder, in the memory of this process, and the log's last entry that they know. `file`: where they
    pass through. Raises UnreadyError where the process came to nothing."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=fill, args=(project, file, theirs), name="rasid cube", daemon=True)
    process.start()
    theirs.close()
    try:
        seq = int(ours.recv())
    except EOFError:
        raise UnreadyError("the events could not be counted.", where=str(project), hint="Can the project's database be read?") from None
    finally:
        ours.close()
        process.join()
    return taken(file), seq


def taken(file: Path) -> Any:
    """What lies in a file of DuckDB, in memory."""
    from rasid.store.cube.tables import empty

    duck = empty()
    named = str(file).replace("'", "''")
    duck.execute(f"ATTACH '{named}' AS filled (READ_ONLY)")
    duck.execute("COPY FROM DATABASE filled TO memory")
    duck.execute("DETACH filled")
    return duck


def fill(project: Path, file: Path, told: Connection) -> None:
    """What the process does: writes the columns to `file`, and tells the log's last entry by its pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that has started this one, which ends it
    if hasattr(os, "nice"):
        os.nice(LAST)
    from rasid.store.cube.cube import columns
    from rasid.store.engine import Store

    # What the database, or whoever started this, is away for: nothing comes, and who started it sees that.
    with suppress(RasidError, OSError):
        store = Store.open(project)
        try:
            with store.reading() as connection:
                duck, seq = columns(connection, str(file))
            duck.close()
        finally:
            store.close()
        told.send(seq)
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():  # it was ended meanwhile, and cannot clear up any more
        shutil.rmtree(file.parent, ignore_errors=True)
