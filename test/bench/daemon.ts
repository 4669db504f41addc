/*
 * What the daemon costs on a live line: CPU in ms a minute and memory, with log, feed and one reader of the feed, on a pty
 * fed in 8-byte pieces at 120 B/s (historique) and 960 B/s (standard); beside it, on a pty of its own fed
 * with the same bytes, a Perl loop such as the one that this program replaces.
 *
 *   node dist/test/bench/daemon.js [seconds]     (120 by default)
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { withParity } from '../../src/tic/encoder.ts';
import type { TicMode } from '../../src/tic/labels.ts';
import { CLI, root } from '../support/paths.ts';

const SECONDS = Number(process.argv[2] ?? 120);
const WARM_UP = 10;
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
function usage(pid: number): { cpu: number; rss: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) * 10, rss: Number(rss) / 1024 };
}

async function wire(name: string): Promise<ChildProcess> {
  const child = spawn('python3', [join(root, 'test', 'support', 'wire.py'), join(home, name)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}

function begin(command: string, words: string[]): number {
  const child = spawn(command, words, { stdio: 'ignore' });
  children.push(child);
  return child.pid as number;
}

async function measure(mode: TicMode, bytesPerSecond: number): Promise<void> {
  const wires = [await wire(`${mode}-ours`), await wire(`${mode}-perl`)];
  const socket = join(home, `${mode}.sock`);
  const cli = CLI;
  const [ours, perl] = [join(home, `${mode}-ours`), join(home, `${mode}-perl`)];
  const pids = {
    daemon: begin(process.execPath, [cli, 'daemon', '--home', home, '--socket', socket, '-m', mode, '--input', ours]),
    perl: begin('perl', ['-e', PERL, perl, join(home, `${mode}-perl.log`)]),
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
  let start: Record<string, { cpu: number; rss: number }> | undefined;
  let startAt = 0;
  for (;;) {
    const elapsed = (performance.now() - began) / 1000;
    if (!start && elapsed >= WARM_UP) {
      start = { daemon: usage(pids.daemon), perl: usage(pids.perl) };
      startAt = elapsed;
    }
    if (elapsed >= WARM_UP + SECONDS) {
      for (const name of ['daemon', 'perl'] as const) {
        const { cpu, rss } = usage(pids[name]);
        const perMinute = ((cpu - (start?.[name]?.cpu ?? 0)) / (elapsed - startAt)) * 60;
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
