/*
 * What a report costs on years of logs, CPU, wall time and memory: three years (3456 lines a day, about 435 MB) with no
 * cache, beside a one-pass Perl script that does the same sums and beside `wc -l`; then with the day summaries, and with
 * those of ten years. The logs are made here, in a temporary directory. Then where the time of the cold run goes.
 *
 *   node dist/test/bench/report.js [years]     (3 by default)
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanFile } from '../../src/journal/reader.ts';
import { logFile } from '../../src/journal/writer.ts';
import { addDays, clockOf, type Day, startOfDay } from '../../src/time/local.ts';
import { CLI } from '../support/paths.ts';

process.env['TZ'] = 'Europe/Paris';
const FIRST = '2016-01-01';
const LINES = 3456;
const STEP_S = 25;

/** One pass, the same sums: Wh by day and period, time covered, injection, peak, EJP days. */
const PERL = `
use strict; my (%wh, %inj, %peak, %cov, %ejp, $day, $t, %last, $total);
for my $file (sort glob("$ARGV[0]/*.log")) { open(my $in, '<', $file) or die; undef $t;
  while (<$in>) {
    next unless m{^(\\d{4}/\\d\\d/\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d) DATA Periode=([^,]+), IndexHN=(\\d+), IndexHPM=(\\d+), PuissConsommee=(\\d+), IConsommee=(\\d+)};
    my $s = $2 * 3600 + $3 * 60 + $4; my %i = (HN => $6, HPM => $7); $day = $1;
    for my $key (keys %i) { my $rise = $i{$key} - ($last{$key} // $i{$key}); $wh{$day}{$key} += $rise if $rise >= 0 && $rise < 1000; $last{$key} = $i{$key}; }
    if (defined $t) { my $gap = $s - $t; if ($gap <= 60) { $cov{$day} += $gap; $inj{$day} += $9 * 220 * $gap if $8 == 0; } }
    $peak{$day} = $8 if $8 > ($peak{$day} // 0); $ejp{$day} = 1 if $5 eq 'PM..'; $t = $s;
  }
}
$total += $wh{$_}{HN} + $wh{$_}{HPM} for keys %wh; print scalar(keys %wh), " days, $total Wh\\n";`;

const two = (n: number): string => String(n).padStart(2, '0');
let hn = 10_000_000;
let hpm = 80_000;

