#!/usr/bin/env bash
# Makes the emulated PC that a USB serial adapter is pulled from: QEMU's q35 with Debian's own kernel, udev, and the Node of
# this machine, in an initramfs. The emulated Pi cannot be used: its USB controller hangs when a device is pulled.
# All files are in $PI, which is kept between runs. Root, Debian 12 and x86_64 are needed.
set -euo pipefail
PI=${PI:?directory of the machine}
export DEBIAN_FRONTEND=noninteractive

# The stamp has a hash of this file and of Node's version: when either changes, the machine is made again.
STAMP=$PI/machine-$({ cat "$0"; node --version; } | sha256sum | cut -c1-12)
if [ -e "$STAMP" ]; then exit 0; fi
mkdir -p "$PI/debs"
cd "$PI"
rm -rf machine-* base sysroot kernel

missing=""
for package in qemu-system-x86 cpio; do
  dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ] || [ ! -e debs/complete ]; then apt-get update -q >apt.log 2>&1; fi
if [ -n "$missing" ]; then
  echo "installing$missing"
  # shellcheck disable=SC2086
  apt-get install -y -q --no-install-recommends $missing >>apt.log 2>&1
fi
if [ ! -e debs/complete ]; then
  echo "downloading the kernel and udev"
  kernel=$(apt-cache show linux-image-amd64 2>/dev/null | sed -n 's/^Depends: *\(linux-image-[^ ,]*\).*/\1/p' | head -1)
  (cd debs && apt-get -o APT::Sandbox::User=root download "$kernel" busybox-static udev libkmod2 >>../apt.log 2>&1)
  touch debs/complete
fi
for deb in debs/{busybox-static,udev,libkmod2}_*.deb; do dpkg-deb -x "$deb" sysroot; done
dpkg-deb -x debs/linux-image-*.deb kernel
cp kernel/boot/vmlinuz-* vmlinuz

mkdir -p base/{bin,proc,sys,dev,run,tmp,etc/udev,opt,lib/modules,lib/udev,lib64,lib/x86_64-linux-gnu}
cp sysroot/bin/busybox sysroot/bin/udevadm base/bin/
cp "$(readlink -f "$(command -v node)")" base/bin/node
cp -r sysroot/lib/udev/rules.d base/lib/udev/
cp -L /lib64/ld-linux-x86-64.so.2 base/lib64/
LD_LIBRARY_PATH=$PI/sysroot/usr/lib/x86_64-linux-gnu ldd base/bin/node base/bin/udevadm |
  sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | sort -u | while read -r library; do cp -L "$library" base/lib/x86_64-linux-gnu/; done
# Each needs those before it.
modules="usb/common/usb-common usb/core/usbcore usb/host/xhci-hcd usb/host/xhci-pci usb/serial/usbserial usb/serial/ftdi_sio"
for module in $modules; do
  cp kernel/lib/modules/*/kernel/drivers/"$module".ko base/lib/modules/
done
cat >base/init <<'INIT'
#!/bin/busybox sh
# A shell on the first serial line: each command is answered by its output and a line with its exit code.
/bin/busybox --install -s /bin
export PATH=/bin HOME=/tmp TERM=dumb
mount -t proc p /proc; mount -t sysfs s /sys; mount -t devtmpfs d /dev; mkdir -p /dev/pts; mount -t devpts d /dev/pts
mount -t tmpfs t /tmp; mount -t tmpfs r /run
echo "root:x:0:0::/tmp:/bin/sh" > /etc/passwd
ln -s /bin/udevadm /bin/systemd-udevd
systemd-udevd --daemon
for module in usb-common usbcore xhci-hcd xhci-pci usbserial ftdi_sio; do insmod /lib/modules/$module.ko; done
udevadm settle
stty -echo -opost
stty -F /dev/ttyS1 raw -echo
cd /opt
echo "PI-READY $(uname -r) $(cat /sys/class/dmi/id/product_name)"
while read -r line; do eval "$line"; echo "PI-DONE $?"; done
INIT
chmod +x base/init
(cd base && find . | cpio -o -H newc --quiet) >base.cpio
rm -rf base sysroot kernel
touch "$STAMP"
