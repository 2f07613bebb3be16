"""Every rule of the program: what it says, how much it matters, where it comes from, what breaks it and what keeps it."""
