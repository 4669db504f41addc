import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DEFAULTS, type Settings } from '../../src/config/settings.ts';
import { diagnose } from '../../src/doctor/doctor.ts';
import type { Observations, Target } from '../../src/doctor/examination.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { describeFinding } from '../../src/doctor/finding.ts';
import type { LineProbe } from '../../src/doctor/probe-line.ts';
import { redact, secretsOf } from '../../src/doctor/redact.ts';
import type { DaemonSnapshot } from '../../src/feed/query.ts';
import { MQTT_UNIT, UNIT } from '../../src/host/unit.ts';
import { LinkError } from '../../src/source/source.ts';
import { textsIn } from '../../src/text/index.ts';
import type { Day } from '../../src/time/local.ts';
import { DIALOUT, directory, etc, FakeHost, serial, type Tree } from '../support/fake-host.ts';

const NOW = Date.parse('2026-11-24T12:00:00+01:00');
const AMA0 = 204 * 256 + 64;
const S0 = 4 * 256 + 64;
const LINE =
  '2026/11/24 11:59:50 DATA Periode=HN.., IndexHN=000688322, IndexHPM=000080072, PuissConsommee=00230, IConsommee=001\n';
process.env['TZ'] = 'Europe/Paris';

const probe = (more: Partial<LineProbe> = {}): LineProbe => ({
  mode: 'historique',
  bytes: 500,
  valid: 40,
  rejected: 0,
  frames: 3,
  contract: 'EJP',
  lost: [],
  subscribed: undefined,
  linkError: undefined,
  ...more,
});

const greeting = (status: object = {}, sample: object = {}): DaemonSnapshot =>
  ({
    hello: { type: 'hello', version: '1.0.0', pid: 812, started: '2026-11-24T07:00:00+01:00' },
    status: {
      type: 'status',
      state: 'receiving',
      input: '/dev/ttyAMA0',
      mode: 'historique',
      frames: 1000,
      rejected: { checksum: 0, parity: 0, format: 0, implausible: 0 },
      ...status,
    },
    sample: { type: 'sample', contract: 'EJP', indexes: { HN: 1, HPM: 1 }, pinj: 0, ...sample },
  }) as unknown as DaemonSnapshot;

/** A Pi on which all is as it should be; the tree says what is special. */
function pi(model: string, port: 'ttyAMA0' | 'ttyS0', config: string, more: Tree = {}): FakeHost {
  return new FakeHost({
    ...etc('dialout', 'gpio', 'i2c'),
    '/proc/device-tree/model': `${model}\0`,
    '/proc/meminfo': 'MemTotal: 430000 kB\nMemAvailable: 300000 kB\n',
    '/proc/cmdline': 'console=tty1 root=/dev/mmcblk0p2\n',
    '/proc/mounts': '/dev/mmcblk0p2 / ext4 rw,noatime 0 0\n/dev/mmcblk0p1 /boot/firmware vfat rw 0 0\n',
    '/boot/firmware/config.txt': config,
    '/boot/firmware/cmdline.txt': 'console=tty1 root=/dev/mmcblk0p2\n',
    '/dev/ttyAMA0': serial(AMA0),
    '/dev/ttyS0': serial(S0),
    '/dev/serial0': { link: port },
    '/dev/i2c-1': serial(89 * 256 + 1, 988),
    '/sys/class/gpio/export': { text: '', gid: 986, mode: 0o220 },
    '/sys/class/gpio/gpiochip512/label': 'pinctrl-bcm2835\n',
    '/sys/class/gpio/gpiochip512/base': '512\n',
    '/run/systemd/timesync/synchronized': '',
    '/home/pi/lm/conf/LinkyAcq.conf': '#NB_PAPP 8\n',
    '/home/pi/lm/conf/tariffs.conf': '2026-02-01 HN 0.1781\n2026-02-01 HPM 0.3440\n',
    '/home/pi/lm/logs': directory({ uid: 1000 }),
    '/home/pi/lm/logs/LinkyMonitor_2026_11_24.log': LINE,
    ...more,
  });
}

function target(settings: Partial<Settings> = {}): Target {
  const home = '/home/pi/lm';
  return {
    version: '1.0.0',
    models: '/usr/lib/linky-monitor/conf',
    home,
    conf: `${home}/conf/LinkyAcq.conf`,
    prices: `${home}/conf/tariffs.conf`,
    logs: `${home}/logs`,
    socket: '/run/linky-monitor/feed.sock',
    settings: { ...DEFAULTS, ...settings },
  };
}

const ACTIVE = 'LoadState=loaded\nUnitFileState=enabled\nActiveState=active\nResult=success\nNRestarts=0\n';

const observed = (more: Partial<Observations> = {}): Observations => ({
  now: NOW,
  node: 'v20.20.2',
  platform: 'linux arm64',
  answer: 'ENOENT',
  service: ACTIVE,
  timedatectl: 'Timezone=Europe/Paris\nNTPSynchronized=yes\n',
  mqttService: 'ActiveState=inactive\n',
  broker: undefined,
  throttled: 'throttled=0x0\n',
  stty: undefined,
  missing: new Map(),
  display: 'answers',
  lineProbes: [probe()],
  days: new Map([['2026-11-24', ['LinkyMonitor_2026_11_24.log']]]),
  ...more,
});

/** The codes of what is not right. */
const wrong = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ level, code }) => (level === 'ok' ? [] : [`${level} ${code}`]));
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const of = (host: FakeHost, settings: Partial<Settings> = {}, more: Partial<Observations> = {}): Finding[] =>
  diagnose(host, target(settings), observed({ answer: greeting(), ...more }));

const ALL_GROUPS = { uid: 1000, groups: [1000, DIALOUT, 986, 988] };

