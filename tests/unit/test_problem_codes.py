"""docs/problems.md lists the codes of all problems that the code can find, and no others.

The codes are read from the source: from each call of `Problem`, through the functions and classes
that hand a code on, back to the text that someone wrote. A code that can't be followed fails the
test, so that none is missed.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plugins" / "openbrief"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_every_problem_code_is_listed_and_no_other() -> None:
    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}

    codes = Tracer({str(path.relative_to(ROOT)): text for path, text in sources.items()}).run()

    assert sorted(set(listed) ^ codes) == []
    assert len(listed) == len(set(listed))


def test_codes_are_followed_through_functions_classes_and_prefixes() -> None:
    source = """
class _Fault(Exception):
    def __init__(self, start, code):
        self.code = code

@dataclass
class Wording:
    text: str
    code: str = "by-default"

def wording() -> Wording:
    return Wording("", code="by-class")

def _told(fault: _Fault):
    return Problem(1, f"in-{fault.code}")

def choose(flag):
    code = "left" if flag else "right"
    words = wording()
    return [Problem(1, code), Problem(span=1, code="named"), Problem(1, words.code)]

class Part:
    def _report(self, span, code):
        self.problems.append(Problem(span, f"part-{code}"))

    def read(self):
        self._report(1, "end")
        raise _Fault(1, "exception")
"""
    codes = Tracer({"one.py": source}).run()

    assert sorted(codes) == sorted(
        ["by-default", "by-class", "in-exception", "left", "right", "named", "part-end"]
    )


@dataclass(frozen=True)
class Sink:
    """A function or class that makes a problem's code of one of its arguments."""

    name: str
    index: int
    parameter: str
    prefix: str
    owner: str = ""
    """The class whose method it is."""
    home: str = ""
    """The module that it stands in; empty for one that is known everywhere."""


@dataclass
class Place:
    """Where a node stands."""

    module: str
    function: Function | None = None
    klass: ast.ClassDef | None = None


