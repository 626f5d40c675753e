"""What translations owe their sources: that they are up to date, and that they say the same."""
