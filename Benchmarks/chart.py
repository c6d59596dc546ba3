#!/usr/bin/env python3
"""Draws what compare.py left in .results as one SVG: chart.py FILE

A panel for each task, a bar for each peer: the median of its CPU time; a whisker marks the least.
"""

import json
import pathlib
import sys
from html import escape

RESULTS = pathlib.Path(__file__).parent / ".results"
WIDTH, LABEL, BAR, GAP, HEAD = 760, 190, 16, 5, 34


def panel(result: dict, top: int) -> tuple[list[str], int]:
    """Figures are seconds, shown as milliseconds, where the result names no other unit."""
    unit = result.get("unit")
    longest = max(row["median"] for row in result["rows"])
    space = WIDTH - LABEL - 110
    lines = [f'<text x="8" y="{top + 20}" class="head">{escape(result["title"])}</text>']
    y = top + HEAD
    for row in result["rows"]:
        length = space * row["median"] / longest
        least = LABEL + space * row["least"] / longest
        figure = f'{row["median"]:,.0f}{unit}' if unit else f'{row["median"] * 1000:.0f} ms'
        kind = "ours" if row["peer"].startswith("Renditions") else "other"
        lines += [
            f'<text x="{LABEL - 8}" y="{y + 12}" class="label">{escape(row["peer"])}</text>',
            f'<rect x="{LABEL}" y="{y}" width="{length:.1f}" height="{BAR}" class="{kind}"/>',
            f'<path d="M{least:.1f} {y}v{BAR}" class="least"/>',
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 12}">{figure}</text>',
        ]
        y += BAR + GAP
    return lines, y + 8


def drawing(results: list[dict], title: str) -> str:
    """All panels as one SVG."""
    lines: list[str] = []
    y = 4
    for result in results:
        drawn, y = panel(result, y)
        lines += drawn
    style = (
        "text{font:12px system-ui,sans-serif;fill:#333}.head{font-weight:600;font-size:14px}.label{text-anchor:end}"
        ".ours{fill:#d9480f}.other{fill:#adb5bd}.least{stroke:#333;stroke-width:1.5}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}.other{fill:#5c636a}.least{stroke:#ddd}}")
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img">',
        f"<title>{escape(title)}</title>", f"<style>{style}</style>", *lines, "</svg>", "",
    ]
    return "\n".join(svg)


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    results = [json.loads(path.read_text()) for path in sorted(RESULTS.glob("*.json"))]
    if not results:
        print("there are no results: run compare.py first", file=sys.stderr)
        return 1
    text = drawing(results, "Processor time of one image, by task and library")
    pathlib.Path(sys.argv[1]).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
