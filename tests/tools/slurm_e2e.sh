#!/usr/bin/env bash
# The job scripts of tools/hpc on a Slurm of our own: one node, this machine, all in a temporary folder. Exit status 77:
# not possible here.
set -u
PATH=$PATH:/usr/sbin
not_here() { echo "skipped: $1"; exit 77; }
for program in munged slurmctld slurmd sbatch; do
  command -v $program >/dev/null || not_here "no $program"
done
[[ $(id -u) -eq 0 ]] || not_here "only root can start a Slurm of its own"

work=$(mktemp -d) || exit 1
daemons=()
clean_up() {
  [[ $BASHPID -eq $$ ]] || return
  scancel --user=root --quiet 2>/dev/null
  kill -TERM "${daemons[@]}" 2>/dev/null
  for _ in {1..30}; do kill -0 "${daemons[@]}" 2>/dev/null || break; sleep 0.1; done
  # Whatever is left, job steps included, has our folder in its environment.
  for environment in /proc/[0-9]*/environ; do
    pid=${environment//[!0-9]/}
    [[ $pid -eq $$ ]] || ! grep -qF "SLURM_CONF=$work/" "$environment" 2>/dev/null || kill -KILL "$pid" 2>/dev/null
  done
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM
cd "$work" || exit 1
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/count.sh"
source "$WHOLEPLACE_SOURCE_DIR/tests/tools/outcome.sh"

# ---- a Slurm of our own ---------------------------------------------------------------------------------------------
free_ports() {
  python3 -c '
import socket
sockets = [socket.socket() for _ in range(2)]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))'
}
read -r controller_port node_port <<<"$(free_ports)"
mkdir state spool
head -c 128 /dev/urandom >munge.key && chmod 400 munge.key
# A requeued job waits until its credential has expired.
cat >slurm.conf <<CONF
ClusterName=test
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$work/munge.socket,cred_expire=5
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=0
SlurmdParameters=config_overrides
ReturnToService=2
MailProg=/bin/true
NodeName=$(hostname -s) NodeAddr=127.0.0.1 CPUs=4 RealMemory=8000
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$work/slurm.conf
munged --foreground --force --key-file=munge.key --socket="$work/munge.socket" --pid-file="$work/munged.pid" \
  --log-file="$work/munged.log" --seed-file="$work/munged.seed" >munged.out 2>&1 &
daemons+=($!)
slurmctld -D >slurmctld.out 2>&1 &
daemons+=($!)
slurmd -D >slurmd.out 2>&1 &
daemons+=($!)
started() {
  local i
  for ((i = 0; i < 100; ++i)); do
    sleep 0.1
    [[ $(sinfo -h -o %T 2>/dev/null) == idle ]] && return 0
    kill -0 "${daemons[@]}" 2>/dev/null || return 1
  done
  return 1
}
if ! started; then
  tail -n 3 munged.out munged.log slurmctld.log slurmd.log 2>/dev/null
  not_here "Slurm cannot be started"
fi

# ---- jobs -----------------------------------------------------------------------------------------------------------
state() { scontrol show job "$1" 2>/dev/null | grep -oE '(JobState|ExitCode)=[^ ]*' | sort -u | tr '\n' ' '; }
# Waits for the end of jobs.
ended() {
  local i
  for ((i = 0; i < 300; ++i)); do
    [[ -n $(squeue -h --jobs="$1" 2>/dev/null) ]] || return 0
    sleep 0.1
  done
  squeue
  return 1
}
hpc=$WHOLEPLACE_SOURCE_DIR/tools/hpc
queue=$WHOLEPLACE_SOURCE_DIR/scenarios/verification/mm5.yaml
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_btl_vader_single_copy_mechanism=none
export WHOLEPLACE
options=(--set run.horizon=1000 -n 300 --quiet)
long=(--set run.horizon=2000 -n 6000 --quiet)
"$WHOLEPLACE" run "$queue" "${options[@]}" -o plain
"$WHOLEPLACE" run "$queue" "${long[@]}" -o long

read -r array merge <<<"$("$hpc/submit" "$queue" joined "${options[@]}")"
expect "an array and its merge are submitted" test -n "$merge"
expect "and end" ended "$array,$merge"
expect "six shards" is "$(ls -d joined-shard-* | wc -l)" 6
expect "of the threads that each task was given" grep -q '"threads": 2' joined-shard-4/manifest.json
expect "the merge succeeds" is "$(state "$merge")" "ExitCode=0:0 JobState=COMPLETED "
expect "with the bytes of a plain run" same plain joined

touch blocked-shard-2  # in the way of the second shard
read -r array merge <<<"$(SHARDS=2 "$hpc/submit" "$queue" blocked "${options[@]}")"
expect "an array of which one task fails ends" ended "$array"
expect "and is not merged" grep -q DependencyNeverSatisfied <(sleep 1; squeue -h --jobs="$merge" --format=%r)
scancel "$merge"
rm blocked-shard-2
again=$(SHARDS=2 sbatch --parsable --array=2 "$hpc/array.sbatch" "$queue" blocked "${options[@]}")
expect "the task is run again, alone" ended "$again"
again=$(SHARDS=2 sbatch --parsable "$hpc/merge.sbatch" blocked)
expect "and merged" ended "$again"
expect "with the same bytes" same plain blocked

# Out of time: it stops, is queued again by itself, and goes on.
job=$(SHARDS=1 sbatch --parsable --array=1 "$hpc/array.sbatch" "$queue" twice "${long[@]}")
for _ in {1..100}; do [[ -s twice-shard-1.unfinished/replications.sqlite-wal ]] && break; sleep 0.05; done
sleep 0.5
scancel --batch --signal=USR1 "$job"
expect "a job out of time ends" ended "$job"
expect "in success" is "$(state "$job")" "ExitCode=0:0 JobState=COMPLETED "
expect "after a second start" grep -q "Restarts=1" <(scontrol show job "$job")
expect "the first having stopped" grep -q "stopped early by a signal" wholeplace-*-1.log
"$WHOLEPLACE" merge twice-shard-1 -o twice --quiet
expect "with the bytes of a plain run, though begun twice" same long twice

if command -v mpirun >/dev/null && [[ -e $(dirname "$WHOLEPLACE")/wholeplace_mpi.so ]] &&
  ! grep -q __asan_init "$WHOLEPLACE"; then
  job=$(sbatch --parsable "$hpc/mpi.sbatch" "$queue" ranks "${options[@]}")
  expect "an MPI job ends" ended "$job"
  expect "two ranks give the bytes of one" same plain ranks
  job=$(sbatch --parsable "$hpc/mpi.sbatch" "$queue" cancelled "${long[@]}")
  for _ in {1..100}; do [[ -s cancelled.unfinished/replications.sqlite-wal ]] && break; sleep 0.05; done
  sleep 0.5
  scancel "$job"
  expect "an MPI job is cancelled" ended "$job"
  "$WHOLEPLACE" run "$queue" "${long[@]}" --resume -o cancelled
  expect "and what it had finished is gone on with" same long cancelled
else
  echo "no MPI here: mpi.sbatch is not tried"
fi
[[ $failed -eq 0 ]] || tail -n 5 wholeplace-*.log

echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
