# Sourced by the end-to-end scripts: counts what is expected of commands, and says what did not hold.
passed=0
failed=0

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
