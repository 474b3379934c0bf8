"""The vocabulary: frozen nouns without input, output or third-party imports."""
