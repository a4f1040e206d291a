#!/usr/bin/env bash
# The same bytes, however a run came about: any number of threads, shards or MPI ranks, killed and resumed or in one go.
# And what is refused: a store in use, damaged or of another experiment, shards that do not belong together.
set -u
queue=$WHOLEPLACE_SOURCE_DIR/scenarios/verification/mm5.yaml
town=$WHOLEPLACE_SOURCE_DIR/tests/tools/bad_scenarios/base.yaml
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/background.sh"

# Two models: one with a store of many short replications, one with few long ones.
queue_run() { echo run "$queue" --set run.horizon=6000 -n "${n:-60}" --quiet; }
town_run() { echo run "$town" -n "${n:-12}" --set areas.town.residents=6000 --quiet; }

nothing_beside() { [[ -z $(find . -name ".$1.*" -o -name "$1.unfinished") ]]; }
# Replications that an interrupted run has finished; the question may not change them.
finished() {
  wholeplace $1 -o "$2"
  [[ $status -eq 2 ]] && sed -nE 's/.*holds ([0-9]+) finished replications.*/\1/p' err
}
# start_run FOLDER ARGUMENT...: in the background, until it keeps what it finishes, and a moment
start_run() { start "$1" 1 "$WHOLEPLACE" "${@:2}" && sleep 0.1; }

# ---- threads and shards ---------------------------------------------------------------------------------------------
for model in queue town; do
  run=$(${model}_run)
  expect "$model: a plain run" wholeplace $run -j 1 -o "$model"
  for threads in 2 3 8; do
    wholeplace $run -j $threads -o "$model-j$threads"
    expect "$model: $threads threads" same "$model" "$model-j$threads"
  done
  wholeplace $run --shard 1/1 -o "$model-1of1"
  wholeplace merge "$model-1of1" -o "$model-whole" --quiet
  expect "$model: a single shard, merged" same "$model" "$model-whole"
  for i in 1 2 3; do wholeplace $run --shard $i/3 -o "$model-$i"; done
  for order in "1 2 3" "3 1 2"; do
    folders=()
    for i in $order; do folders+=("$model-$i"); done
    wholeplace merge "${folders[@]}" -o "$model-merged" --quiet --force
    expect "$model: shards $order, merged" same "$model" "$model-merged"
  done
  expect "$model: and nothing is left beside" nothing_beside "$model-merged"
done

# ---- killed ---------------------------------------------------------------------------------------------------------
# One run, killed at twenty moments and resumed each time. Every fifth time somebody looks what is there.
RANDOM=20121101
killed() {  # MODEL COMMAND
  local run=$2 before=0 grown=0 i count
  wholeplace $run -o "$1-long"
  for i in {1..20}; do
    begin "$WHOLEPLACE" $run -j 2 --resume -o "$1-killed"
    sleep "0.$(printf %03d $((RANDOM % 130 + 5)))"
    end KILL
    if ((i % 5 == 0)); then
      count=$(finished "$run" "$1-killed")
      ((${count:-0} < before)) && echo "  $before were finished, $count are left"
      ((${count:-0} > before)) && grown=$((grown + 1))
      before=${count:-0}
    fi
  done
  expect "$1: kills in the middle of the run" test "$grown" -ge 2
  # The last files are being written once there is a hidden folder.
  begin "$WHOLEPLACE" $run -j 2 --resume -o "$1-killed"
  await compgen -G ".$1-killed.partial-*" >/dev/null
  end KILL
  expect "$1: a kill while the result folder is written" compgen -G ".$1-killed.partial-*" >/dev/null
  expect "$1: leaves no result folder" absent "$1-killed"
  cp -r "$1-killed.unfinished" kept
  wholeplace $run --resume -o "$1-killed"
  expect "$1: resumed after all that" is "$status" 0
  expect "$1: the same bytes" same "$1-long" "$1-killed"
  expect "$1: and nothing beside" nothing_beside "$1-killed"
  # As if killed between publishing and tidying up.
  mv kept "$1-killed.unfinished"
  wholeplace $run --resume -o "$1-killed"
  expect "$1: resumed when only tidying up was left" is "$status" 0
  expect "$1: still the same bytes" same "$1-long" "$1-killed"
  expect "$1: and tidy" nothing_beside "$1-killed"
}
killed queue "$(n=1500 queue_run)"
killed town "$(n=1500 town_run)"
expect "town: with weekly series of all of its services" is "$(cut -d, -f1,4 town-long/weekly.csv | sort -u | tr '\n' ' ')" \
  "new,advocate new,desk old,advocate old,desk system,service "
expect "queue: without" absent queue-long/weekly.csv

# Killed before anything was begun: an empty folder, an empty file.
mkdir begun.unfinished
expect "an empty folder is no hindrance" wholeplace $(queue_run) --resume -o begun
mkdir begun_file.unfinished && : >begun_file.unfinished/replications.sqlite
expect "nor a store never begun" wholeplace $(queue_run) --resume -o begun_file
expect "which gives the same bytes" same queue begun_file

