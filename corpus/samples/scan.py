"""Photographs of a PDF's pages, as a copying machine makes them: grey, a little askew, a little noisy."""

import io

import numpy as np
import pypdfium2
from PIL import Image

from corpus.samples.pdf import draw_pictures

DPI, SEED, NOISE, ASKEW, QUALITY = 150, 20250213, 14, 0.35, 55


def scanned(pdf: bytes) -> bytes:
    """A PDF of pictures of the given PDF's pages; it holds no text."""
    document = pypdfium2.PdfDocument(pdf)
    noise = np.random.RandomState(SEED)
    pictures = [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]
    document.close()
    return draw_pictures([_photograph(picture, n, noise) for n, picture in enumerate(pictures)])


def _photograph(picture: Image.Image, index: int, noise: np.random.RandomState) -> bytes:
    angle = ASKEW if index % 2 == 0 else -ASKEW
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(turned, dtype=np.int16) - 6
    grey = grey + noise.randint(-NOISE, NOISE + 1, grey.shape)
    stream = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()
