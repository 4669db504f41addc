import { createRequire } from 'node:module';

/*
 * On SIGUSR1 Node opens its debugger on 127.0.0.1:9229, where any local user could run what he likes in this process. A
 * listener of our own takes the signal's place; while a command listens to it, that decides, else the signal ends the
 * process as any other. This is imported before anything else is loaded. A signal that came while Node itself was
 * starting has opened the debugger already, or does so in a moment: it is closed, unless it was asked for.
 */
const SIGNAL = 'SIGUSR1';

process.on(SIGNAL, () => {
  if (process.listenerCount(SIGNAL) === 1) process.exit(138);
});

const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((words) => /--inspect|-prof/.test(words));
/** Where Node may be looked into, its own closing of the debugger: the module `inspector` would load twenty others. */
function closing(): (() => void) | undefined {
  const { _debugEnd: close } = process as { _debugEnd?: () => void };
  // Node may be built without it.
  if (close || !process.features.inspector) return close;
  return (createRequire(import.meta.filename)('node:inspector') as typeof import('node:inspector')).close;
}

const closeDebugger = asked ? undefined : closing();
if (closeDebugger) {
  closeDebugger();
  setImmediate(closeDebugger);
}
