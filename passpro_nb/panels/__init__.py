"""A folder a question: pure figures and sentences, then a thin view of widgets."""