/** A day's log: an EJP contract, a peak day in twenty of winter, the sun at noon. */
function dayLog(day: Day, n: number): string {
  const winter = day.slice(5) >= '11-01' || day.slice(5) <= '03-31';
  const peak = winter && n % 20 === 0;
  const date = day.replaceAll('-', '/');
  let text = '';
  const start = startOfDay(day);
  const seconds = (startOfDay(addDays(day, 1)) - start) / 1000;
  for (let s = 0; s < seconds; s += STEP_S) {
    const i = s / STEP_S;
    const runs = peak && s >= 7 * 3600;
    const sun = s > 11 * 3600 && s < 15 * 3600;
    const papp = sun ? 0 : 300 + ((i * 7919 + n * 31) % 4000);
    const wh = Math.round((papp * STEP_S) / 3600);
    if (runs) hpm += wh;
    else hn += wh;
    const changed = seconds !== 86_400;
    const clock = changed
      ? clockOf(start + s * 1000)
      : `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
    text += `${date} ${clock} DATA Periode=${runs ? 'PM' : 'HN'}.., IndexHN=${String(hn).padStart(9, '0')}, IndexHPM=${String(hpm).padStart(9, '0')}, PuissConsommee=${String(papp).padStart(5, '0')}, IConsommee=${String(sun ? 9 : Math.round(papp / 230)).padStart(3, '0')}\n`;
  }
  return text;
}

function makeLogs(directory: string, years: number): Day {
  mkdirSync(directory);
  const days = Math.round(365.25 * years) - (years === 3 ? 1 : 0);
  const long = new Date('2025-06-01');
  let day: Day = FIRST;
  for (let n = 0; n < days; n++, day = addDays(day, 1)) {
    writeFileSync(logFile(directory, day), dayLog(day, n));
    utimesSync(logFile(directory, day), long, long);
  }
  return addDays(day, -1);
}

interface Cost {
  readonly cpu: number;
  readonly wall: number;
  readonly rss: number;
  readonly out: string;
}

/** Runs a command to its end under getrusage; CPU and wall time in s, memory at its highest in MB. */
function run(command: string, words: readonly string[]): Cost {
  const script = [
    'import json,os,resource,subprocess,sys,time',
    // What a wrapper of python3 has run before it became this process counts as our children's, too.
    'b=resource.getrusage(resource.RUSAGE_CHILDREN)',
    't=time.time(); p=subprocess.run(sys.argv[1:],stdout=subprocess.PIPE); w=time.time()-t',
    'u=resource.getrusage(resource.RUSAGE_CHILDREN)',
    'c=u.ru_utime+u.ru_stime-b.ru_utime-b.ru_stime',
    'print(json.dumps([c,w,u.ru_maxrss/1024,p.stdout.decode()[:2000]]))',
  ].join('\n');
  const { stdout } = spawnSync('python3', ['-c', script, command, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const [cpu, wall, rss, out] = JSON.parse(stdout) as [number, number, number, string];
  return { cpu, wall, rss, out };
}

const sizeOf = (directory: string): number =>
  readdirSync(directory).reduce(
    (sum, name) => sum + (name.endsWith('.log') ? statSync(join(directory, name)).size : 0),
    0,
  );

function row(what: string, mb: number | undefined, { cpu, wall, rss }: Cost): void {
  const speed = mb === undefined ? '' : (mb / cpu).toFixed(0);
  console.log(
    `${what.padEnd(34)} ${(mb?.toFixed(0) ?? '').padStart(6)} ${cpu.toFixed(3).padStart(8)} ${wall.toFixed(3).padStart(8)} ${speed.padStart(8)} ${rss.toFixed(0).padStart(7)}`,
  );
}

/** The program itself, as a user runs it: by year, in English. */
function reportOn(directory: string, to: Day, from: Day = FIRST): Cost {
  const span = ['-s', from, '-e', to, '--by', 'year', '--lang', 'en', '--logs', directory, '--home', directory];
  return run(process.execPath, [CLI, 'report', ...span]);
}

/** The least of some runs: others work on this machine, too. */
function best(times: number, once: () => Cost): Cost {
  return Array.from({ length: times }, once).reduce((least, each) => (each.cpu < least.cpu ? each : least));
}

const totalOf = ({ out }: Cost): string => /Total used +(.*kWh)/.exec(out)?.[1] ?? '?';

function bench(years: number): void {
  const home = mkdtempSync(join(tmpdir(), 'linky-bench-report-'));
  try {
    const logs = join(home, 'logs');
    const to = makeLogs(logs, years);
    const mb = sizeOf(logs) / 1e6;
    console.log(`${years} years, ${readdirSync(logs).length} logs of ${LINES} lines\n`);
    console.log(`${''.padEnd(34)}     MB    CPU s   wall s MB/s CPU  RSS MB`);
    row('wc -l', mb, run('sh', ['-c', `cat ${logs}/*.log | wc -l`]));
    const perl = run('perl', ['-e', PERL, logs]);
    row('perl, one pass', mb, perl);
    const cache = join(logs, '.summaries');
    const cold = best(3, () => {
      rmSync(cache, { force: true });
      return reportOn(logs, to);
    });
    row('report, no cache', mb, cold);
    if (!existsSync(cache)) console.log('no cache was written');
    row(
      `report, day summaries, ${years} years`,
      undefined,
      best(5, () => reportOn(logs, to)),
    );
    row(
      'report, day summaries, one day',
      undefined,
      best(5, () => reportOn(logs, to, to)),
    );
    row(
      'node alone',
      undefined,
      best(5, () => run(process.execPath, ['-e', '0'])),
    );
    console.log(`\nperl: ${perl.out.trim()}; report: ${totalOf(cold)}`);
    console.log(`report without cache: ${(perl.cpu / cold.cpu).toFixed(1)} times the CPU speed of perl`);
    whereItGoes(logs, cold);
    rmSync(logs, { recursive: true });
    const ten = join(home, 'ten');
    const last = makeLogs(ten, 10);
    const mbTen = sizeOf(ten) / 1e6;
    row('\nreport, no cache, 10 years', mbTen, reportOn(ten, last));
    row(
      'report, day summaries, 10 years',
      undefined,
      best(5, () => reportOn(ten, last)),
    );
    row(
      'report, one day of 10 years',
      undefined,
      best(5, () => reportOn(ten, last, last)),
    );
    row(
      'node alone',
      undefined,
      best(5, () => run(process.execPath, ['-e', '0'])),
    );
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The steps of the cold run, each in this process, warmed up. */
function whereItGoes(logs: string, { cpu }: Cost): void {
  const names = readdirSync(logs).filter((name) => name.endsWith('.log'));
  const timed = (work: (path: string, day: Day) => void): number => {
    const start = process.cpuUsage();
    for (const name of names) work(join(logs, name), name.slice(13, 23).replaceAll('_', '-') as Day);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
  let records = 0;
  const scanned = timed((path, day) => scanFile(path, day, () => records++));
  const read = run('sh', ['-c', `cat ${logs}/*.log >/dev/null`]).cpu;
  console.log(
    `\nof ${cpu.toFixed(2)} s: reading and scanning ${records} records ${scanned.toFixed(2)} s (cat: ${read.toFixed(2)} s)`,
  );
}

bench(Number(process.argv[2] ?? 3));
