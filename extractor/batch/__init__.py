"""Many releases: what is done over all of them."""
