#!/usr/bin/env bash
# npm run test:arm: the packed program under a 32-bit Node, that of Debian 13 for armhf, which qemu-user runs: npm installs
# it, then x86 and ARM are asked the same (arm.ts). Root, debootstrap, qemu-user-static, npm's registry.
set -euo pipefail
cd "$(dirname "$0")"
project=$(cd ../.. && pwd)
cache=${DEB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/linky-monitor-deb}

skip() {
  echo "test:arm skipped: $1"
  exit 0
}
[ "$(id -u)" = 0 ] || skip "not root"
for program in debootstrap python3; do
  command -v $program >/dev/null || skip "no $program"
done
. ./trixie.sh
can_run armhf
[ -z "$native" ] || skip "this machine is the ARM"
make_base armhf

debian=$(mktemp -d "$cache/run-XXXXXX")
finish() {
  for mount in "$debian/dev/pts" "$debian/dev" "$debian/proc"; do umount "$mount" 2>/dev/null || true; done
  # Never through a mount that is still there.
  rm -rf --one-file-system "$debian"
}
trap finish EXIT
cp -a --reflink=auto "$base/." "$debian/"
mount -t proc proc "$debian/proc"
mount --bind /dev "$debian/dev"
mount --bind /dev/pts "$debian/dev/pts"

# npm is JavaScript: that of this machine runs there. There is no compiler: i2c-bus and onoff are left out, as npm does it.
mkdir "$debian/opt/npm"
cp -a "$(npm root -g)/npm/." "$debian/opt/npm/"
npm pack -s --prefix "$project" --pack-destination "$debian/srv" "$project" >/dev/null
certificates=${NODE_EXTRA_CA_CERTS:-}
[ -z "$certificates" ] || install -D "$certificates" "$debian/$certificates"
began=$SECONDS
env -i PATH=/usr/sbin:/usr/bin:/bin HOME=/root NODE_EXTRA_CA_CERTS="$certificates" chroot "$debian" \
  node /opt/npm/bin/npm-cli.js install -g --no-fund --no-audit --loglevel=error /srv/linky-monitor-1.0.0.tgz >"$cache/npm.log" 2>&1 ||
  skip "npm does not give the dependencies: see $cache/npm.log"
echo "npm install -g took $((SECONDS - began)) s under qemu"
ARM_ROOT=$debian node ../../dist/test/pi/arm.js
