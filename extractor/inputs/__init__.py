"""Inputs: what the user names, as sources of undecoded bytes."""
