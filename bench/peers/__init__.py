"""The same page as inputs for the peers: plain WeasyPrint (HTML) and Typst."""
