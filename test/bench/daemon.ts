/*
 * What the daemon costs on a live line, CPU in ms a minute, wake-ups and memory: with log, feed and one reader, on a pty that
 * gets pieces of 8 bytes at 120 B/s (historique) and 960 B/s (standard); and with the panel as well, which i2c-bus writes to a bus
 * that only takes it, where this machine can have one. A Perl loop such as the one that this program replaces reads the same bytes, for
 * comparison; bare Node waits beside them. Each has a pty of its own, and is measured in the same pieces of 20 s, as others use the machine
 * too: the median of these, and the least and the most of them. In its first minute the daemon still gets to know its own code.
 *
 *   node dist/test/bench/daemon.js [seconds]     (120 by default)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { withParity } from '../../src/tic/encoder.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { FakeI2c } from '../support/fake-i2c.ts';
import { FakePins, noFakePins } from '../support/fake-pins.ts';
import { CLI, root } from '../support/paths.ts';
import { memoryOf, runOf } from '../support/process-usage.ts';

const SECONDS = Number(process.argv[2] ?? 120);
const WARM_UP_S = 60;
/** Measured at once, s. */
const SPAN_S = 20;
const PIECE = 8;
const home = mkdtempSync(join(tmpdir(), 'linky-bench-'));
const children: ChildProcess[] = [];

const PERL = `
use strict; use POSIX; open(my $tty, '+<', $ARGV[0]) or die; my ($n, $sum, $iin, %g) = (0, 0, 0);
while (my $line = <$tty>) {
  $line =~ tr/\\x80-\\xff/\\x00-\\x7f/; $line =~ s/[\\r\\n\\x02]//g; my $end = $line =~ s/\\x03//g;
  next unless $line =~ /^(\\S+)([ \\t])(.*)[ \\t](.)$/;
  my ($label, $sep, $data, $check) = ($1, $2, $3, $4); my $zone = $label.$sep.$data.($sep eq "\\t" ? "\\t" : '');
  my $s = 0; $s += ord for split //, $zone; next unless chr(($s & 63) + 32) eq $check; $g{$label} = $data;
  if ($label eq 'MOTDETAT' || $label eq 'PJOURF+1') {
    $sum += $g{PAPP} // $g{SINSTS} // 0; $iin += $g{IINST} // $g{IRMS1} // 0;
    if (++$n == 8) { open(my $log, '>>', $ARGV[1]); print $log strftime('%Y/%m/%d %H:%M:%S', localtime),
      sprintf(" DATA Periode=%s, PuissConsommee=%05d, IConsommee=%03d\\n", $g{PTEC} // $g{NTARF}, $sum / 8, $iin / 8); close $log; ($n, $sum, $iin) = (0, 0, 0); }
  }
}`;

/** What a process has used in a span, a minute. */
interface Use {
  readonly cpu: number;
  readonly waits: number;
}

/** Measures a process from one call to the next. */
class Meter {
  readonly #pid: number;
  readonly uses: Use[] = [];
  #before: Use & { readonly at: number };

  constructor(pid: number) {
    this.#pid = pid;
    this.#before = { ...runOf(pid), at: performance.now() };
  }

