"""Fuzzing: readers and finders are given damaged inputs, and what must hold of every answer is checked.

    PYTHONPATH=tests .venv/bin/python -m fuzz --inputs 200000

An input is made of its target's name and its number alone, so that each can be made again: docs/fuzzing.md.
"""
