"""Records out: lines, tables, databases, data sets, tasks of annotation tools; and back, where nothing is left out."""
