"""Training of the reader in `kg/neural`: `python -m training.train` learns from the corpus beside this file."""
