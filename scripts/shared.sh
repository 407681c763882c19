# shellcheck shell=bash
# What `run`, `test` and `.ci/run` have in common: the packages, the quiet build, messages. Sourced, never run.
# Needs nothing but bash and Debian's essential packages. Callers have `set -euo pipefail`.
# Exit codes are those of muster: 1 failed, 2 usage, 3 the environment is not ready.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
not_ready=3

# On standard error, so that the output of `./run ARGS` is that of muster alone.
say() {
    printf '%s\n' "$*" >&2
}

stop() {
    say "$2"
    exit "$1"
}

# packages_of GROUP...: the packages of these groups of scripts/packages, one a line.
packages_of() {
    local wanted=" $* " group='' line
    while IFS= read -r line; do
        line=${line%%#*}
        line=${line//[[:space:]]/}
        case $line in
        '') ;;
        '['*']') group=${line:1:-1} ;;
        *) case $wanted in *" $group "*) printf '%s\n' "$line" ;; esac ;;
        esac
    done <"$root/scripts/packages"
}

# packages_missing GROUP...: those of them that are not installed, in one line. Takes some 20 ms.
packages_missing() {
    local wanted installed package missing=()
    mapfile -t wanted < <(packages_of "$@")
    # dpkg-query fails for a name it never heard of, and still prints the others.
    installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true)
    for package in "${wanted[@]}"; do
        case $'\n'"$installed"$'\n' in
        *$'\n'"installed $package"$'\n'*) ;;
        *) missing+=("$package") ;;
        esac
    done
    printf '%s' "${missing[*]}"
}

# ensure_packages GROUP...: returns once they are installed. Asks first where a person can answer.
ensure_packages() {
    command -v dpkg-query >/dev/null || stop $not_ready \
        "Muster is built from Debian 12's packages, and this is no Debian. Next: use a Debian 12 machine or container."
    local words missing answer as_root=()
    words=$(packages_missing "$@")
    [ -n "$words" ] || return 0
    read -r -a missing <<<"$words"
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            stop $not_ready "Muster needs packages that only root can install. Next, as root, either of:
  $root/scripts/install-packages $words
  apt-get update && apt-get install --no-install-recommends $words
The first starts no service and makes no PostgreSQL cluster."
        fi
    fi
    if [ -t 0 ] && [ -t 1 ]; then
        say "Muster needs ${#missing[@]} Debian packages that are not here yet:"
        printf '%s ' "${missing[@]}" | fold -s -w 100 | sed 's/^/  /' >&2
        printf '\nNo service is started and no PostgreSQL cluster is made. Install them now? [Y/n] ' >&2
        read -r answer || answer=n
        case $answer in
        '' | [Yy]*) ;;
        *) stop $not_ready "Nothing was installed. Muster cannot be built without them." ;;
        esac
    fi
    quietly "Installing ${#missing[@]} Debian packages" packages \
        "${as_root[@]}" "$root/scripts/install-packages" "${missing[@]}" || exit $not_ready
    words=$(packages_missing "$@")
    [ -z "$words" ] || stop $not_ready "apt-get said that all went well, and yet these are missing: $words"
}

# folder_in_memory GIGABYTES: a folder whose files are in memory, where there is one with so much room and as much
# memory besides is free; fails where there is none. Programs can be started in it.
folder_in_memory() {
    local kilobytes=$(($1 * 1024 * 1024)) kind how room free
    read -r kind how < <(findmnt -nro FSTYPE,OPTIONS /dev/shm 2>/dev/null) || return 1
    [ "$kind" = tmpfs ] && [ -w /dev/shm ] || return 1
    case ,$how, in *,noexec,*) return 1 ;; esac
    room=$(df --output=avail -k /dev/shm | tail -n 1)
    free=$(sed -n 's/^MemAvailable: *\([0-9]*\) kB/\1/p' /proc/meminfo)
    [ "$room" -ge "$kilobytes" ] && [ "${free:-0}" -ge $((2 * kilobytes)) ] || return 1
    echo /dev/shm
}

