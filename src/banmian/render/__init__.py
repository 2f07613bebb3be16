"""Stage "render": a composition becomes PDF bytes: template, contract, checks of mark-up and style, the renderer."""
