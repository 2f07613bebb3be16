"""The dialect read a second time, from the bytes alone: which characters of a page file are mark-up, and which text.

Nothing here knows the Markdown parser or what was made with it, so that what the parser drops is not missing on both sides.
"""
