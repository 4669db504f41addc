#!/usr/bin/env bash
# Packs the project and installs the tarball, with its production dependencies, for an emulated machine: $PI/full.cpio.
#
#   package.sh arm64   for the Raspberry Pi, its addons built; armv7, armv6: for those of 32 bits
#   package.sh x64     for the PC, which has neither I2C nor GPIO: without the addons
set -euo pipefail
PI=${PI:?directory of the machine}
arch=${1:?arm64, armv7, armv6 or x64}
export NPM_CONFIG_LOGLEVEL=error NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false
project=$(cd "$(dirname "$0")/../.." && pwd)
cd "$PI"

rm -rf pack && mkdir pack
(cd "$project" && npm pack -s --pack-destination "$PI/pack" >/dev/null)
tarball=$(echo "$PI"/pack/linky-monitor-*.tgz)

# The dependencies are installed once for each list of them. The addons are built for arm64; serialport brings its own.
if [ "$arch" != x64 ]; then . "$project/test/pi/board.sh" "$arch"; fi
key=$(node -p 'const p=require(process.argv[1]);JSON.stringify([p.dependencies,p.optionalDependencies,p.overrides])' \
  "$project/package.json" | cat - "$project/test/pi/package.sh" "$project/test/pi/board.sh" | sha256sum | cut -c1-12)
if [ ! -e "app-$key" ]; then
  rm -rf app app-* headers
  mkdir -p app/opt headers
  cp "$tarball" app/linky-monitor.tgz
  (cd app/opt && echo '{"private":true}' >package.json && npm install -s --omit=dev --ignore-scripts ../linky-monitor.tgz) ||
    exit 75 # npm cannot give the dependencies: not a fault of the project
  if [ "$arch" != x64 ]; then
    if [ -z "$NODE_DEBS" ]; then
      tar xzf "$NODE.tgz" -C headers package/include
    else
      # Debian has them in two packages.
      cp -r sysroot/usr headers/package
      cp -r sysroot/usr/include/{uv,uv.h} headers/package/include/node/
    fi
    gyp=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
    for addon in $ADDONS; do
      (
        cd "app/opt/node_modules/$addon"
        CC=$TRIPLE-gcc CXX=$TRIPLE-g++ AR=$TRIPLE-ar LINK=$TRIPLE-g++ \
          node "$gyp" rebuild --arch="$NODE_ARCH" --nodedir="$PI/headers/package" >"$PI/gyp-$(basename "$addon").log" 2>&1
        rm -rf build/Release/obj.target
      )
    done
  fi
  [ "${DEBIAN:-}" != armel ] || rm -r app/opt/node_modules/@serialport/bindings-cpp/prebuilds/linux-arm
  find app/opt/node_modules/@serialport/bindings-cpp/prebuilds -mindepth 1 -maxdepth 1 ! -name "linux-${NODE_ARCH:-$arch}" -exec rm -rf {} +
  rm app/linky-monitor.tgz
  touch "app-$key"
fi

# The project itself is new each time, from its tarball; the tests of the ports are added, with the modules that they
# import: the program ships as a few files.
installed=app/opt/node_modules/linky-monitor
rm -rf "$installed" && mkdir -p "$installed"
tar xzf "$tarball" -C "$installed" --strip-components=1
mkdir -p "$installed/dist/test/pi" "$installed/dist/test/support"
cp "$project"/dist/test/support/panel-ports.js "$installed/dist/test/support/"
cp "$project"/dist/test/pi/on-the-pi.js "$installed/dist/test/pi/"
(cd "$project/dist" && find src -name "*.js" | cpio -o -H newc --quiet) | (cd "$installed/dist" && cpio -i -d -u --quiet)
(cd app && find . | cpio -o -H newc --quiet) >app.cpio
cat base.cpio app.cpio >full.cpio
