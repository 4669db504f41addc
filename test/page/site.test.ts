process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadTariffs } from '../../src/config/tariffs.ts';
import { logFile } from '../../src/journal/writer.ts';
import { SiteDirectory } from '../../src/page/site/directory.ts';
import { Site, type Update } from '../../src/page/site/site.ts';
import { buildSteps } from '../../src/report/sums/build.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { type Day, daysBetween, instantOf } from '../../src/time/local.ts';
import { runAll } from '../support/command-lines.ts';
import { writePageLogs } from '../support/page-logs.ts';
import { CLI } from '../support/paths.ts';

const FROM: Day = '2026-10-29';
const TO: Day = '2026-11-18';
const NOW = instantOf('2026-11-18T18:00:00');
const ASSETS = { script: 'script', style: 'style' };

/** A home with logs of three weeks, the last day until now, and the site beside it. */
class SiteHome {
  readonly home = mkdtempSync(join(tmpdir(), 'linky-site-'));
  readonly site = join(this.home, 'site');
  #made: Site | undefined;

  constructor(t: TestContext) {
    writePageLogs(this.home, { from: FROM, to: TO, until: NOW });
    for (const day of daysBetween(FROM, TO)) this.#settle(day);
    t.after(() => rmSync(this.home, { recursive: true }));
  }

  get logs(): string {
    return join(this.home, 'logs');
  }

  /** A log that has just changed would be read each time. */
  #settle(day: Day): void {
    const at = instantOf(`${day}T23:59:59`) / 1000;
    utimesSync(logFile(this.logs, day), at, at);
  }

  append(day: Day, line: string): void {
    appendFileSync(logFile(this.logs, day), `${line}\n`);
  }

  /** Another process, or the same again. */
  update(now = NOW, again = false): Update {
    if (!again) this.#made = undefined;
    this.#made ??= new Site({
      ...{ directory: new SiteDirectory(this.site), lang: 'fr', assets: ASSETS, zone: 'Europe/Paris', version: '1' },
      ...{ logs: this.logs, again: 30 },
    });
    const { prices } = loadTariffs(join(this.home, 'conf', 'tariffs.conf'));
    return finish(this.#made.updateSteps({ prices, reportSteps: buildSteps, version: () => '' }, now));
  }

  files(): string[] {
    return readdirSync(this.site)
      .filter((name) => name.endsWith('.html'))
      .sort();
  }

  read(name: string): string {
    return readFileSync(join(this.site, name), 'utf8');
  }

  /** When each page was written. */
  times(): Map<string, number> {
    return new Map(this.files().map((name) => [name, statSync(join(this.site, name)).mtimeMs]));
  }

  /** The pages that something has written since. */
  changedSince(before: ReadonlyMap<string, number>): string[] {
    return [...this.times()].flatMap(([name, time]) => (before.get(name) === time ? [] : [name]));
  }
}

const linksOf = (page: string): string[] => [...page.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);

