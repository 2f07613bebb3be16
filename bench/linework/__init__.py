"""How lines are set: the same paragraphs by four programs, read back by one reader and counted by one judge."""
