import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ssd1306 } from '../ssd1306.js';

/** 1200 baud, ten bits a byte. */
const BYTE_MS = 1000 / 120;
/** How long a thing may take on a machine that others use as well, ms. */
export const PATIENCE_MS = 90_000;

/** What was seen on the glass, and since when (ms of performance.now). */
export interface Seen {
  readonly at: number;
  readonly picture: string;
  readonly on: boolean;
}

/** The emulated Raspberry Pi as seen from outside: its serial lines, the bytes on its I2C bus, the levels of its GPIOs. */
export class Pi {
  readonly #directory: string;
  readonly #qemu: ChildProcess;
  #said = '';
  #tic: Socket | undefined;
  #monitor: Socket | undefined;
  #answer = '';
  #trace: number | undefined;
  #read = 0;
  #rest = '';
  #transaction: number[] | undefined;
  /** All that the glass has shown, in order. */
  readonly seen: Seen[] = [];
  glass = new Ssd1306();
  /** Bytes on the bus so far, with the address of each transaction. */
  i2cBytes = 0;

  constructor(directory: string) {
    this.#directory = directory;
    const file = (name: string): string => join(directory, name);
    for (const name of ['tic.sock', 'monitor.sock', 'trace.log']) rmSync(file(name), { force: true });
    const words = ['-L', file('qemu/usr/share/qemu'), '-M', 'raspi3b', '-accel', 'tcg,thread=single'];
    words.push('-kernel', file('vmlinuz'), '-dtb', file('pi.dtb'), '-initrd', file('full.cpio'));
    // iomem=relaxed: a scenario masks an interrupt of the I2C controller through /dev/mem.
    const kernel = 'console=ttyS1,115200 loglevel=3 panic=-1 iomem=relaxed rdinit=/init';
    words.push('-append', kernel, '-display', 'none', '-no-reboot');
    words.push('-monitor', `unix:${file('monitor.sock')},server,nowait`);
    words.push('-chardev', `socket,id=tic,path=${file('tic.sock')},server=on,wait=off`);
    words.push('-serial', 'chardev:tic', '-serial', 'stdio');
    // A device that takes all that it is sent stands for the display.
    words.push('-device', 'at24c-eeprom,bus=i2c-bus.1,address=0x3c,rom-size=256', '-trace', 'i2c_*');
    words.push('-trace', 'pl011_baudrate_change', '-D', file('trace.log'));
    this.#qemu = spawn(file('qemu/usr/bin/qemu-system-aarch64'), words, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, QEMU_MODULE_DIR: '/nonexistent' },
    });
    this.#qemu.stdout?.on('data', (bytes: Buffer) => {
      this.#said += bytes.toString('utf8').replaceAll('\r', '');
    });
    process.on('exit', () => this.#qemu.kill('SIGKILL'));
  }

  /** Waits for the Pi's shell. @returns kernel and model */
  async booted(): Promise<string> {
    const ready = await this.#hear(/PI-READY (.*)\n/);
    this.#tic = await connected(join(this.#directory, 'tic.sock'));
    this.#monitor = await connected(join(this.#directory, 'monitor.sock'));
    this.#monitor.on('data', (bytes: Buffer) => {
      this.#answer += bytes;
    });
    return ready[1] ?? '';
  }

  /** Runs a line in the Pi's shell. @returns what it printed */
  async sh(line: string): Promise<string> {
    this.#qemu.stdin?.write(`${line}\n`);
    const [, out = ''] = await this.#hear(/([\s\S]*?)PI-DONE \d+\n/);
    return out.trim();
  }

  /** Puts bytes on the TIC line, at its speed. */
  async feed(bytes: Uint8Array): Promise<void> {
    const piece = 4;
    const began = performance.now();
    for (let at = 0; at < bytes.length; at += piece) {
      this.#tic?.write(bytes.subarray(at, at + piece));
      await sleep(began + (at + piece) * BYTE_MS - performance.now());
    }
  }

  /** Level of GPIO 25: bit 25 of the controller's GPLEV0. */
  async level(): Promise<0 | 1> {
    this.#answer = '';
    this.#monitor?.write('xp /1wx 0x3f200034\n');
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const word = /: 0x([0-9a-f]{8})/.exec(this.#answer)?.[1];
      if (word !== undefined) return ((Number.parseInt(word, 16) >>> 25) & 1) as 0 | 1;
      if (performance.now() > end) throw new Error("the emulator's monitor does not answer");
      await sleep(2);
    }
  }

  /** Levels of GPIO 25 over a time: each change and when it came, ms. */
  async levels(ms: number): Promise<{ at: number; level: 0 | 1 }[]> {
    const changes: { at: number; level: 0 | 1 }[] = [];
    for (const end = performance.now() + ms; performance.now() < end; await sleep(20)) {
      const level = await this.level();
      if (level !== changes.at(-1)?.level) changes.push({ at: performance.now(), level });
    }
    return changes;
  }

  /** Takes what the bus has carried since the last look. */
  look(): void {
    this.#trace ??= openSync(join(this.#directory, 'trace.log'), 'r');
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
      this.glass.write(Uint8Array.from(bytes));
      const picture = this.glass.picture();
      const { on } = this.glass;
      const last = this.seen.at(-1);
      if (picture !== last?.picture || on !== last.on) this.seen.push({ at: performance.now(), picture, on });
    }
  }

  trace(): string {
    return readFileSync(join(this.#directory, 'trace.log'), 'latin1');
  }

  async off(): Promise<void> {
    this.#monitor?.write('quit\n');
    await Promise.race([once(this.#qemu, 'exit'), sleep(5000)]);
    this.#qemu.kill('SIGKILL');
    if (this.#trace !== undefined) closeSync(this.#trace);
    this.#tic?.destroy();
    this.#monitor?.destroy();
  }

  async #hear(words: RegExp): Promise<RegExpExecArray> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = words.exec(this.#said);
      if (found) {
        this.#said = this.#said.slice(found.index + found[0].length);
        return found;
      }
      if (this.#qemu.exitCode !== null) throw new Error(`the emulator has ended: ${this.#qemu.exitCode}`);
      if (performance.now() > end) throw new Error(`waited in vain for ${words}, heard ${this.#said.slice(-500)}`);
      await sleep(10);
    }
  }
}

async function connected(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}
