# Sourced by the end-to-end scripts: counts what is expected of commands, and says what did not hold.
passed=0
failed=0

not() { ! "$@"; }

# expect WHAT COMMAND...: one line of the count. What the command left in a file `err` is shown if it fails.
expect() {
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s (%s)\n' "$what" "$*"
    [[ ! -s err ]] || sed 's/^/    /' err | head -20
  fi
}

# expect_in_python ARGUMENT... <PROGRAM: what the program expects with count.py, a line of the count each. It leaves a
# file `counts`.
expect_in_python() {
  local right=0 wrong=0
  rm -f counts
  if PYTHONPATH=$WHOLEPLACE_SOURCE_DIR/tests/tools PYTHONDONTWRITEBYTECODE=1 python3 - "$@" &&
    read -r right wrong <counts; then
    passed=$((passed + right))
    failed=$((failed + wrong))
  else
    failed=$((failed + 1))
    echo "FAILED: what is expected in Python, which ended early"
  fi
}
