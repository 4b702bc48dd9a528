"""What tests of the interface share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_has_asked():
    cache.clear()
