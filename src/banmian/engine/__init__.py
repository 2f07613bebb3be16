"""The wall round the engine: all that touches its objects is here, and none of them leaves it (docs/engine.md)."""