describe('doctor: the UART of each Raspberry Pi', () => {
  const cases: readonly (readonly [string, string, 'ttyAMA0' | 'ttyS0', string, string, string])[] = [
    ['Zero', 'Raspberry Pi Zero Rev 1.3', 'ttyAMA0', '', '/dev/ttyAMA0', 'ok uartPl011'],
    ['Zero, wrong port', 'Raspberry Pi Zero Rev 1.3', 'ttyAMA0', '', '/dev/ttyS0', 'fault uartWrong'],
    ['2', 'Raspberry Pi 2 Model B Rev 1.1', 'ttyAMA0', '', '/dev/serial0', 'ok uartPl011'],
    ['Zero W as it comes', 'Raspberry Pi Zero W Rev 1.1', 'ttyS0', '', '/dev/ttyAMA0', 'fault uartBluetooth'],
    ['Zero W, mini-UART', 'Raspberry Pi Zero W Rev 1.1', 'ttyS0', 'enable_uart=1', '/dev/ttyS0', 'ok uartMini'],
    ['Zero W, mini-UART off', 'Raspberry Pi Zero W Rev 1.1', 'ttyS0', '', '/dev/ttyS0', 'fault uartDisabled'],
    ['Zero 2 W', 'Raspberry Pi Zero 2 W Rev 1.0', 'ttyAMA0', 'dtoverlay=disable-bt', '/dev/ttyAMA0', 'ok uartPl011'],
    ['3', 'Raspberry Pi 3 Model B Plus Rev 1.3', 'ttyAMA0', 'dtoverlay=disable-bt', '/dev/ttyS0', 'fault uartWrong'],
    [
      '3, old overlay',
      'Raspberry Pi 3 Model B Rev 1.2',
      'ttyAMA0',
      'dtoverlay=pi3-miniuart-bt',
      '/dev/ttyAMA0',
      'ok uartPl011',
    ],
    [
      '4',
      'Raspberry Pi 4 Model B Rev 1.4',
      'ttyS0',
      '[pi5]\ndtoverlay=disable-bt',
      '/dev/ttyAMA0',
      'fault uartBluetooth',
    ],
    [
      '4, section of its own',
      'Raspberry Pi 4 Model B Rev 1.4',
      'ttyAMA0',
      '[pi4]\ndtoverlay=disable-bt',
      '/dev/ttyAMA0',
      'ok uartPl011',
    ],
    [
      '4, commented',
      'Raspberry Pi 4 Model B Rev 1.4',
      'ttyS0',
      '#dtoverlay=disable-bt',
      '/dev/ttyAMA0',
      'fault uartBluetooth',
    ],
    [
      '4, reboot to come',
      'Raspberry Pi 4 Model B Rev 1.4',
      'ttyS0',
      'dtoverlay=disable-bt',
      '/dev/ttyAMA0',
      'warning rebootNeeded',
    ],
    ['5', 'Raspberry Pi 5 Model B Rev 1.0', 'ttyAMA0', 'dtparam=uart0=on', '/dev/ttyAMA0', 'ok uartRp1'],
    ['500', 'Raspberry Pi 500 Rev 1.0', 'ttyAMA0', 'dtparam=uart0=on', '/dev/ttyAMA0', 'ok uartRp1'],
  ];
  for (const [name, model, serial0, config, input, expected] of cases) {
    test(`Pi ${name}: ${input} is ${expected}`, () => {
      const host = pi(model, serial0, `${config}\n`);
      const found = of(host, { INPUT_DEV: input }).map(({ level, code }) => `${level} ${code}`);
      assert.ok(found.includes(expected), found.join('\n'));
    });
  }

  test('Pi 5: serial0 is the debug connector; ttyAMA0 that is not there must be enabled', () => {
    const model = 'Raspberry Pi 5 Model B Rev 1.0';
    const debug = pi(model, 'ttyAMA0', '', {
      '/dev/serial0': { link: 'ttyAMA10' },
      '/dev/ttyAMA10': serial(AMA0 + 10),
    });
    assert.ok(codes(of(debug, { INPUT_DEV: '/dev/serial0' })).includes('uartDebug'));
    debug.tree.delete('/dev/ttyAMA0');
    assert.ok(codes(of(debug)).includes('uartRp1Off'));
  });

  test('/boot/config.txt where there is no /boot/firmware', () => {
    const host = pi('Raspberry Pi 3 Model B Rev 1.2', 'ttyAMA0', '');
    host.tree.delete('/boot/firmware/config.txt');
    host.tree.set('/boot/config.txt', { text: 'dtoverlay=disable-bt\n' });
    assert.ok(codes(of(host)).includes('uartPl011'));
  });

  test('a USB adapter by its number: the name by id is offered', () => {
    const host = pi('Raspberry Pi 3 Model B Rev 1.2', 'ttyS0', '', {
      '/dev/ttyUSB0': serial(188 * 256),
      '/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0': { link: '../../ttyUSB0' },
    });
    const usb = of(host, { INPUT_DEV: '/dev/ttyUSB0' }).find(({ code }) => code === 'usbName');
    assert.equal(usb?.values[1], '/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0');
    const byId = of(host, { INPUT_DEV: '/dev/serial/by-id/usb-FTDI_FT232R_A50285BI-if00-port0' });
    assert.ok(codes(byId).includes('uartOther'));
  });
});

