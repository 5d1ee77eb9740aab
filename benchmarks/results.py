"""Where figures go."""

from __future__ import annotations

from pathlib import Path

RESULTS = Path(__file__).parent / "RESULTS.md"


def keep(section: str) -> None:
    """Print a section and put it into RESULTS.md, in the place of the one of the same title."""
    print(section)
    title = section.splitlines()[0]
    text = RESULTS.read_text(encoding="utf-8")
    parts = [p for p in text.split("\n## ") if not f"## {p}".startswith(f"{title}\n")]
    RESULTS.write_text("\n## ".join(parts).rstrip() + "\n\n" + section.rstrip() + "\n", encoding="utf-8")
