#!/usr/bin/env bash
# npm run test:deb [amd64|arm64|armhf]: the Debian package on a bare Debian 13 (trixie), with no compiler and no npm: apt
# installs it, its service runs, the daemon reads a pty as its user, apt upgrades, removes and purges it. Root, debootstrap;
# another processor than this machine's needs qemu-user-static. The Debian is kept in $XDG_CACHE_HOME/linky-monitor-deb (0.5 GB).
# Debian's own systemd runs where it can be process 1 of namespaces; elsewhere, as under qemu, this says that it does not.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
arch=${1:-amd64}
cache=${DEB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/linky-monitor-deb}
home=/var/lib/linky-monitor
conf=/etc/linky-monitor
unit=linky-monitor.service

skip() {
  echo "test:deb skipped: $1"
  exit 0
}
[ "$(id -u)" = 0 ] || skip "not root"
for program in debootstrap dpkg-deb python3; do
  command -v $program >/dev/null || skip "no $program"
done
. ./trixie.sh
can_run "$arch"
make_base "$arch"

debian=$(mktemp -d "$cache/run-XXXXXX")
group=$cache/cgroup/linky-$$
pids=()
finish() {
  disown -a
  # unshare ends with this signal only, and takes systemd along.
  for pid in "${pids[@]}"; do
    kill -KILL "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  done
  rmdir "$group" 2>/dev/null || true
  for mount in "$cache/cgroup" "$debian/dev/pts" "$debian/dev" "$debian/proc"; do umount "$mount" 2>/dev/null || true; done
  # Never through a mount that is still there.
  rm -rf --one-file-system "$debian"
}
trap finish EXIT
cp -a --reflink=auto "$base/." "$debian/"

step() { echo "* $*"; }
fail() {
  echo "test:deb: FAIL: $*"
  exit 1
}
expect() { # expect WHAT IS SHOULD-BE
  [ "$2" = "$3" ] || fail "$1: $2, not $3"
}

# Boots it; else mounts what programs need, and keeps dpkg from starting anything.
init=''
boot() {
  [ -n "$native" ] || return 1
  mkdir -p "$cache/cgroup"
  mount -t cgroup2 cgroup2 "$cache/cgroup" 2>/dev/null || return 1
  mkdir "$group"
  ./deb-boot.sh "$debian" "$group" >"$cache/boot.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 100); do
    sleep 0.3
    init=$(pgrep -P "${pids[0]}" -f '^/lib/systemd/systemd' || true)
    case $(within systemctl is-system-running 2>/dev/null || true) in running | degraded) return 0 ;; esac
  done
  return 1
}
clean=(env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
  DEBIAN_FRONTEND=noninteractive)
within() { nsenter -t "$init" -m -p -i -u -C -r -w "${clean[@]}" "$@"; }
if boot; then
  inside() { within "$@"; }
  running() { within systemctl show -P MainPID $unit; }
else
  echo "systemd is not tried: it cannot be process 1 here"
  init=''
  inside() { chroot "$debian" "${clean[@]}" "$@"; }
  mount -t proc proc "$debian/proc"
  mount --bind /dev "$debian/dev"
  mount --bind /dev/pts "$debian/dev/pts"
  printf '#!/bin/sh\nexit 101\n' >"$debian/usr/sbin/policy-rc.d"
  chmod 755 "$debian/usr/sbin/policy-rc.d"
fi
as_linky() { inside setpriv --reuid linky --regid linky --groups linky,dialout -- "$@"; }
# OWNER:GROUP MODE of a path of the Debian's
owner() { inside stat -c '%U:%G %a' "$1"; }
apt() {
  inside apt-get "$@" >"$cache/apt-run.log" 2>&1 || fail "apt-get $*: $(tail -5 "$cache/apt-run.log")"
  grep '^linky-monitor' "$cache/apt-run.log" || true
}

step "the package, and one of an earlier version, with other prices"
node "$root/dist/src/bundle/deb/deb.js" --out "$debian/srv" "$arch" >/dev/null
new=/srv/$(basename "$debian"/srv/linky-monitor_*_"$arch".deb)
dpkg-deb -R "$debian$new" "$debian/srv/old"
sed -i 's/^Version: .*/Version: 0.9.0/' "$debian/srv/old/DEBIAN/control"
sed -i '$d' "$debian/srv/old$conf/tariffs.conf"
dpkg-deb --root-owner-group -b "$debian/srv/old" "$debian/srv/old.deb" >/dev/null
rm -r "$debian/srv/old"

step "apt install of the earlier one, where the home of an npm installation is"
mkdir -p "$debian$home/conf" "$debian$home/logs"
echo 'WAIT_BETWEEN_FRAMES 1' >"$debian$home/conf/LinkyAcq.conf"
apt install -y --no-install-recommends /srv/old.deb
expect "the conf" "$(cat "$debian$conf/LinkyAcq.conf")" "WAIT_BETWEEN_FRAMES 1"
expect "its copy" "$(inside ls $home/conf.before)" "LinkyAcq.conf"
expect "the home" "$(owner $home)" "linky:linky 2750"
expect "logs/" "$(owner $home/logs)" "linky:linky 2770"
expect "conf/" "$(inside readlink $home/conf)" "$conf"
for path in "" /LinkyAcq.conf /tariffs.conf; do
  expect "$conf$path" "$(owner $conf$path)" "linky:linky $([ -n "$path" ] && echo 660 || echo 2770)"
done
for name in dialout i2c gpio linky; do inside getent group $name >/dev/null || fail "no group $name"; done
expect "started with the machine" "$(inside readlink -f /etc/systemd/system/multi-user.target.wants/$unit)" \
  "/usr/lib/systemd/system/$unit"