describe('a site of pages', () => {
  test('it has a page on each day, week, month, year and season, and every link leads to one', (t) => {
    const home = new SiteHome(t);
    const { written, pages } = home.update();
    const files = home.files();
    assert.deepEqual([written, pages], [files.length, files.length]);
    assert.deepEqual(
      files,
      [
        ...['2026.html', '2026-10.html', '2026-11.html', 'index.html'],
        ...[44, 45, 46, 47].map((week) => `2026-W${week}.html`),
        ...daysBetween(FROM, TO).map((day) => `${day}.html`),
        ...['season-2026-summer.html', 'season-2026-winter.html'],
      ].sort(),
    );
    const reached = new Set(['index.html']);
    for (const name of reached) for (const link of linksOf(home.read(name))) reached.add(link);
    assert.deepEqual([...reached].sort(), files);
  });

  test('a day leads to those beside it and up, a month down to its days', (t) => {
    const home = new SiteHome(t);
    home.update();
    assert.deepEqual(linksOf(home.read('2026-11-17.html')), [
      ...['index.html', 'season-2026-winter.html', '2026.html', '2026-11.html', '2026-W47.html'],
      ...['2026-11-16.html', '2026-11-18.html'],
    ]);
    const down = linksOf(home.read('2026-11.html'));
    for (const day of daysBetween('2026-11-01', TO)) assert.ok(down.includes(`${day}.html`), day);
    assert.ok(!linksOf(home.read(`${FROM}.html`)).includes('2026-10-28.html'));
  });

  test('what has not changed is not written again, by another process neither', (t) => {
    const home = new SiteHome(t);
    home.update();
    const before = home.times();
    assert.equal(home.update().written, 0);
    assert.deepEqual(home.changedSince(before), []);
  });

  test('a line of today changes the pages that today is on, and no other', (t) => {
    const home = new SiteHome(t);
    home.update();
    const before = home.times();
    home.append(
      TO,
      readFileSync(logFile(home.logs, TO), 'utf8')
        .trimEnd()
        .split('\n')
        .at(-1)
        ?.replace(/ \d\d:\d\d:\d\d/, ' 18:00:10') ?? '',
    );
    home.update();
    assert.deepEqual(home.changedSince(before), [
      ...['2026-11-18.html', '2026-11.html', '2026-W47.html', '2026.html', 'index.html', 'season-2026-winter.html'],
    ]);
  });

  test('while it goes on, the page of today alone is written each time, the others when ten minutes have passed', (t) => {
    const home = new SiteHome(t);
    home.update();
    const line = (clock: string): string =>
      (readFileSync(logFile(home.logs, TO), 'utf8').trimEnd().split('\n').at(-1) ?? '').replace(
        / \d\d:\d\d:\d\d/,
        ` ${clock}`,
      );
    home.append(TO, line('18:00:20'));
    const before = home.times();
    home.update(NOW + 30_000, true);
    assert.deepEqual(home.changedSince(before), ['2026-11-18.html']);
    home.update(NOW + 600_000, true);
    assert.ok(home.changedSince(before).includes('2026.html'));
  });

  test('a new day is linked from the day before, which follows no more', (t) => {
    const home = new SiteHome(t);
    home.update();
    assert.match(home.read('2026-11-18.html'), /"again":30[,}]/);
    assert.match(home.read('2026-11.html'), /"again":600[,}]/);
    assert.doesNotMatch(home.read('2026-11-17.html'), /"again"/);
    const line = readFileSync(logFile(home.logs, TO), 'utf8').trimEnd().split('\n').at(-1) ?? '';
    writeFileSync(logFile(home.logs, '2026-11-19'), `${line.replace('2026/11/18 ', '2026/11/19 ')}\n`);
    home.update(instantOf('2026-11-19T18:00:30'), true);
    assert.ok(linksOf(home.read('2026-11-18.html')).includes('2026-11-19.html'));
    assert.doesNotMatch(home.read('2026-11-18.html'), /"again"/);
    assert.match(home.read('2026-11-19.html'), /"again":30/);
  });

  test('a changed old log, a new price: what they are on is written again', (t) => {
    const home = new SiteHome(t);
    home.update();
    const before = home.times();
    home.append('2026-10-30', '2026/10/30 12:00:00 noise');
    home.update();
    const changed = home.changedSince(before);
    assert.ok(changed.includes('2026-10-30.html') && changed.includes('2026-10.html'), changed.join());
    assert.ok(!changed.includes('2026-11-17.html') && !changed.includes('2026-W47.html'), changed.join());
    const then = home.times();
    appendFileSync(join(home.home, 'conf', 'tariffs.conf'), '2026-11-15 HN 0.1900\n');
    home.update();
    const priced = home.changedSince(then);
    assert.ok(priced.includes('2026-11-16.html') && !priced.includes('2026-11-14.html'), priced.join());
  });

  test('a page that was damaged is written again, one of others is left alone and named', (t) => {
    const home = new SiteHome(t);
    home.update();
    const whole = home.read('2026-11-10.html');
    writeFileSync(join(home.site, '2026-11-10.html'), whole.slice(0, 2000));
    writeFileSync(join(home.site, '2026-11-11.html'), 'mine');
    rmSync(join(home.site, '2026-11-12.html'));
    symlinkSync('/etc/hostname', join(home.site, '2026-11-12.html'));
    writeFileSync(join(home.site, 'notes.txt'), 'mine');
    assert.deepEqual([...home.update().taken].sort(), ['2026-11-11.html', '2026-11-12.html']);
    assert.equal(home.read('2026-11-10.html').length, whole.length);
    assert.deepEqual(
      ['2026-11-11.html', 'notes.txt'].map((name) => home.read(name)),
      ['mine', 'mine'],
    );
  });

  test('the page of a day whose log has gone goes too', (t) => {
    const home = new SiteHome(t);
    home.update();
    rmSync(logFile(home.logs, '2026-10-29'));
    assert.equal(home.update().removed, 1);
    assert.ok(!existsSync(join(home.site, '2026-10-29.html')));
  });

  test('an inventory that is damaged costs the work, nothing else', (t) => {
    const home = new SiteHome(t);
    home.update();
    const count = home.files().length;
    writeFileSync(join(home.site, '.linky-monitor-pages'), '{"linky-monitor":"pages"}\nnoise');
    const { written, taken } = home.update();
    assert.deepEqual([taken, written > 20], [[], true]);
    assert.equal(home.files().length, count);
  });
});

