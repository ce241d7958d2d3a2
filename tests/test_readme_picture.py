"""The README's picture is well-formed, and its script still draws what Rasid says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
SVG = ROOT / "docs" / "images" / "code.svg"
TEXT = "{http://www.w3.org/2000/svg}text"


def words(svg: str) -> list[str]:
    return ["".join(t.itertext()) for t in ElementTree.fromstring(svg).iter(TEXT)]


def test_the_script_draws_what_the_demo_tells() -> None:
    script = "import sys; sys.path.insert(0, 'scripts'); import readme_picture; sys.stdout.buffer.write(readme_picture.draw().encode())"
    drawn = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    assert any("rasid demo" in t for t in words(drawn))
    assert any("Air strike" in t for t in words(drawn))


def test_the_committed_picture_is_text_laid_from_the_right() -> None:
    svg = SVG.read_text(encoding="utf-8")
    arabic = [t for t in ElementTree.fromstring(svg).iter(TEXT) if t.get("direction") == "rtl"]
    assert arabic and all("\u0600" <= "".join(t.itertext()).strip()[0] <= "\u06ff" for t in arabic)
    assert "ﻻ" not in svg
