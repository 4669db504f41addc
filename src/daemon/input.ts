import { Line } from '../source/line.js';
import { InputError, type LineSettings, type Source } from '../source/source.js';

/** Makes the source that an input URL names. @throws InputError */
export type OpenSource = (input: string, settings: () => LineSettings) => Promise<Source>;

/** Whether the input is a port with a speed: the only kind whose mode must be looked for by trying. */
export function hasSpeed(input: string): boolean {
  return input.startsWith('/');
}

/**
 * The source that an input URL names (design 2). What a kind needs is loaded only when it is used.
 * @throws InputError when the URL names none, or a capture that cannot be read
 */
export async function sourceFor(input: string, settings: () => LineSettings): Promise<Source> {
  const [, scheme = '', rest = ''] = /^(tcp:\/\/|replay:|sim:)(.*)$/.exec(input) ?? [];
  if (hasSpeed(input)) return new Line((await import('../source/serial.js')).serialPort(input), settings);
  if (scheme === 'tcp://') {
    const [, host = '', port = ''] = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(rest) ?? [];
    if (host !== '' && Number(port) > 0 && Number(port) < 65_536) {
      return new Line((await import('../source/tcp.js')).tcpPort(host, Number(port)), settings);
    }
  }
  if (scheme === 'replay:' && rest !== '') {
    const [, file = rest, speed = '1'] = /^(.*)\?speed=(\d+(?:\.\d+)?)$/.exec(rest) ?? [];
    if (Number(speed) > 0) return (await import('../source/replay.js')).Replay.open(file, Number(speed));
  }
  if (scheme === 'sim:') return (await import('../source/sim.js')).simulation(rest);
  throw new InputError('unknown', input);
}
