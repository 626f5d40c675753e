"""How much processor time formatting citations takes, ours beside that of other processors."""
