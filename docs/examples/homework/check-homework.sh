#!/bin/sh
# Grades every homework of a list and leaves a report of each: the check of a pipeline.
#
#   check-homework.sh LIST RESULTS
#
# LIST has a line for each homework, `EXERCISE PATH`; empty lines and lines that begin with # are passed over. RESULTS is a folder that
# gets NAME.xml (JUnit) and NAME.txt (what a student reads) for each, and summary.md.
#
# IPCLAB is the command, `npx ipclab` when it is not set. With IPCLAB_SERVER and IPCLAB_TOKEN set, homework is handed in there and
# counts there; without them it is graded here.
#
# Exit status: 0 all passed, 1 some did not, 2 something was refused (the list, a path, a token), 3 something could not be graded and
# nobody is to blame but the pipeline. The largest of them wins.
set -u

list=${1:?usage: check-homework.sh LIST RESULTS}
results=${2:?usage: check-homework.sh LIST RESULTS}
ipclab=${IPCLAB:-npx ipclab}

if [ ! -r "$list" ]; then
  echo "check-homework: there is no list $list" >&2
  exit 2
fi
mkdir -p "$results" || exit 3

# Words of the command line are cut at spaces, and nothing in them is a pattern.
set -f

check() {
  name=$(printf '%s' "$1" | tr -c 'A-Za-z0-9\n' '-')
  if [ -n "${IPCLAB_SERVER:-}" ]; then
    set -- submit --wait --junit "$results/$name.xml" -- "$1" "$2"
  else
    set -- grade --junit "$results/$name.xml" -- "$1" "$2"
  fi
  # shellcheck disable=SC2086 # The command may be several words.
  $ipclab "$@" >"$results/$name.txt" 2>&1 </dev/null
}

worst=0
count=0
: >"$results/summary.md"
while read -r exercise path rest || [ -n "${exercise:-}" ]; do
  case $exercise in '' | '#'*) continue ;; esac
  count=$((count + 1))
  if [ -z "$path" ] || [ -n "$rest" ]; then
    echo "check-homework: a line of $list is not EXERCISE PATH: $exercise $path $rest" >&2
    status=2
  else
    check "$exercise" "$path"
    status=$?
    echo "== $exercise ($path)"
    cat "$results/$name.txt"
  fi
  case $status in
    0) says='passed' ;;
    1) says='not passed' ;;
    2) says='refused' ;;
    *) says='could not be graded' status=3 ;;
  esac
  echo "- \`$exercise\`: $says" >>"$results/summary.md"
  [ "$status" -gt "$worst" ] && worst=$status
done <"$list"

if [ "$count" -eq 0 ]; then
  echo "check-homework: $list names no homework" >&2
  exit 2
fi
[ -n "${GITHUB_STEP_SUMMARY:-}" ] && cat "$results/summary.md" >>"$GITHUB_STEP_SUMMARY"
exit "$worst"
