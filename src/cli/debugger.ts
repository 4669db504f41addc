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

const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((words) => words.includes('--inspect'));
// Node may be built without it.
if (process.features.inspector && !asked) {
  const { close, url } = await import('node:inspector');
  const closeDebugger = (): void => {
    if (url() !== undefined) close();
  };
  closeDebugger();
  setImmediate(closeDebugger);
}
