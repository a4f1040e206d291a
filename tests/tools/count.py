"""For the Python in end-to-end scripts, which count.sh runs: counts what is expected, and says what did not hold."""

_counts = [0, 0]  # held, did not hold


def expect(what, holds, got=""):
    """One line of the count. `got` is shown if it does not hold."""
    _counts[0 if holds else 1] += 1
    if not holds:
        print(f"FAILED: {what}" + (f": {got}" if got != "" else ""))


def close():
    """The last line of a program: one that does not come to it counts as a failure."""
    with open("counts", "w", encoding="utf-8") as file:
        print(*_counts, file=file)
