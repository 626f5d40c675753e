"""What a web server says beside each file: the policy, how long to keep it, and its type."""
