import { codeOf } from '../host/files.ts';
import { type Connect, ReconnectingSource } from './reconnecting.ts';
import { InputError, type Source, type SourceSettings } from './source.ts';

/** Makes the source that an input URL names. @throws InputError */
export type OpenSource = (input: string, settings: () => SourceSettings) => Promise<Source>;

/** Whether the input is a port with a speed: the only kind whose mode is found by trying both speeds. */
export function hasSpeed(input: string): boolean {
  return input.startsWith('/');
}

/**
 * The source that an input URL names. What a kind needs is loaded only when it is used: by then an upgrade may have put
 * the files of another version there, which do not go with those that run.
 * @throws InputError for an unknown URL, a capture that cannot be read, or a program that was replaced
 */
export async function openSource(input: string, settings: () => SourceSettings): Promise<Source> {
  try {
    return await sourceOf(input, settings);
  } catch (error) {
    throw error instanceof InputError ? error : new InputError('replaced', input, codeOf(error));
  }
}

/** What opens a port or a TCP input; undefined for inputs of another kind. @throws InputError for no host and port */
export async function connectTo(input: string): Promise<Connect | undefined> {
  if (hasSpeed(input)) return (await import('./serial.ts')).serialPort(input);
  if (!input.startsWith('tcp://')) return undefined;
  const [, host = '', port = ''] = /^\[?([^\]]+)\]?:(\d{1,5})$/.exec(input.slice('tcp://'.length)) ?? [];
  if (host === '' || Number(port) === 0 || Number(port) > 65_535) throw new InputError('unknown', input);
  return (await import('./tcp.ts')).tcpPort(host, Number(port));
}

async function sourceOf(input: string, settings: () => SourceSettings): Promise<Source> {
  const connect = await connectTo(input);
  if (connect) return new ReconnectingSource(connect, settings);
  const [, scheme = '', rest = ''] = /^(replay:|sim:)(.*)$/.exec(input) ?? [];
  if (scheme === 'replay:' && rest !== '') {
    const [, file = rest, speed = '1'] = /^(.*)\?speed=(\d+(?:\.\d+)?)$/.exec(rest) ?? [];
    if (Number(speed) > 0) return (await import('./replay.ts')).replay(file, Number(speed));
  }
  if (scheme === 'sim:') return (await import('./simulated.ts')).simulatedSource(rest);
  throw new InputError('unknown', input);
}