@dataclass
class Tracer:
    """Follows codes from `Problem` back to the texts they are made of."""

    sources: dict[str, str]
    codes: set[str] = field(default_factory=set)
    sinks: list[Sink] = field(default_factory=lambda: [Sink("Problem", 1, "code", "")])

    def run(self) -> set[str]:
        trees = {module: ast.parse(source) for module, source in self.sources.items()}
        self.nodes = [
            (node, place) for module, tree in trees.items() for node, place in walk(tree, module)
        ]
        self.imports = {module: dict(imported(tree)) for module, tree in trees.items()}
        # The list grows while it is read: what hands a code on is a sink itself.
        for sink in self.sinks:
            for node, place in self.nodes:
                if isinstance(node, ast.Call) and self._calls(node, sink, place):
                    self._follow(argument(node, sink), sink.prefix, place)
        return self.codes

    def _calls(self, node: ast.Call, sink: Sink, place: Place) -> bool:
        if sink.owner:
            is_named = isinstance(node.func, ast.Attribute) and node.func.attr == sink.name
            return is_named and self._reaches(sink, place)
        is_named = isinstance(node.func, ast.Name) and node.func.id == sink.name
        return is_named and self._means(sink.name, sink.home, place)

    def _reaches(self, sink: Sink, place: Place) -> bool:
        """Say whether a method may be called there: the private in its module, else in its folder.

        What class the object before the dot is of, the source alone does not tell.
        """
        if sink.name.startswith("_") or sink.owner.startswith("_"):
            return sink.home == place.module
        return sink.home.rpartition("/")[0] == place.module.rpartition("/")[0]

    def _means(self, name: str, home: str, place: Place) -> bool:
        """Say whether a name at a place is the one that stands in the module `home`."""
        if home in ("", place.module):
            return True
        source = self.imports[place.module].get(name)
        dotted = home.removeprefix("plugins/").removesuffix(".py").replace("/", ".")
        return source is not None and f"{dotted}.".startswith(f"{source}.")

    def _follow(self, node: ast.expr | None, prefix: str, place: Place) -> None:
        match node:
            case None:
                return
            case ast.Constant(value=str(text)):
                self.codes.add(prefix + text)
            case ast.IfExp():
                self._follow(node.body, prefix, place)
                self._follow(node.orelse, prefix, place)
            case ast.JoinedStr(values=[ast.Constant(value=str(text)), ast.FormattedValue() as end]):
                self._follow(end.value, prefix + text, place)
            case ast.Name(id=name):
                self._follow_name(name, prefix, place, node)
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                self._add_class(self._class_of(owner, place), name, prefix, place)
            case _:
                raise AssertionError(f"{place.module}:{node.lineno}: this code can't be followed")

    def _follow_name(self, name: str, prefix: str, place: Place, node: ast.AST) -> None:
        values = list(assigned(name, place.function))
        for value in values:
            self._follow(value, prefix, place)
        parameters = parameters_of(place.function)
        if place.function and name in parameters:
            owner = place.klass.name if place.klass else ""
            index = parameters.index(name) - bool(owner)
            self._add(Sink(place.function.name, index, name, prefix, owner), place)
        elif not values:
            raise AssertionError(f"{place.module}:{node}: `{name}` can't be followed")

    def _class_of(self, owner: str, place: Place) -> str:
        if owner == "self" and place.klass:
            return place.klass.name
        for argument_ in place.function.args.args if place.function else ():
            if argument_.arg == owner and isinstance(argument_.annotation, ast.Name):
                return argument_.annotation.id
        for value in assigned(owner, place.function):
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
                return self._returned(value.func.id)
        raise AssertionError(f"{place.module}: the class of `{owner}` can't be found")

    def _returned(self, name: str) -> str:
        for node, _ in self.nodes:
            if isinstance(node, ast.ClassDef) and node.name == name:
                return name
            if isinstance(node, Function) and node.name == name:
                return node.returns.id if isinstance(node.returns, ast.Name) else ""
        raise AssertionError(f"what `{name}` returns can't be found")

    def _add_class(self, name: str, attribute: str, prefix: str, place: Place) -> None:
        for node, home in self.nodes:
            if not isinstance(node, ast.ClassDef) or node.name != name:
                continue
            names, default = attributes_of(node, attribute)
            # Another class of the same name need not have the attribute.
            if attribute in names:
                self._add(Sink(name, names.index(attribute), attribute, prefix), home)
                self._follow(default, prefix, place)

    def _add(self, sink: Sink, place: Place) -> None:
        sink = replace(sink, home=place.module)
        if sink not in self.sinks:
            self.sinks.append(sink)


def walk(tree: ast.AST, module: str, place: Place | None = None) -> Iterator[tuple[ast.AST, Place]]:
    """Yield every node with the function and the class around it."""
    here = place or Place(module)
    for node in ast.iter_child_nodes(tree):
        yield node, here
        inner = here
        if isinstance(node, Function):
            inner = Place(module, node, here.klass)
        elif isinstance(node, ast.ClassDef):
            inner = Place(module, None, node)
        yield from walk(node, module, inner)


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the names that a module imports, each with the module it comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname or alias.name, node.module or "") for alias in node.names)


def argument(node: ast.Call, sink: Sink) -> ast.expr | None:
    """Give what a call hands to the sink; None when it leaves the default."""
    for keyword in node.keywords:
        if keyword.arg == sink.parameter:
            return keyword.value
    return node.args[sink.index] if len(node.args) > sink.index else None


def assigned(name: str, function: Function | None) -> Iterator[ast.expr]:
    """Yield what a function assigns to one of its names."""
    for node in ast.walk(function) if function else ():
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id == name:
                    yield node.value


def parameters_of(function: Function | None) -> list[str]:
    """Give the names of a function's parameters, in order."""
    return [each.arg for each in function.args.args] if function else []


def attributes_of(klass: ast.ClassDef, name: str) -> tuple[list[str], ast.expr | None]:
    """Give the names of a class's parameters, in order, and the default of one."""
    for node in klass.body:
        if isinstance(node, Function) and node.name == "__init__":
            return parameters_of(node)[1:], None
    fields = [node for node in klass.body if isinstance(node, ast.AnnAssign)]
    names = {node.target.id: node.value for node in fields if isinstance(node.target, ast.Name)}
    return list(names), names.get(name)
