from openbrief.features.collections.fences import cut


def names(body: str) -> tuple[list[tuple[str, str, int]], list[str]]:
    pieces, problems = cut(body, "a.md", 10)
    return [(p.name, p.text.strip(), p.span.line) for p in pieces], [p.code for p in problems]


def test_a_body_is_cut_at_its_blocks_with_the_line_of_each() -> None:
    body = "One\n\n::: known\nTwo\n:::\n\nThree\n"

    assert names(body) == ([("", "One", 10), ("known", "Two", 13), ("", "Three", 15)], [])


def test_fences_inside_code_are_text() -> None:
    assert names("```\n::: known\n```\n") == ([("", "```\n::: known\n```", 10)], [])


def test_an_empty_block_is_kept() -> None:
    assert names("::: options\n:::\n")[0] == [("options", "", 11)]


def test_each_fault_of_a_fence_is_told() -> None:
    assert names("::: known\nText\n")[1] == ["div-unclosed"]
    assert names(":::\n")[1] == ["div-unopened"]
    assert names("::: knwon\n:::\n")[1] == ["div-unknown"]
    assert names("::: known\n::: disputed\n:::\n")[1] == ["div-nested"]
