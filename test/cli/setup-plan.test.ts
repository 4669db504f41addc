import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { STATE } from '../../src/cli/service/account.ts';
import type { FileChange } from '../../src/cli/setup/files.ts';
import { askFormer } from '../../src/cli/setup/former.ts';
import type { Interview, Question } from '../../src/cli/setup/interview.ts';
import { servicePlan } from '../../src/cli/setup/plan.ts';
import { sinceQuestion } from '../../src/cli/setup/questions.ts';
import { askStartup, withoutLine } from '../../src/cli/setup/startup.ts';
import { DEFAULTS } from '../../src/config/settings.ts';
import { UNIT } from '../../src/host/unit.ts';
import { textsIn } from '../../src/text/index.ts';
import { directory, etc, FakeHost, type Tree } from '../support/fake-host.ts';

const texts = textsIn('en');
const FORMER = '/var/www/html/LinkyMonitor';

/** Answers in their order; what is not answered is kept. */
class Scripted implements Interview {
  readonly asked: string[] = [];
  readonly #answers: string[];

  constructor(...answers: readonly string[]) {
    this.#answers = [...answers];
  }

  async ask<T>({ text, found, read }: Question<T>): Promise<T | undefined> {
    this.asked.push(text);
    const answer = this.#answers.shift() ?? '';
    if (answer === '') return found?.value;
    const result = read(answer);
    assert.ok('value' in result, answer);
    return result.value;
  }

  say(): void {}
  end(): void {}
}

const paths = {
  home: STATE,
  conf: `${STATE}/conf/LinkyAcq.conf`,
  prices: `${STATE}/conf/tariffs.conf`,
  logs: `${STATE}/logs`,
  socket: '/run/linky-monitor/feed.sock',
  settings: DEFAULTS,
  issues: [],
};

const perl: Tree = {
  [`${FORMER}/conf/LinkyAcq.conf`]: 'NB_PAPP 6\n',
  [`${FORMER}/bin/LinkyAcq.pl`]: '#!/usr/bin/perl\n',
  [`${FORMER}/logs/LinkyMonitor_2021_02_20.log`]: 'a line\n',
  [`${FORMER}/logs/LinkyMonitor_2021_02_21.log`]: 'another\n',
};

const RUNS = { 'systemctl show': 'ActiveState=active\nUnitFileState=enabled\n' };

/** A machine whose models lie where the program of this test has them. */
function machine(more: Tree = {}, programs: Readonly<Record<string, string>> = {}): FakeHost {
  const files = new FakeHost({ ...etc(), ...more }, { uid: 0, groups: [0] }, programs);
  const copy = files.copy.bind(files);
  files.copy = (from, to) => {
    if (!files.stat(from)) files.write(from, `# shipped ${from.split('/').at(-1)}\n`);
    copy(from, to);
  };
  return files;
}

const change = (path: string, before: string, text: string, isThere: boolean): FileChange => ({
  ...{ path, before, text, isThere },
  encode: (all) => Buffer.from(all),
});

/** The files as setup would change them: the conf gets its mode, the prices a power. */
const files = (conf: string, prices: string, isThere = false): FileChange[] => [
  change(paths.conf, conf, `${conf}LINKY_MODE S\n`, isThere),
  change(paths.prices, prices, `${prices}2026-11-30  KVA  9\n`, isThere),
];

