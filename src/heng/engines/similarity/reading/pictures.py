"""Pictures by their looks 「感知哈希」: 64 bits of the lowest frequencies, alike for the same scan saved anew.

The usual method (Zauner, *Implementation and Benchmarking of Perceptual Image Hash Functions*, 2010, ch. 3.2): grey,
32 by 32, discrete cosine transform, the 8 by 8 lowest frequencies against their median.
"""

import io
import warnings

import numpy as np
from PIL import Image

from heng.engines.similarity.documents import Picture

SIDE, KEPT = 32, 8
LEAST_SIDE = 48  # pixels: smaller ones are bullets and lines
LEAST_CONTRAST = 6.0  # grey levels: a plain surface looks like any other
MOST_PIXELS = 60_000_000
STEPS = np.arange(SIDE)
COSINES = np.cos(np.pi * np.outer(STEPS[:KEPT], 2 * STEPS + 1) / (2 * SIDE))


def look(image: Image.Image, page: int) -> Picture | None:
    """Return how a picture looks; nothing where there is too little to see."""
    width, height = image.size
    if min(width, height) < LEAST_SIDE or width * height > MOST_PIXELS:
        return None
    grey = np.asarray(image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS), np.float64)
    if grey.std() < LEAST_CONTRAST:
        return None
    waves = (COSINES @ grey @ COSINES.T).ravel()
    bits = waves > np.median(waves[1:])  # the first is the brightness of the whole
    return Picture(page, np.packbits(bits).tobytes().hex(), width, height)


def look_at(data: bytes, page: int) -> Picture | None:
    """Look at a picture file; nothing where it is none that can be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                return look(image, page)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
