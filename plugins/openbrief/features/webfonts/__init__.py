"""The web fonts of the site, cut to what it uses."""
