"""How much processor time a document takes in each of its forms, beside WeasyPrint."""
