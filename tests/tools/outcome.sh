# Sourced by end-to-end scripts: runs the program, and says what is wrong with what it did: its exit status $status, what
# it printed in the files out and err, and what it left behind.
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/in_time.sh"
status=0
wholeplace() {
  in_time "$WHOLEPLACE" "$@" >out 2>err
  status=$?
  return "$status"
}
is() { [[ $1 == "$2" ]] || { echo "  got \"$1\""; return 1; }; }
says() { grep -qF -- "$1" err || { echo "  standard error lacks: $1"; return 1; }; }
silent() { [[ ! -s $1 ]] || { echo "  $1: $(head -3 "$1")"; return 1; }; }
absent() { [[ ! -e $1 && ! -L $1 ]] || { echo "  $1 exists"; return 1; }; }
# same FOLDER FOLDER: byte by byte, but for what says how they came about, on which machine and how fast
same() { diff -rq --exclude manifest.json --exclude stress_des.md "$1" "$2" && [[ -s $2/manifest.json ]]; }
# refused TEXT ARGUMENT...
refused() {
  local text=$1
  shift
  wholeplace "$@"
  is "$status" 2 && says "$text" && silent out
}
# without_trace COMMAND...: and nothing has come to be there, or gone
without_trace() {
  local before
  touch out err
  before=$(ls -A)
  "$@" && is "$(ls -A)" "$before"
}
