"""What a build is made of: where its files go, and what it tells."""
