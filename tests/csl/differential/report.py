"""The whole comparison: `python -m tests.csl.differential.report` prints what it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.citations.worker import PandocWorker
from tests.csl.differential.cases import LOCALES, STYLES, works
from tests.csl.differential.comparing import Pair, pairs
from tests.csl.differential.judging import explanation, rules


@dataclass(frozen=True, slots=True)
class Report:
    """How many pairs there are, how many are the same, and what explains the others."""

    total: int
    same: int
    pairs_by_rule: Counter[str]
    unexplained: tuple[Pair, ...]

    @property
    def share(self) -> float:
        """Give the share of the same pairs."""
        return self.same / self.total


def compare() -> Report:
    """Compare all styles in all locales."""
    references = works()
    pandoc = PandocWorker()
    try:
        pandoc.ask({"load": list(references.values())})
        return report(
            pair
            for style in STYLES
            for locale in LOCALES
            for pair in pairs(style, locale, references, pandoc)
        )
    finally:
        pandoc.close()


def report(found: Iterable[Pair]) -> Report:
    """Sum up pairs."""
    known, total, same = rules(), 0, 0
    pairs_by_rule: Counter[str] = Counter()
    unexplained: list[Pair] = []
    for pair in found:
        total += 1
        if pair.ours == pair.theirs:
            same += 1
            continue
        chosen = explanation(pair, known)
        pairs_by_rule.update(rule.name for rule in chosen or ())
        unexplained += [] if chosen else [pair]
    return Report(total, same, pairs_by_rule, tuple(unexplained))


def main() -> None:
    """Print a report as a Markdown table."""
    found = compare()
    print(f"{found.same} of {found.total} texts are the same ({found.share:.1%}).\n")
    print("| difference | texts | right |\n|---|--:|---|")
    for rule in sorted(rules(), key=lambda rule: -found.pairs_by_rule[rule.name]):
        print(f"| {rule.name} | {found.pairs_by_rule[rule.name]} | {rule.right} |")
    for pair in found.unexplained:
        print(f"\n{pair.style} {pair.locale} {pair.part}\n  {pair.ours}\n  {pair.theirs}")


if __name__ == "__main__":
    main()