describe('the directory of a site', () => {
  let home: string;
  beforeEach((t) => {
    home = mkdtempSync(join(tmpdir(), 'linky-site-'));
    (t as TestContext).after?.(() => rmSync(home, { recursive: true, force: true }));
  });

  test('one with files of others is not used, and nothing is written into it', () => {
    writePageLogs(home, { from: '2026-11-17', to: '2026-11-17' });
    const site = join(home, 'site');
    mkdirSync(site);
    writeFileSync(join(site, 'index.html'), 'mine');
    const [refused] = runAll([['pages', site, '--home', home, '--lang', 'en']]);
    assert.equal(refused?.status, 1);
    assert.match(
      refused?.stderr ?? '',
      /has other things than pages of linky-monitor: give a new or an empty directory/,
    );
    assert.deepEqual(readdirSync(site), ['index.html']);
    rmSync(home, { recursive: true });
  });

  test('a file, and one that may not be made, are told', () => {
    writeFileSync(join(home, 'file'), '');
    const [file, below] = runAll([
      ['pages', join(home, 'file'), '--home', home, '--lang', 'en'],
      ['pages', join(home, 'file', 'site'), '--home', home, '--lang', 'en'],
    ]);
    for (const each of [file, below]) {
      assert.equal(each?.status, 1);
      assert.match(each?.stderr ?? '', /cannot be written: .*E(NOTDIR|EXIST)\n$/);
    }
    rmSync(home, { recursive: true });
  });

  test('a file of EJP days that has changed is on the pages that count them', () => {
    writePageLogs(home, { from: '2026-11-10', to: '2026-11-14' });
    const site = join(home, 'site');
    const run = (days?: string): string => {
      if (days !== undefined) writeFileSync(join(home, 'conf', 'ejp-days.conf'), days);
      const [done] = runAll([['pages', site, '--home', home, '--lang', 'en']]);
      assert.equal(done?.status, 0, done?.stderr);
      return done?.stdout ?? '';
    };
    const shown = (): string | undefined =>
      /at least \d+\/22 since [-\d]+|\d+\/22 this season|\d+\/22 in [-\d]+/.exec(
        readFileSync(join(site, '2026-11-12.html'), 'utf8').replaceAll('\u00a0', ' '),
      )?.[0];
    run('');
    const [, counted = ''] = /^at least (\d+)\/22 since 2026-11-10$/.exec(shown() ?? '') ?? [];
    assert.match(run(), /^0 pages/);
    assert.match(run('2025-12-01\n'), /^0 pages/, 'another season');
    assert.doesNotMatch(run('2026-11-01 2026-11-09 non\n2026-11-05\n2026-11-06\n'), /^0 pages/);
    assert.equal(Number(/^\d+/.exec(shown() ?? '')?.[0]), Number(counted) + 2, shown());
    rmSync(home, { recursive: true });
  });

  test('killed at any moment, it has only whole pages, and the next run completes them', async () => {
    writePageLogs(home, { from: FROM, to: TO });
    const site = join(home, 'site');
    const words = ['pages', site, '--home', home];
    for (const ms of [900, 1100, 1300, 1600]) {
      const child = spawn(process.execPath, [CLI, ...words], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      await sleep(ms);
      child.kill('SIGKILL');
      await ended;
      for (const name of existsSync(site) ? readdirSync(site) : [])
        if (name.endsWith('.html')) assert.match(readFileSync(join(site, name), 'utf8'), /<\/html>\n$/, name);
    }
    const [done, again] = runAll([words, words]);
    assert.equal(done?.status, 0, done?.stderr);
    assert.match(again?.stdout ?? '', /^0 page écrite, sur 31\n$/);
    assert.deepEqual(
      readdirSync(site)
        .filter((name) => !name.endsWith('.html'))
        .sort(),
      ['.linky-monitor-pages', '.linky-monitor-pages-open'],
    );
    rmSync(home, { recursive: true });
  });
});
