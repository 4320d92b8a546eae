"""Where opinions and seats stand, in the whole académie."""
