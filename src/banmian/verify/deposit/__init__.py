"""Looking at a deposit again, anyone's: a module of rules a group; `deposit.py` is what they look at, `look.py` asks them."""
