"""What the project claims about speed, as commands that anybody can run."""
