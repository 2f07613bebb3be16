"""Pages of many stories: which story takes which rectangle, and how its text comes out even."""
