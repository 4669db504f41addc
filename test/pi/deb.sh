#!/usr/bin/env bash
# npm run test:deb [amd64|arm64|armhf]: the Debian package on a bare Debian 13 (trixie), with no compiler and no npm: apt
# installs it, the daemon reads a pty as its user, apt upgrades, removes and purges it. Root, debootstrap; another processor
# than this machine's needs qemu-user-static. The Debian is kept in $XDG_CACHE_HOME/linky-monitor-deb (0.5 GB).
# systemd does not run in there: its unit is verified, and the daemon is started with the unit's own command.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
arch=${1:-amd64}
cache=${DEB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/linky-monitor-deb}
home=/var/lib/linky-monitor
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

skip() {
  echo "test:deb skipped: $1"
  exit 0
}
[ "$(id -u)" = 0 ] || skip "not root"
command -v debootstrap >/dev/null || skip "no debootstrap (apt install debootstrap)"
command -v dpkg-deb >/dev/null || skip "no dpkg-deb"
command -v python3 >/dev/null || skip "no python3"
if [ "$arch" != "$(dpkg --print-architecture)" ]; then
  case $arch in arm64) processor=aarch64 ;; armhf) processor=arm ;; amd64) processor=x86_64 ;; esac
  [ -e "/proc/sys/fs/binfmt_misc/qemu-$processor" ] || skip "programs of $arch do not run here (apt install qemu-user-static)"
fi

mkdir -p "$cache"
exec 9>"$cache/lock"
flock -w 900 9 || skip "another run holds $cache"
base=$cache/trixie-$arch
if [ ! -e "$base/complete" ]; then
  rm -rf "$base"
  mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
    grep -E '^(URIs:|deb )' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ')
  debootstrap --variant=minbase --arch="$arch" trixie "$base" "${mirror:-http://deb.debian.org/debian}" >"$cache/debootstrap.log" 2>&1 ||
    skip "no Debian 13 can be had: see $cache/debootstrap.log"
  chroot "$base" sh -c 'apt-get update -q && apt-get install -y -q --no-install-recommends nodejs systemd' \
    >"$cache/apt.log" 2>&1 || skip "no Node for $arch can be had: see $cache/apt.log"
  touch "$base/complete"
fi

debian=$(mktemp -d "$cache/run-XXXXXX")
wire_pid=''
finish() {
  [ -z "$wire_pid" ] || kill "$wire_pid" 2>/dev/null || true
  for mount in dev/pts dev proc; do umount "$debian/$mount" 2>/dev/null || true; done
  mountpoint -q "$debian/dev" || rm -rf "$debian"
}
trap finish EXIT
cp -a --reflink=auto "$base/." "$debian/"
mount -t proc proc "$debian/proc"
mount --bind /dev "$debian/dev"
mount --bind /dev/pts "$debian/dev/pts"
# Nothing is to be started by dpkg: there is no systemd.
printf '#!/bin/sh\nexit 101\n' >"$debian/usr/sbin/policy-rc.d"
chmod 755 "$debian/usr/sbin/policy-rc.d"

inside() {
  chroot "$debian" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive "$@"
}
as_linky() { inside setpriv --reuid linky --regid linky --groups linky,dialout -- "$@"; }
step() { echo "* $*"; }
fail() {
  echo "test:deb: FAIL: $*"
  exit 1
}
expect() { # expect WHAT IS SHOULD-BE
  [ "$2" = "$3" ] || fail "$1: $2, not $3"
}
# OWNER:GROUP MODE of a path of the Debian's
owner() { inside stat -c '%U:%G %a' "$1"; }

step "the package, and one of an earlier version, with other prices"
node "$root/dist/src/bundle/deb/deb.js" --out "$debian/root" "$arch" >/dev/null
new=$(basename "$debian"/root/linky-monitor_*_"$arch".deb)
dpkg-deb -R "$debian/root/$new" "$debian/root/old"
sed -i 's/^Version: .*/Version: 0.9.0/' "$debian/root/old/DEBIAN/control"
sed -i '$d' "$debian/root/old/etc/linky-monitor/tariffs.conf"
dpkg-deb --root-owner-group -b "$debian/root/old" "$debian/root/old.deb" >/dev/null

step "apt install of the earlier one"
inside apt-get install -y --no-install-recommends /root/old.deb 2>&1 | grep '^linky-monitor' || true
expect "the home" "$(owner $home)" "linky:linky 2750"
expect "logs/" "$(owner $home/logs)" "linky:linky 2770"
expect "conf/" "$(inside readlink $home/conf)" "/etc/linky-monitor"
expect "/etc/linky-monitor" "$(owner /etc/linky-monitor)" "linky:linky 2770"
expect "LinkyAcq.conf" "$(owner /etc/linky-monitor/LinkyAcq.conf)" "linky:linky 660"
for group in dialout i2c gpio linky; do inside getent group $group >/dev/null || fail "no group $group"; done
expect "started with the machine" "$(inside readlink /etc/systemd/system/multi-user.target.wants/linky-monitor.service)" \
  "/usr/lib/systemd/system/linky-monitor.service"
