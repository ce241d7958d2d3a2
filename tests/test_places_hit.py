"""A place that an attack was on is a thing that was hit: a market, a camp, a hospital told by its name."""

from __future__ import annotations

import pytest

from rasid.model import Report


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("استهدفت مسيرة سوق مدينة الرهد.", {"market"}),
        ("سقطت قذيفة على مخيم الميل في مأرب وقتلت امرأة.", {"camp"}),
        ("أصابت قذيفة المستشفى الجنوبي في الفاشر.", {"hospital"}),
        ("انفجرت عبوة ناسفة في سوق تلعفر وقتلت ثلاثة.", {"market"}),
        ("قصف الجيش السوداني مطار نيالا.", {"airport"}),
        ("قصف الجيش السوداني مدينة نيالا.", set()),
        ("دارت اشتباكات بين الجيش العراقي وداعش في سوق تلعفر.", set()),
        ("سقط صاروخ قرب مخيم الشاطئ وقتل صيادا.", set()),
    ],
)
def test_what_was_hit(pipeline, text: str, things: set[str]) -> None:
    [event] = pipeline.code(Report(id="r", text=text, published="2021-05-20"))
    assert {t.object for t in event.targets if t.object} == things
    for target in event.targets:
        assert text[target.span[0] : target.span[1]] == target.text
