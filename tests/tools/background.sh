# Sourced by end-to-end scripts that stop or kill a command: runs one in the background at a time, in a temporary
# folder. When the script ends, both are gone.
work=$(mktemp -d) || exit 1
child=  # the process in the background
disk=  # a file system that the script has mounted
status=  # the exit status of the last command
clean_up() {
  [[ $BASHPID -eq $$ ]] || return  # a child that is hit by a signal before it has become another program
  [[ -z $child ]] || kill -KILL "$child" 2>/dev/null
  [[ -z $disk ]] || umount "$disk" 2>/dev/null
  rm -rf "$work"
}
trap clean_up EXIT
cd "$work" || exit 1

# begin PROGRAM ARGUMENT...: its output goes to the files out and err.
begin() {
  "$@" >out 2>err &
  child=$!
}
# await CONDITION...: until that holds, without a pause; false if the command has ended before.
await() {
  until "$@"; do
    kill -0 "$child" 2>/dev/null || return 1
  done
}
# The bytes that a store in use keeps of what is finished for a result folder.
kept() { stat -c %s "$1.unfinished/replications.sqlite-wal" 2>/dev/null || echo 0; }
keeps() { [[ $(kept "$1") -ge $2 ]]; }  # FOLDER BYTES
# start FOLDER KB PROGRAM ARGUMENT...: until what it keeps for that folder has grown by so much. Of a new store 40 KB
# are empty.
start() {
  local enough
  enough=$(($(kept "$1") + 1000 * $2))
  begin "${@:3}" -o "$1"
  await keeps "$1" "$enough"
}
# Waits for the end of the command.
ended() {
  wait "$child" 2>/dev/null
  status=$?
  child=
}
# end SIGNAL: and with force if it does not obey within a minute.
end() {
  kill "-$1" "$child"
  {
    timeout 60 tail --pid="$child" --sleep-interval=0.01 --follow /dev/null || kill -KILL "$child"
    ended
  } 2>/dev/null
}
