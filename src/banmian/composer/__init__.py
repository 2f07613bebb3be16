"""The composer: a paragraph and a measure become lines of glyphs with exact places. Pure: no engine, no page, no file.

character classes → measured clusters → break opportunities → lines → placed glyphs
"""