describe('doctor: the port', () => {
  const zero = (more: Tree = {}): FakeHost => pi('Raspberry Pi Zero Rev 1.3', 'ttyAMA0', '', more);

  test('with everything in order every check says ok', () => {
    const host = zero();
    host.user = ALL_GROUPS;
    assert.deepEqual(wrong(of(host)), []);
    assert.deepEqual(wrong(of(host, {}, { answer: 'ENOENT' })), ['warning daemonAbsent']);
  });

  test('a console of the kernel: now and at the next start', () => {
    const both = zero({ '/boot/firmware/cmdline.txt': 'console=serial0,115200 console=tty1\n' });
    assert.ok(wrong(of(both)).includes('fault consoleKernel'));
    const cured = zero({ '/proc/cmdline': 'console=ttyAMA0,115200 console=tty1\n' });
    assert.ok(wrong(of(cured)).includes('warning rebootNeeded'));
  });

  test('a login prompt is known by its controlling terminal, another reader by its lock or its files', () => {
    const getty = zero({ '/proc/540/stat': `540 (agetty) S 1 540 540 ${AMA0} 540 0`, '/proc/540/comm': 'agetty\n' });
    const found = of(getty).find(({ code }) => code === 'getty');
    assert.deepEqual(found?.values, [540, 'agetty', 'ttyAMA0']);
    const lock = zero({
      '/dev/ttyAMA0': { ...serial(AMA0), inode: 291 },
      '/proc/locks': '1: FLOCK  ADVISORY  WRITE 733 00:05:291 0 EOF\n',
      '/proc/733/comm': 'perl\n',
      '/proc/733/cmdline': 'perl\0/home/pi/LinkyAcq.pl\0-l\0',
    });
    assert.deepEqual(of(lock).find(({ code }) => code === 'portHeld')?.values, [
      '/dev/ttyAMA0',
      733,
      'perl /home/pi/LinkyAcq.pl',
    ]);
    const files = zero({ '/proc/9/fd/3': { link: '/dev/ttyAMA0' }, '/proc/9/comm': 'cat\n' });
    assert.ok(wrong(of(files)).includes('fault portHeld'));
    const ours = zero({ '/proc/812/fd/20': { link: '/dev/ttyAMA0' }, '/proc/812/comm': 'node\n' });
    assert.ok(codes(of(ours)).includes('portOurs'));
    const cooked = of(ours, {}, { stty: 'speed 1200 baud; line = 0;\nisig icanon iexten echo\n' });
    assert.ok(wrong(cooked).includes('fault sttyCooked'));
    const raw = of(ours, {}, { stty: 'speed 1200 baud; line = 0;\n-isig -icanon -iexten -echo -icrnl\n' });
    assert.ok(!codes(raw).includes('sttyCooked'));
  });

  test('absent, not a port, refused, in the group but not in this session, closed to all', () => {
    const settings = (INPUT_DEV: string): Partial<Settings> => ({ INPUT_DEV });
    assert.ok(wrong(of(zero(), settings('/dev/ttyUSB7'))).includes('fault portMissing'));
    assert.ok(wrong(of(zero({ '/dev/x': 'text' }), settings('/dev/x'))).includes('fault portNotTty'));
    const outside = zero(etc());
    outside.user = { uid: 1000, groups: [1000] };
    const denied = of(outside).find(({ part, level }) => part === 'port' && level === 'fault');
    assert.deepEqual([denied?.code, denied?.values], ['portDenied', ['/dev/ttyAMA0', 'dialout', 'pi']]);
    const early = zero();
    early.user = { uid: 1000, groups: [1000] };
    assert.ok(of(early).some(({ part, code }) => part === 'port' && code === 'loginAgain'));
    const closed = zero({ '/dev/ttyAMA0': serial(AMA0, 5, 0o600) });
    assert.ok(wrong(of(closed)).includes('fault portClosed'));
  });

  test('the former script, or a stty sane, in the start-up files', () => {
    const host = zero({
      '/etc/rc.local':
        '#!/bin/sh\n# stty -F /dev/ttyAMA0 sane\nstty -F /dev/ttyAMA0 1200 sane evenp\n/home/pi/LinkyAcq -l &\nexit 0\n',
    });
    const found = of(host).filter(({ code }) => code === 'sttySane' || code === 'oldScript');
    assert.deepEqual(
      found.map(({ code, values }) => [code, values[1]]),
      [
        ['sttySane', 3],
        ['oldScript', 4],
      ],
    );
  });

  test('an input that is no port of this machine', () => {
    assert.ok(codes(of(zero(), { INPUT_DEV: 'tcp://10.0.0.5:3333' })).includes('portOther'));
  });
});

describe('doctor: what comes over the wire', () => {
  const host = pi('Raspberry Pi Zero Rev 1.3', 'ttyAMA0', '');
  const listening = (list: readonly LineProbe[], settings: Partial<Settings> = {}): string[] =>
    diagnose(host, target(settings), observed({ lineProbes: list }))
      .filter(({ part }) => part === 'frames')
      .map(({ level, code }) => `${level} ${code}`);
  const nothing = probe({ bytes: 0, valid: 0, frames: 0, contract: undefined });

  test('frames, noise, the wrong mode, bytes without a group, silence', () => {
    assert.deepEqual(listening([probe()]), ['ok heard']);
    assert.deepEqual(listening([probe({ rejected: 2 })]), ['warning noisyHistorique']);
    assert.deepEqual(listening([probe({ rejected: 20 })]), ['fault noisyHistorique']);
    const standard = probe({ mode: 'standard', contract: 'EJP' });
    assert.deepEqual(listening([nothing, standard]), ['fault wrongMode', 'ok heard']);
    assert.deepEqual(listening([nothing, standard], { LINKY_MODE: 'A' }), ['ok heard']);
    assert.deepEqual(listening([{ ...standard, rejected: 3 }], { LINKY_MODE: 'S' }), ['warning noisyStandard']);
    assert.deepEqual(listening([{ ...nothing, bytes: 400, valid: 3 }, nothing]), ['fault noGroups']);
    assert.deepEqual(listening([nothing, nothing]), ['fault silence']);
    assert.deepEqual(listening([probe({ contract: 'BASE' })]), ['ok heard', 'ok hidden']);
    assert.deepEqual(listening([{ ...nothing, linkError: new LinkError('busy', 'x') }]), ['fault unopened']);
  });

  test('the labels that frames lack most are named with their share, by what was heard and by a running daemon', () => {
    const lost = [
      { label: 'BBRHPJW', share: 1 },
      { label: 'PTEC', share: 0.25 },
      { label: 'PAPP', share: 0.1 },
      { label: 'IINST', share: 0.1 },
    ];
    const labels = 'BBRHPJW 100%, PTEC 25%, PAPP 10%';
    const said = (findings: readonly Finding[]): unknown =>
      findings.filter(({ code }) => code === 'lostLabels').map(({ level, values }) => [level, ...values]);
    const heard = diagnose(host, target(), observed({ lineProbes: [probe({ lost })] }));
    assert.deepEqual(said(heard), [['fault', labels]]);
    assert.deepEqual(said(of(host, {}, { answer: greeting({ lost }) })), [['fault', labels]]);
    assert.deepEqual(said(of(host, {}, { answer: greeting({ lost: lost.slice(2) }) })), [
      ['warning', 'PAPP 10%, IINST 10%'],
    ]);
    assert.deepEqual(said(of(host, {}, { answer: greeting({ lost: [{ label: 'PAPP', share: 0.09 }] }) })), []);
  });

  test('silence on a Pi 5 names its kernel', () => {
    const five = pi('Raspberry Pi 5 Model B Rev 1.0', 'ttyAMA0', 'dtparam=uart0=on\n');
    assert.ok(codes(diagnose(five, target(), observed({ lineProbes: [nothing, nothing] }))).includes('silencePi5'));
  });

  test('a running daemon says what it reads', () => {
    const said = (status: object): string[] =>
      of(host, {}, { answer: greeting(status) })
        .filter(({ part }) => part === 'frames')
        .map(({ level, code }) => `${level} ${code}`);
    assert.deepEqual(said({}), ['ok feedFrames']);
    const rejected = { checksum: 500, parity: 0, format: 0, implausible: 2 };
    assert.deepEqual(said({ rejected }), ['warning noisyHistorique', 'warning implausible']);
    assert.deepEqual(said({ state: 'silent' }), ['fault feedSilent']);
    assert.deepEqual(said({ state: 'reconnecting' }), ['fault feedReconnecting']);
    assert.deepEqual(said({ state: 'detecting' }), ['warning feedSearching']);
  });
});

