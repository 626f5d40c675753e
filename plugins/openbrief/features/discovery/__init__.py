"""Being found: feeds, sitemaps, redirects from old addresses, robots.txt."""
