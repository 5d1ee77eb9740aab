"""Training of the reader in `kg/neural`: `python -m training.train` learns from the corpus beside this file."""

import os

os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")  # torch takes memory in large pages: half the time of a step