describe('doctor: panel, clock, disk, logs, settings, service', () => {
  const zero = (more: Tree = {}): FakeHost => {
    const host = pi('Raspberry Pi Zero Rev 1.3', 'ttyAMA0', '', more);
    host.user = ALL_GROUPS;
    return host;
  };

  test('the display: answers, absent, stuck, no module, no bus, no right', () => {
    const oled = (host: FakeHost, more: Partial<Observations> = {}): string[] =>
      of(host, {}, more)
        .filter(({ part }) => part === 'oled')
        .map(({ code }) => code);
    assert.deepEqual(oled(zero()), ['oledAnswers']);
    assert.deepEqual(oled(zero(), { display: 'EREMOTEIO' }), ['oledAbsent']);
    assert.deepEqual(oled(zero(), { display: 'ETIMEDOUT' }), ['i2cStuck']);
    assert.deepEqual(oled(zero(), { display: 'MODULE_NOT_FOUND' }), ['moduleMissing']);
    assert.deepEqual(oled(zero(), { display: 'EBUSY' }), ['oledOther']);
    const none = zero();
    none.tree.delete('/dev/i2c-1');
    assert.deepEqual(oled(none), ['i2cOff']);
    none.write('/boot/firmware/config.txt', 'dtparam=audio=on,i2c_arm=on\n');
    assert.deepEqual(oled(none), ['i2cNoDevice']);
    const outside = zero();
    outside.user = { uid: 1000, groups: [1000, DIALOUT] };
    assert.deepEqual(oled(outside), ['loginAgain']);
  });

  test('the LED: its number by the label, its rights, its commands', () => {
    const led = (host: FakeHost, settings: Partial<Settings> = {}) =>
      of(host, settings).find(({ part }) => part === 'led');
    assert.deepEqual(led(zero())?.values, [25, 'pinctrl-bcm2835', 537]);
    const five = zero({
      '/sys/class/gpio/gpiochip512/label': 'gpio-brcmstb@107d508500\n',
      '/sys/class/gpio/gpiochip571/label': 'pinctrl-rp1\n',
      '/sys/class/gpio/gpiochip571/base': '571\n',
    });
    assert.deepEqual(led(five)?.values, [25, 'pinctrl-rp1', 596]);
    assert.equal(led(zero({ '/sys/class/gpio/gpiochip512/label': 'other\n' }))?.code, 'gpioUnknown');
    const commands = { LED_ON_CMD: ['pinctrl', 'set', '25', 'dh'], LED_OFF_CMD: ['pinctrl', 'set', '25', 'dl'] };
    assert.equal(led(zero(), commands)?.code, 'ledCommandLost');
    assert.equal(led(zero({ '/usr/bin/pinctrl': 'ELF' }), commands)?.code, 'ledCommands');
  });

  test('the relay: its number, its rights, its pin, and how it is while nobody drives it', () => {
    const relay = (settings: Partial<Settings>, host = zero(), more: Partial<Observations> = {}): string[] =>
      of(host, settings, more).flatMap(({ part, level, code }) => (part === 'relay' ? [`${level} ${code}`] : []));
    assert.deepEqual(relay({}), []);
    assert.deepEqual(relay({ RELAY_GPIO: 17 }), ['ok relayGood']);
    assert.deepEqual(relay({ RELAY_GPIO: 5, RELAY_ACTIVE_LOW: true }), ['ok relayGood']);
    assert.deepEqual(relay({ RELAY_GPIO: 5 }), ['warning relayPulledUp']);
    assert.deepEqual(relay({ RELAY_GPIO: 17, RELAY_ACTIVE_LOW: true }), ['warning relayPulledDown']);
    assert.deepEqual(relay({ RELAY_GPIO: 2, RELAY_ACTIVE_LOW: true }), ['fault relayOnBus']);
    const held = zero({ '/sys/class/gpio/gpio529/value': '1\n' });
    assert.deepEqual(relay({ RELAY_GPIO: 17 }, held), ['ok relayGood'], "it is the daemon's");
    assert.deepEqual(relay({ RELAY_GPIO: 17 }, held, { answer: 'ENOENT' }), ['warning relayHeld']);
    const outside = zero();
    outside.user = { uid: 1000, groups: [1000, DIALOUT] };
    assert.deepEqual(relay({ RELAY_GPIO: 17 }, outside), ['warning loginAgain']);
    const other = zero({ '/sys/class/gpio/gpiochip512/label': 'other\n' });
    assert.deepEqual(relay({ RELAY_GPIO: 17 }, other), ['fault relayUnknown']);
  });

  test("the relay's pin is not the LED's: the conf says so", () => {
    const host = zero({ '/home/pi/lm/conf/LinkyAcq.conf': 'RELAY_GPIO 25\n' });
    const found = of(host).find(({ code }) => code === 'confFault');
    assert.deepEqual(found?.values.slice(1), [1, 'RELAY_GPIO', '25', '≠ LED_GPIO 25']);
    const led = 'LED_ON_CMD "true"\nLED_OFF_CMD "true"\n';
    assert.deepEqual(wrong(of(zero({ '/home/pi/lm/conf/LinkyAcq.conf': `RELAY_GPIO 25\n${led}` }))), []);
  });

  test('commands of events: there, executable, closed to strangers, seen by the service, with its network', () => {
    const curl = { '/usr/bin/curl': { text: 'ELF', mode: 0o755 } };
    const commands = (command: readonly string[], more: Tree = {}): string[] =>
      of(zero({ ...curl, ...more }), { EJP_ON_CMD: command }).flatMap(({ part, level, code }) =>
        part === 'commands' ? [`${level} ${code}`] : [],
      );
    assert.deepEqual(
      of(zero()).filter(({ part }) => part === 'commands'),
      [],
    );
    assert.deepEqual(commands(['curl', 'x']), ['ok commandsGood']);
    assert.deepEqual(commands(['/usr/bin/curl']), ['ok commandsGood']);
    assert.deepEqual(commands(['wget']), ['fault commandLost']);
    assert.deepEqual(commands(['/opt/ejp'], { '/opt/ejp': { text: '#!', mode: 0o644 } }), ['fault commandClosed']);
    assert.deepEqual(commands(['/opt/ejp'], { '/opt/ejp': { text: '#!', mode: 0o757 } }), ['warning commandOpen']);
    const unit = (...lines: string[]): Tree => ({ [UNIT]: ['[Service]', 'User=linky', ...lines].join('\n') });
    assert.deepEqual(commands(['curl'], unit('PrivateNetwork=yes')), ['warning commandNoNetwork']);
    const script = { '/home/pi/ejp.sh': { text: '#!', mode: 0o755 } };
    assert.deepEqual(commands(['/home/pi/ejp.sh'], { ...script, ...unit('ProtectHome=yes') }), ['fault commandHidden']);
    assert.deepEqual(commands(['/home/pi/ejp.sh'], { ...script, ...unit('ProtectHome=read-only') }), [
      'ok commandsGood',
    ]);
  });

  test('metrics: their directory is there, may be written, by the service too, and is seen by others', () => {
    const metrics = (file: string, more: Tree = {}): string[] =>
      of(zero(more), { METRICS_FILE: file }).flatMap(({ part, level, code }) =>
        part === 'metrics' ? [`${level} ${code}`] : [],
      );
    const mine = directory({ uid: 1000 });
    assert.deepEqual(metrics('/run/linky-monitor/x.prom'), [], 'systemd makes it');
    assert.deepEqual(metrics('/srv/metrics/x.prom'), ['fault metricsNowhere']);
    assert.deepEqual(metrics('/srv/metrics/x.prom', { '/srv/metrics': directory() }), ['fault metricsClosed']);
    assert.deepEqual(metrics('/srv/metrics/x.prom', { '/srv/metrics': mine }), ['ok metricsGood']);
    const unit = { [UNIT]: '[Service]\nUser=pi\n' };
    assert.deepEqual(metrics('/srv/metrics/x.prom', { '/srv/metrics': mine, ...unit }), ['fault metricsNotInUnit']);
    const known = { [UNIT]: '[Service]\nUser=pi\nReadWritePaths=-/srv/metrics\n' };
    assert.deepEqual(metrics('/srv/metrics/x.prom', { '/srv/metrics': mine, ...known }), ['ok metricsGood']);
    const inTmp = { [UNIT]: '[Service]\nUser=pi\nReadWritePaths=-/tmp\n', '/tmp': mine };
    assert.deepEqual(metrics('/tmp/x.prom', inTmp), ['warning metricsPrivate']);
  });

  test('the clock: past, not synchronised, without battery', () => {
    const clock = (more: Partial<Observations>, host = zero()): string | undefined =>
      of(host, {}, more).find(({ part }) => part === 'clock')?.code;
    assert.equal(clock({ now: Date.UTC(2019, 1, 1) }), 'clockPast');
    assert.equal(clock({}), 'clockNoRtc');
    assert.equal(clock({}, zero({ '/sys/class/rtc/rtc0/name': 'x' })), 'clockGood');
    const unset = zero();
    unset.tree.delete('/run/systemd/timesync/synchronized');
    assert.equal(clock({ timedatectl: 'NTPSynchronized=no\n' }, unset), 'clockUnsynced');
    assert.equal(clock({ timedatectl: undefined }, unset), 'clockUnknown');
  });

  test('the disk: days left, inodes, read-only', () => {
    const disk = (host: FakeHost): string =>
      of(host).flatMap(({ part, level, code }) => (part === 'disk' ? [`${level} ${code}`] : []))[0] ?? '';
    const left = (freeBytes: number, freeInodes = 1e6): FakeHost => {
      const host = zero();
      host.free = { freeBytes, freeInodes, inodes: 2e6 };
      return host;
    };
    assert.equal(disk(left(1e9)), 'ok diskGood');
    assert.equal(disk(left(10e6)), 'warning diskFull');
    assert.equal(disk(left(1e6)), 'fault diskFull');
    assert.equal(disk(left(1e9, 3)), 'fault noInodes');
    assert.equal(disk(zero({ '/proc/mounts': '/dev/root / ext4 ro,noatime 0 0\n' })), 'fault readOnly');
  });

  test('the logs: absent, closed, not to be written by the service, damaged, quiet, empty, of a day to come', () => {
    const logs = (host: FakeHost, more: Partial<Observations> = {}): string[] =>
      of(host, {}, more).flatMap(({ part, level, code }) => (part === 'logs' ? [`${level} ${code}`] : []));
    const log = '/home/pi/lm/logs/LinkyMonitor_2026_11_24.log';
    assert.deepEqual(logs(zero()), ['ok logsGood']);
    assert.deepEqual(logs(zero({ [log]: `${LINE}garbage\n` })), ['warning logsDamaged']);
    const packed = new Map<Day, string[]>([['2026-11-24', ['LinkyMonitor_2026_11_24.log.gz']]]);
    assert.deepEqual(logs(zero({ [`${log}.gz`]: 'no gzip' }), { days: packed }), ['warning logsFault']);
    assert.deepEqual(logs(zero(), { now: NOW + 3_600_000 }), ['warning logsQuiet']);
    const ahead = new Map<Day, string[]>([['2099-01-01', ['LinkyMonitor_2099_01_01.log']]]);
    assert.deepEqual(logs(zero({ [log.replace('2026_11_24', '2099_01_01')]: LINE }), { days: ahead }), [
      'warning logsAhead',
    ]);
    assert.deepEqual(logs(zero({ [log]: '2026/11/24 00:00:01 INFO démarré\n' })), ['warning logsEmpty']);
    assert.deepEqual(logs(zero(), { days: new Map() }), ['warning logsEmpty']);
    // Those of the last seven days are looked at, and it is said how many.
    const dates = [17, 18, 19, 20, 21, 22, 23, 24];
    const eight = new Map<Day, string[]>(
      dates.map((date) => [`2026-11-${date}` as Day, [`LinkyMonitor_2026_11_${date}.log`]]),
    );
    const noiseOn = (noisy: number): FakeHost =>
      zero(
        Object.fromEntries(
          dates.map((date) => [
            log.replace('24.log', `${date}.log`),
            date === noisy ? 'noise' : LINE.replace('2026/11/24', `2026/11/${date}`),
          ]),
        ),
      );
    assert.deepEqual(logs(noiseOn(18), { days: eight }), ['warning logsFault']);
    assert.deepEqual(logs(noiseOn(17), { days: eight }), ['ok logsGood']);
    assert.deepEqual(
      of(noiseOn(17), {}, { days: eight })
        .find(({ part }) => part === 'logs')
        ?.values.slice(0, 3),
      [...[8, '2026-11-24', 7]],
    );
    // A link to nowhere and a directory before it: both are named, the last day is judged all the same.
    const bad = zero({ [log.replace('24.log', '22.log')]: { kind: 'directory' } });
    const days = new Map<Day, string[]>(
      ([22, 23, 24] as const).map((date) => [`2026-11-${date}`, [`LinkyMonitor_2026_11_${date}.log`]]),
    );
    assert.deepEqual(logs(bad, { days }), ['warning logsUnread', 'ok logsGood']);
    const none = zero();
    for (const path of ['/home/pi/lm/logs', log]) none.tree.delete(path);
    assert.deepEqual(logs(none), ['warning logsMissing']);
    const group = '\nlinky:x:900:\n';
    const passwd = 'root:x:0:0::/root:/bin/sh\npi:x:1000:1000::/home/pi:/bin/sh\nlinky:x:900:900::/x:/sbin/nologin\n';
    const served = zero({
      '/etc/passwd': passwd,
      '/etc/group': `${etc('dialout')['/etc/group']}${group}`,
      '/etc/systemd/system/linky-monitor.service': '[Service]\nUser=linky\n',
    });
    assert.deepEqual(logs(served), ['fault logsUnwritable', 'ok logsGood']);
    served.own('/home/pi/lm/logs', { uid: 900, gid: 900 }, 0o2770);
    assert.deepEqual(logs(served, { days: 'EACCES' }), ['fault logsClosed']);
    served.write('/etc/group', `${etc('dialout')['/etc/group']}linky:x:900:pi\n`);
    assert.deepEqual(logs(served, { days: 'EACCES' }), ['fault loginAgain']);
  });

  test('settings and prices: faults with their line, prices that are missing today', () => {
    const host = zero({
      '/home/pi/lm/conf/LinkyAcq.conf': 'LINKY_MODE X\nSPEED 1200\n',
      '/home/pi/lm/conf/tariffs.conf': '2026-02-01 HN 0.1781\n2026-02-30 HPM 0.3\n',
    });
    const found = of(host, {}, { answer: greeting({}, { pinj: 440 }) }).filter(({ part }) => part === 'conf');
    assert.deepEqual(
      found.map(({ code, values }) => [code, values[1]]),
      [
        ['confFault', 1],
        ['confUnknown', 2],
        ['confFault', 2],
        ['priceMissing', '/home/pi/lm/conf/tariffs.conf'],
      ],
    );
    assert.equal(found.at(-1)?.values[0], 'HPM INJECTION');
    const byPower = zero({
      '/home/pi/lm/conf/tariffs.conf': '2026-01-01 HN 0.18\n2026-01-01 HPM 0.9\n2026-01-01 ABO_EJP 9:20\n',
    });
    const power = of(byPower, {}, { answer: greeting() }).filter(
      ({ part, level }) => part === 'conf' && level !== 'ok',
    );
    assert.deepEqual(
      power.map(({ code, values }) => [code, values[0]]),
      [['powerMissing', '/home/pi/lm/conf/tariffs.conf']],
    );
    const wrong = zero({ '/home/pi/lm/conf/LinkyAcq.conf': 'SPEED 1200\n'.repeat(203) });
    const told = of(wrong).filter(({ code }) => code === 'confUnknown' || code === 'confMore');
    assert.equal(told.length, 201);
    assert.deepEqual(told.at(-1)?.values, ['/home/pi/lm/conf/LinkyAcq.conf', 3]);
    const bare = zero();
    for (const name of ['LinkyAcq.conf', 'tariffs.conf']) bare.tree.delete(`/home/pi/lm/conf/${name}`);
    assert.deepEqual(
      of(bare)
        .flatMap(({ part, code }) => (part === 'conf' ? [code] : []))
        .slice(0, 2),
      ['confAbsent', 'tariffsAbsent'],
    );
    bare.tree.set('/home/pi/lm/conf/LinkyAcq.conf', directory());
    assert.ok(of(bare).some(({ code }) => code === 'confNoFile'));
  });

  test('days and production: faults with their line and what was expected, the rest counted; none need be there', () => {
    const conf = '/home/pi/lm/conf';
    const data = (tree: Tree, settings: Partial<Settings> = {}) =>
      of(zero(tree), settings)
        .filter(({ part }) => part === 'conf')
        .slice(2)
        .map(({ level, code, values }) => [`${level} ${code}`, ...values.slice(code === 'confFault' ? 1 : 0)]);
    assert.deepEqual(data({}), []);
    const good = {
      [`${conf}/ejp-days.conf`]: '2026-01-05\n',
      [`${conf}/tempo-days.conf`]: '2026-01-05 rouge\n',
      [`${conf}/production.csv`]: 'time,Wh\n2026-06-01T12:00,250\n2026-06-01T13:00,260\n',
    };
    assert.deepEqual(
      data(good),
      Object.keys(good).map((path) => ['ok confGood', path]),
    );
    const days = 'YYYY-MM-DD [YYYY-MM-DD]';
    assert.deepEqual(
      data({
        [`${conf}/ejp-days.conf`]: '2026-01-05\n2026-02-30\n',
        [`${conf}/tempo-days.conf`]: `2026-01-05 vert\n${'noir\n'.repeat(7)}`,
        [`${conf}/production.csv`]: `time,Wh\n${'noon,1\n'.repeat(30)}`,
      }).filter((_, i) => i < 2 || i === 6 || i === 7 || i > 11),
      [
        ['warning confFault', 2, '', '2026-02-30', `${days} [ejp | non]`],
        ['warning confFault', 1, '', '2026-01-05 vert', `${days} bleu | blanc | rouge`],
        ['warning confMore', `${conf}/tempo-days.conf`, 3],
        ['warning confFault', 2, '', 'noon,1', 'YYYY-MM-DDThh:mm'],
        ['warning confMore', `${conf}/production.csv`, 25],
      ],
    );
    const named = (PRODUCTION: string, tree: Tree = {}) => data(tree, { PRODUCTION });
    assert.deepEqual(named('sun.csv'), [['warning dataAbsent', `${conf}/sun.csv`]]);
    assert.deepEqual(named('../logs'), [['warning productionIsHome', '/home/pi/lm/logs']]);
    assert.deepEqual(named('../panels', { '/home/pi/lm/panels': directory() }), []);
    const closed = { text: 'time,Wh\n', uid: 900, gid: 900, mode: 0o600 };
    assert.deepEqual(
      named('/srv/sun.csv', { '/srv/sun.csv': closed }).map(([code]) => code),
      ['fault confUnreadable'],
    );
  });

  test('daemon and service: absent, dead, closed, older, failed parts; down, not enabled, restarted, without network', () => {
    const daemon = (answer: DaemonSnapshot | string): string[] =>
      of(zero(), {}, { answer }).flatMap(({ part, level, code }) => (part === 'daemon' ? [`${level} ${code}`] : []));
    assert.deepEqual(daemon('ENOENT'), ['warning daemonAbsent']);
    assert.deepEqual(daemon('ECONNREFUSED'), ['fault daemonDead']);
    assert.deepEqual(daemon('ETIMEDOUT'), ['fault daemonMute']);
    assert.deepEqual(daemon('EACCES'), ['fault logsClosed']);
    const older = greeting();
    assert.deepEqual(daemon({ ...older, hello: { ...older.hello, version: '0.9.0' } } as DaemonSnapshot), [
      'warning daemonOld',
    ]);
    const faults = [{ part: 'oled', since: '2026-11-24T10:00:00+01:00', detail: 'EREMOTEIO' }];
    assert.deepEqual(daemon(greeting({ faults })), ['ok daemonAnswers', 'warning daemonFault']);

    const service = (show: string | undefined, host = zero(), settings: Partial<Settings> = {}): string[] =>
      of(host, settings, { service: show }).flatMap(({ part, code }) => (part === 'service' ? [code] : []));
    assert.deepEqual(service(undefined), []);
    assert.deepEqual(service('LoadState=not-found\nActiveState=inactive\n'), ['serviceNone']);
    assert.deepEqual(service(ACTIVE), ['serviceGood']);
    const bad = 'LoadState=loaded\nUnitFileState=disabled\nActiveState=failed\nResult=exit-code\nNRestarts=7\n';
    assert.deepEqual(service(bad), ['serviceDown', 'serviceNotEnabled', 'serviceRestarts']);
    const walled = zero({ '/etc/systemd/system/linky-monitor.service': '[Service]\nUser=linky\nPrivateNetwork=yes\n' });
    assert.ok(service(ACTIVE, walled, { INPUT_DEV: 'tcp://10.0.0.5:3333' }).includes('serviceNoNetwork'));
  });

  test('Node, modules, memory, power', () => {
    const found = of(
      zero({ '/proc/meminfo': 'MemAvailable: 40000 kB\n' }),
      {},
      {
        node: 'v18.20.4',
        missing: new Map([
          ['serialport', 'No native build was found'],
          ['onoff', 'MODULE_NOT_FOUND'],
        ]),
        throttled: 'throttled=0x50005\n',
      },
    );
    const expected = ['nodeOld', 'serialLost', 'moduleMissing', 'memory', 'underVoltage'];
    assert.deepEqual(
      expected.filter((code) => !codes(found).includes(code as Finding['code'])),
      [],
    );
    assert.ok(wrong(of(zero(), {}, { throttled: 'throttled=0x50000\n' })).includes('warning underVoltageBefore'));
  });

  test('a PC is no Pi: nothing is said of UART, OLED and LED', () => {
    const host = zero();
    host.tree.delete('/proc/device-tree/model');
    const parts = of(host, { INPUT_DEV: '/dev/ttyS0' }).map(({ part, code }) => `${part} ${code}`);
    assert.ok(parts.includes('machine notPi') && parts.includes('oled noPanel'));
    assert.ok(!parts.some((text) => text.startsWith('uart') || text.startsWith('led')));
  });
});

