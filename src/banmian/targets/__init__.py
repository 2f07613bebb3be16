"""The targets: one module for each kind of file that leaves the building. `table.py` finds them, `making.py` makes them."""