# ---- stopped by a signal --------------------------------------------------------------------------------------------
long=$(n=1500 queue_run)
start_run queue-stopped $long && end TERM
expect "SIGTERM stops" is "$status" 3
expect "what is finished is published" test -s queue-stopped/summary.json
expect "but not by a run that does not resume" refused "already exists" $long -o queue-stopped
expect "nor does another experiment take its place" refused "already exists" $long --seed 1 --resume -o queue-stopped
wholeplace $long --resume -o queue-stopped
expect "and --resume completes it" same queue-long queue-stopped
wholeplace ${long% --quiet} --resume -o queue-stopped
expect "a complete one is left alone" is "$status" 0
expect "which is said" says "queue-stopped is complete; there is nothing to resume"
expect "unless it is of another experiment" refused "already exists" $long --seed 1 --resume -o queue-stopped

start_run shard-1 $long --shard 1/2 && end TERM
expect "SIGTERM stops a shard" is "$status" 3
expect "which is not merged before it is resumed" refused "shard-1: is not finished; resume it first" merge shard-1 -o nothing
wholeplace $long --shard 1/2 --resume -o shard-1
wholeplace $long --shard 2/2 -o shard-2
wholeplace $long --shard 2/2 --resume -o shard-2
expect "a finished shard has nothing to resume" is "$status" 0
wholeplace merge shard-1/ shard-2/ -o of-shards --quiet
expect "after which it is" same queue-long of-shards
for _ in {1..20}; do  # publishing takes a moment only: it may be over before the signal comes
  begin "$WHOLEPLACE" $long --shard 1/2 --resume --force -o shard-1
  await compgen -G ".shard-1.partial-*" >/dev/null
  end KILL
  [[ ! -e shard-1.unfinished ]] || break
done
expect "a shard killed while it is published keeps what it has" test -s shard-1.unfinished/replications.sqlite
wholeplace $long --shard 1/2 --resume -o shard-1
expect "and is resumed" is "$status" 0
begin "$WHOLEPLACE" merge shard-1 shard-2 -o killed-merge --quiet
await compgen -G "killed-merge.unfinished/*" >/dev/null
end KILL
wholeplace merge shard-2 shard-1 -o killed-merge --quiet
expect "a merge that was killed is begun again" same queue-long killed-merge
wholeplace merge shard-2 shard-1 -o killed-merge
expect "one that is done is not" is "$status" 2
wholeplace merge shard-2 shard-1 -o killed-merge --resume
expect "and --resume takes that for success" is "$status" 0

# ---- refused --------------------------------------------------------------------------------------------------------
start_run locked $long -j 1
expect "a store in use is refused" refused "another run is writing to it" $long -o locked
expect "with --resume" refused "another run is writing to it" $long --resume -o locked
expect "and with --force" refused "another run is writing to it" $long --force -o locked
end KILL
expect "a run that was refused takes nothing away" test "$(finished "$long" locked)" -gt 0
wholeplace $long --resume -o locked
expect "nor spoils anything" same queue-long locked

run=$(queue_run)
store=damaged.unfinished/replications.sqlite
start_run damaged $long && end KILL
finished "$long" damaged >/dev/null  # folds the log into the file
size=$(stat -c %s $store)
cp $store whole.sqlite
for rest in $((size / 2)) 100 50; do
  head -c "$rest" whole.sqlite >$store && cp $store before.sqlite
  expect "a store cut to $rest bytes is refused" refused "cannot be resumed" $long --resume -o damaged
  expect "and left as it is" cmp $store before.sqlite
done
echo "all I have" >$store
expect "as is a foreign file" refused "file is not a database" $long --resume -o damaged
expect "which stays" is "$(cat $store)" "all I have"
python3 -c 'import sqlite3; c = sqlite3.connect("foreign.sqlite"); c.execute("CREATE TABLE mine(x)"); c.commit()'
cp foreign.sqlite $store
expect "and another program's store" refused "not a store of wholeplace" $long --resume -o damaged
expect "which stays too" cmp $store foreign.sqlite
expect "and nothing is begun anew without --force" refused "cannot be resumed" $run -o damaged
wholeplace $run --force -o damaged
expect "but with it" same queue damaged

start_run seed $long && end KILL
expect "another seed is another experiment" refused "seed: " $long --seed 1 --resume -o seed
expect "as are more replications" refused "scenario: " $(n=1501 queue_run) --resume -o seed
expect "and a shard" refused "shard: " $long --shard 1/2 --resume -o seed
expect "and a single replication" refused "replication: " run "$queue" --set run.horizon=2000 --replication 3 --resume -o seed

