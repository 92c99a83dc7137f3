"""The arrays that the search works on; one dimension each."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint32]  # letters
Hashes: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]  # of letters, in a text or in the corpus
Flags: TypeAlias = NDArray[np.bool_]
