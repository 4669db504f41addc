import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { TestHome } from '../support/program.ts';

const SPITE = '\x1b[2J\x9b31m{red-fg}\u202e\u200b\x07';
/** What a terminal obeys, or does not show; the French texts have no-break spaces, which are neither. */
const HARMFUL = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('texts of others are shown harmless', () => {
  test('in the report: a log whose period and names are spiteful, and a formula', async (t) => {
    const testHome = new TestHome(t);
    const lines = [0, 1, 2].map(
      (i) =>
        `2021/02/20 19:1${i}:22 DATA Periode==cmd${SPITE.slice(0, 8)}, IndexHN=00068832${i}, Indexconstructor=00000000${i}, PuissConsommee=00000, IConsommee=013`,
    );
    const events = [`2021/02/20 19:20:00 WARN ${SPITE}`, SPITE, '=HYPERLINK("x")'];
    writeFileSync(join(testHome.home, 'logs', `x${SPITE}2021_02_20.log`), `${[...lines, ...events].join('\n')}\n`);
    writeFileSync(join(testHome.home, 'conf', 'tariffs.conf'), `2021-01-01 ${SPITE} 0.1\n`);
    for (const format of ['table', 'json', 'csv']) {
      const run = testHome.start('report', '2021-02-20', '--format', format);
      assert.equal(await run.ended, 0, run.err);
      assert.ok(run.out.includes('HN'), run.out);
      assert.ok(!HARMFUL.test(run.out), JSON.stringify(run.out));
      assert.ok(!HARMFUL.test(run.err), JSON.stringify(run.err));
      if (format === 'csv') for (const cell of run.out.split(/[;\n]/)) assert.doesNotMatch(cell, /^["']?[=+\-@\t]/);
    }
    const compress = testHome.start('logs', 'compress');
    await compress.ended;
    assert.ok(!HARMFUL.test(compress.out + compress.err), JSON.stringify(compress.out));
  });

  test('in status and on a line a reading: a daemon that is none', async (t) => {
    const testHome = new TestHome(t);
    const at = '2026-11-24T07:00:00.000+01:00';
    const messages = [
      { type: 'hello', protocol: 1, version: SPITE, pid: 1, started: at, mode: SPITE, contract: SPITE, logs: SPITE },
      {
        type: 'sample',
        at,
        contract: SPITE,
        period: SPITE,
        papp: 1,
        pinjEstimated: false,
        indexes: { [SPITE]: 1 },
        ejp: { active: false, notice: null },
        overload: null,
        meter: SPITE,
      },
      {
        type: 'status',
        state: 'receiving',
        since: at,
        input: SPITE,
        mode: SPITE,
        frames: 1,
        rejected: { checksum: 0, parity: 0, format: 0, implausible: 0 },
        clients: 1,
        faults: [{ part: SPITE, since: at, detail: SPITE }],
      },
    ];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(testHome.socket, resolve));
    for (const words of [['status'], ['status', '--json'], ['tui']]) {
      const run = testHome.start(...words);
      if (words[0] === 'tui') {
        while (!run.out.includes('VA')) await new Promise((resolve) => setTimeout(resolve, 20));
        run.child.kill('SIGINT');
      }
      assert.equal(await run.ended, 0, run.err);
      assert.ok(run.out.length > 10);
      assert.ok(!HARMFUL.test(run.out), JSON.stringify(run.out));
      if (words[1] === '--json') assert.equal((JSON.parse(run.out) as { input: string }).input, SPITE);
    }
  });
});
