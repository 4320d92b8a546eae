"""What the tests that fork share."""

import sys

import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux forks; others do not")
