import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type StatusMessage, sampleOf } from '../../src/feed/messages.ts';
import { replaceFile } from '../../src/host/files.ts';
import { expositionOf } from '../../src/metrics/exposition.ts';
import { type MetricsInput, metricsOf } from '../../src/metrics/house-metrics.ts';
import { SITUATIONS } from '../support/panel-situations.ts';
import { root } from '../support/paths.ts';
import { until } from '../support/program.ts';

const STATUS: StatusMessage = {
  type: 'status',
  state: 'receiving',
  since: '2026-12-08T07:30:00+01:00',
  input: '/dev/ttyAMA0',
  mode: 'historique',
  frames: 7,
  rejected: { checksum: 3, parity: 0, format: 0, implausible: 0 },
  clients: 0,
};

function inputOf(situation: string, more: Partial<MetricsInput> = {}): MetricsInput {
  const reading = SITUATIONS[situation]?.reading;
  return {
    version: '1.0.0',
    status: STATUS,
    sample: reading && sampleOf(reading),
    counters: { frames: 7, checksum: 3, parity: 0, format: 0, implausible: 0 },
    lastFrameAt: 1_796_711_400_123,
    ...more,
  };
}

const textOf = (situation: string, more: Partial<MetricsInput> = {}): string =>
  expositionOf(metricsOf(inputOf(situation, more)));
/** The lines of a metric, without its name. */
const lines = (text: string, name: string): string[] =>
  text.split('\n').flatMap((line) => (line.startsWith(`linky_${name}`) ? [line.slice(`linky_${name}`.length)] : []));

/** A directory of its own. */
function scratch(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'linky-metrics-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

describe('metrics', () => {
  test('of a peak: powers, currents, indexes as counters, EJP, counts, in base units', () => {
    const text = textOf('peak');
    assert.match(lines(text, 'apparent_power_voltamperes').join(), /^\{direction="drawn",estimated="false"\} \d+,/);
    assert.deepEqual(lines(text, 'ejp_peak_active'), [' 1']);
    assert.deepEqual(lines(text, 'ejp_notice'), [' 0']);
    assert.deepEqual(
      lines(text, 'energy_watthours_total').map((line) => line.split(' ')[0]),
      ['{register="HN"}', '{register="HPM"}'],
    );
    assert.deepEqual(lines(text, 'frames_total'), [' 7']);
    assert.equal(lines(text, 'rejected_groups_total')[0], '{reason="checksum"} 3');
    assert.deepEqual(lines(text, 'last_frame_timestamp_seconds'), [' 1796711400.123']);
    assert.ok(text.endsWith('\n') && !text.includes('\n\n'));
  });

  test('of Tempo, of a notice, of an overload', () => {
    assert.match(lines(textOf('tempo'), 'tempo_info')[0] ?? '', /^\{today="\w+",tomorrow="\w+"\} 1$/);
    assert.deepEqual(lines(textOf('tempo'), 'ejp'), []);
    assert.deepEqual(lines(textOf('notice'), 'ejp_notice'), [' 1']);
    assert.deepEqual(lines(textOf('overload'), 'overload'), [' 1']);
  });

  test('what the meter does not say is left out: all of the moment while it is silent, the indexes stay', () => {
    const silent = textOf('peak', { status: { ...STATUS, state: 'silent' } });
    for (const name of ['apparent', 'current', 'ejp', 'overload', 'period', 'subscribed']) {
      assert.deepEqual(lines(silent, name), [], name);
    }
    assert.equal(lines(silent, 'energy_watthours_total').length, 2);
    const unknown = textOf('lost-period');
    assert.deepEqual(lines(unknown, 'ejp_peak_active'), []);
    const nothing = textOf('unknown', { lastFrameAt: undefined });
    for (const name of ['apparent', 'energy', 'last_frame']) assert.deepEqual(lines(nothing, name), [], name);
    assert.deepEqual(lines(nothing, 'build_info'), ['{version="1.0.0"} 1']);
  });

  test('a fault is a series that rises from 0; a relay is there where there is one', () => {
    const faults = [{ part: 'log', since: STATUS.since, detail: 'ENOSPC' }];
    const relay = { open: true, why: ['peak'], since: STATUS.since };
    const text = textOf('peak', { status: { ...STATUS, faults, relay } });
    assert.ok(lines(text, 'fault').includes('{part="log"} 1') && lines(text, 'fault').includes('{part="relay"} 0'));
    assert.deepEqual(lines(text, 'relay_open'), [' 1']);
    assert.deepEqual(lines(textOf('peak'), 'relay_open'), []);
    assert.deepEqual(
      lines(textOf('peak', { status: { ...STATUS, relay: { ...relay, open: null } } }), 'relay_open'),
      [],
    );
  });

  test("a supplier's words cannot break out of their quotes", () => {
    const metric = {
      name: 'x_info',
      help: 'a\\b\nc',
      type: 'gauge',
      samples: [{ labels: { name: 'a"b\\c\nd' }, value: 1 }],
    } as const;
    assert.equal(
      expositionOf([metric]),
      '# HELP x_info a\\\\b\\nc\n# TYPE x_info gauge\nx_info{name="a\\"b\\\\c\\nd"} 1\n',
    );
    assert.equal(expositionOf([{ ...metric, samples: [] }]), '\n');
  });
});

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

test('promtool finds nothing to say', {
  skip: has('promtool') ? false : 'no promtool here (Debian: prometheus)',
}, () => {
  for (const situation of Object.keys(SITUATIONS)) {
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: textOf(situation),
      encoding: 'utf8',
    });
    assert.deepEqual([status, stdout, stderr], [0, '', ''], situation);
  }
});

