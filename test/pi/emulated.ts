import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a thing may take on a machine that others use as well, ms. */
export const PATIENCE_MS = 90_000;
/** Bytes that go on the line together: the UART of a Pi gives its own in such pieces, too. */
const PIECE = 4;

/** How a machine is emulated: QEMU's words beside those of the shell, the monitor and the TIC line. */
export interface Emulation {
  readonly directory: string;
  readonly qemu: string;
  readonly words: readonly string[];
  /** Sockets that QEMU makes beside its own, and files that it writes. */
  readonly files: readonly string[];
}

/** A machine under QEMU with a shell on a serial line of its own, and a TIC line that the host puts bytes on. */
export class Emulated {
  protected readonly directory: string;
  readonly #qemu: ChildProcess;
  #said = '';
  #tic: Socket | undefined;
  #monitor: Socket | undefined;
  #answer = '';

  /** The chardev `tic` is for `words` to put where the machine has its line. */
  constructor({ directory, qemu, words, files }: Emulation) {
    this.directory = directory;
    for (const name of ['tic.sock', 'monitor.sock', ...files]) rmSync(this.file(name), { force: true });
    const common = ['-display', 'none', '-no-reboot'];
    common.push('-monitor', `unix:${this.file('monitor.sock')},server,nowait`);
    common.push('-chardev', `socket,id=tic,path=${this.file('tic.sock')},server=on,wait=off`);
    this.#qemu = spawn(qemu, [...common, ...words], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, QEMU_MODULE_DIR: '/nonexistent' },
    });
    this.#qemu.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text.replaceAll('\r', '');
    });
    process.on('exit', () => this.#qemu.kill('SIGKILL'));
  }

  protected file(name: string): string {
    return join(this.directory, name);
  }

  /** Waits for the machine's shell. @returns kernel and model */
  async booted(): Promise<string> {
    const ready = await this.#hear(/PI-READY (.*)\n/);
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
    const [, out = ''] = await this.#hear(/([\s\S]*?)PI-DONE \d+\n/);
    return out.trim();
  }

  /**
   * Puts bytes on the TIC line at its speed, ten bits a byte.
   * @param connected asked before each piece: what is sent while nothing is connected is lost, as on a wire
   */
  async feed(bytes: Uint8Array, baud = 1200, connected = () => true): Promise<void> {
    const began = performance.now();
    for (let at = 0; at < bytes.length; at += PIECE) {
      if (connected()) this.#tic?.write(bytes.subarray(at, at + PIECE));
      await sleep(began + ((at + PIECE) * 10_000) / baud - performance.now());
    }
  }

  /** Asks QEMU's monitor. @returns what the words found in its answer */
  async monitor(command: string, words: RegExp): Promise<RegExpExecArray> {
    this.#answer = '';
    this.#monitor?.write(`${command}\n`);
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = words.exec(this.#answer);
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

export async function connected(path: string): Promise<Socket> {
  const socket = connect(path);
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  return socket;
}