describe('the plan of setup', () => {
  test('the home of the Perl scripts is taken over: conf and logs copied, answers written before the service starts', async () => {
    const on = machine(perl);
    const former = await askFormer(new Scripted(), { machine: on, texts, paths, from: undefined });
    assert.equal(former?.from, FORMER);
    const changes = files('NB_PAPP 6\n', '# shipped tariffs.conf\n');
    const plan = await servicePlan({ machine: on, texts, paths, files: changes, notes: [], former, panel: true });
    for (const { run } of plan.steps) run();
    assert.deepEqual(plan.steps.map(({ what }) => what).slice(-5), [
      `write ${paths.conf}, ${paths.prices}`,
      ...[UNIT, 'systemctl daemon-reload', 'systemctl enable linky-monitor.service'],
      'systemctl start linky-monitor.service',
    ]);
    assert.equal(on.tree.get(paths.conf)?.text, 'NB_PAPP 6\nLINKY_MODE S\n');
    const { uid, gid, mode } = on.tree.get(paths.prices) ?? {};
    assert.deepEqual([uid, gid, mode], [900, 900, 0o660]);
    assert.equal(on.tree.get(`${STATE}/logs/LinkyMonitor_2021_02_20.log`)?.text, 'a line\n');
    assert.match(on.tree.get(UNIT)?.text ?? '', /^ExecStart=.* -l$/m);
    assert.equal(on.tree.get(`${FORMER}/conf/LinkyAcq.conf`)?.text, 'NB_PAPP 6\n');

    // The second time there is nothing to take over and nothing to do.
    assert.equal(await askFormer(new Scripted(), { machine: on, texts, paths, from: undefined }), undefined);
    const same = [paths.conf, paths.prices].map((path) => {
      const text = on.tree.get(path)?.text ?? '';
      return change(path, text, text, true);
    });
    const running = Object.assign(on, { programs: RUNS });
    const again = await servicePlan({
      machine: running,
      texts,
      paths,
      files: same,
      notes: [],
      former: undefined,
      panel: true,
    });
    assert.deepEqual(again.steps, []);
  });

  test('a no leaves the former home alone; without one nothing is asked', async () => {
    const no = new Scripted('n');
    assert.equal(await askFormer(no, { machine: machine(perl), texts, paths, from: undefined }), undefined);
    assert.deepEqual(no.asked, [`${FORMER}: take over the conf and 2 logs (copied, nothing is overwritten)?`]);
    const none = new Scripted();
    assert.equal(await askFormer(none, { machine: machine(), texts, paths, from: undefined }), undefined);
    assert.deepEqual(none.asked, []);
  });

  test('a conf that is a link in the former home is not read: it may lead to a file of root’s', async () => {
    const linked = { ...perl, '/etc/shadow': 'root:*\n', [`${FORMER}/conf/LinkyAcq.conf`]: { link: '/etc/shadow' } };
    const former = await askFormer(new Scripted(), { machine: machine(linked), texts, paths, from: undefined });
    assert.deepEqual([former?.home.conf, former?.home.logs.length], [undefined, 2]);
  });

  test('a service that runs is restarted when its conf is changed, and not for a price', async () => {
    const on = machine({ [STATE]: directory() }, RUNS);
    const first = await servicePlan({
      machine: on,
      texts,
      paths,
      files: files('', ''),
      notes: [],
      former: undefined,
      panel: false,
    });
    for (const { run } of first.steps) run();
    const conf = files('LINKY_MODE A\n', '', true).slice(0, 1);
    const steps = async (changes: readonly FileChange[]): Promise<string[]> =>
      (
        await servicePlan({ machine: on, texts, paths, files: changes, notes: [], former: undefined, panel: false })
      ).steps.map(({ what }) => what);
    assert.deepEqual(await steps(conf), [`write ${paths.conf}`, 'systemctl restart linky-monitor.service']);
    const price = [change(paths.conf, 'A', 'A', true), ...files('', '', true).slice(1)];
    assert.deepEqual(await steps(price), [`write ${paths.prices}`]);
  });

  test('a tcp input gets a unit with a network', async () => {
    const on = machine();
    const changes = [change(paths.conf, '', 'INPUT_DEV tcp://pi:7000\n', false)];
    const { steps } = await servicePlan({
      machine: on,
      texts,
      paths,
      files: changes,
      notes: [],
      former: undefined,
      panel: false,
    });
    const unit = steps.find(({ text }) => text !== undefined)?.text ?? '';
    assert.doesNotMatch(unit, /PrivateNetwork=yes/);
  });

  test('a conf that is a link is not followed by root', async () => {
    const on = machine({ '/etc/shadow': 'root:*\n', [paths.conf]: { link: '/etc/shadow' } });
    const changes = files('root:*\n', '', true).slice(0, 1);
    const { steps } = await servicePlan({
      machine: on,
      texts,
      paths,
      files: changes,
      notes: [],
      former: undefined,
      panel: false,
    });
    assert.throws(() => {
      for (const { run } of steps) run();
    }, /ELOOP/);
    assert.equal(on.tree.get('/etc/shadow')?.text, 'root:*\n');
  });
});

