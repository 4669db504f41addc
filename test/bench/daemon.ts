/*
 * What the daemon costs on a live line, CPU in ms a minute and memory: with log, feed and one reader, on a pty that gets
 * pieces of 8 bytes at 120 B/s (historique) and 960 B/s (standard). A Perl loop such as the one that this program replaces
 * reads the same bytes on a pty of its own, for comparison.
 *
 *   node dist/test/bench/daemon.js [seconds]     (120 by default)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { withParity } from '../../src/tic/encoder.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { CLI, root } from '../support/paths.ts';
import { cpuOf, memoryOf } from '../support/process-usage.ts';

const SECONDS = Number(process.argv[2] ?? 120);
const WARM_UP_S = 10;
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

/** CPU used so far, ms, and resident memory, MB, of a process. */
const usage = (pid: number): { cpu: number; rss: number } => ({ cpu: cpuOf(pid), rss: memoryOf(pid).now });

async function wire(name: string): Promise<ChildProcess> {
  const child = spawn('python3', [join(root, 'test', 'support', 'wire.py'), join(home, name)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

/** @returns its process id */
function start(command: string, args: string[]): number {
  const child = spawn(command, args, { stdio: 'ignore' });
  children.push(child);
  return child.pid as number;
}

async function measure(mode: TicMode, bytesPerSecond: number): Promise<void> {
  const wires = [await wire(`${mode}-ours`), await wire(`${mode}-perl`)];
  const socket = join(home, `${mode}.sock`);
  const [ours, perl] = [join(home, `${mode}-ours`), join(home, `${mode}-perl`)];
  const pids = {
    daemon: start(process.execPath, [CLI, 'daemon', '--home', home, '--socket', socket, '-m', mode, '--input', ours]),
    perl: start('perl', ['-e', PERL, perl, join(home, `${mode}-perl.log`)]),
  };
  await sleep(1500);
  const reader = connect(socket);
  reader.resume();
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
  let before: Record<string, { cpu: number; rss: number }> | undefined;
  let beforeAt = 0;
  for (;;) {
    const elapsed = (performance.now() - began) / 1000;
    if (!before && elapsed >= WARM_UP_S) {
      before = { daemon: usage(pids.daemon), perl: usage(pids.perl) };
      beforeAt = elapsed;
    }
    if (elapsed >= WARM_UP_S + SECONDS) {
      for (const name of ['daemon', 'perl'] as const) {
        const { cpu, rss } = usage(pids[name]);
        const perMinute = ((cpu - (before?.[name]?.cpu ?? 0)) / (elapsed - beforeAt)) * 60;
        console.log(
          `${mode.padEnd(11)} ${String(bytesPerSecond).padStart(4)} B/s  ${name.padEnd(7)} ${perMinute.toFixed(0).padStart(5)} ms/min  ${rss.toFixed(1).padStart(5)} MB`,
        );
      }
      break;
    }
    while (sent < elapsed * bytesPerSecond) {
      while (line.length < PIECE) line = Buffer.concat([line, withParity(meter.next().bytes)]);
      for (const { stdin } of wires) stdin?.write(line.subarray(0, PIECE));
      line = line.subarray(PIECE);
      sent += PIECE;
    }
    await sleep((PIECE / bytesPerSecond) * 1000);
  }
  reader.destroy();
}

try {
  mkdirSync(join(home, 'conf'));
  writeFileSync(join(home, 'conf', 'LinkyAcq.conf'), 'CLOCK_WAIT 0\n');
  await measure('historique', 120);
  await measure('standard', 960);
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}