# The folder of the logs; everything that these scripts write is below build/.
logs=$root/build/logs

# writable_folder FOLDER...: made where they are missing; stops with a plain word where that cannot be.
writable_folder() {
    local folder
    for folder in "$@"; do
        if ! mkdir -p "$folder" 2>/dev/null || [ ! -w "$folder" ]; then
            stop $not_ready "Cannot write to $folder. Next: clone Muster into a folder of your own and start there."
        fi
    done
}

# quietly TITLE NAME COMMAND...: runs it with its output in build/logs/NAME.log; shows the log's end if it fails.
quietly() {
    local title=$1 log=$logs/$2.log started=$SECONDS code=0
    shift 2
    writable_folder "$logs"
    say "$title ..."
    "$@" >"$log" 2>&1 </dev/null || code=$?
    if [ $code -ne 0 ]; then
        tail -n 40 "$log" >&2
        say "$title failed (exit code $code) after $((SECONDS - started)) s. The whole log: $log"
        return $code
    fi
    say "$title: done in $((SECONDS - started)) s"
}

# Reads ninja's lines and shows how far it is: one line that is rewritten on a terminal, else one at the start.
show_progress() {
    local log=$1 line counter said=''
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$log"
        case $line in
        *'Re-checking globbed'* | *'Re-running CMake'*) continue ;;
        '['*/*']'*) ;;
        *) continue ;;
        esac
        counter=${line%%]*}
        if [ -t 2 ]; then
            printf '\r\033[KBuilding %s]' "$counter" >&2
        elif [ -z "$said" ]; then
            say "Building ${counter##*/} steps (the first time takes some minutes) ..."
        fi
        said=yes
    done
    if [ -n "$said" ] && [ -t 2 ]; then
        printf '\r\033[K' >&2
    fi
}

# build_preset PRESET [-DNAME=VALUE...]: configures where needed and builds all of it in build/PRESET.
# Two at once in one checkout wait for each other.
build_preset() {
    writable_folder "$root/build/$1" "$logs"
    choose_cache
    (
        flock 9
        build_locked "$@"
    ) 9>"$root/build/$1/lock" || exit $?
}

build_locked() {
    local preset=$1 folder=$root/build/$1 log=$logs/$1.log started=$SECONDS
    shift
    : >"$log"
    # Other options than last time configure anew, also those that somebody gave to cmake by hand since; other files of
    # CMake's are seen by ninja itself.
    if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/configured-with" 2>/dev/null)" != "$*" ] ||
        [ "$folder/CMakeCache.txt" -nt "$folder/configured-with" ]; then
        if ! (cd "$root" && cmake --preset "$preset" "$@") >>"$log" 2>&1 </dev/null; then
            tail -n 40 "$log" >&2
            stop 1 "Configuring build/$preset failed. The whole log: $log"
        fi
        printf '%s\n' "$*" >"$folder/configured-with"
    fi
    if ! NINJA_STATUS='[%f/%t] ' ninja -C "$folder" 2>&1 </dev/null | show_progress "$log"; then
        # Other files went on compiling after the first that failed.
        sed -n '/^FAILED:/,$p' "$log" | grep -v '^\[' | head -n 60 >&2
        stop 1 "Building build/$preset failed. The whole log: $log"
    fi
    if [ $((SECONDS - started)) -ge 5 ]; then
        say "Built build/$preset in $((SECONDS - started)) s"
    fi
}

# ccache keeps its objects at home; where that cannot be written (a service's user), in the build folder.
choose_cache() {
    [ -z "${CCACHE_DIR:-}" ] || return 0
    local home=${HOME:-/nonexistent}
    if ! mkdir -p "$home/.cache/ccache" 2>/dev/null || [ ! -w "$home/.cache/ccache" ]; then
        export CCACHE_DIR=$root/build/ccache
    fi
}