  take(): void {
    const [now, before] = [{ ...runOf(this.#pid), at: performance.now() }, this.#before];
    const minutes = (now.at - before.at) / 60_000;
    this.uses.push({ cpu: (now.cpu - before.cpu) / minutes, waits: (now.waits - before.waits) / minutes });
    this.#before = now;
  }

  row(): string {
    const [cpu, waits] = [this.uses.map((use) => use.cpu), this.uses.map((use) => use.waits)].map(inOrder);
    const rss = memoryOf(this.#pid).now.toFixed(1).padStart(5);
    const middle = ([...list]: readonly number[] = []): string => (list[list.length >> 1] ?? 0).toFixed(0).padStart(5);
    const range = `(${cpu?.at(0)?.toFixed(0)} to ${cpu?.at(-1)?.toFixed(0)})`;
    return `${middle(cpu)} ms/min ${range.padEnd(12)} ${middle(waits)} wake-ups/min  ${rss} MB`;
  }
}

const inOrder = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);

async function wire(name: string): Promise<ChildProcess> {
  const child = spawn('python3', [join(root, 'test', 'support', 'wire.py'), join(home, name)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

/** What measured processes get: with NODE_EXTRA_CA_CERTS each Node would read certificates, and keep 2 MB of them. */
const { NODE_EXTRA_CA_CERTS: _certificates, ...ENV } = process.env;

/** @returns its process id */
function start([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const child = spawn(command, args, { stdio: 'ignore', env: { ...ENV, ...env } });
  children.push(child);
  return child.pid as number;
}

/** A bus for the panel; undefined where this machine has no compiler, and so no i2c-bus either. */
function busOf(directory: string): FakeI2c | undefined {
  try {
    return new FakeI2c(directory);
  } catch (error) {
    console.log(`no panel: ${(error as Error).message}`);
    return undefined;
  }
}

/** Starts a daemon in a home of its own. @returns its process id and its reader, which takes all that the feed says */
async function startDaemon(mode: TicMode, port: string, panel?: FakeI2c): Promise<{ pid: number; reader: Socket }> {
  const own = `${port}-home`;
  const socket = `${port}.sock`;
  mkdirSync(join(own, 'conf'), { recursive: true });
  writeFileSync(join(own, 'conf', 'LinkyAcq.conf'), 'CLOCK_WAIT 0\n');
  const words = [process.execPath, CLI, 'daemon', '--home', own, '--socket', socket, '-m', mode, '--input', port];
  if (panel) words.push('-l');
  const wrapper = panel && !noFakePins ? new FakePins(mkdtempSync(join(home, 'pins-')), [25]).wrapper : [];
  const pid = start([...wrapper, ...words], panel?.env);
  await sleep(3000);
  const reader = connect(socket);
  reader.resume();
  return { pid, reader };
}

async function measure(mode: TicMode, bytesPerSecond: number): Promise<void> {
  const port = (name: string): string => join(home, `${mode}-${name}`);
  const bus = busOf(mkdtempSync(join(home, 'bus-')));
  const names = ['daemon', ...(bus ? ['daemon -l'] : []), 'perl'];
  const wires = await Promise.all(names.map((name) => wire(`${mode}-${name}`)));
  const daemon = await startDaemon(mode, port('daemon'));
  const panel = bus && (await startDaemon(mode, port('daemon -l'), bus));
  const pids: Readonly<Record<string, number>> = {
    daemon: daemon.pid,
    ...(panel ? { 'daemon -l': panel.pid } : {}),
    perl: start(['perl', '-e', PERL, port('perl'), `${port('perl')}.log`]),
    'bare node': start([process.execPath, '-e', 'setInterval(() => {}, 1e9)']),
  };
  const meter = new SimulatedMeter({
    contract: 'ejp',
    mode,
    phases: 1,
    scenario: 'ejp-day',
    seed: 1,
    start: Date.now(),
    producer: false,
  });
  let line = Buffer.alloc(0);
  const began = performance.now();
  let sent = 0;
  let meters: Readonly<Record<string, Meter>> | undefined;
  let next = WARM_UP_S;
  for (;;) {
    const elapsed = (performance.now() - began) / 1000;
    if (elapsed >= next) {
      next += SPAN_S;
      if (meters) for (const each of Object.values(meters)) each.take();
      else meters = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, new Meter(pid)]));
      if (elapsed >= WARM_UP_S + SECONDS) {
        const line = `${mode.padEnd(11)} ${String(bytesPerSecond).padStart(4)} B/s`;
        for (const [name, meter] of Object.entries(meters)) console.log(`${line}  ${name.padEnd(9)} ${meter.row()}`);
        break;
      }
    }
    while (sent < elapsed * bytesPerSecond) {
      while (line.length < PIECE) line = Buffer.concat([line, withParity(meter.next().bytes)]);
      for (const { stdin } of wires) stdin?.write(line.subarray(0, PIECE));
      line = line.subarray(PIECE);
      sent += PIECE;
    }
    await sleep((PIECE / bytesPerSecond) * 1000);
  }
  for (const { reader } of [daemon, ...(panel ? [panel] : [])]) reader.destroy();
  // Else the panel's row would be that of a display that is tried again and again.
  if (bus && bus.bytes < 1000) throw new Error(`the display got only ${bus.bytes} bytes`);
  for (const child of children.splice(0)) child.kill('SIGKILL');
}

try {
  await measure('historique', 120);
  await measure('standard', 960);
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}
