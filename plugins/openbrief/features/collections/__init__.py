"""Explainers, briefs and pages: from files to the values that templates show."""
