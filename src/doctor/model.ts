import type { Host } from '../host/host.ts';

/** The UART on pins 8 and 10 as the model ships. */
export type Header =
  | 'pl011' // Pi 1, 2, Zero: /dev/ttyAMA0
  | 'mini' // Zero W, Zero 2 W, 3, 4: /dev/ttyS0; the PL011 serves Bluetooth
  | 'rp1'; // Pi 5: /dev/ttyAMA0, once it is enabled; serial0 is the debug connector

export interface Model {
  /** As the firmware says it: `Raspberry Pi Zero 2 W Rev 1.0`. */
  readonly name: string;
  readonly header: Header;
  /** The names of its sections in config.txt, besides [all]. */
  readonly sections: readonly string[];
}

const MODELS: readonly (readonly [RegExp, Header, readonly string[]])[] = [
  [/Pi (5|500|Compute Module 5)\b/, 'rp1', ['pi5', 'pi500', 'cm5']],
  [/Pi (4|400|Compute Module 4)\b/, 'mini', ['pi4', 'pi400', 'cm4', 'cm4s']],
  [/Pi Zero 2\b/, 'mini', ['pi02', 'pi0w', 'pi0']],
  [/Pi Zero W\b/, 'mini', ['pi0w', 'pi0', 'pi1']],
  [/Pi 3\b/, 'mini', ['pi3', 'pi3+']],
  [/Pi Zero\b/, 'pl011', ['pi0', 'pi1']],
  [/Pi 2\b/, 'pl011', ['pi2']],
  [/Pi/, 'pl011', ['pi1']],
];

/** The Raspberry Pi that this is; undefined on any other machine. */
export function modelOf(host: Host): Model | undefined {
  // The device tree's strings end with a NUL.
  const name = (host.read('/proc/device-tree/model') ?? '').replaceAll('\0', '').trim();
  const [, header, sections] = MODELS.find(([pattern]) => /^Raspberry/.test(name) && pattern.test(name)) ?? [];
  return header && sections ? { name, header, sections } : undefined;
}

/** config.txt as it applies to this model: the sections `[all]` and its own. */
export function bootConfig(host: Host, model: Model) {
  const file = bootFile(host, 'config.txt');
  let applies = true;
  const lines: string[] = [];
  for (const raw of (host.read(file) ?? '').split(/\r?\n/)) {
    const line = raw.replace(/#.*/, '').trim();
    const [, section] = /^\[(.+)\]$/.exec(line) ?? [];
    if (section !== undefined) applies = section === 'all' || model.sections.includes(section);
    else if (applies && line !== '') lines.push(line);
  }
  const values = (key: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1).trim()] : []));
  return {
    file,
    /** The last value of a key: `enable_uart`. */
    value: (key: string) => values(key).at(-1),
    /** Whether one of these overlays is loaded. */
    overlay: (...names: readonly string[]) =>
      values('dtoverlay').some((value) => names.includes(value.split(',')[0] ?? '')),
    /** The last value of a dtparam: `i2c_arm`. */
    param: (name: string) =>
      values('dtparam')
        .flatMap((value) => value.split(','))
        .map((pair) => pair.split('='))
        .filter(([key]) => key === name)
        .map(([, value]) => value ?? 'on')
        .at(-1),
  };
}

export type BootConfig = ReturnType<typeof bootConfig>;

/** A file of the boot partition: /boot/firmware since bookworm, /boot before. */
export function bootFile(host: Host, name: string): string {
  const path = `/boot/firmware/${name}`;
  return host.stat(path) || !host.stat(`/boot/${name}`) ? path : `/boot/${name}`;
}
