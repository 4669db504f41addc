# shellcheck shell=bash
# Sourced: a bare Debian 13 (trixie) with its Node for a processor, in $cache, kept for the next run (0.5 GB). Needs `skip`.

native=1
# can_run ARCH: whether programs of this processor run here; qemu-user-static runs those of others.
can_run() {
  [ "$1" != "$(dpkg --print-architecture)" ] || return 0
  native=''
  local processor=x86_64
  case $1 in arm64) processor=aarch64 ;; armhf) processor=arm ;; esac
  [ -e "/proc/sys/fs/binfmt_misc/qemu-$processor" ] || skip "programs of $1 do not run here (apt install qemu-user-static)"
}

# make_base ARCH: $base is where it is.
make_base() {
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock -w 900 9 || skip "another run holds $cache"
  base=$cache/trixie-$1
  [ ! -e "$base/complete" ] || return 0
  rm -rf "$base"
  local mirror
  mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
    grep -E '^(URIs:|deb )' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ')
  debootstrap --variant=minbase --arch="$1" trixie "$base" "${mirror:-http://deb.debian.org/debian}" >"$cache/debootstrap.log" 2>&1 ||
    skip "no Debian 13 can be had: see $cache/debootstrap.log"
  chroot "$base" sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends nodejs systemd' \
    >"$cache/apt.log" 2>&1 || skip "no Node for $1 can be had: see $cache/apt.log"
  touch "$base/complete"
}
