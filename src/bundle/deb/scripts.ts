import { ACCOUNT, CONF_MODE, homeDirectories, STATE } from '../../cli/service/account.ts';
import { PACKAGED_CONF } from '../../cli/service/packaged.ts';
import { MQTT_SERVICE, PAGES_SERVICE, SERVICE, UNIT } from '../../host/unit.ts';
import { deb } from '../../text/deb.ts';

/*
 * The maintainer's scripts, dpkg's. What they have done of a service is what debhelper has done for one; account and home
 * are made by systemd, of the files that `service install` shares its lists with.
 */

const CONF = `${STATE}/conf`;
const LOGS = `${STATE}/logs`;
const GUESTS = `${MQTT_SERVICE} ${PAGES_SERVICE}`;
const CONF_DIRECTORY_MODE = homeDirectories(STATE).find(([path]) => path === CONF)?.[1] ?? 0;

/** `say FRENCH ENGLISH`, by the language of who installs. */
const SAY = [
  'say() {',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
  '  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in',
  '    en*) echo "linky-monitor: $2" ;;',
  '    *) echo "linky-monitor : $1" ;;',
  '  esac',
  '}',
];

const say = (french: string, english: string): string => `say ${quoted(french)} ${quoted(english)}`;
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const lines = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join('\n')}\n`;
const octal = (mode: number): string => `0${mode.toString(8)}`;

/** @param conf names of the conf files */
export const postinst = (conf: readonly string[]): string =>
  lines(
    ['#!/bin/sh', 'set -e', ...SAY],
    'case "$1" in configure | abort-upgrade | abort-deconfigure | abort-remove) ;; *) exit 0 ;; esac',
    'systemd-sysusers linky-monitor.conf',
    'if [ -z "$2" ]; then',
    '  # The home of a service that was installed without the package has a conf of its own.',
    `  if [ -d ${CONF} ] && [ ! -L ${CONF} ]; then`,
    `    cp -a ${CONF}/. ${PACKAGED_CONF}/`,
    `    mv -T --backup=numbered ${CONF} ${CONF}.before`,
    `    ${say(deb.fr.moved(CONF, PACKAGED_CONF), deb.en.moved(CONF, PACKAGED_CONF))}`,
    '  fi',
    `  chown ${ACCOUNT}:${ACCOUNT} ${PACKAGED_CONF}`,
    `  chmod ${octal(CONF_DIRECTORY_MODE)} ${PACKAGED_CONF}`,
    `  for file in ${conf.join(' ')}; do`,
    '    [ -f "$file" ] && [ ! -L "$file" ] || continue',
    `    chown ${ACCOUNT}:${ACCOUNT} "$file"`,
    `    chmod ${octal(CONF_MODE)} "$file"`,
    '  done',
    'fi',
    'systemd-tmpfiles --create linky-monitor.conf || true',
    `deb-systemd-helper unmask ${SERVICE} >/dev/null || true`,
    `if deb-systemd-helper --quiet was-enabled ${SERVICE}; then`,
    `  deb-systemd-helper enable ${SERVICE} >/dev/null || true`,
    'else',
    `  deb-systemd-helper update-state ${SERVICE} >/dev/null || true`,
    'fi',
    'if [ -d /run/systemd/system ]; then',
    '  systemctl --system daemon-reload >/dev/null || true',
    '  action=start',
    '  [ -z "$2" ] || action=restart',
    `  deb-systemd-invoke "$action" ${SERVICE} >/dev/null || true`,
    `  deb-systemd-invoke try-restart ${GUESTS} >/dev/null 2>&1 || true`,
    'fi',
    '[ -z "$2" ] || exit 0',
    `if [ -e ${UNIT} ]; then ${say(deb.fr.before(UNIT), deb.en.before(UNIT))}`,
    `else ${say(deb.fr.next, deb.en.next)}; fi`,
  );

export const prerm = (): string =>
  lines(
    ['#!/bin/sh', 'set -e', '[ "$1" = remove ] || exit 0'],
    'if [ -d /run/systemd/system ]; then',
    `  deb-systemd-invoke stop ${SERVICE} >/dev/null || true`,
    'fi',
    '# The units of the bridge and of the pages, and one that came before that of the package, would start a program that is gone.',
    '/usr/bin/linky-monitor service uninstall --yes >/dev/null || true',
  );

export const postrm = (): string =>
  lines(
    ['#!/bin/sh', 'set -e', ...SAY],
    'if [ "$1" = remove ] && [ -d /run/systemd/system ]; then',
    '  systemctl --system daemon-reload >/dev/null || true',
    'fi',
    '[ "$1" = purge ] || exit 0',
    'if command -v deb-systemd-helper >/dev/null; then',
    `  deb-systemd-helper purge ${SERVICE} >/dev/null || true`,
    'fi',
    `[ ! -L ${CONF} ] || rm -f ${CONF}`,
    'rm -rf /var/cache/linky-monitor-pages /var/lib/private/linky-monitor-mqtt',
    '[ ! -L /var/lib/linky-monitor-mqtt ] || rm -f /var/lib/linky-monitor-mqtt',
    '# Years of a house that nobody can read again from the meter: they are left to who owns them.',
    `[ ! -d ${LOGS} ] || rmdir ${LOGS} 2>/dev/null || ${say(deb.fr.kept(LOGS), deb.en.kept(LOGS))}`,
    `rmdir ${STATE} 2>/dev/null || true`,
  );