describe('doctor: words', () => {
  test('every warning and every fault has a cure, in both languages', () => {
    for (const lang of ['fr', 'en'] as const) {
      const texts = textsIn(lang);
      const cureless = Object.keys(texts.doctor.findings).filter((code) => {
        const { says, cure } = describeFinding(
          { level: 'fault', part: 'conf', code: code as Finding['code'], values: ['1', '2', '3', '4', '5'] },
          texts,
        );
        assert.ok(says.length > 0);
        return cure === undefined;
      });
      // What is without a cure is only ever said when all is well.
      assert.deepEqual(
        cureless.sort(),
        [
          'brokerGood',
          'clockGood',
          'clockNoRtc',
          'commandsGood',
          'confAbsent',
          'confGood',
          'consoleFree',
          'daemonAnswers',
          'diskGood',
          'feedFrames',
          'heard',
          'ledCommands',
          'ledNumber',
          'logsGood',
          'metricsGood',
          'model',
          'noPanel',
          'notPi',
          'oledAnswers',
          'portGood',
          'portOther',
          'portOurs',
          'program',
          'relayGood',
          'serviceGood',
          'uartOther',
          'uartPl011',
          'uartRp1',
        ],
        lang,
      );
    }
  });

  test('--report: no name, address or number that points to a household', () => {
    const host = new FakeHost({
      '/etc/passwd': 'root:x:0:0::/root:/bin/sh\njdurand:x:1000:1000::/home/jdurand:/bin/sh\n',
      '/proc/cpuinfo': 'Serial\t\t: 10000000a1b2c3d4\n',
    });
    const text = [
      '/home/jdurand/lm/conf refused to jdurand on maison-durand.local, maison-durand',
      'ADCO 041876000001, PRM 12345678901234, meter 0418…0001, board 10000000a1b2c3d4',
      'tcp://192.168.1.20:3333, 192.168.1.21, b8:27:eb:12:34:56',
      '/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
      'linky-monitor 1.0.0, Node v20.20.2, 2026-11-24',
    ].join('\n');
    const safe = redact(text, secretsOf(host, 'maison-durand.local'));
    assert.doesNotMatch(safe, /durand|041876|0418|12345678|a1b2c3|192\.168|b8:27|A50285/i);
    assert.match(safe, /linky-monitor 1\.0\.0, Node v20\.20\.2, 2026-11-24$/);
    assert.match(safe, /usb-FTDI_FT232R_USB_UART_\*\*\*-if00-port0/);
  });
});

