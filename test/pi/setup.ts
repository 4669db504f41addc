import { setTimeout as sleep } from 'node:timers/promises';
import { EJP_DAY, frameAt } from '../support/panel-situations.ts';
import { CLI, HOME, type OnPi } from './day.ts';
import { PI_LANG } from './golden.ts';

/** It listens twice, and an emulated processor has a fiftieth of the speed of this one. */
const SETUP_MS = 480_000;
/** Each look takes time of that processor. */
const LOOK_MS = 5000;

/** The first start on a Pi whose meter speaks and whose display answers; then the daemon, on what setup has written. */
export async function setup(on: OnPi): Promise<void> {
  const { pi } = on;
  await on.conf();
  await on.clock(EJP_DAY.off);
  on.play(frameAt(EJP_DAY.off));
  const words = `setup --yes --no-service --home ${HOME}`;
  await pi.sh(`(node ${CLI} ${words} > /tmp/setup 2>&1; echo $? > /tmp/setup-code) &`);
  let code = '';
  for (const end = performance.now() + SETUP_MS; code === '' && performance.now() < end; await sleep(LOOK_MS))
    code = await pi.sh('cat /tmp/setup-code 2> /dev/null');
  const text = await pi.sh('cat /tmp/setup');
  on.check('setup --yes ends', code === '0', `${code} ${text}`);
  on.check('it hears the meter', /\/dev\/ttyAMA0.*EJP/.test(text), text);
  on.check('it finds the display', /OLED.* oui/.test(text), text);
  console.log(text.replace(/^/gm, '    '));
  const written = await pi.sh(`cat ${HOME}/conf/LinkyAcq.conf ${HOME}/conf/tariffs.conf`);
  on.check('the conf keeps its own lines', written.startsWith('LANGUAGE fr\nOLED_NIGHT 0-0\n'), written.slice(0, 500));
  on.check('prices are there', /^\d{4}-\d\d-\d\d +HN /m.test(written), written.slice(0, 500));
  await on.start();
  await on.checkPicture(`off-32-${PI_LANG}`);
  await on.stopPlaying();
  on.check('SIGTERM ends the daemon', await on.end('TERM'), 'still running');
}
