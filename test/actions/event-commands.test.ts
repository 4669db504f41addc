import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { EventCommands } from '../../src/actions/event-commands.ts';
import type { CommandSettings, EventName, HouseEvent } from '../../src/actions/events.ts';
import { settled } from '../support/in-process-daemon.ts';

const event = (name: EventName): HouseEvent => ({ name, env: { LINKY_EVENT: name } });

const NONE: CommandSettings = {
  EJP_NOTICE_CMD: undefined,
  EJP_ON_CMD: undefined,
  EJP_OFF_CMD: undefined,
  OVERLOAD_ON_CMD: undefined,
  OVERLOAD_OFF_CMD: undefined,
};

/** Commands that append their event to a file; the timers are the test's. */
function rig(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const home = mkdtempSync(join(tmpdir(), 'linky-events-'));
  const file = join(home, 'calls');
  const sh = (script: string): string[] => ['sh', '-c', script, 'sh', home];
  const record = sh('echo "$LINKY_EVENT" >> "$1/calls"');
  const told: string[] = [];
  const state = { settings: { ...NONE, EJP_ON_CMD: record, EJP_OFF_CMD: record, OVERLOAD_ON_CMD: record } };
  const set = (more: Partial<CommandSettings>): void => {
    state.settings = { ...state.settings, ...more } as typeof state.settings;
  };
  const commands = new EventCommands(() => state.settings, {
    failed: ({ key, reason, tries, isOvertaken }) =>
      told.push(`${key} failed ${tries}: ${reason}${isOvertaken ? ' (overtaken)' : ''}`),
    done: (_, key) => told.push(`${key} done`),
  });
  t.after(async () => {
    t.mock.timers.reset();
    await commands.stop();
    rmSync(home, { recursive: true, force: true });
  });
  const calls = (): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  const release = sh('while [ ! -e "$1/go" ]; do sleep 0.05; done; echo "$LINKY_EVENT" >> "$1/calls"');
  return { commands, told, set, sh, calls, release, home, record };
}

describe('the commands of events', () => {
  test('run one at a time, in their order; what has none is passed over', async (t) => {
    const { commands, told, set, sh, calls } = rig(t);
    const alone = sh('mkdir "$1/lock" || exit 9; sleep 0.3; rmdir "$1/lock"; echo "$LINKY_EVENT" >> "$1/calls"');
    set({ EJP_ON_CMD: alone, OVERLOAD_ON_CMD: alone });
    commands.tell('notice', event('ejp-notice'));
    commands.tell('ejp', event('ejp-on'));
    commands.tell('overload', event('overload-on'));
    await settled(() => told.length === 2);
    assert.deepEqual(told, ['EJP_ON_CMD done', 'OVERLOAD_ON_CMD done']);
    assert.deepEqual(calls(), ['ejp-on', 'overload-on']);
  });

  test('one that is overtaken while another runs is left out: only what is true now is told', async (t) => {
    const { commands, told, set, calls, release, sh, home } = rig(t);
    set({ OVERLOAD_ON_CMD: release });
    commands.tell('overload', event('overload-on'));
    for (const name of ['ejp-on', 'ejp-off', 'ejp-on', 'ejp-off'] as const) commands.tell('ejp', event(name));
    commands.tell('notice', event('ejp-notice'));
    commands.tell('notice', undefined);
    set({ EJP_NOTICE_CMD: sh('exit 1') });
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(join(home, 'go'), '');
    await settled(() => told.length === 2);
    assert.deepEqual(calls(), ['overload-on', 'ejp-off']);
  });

  test('one that fails is tried again after 10 s and after a minute, and no more', async (t) => {
    const { commands, told, set, sh } = rig(t);
    set({ EJP_ON_CMD: sh('echo "no network" >&2; exit 6') });
    commands.tell('ejp', event('ejp-on'));
    const failed = (tries: number): string => `EJP_ON_CMD failed ${tries}: sh: 6: no network`;
    await settled(() => told.length === 1);
    t.mock.timers.tick(9999);
    t.mock.timers.tick(1);
    await settled(() => told.length === 2);
    t.mock.timers.tick(59_999);
    assert.equal(told.length, 2);
    t.mock.timers.tick(1);
    await settled(() => told.length === 3);
    t.mock.timers.tick(3_600_000);
    assert.deepEqual(told, [failed(1), failed(2), failed(3)]);
  });

  test('one that is tried again may succeed; an event that has overtaken it has it tried no more', async (t) => {
    const { commands, told, set, sh, calls, record } = rig(t);
    set({ EJP_ON_CMD: sh('exit 1') });
    commands.tell('ejp', event('ejp-on'));
    await settled(() => told.length === 1);
    commands.tell('ejp', event('ejp-off'));
    await settled(() => told.length === 2);
    t.mock.timers.tick(100_000);
    assert.deepEqual(told, ['EJP_ON_CMD failed 1: sh: 1', 'EJP_OFF_CMD done']);
    set({ OVERLOAD_ON_CMD: sh('exit 1') });
    commands.tell('overload', event('overload-on'));
    await settled(() => told.length === 3);
    set({ OVERLOAD_ON_CMD: record });
    t.mock.timers.tick(10_000);
    await settled(() => told.length === 4);
    assert.deepEqual(calls(), ['ejp-off', 'overload-on']);
  });

  test('a command that the conf names anew for what is true now is run; one for what was true is not', async (t) => {
    const { commands, told, set, calls, record } = rig(t);
    set({ EJP_ON_CMD: undefined, EJP_OFF_CMD: undefined });
    commands.tell('ejp', event('ejp-on'));
    commands.settingsChanged();
    set({ EJP_ON_CMD: record });
    commands.settingsChanged();
    commands.settingsChanged();
    await settled(() => told.length === 1);
    commands.settingsChanged();
    set({ EJP_OFF_CMD: record });
    commands.settingsChanged();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([calls(), told], [['ejp-on'], ['EJP_ON_CMD done']]);
  });

  test('one that hangs is ended after 30 s, and holds up no other for longer', async (t) => {
    const { commands, told, set, sh } = rig(t);
    set({ EJP_ON_CMD: sh('sleep 600 & sleep 600') });
    commands.tell('ejp', event('ejp-on'));
    commands.tell('overload', event('overload-on'));
    t.mock.timers.tick(30_000);
    await settled(() => told.length === 2);
    assert.deepEqual(told, ['EJP_ON_CMD failed 1: sh: > 30 s', 'OVERLOAD_ON_CMD done']);
  });
});