if inside sh -c 'command -v gcc || command -v npm'; then fail "a compiler or npm is there: nothing is proven"; fi
inside systemd-analyze verify $unit || fail "the unit"
inside linky-monitor service install --dry-run --lang en | grep -q 'nothing to do' || fail "service install has something to do"
(inside linky-monitor service status --lang en || true) | sed 's/^/    /'

step "the daemon, with the unit's command, as its user, on a pty"
[ -z "$init" ] || within systemctl stop $unit
fifo=$cache/wire-$$
mkfifo "$fifo"
python3 ../support/wire.py "$debian/srv/tty" 1200 free <"$fifo" >/dev/null &
pids+=($!)
node "$root/dist/program/cli.cjs" simulate --contract ejp --speed 1 --out - >"$fifo" &
pids+=($!)
until [ -L "$debian/srv/tty" ]; do sleep 0.1; done
rm "$fifo"
tty=$(readlink "$debian/srv/tty")
chgrp dialout "$tty" && chmod 660 "$tty"
inside install -d -o linky -g linky -m 0750 /run/linky-monitor
command=$(sed -n 's/^ExecStart=//p' "$debian/usr/lib/systemd/system/$unit")
# shellcheck disable=SC2086
as_linky env RUNTIME_DIRECTORY=/run/linky-monitor $command --input "$tty" -t "${DEB_SECONDS:-45}" >"$cache/daemon.log" 2>&1 || true
sed 's/^/    /' "$cache/daemon.log"
if grep -q 'i2c-bus' "$cache/daemon.log"; then fail "i2c-bus does not load"; fi
log=$(inside sh -c "ls $home/logs/LinkyMonitor_*.log")
expect "the log" "$(inside stat -c '%U:%G' "$log")" "linky:linky"
grep -m1 ' DATA ' "$debian$log" || fail "no line in the log"
inside linky-monitor report --lang en | sed -n 's/^/    /;1,2p'

step "the owner's edit, then apt install of the new one"
printf '%s\n' 'INPUT_DEV sim:ejp-day' 'NB_PAPP 4' >>"$debian$conf/LinkyAcq.conf"
if [ -n "$init" ]; then
  within systemctl start $unit
  old_pid=$(running)
fi
apt install -y --no-install-recommends "$new"
expect "the edit" "$(tail -1 "$debian$conf/LinkyAcq.conf")" "NB_PAPP 4"
cmp -s "$debian$conf/tariffs.conf" "$root/conf/tariffs.conf" || fail "the new prices are not there"
for name in LinkyAcq.conf tariffs.conf; do expect $name "$(owner $conf/$name)" "linky:linky 660"; done
if [ -n "$init" ]; then
  expect "the service" "$(within systemctl is-active $unit)" active
  if [ "$(running)" = "$old_pid" ]; then fail "the upgrade has not restarted the daemon"; fi
  within journalctl -q -u $unit -n 3 -o cat | sed 's/^/    /'
fi

step "a conf that wants more than the package's unit has: one in /etc comes before it, and goes again"
echo 'INPUT_DEV tcp://127.0.0.1:7' >>"$debian$conf/LinkyAcq.conf"
if [ -n "$init" ]; then
  within linky-monitor service install --yes --lang en | sed 's/^/    /'
  expect "the network" "$(within systemctl show -P PrivateNetwork $unit)" no
  sed -i '$d' "$debian$conf/LinkyAcq.conf"
  within linky-monitor service install --yes --lang en | sed 's/^/    /'
  expect "the network" "$(within systemctl show -P PrivateNetwork $unit)" yes
  within linky-monitor service install --yes --mqtt --pages /run/linky-pages >/dev/null
  expect "the bridge" "$(within systemctl is-enabled linky-monitor-mqtt.service)" enabled
else
  inside linky-monitor service install --dry-run --lang en | sed -n 's/^/    /;2,3p;$p'
  sed -i '$d' "$debian$conf/LinkyAcq.conf"
fi
sums() { (cd "$debian$home/logs" && sha256sum -- *.log); }

step "apt remove"
apt remove -y linky-monitor
[ ! -e "$debian/usr/lib/linky-monitor" ] || fail "the program is still there"
[ -z "$init" ] || expect "the service" "$(within systemctl is-active $unit || true)" inactive
expect "units in /etc" "$(inside find /etc/systemd/system -name 'linky-monitor-*')" ""
expect "the edit" "$(tail -1 "$debian$conf/LinkyAcq.conf")" "NB_PAPP 4"
logs=$(sums)

step "apt install again: conf and logs are found"
apt install -y --no-install-recommends "$new"
inside linky-monitor report --lang en | sed -n 's/^/    /;1p'
[ -z "$init" ] || expect "the service" "$(within systemctl is-active $unit)" active

step "setup --yes, which listens to the meter on the pty"
[ -z "$init" ] || within systemctl stop $unit
sed -i "s#^INPUT_DEV .*#INPUT_DEV $tty#" "$debian$conf/LinkyAcq.conf"
inside linky-monitor setup --yes --no-service --lang en >"$cache/setup.log" 2>&1 || fail "setup: $(tail -5 "$cache/setup.log")"
sed 's/^/    /' "$cache/setup.log"
grep -q EJP "$cache/setup.log" || fail "setup has not heard the meter"
expect "the edit" "$(grep -c '^NB_PAPP 4$' "$debian$conf/LinkyAcq.conf")" 1

step "apt purge"
[ -z "$init" ] || logs=$(sums)
apt purge -y linky-monitor
[ ! -e "$debian$conf" ] || fail "purge left the conf"
expect "the logs" "$(sums)" "$logs"
echo "    what stays:"
(cd "$debian" && find etc usr var -xdev -name '*linky*' -not -path 'var/log/*') | sed 's/^/    \//'
echo "test:deb: $arch: PASS"
