#!/usr/bin/env bash
# Makes an emulated Raspberry Pi: QEMU's board with Debian's own kernel for it, Node and a few libraries in an initramfs.
# All files are in $PI, which is kept between runs. Root, Debian 12 and x86_64 are needed.
#
#   machine.sh arm64   a Pi 3B, 64 bits
#   machine.sh armv7   a Pi 2B, 32 bits
#   machine.sh armv6   a Pi Zero
set -euo pipefail
PI=${PI:?directory of the machine}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/board.sh" "$@"
export DEBIAN_FRONTEND=noninteractive NPM_CONFIG_LOGLEVEL=error

# The stamp has a hash of these files: when the recipe changes, the machine is made again.
STAMP=$PI/machine-$(cat "$here/machine.sh" "$here/board.sh" | sha256sum | cut -c1-12)
if [ -e "$STAMP" ]; then exit 0; fi
mkdir -p "$PI"
cd "$PI"
rm -rf machine-* base debs

# QEMU 7.2 of bookworm gives its shared libraries only: its Raspberry Pi has no I2C; that of backports has.
missing=""
for package in qemu-system-arm device-tree-compiler cpio "g++-$TRIPLE" xz-utils; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "installing$missing"
  apt-get update -q >apt.log 2>&1
  # shellcheck disable=SC2086
  apt-get install -y -q --no-install-recommends $missing >>apt.log 2>&1
fi

# Foreign packages need an apt configuration of their own: that of this machine stays as it is.
mkdir -p apt/lists/partial apt/cache/archives/partial debs
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
  grep -E '^(URIs:|deb )' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1 | tr -d ' ')
cat >apt/sources.list <<SOURCES
deb [arch=amd64,$DEBIAN signed-by=$keyring] $mirror bookworm main
deb [arch=amd64,$DEBIAN signed-by=$keyring] $mirror bookworm-backports main
SOURCES
cat >apt/apt.conf <<CONF
Dir::Etc::sourcelist "$PI/apt/sources.list"; Dir::Etc::sourceparts "-"; Dir::State::lists "$PI/apt/lists";
Dir::Cache "$PI/apt/cache"; APT::Architectures {"amd64";"$DEBIAN";}; APT::Sandbox::User "root"; Acquire::Languages "none";
CONF
if [ ! -e debs/complete ]; then
  echo "downloading QEMU 10, the kernel and the libraries"
  (
    export APT_CONFIG=$PI/apt/apt.conf
    apt-get update -q >apt.log 2>&1
    kernel=$(apt-cache show "$KERNEL:$DEBIAN/bookworm-backports" 2>/dev/null |
      sed -n 's/^Depends: *\(linux-image-[^ ,]*\).*/\1/p' | head -1)
    qemu=$(apt-cache madison qemu-system-arm | awk '/backports.*amd64/{print $3; exit}')
    cd debs
    # Those of Node are for this processor or for every one.
    for package in $NODE_DEBS; do
      apt-get download "$package:$DEBIAN/bookworm" >>../apt.log 2>&1 || apt-get download "$package/bookworm" >>../apt.log 2>&1
    done
    apt-get download "qemu-system-arm:amd64=$qemu" "qemu-system-common:amd64=$qemu" "qemu-system-data=$qemu" \
      "$kernel:$DEBIAN" \
      {busybox-static,libc6,libstdc++6,libgcc-s1,libatomic1,gpiod,libgpiod2}:"$DEBIAN/bookworm" >>../apt.log 2>&1
    touch complete
  )
fi

# The libraries that programs of the machine need, those of these libraries too.
needed() {
  local names=("$@") known='' name library
  while [ ${#names[@]} -gt 0 ]; do
    name=${names[0]} names=("${names[@]:1}")
    for library in $(readelf -d "$name" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p'); do
      case " $known $LOADER " in *" $library "*) continue ;; esac
      known="$known $library"
      names+=("$(find sysroot/lib/"$TRIPLE" sysroot/usr/lib/"$TRIPLE" -name "$library" | head -1)")
    done
  done
  echo "$known"
}

rm -rf qemu kernel sysroot
for deb in debs/qemu-system-*.deb; do dpkg-deb -x "$deb" qemu; done
dpkg-deb -x debs/linux-image-*_"$DEBIAN".deb kernel
for deb in debs/{busybox-static,libc6,libstdc++6,libgcc-s1,libatomic1,gpiod,libgpiod2}_*_"$DEBIAN".deb; do dpkg-deb -x "$deb" sysroot; done

# The board's own device tree; the PL011 is freed from Bluetooth, as dtoverlay=disable-bt does, and the mini-UART, which
# has the shell, is on.
cp kernel/usr/lib/linux-image-*/"$DEVICE_TREE" pi.dtb
fdtput -r pi.dtb /soc/serial@7e201000/bluetooth 2>/dev/null || true
fdtput -t s pi.dtb /soc/serial@7e215040 status okay
cp kernel/boot/vmlinuz-* vmlinuz

mkdir -p base/{bin,proc,sys,dev,tmp,etc,opt,lib/modules,lib/"$TRIPLE"}
cp sysroot/bin/busybox base/bin/
cp sysroot/usr/bin/gpioset base/bin/
if [ -z "$NODE_DEBS" ]; then
  [ -f "$NODE.tgz" ] || npm pack -s "${NODE%-*}@${NODE##*-}" >/dev/null
  tar xzf "$NODE.tgz" -O package/bin/node >base/bin/node
  chmod +x base/bin/node
else
  for deb in debs/{nodejs,libnode,libbrotli,libc-ares,libicu,libnghttp2,libssl,libuv,zlib,node-}*.deb; do dpkg-deb -x "$deb" sysroot; done
  cp sysroot/usr/bin/node base/bin/
  mkdir -p base/usr/share
  cp -r sysroot/usr/share/nodejs base/usr/share/
fi
cp -L sysroot/lib/"$LOADER" base/lib/
for library in $(needed base/bin/node base/bin/gpioset); do
  cp -L "$(find sysroot/lib/"$TRIPLE" sysroot/usr/lib/"$TRIPLE" -name "$library" | head -1)" base/lib/"$TRIPLE"/
done
for module in drivers/i2c/busses/i2c-bcm2835 drivers/i2c/i2c-dev drivers/watchdog/bcm2835_wdt; do
  file=$(echo kernel/lib/modules/*/kernel/"$module".ko.xz)
  # A kernel for the Pi alone has it inside.
  [ ! -e "$file" ] || xz -dc "$file" >"base/lib/modules/$(basename "$module").ko"
done
cat >base/init <<'INIT'
#!/bin/busybox sh
# A shell on the second serial line: each command is answered by its output and a line with its exit code.
/bin/busybox --install -s /bin
export PATH=/bin HOME=/tmp TERM=dumb
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev; mkdir -p /dev/pts; mount -t devpts d /dev/pts
mount -t tmpfs t /tmp
for module in /lib/modules/*.ko; do insmod $module; done
echo "root:x:0:0::/tmp:/bin/sh" > /etc/passwd
stty -echo -opost
cd /opt
echo "PI-READY $(uname -r) $(cat /proc/device-tree/model)"
while read -r line; do eval "$line"; echo "PI-DONE $?"; done
INIT
chmod +x base/init
(cd base && find . | cpio -o -H newc --quiet) >base.cpio
touch "$STAMP"
