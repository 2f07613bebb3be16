"""Stage "proof": what an editor would ask about. A rule is one new file in `proof/rules/`."""
