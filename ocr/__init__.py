"""From page images to lines and redactions: everything that looks at pixels."""

import os

# One thread a process, as of Tesseract's: the other cores have pages of their own, and for
# products as small as those of `ocr.recognizer` two threads took eight times the CPU time of
# one. Read when numpy is loaded, so before any module of this package.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
