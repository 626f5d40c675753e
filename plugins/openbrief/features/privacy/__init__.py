"""What a page tells its readers of what is kept of them."""
