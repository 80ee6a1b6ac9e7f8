#!/usr/bin/env bash
# A Slurm cluster of one node, this machine, reachable from this machine alone: to try job arrays without a cluster.
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

usage() {
  cat <<'END'
usage: eval "$(Tests/slurm/cluster.sh start [DIR])"   start it; sbatch and squeue of this shell then mean it
       Tests/slurm/cluster.sh status [DIR]            tell whether it runs, and its queue
       Tests/slurm/cluster.sh stop [DIR]              end its jobs, stop it, remove what it wrote

DIR is a folder for its key, configuration, state and logs (default: kindling-slurm in the folder for temporary files).
Needs Debian's slurm-wlm and munge, whose own services need not run, and exits with 77 where they are missing. The
machine's name must have an address; where that is Debian's 127.0.1.1, srun does not work within jobs, sbatch does.
END
}

fail() {
  echo "cluster.sh: $1" >&2
  exit "${2:-1}"
}

# Whether the process that a file names is there.
alive() { [ -s "$1" ] && grep -qs "^State:[[:space:]]*[^Z[:space:]]" "/proc/$(cat "$1" 2>/dev/null)/status"; }

# Waits, at most 20 seconds, for a command to succeed.
await() {
  local began=$SECONDS
  until "$@"; do
    [ $((SECONDS - began)) -lt 20 ] || return 1
    sleep 0.2
  done
}

# The first port of an address, from a number on, that nothing listens at.
free_port() {
  local port=$2
  while (: <"/dev/tcp/$1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

idle() { [ "$(timeout 2 sinfo --noheader --format %T 2>/dev/null)" = idle ]; }
no_jobs() { [ -z "$(timeout 2 squeue --noheader 2>/dev/null)" ]; }
all_gone() { ! alive "$dir/slurmd.pid" && ! alive "$dir/slurmctld.pid" && ! alive "$dir/munged.pid"; }

configure() {
  local user host address port
  user=$(id -un) host=$(uname -n)
  # Slurm listens at the address of the machine's name, which need not be 127.0.0.1, or at all addresses.
  address=$(getent ahostsv4 "$host" | awk 'NR == 1 { print $1 }' || true)
  [ -n "$address" ] || fail "'$host', this machine's name, has no address: '127.0.0.1 $host' in /etc/hosts gives it one"
  host=${host%%.*} port=$(free_port "$address" 16817)
  mkdir -p "$dir/state" "$dir/spool"
  head -c 1024 /dev/urandom >"$dir/munge.key"
  chmod 400 "$dir/munge.key"
  cat >"$dir/slurm.conf" <<END
ClusterName=kindling
SlurmctldHost=$host($address)
SlurmctldPort=$port
SlurmdPort=$(free_port "$address" $((port + 1)))
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$dir/munged.socket
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
MailProg=/bin/true
# Neither systemd nor cgroups, which a container may not have; no accounts.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
# Slurm is slow to begin, as if it had thousands of jobs to look at.
SchedulerParameters=batch_sched_delay=0,sched_interval=1
KillWait=2
ReturnToService=2
NodeName=kindling NodeHostname=$host NodeAddr=$address CPUs=$(nproc)
PartitionName=all Nodes=kindling Default=YES MaxTime=INFINITE State=UP
END
  # slurmd loads one of its cgroup plugins even where it is to use none; this one needs nothing of the system.
  echo CgroupPlugin=cgroup/v1 >"$dir/cgroup.conf"
}

start() {
  local name
  for name in munged slurmctld slurmd sbatch; do
    command -v "$name" >/dev/null ||
      fail "expected Slurm and munge, found no $name: 'apt-get install slurm-wlm munge' installs them" 77
  done
  if alive "$dir/slurmctld.pid"; then fail "$dir: a cluster runs there already"; fi
  # Neither slurm.conf nor a socket's name can hold every path.
  [[ $dir =~ ^[A-Za-z0-9/._-]{1,90}$ ]] || fail "$dir: expected a path of letters, digits, '.', '_' and '-', at most 90 of them"
  configure
  munged --key-file="$dir/munge.key" --socket="$dir/munged.socket" --pid-file="$dir/munged.pid" \
    --log-file="$dir/munged.log" --seed-file="$dir/munge.seed" >&2 &&
    slurmctld -c && slurmd -N kindling && await idle || {
    tail -n 5 "$dir"/*.log >&2
    stop
    fail "the cluster did not start within 20 seconds; the ends of its logs are above"
  }
  echo "cluster.sh: $(sinfo --version), one node with $(nproc) cores, state in $dir" >&2
  echo "export SLURM_CONF=$SLURM_CONF"
}

stop() {
  if alive "$dir/slurmctld.pid"; then
    scancel --user="$(id -un)" 2>/dev/null || true
    await no_jobs || true
  fi
  local name
  for name in slurmd slurmctld munged; do
    if alive "$dir/$name.pid"; then kill "$(cat "$dir/$name.pid")"; fi
  done
  await all_gone || fail "$dir: the cluster does not stop"
  (cd "$dir" 2>/dev/null && rm -rf state spool munge* slurmctld* slurmd* slurm.conf cgroup.conf) || true
  rmdir "$dir" 2>/dev/null || true
}

status() {
  alive "$dir/slurmctld.pid" || fail "$dir: no cluster runs there"
  sinfo && squeue
}

dir=$(realpath -m -- "${2:-${TMPDIR:-/tmp}/kindling-slurm}")
export SLURM_CONF=$dir/slurm.conf
case ${1:-} in
start | stop | status) "$1" ;;
help | --help | -h) usage ;;
*)
  usage >&2
  exit 2
  ;;
esac
