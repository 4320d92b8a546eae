"""What a platform lacks, each said once; none of it is lacking where the tests must all pass."""

import os
import sys

import pytest

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Linux forks; others do not")
modes_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
signals_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
links_only = pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
