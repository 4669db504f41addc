#!/usr/bin/env bash
# npm run test:pi: the packed project on an emulated Raspberry Pi 3B with a real kernel. See test/README.md.
# npm run test:pi -- armv7: on a Pi 2B, of 32 bits; -- armv6: on a Pi Zero.
# npm run test:pi -- usb: on an emulated PC instead, whose USB serial adapter is pulled and put back.
# The machine is kept in $XDG_CACHE_HOME/linky-monitor-pi (1 GB) for the next run.
set -euo pipefail
cd "$(dirname "$0")"
export PI=${PI:-${XDG_CACHE_HOME:-$HOME/.cache}/linky-monitor-pi}
machine=machine.sh arch=arm64
case ${1:-} in
armv7 | armv6) PI=$PI/$1 arch=$1 ;;
usb) PI=$PI/pc machine=pc.sh arch=x64 ;;
esac

skip() {
  echo "test:pi skipped: needs root, apt (Debian 12), x86_64 ($1)"
  exit 0
}
[ "$(uname -m)" = x86_64 ] || skip "this is $(uname -m)"
[ "$(id -u)" = 0 ] || skip "not root"
command -v apt-get >/dev/null || skip "no apt-get"
grep -q '^VERSION_ID="12"' /etc/os-release 2>/dev/null || skip "not Debian 12"

mkdir -p "$PI"
exec 9>"$PI/lock"
flock -w 900 9 || skip "another run holds $PI"
began=$SECONDS
./$machine $arch || skip "the machine could not be made: see $PI/apt.log"
code=0
./package.sh $arch || code=$?
[ "$code" != 75 ] || skip "npm does not give the dependencies"
[ "$code" = 0 ] || {
  echo "test:pi: FAIL: the package does not install (see $PI/gyp-*.log)"
  exit 1
}
echo "machine and package ready after $((SECONDS - began)) s"
exec node ../../dist/test/pi/run.js "$@"
