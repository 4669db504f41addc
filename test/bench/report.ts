/*
 * What a report costs on years of logs, CPU, wall time and memory: three years (3456 lines a day, about 435 MB) with no
 * cache, beside a one-pass Perl script that does the same sums, one that does hardly any, and `wc -l`; then with the day summaries, and with
 * those of ten years. The logs are made here, in a temporary directory. Then where the time of the cold run goes.
 *
 *   node dist/test/bench/report.js [years]     (3 by default)
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanFile } from '../../src/journal/reader.ts';
import type { Day } from '../../src/time/local.ts';
import { CLI } from '../support/paths.ts';
import { type Cost, costOf as run } from '../support/process-usage.ts';
import { LINES, makeYears, removeKept } from '../support/years-of-logs.ts';

process.env['TZ'] = 'Europe/Paris';
const FIRST = '2016-01-01';

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

/** A bare regular expression that sums the indexes and the injection, as if each line had 25 s. */
const PLAIN = `
use strict; my ($wh, $inj, %last) = (0, 0);
for my $file (sort glob("$ARGV[0]/*.log")) { open(my $in, '<', $file) or die;
  while (<$in>) {
    next unless /IndexHN=(\\d+), IndexHPM=(\\d+), PuissConsommee=(\\d+), IConsommee=(\\d+)/;
    $wh += $1 - ($last{HN} // $1) + $2 - ($last{HPM} // $2); @last{'HN', 'HPM'} = ($1, $2);
    $inj += $4 * 220 * 25 if $3 == 0;
  }
}
printf "%d Wh, %d Wh injected\\n", $wh, $inj / 3600;`;

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

/** The same with nothing beside the logs but what it writes itself. */
function coldReportOn(directory: string, to: Day): Cost {
  removeKept(directory);
  return reportOn(directory, to);
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
    const to = makeYears(logs, FIRST, years);
    const mb = sizeOf(logs) / 1e6;
    console.log(`${years} years, ${readdirSync(logs).length} logs of ${LINES} lines\n`);
    console.log(`${''.padEnd(34)}     MB    CPU s   wall s MB/s CPU  RSS MB`);
    row('wc -l', mb, run('sh', ['-c', `cat ${logs}/*.log | wc -l`]));
    const perl = best(3, () => run('perl', ['-e', PERL, logs]));
    row('perl, one pass', mb, perl);
    const plain = best(3, () => run('perl', ['-e', PLAIN, logs]));
    row('perl, a bare regular expression', mb, plain);
    const cold = best(5, () => coldReportOn(logs, to));
    row('report, no cache', mb, cold);
    if (!existsSync(join(logs, '.summaries'))) console.log('no cache was written');
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
    console.log(`\nperl: ${perl.out.trim()}; bare: ${plain.out.trim()}; report: ${totalOf(cold)}`);
    const times = ({ cpu }: Cost): string => (cpu / cold.cpu).toFixed(1);
    console.log(`report without cache: CPU speed ${times(perl)} times perl's, ${times(plain)} times the bare one's`);
    whereItGoes(logs, cold);
    rmSync(logs, { recursive: true });
    const ten = join(home, 'ten');
    const last = makeYears(ten, FIRST, 10);
    const mbTen = sizeOf(ten) / 1e6;
    console.log();
    row(
      'report, no cache, 10 years',
      mbTen,
      best(2, () => coldReportOn(ten, last)),
    );
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
