/*
 * `setup` as root, in a mount namespace of its own: accounts, files and rights are real, /etc, /var and /run are copies that
 * go with it. systemd does not run there: a script notes what it is asked for.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { CLI, root } from '../support/paths.ts';

const FORMER = '/var/www/html/LinkyMonitor';
const HOME = '/var/lib/linky-monitor';

/** The namespace: $1 holds the layers, the rest is run in it. */
const NAMESPACE = `set -e
top=$1; shift
mount -t tmpfs layers "$top/layers"
for name in etc var run; do
  mkdir -p "$top/layers/$name/upper" "$top/layers/$name/work"
  mount -t overlay "$name" -o "lowerdir=/$name,upperdir=$top/layers/$name/upper,workdir=$top/layers/$name/work" "/$name"
done
PATH=$top/bin:$PATH
"$@"`;

const SYSTEMCTL = `#!/bin/sh
case "$1" in --version) echo 'systemd 252 (252)' ;; show) echo ActiveState=inactive ;; *) echo "$@" >>"$(dirname "$0")/asked" ;; esac
`;

/** Runs a shell script in a namespace; undefined where this machine makes none. */
function inNamespace(t: TestContext, script: string) {
  const top = mkdtempSync(join(tmpdir(), 'linky-root-'));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  for (const name of ['layers', 'bin']) mkdirSync(join(top, name));
  writeFileSync(join(top, 'bin', 'systemctl'), SYSTEMCTL);
  chmodSync(join(top, 'bin', 'systemctl'), 0o755);
  const run = (text: string) =>
    spawnSync('unshare', ['-m', 'sh', '-c', NAMESPACE, 'sh', top, 'sh', '-c', text], {
      encoding: 'utf8',
      timeout: 120_000,
      cwd: top,
      env: { ...process.env, NODE: process.execPath, CLI, LINKY_HOME: HOME, SUDO_USER: 'root' },
    });
  if (process.getuid?.() !== 0 || run('command -v useradd && runuser -u nobody -- test -r "$CLI"').status !== 0) {
    t.skip('only root makes such a namespace, and where the daemon’s user may read the program');
    return undefined;
  }
  const { status, stdout, stderr } = run(script);
  const asked = join(top, 'bin', 'asked');
  return { status, out: stdout, err: stderr, asked: existsSync(asked) ? readFileSync(asked, 'utf8') : '' };
}

const PERL = `mkdir -p ${FORMER}/conf ${FORMER}/logs /etc/systemd/system
printf '# mine\\nINPUT_DEV replay:/nowhere\\nLINKY_MODE S\\n' >${FORMER}/conf/LinkyAcq.conf
echo line >${FORMER}/logs/LinkyMonitor_2021_02_20.log
printf 'perl ${FORMER}/bin/LinkyAcq.pl &\\n' >/etc/rc.local
`;
const SETUP = '"$NODE" "$CLI" setup --yes --lang en';

describe('setup as root', () => {
  test('account, home, files of the Perl scripts, unit and start; what root writes stays the daemon’s', (t) => {
    const ran = inNamespace(
      t,
      `${PERL}${SETUP}
      echo "- $?"
      stat -c '%n %U %G %a' ${HOME}/conf/* ${HOME}/logs/*2021*
      cat ${HOME}/conf/LinkyAcq.conf /etc/rc.local
      # As a package leaves it: untouched, it takes over the values, and the daemon's user keeps it.
      cat ${root}/conf/LinkyAcq.conf >${HOME}/conf/LinkyAcq.conf
      ${SETUP} --panel >/dev/null
      stat -c '%n again %U %G %a' ${HOME}/conf/LinkyAcq.conf
      grep -v '^#' ${HOME}/conf/LinkyAcq.conf | grep .
      grep ^ExecStart /etc/systemd/system/linky-monitor.service`,
    );
    if (!ran) return;
    assert.match(ran.out, /^- 0$/m, ran.out + ran.err);
    assert.match(ran.out, /\/conf\/LinkyAcq\.conf linky linky 660$/m);
    assert.match(ran.out, /\/logs\/LinkyMonitor_2021_02_20\.log linky linky 660$/m);
    assert.match(ran.out, /^# mine\nINPUT_DEV replay:\/nowhere\nLINKY_MODE S\nperl /m);
    assert.match(ran.out, /^\/etc\/rc\.local, line 1, still starts the Perl script/m);
    assert.match(ran.out, /^not found, left so: Subscribed power, kVA$/m);
    assert.match(
      ran.out,
      /\/conf\/LinkyAcq\.conf again linky linky 660\nINPUT_DEV replay:\/nowhere\nLINKY_MODE S\nExecStart/,
    );
    assert.match(ran.out, /^ExecStart=.* -l$/m);
    assert.match(ran.asked, /^daemon-reload\nenable linky-monitor\.service\nstart linky-monitor\.service\n/);
  });

  test('any other user is told the command, before the first question', (t) => {
    const ran = inNamespace(t, `runuser -u nobody -- env PATH="$PATH" LINKY_HOME=${HOME} ${SETUP}`);
    if (!ran) return;
    assert.equal(ran.status, 1);
    assert.equal(ran.out, '');
    assert.match(ran.err, /this needs root: sudo .* setup --yes --lang en$/m);
  });
});
