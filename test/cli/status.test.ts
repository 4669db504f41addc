import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { TestHome } from '../support/program.ts';

test('status says of a drawn or injected power that it is estimated, where it is deduced from the current', async (t) => {
  const testHome = new TestHome(t);
  const at = '2026-11-24T14:00:00.000+01:00';
  let sample: Record<string, unknown> = {
    ...{ type: 'sample', at, contract: 'EJP', period: 'HN', papp: 0, pinj: 440, pinjEstimated: true, indexes: {} },
    ...{ ejp: { active: false, notice: null }, overload: null },
  };
  let status: Record<string, unknown> = {
    ...{ type: 'status', state: 'receiving', since: at, input: 'x', mode: 'historique', frames: 1, clients: 1 },
    rejected: { checksum: 0, parity: 0, format: 0, implausible: 0 },
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(`${JSON.stringify(sample)}\n${JSON.stringify(status)}\n`);
  });
  t.after(() => server.close());
  await new Promise<void>((resolve) => server.listen(testHome.socket, resolve));
  const said = async (): Promise<string> => {
    const run = testHome.start('status', '--lang', 'en');
    assert.equal(await run.ended, 0, run.err);
    return run.out.replace(/\u00a0/g, ' ');
  };
  assert.match(await said(), /PAPP 0 VA {2}PINJ 440 VA \(estimated\) {2}historique/);
  sample = { ...sample, pinjEstimated: false };
  assert.match(await said(), /PINJ 440 VA {2}historique/);
  sample = { ...sample, papp: 1150, pappEstimated: true, pinj: 0, pinjEstimated: true };
  assert.match(await said(), /PAPP 1,150 VA \(estimated\) {2}PINJ 0 VA {2}historique/);
  const from = '2026-11-24T14:20:10.000+01:00';
  sample = { ...sample, ejp: { active: false, notice: { startsInMinutes: 20, from } } };
  assert.match(await said(), /EJP NOTICE at 14:20 \(in 20 min\) {2}PAPP/);
  // What the meter does not say is not said for it.
  sample = { ...sample, papp: undefined, period: undefined, ejp: { active: false, unknown: true, notice: null } };
  assert.match(await said(), /EJP \? {2}PAPP — {2}PINJ 0 VA {2}historique/);
  // A relay that keeps a load off is told, one that does not is not.
  status = { ...status, relay: { open: true, why: ['peak', 'overload'], since: at } };
  assert.match(
    await said(),
    /rejected 0 {2}relay open \(peak, overload\) since Tue 24 Nov 14:00|relay open \(peak, overload\) since .*14:00/,
  );
  status = { ...status, relay: { open: false, why: [], since: at } };
  assert.doesNotMatch(await said(), /relay/);
});
