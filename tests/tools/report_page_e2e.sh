#!/usr/bin/env bash
# report.html in a real browser: charts, choices, keyboard, accessibility, widths, print, without script; its numbers
# against the folder's files. Exit status 77: not possible here.
set -u
not_here() { echo "skipped: $1"; exit 77; }
for program in chromium node npm pdftotext; do
  command -v $program >/dev/null || not_here "no $program"
done

source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
build=$(dirname "$WHOLEPLACE")
tools=$build/report_page  # packages are fetched once for each build folder
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
tests=$WHOLEPLACE_SOURCE_DIR/tests/tools/report_page
mkdir -p "$tools" && cp "$tests"/{package.json,package-lock.json,.npmrc,*.mjs} "$tools" || exit 1
if ! cmp -s "$tools"/package-lock.json "$tools"/installed; then
  (cd "$tools" && npm ci --ignore-scripts --prefer-offline --loglevel=error && cp package-lock.json installed) || exit 1
fi

cd "$work" || exit 1
web=$WHOLEPLACE_SOURCE_DIR/tools/report/web
expect "the sources are formatted (npx prettier --write)" "$tools/node_modules/.bin/prettier" \
  --config "$tools/package.json" --log-level warn --check "$web/src" "$web/build.mjs" "$tests"/*.mjs
expect "a run" wholeplace run "$WHOLEPLACE_SOURCE_DIR/scenarios/west_cheshire.yaml" -n 10 -o run --quiet
CHROMIUM=$(command -v chromium) timeout 500 node "$tools/report_page.mjs" run "$build/report_web" >counted 2>err
expect "the browser's part ends" is "$?" 0
cat counted
read -r right wrong < <(tail -1 counted)
echo "$((passed + right)) passed, $((failed + wrong)) failed"
[[ $((failed + wrong)) -eq 0 ]]
