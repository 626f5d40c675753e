"""How much is drawn of a drawing whose parts use one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from openbrief.features.pictures.container import RefusedError, too_large
from openbrief.model.picture import MAX_ELEMENTS

Place = tuple[int, int]


@dataclass(slots=True)
class _Node:
    place: Place
    uses: tuple[str, ...]
    children: list[_Node] = field(default_factory=list)


@dataclass(slots=True)
class Uses:
    """Gathers elements as they begin and end.

    Ten parts that each draw the next one ten times are ten billion: what is used counts as often as
    it is used.
    """

    roots: list[_Node] = field(default_factory=list)
    path: list[_Node] = field(default_factory=list)
    named: dict[str, _Node] = field(default_factory=dict)
    styled: list[str] = field(default_factory=list)
    count: int = 0

    def start(self, id: str, uses: Sequence[str], place: Place) -> None:
        """Take in an element.

        Raises:
            RefusedError: there are too many.
        """
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise _too_many()
        node = _Node(place, tuple(uses))
        (self.path[-1].children if self.path else self.roots).append(node)
        self.path.append(node)
        if id:
            self.named.setdefault(id, node)

    def end(self) -> None:
        """Close the innermost element."""
        self.path.pop()

    def everywhere(self, uses: Sequence[str]) -> None:
        """Take in what a style sheet uses: it may stand at any element."""
        self.styled.extend(uses)

    def check(self) -> None:
        """Add up what is drawn.

        Raises:
            RefusedError: a part uses itself, or too much is drawn.
        """
        weights: dict[int, int] = {}
        total = sum(self._weight(root, weights, ()) for root in self.roots)
        for name in dict.fromkeys(self.styled):
            if name in self.named:
                total += self._weight(self.named[name], weights, ())
        if total > MAX_ELEMENTS:
            raise _too_many()

    def _weight(self, node: _Node, weights: dict[int, int], above: tuple[int, ...]) -> int:
        if id(node) in above:
            message = "a part of the drawing uses itself"
            raise RefusedError("picture-svg", message, "let it use another one", *node.place)
        if id(node) not in weights:
            chain = (*above, id(node))
            if len(chain) > _DEEPEST:
                raise too_large(f"parts of the drawing use one another more than {_DEEPEST} times")
            used = [self.named[name] for name in node.uses if name in self.named]
            own = (self._weight(each, weights, chain) for each in (*node.children, *used))
            weights[id(node)] = min(1 + sum(own), MAX_ELEMENTS + 1)
        return weights[id(node)]


_DEEPEST = 300


def _too_many() -> RefusedError:
    what = f"more than {MAX_ELEMENTS:,} elements would be drawn; that many are the most"
    return too_large(what)