describe('doctor on MQTT', () => {
  const url = 'mqtts://broker.example.org:8883';
  const unit = { [MQTT_UNIT]: '[Service]\n' };
  const zero = (more: Tree = {}): FakeHost => pi('Raspberry Pi Zero Rev 1.3', 'ttyAMA0', '', more);
  const told = (host: FakeHost, settings: Partial<Settings>, seen: Partial<Observations>): string[] =>
    of(host, settings, seen)
      .filter(({ part }) => part === 'mqtt')
      .map(({ level, code }) => `${level} ${code}`);

  test('nothing is said where nobody asked for it; the service and the broker where it is there', () => {
    assert.deepEqual(told(zero(), {}, {}), []);
    const running = { mqttService: 'ActiveState=active\n', broker: 'connected' } as const;
    assert.deepEqual(told(zero(unit), { MQTT_URL: url }, running), ['ok brokerGood']);
    assert.deepEqual(told(zero(), { MQTT_URL: url }, { broker: 'connected' }), [
      ...['ok brokerGood', 'warning mqttNoService'],
    ]);
    assert.deepEqual(told(zero(unit), {}, {}), ['fault mqttDown', 'warning mqttNoBroker']);
  });

  test('a password that root may read, and the service may not: systemd has to hand it over', () => {
    const path = '/etc/linky-monitor/mqtt password';
    const settings = { MQTT_URL: url, MQTT_PASSWORD_FILE: path };
    const running = { mqttService: 'ActiveState=active\n', broker: 'connected' } as const;
    const lines = (more: string): string => `[Service]\nDynamicUser=yes\nSupplementaryGroups=linky\n${more}`;
    const group = { '/etc/group': `${etc('dialout')['/etc/group']}linky:x:900:\n` };
    const asRoot = (unit: string, mode: number, gid = 0): string[] => {
      const host = zero({ ...group, [MQTT_UNIT]: unit, [path]: { text: 'secret\n', mode, gid } });
      host.user = { uid: 0, groups: [0] };
      return told(host, settings, running);
    };
    assert.deepEqual(asRoot(lines(''), 0o600), ['ok brokerGood', 'warning mqttClosed']);
    assert.deepEqual(asRoot(lines(''), 0o640), ['ok brokerGood', 'warning mqttClosed'], 'another group');
    assert.deepEqual(asRoot(lines(''), 0o640, 900), ['ok brokerGood']);
    assert.deepEqual(asRoot(lines(`LoadCredential="mqtt-password:${path}"\n`), 0o600), ['ok brokerGood']);
    assert.deepEqual(
      asRoot(lines('LoadCredential=mqtt-password:/etc/old\n'), 0o600),
      ['ok brokerGood', 'warning mqttClosed'],
      'the conf names another file since',
    );
  });

  test('why the broker does not take us, in the words of the bridge; the report hides which broker it is', () => {
    const broker = { kind: 'wrongName', detail: 'DNS:pi.lan' } as const;
    const running = { mqttService: 'ActiveState=active\n', broker };
    assert.deepEqual(told(zero(unit), { MQTT_URL: url }, running), ['fault brokerFault']);
    const found = of(zero(unit), { MQTT_URL: url }, running).find(({ part }) => part === 'mqtt') as Finding;
    const { cure = '' } = describeFinding(found, textsIn('en'));
    assert.match(cure, /^mqtts:\/\/broker\.example\.org:8883: the certificate is of another name \(DNS:pi\.lan\)/);
    assert.match(redact(cure, []), /^mqtts:\/\/\*\*\*/);
    const closed = { ...running, broker: { kind: 'file', detail: 'EACCES', path: '/etc/pw' } as const };
    assert.deepEqual(told(zero(unit), { MQTT_URL: url }, closed), ['warning brokerUnseen']);
  });
});
