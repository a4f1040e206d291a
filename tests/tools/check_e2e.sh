#!/usr/bin/env bash
# `tools/check` itself, its tools replaced by recorders: what it runs, what it leaves to --long, and that whatever fails,
# a phase or a test, is counted, named and ends in a failing exit status.
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"

# ---- a project whose every tool notes its call, fails where $broken is in it, and else reports three tests, one skipped --
mkdir -p tools bin
git init -q
echo "int a;" >a.cpp
cp "$WHOLEPLACE_SOURCE_DIR/tools/check" tools/
cat >tools/setup <<'SH'
#!/usr/bin/env bash
call="${0##*/} $*"
echo "$call" >>"$calls"
bad=0
[[ -z ${broken:-} || $call != *"$broken"* ]] || bad=1
if [[ $call == "ctest --preset "* && -z ${unreported:-} ]]; then
  mkdir -p "build/$2"
  { echo "<testsuite tests=\"3\" failures=\"$bad\" disabled=\"0\" skipped=\"1\">"
    [[ $bad == 0 ]] || echo '<testcase name="models/some" classname="models/some" time="1" status="fail">'
    echo "</testsuite>"; } >"build/$2/ctest.xml"
fi
exit "$bad"
SH
chmod +x tools/setup
for tool in cmake ctest clang-format-14; do ln -s ../tools/setup bin/$tool; done
export calls=$work/calls
check() {  # BROKEN ARGUMENT...
  rm -rf build calls
  broken=$1 PATH="$work/bin:$PATH" in_time tools/check "${@:2}" >out 2>err
  status=$?
}
called() { grep -q "^$1" calls || { echo "  not called: $1"; return 1; }; }
closes() { is "$(tail -1 out)" "$1"; }

# ---- what it runs -------------------------------------------------------------------------------------------------------
check ""
expect "a check" is "$status" 0
expect "counts its tests" closes "2 passed, 0 failed, 1 skipped"
expect "sets up first" is "$(head -1 calls)" "setup check"
expect "builds what people use" called "cmake --build --preset release"
expect "looks at headers alone" called "cmake --build --preset release .*--target headers"
expect "tests it" called "ctest --preset release"
expect "but not long" not grep -q -e "-C long" calls
expect "nor under sanitizers" not grep -q san calls

check "" --long
expect "a long check" is "$status" 0
expect "counts the tests of three builds" closes "6 passed, 0 failed, 3 skipped"
expect "has the long ones" called "ctest --preset release .*-C long"
for preset in asan tsan; do
  expect "builds $preset" called "cmake --build --preset $preset"
  expect "tests $preset" called "ctest --preset $preset"
done

# ---- what fails ---------------------------------------------------------------------------------------------------------
# fails WHAT CLOSING_LINE CULPRIT ARGUMENT...: one thing broken
fails() {
  check "$1" "${@:4}"
  is "$status" 1 && closes "$2" && { [[ -z $3 ]] || grep -qx "Failed: $3" out; }
}
unreported() {
  local unreported=1
  export unreported
  "$@"
}
expect "no packages" fails "setup check" "0 passed, 1 failed" ""
expect "and nothing further" is "$(wc -l <calls)" 1
expect "a file's format" fails "clang-format-14" "2 passed, 1 failed, 1 skipped" "format"
expect "a build" fails "cmake --build --preset release" "0 passed, 1 failed" "build, release"
expect "whose tests are not run" not grep -q "^ctest" calls
expect "headers alone" fails "--target headers" "2 passed, 1 failed, 1 skipped" "headers alone"
expect "a test" fails "ctest --preset release" "1 passed, 1 failed, 1 skipped" "release: models/some"
expect "tests that leave no report" unreported fails "ctest --preset release" "0 passed, 1 failed" "tests, release"
for preset in asan tsan; do
  expect "a build of $preset" fails "cmake --build --preset $preset" "4 passed, 1 failed, 2 skipped" "build, $preset" --long
  expect "a test of $preset" fails "ctest --preset $preset" "5 passed, 1 failed, 3 skipped" "$preset: models/some" --long
done

check "" --lang
expect "another option" is "$status" 2
expect "is told of the right ones" says "usage: tools/check [--long]"
expect "and runs nothing" absent calls

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -ge 30 ]]
