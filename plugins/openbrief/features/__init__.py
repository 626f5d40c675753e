"""What a publication can do: one folder per feature, all with the same inner shape.

    options.py   a frozen dataclass: the only declaration of its settings
    read.py      find its syntax or its data; text in, values with places out
    check.py     yield problems of the whole publication
    resolve.py   the HTML of its marks, by token
    emit.py      files it writes beside the pages

A file that would be empty does not exist. Features know neither one another nor the host; what
they share lives in `openbrief.model`. `openbrief.assembly` puts them in order.
"""
