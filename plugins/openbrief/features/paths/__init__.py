"""Learning paths: some texts in the order in which somebody should read them."""
