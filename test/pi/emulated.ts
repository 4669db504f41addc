import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long anything may take: the machine may be busy with other things. */
export const TIMEOUT_MS = 90_000;
/** Bytes that are put on the line together, as the UART of a Pi delivers them. */
const PIECE = 4;

/** How a machine is emulated. */
export interface Emulation {
  readonly directory: string;
  /** The program. */
  readonly qemu: string;
  /** Its arguments, besides those of the shell, the monitor and the TIC line. */
  readonly args: readonly string[];
  /** Files and sockets that these arguments make QEMU create. */
  readonly files: readonly string[];
}

/** A machine under QEMU: it has a shell on one serial line and gets the meter's bytes on another. */
export class Emulated {
  protected readonly directory: string;
  readonly #qemu: ChildProcess;
  #output = '';
  #tic: Socket | undefined;
  #monitor: Socket | undefined;
  #answer = '';

  /** `args` connect the chardev `tic` to a serial line of the machine. */
  constructor({ directory, qemu, args, files }: Emulation) {
    this.directory = directory;
    for (const name of ['tic.sock', 'monitor.sock', ...files]) rmSync(this.file(name), { force: true });
    const common = ['-display', 'none', '-no-reboot'];
    common.push('-monitor', `unix:${this.file('monitor.sock')},server,nowait`);
    common.push('-chardev', `socket,id=tic,path=${this.file('tic.sock')},server=on,wait=off`);
    this.#qemu = spawn(qemu, [...common, ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, QEMU_MODULE_DIR: '/nonexistent' },
    });
    this.#qemu.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text.replaceAll('\r', '');
    });
    process.on('exit', () => this.#qemu.kill('SIGKILL'));
  }

  protected file(name: string): string {
    return join(this.directory, name);
  }

  /** Waits for the machine's shell. @returns kernel and model */
  async booted(): Promise<string> {
    const ready = await this.#waitFor(/PI-READY (.*)\n/);
    this.#tic = await connected(this.file('tic.sock'));
    this.#monitor = await connected(this.file('monitor.sock'));
    this.#monitor.on('data', (bytes: Buffer) => {
      this.#answer += bytes;
    });
    return ready[1] ?? '';
  }

  /** Runs a line in the machine's shell. @returns what it printed */
  async sh(line: string): Promise<string> {
    this.#qemu.stdin?.write(`${line}\n`);
    const [, out = ''] = await this.#waitFor(/([\s\S]*?)PI-DONE \d+\n/);
    return out.trim();
  }

  /**
   * Puts bytes on the TIC line at its speed, ten bits a byte.
   * @param connected asked before each piece: what is sent while nothing is connected is lost, as on a real line
   */
  async feed(bytes: Uint8Array, baud = 1200, connected = () => true): Promise<void> {
    const began = performance.now();
    for (let at = 0; at < bytes.length; at += PIECE) {
      if (connected()) this.#tic?.write(bytes.subarray(at, at + PIECE));
      await sleep(began + ((at + PIECE) * 10_000) / baud - performance.now());
    }
  }

  /** Asks QEMU's monitor. @returns the match of the pattern in its answer */
  async monitor(command: string, pattern: RegExp): Promise<RegExpExecArray> {
    this.#answer = '';
    this.#monitor?.write(`${command}\n`);
    const end = performance.now() + TIMEOUT_MS;
    for (;;) {
      const found = pattern.exec(this.#answer);
      if (found) return found;
      if (performance.now() > end) throw new Error(`the emulator's monitor does not answer: ${this.#answer}`);
      await sleep(2);
    }
  }

  async off(): Promise<void> {
    this.#monitor?.write('quit\n');
    await Promise.race([once(this.#qemu, 'exit'), sleep(5000)]);
    this.#qemu.kill('SIGKILL');
    this.#tic?.destroy();
    this.#monitor?.destroy();
  }

  async #waitFor(pattern: RegExp): Promise<RegExpExecArray> {
    const end = performance.now() + TIMEOUT_MS;
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found) {
        this.#output = this.#output.slice(found.index + found[0].length);
        return found;
      }
      if (this.#qemu.exitCode !== null) throw new Error(`the emulator has ended: ${this.#qemu.exitCode}`);
      if (performance.now() > end) throw new Error(`waited in vain for ${pattern}, got ${this.#output.slice(-500)}`);
      await sleep(10);
    }
  }
}

export async function connected(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}
