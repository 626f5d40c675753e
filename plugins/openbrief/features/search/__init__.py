"""Search in the reader's language, from static files alone."""
