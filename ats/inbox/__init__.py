"""Mail that comes in: kept byte for byte before it is acknowledged, then brought to its opening or into the tray."""