const exporter = 'prometheus-node-exporter';
test('node_exporter reads the file', { skip: has(exporter) ? false : `no ${exporter} here` }, async (t) => {
  const directory = scratch(t);
  replaceFile(join(directory, 'linky.prom'), textOf('peak'), true);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  const options = ['--collector.disable-defaults', '--collector.textfile', `--web.listen-address=127.0.0.1:${port}`];
  const child: ChildProcess = spawn(exporter, [...options, `--collector.textfile.directory=${directory}`], {
    stdio: 'ignore',
  });
  t.after(() => child.kill());
  let text = '';
  const ask = async (): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
    text = (await answer?.text()) ?? '';
  };
  for (let i = 0; i < 200 && text === ''; i++) {
    await ask();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.match(text, /^node_textfile_scrape_error 0$/m);
  assert.match(text, /^linky_energy_watthours_total\{register="HPM"\} [\d.e+]+$/m);
  assert.match(text, /^# TYPE linky_frames_total counter$/m);
});

describe('a file that is replaced', () => {
  test('is never seen half: ten thousand reads while it is written over and over', async (t) => {
    const directory = scratch(t);
    const file = join(directory, 'linky.prom');
    const texts = [textOf('peak'), textOf('tempo')];
    for (const [i, text] of texts.entries()) writeFileSync(join(directory, `${i}`), text);
    replaceFile(file, texts[0] ?? '', true);
    const writer = join(directory, 'writer.mjs');
    const files = pathToFileURL(join(root, 'dist', 'src', 'host', 'files.js')).href;
    writeFileSync(
      writer,
      `import { readFileSync, writeFileSync } from 'node:fs'; import { replaceFile } from '${files}';
       const texts = [0, 1].map((i) => readFileSync('${directory}/' + i, 'utf8'));
       for (let i = 0; ; i++) { replaceFile('${file}', texts[i % 2], true); if (i === 100) writeFileSync('${directory}/going', ''); }`,
    );
    const child = spawn(process.execPath, [writer], { stdio: 'ignore' });
    const seen = new Set<string>();
    try {
      await until(() => existsSync(join(directory, 'going')));
      for (let i = 0; i < 10_000; i++) seen.add(readFileSync(file, 'utf8'));
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    assert.deepEqual([...seen].sort(), [...texts].sort());
  });

  test('is readable by the group; a link in its place, or in that of its temporary file, is not written to', (t) => {
    const directory = scratch(t);
    const [file, other] = [join(directory, 'linky.prom'), join(directory, 'other')];
    writeFileSync(other, 'mine');
    symlinkSync(other, file);
    symlinkSync(other, join(directory, '.linky.prom.new'));
    replaceFile(file, 'text', true);
    assert.deepEqual([readFileSync(file, 'utf8'), readFileSync(other, 'utf8')], ['text', 'mine']);
  });
});
