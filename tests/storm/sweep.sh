#!/bin/sh
# Lets the N-th system call of a kind fail, or kills the program at it, for N = 1, 2, … over a small job of the real program, and looks what a reader sees:
#   sh tests/storm/sweep.sh PROGRAM [LAST]          (needs strace; PROGRAM is target/release/dilmaj)
# After each fault the memory must be sound and a table complete or absent; the next run without a fault must give what an undisturbed run gives.
set -u
program=$(readlink -f "$1")
last=${2:-60}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
seq 1 300 | sed 's/.*/گزارش شماره & دیروز منتشر شد./' >a.txt
export XDG_CONFIG_HOME="$work"
run() { timeout 60 "$@" translate a.txt -o out --no-glossary >/dev/null 2>err; }
run "$program" || exit 1
mv out/a.tsv whole.tsv
cases=0 wrong=0
blame() { wrong=$((wrong + 1)); echo "WRONG: $1: $2"; }
for fault in signal=SIGKILL error=ENOSPC error=EIO; do
    for call in pwrite64 fdatasync fsync rename,renameat,renameat2,linkat write ftruncate; do
        # An error at a plain write would mostly hit the pipes of the runtime, not a file.
        [ "$call" = write ] && [ "$fault" != signal=SIGKILL ] && continue
        n=0 places=0
        while [ $n -lt "$last" ]; do
            n=$((n + 1))
            # Beyond the last call of this kind nothing is injected any more.
            rm -rf out .dilmaj
            run strace -f -qq -o trace -e trace="$call" -e inject="$call:$fault:when=$n" "$program"
            grep -q -e INJECTED -e 'killed by SIGKILL' trace || break
            cases=$((cases + 1)) places=$((places + 1))
            case="$call:$fault:when=$n"
            grep -q -i panicked err && blame "$case" "it panicked: $(cat err)"
            if [ -e out/a.tsv ]; then cmp -s out/a.tsv whole.tsv || blame "$case" "half a table"; fi
            if [ -s .dilmaj/memory.db ]; then
                "$program" memory check >/dev/null 2>err || blame "$case" "$(cat err)"
            fi
            run "$program" || blame "$case" "the next run failed: $(cat err)"
            cmp -s out/a.tsv whole.tsv || blame "$case" "the next run gave something else"
        done
        echo "$fault $call: $places places"
    done
done
echo "$cases faults, $wrong wrong"
[ $wrong -eq 0 ]
