from __future__ import annotations

from functools import cache

import pytest
from tests.csl.differential.comparing import Pair, normal
from tests.csl.differential.judging import RIGHT, Rule, explanation, rules
from tests.csl.differential.report import Report, compare

SHARE = 0.89


@cache
def found() -> Report:
    return compare()


@pytest.mark.slow
def test_every_difference_from_pandoc_is_explained() -> None:
    shown = [f"{each.style} {each.locale}\n{each.ours}\n{each.theirs}" for each in
             found().unexplained]  # fmt: skip

    assert not shown, "\n\n".join(shown[:20])


@pytest.mark.slow
def test_no_rule_explains_more_than_it_was_made_for_or_nothing() -> None:
    wrong = {
        rule.name: found().pairs_by_rule[rule.name]
        for rule in rules()
        if not 0 < found().pairs_by_rule[rule.name] <= rule.most
    }

    assert not wrong


@pytest.mark.slow
def test_nine_of_ten_texts_are_those_of_pandoc() -> None:
    assert found().share >= SHARE


def test_every_rule_says_why_and_who_is_right() -> None:
    assert all(rule.reason and rule.right in RIGHT for rule in rules())


def pair(ours: str, theirs: str) -> Pair:
    return Pair("apa", "en-US", "entry", ours, theirs)


def test_a_difference_is_explained_by_the_fewest_rules() -> None:
    wide = Rule("wide", "", "ours", 9, both=(("[ab]", "x"), ("[12]", "y")))
    letters = Rule("letters", "", "ours", 9, both=(("[ab]", "x"),))

    assert explanation(pair("a1", "b1"), [letters, wide]) == (letters,)
    assert explanation(pair("a1", "b2"), [letters, wide]) == (wide,)


def test_rules_may_explain_a_difference_together() -> None:
    letters = Rule("letters", "", "ours", 9, theirs=(("b", "a"),))
    figures = Rule("figures", "", "ours", 9, ours=(("1", "2"),))

    assert explanation(pair("a1", "b2"), [letters, figures]) == (letters, figures)


def test_a_difference_without_a_rule_stays_unexplained() -> None:
    elsewhere = Rule("elsewhere", "", "ours", 9, style="ieee", both=(("[ab]", "x"),))

    assert explanation(pair("a", "b"), [elsewhere]) is None


def test_words_may_stand_in_another_order_where_a_rule_says_so() -> None:
    order = Rule("order", "", "ours", 9, same="words")

    assert explanation(pair("(Doe; Roe)", "(Roe; Doe)"), [order]) == (order,)
    assert explanation(pair("(Doe; Roe)", "(Roe)"), [order]) is None


def test_what_is_a_writers_manner_is_left_aside() -> None:
    assert normal("<i>A</i>&#160;n<sup>o</sup>\n 1 ") == normal("A nº 1")
