"""Stage "make up": an issue, a layout and the measured faces become a `Composition`. Pure: nothing is read or written."""
