"""Stage "render": a composition becomes PDF bytes, one finisher per target."""
