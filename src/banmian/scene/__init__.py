"""Stage "scene": what stands on a made-up page, as values: strings of glyphs, cells, zones, structure. No engine."""
