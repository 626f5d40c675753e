"""Formulas: written in LaTeX, shown as MathML, heard as words."""
