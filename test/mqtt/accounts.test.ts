process.env['TZ'] = 'Europe/Paris';

import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { inCents } from '../../src/energy/euros.ts';
import { PriceList } from '../../src/energy/prices.ts';
import { formatData } from '../../src/journal/log-line.ts';
import { JournalError } from '../../src/journal/reader.ts';
import { Summaries } from '../../src/journal/summaries.ts';
import { logFile } from '../../src/journal/writer.ts';
import { LogAccounts, parseInjectedTotal } from '../../src/mqtt/log-accounts.ts';
import { daysSteps } from '../../src/report/sums/build.ts';
import { finish } from '../../src/report/sums/read-logs.ts';
import { SimulatedMeter } from '../../src/simulator/meter.ts';
import { type Day, dayOf, daysBetween, startOfDay } from '../../src/time/local.ts';

const FIRST = '2026-11-16';
const prices = new PriceList([
  { day: '2026-01-01', key: 'HN', price: 0.1781 },
  { day: '2026-01-01', key: 'HPM', price: 0.344 },
]);
const rest = async (): Promise<void> => undefined;

/** Days of a house with panels on EJP, in historique: what it injects is an estimate. @returns how to let time go by */
function house(t: TestContext) {
  const logs = mkdtempSync(join(tmpdir(), 'linky-accounts-'));
  t.after(() => rmSync(logs, { recursive: true }));
  const start = startOfDay(FIRST);
  const meter = new SimulatedMeter({
    ...{ contract: 'ejp', scenario: 'ejp-season', mode: 'historique', phases: 1, producer: false, seed: 11, start },
  } as const);
  let at = start;
  const liveUntil = (end: number): void => {
    const days = new Map<Day, string>();
    for (; at < end; at += 30_000) {
      meter.advanceTo(at);
      const { periodCode, indexes, papp, iinst } = meter.state();
      const line = formatData({ at, periodCode, indexes, papp, iinst, injectionIndex: undefined, pinj: undefined });
      days.set(dayOf(at), `${days.get(dayOf(at)) ?? ''}${line}\n`);
    }
    for (const [day, text] of days) appendFileSync(logFile(logs, day), text);
  };
  const reportOn = (from: Day, to: Day, now: number) =>
    finish(daysSteps({ logs: new Summaries(logs), from, to, prices, now }));
  return { logs, liveUntil, reportOn };
}

const at = (local: string): number => Date.parse(`${local}+01:00`);

test("the day in euros is the report's, the season's EJP days too, with the one that runs", async (t) => {
  const { logs, liveUntil, reportOn } = house(t);
  const now = at('2026-11-19T12:00:00');
  liveUntil(now);
  const accounts = new LogAccounts(logs, undefined);
  const read = await accounts.read({ now, prices, ejp: { isPeak: false } }, rest);
  const report = reportOn('2026-11-19', '2026-11-19', now);
  assert.equal(read.money.day, '2026-11-19');
  assert.equal(read.money.cost, report.total.cost);
  assert.ok(inCents(read.money.cost ?? 0n) > 0);
  assert.equal(read.money.revenue, undefined, 'no price for the injection');
  const past = reportOn('2026-11-01', '2026-11-19', now).ejpDays;
  assert.ok(past.length >= 1 && !past.includes('2026-11-19'));
  const count = past.length;
  assert.deepEqual(read.season, { days: count, left: 22 - count, since: FIRST }, 'the logs begin within the season');
  const seasonWith = async (days: readonly Day[]) => {
    const given = new Map(days.map((day) => [day, day === '2026-11-05']));
    return (await new LogAccounts(logs, undefined, () => given).read({ now, prices, ejp: { isPeak: false } }, rest))
      .season;
  };
  const known = daysBetween('2026-11-01', '2026-11-15');
  assert.deepEqual(await seasonWith(known), { days: count + 1, left: 21 - count, since: undefined });
  assert.deepEqual(await seasonWith(known.slice(3)), { days: count + 1, left: 21 - count, since: FIRST });
  // A peak that runs now counts, before the log shows it.
  const running = await accounts.read({ now, prices, ejp: { isPeak: true } }, rest);
  assert.equal(running.season?.days, past.length + 1);
  assert.equal((await accounts.read({ now, prices, ejp: undefined }, rest)).season, undefined);
});

test('a day without a line, or without a price, has no cost: not 0', async (t) => {
  const { logs, liveUntil } = house(t);
  liveUntil(at('2026-11-16T12:00:00'));
  const read = (now: number, list: PriceList) =>
    new LogAccounts(logs, undefined).read({ now, prices: list, ejp: undefined }, rest);
  assert.equal((await read(at('2026-11-17T00:00:05'), prices)).money.cost, undefined);
  assert.equal((await read(at('2026-11-16T12:00:00'), new PriceList([]))).money.cost, undefined);
  await assert.rejects(
    new LogAccounts(join(logs, 'none'), undefined).read({ now: 0, prices, ejp: undefined }, rest),
    JournalError,
  );
});

test('the estimated injection is a counter: over midnights, restarts and days of absence it counts each day once', async (t) => {
  const { logs, liveUntil, reportOn } = house(t);
  let accounts = new LogAccounts(logs, undefined);
  let before = 0;
  const moments = ['16T09:00', '16T15:00', '16T23:59', '17T00:20', '17T02:00', '17T14:00', '20T13:00', '20T18:00'];
  for (const [i, moment] of moments.entries()) {
    const now = at(`2026-11-${moment}:00`);
    liveUntil(now);
    // Every second time another process goes on with what the one before has kept.
    if (i % 2 === 1)
      accounts = new LogAccounts(logs, parseInjectedTotal(JSON.parse(JSON.stringify(accounts.injected ?? null))));
    const { injectedEstimate: told } = await accounts.read({ now, prices, ejp: undefined }, rest);
    const expected = reportOn(FIRST, dayOf(now), now).injected;
    assert.ok(expected.estimated || expected.wh === 0);
    if (told === undefined) assert.equal(expected.wh, 0, moment);
    else {
      assert.ok(Math.abs(told - expected.wh) <= 2, `${moment}: ${told}, ${expected.wh}`);
      assert.ok(told >= before, moment);
      before = told;
    }
  }
  assert.ok(before > 100, String(before));
});

test('what was kept is read back only in its own form', () => {
  assert.deepEqual(parseInjectedTotal({ through: '2026-11-23', wh: 5 }), { through: '2026-11-23', wh: 5 });
  for (const value of [
    null,
    5,
    {},
    { through: 'x', wh: 5 },
    { through: '2026-11-23', wh: -1 },
    { through: '2026-11-23' },
  ]) {
    assert.equal(parseInjectedTotal(value), undefined, JSON.stringify(value));
  }
});
