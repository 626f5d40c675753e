"""How long a large library takes to read: `python benchmarks/bibliography.py`.

Makes 10,000 biblatex entries in memory and prints the CPU time of reading them, of decoding those
that a text cites, and, as a measure of the machine, of bibtexparser with its default stack.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from bibtexparser.entrypoint import parse_string

from openbrief.features.citations.bibliography import read_library

T = TypeVar("T")

CITED = 18
FAMILIES = (
    r"M{\"u}ller",
    r"{\O}stergaard",
    r"Garc{\'\i}a M{\'a}rquez",
    r"{\c{C}}elik",
    "van der Berg",
)
GIVEN = (r"J{\"o}rg", r"Ang{\`e}le", "Wei", r"\v{S}imon", "A. B.")
WORDS = ("model", "{DNA}", "evidence", r"\emph{in vivo}", "of {GPU} {Clusters}", "risk", r"caf\'e")
ENTRY = r"""@article{{key{n},
  author = {{{authors} and {{World {{Health}} Organization}}}},
  title = {{The {title}}},
  subtitle = {{A {{Really {{Nested}}}} Study -- Part {n}}},
  journaltitle = {{Journal of {title}}},
  date = {{20{year:02d}-05/20{year:02d}-07}},
  volume = {{{year}}},
  number = {{{n}}},
  pages = {{{n}--{last}}},
  doi = {{10.1000/bench_{n}}},
  url = {{https://example.org/works/{n}?a=1&b=2}},
  langid = {{english}},
  keywords = {{one,two}},
  abstract = {{{abstract}}},
}}
"""


def entries(count: int) -> Iterator[str]:
    """Yield entries that are the same in every run."""
    # Not a secret: the same numbers in every run are the point.
    dice = random.Random(1)
    for n in range(count):
        names = [
            f"{dice.choice(FAMILIES)}, {dice.choice(GIVEN)}" for _ in range(dice.randint(1, 6))
        ]
        yield ENTRY.format(
            n=n,
            authors=" and ".join(names),
            title=" ".join(dice.choices(WORDS, k=6)),
            year=dice.randint(10, 25),
            last=n + 12,
            abstract=" ".join(dice.choices(WORDS, k=100)),
        )


def seconds(action: Callable[[], T]) -> tuple[float, T]:
    """Give the CPU time of an action, and what it gives."""
    gc.collect()
    start = time.process_time()
    result = action()
    return time.process_time() - start, result


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries to make")
    count = parser.parse_args().entries
    text = "\n".join(entries(count))
    content = text.encode()
    print(f"{count} entries, {len(content) / 1e6:.1f} MB")

    plain, _ = seconds(lambda: parse_string(text))
    loading, library = seconds(lambda: read_library({"a.bib": content}))
    cited = list(library.keys)[:: max(1, count // CITED)][:CITED]
    decoding, (references, _) = seconds(lambda: library.references(cited))
    print(f"bibtexparser, default stack   {plain:6.2f} s CPU")
    print(
        f"read_library                  {loading:6.2f} s CPU   {loading / plain:.2f} times as long"
    )
    print(
        f"{len(references)} works decoded              {decoding * 1e3:6.2f} ms CPU  "
        f"{decoding * 1e3 / len(references):.2f} ms each"
    )


if __name__ == "__main__":
    main()
