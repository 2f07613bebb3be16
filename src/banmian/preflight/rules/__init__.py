"""The rules of press PDFs: each a function of the registry on what was read. Sources: ISO 15930-7; GWG 2022, R0001–R0035."""
