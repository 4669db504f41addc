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

/** The emulated Raspberry Pi from outside: its serial lines, the bytes on its I2C bus, the levels of its GPIOs. */
export class Pi extends Emulated {
  #trace: number | undefined;
  #read = 0;
  #rest = '';
  #transaction: number[] | undefined;
  /** Every picture of the OLED so far, in order. */
  readonly seen: Seen[] = [];
  readonly oled = new Ssd1306();
  /** Bytes on the bus so far, with the address of each transaction. */
  i2cBytes = 0;

  constructor(directory: string) {
    const file = (name: string): string => join(directory, name);
    const args = ['-L', file('qemu/usr/share/qemu'), '-M', 'raspi3b', '-accel', 'tcg,thread=single'];
    args.push('-kernel', file('vmlinuz'), '-dtb', file('pi.dtb'), '-initrd', file('full.cpio'));
    // iomem=relaxed: a scenario masks an interrupt of the I2C controller through /dev/mem.
    args.push('-append', 'console=ttyS1,115200 loglevel=3 panic=-1 iomem=relaxed rdinit=/init');
    args.push('-serial', 'chardev:tic', '-serial', 'stdio');
    // In place of the display a device that accepts every byte.
    args.push('-device', 'at24c-eeprom,bus=i2c-bus.1,address=0x3c,rom-size=256', '-trace', 'i2c_*');
    args.push('-trace', 'pl011_baudrate_change', '-D', file('trace.log'));
    super({ directory, qemu: file('qemu/usr/bin/qemu-system-aarch64'), args, files: ['trace.log'] });
  }

  /** Level of a GPIO below 32: its bit of the controller's GPLEV0. */
  async level(gpio: number): Promise<0 | 1> {
    const [, word = ''] = await this.monitor('xp /1wx 0x3f200034', /: 0x([0-9a-f]{8})/);
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
