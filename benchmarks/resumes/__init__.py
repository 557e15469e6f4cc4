"""Documents of invented people that no reader was tuned on, and the measurement of the reader on them."""
