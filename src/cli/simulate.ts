import { createWriteStream } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../host/files.ts';
import { type MeterOptions, SimulatedMeter } from '../simulator/meter.ts';
import { type TransmissionOptions, transmission } from '../simulator/noise.ts';
import type { Texts } from '../text/index.ts';
import { CliError } from './errors.ts';
import { Output } from './output.ts';

export interface SimulateOptions extends MeterOptions, TransmissionOptions {
  readonly hours: number;
  /** 0: without waiting. */
  readonly speed: number;
  readonly out: string;
}

/** `simulate`: the bytes of a meter, to a file, a pipe or whoever connects. @throws Failure */
export async function simulate(options: SimulateOptions, texts: Texts['cli']): Promise<void> {
  const port = /^tcp:(\d{1,5})$/.exec(options.out)?.[1];
  if (port !== undefined) return serve(options, Number(port), texts);
  const stream = options.out === '-' ? process.stdout : createWriteStream(options.out);
  const opened = new Promise<void>((resolve, reject) => {
    if (options.out === '-') resolve();
    stream.once('open', () => resolve());
    stream.once('error', (error) => reject(new CliError(texts.unwritable(options.out, codeOf(error)))));
  });
  await opened;
  const output = new Output(stream, options.out === '-' ? 'stdout' : options.out, texts);
  await run(options, (bytes) => output.write(bytes));
  await output.end();
}

/** Makes frame after frame until the time is over or the taker has gone. */
async function run(options: SimulateOptions, take: (bytes: Uint8Array) => Promise<boolean>): Promise<void> {
  const meter = new SimulatedMeter(options);
  const line = transmission(options);
  const end = options.start + options.hours * 3_600_000;
  const began = performance.now();
  for (;;) {
    const { at, bytes } = meter.next();
    if (at > end) return;
    if (options.speed > 0) {
      const wait = (at - options.start) / options.speed - (performance.now() - began);
      if (wait > 1) await sleep(wait);
    }
    if (!(await take(line(bytes)))) return;
  }
}

async function serve(options: SimulateOptions, port: number, texts: Texts['cli']): Promise<void> {
  const readers = new Set<Socket>();
  const server = createServer((reader) => {
    readers.add(reader);
    reader.resume();
    reader.on('error', () => reader.destroy());
    reader.on('close', () => readers.delete(reader));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new CliError(texts.unwritable(options.out, codeOf(error)))));
    server.listen(port, '127.0.0.1', resolve);
  });
  process.stderr.write(`${texts.simulateListening(port)}\n`);
  // A wire keeps nothing for who does not listen.
  await run(options, async (bytes) => {
    for (const reader of readers) if (reader.writableLength < 65_536) reader.write(bytes);
    return true;
  });
  server.close();
  for (const reader of readers) reader.end();
}
