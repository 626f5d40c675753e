"""The live server: one process that knows the whole publication and shows an edit at once."""
