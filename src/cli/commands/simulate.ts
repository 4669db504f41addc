import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../../host/files.ts';
import { type MeterOptions, SimulatedMeter } from '../../simulator/meter.ts';
import { type TransmissionOptions, transmission } from '../../simulator/noise.ts';
import { cli } from '../../text/cli.ts';
import type { Texts } from '../../text/index.ts';
import { dayOf, startOfDay } from '../../time/local.ts';
import type { Call } from '../command.ts';
import { dayOption } from '../day-option.ts';
import { CliError } from '../errors.ts';
import { Output } from '../output.ts';

const FIRST_DAY = '2026-11-24';

/** The options as commander gives them. */
export interface SimulateOptions extends Pick<MeterOptions, 'contract' | 'mode' | 'scenario' | 'seed'> {
  readonly phases: '1' | '3';
  readonly producer?: boolean;
  readonly noise?: number;
  readonly parity?: boolean;
  readonly start?: string;
  readonly hours: number;
  readonly speed?: number;
  readonly out: string;
}

/** `speed` 0: without waiting; `out`: a file, `-` or `tcp:PORT`. */
type Simulation = MeterOptions & TransmissionOptions & Required<Pick<SimulateOptions, 'hours' | 'speed' | 'out'>>;

/** `simulate`: the bytes of a meter, to a file, a pipe or the readers of a TCP port. @throws CliError */
export async function simulate({ options, lang }: Call<SimulateOptions>): Promise<number> {
  const t = cli[lang];
  const { out } = options;
  process.env['TZ'] = 'Europe/Paris';
  const day = options.start === undefined ? FIRST_DAY : dayOption(options.start, dayOf(Date.now()), { lang, cli: t });
  const simulation: Simulation = {
    ...options,
    phases: options.phases === '3' ? 3 : 1,
    producer: options.producer ?? false,
    noise: options.noise,
    parity: options.parity ?? false,
    start: startOfDay(day),
    speed: options.speed ?? (out.startsWith('tcp:') ? 1 : 0),
  };
  const port = /^tcp:(\d{1,5})$/.exec(out)?.[1];
  if (port === undefined) {
    const output = out === '-' ? new Output(process.stdout, 'stdout', t) : new Output(createWriteStream(out), out, t);
    await run(simulation, (bytes) => output.write(bytes));
    await output.end();
  } else await serve(simulation, Number(port), t);
  return 0;
}

/** Gives frame after frame until the time is over or `take` says that nobody takes them. */
async function run(options: Simulation, take: (bytes: Uint8Array) => Promise<boolean>): Promise<void> {
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

async function serve(options: Simulation, port: number, texts: Texts['cli']): Promise<void> {
  const readers = new Set<Socket>();
  const server = createServer((reader) => {
    readers.add(reader);
    reader.resume();
    reader.on('error', () => reader.destroy());
    reader.on('close', () => readers.delete(reader));
  });
  await once(server.listen(port, '127.0.0.1'), 'listening').catch((error: unknown) => {
    throw new CliError(texts.unwritable(options.out, codeOf(error)));
  });
  process.stderr.write(`${texts.simulateListening(port)}\n`);
  // Like a wire: what a slow reader has not taken in time is lost to it.
  await run(options, async (bytes) => {
    for (const reader of readers) if (reader.writableLength < 65_536) reader.write(bytes);
    return true;
  });
  server.close();
  for (const reader of readers) reader.end();
}
