/** A processor that a package is made for. */
export interface Arch {
  /** As Debian calls it. */
  readonly name: 'amd64' | 'arm64' | 'armhf';
  /** The directory of serialport's own builds, as Node calls platform and processor. */
  readonly prebuild: string;
  /** The compiler that i2c-bus is made with; without one the package has none: a PC has no header for a display. */
  readonly compiler?: string;
  readonly compilerPackage?: string;
  /** Options of the compiler beside those for all. */
  readonly flags: readonly string[];
}

export const ARCHES: readonly Arch[] = [
  { name: 'amd64', prebuild: 'linux-x64', flags: [] },
  {
    name: 'arm64',
    prebuild: 'linux-arm64',
    compiler: 'aarch64-linux-gnu-g++',
    compilerPackage: 'g++-aarch64-linux-gnu',
    flags: [],
  },
  {
    name: 'armhf',
    prebuild: 'linux-arm',
    compiler: 'arm-linux-gnueabihf-g++',
    compilerPackage: 'g++-arm-linux-gnueabihf',
    // For every processor of a Raspberry Pi: Debian's compiler, and the files that it begins a library with, are for ARMv7.
    flags: ['-march=armv6+fp', '-marm', '-mfloat-abi=hard', '-nostartfiles'],
  },
];
