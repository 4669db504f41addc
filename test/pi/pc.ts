import { closeSync, openSync, readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../support/program.ts';
import { connected, Emulated } from './emulated.ts';

/** A message of the feed. */
export interface Received {
  /** When it came here, ms of performance.now. */
  readonly at: number;
  readonly message: Message;
}

/** The emulated PC with its USB serial adapter (an FT232 for the kernel). Its `/dev/ttyS1` sends the feed to the host. */
export class Pc extends Emulated {
  /** The messages of the feed so far. */
  readonly received: Received[] = [];
  #feed: Socket | undefined;
  #trace: number | undefined;
  #baud = 0;
  #rest = '';

  constructor(directory: string) {
    const file = (name: string): string => join(directory, name);
    const args = ['-M', 'q35', '-accel', 'tcg', '-m', '512', '-nodefaults', '-vga', 'none'];
    args.push('-kernel', file('vmlinuz'), '-initrd', file('full.cpio'));
    args.push('-append', 'console=ttyS0,115200 loglevel=3 panic=-1 rdinit=/init');
    args.push('-serial', 'stdio', '-chardev', `socket,id=feed,path=${file('feed.sock')},server=on,wait=off`);
    args.push('-serial', 'chardev:feed', '-device', 'qemu-xhci,id=usb');
    args.push('-trace', 'usb_serial_set_baud', '-D', file('trace.log'));
    super({ directory, qemu: 'qemu-system-x86_64', args, files: ['feed.sock', 'trace.log'] });
  }

  override async booted(): Promise<string> {
    const kernel = await super.booted();
    this.#feed = await connected(this.file('feed.sock'));
    createInterface({ input: this.#feed }).on('line', (line) => {
      if (line.startsWith('{')) this.received.push({ at: performance.now(), message: JSON.parse(line) as Message });
    });
    return kernel;
  }

  async plug(): Promise<void> {
    await this.#hmp('device_add usb-serial,id=adapter,chardev=tic,bus=usb.0,port=1,always-plugged=on');
  }

  async pull(): Promise<void> {
    await this.#hmp('device_del adapter');
  }

  /** The speed that the adapter was last set to, baud. */
  baud(): number {
    this.#trace ??= openSync(this.file('trace.log'), 'r');
    const buffer = Buffer.alloc(4096);
    for (let n = 1; n > 0; ) {
      n = readSync(this.#trace, buffer);
      this.#rest += buffer.toString('latin1', 0, n);
    }
    const lines = this.#rest.split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#baud = Number(/baud rate (\d+)/.exec(line)?.[1] ?? this.#baud);
    return this.#baud;
  }

  override async off(): Promise<void> {
    await super.off();
    this.#feed?.destroy();
    if (this.#trace !== undefined) closeSync(this.#trace);
  }

  /** Sends a monitor command. A device that has just been pulled holds its line for a moment. */
  async #hmp(command: string): Promise<void> {
    for (;;) {
      const [answer] = await this.monitor(command, /adapter[\s\S]*\n\(qemu\) /);
      const error = /Error: .*/.exec(answer)?.[0];
      if (error === undefined) return;
      if (!error.includes('in use')) throw new Error(error);
      await sleep(20);
    }
  }
}
