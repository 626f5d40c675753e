"""Elements of a style, compiled into closures."""

from __future__ import annotations

from openbrief.csl.render.compiler import Compiler

__all__ = ["Compiler"]
