"""The outlines of new documents: front matter and body, with a hint at each place.

`<ID>`, `<TITLE>` and `<TODAY>` are filled in. Fields without a value count as not given. Hints
are comments, in the body HTML comments, so that none of them can be published by mistake; they
hold no citation and no label in our syntax, which would be taken for real ones.
"""

from __future__ import annotations

_HEAD = """\
---
id: <ID>  # never changes, even if the file is renamed
"""

_TEXTS = """\
title: <TITLE>
summary:  # one or two sentences for lists and search engines, in quotes
area:  # ids from content/areas.yml, e.g. [models]
tags:  # e.g. [licences, law]
audience:  # e.g. [public, teachers]

# Two or three. Put each in quotes; they may carry citations such as [@key] from references.bib.
key_messages:
#  - ""

# Who wrote it, and what they or their organisation may gain. Say so even if it is nothing.
authors:
#  - name: ""
#    orcid: ""
#    roles: []  # CRediT roles, e.g. [conceptualization, writing-original-draft]
reviewers:
#  - name: ""
interests:  # required, in quotes
"""

_HISTORY = """\
status: draft  # idea, draft, in-review, published, retired; ideas and drafts stay private
published:  # the day, e.g. 2026-11-03
review_due:  # the day by which it must be checked again
version: "0.1"
# The history, newest first. Kinds are new (on the day of publication), update, correction and
# retraction. A change may say which version it led to.
changes:
  - {date: <TODAY>, kind: new, note: First version}
"""

_FAQ = """\

# Questions that readers ask. Put each text in quotes.
faq:
#  - question: ""
#    answer: ""
---
"""

_BRIEF_DATA = """\

# Two or more. Begin the evidence with a label: {strong}, {some}, {contested}, {early} or
# {opinion: whose view}, then say why and cite. Put each text in quotes.
options:
#  - option: ""
#    who: ""
#    benefits: ""
#    costs: ""
#    evidence: ""
#    precedent: ""  # may be left out

# One to five.
recommendations:
#  - text: ""
#    who: ""
#    by_when: ""
#    evidence: ""

# Coming dates in law, each with the day on which it was checked against the official text.
next_dates:
#  - date: 2026-12-31
#    jurisdiction: ""
#    event: ""
#    checked: 2026-12-31
"""

_KNOWN = """\
## What we know and do not know {#known}

::: known

<!-- What is well supported. -->

:::

::: disputed

<!-- What good sources disagree about, and who says what. -->

:::

::: unknown

<!-- What nobody has found out yet. -->

:::

::: change

<!-- Which findings would change our mind, and in which direction. -->

:::
"""

_METHOD = """\

## Method and limits {#method}

<!-- How sources were searched and chosen, what was left out, and who might see it otherwise. -->
"""

EXPLAINER = (
    _HEAD + _TEXTS + _HISTORY + _FAQ,
    """\

::: plain

<!-- The whole matter in plain words: 300 to 500, no term without an explanation. It becomes a
page of its own. -->

:::

## Why it matters {#why}

<!-- The question, and for whom it matters. Begin each claim with an evidence label and cite its
sources; mark views as views. The whole text: 900 to 1,800 words. -->

## How it works {#how}

<!-- What a reader needs to understand. -->

"""
    + _KNOWN
    + _METHOD,
)
"""Front matter and body of an explainer."""

BRIEF = (
    _HEAD
    + "number:  # its number in the series, e.g. 3\n"
    + _TEXTS
    + _HISTORY
    + _BRIEF_DATA
    + _FAQ,
    """\

<!-- Four printed pages in all. Begin each claim with an evidence label and cite its sources.
Describe a law with its status, a date of checking and a link to the official text. -->

## The question {#question}

<!-- One sentence. -->

## Background {#background}

<!-- What a decision maker needs to know first. -->

"""
    + _KNOWN
    + """\

## Options {#options}

::: options
:::

## What we recommend {#recommendations}

::: recommendations
:::

## Who disagrees {#disagree}

::: disagree

<!-- Who sees it otherwise, and their best argument, with a source. -->

:::

## Next dates {#dates}

::: dates
:::
"""
    + _METHOD,
)
"""Front matter and body of a brief."""
