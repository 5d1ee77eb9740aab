"""What all tests share: where the shared material lies, and a loud word when it is missing."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real articles and the gold; a test that needs it fails without it."""
    if not SHARED.is_dir():
        pytest.fail(f"the real articles and their gold are not at {SHARED}: put the shared folder beside the checkout")
    return SHARED
