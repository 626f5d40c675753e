"""How long a build takes, ours beside those of other generators."""
