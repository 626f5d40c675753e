"""What a publication is: frozen values, and the standard library only."""
