"""`jsonl`: the records themselves, an incident a line with the accounts that tell of it: all that a profile lets out, in one shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

import msgspec

from rasid.publish.formats import Around, Format, Written
from rasid.publish.policy import Released


def write(released: Iterable[Released], out: BinaryIO, around: Around) -> Written:
    encode, rows = msgspec.json.Encoder().encode, 0
    for one in released:
        out.write(encode({"incident": one.incident, "accounts": one.told}) + b"\n")
        rows += 1
    return Written(rows, Counter())


FORMAT = Format("jsonl", ".jsonl", False, "Incidents with their accounts, a JSON record a line.", write)
