"""What nobody uses any more goes at once, without waiting for the collector of rings."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from rasid.lexicon.layers import BUILT_IN
from rasid.lexicon.remembered import kept_with, remembered
from rasid.model import Report
from rasid.pipeline import Pipeline
from rasid.project.coding import families


class Counting:
    def __init__(self) -> None:
        self.asked = 0
        self.double = remembered(2, self._double)

    def _double(self, number: int) -> int:
        self.asked += 1
        return number * 2


def test_an_answer_is_remembered_and_its_object_is_not() -> None:
    counting = Counting()
    assert [counting.double(n) for n in (3, 3, 4)] == [6, 6, 8]
    assert counting.asked == 2
    double, kept = counting.double, ref(counting)
    gc.disable()
    try:
        del counting
        assert kept() is None
    finally:
        gc.enable()
    assert double(3) == 6
    with pytest.raises(ReferenceError, match="keep the object"):
        double(5)


def test_an_answer_is_kept_with_what_it_was_asked_about() -> None:
    asked: list[str] = []

    @kept_with(2)
    def shown(counting: Counting, word: str) -> str:
        asked.append(word)
        return f"{word} {counting.asked}"

    counting, other = Counting(), Counting()
    assert [shown(counting, "a"), shown(counting, "b"), shown(counting, "a"), shown(other, "a")] == ["a 0", "b 0", "a 0", "a 0"]
    assert asked == ["a", "b", "a"]
    kept = ref(counting)
    gc.disable()
    try:
        del counting
        assert kept() is None
    finally:
        gc.enable()


def test_a_pipeline_goes_with_its_lexicon_as_soon_as_nobody_holds_it() -> None:
    made = Pipeline.load(layers=[BUILT_IN])
    assert made.code(Report(id="r", text="قصفت طائرات حربية بلدة حيان بريف حلب يوم الأحد، وقتل أربعة مدنيين."))
    assert families(made)["air_strike"]
    kept = [ref(made.lexicon), ref(made.reader), ref(made.coder), ref(made.lexicon.matcher)]
    gc.disable()
    try:
        del made
        assert [r() for r in kept] == [None] * 4
    finally:
        gc.enable()
