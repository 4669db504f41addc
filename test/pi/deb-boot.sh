#!/usr/bin/env bash
# deb-boot.sh DIR GROUP: the systemd of the Debian in DIR, as process 1 of namespaces of its own, and in GROUP, a directory of
# cgroup2 (deb.sh). It ends with this script.
set -euo pipefail
echo $$ >"$2/cgroup.procs"
# shellcheck disable=SC2016
exec unshare --cgroup --pid --mount --ipc --uts --fork --kill-child bash -euc '
  mount --make-rprivate /
  # systemd wants its root to be a mount.
  mount --bind "$0" "$0"
  for each in proc sysfs:sys tmpfs:run tmpfs:tmp cgroup2:sys/fs/cgroup tmpfs:dev; do
    mount -t "${each%%:*}" "${each%%:*}" "$0/${each##*:}"
  done
  chmod 755 "$0/dev"
  mkdir "$0/dev/pts" "$0/dev/shm"
  for device in null zero full random urandom tty ptmx; do
    touch "$0/dev/$device"
    mount --bind "/dev/$device" "$0/dev/$device"
  done
  mount --bind /dev/pts "$0/dev/pts"
  hostname debian
  exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$0" /lib/systemd/systemd
' "$1"
