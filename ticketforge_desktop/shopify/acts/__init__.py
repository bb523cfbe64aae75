"""Acts as the store knows them: one module a family of kinds, each kind with its payload in the trade's words."""
