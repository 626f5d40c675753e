from openbrief.text.reading import Block, blocks_of


def test_blocks_come_in_reading_order_with_what_they_are() -> None:
    html = (
        "<h2>A <em>head</em></h2><p>One\n line.</p>"
        "<ul><li>First<ul><li>Inner</li></ul>and on</li><li><p>Second</p><p>more</p></li></ul>"
        "<dl><dt>Word</dt><dd>Meaning</dd></dl><blockquote><p>Said</p></blockquote>"
    )

    assert blocks_of(html) == (
        Block("heading", "A head"),
        Block("paragraph", "One line."),
        Block("item", "First"),
        Block("item", "Inner"),
        Block("item", "and on"),
        Block("item", "Second"),
        Block("item", "more"),
        Block("term", "Word"),
        Block("definition", "Meaning"),
        Block("quote", "Said"),
    )


def test_a_row_of_a_table_is_one_block_and_code_keeps_its_lines() -> None:
    html = (
        "<table><caption>All</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td><p>1</p><p>2</p></td><td></td></tr><tr><td></td></tr></tbody></table>"
        "<pre><code>a\n  b\n</code></pre>"
    )

    assert blocks_of(html) == (
        Block("caption", "All"),
        Block("row", "A | B"),
        Block("row", "1 2 |"),
        Block("code", "a\n  b"),
    )


def test_a_label_is_a_block_and_the_numbers_of_sources_and_notes_are_none() -> None:
    html = (
        '<div class="row claim"><div><p class="ev"><svg class="pm"></svg><b>Early</b>'
        '<a href="m" data-screen="">why?</a></p><p>It is so<a class="cite" href="#note-1">'
        '<span class="vh">Source </span>[1]</a>, says <a class="cite words" href="#n">Doe</a>'
        '<sup><a class="footnote-ref" href="#fn:a">1</a></sup>.</p></div>'
        '<div class="notes" data-screen=""><div role="note">Doe 2020</div></div></div>'
        '<div class="footnote"><hr><ol><li id="fn:a"><p>More.'
        '<a class="footnote-backref" href="#fnref:a">↩</a></p></li></ol></div>'
    )

    assert blocks_of(html) == (
        Block("label", "Early"),
        Block("paragraph", "It is so, says Doe."),
        Block("note", "More."),
    )


def test_titles_of_boxes_and_tabs_pictures_and_tasks_are_read() -> None:
    html = (
        '<div class="admonition note"><p class="admonition-title">Note</p><p>Text</p></div>'
        '<div class="tabbed-set"><input type="radio"><div class="tabbed-labels">'
        "<label>One</label><label>Two</label></div></div>"
        '<figure><img src="a" alt="A curve"><figcaption>Growth</figcaption></figure>'
        '<ul><li><input type="checkbox" checked>Done</li></ul>'
    )

    assert blocks_of(html) == (
        Block("title", "Note"),
        Block("paragraph", "Text"),
        Block("title", "One"),
        Block("title", "Two"),
        Block("paragraph", "A curve"),
        Block("caption", "Growth"),
        Block("item", "☑ Done"),
    )
