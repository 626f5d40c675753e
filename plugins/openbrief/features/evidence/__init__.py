"""Claims and how sure we can be of them."""