expect "a missing shard is named" refused "replications 20 to 39 are missing (shard 2 of 3)" merge queue-3 queue-1 -o no
expect "a shard that is given twice" refused "replication 0 is in queue-1 and in queue-1" merge queue-1 queue-2 queue-3 queue-1 -o no
cp -r queue-1 queue-1-again
expect "or copied" refused "replication 0 is in queue-1 and in queue-1-again" merge queue-1 queue-2 queue-3 queue-1-again -o no
expect "shards of two scenarios" refused "not shards of one experiment" merge queue-1 town-2 queue-3 -o no
expect "which says what differs" says "queue-1 and town-2 differ in model: network and domestic_abuse"
wholeplace $run --seed 1 --shard 2/3 -o other-seed
expect "shards of two seeds" refused "other-seed differ in seed" merge queue-1 other-seed queue-3 -o no
wholeplace $run --shard 2/4 -o of-four
expect "shards of three and of four parts" refused "is in queue-1 and in of-four" merge queue-1 of-four queue-3 -o no
expect "a folder that is not there" refused "nowhere: there is no such folder" merge queue-1 nowhere -o no
expect "a folder that is no shard" refused "queue: is not a shard" merge queue-1 queue -o no
head -c 3000 queue-2/replications.sqlite >queue-1-again/replications.sqlite
expect "a damaged shard" refused "queue-1-again/replications.sqlite: " merge queue-1-again queue-2 queue-3 -o no
expect "leave nothing behind" absent no
expect "not even work" absent no.unfinished

# ---- MPI ------------------------------------------------------------------------------------------------------------
mpi() {  # RANKS ARGUMENT...
  in_time mpirun --oversubscribe --bind-to none -n "$1" "$WHOLEPLACE" "${@:2}" >out 2>err
  status=$?
}
# Starts three ranks in the background; their process numbers to $ranks, by rank.
start_mpi() {  # FOLDER ARGUMENT...
  start "$1" 1 mpirun --timeout 60 --oversubscribe --bind-to none -n 3 "$WHOLEPLACE" "${@:2}" -j 1 || return
  sleep 0.1
  ranks=()
  for pid in $(pgrep -P "$child"); do
    rank=$(tr '\0' '\n' <"/proc/$pid/environ" | sed -n 's/^OMPI_COMM_WORLD_RANK=//p')
    [[ -z $rank ]] || ranks[rank]=$pid
  done
}
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_btl_vader_single_copy_mechanism=none  # which a container may forbid, with a complaint
if ! command -v mpirun >/dev/null || [[ ! -e $(dirname "$WHOLEPLACE")/wholeplace_mpi.so ]]; then
  echo "no mpirun or no wholeplace_mpi.so here: MPI is not tried"
elif grep -q __asan_init "$WHOLEPLACE"; then
  echo "built with a sanitizer, which MPI's own libraries do not bear: MPI is not tried"
else
  for count in 1 2 4; do
    mpi "$count" $(queue_run) -j 2 -o "queue-mpi-$count"
    expect "queue: $count ranks" same queue "queue-mpi-$count"
  done
  mpi 3 $(town_run) -j 1 -o town-mpi
  expect "town: 3 ranks" same town town-mpi
  precise=(run "$queue" --set run.horizon=500 --set "run.precision={output: stations.desk.p_wait, half_width: 0.01}" --quiet)
  wholeplace "${precise[@]}" -o precise
  mpi 3 "${precise[@]}" -o precise-mpi
  expect "ranks that stop when it is precise" same precise precise-mpi

  more=$(n=3000 queue_run)
  wholeplace $more -j 2 -o more
  start_mpi killed-rank $more && kill -KILL "${ranks[1]}"
  ended
  expect "a rank that is killed ends the run" test "$status" -ne 0
  expect "what was finished is kept" test "$(finished "$more" killed-rank)" -gt 0
  mpi 3 $more --resume -o killed-rank
  expect "and ranks go on with it" same more killed-rank
  start_mpi stopped-rank $more && kill -TERM "${ranks[2]}"
  ended
  expect "a rank that is told to stop leaves its work to the others" is "$status" 0
  expect "and nothing is lost" same more stopped-rank
  start_mpi stopped $more && kill -TERM "${ranks[0]}"
  ended
  expect "if rank 0 is told, all stop" is "$status" 3
  expect "which it says" grep -q "wholeplace: stopped early by a signal" err
  start_mpi stopped $more --resume && kill -TERM "$child"
  ended
  expect "if mpirun is told, all stop" test "$status" -ne 0
  wholeplace $more --resume -o stopped
  expect "and one process goes on with what ranks have done" same more stopped

  mpi 3 run no_such.yaml -o no
  expect "a mistake is refused by all" is "$status" 2
  expect "and said once" is "$(grep -c no_such.yaml: err)" 1
  mpi 3 run "$queue" -n 0 -o no
  expect "as is wrong usage" is "$status $(grep -c "not in range" err)" "2 1"
  mpi 3 merge queue-1 queue-2 queue-3 -o mpi-merged --quiet
  expect "one rank merges" same queue mpi-merged
  for other in "$town" no_such.yaml; do
    timeout 60 mpirun --oversubscribe -n 1 "$WHOLEPLACE" $run -o unlike : -n 1 "$WHOLEPLACE" run "$other" -o unlike \
      >out 2>err
    expect "ranks that read different files are refused" test $? -ne 0
    expect "and write no results" absent unlike
    expect "and say so" says "rank 1 has not read what rank 0 has"
    rm -rf unlike.unfinished
  done
fi

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
