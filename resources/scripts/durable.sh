# The durable wrapper: runs an act of Muster on a host so that a lost line neither kills the work nor
# hides its result. It is sent whole as the argument of `/bin/sh -c`, the same here and over SSH, and is
# embedded in the program when that is built (lines that begin with `#` are left out).
# docs/TRANSPORTS.md tells the protocol; engine/transport/durable/ is its other end.
# For the sake of fish as a login shell: no backslash before a quote or another backslash.
#
# Arguments: verb key nonce, then
#   run      offset-out offset-err script-bytes secret-bytes path    starts the act, or follows it if it is there
#   collect  offset-out offset-err                                   follows it, never starts it
#   kill     reason                                                  stops it with all its processes
#   forget                                                           removes what was kept
# Standard input of `run`: script, "go", secrets (assignments), "go".
#
# In the spool, one folder a key: maker and runner ("pid start-time boot uptime" of the shell that made the
# folder and of the one that waits for the script), begin (whoever creates it decides whether the script may
# still start), script, leader (its pid), out, err, said (the runner's own complaints), stopped, exit.
# shellcheck shell=dash
# Meant as they stand: words that are split (SC2086), values that begin empty (SC1007), records that are looked for
# and then read (SC2094), `a && b || c` where c is for whatever failed (SC2015).
# shellcheck disable=SC2086,SC1007,SC2094,SC2015
set -u
umask_before=$(umask)
umask 077
unset -v CDPATH
LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
verb=$1 key=$2 nonce=$3
home=${HOME:-/}

# The last thing on standard error; nothing that a script prints is taken for it, because it ends the line.
finish() {
    printf "muster-$nonce-end %s\n" "$*" >&2
    exit 0
}

# Everything before this is noise of the login shell. The age of the act comes with it, in 1/100 s.
greet() {
    printf "muster-$nonce-begin %s\n" "$1"
    printf "muster-$nonce-begin %s\n" "$1" >&2
}

uptime_now() {
    read -r up _ </proc/uptime
    up=${up%.*}${up#*.}
}

# A process is named by pid, start time and boot, so that a pid that was given away again is not it.
started_at() {
    line=
    read -r line <"/proc/$1/stat" || return 1
    line=${line##*) }
    set -- $line
    [ "$1" != Z ] && [ "$1" != X ] && ticks=${20}
} 2>/dev/null

identify() {
    read -r boot </proc/sys/kernel/random/boot_id
    uptime_now
    started_at "$1"
    printf "%s %s %s %s\n" "$1" "$ticks" "$boot" "$up"
}

alive() {
    pid= was= boot_was= up_was=
    read -r pid was boot_was up_was <"$1" || return 1
    read -r boot </proc/sys/kernel/random/boot_id
    [ "$boot" = "$boot_was" ] && started_at "$pid" && [ "$ticks" = "$was" ]
} 2>/dev/null

# Everything in the script's session, whatever its process group.
session_members() {
    members=
    for stat in /proc/[0-9]*/stat; do
        line=
        read -r line <"$stat" || continue
        member=${line%% *}
        line=${line##*) }
        set -- $line
        [ "${4:-}" = "$leader" ] && [ "$1" != Z ] && [ "$1" != X ] && members="$members $member"
    done
    [ -n "$members" ]
} 2>/dev/null

# Whoever creates `begin` first decides: the runner, that the script starts; another, that it never will.
claim() {
    (set -C && : >begin) 2>/dev/null
}

# Sets $state: starting, running, ended, absent (never started and never will), lost (no exit record).
look() {
    if [ -e exit ]; then
        state=ended
    elif [ -s runner ]; then # not -e: for a moment it is there and empty
        state=running
        alive runner && return
        if [ -e exit ]; then
            state=ended
        elif claim; then
            state=absent
        else
            state=lost
        fi
    elif alive maker || [ "$patience" -gt 0 ]; then
        patience=$((patience - 1))
        state=starting
    elif claim; then
        state=absent
    else
        state=lost
    fi
}
patience=10

discard() {
    cd .. && rm -rf "./$key"
}

# What was written since the last time; the shared file offset remembers where that was.
pump() {
    dd bs=65536 count=256 <&3 2>/dev/null || exit 0
    [ ! -s err ] || dd bs=65536 count=256 <&4 >&2 2>/dev/null || exit 0
}

# Reads one line an event: a tick, or that the runner has ended.
follow() {
    exec 3<out 4<err
    [ "$1" = 0 ] || dd bs=1 count=0 skip="$1" <&3 2>/dev/null
    [ "$2" = 0 ] || dd bs=1 count=0 skip="$2" <&4 2>/dev/null
    round=0
    : >"seen.$$"
    while read -r _; do
        look
        case $state in
        ended)
            read -r kind value size_out size_err took <"exit"
            rounds=$((size_out / 16777216))
            [ "$size_err" -le "$size_out" ] || rounds=$((size_err / 16777216))
            while [ "$rounds" -ge 0 ]; do
                pump
                rounds=$((rounds - 1))
            done
            stopped=
            [ ! -e stopped ] || read -r stopped <stopped
            finish ended "$kind" "$value" "$size_out" "$size_err" "$took" "$stopped"
            ;;
        absent)
            discard
            finish absent
            ;;
        lost)
            pump
            leader=
            [ ! -e leader ] || read -r leader <leader
            if [ -n "$leader" ] && session_members; then
                finish lost running
            fi
            finish lost gone
            ;;
        esac
        round=$((round + 1))
        if [ out -nt "seen.$$" ] || [ err -nt "seen.$$" ] || [ "$((round % 8))" = 1 ]; then
            : >"seen.$$"
            pump
        fi
    done
}

