"""How many official cases pass, by area: `python -m tests.csl.score`."""

from __future__ import annotations

from collections import Counter

from tests.csl import suite


def main() -> None:
    """Print a Markdown table; an area is the first part of a case's name."""
    passing: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for fixture in suite.fixtures():
        area = fixture.name.partition("_")[0]
        total[area] += 1
        passing[area] += suite.normal(suite.output(fixture)) == suite.normal(fixture.result)
    print("| area | passing | cases |\n|---|--:|--:|")
    for area in sorted(total):
        print(f"| {area} | {passing[area]} | {total[area]} |")
    print(f"| all | {passing.total()} | {total.total()} |")


if __name__ == "__main__":
    main()
