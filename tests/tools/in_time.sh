# Sourced by end-to-end scripts: no program of theirs may hang. Far more than any needs under a sanitizer on a slow machine.
in_time() { timeout 300 "$@"; }