ticker() {
    for pause in 0.02 0.03 0.05 0.05; do
        echo tick || exit
        sleep "$pause"
    done
    while echo tick; do
        sleep 0.1
    done
}

attach() {
    cd "./$key" 2>/dev/null || finish absent
    while [ ! -e err ] || [ ! -e out ]; do
        look
        case $state in
        starting) sleep 0.05 ;;
        absent) discard && finish absent ;;
        *) break ;;
        esac
    done
    age=0
    if alive runner; then
        uptime_now
        age=$((up - up_was))
    fi
    greet "$age"
    { ticker </dev/null 2>/dev/null & } | follow "$1" "$2"
}

# The shell that waits for the script. It has a session of its own, and so has the script, so that killing
# the script leaves somebody who records how it ended. Descriptor 3 of the script is a pipe with the secrets.
# shellcheck disable=SC2016 # it is expanded by the shell that runs it
runner='
exec 3<&0 </dev/null
identify() { read -r line </proc/$$/stat; line=${line##*) }; set -- $line; ticks=${20}; }
identify
read -r boot </proc/sys/kernel/random/boot_id
read -r up idle </proc/uptime
begun=${up%.*}${up#*.}
printf "%s %s %s %s\n" "$$" "$ticks" "$boot" "$begun" >runner
(set -C && : >begin) 2>/dev/null || exit 0
file=$PWD/script
{ umask "$MUSTER_UMASK"; unset MUSTER_UMASK; cd "$HOME" 2>/dev/null || cd /; exec setsid /bin/sh -eu "$file"; } >out 2>err &
leader=$!
exec 3<&-
printf "%s\n" "$leader" >leader
wait "$leader"
code=$?
read -r up idle </proc/uptime
up=${up%.*}${up#*.}
kind=exit
if [ "$code" -gt 128 ] && [ -s said ]; then
    kind=signal
    code=$(kill -l "$((code - 128))")
fi
set -- $(stat -c %s out err)
printf "%s %s %s %s %s\n" "$kind" "$code" "$1" "$2" "$((up - begun))" >exit.new &&
    sync out err exit.new && mv exit.new exit
'

launch() {
    setsid env -i HOME="$home" USER="${USER:-}" LOGNAME="${LOGNAME:-}" SHELL="${SHELL:-/bin/sh}" \
        PATH="${path:+$path:}$PATH" LC_ALL=C.UTF-8 MUSTER_UMASK="$umask_before" \
        /bin/sh -c "$runner" muster-act >/dev/null 2>said
}

start() {
    cd "./$key" || finish error spool "the folder of the act went away"
    identify "$$" >maker
    : >out
    : >err
    greet 0
    go=
    {
        [ "$secret_bytes" = 0 ] || printf "%s" ". /dev/fd/3; exec 3<&-; "
        head -c "$script_bytes"
    } >script && read -r go && [ "$go" = go ] || { discard && finish error incomplete; }
    go=
    secrets=
    [ "$secret_bytes" = 0 ] || secrets=$(head -c "$secret_bytes")
    read -r go && [ "$go" = go ] || { discard && finish error incomplete; }
    sync script . .. || { discard && finish error spool "it cannot be written to disk"; }
    {
        ticker </dev/null 2>/dev/null &
        if [ "$secret_bytes" = 0 ]; then
            launch </dev/null
        else
            printf "%s\n" "$secrets" | launch
        fi
        echo over
    } 2>/dev/null | { unset -v secrets; follow 0 0; }
}

stop_it() {
    cd "./$key" 2>/dev/null || finish absent
    look
    while [ "$state" = starting ]; do
        claim && discard && finish absent
        sleep 0.05
        look
    done
    case $state in
    ended) finish finished ;;
    absent) discard && finish absent ;;
    esac
    (set -C && printf "%s\n" "$1" >stopped) 2>/dev/null
    tries=0
    while [ ! -s leader ] && [ "$tries" -lt 40 ]; do
        sleep 0.05
        tries=$((tries + 1))
    done
    leader=
    [ ! -e leader ] || read -r leader <leader
    [ -n "$leader" ] || finish survived
    tries=0
    while [ "$tries" -lt 60 ]; do
        signal=TERM
        [ "$tries" -lt 20 ] || signal=KILL
        if [ "$tries" = 0 ] || [ "$signal" = KILL ]; then
            kill -s "$signal" -- "-$leader" 2>/dev/null
            session_members && kill -s "$signal" $members 2>/dev/null
        fi
        session_members || break
        sleep 0.1
        tries=$((tries + 1))
    done
    session_members && finish survived
    finish killed
}

case $key in
"" | .* | -* | *[!A-Za-z0-9._-]*) finish error key ;;
esac
[ -r /proc/self/stat ] && command -v setsid >/dev/null || finish error host "it needs /proc and setsid"

spool=${MUSTER_SPOOL:-/var/tmp/muster-$(id -u)}
case $spool in
/*) ;;
*) finish error spool "$spool is not an absolute path" ;;
esac
spool=${spool%/}
parent=$(cd -P "${spool%/*}/" 2>/dev/null && pwd -P)
[ -d "$spool" ] || mkdir -m 700 "$spool" 2>/dev/null
# Looked at from inside, so that nobody can exchange it between the look and the use.
cd "$spool" 2>/dev/null && [ -O . ] && [ "$(stat -c %a .)" = 700 ] &&
    [ "$(pwd -P)" = "${parent%/}/${spool##*/}" ] ||
    finish error spool "$spool must be a folder of the user who runs this, mode 0700, and no symbolic link"

case $verb in
run)
    script_bytes=$6 secret_bytes=$7 path=$8
    if mkdir -m 700 "./$key" 2>/dev/null; then
        start
    elif [ -d "./$key" ]; then
        attach "$4" "$5"
    else
        finish error spool "$spool cannot be written to"
    fi
    ;;
collect) attach "$4" "$5" ;;
kill) greet 0 && stop_it "$4" ;;
forget)
    greet 0
    cd "./$key" 2>/dev/null || finish absent
    patience=0
    look
    case $state in
    starting | running) finish running ;;
    esac
    discard
    finish absent
    ;;
esac
exit 0
