import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ssd1306 } from '../support/ssd1306.ts';
import { Emulated } from './emulated.ts';

/** A picture of the OLED. */
export interface Seen {
  /** Since when it was shown, ms of performance.now. */
  readonly at: number;
  readonly picture: string;
  readonly on: boolean;
}

/** A Raspberry Pi that QEMU emulates. */
export interface Board {
  readonly emulator: string;
  readonly machine: string;
  /** For the kernel, beside the words for all. */
  readonly append: string;
  /** For QEMU, beside the arguments for all. */
  readonly args?: readonly string[];
  /** Where the processor sees the devices of the chip. */
  readonly devices: number;
}

export const PI_3B: Board = { emulator: 'qemu-system-aarch64', machine: 'raspi3b', append: '', devices: 0x3f000000 };

/** The others, by the name that starts them. */
export const BOARDS: Readonly<Record<string, Board>> = {
  armv7: {
    emulator: 'qemu-system-arm',
    machine: 'raspi2b',
    // QEMU has no power domains, and 32-bit Linux hangs on its other cores when it closes its code to writing.
    append: 'initcall_blacklist=bcm2835_power_driver_init maxcpus=1',
    devices: 0x3f000000,
  },
  armv6: {
    emulator: 'qemu-system-arm',
    machine: 'raspi0',
    append: 'initcall_blacklist=bcm2835_power_driver_init',
    // Its only timer has no second chance: where its moment passes while this machine does something else, time stands still.
    args: ['-icount', 'shift=3'],
    devices: 0x20000000,
  },
};

/** The emulated Raspberry Pi from outside: its serial lines, the bytes on its I2C bus, the levels of its GPIOs. */
export class Pi extends Emulated {
  readonly #devices: number;
  #trace: number | undefined;
  #read = 0;
  #rest = '';
  #transaction: number[] | undefined;
  /** Every picture of the OLED so far, in order. */
  readonly seen: Seen[] = [];
  readonly oled = new Ssd1306();
  /** Bytes on the bus so far, with the address of each transaction. */
  i2cBytes = 0;

  constructor(directory: string, { emulator, machine, append, args: own = [], devices }: Board) {
    const file = (name: string): string => join(directory, name);
    const args = ['-L', file('qemu/usr/share/qemu'), '-M', machine, '-accel', 'tcg,thread=single', ...own];
    args.push('-kernel', file('vmlinuz'), '-dtb', file('pi.dtb'), '-initrd', file('full.cpio'));
    // iomem=relaxed: a scenario masks an interrupt of the I2C controller through /dev/mem.
    args.push('-append', `console=ttyS1,115200 loglevel=3 panic=-1 iomem=relaxed rdinit=/init ${append}`);
    args.push('-serial', 'chardev:tic', '-serial', 'stdio');
    // In place of the display a device that accepts every byte.
    args.push('-device', 'at24c-eeprom,bus=i2c-bus.1,address=0x3c,rom-size=256', '-trace', 'i2c_*');
    args.push('-trace', 'pl011_baudrate_change', '-D', file('trace.log'));
    super({ directory, qemu: file(`qemu/usr/bin/${emulator}`), args, files: ['trace.log'] });
    this.#devices = devices;
  }

  /** Of a register, as the processor sees it. @param offset from the first of all devices */
  address(offset: number): string {
    return `0x${(this.#devices + offset).toString(16)}`;
  }

  /** Level of a GPIO below 32: its bit of the controller's GPLEV0. */
  async level(gpio: number): Promise<0 | 1> {
    const [, word = ''] = await this.monitor(`xp /1wx ${this.address(0x200034)}`, /: 0x([0-9a-f]{8})/);
    return ((Number.parseInt(word, 16) >>> gpio) & 1) as 0 | 1;
  }

  /** The changes of a GPIO during this time; of the LED's where none is given. */
  async levels(ms: number, gpio = 25): Promise<{ at: number; level: 0 | 1 }[]> {
    const changes: { at: number; level: 0 | 1 }[] = [];
    for (const end = performance.now() + ms; performance.now() < end; await sleep(20)) {
      const level = await this.level(gpio);
      if (level !== changes.at(-1)?.level) changes.push({ at: performance.now(), level });
    }
    return changes;
  }

  /** Reads what the bus has carried since the last call. */
  readBus(): void {
    this.#trace ??= openSync(this.file('trace.log'), 'r');
    const buffer = Buffer.alloc(65_536);
    for (let n = 1; n > 0; ) {
      n = readSync(this.#trace, buffer, 0, buffer.length, this.#read);
      this.#read += n;
      this.#rest += buffer.toString('latin1', 0, n);
    }
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const byte = /i2c_send send\(addr:0x3c\) data:0x(..)/.exec(line)?.[1];
    if (byte !== undefined) this.#transaction?.push(Number.parseInt(byte, 16));
    else if (line.includes('i2c_event start')) this.#transaction = [];
    else if (line.includes('i2c_event finish') && this.#transaction) {
      const bytes = this.#transaction;
      this.#transaction = undefined;
      this.i2cBytes += bytes.length + 1;
      if (bytes.length === 0) return;
      this.oled.write(Uint8Array.from(bytes));
      const picture = this.oled.picture();
      const { on } = this.oled;
      const last = this.seen.at(-1);
      if (picture !== last?.picture || on !== last.on) this.seen.push({ at: performance.now(), picture, on });
    }
  }

  override async off(): Promise<void> {
    await super.off();
    if (this.#trace !== undefined) closeSync(this.#trace);
  }
}
