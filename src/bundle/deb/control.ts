import type { Arch } from './arch.ts';
import type { Module } from './modules.ts';
import type { Version } from './version.ts';

const MAINTAINER = 'the linky-monitor authors <authors@linky-monitor.invalid>';

export function controlFile({ name, compiler }: Arch, version: string, installedSize: number): string {
  return [
    'Package: linky-monitor',
    `Version: ${version}`,
    `Architecture: ${name}`,
    `Maintainer: ${MAINTAINER}`,
    `Installed-Size: ${installedSize}`,
    `Depends: ${[
      'nodejs (>= 20)',
      'libc6',
      'libstdc++6',
      ...(compiler === undefined ? ['libgcc-s1'] : []),
      'systemd | systemd-standalone-sysusers | systemd-sysusers',
      'systemd | systemd-standalone-tmpfiles | systemd-tmpfiles',
    ].join(', ')}`,
    'Section: utils',
    'Priority: optional',
    'Description: monitor of a French Linky smart meter',
    ' Reads the TIC output of the meter, writes one plain text log a day, says when',
    ' the expensive hours of the EJP contract run (screen, OLED display, LED), and',
    ' tells what the energy cost.',
    ' .',
    ' The daemon is a systemd service; screen and report are commands of the user.',
    ...(compiler === undefined
      ? [' This package has no driver for the OLED display: a PC has no header for it.']
      : [' The driver of the OLED display is for Node 20, that of Debian 13.']),
    '',
  ].join('\n');
}

/** The changelog of one entry; the repository has the others. */
export function changelog({ name, epoch }: Version): string {
  const date = new Date(epoch * 1000).toUTCString().replace('GMT', '+0000');
  return [
    `linky-monitor (${name}) stable; urgency=medium`,
    '',
    '  * Made from the repository, whose log tells the changes.',
    '',
    ` -- ${MAINTAINER}  ${date}`,
    '',
  ].join('\n');
}

/** @param own the project's licence @param inside those of the packages that the bundler has put into the program */
export function copyright(own: string, inside: string, modules: readonly Module[]): string {
  const rule = '-'.repeat(72);
  return [
    'linky-monitor',
    '',
    own.trim(),
    '',
    'Packages of npm that are installed with it, in /usr/lib/linky-monitor/node_modules:',
    '',
    ...modules.flatMap(({ name, version, licence }) => [rule, `${name} ${version}`, '', licence, '']),
    rule,
    'Packages of npm that are inside of the program:',
    '',
    rule,
    inside.trim(),
    '',
  ].join('\n');
}
