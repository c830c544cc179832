"""Many records at a glance: what is in them, counted once, for the terminal, a page and other programs."""