describe('what starts the Perl script with the machine', () => {
  const rcLocal = '#!/bin/sh -e\n# LinkyAcq\nif true; then\n  perl /opt/LinkyAcq.pl &\nfi\nexit 0\n';

  test('is told, and changed only where the user says so', async () => {
    const on = machine({ '/etc/rc.local': rcLocal });
    const kept = await askStartup(new Scripted(), on, texts.setup);
    assert.deepEqual(kept.files, []);
    assert.match(kept.notes[0] ?? '', /^\/etc\/rc\.local, line 4, still starts the Perl script/);
    const changed = await askStartup(new Scripted('y'), on, texts.setup);
    assert.equal(changed.files[0]?.text, rcLocal.replace('  perl', ': #   perl'));
    assert.deepEqual(changed.notes, []);
    // The next time there is no such line.
    on.write('/etc/rc.local', changed.files[0]?.text ?? '');
    assert.deepEqual(await askStartup(new Scripted('y'), on, texts.setup), { files: [], notes: [] });
  });

  test('a link, a line that goes on and a file that is not UTF-8 are left to their owner, unasked', async () => {
    for (const tree of [
      { '/etc/rc.local': { link: '/opt/rc' }, '/opt/rc': rcLocal },
      { '/etc/rc.local': 'nice \\\n perl /opt/LinkyAcq.pl &\n' },
      { '/etc/rc.local': '# caf\ufffd\nperl /opt/LinkyAcq.pl &\n' },
    ] as const) {
      const interview = new Scripted('y');
      const { files, notes } = await askStartup(interview, machine(tree as unknown as Tree), texts.setup);
      assert.deepEqual([files.length, notes.length, interview.asked.length], [0, 1, 0]);
    }
    assert.equal(withoutLine('a\nb \\\nc', 2), undefined);
  });
});

describe('the day that prices hold from', () => {
  const tariffs = '2024-02-01 ABO 15\n2025-02-01 ABO 17\n';
  const ask = (answer: string) =>
    sinceQuestion([{ key: 'ABO', value: '19', price: 19 }], tariffs, '2026-11-30', texts.setup).read(answer);

  test('is refused where an older line would be in force today all the same', () => {
    assert.deepEqual(ask('2025-02-01'), { value: '2025-02-01' });
    assert.deepEqual(ask('30/11/2026'), { value: '2026-11-30' });
    assert.deepEqual(ask('2025-01-31'), {
      expected: 'a day from 2025-02-01 to 2026-11-30: tariffs.conf has ABO since 2025-02-01 already',
    });
    for (const answer of ['2026-12-01', 'soon', '2026-02-30'])
      assert.deepEqual(ask(answer), { expected: 'a day, 2026-11-30 at the latest' });
  });

  const answers = [{ key: 'INJECTION', value: '0.16', price: 0.16 }];
  const question = (lang: 'fr' | 'en') =>
    sinceQuestion(answers, '2026-10-15 INJECTION 0.10\n', '2026-11-30', textsIn(lang).setup);
  const refused = (lang: 'fr' | 'en', answer: string): string => {
    const read = question(lang).read(answer);
    return 'expected' in read ? read.expected.replaceAll('\u00a0', ' ') : JSON.stringify(read.value);
  };

  test('is shown as the language has it, and read in either form', () => {
    assert.equal(question('fr').found?.shown, '30/11/2026');
    assert.equal(question('en').found?.shown, '2026-11-30');
    for (const lang of ['fr', 'en'] as const)
      for (const text of ['30/11/2026', '2026-11-30'])
        assert.deepEqual(question(lang).read(text), { value: '2026-11-30' }, text);
  });

  test('what is wrong with another one is told in the same form', () => {
    assert.equal(refused('fr', '01/12/2026'), 'un jour, 30/11/2026 au plus tard');
    assert.equal(refused('en', '2026-12-01'), 'a day, 2026-11-30 at the latest');
    assert.equal(
      refused('fr', '01/10/2026'),
      'un jour du 15/10/2026 au 30/11/2026 : tariffs.conf a déjà INJECTION depuis le 15/10/2026',
    );
    assert.match(refused('en', '2026-10-01'), /^a day from 2026-10-15 to 2026-11-30: /);
  });
});
