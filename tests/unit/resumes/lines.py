"""What the tests of readers have in common: the lines as plain tuples, and checks that hold for every reading."""


def texts(read):
    """The lines of a reading."""
    return [line.text for line in read.lines]


def kinds(read):
    """Kind, level and text of each line."""
    return [(line.kind, line.level, line.text) for line in read.lines]


def targets(read):
    """What the links of a reading lie on, and where they lead."""
    return [(line.text[link.start : link.end], link.target) for line in read.lines for link in line.links]


def check_sound(read):
    """Every line stands where it says, and so do its pieces and links; nothing unprintable is left."""
    for line in read.lines:
        assert read.text[line.start : line.end] == line.text
        assert line.text == line.text.strip()
        assert "\n" not in line.text
        for piece in line.pieces:
            assert line.text[piece.start : piece.start + len(piece.text)] == piece.text
        for link in line.links:
            assert 0 <= link.start <= link.end <= len(line.text)
    assert (read.why is None) == (read.state == "read")
    return read