if inside sh -c 'command -v gcc || command -v npm'; then fail "a compiler or npm is there: nothing is proven"; fi
inside systemd-analyze verify linky-monitor.service || fail "the unit"
inside linky-monitor service install --dry-run --lang en | grep -q 'nothing to do' || fail "service install: $(inside linky-monitor service install --dry-run --lang en | head -20)"
(inside linky-monitor service status --lang en || true) | head -1
inside linky-monitor --version

step "the daemon, with the unit's command, as its user, on a pty"
mkfifo "$cache/wire.$$"
python3 ../support/wire.py "$debian/root/tty" 1200 <"$cache/wire.$$" >/dev/null &
wire_pid=$!
node "$root/dist/program/cli.cjs" simulate --contract ejp --speed 1 --out - >"$cache/wire.$$" &
rm "$cache/wire.$$"
until [ -L "$debian/root/tty" ]; do sleep 0.1; done
tty=$(readlink "$debian/root/tty")
chgrp dialout "$tty" && chmod 660 "$tty"
inside install -d -o linky -g linky -m 0750 /run/linky-monitor
command=$(sed -n 's/^ExecStart=//p' "$debian/usr/lib/systemd/system/linky-monitor.service")
# shellcheck disable=SC2086
as_linky env RUNTIME_DIRECTORY=/run/linky-monitor $command --input "$tty" -t "${DEB_SECONDS:-60}" 2>&1 | sed 's/^/    /' || true
log=$(inside sh -c "ls $home/logs/LinkyMonitor_*.log")
expect "the log" "$(inside stat -c '%U:%G' "$log")" "linky:linky"
grep -m1 ' DATA ' "$debian$log" || fail "no line in the log"
inside linky-monitor report --lang en | head -2
if [ "$arch" != amd64 ]; then
  inside /usr/bin/node -e 'require("/usr/lib/linky-monitor/node_modules/i2c-bus").openSync(1); console.log("i2c-bus loads")' ||
    fail "i2c-bus does not load"
fi
sum=$(sha256sum <"$debian$log")

step "the owner's edit, then apt install of the new one"
echo 'NB_PAPP 4' >>"$debian/etc/linky-monitor/LinkyAcq.conf"
inside apt-get install -y --no-install-recommends "/root/$new" 2>&1 | grep '^linky-monitor' || true
tail -1 "$debian/etc/linky-monitor/LinkyAcq.conf" | grep -q 'NB_PAPP 4' || fail "the edit is gone"
cmp -s "$debian/etc/linky-monitor/tariffs.conf" "$root/conf/tariffs.conf" || fail "the new prices are not there"
expect "tariffs.conf" "$(owner /etc/linky-monitor/tariffs.conf)" "linky:linky 660"
expect "LinkyAcq.conf" "$(owner /etc/linky-monitor/LinkyAcq.conf)" "linky:linky 660"
inside dpkg --verify linky-monitor | grep -v ' c ' && fail "dpkg --verify"

step "a conf that wants more than the package's unit has: one in /etc comes before it, and goes again"
echo 'INPUT_DEV tcp://meter:7000' >>"$debian/etc/linky-monitor/LinkyAcq.conf"
inside linky-monitor service install --dry-run --lang en | sed -n '2,3p;$p'
sed -i '$d' "$debian/etc/linky-monitor/LinkyAcq.conf"

step "apt remove"
inside apt-get remove -y linky-monitor >/dev/null 2>&1
[ ! -e "$debian/usr/lib/linky-monitor" ] || fail "the program is still there"
tail -1 "$debian/etc/linky-monitor/LinkyAcq.conf" | grep -q 'NB_PAPP 4' || fail "remove took the conf"
expect "the log" "$(sha256sum <"$debian$log")" "$sum"

step "apt install again: conf and logs are found"
inside apt-get install -y --no-install-recommends "/root/$new" >/dev/null 2>&1
inside linky-monitor report --lang en | head -1

step "apt purge"
inside apt-get purge -y linky-monitor 2>&1 | grep '^linky-monitor' || true
[ ! -e "$debian/etc/linky-monitor" ] || fail "purge left the conf"
expect "the log" "$(sha256sum <"$debian$log")" "$sum"
inside find / -xdev \( -name '*linky*' -o -name '*LinkyMonitor*' \) -not -path '/proc/*' -not -path '/root/*' -not -path '/var/log/*'
echo "test:deb: $arch: PASS"
