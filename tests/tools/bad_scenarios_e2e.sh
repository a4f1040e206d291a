#!/usr/bin/env bash
# Bad input is refused by `run` and by `check` alike: exit status 2, exactly the lines of NAME.expected on standard
# error, nothing on standard output, no file or folder left behind.
#
# A case is bad_scenarios/NAME.expected beside NAME.yaml; or beside NAME.args, the arguments one a line; or it is made
# below, where the file would be large or no text. All but a few extend base.yaml or base_network.yaml, in which nothing
# is wrong.
#   bad_scenarios_e2e.sh --accept   writes the .expected anew: read the difference before believing it
set -u
source "$(dirname "${BASH_SOURCE[0]}")/in_time.sh"
cases=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/bad_scenarios
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cp -R "$cases" "$work/in"
cd "$work/in" || exit 1

# ---- cases too large for a file in the repository, or that no editor would keep -------------------------------------
times() { head -c "$1" /dev/zero | sed "s/\x0/$2/g"; }  # times N TEXT
{ printf 'extends: base.yaml\n'; times 5000000 '#'; } >huge.yaml
{ printf 'extends: base.yaml\ntargets: '; times 20000 '['; times 20000 ']'; } >deep.yaml
{ printf 'extends: base.yaml\nareas: '; times 2000 '{a: '; times 2000 '}'; } >deep_mappings.yaml
{ printf 'extends: base.yaml\ntargets: '; times 20000 '['; } >open_brackets.yaml
{
  printf 'extends: base.yaml\nl0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n'
  for i in 1 2 3 4 5 6 7 8 9; do
    before="*l$((i - 1))"
    echo "l$i: &l$i [$before, $before, $before, $before, $before, $before, $before, $before, $before, $before]"
  done
} >billion_laughs.yaml
printf 'extends: base.yaml\ntitle: Caf\xe9\n' >not_utf8.yaml
printf 'extends: base.yaml\ntitle: a\0b\n' >nul_byte.yaml
printf '\xff\xfee\0x\0t\0' >utf16.yaml
head -c 2000 "$WHOLEPLACE" >program.yaml
: >no_bytes.yaml
for i in $(seq 70); do echo "extends: chain_$((i + 1)).yaml" >"chain_$i.yaml"; done
mv chain_1.yaml long_chain.yaml

listing() { find . | sort; }

# refused NAME VERB ARGUMENT...: runs it and prints what is wrong with the way it is refused
refused() {
  local name=$1 status wrong=0
  shift
  in_time "$WHOLEPLACE" "$@" >"$work/out" 2>"$work/err"
  status=$?
  [[ $status -eq 2 ]] || { echo "  $1: exit status $status, expected 2"; wrong=1; }
  [[ ! -s $work/out ]] || { echo "  $1: standard output:"; head -5 "$work/out"; wrong=1; }
  if ! diff --label expected --label got -u "$name.expected" "$work/err" >"$work/difference"; then
    echo "  $1: standard error:"
    sed 's/^/    /' "$work/difference" | head -40
    wrong=1
  fi
  if ! listing | diff "$work/listing" - >"$work/difference"; then
    echo "  $1: left behind:"
    cat "$work/difference"
    wrong=1
  fi
  return "$wrong"
}

arguments_of() {
  if [[ -e $1.args ]]; then mapfile -t arguments <"$1.args"; else arguments=("$1.yaml"); fi
}

if [[ ${1:-} == --accept ]]; then
  for name in *.args *.yaml; do
    name=${name%.*}
    [[ $name == base || $name == base_network || $name == chain_* ]] && continue
    arguments_of "$name"
    "$WHOLEPLACE" check "${arguments[@]}" 2>"$cases/$name.expected" >"$work/out"
  done
  exit
fi

passed=0
failed=0
result() {  # result STATUS NAME
  if [[ $1 -eq 0 ]]; then
    passed=$((passed + 1))
  else
    echo "FAILED: $2"
    failed=$((failed + 1))
  fi
}

# What the cases are made of is fine: what is refused is refused for its own mistake.
"$WHOLEPLACE" check base.yaml >"$work/out" && "$WHOLEPLACE" run base.yaml -o "$work/base" --quiet -j 1
result $? "base.yaml, which is valid"
"$WHOLEPLACE" check base_network.yaml >"$work/out" && "$WHOLEPLACE" run base_network.yaml -o "$work/network" --quiet
result $? "base_network.yaml, which is valid"

# warned SCENARIO SETTING: both verbs say $warning and nothing else, and do what they were asked
warned() {
  for verb in "check" "run -j 1 -o $work/warned --force"; do
    # shellcheck disable=SC2086
    "$WHOLEPLACE" $verb "$1" --set "$2" >"$work/out" 2>"$work/err" || { echo "  $verb: exit status $?"; return 1; }
    [[ $(<"$work/err") == "$warning" ]] || { echo "  $verb:"; cat "$work/err"; return 1; }
  done
}
warning='base_network.yaml:9:3: warning: stations.desk: a load of 3.44 with no patience and no limit to the line: it '
warning+='grows as long as the run lasts'
warned base_network.yaml 'stations.desk.service={exponential: {mean: 13.75}}'
result $? "a load above one with no patience and no limit to the line"
warning=
warned base_network.yaml 'stations.desk={service: {exponential: {mean: 13.75}}, queue: {capacity: 50}}'
result $? "a load above one where the line has a limit"

listing >"$work/listing"
for file in *.expected; do
  name=${file%.expected}
  arguments_of "$name"
  refused "$name" check "${arguments[@]}" && refused "$name" run "${arguments[@]}" -j 1
  result $? "$name"
done
for file in *.yaml *.args; do
  name=${file%.*}
  [[ -e $name.expected || $name == base || $name == base_network || $name == chain_* ]] && continue
  echo "  no $name.expected"
  result 1 "$name"
done

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 30 ]]
