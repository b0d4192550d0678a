#!/bin/sh
# Backs up and restores a hub with embedded stores, and shows that its audit log is whole. The hub must be stopped.
#
#   backup.sh save    <data> <directory>         makes <directory>/hub.tar, keys.tar and SHA256SUMS
#   backup.sh restore <directory> <data>         unpacks both into <data>, which must be empty or absent
#   backup.sh prove   <directory> <vkey> <jar>   checks the sums, then the log in the backup with the hub's own verifier
#
# keys.tar holds personal.keys, log.key and file-links.keys: keep it apart from hub.tar, and only its newest copy, for an
# older one brings erased persons back.
set -eu
umask 077

fail() {
    echo "$1" >&2
    exit 1
}

save() {
    data=$1
    target=$2
    test -d "$data/postgres" || fail "$data holds no postgres/: with a database of your own, use its own backup"
    test ! -e "$data/postgres/postmaster.pid" || fail "PostgreSQL is running on $data: stop the hub first"
    mkdir -p "$target"
    test ! -e "$target/hub.tar" || fail "$target has a backup already"
    tar -C "$data" --exclude=./spool --exclude=./dossier-spool --exclude=./hub.lock --exclude='./*.key' --exclude='./*.keys' \
        -cf "$target/hub.tar" .
    (cd "$data" && find . -maxdepth 1 \( -name '*.key' -o -name '*.keys' \) -print | sort) |
        tar -C "$data" -cf "$target/keys.tar" -T -
    (cd "$target" && sha256sum hub.tar keys.tar >SHA256SUMS)
    echo "saved $(wc -c <"$target/hub.tar") and $(wc -c <"$target/keys.tar") bytes"
}

sums() {
    (cd "$1" && sha256sum --quiet -c SHA256SUMS) || fail "the backup in $1 is damaged"
}

restore() {
    source=$1
    data=$2
    sums "$source"
    test ! -e "$data" || test -z "$(ls -A "$data")" || fail "$data is not empty"
    mkdir -p "$data"
    tar -C "$data" -xpf "$source/hub.tar"
    tar -C "$data" -xpf "$source/keys.tar"
    echo "restored into $data"
}

prove() {
    sums "$1"
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    tar -C "$scratch" -xf "$1/hub.tar" ./log
    java -jar "$3" verify --log "$scratch/log" --key "$2" --state "$scratch/state" --quiet
}

case "${1:-}:$#" in
    save:3) save "$2" "$3" ;;
    restore:3) restore "$2" "$3" ;;
    prove:4) prove "$2" "$3" "$4" ;;
    *) fail "usage: backup.sh save|restore|prove …; its first lines tell how" ;;
esac
