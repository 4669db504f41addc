import type { TestContext } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { CLI } from './paths.ts';
import { type TestHome, until } from './program.ts';
import { Pty } from './pty.ts';

/** `setup` on a terminal of its own, whose questions are answered one by one. */
export class Answered {
  readonly pty: Pty;
  #at = 0;

  /** @param words after `setup` */
  constructor(t: TestContext, { home, socket }: TestHome, ...words: readonly string[]) {
    const common = ['--home', home, '--socket', socket, '--lang', 'en', '--no-service'];
    this.pty = new Pty([process.execPath, CLI, 'setup', ...common, ...words], { columns: 200, rows: 50 }).endAfter(t);
  }

  get text(): string {
    return stripVTControlCharacters(this.pty.text);
  }

  /** Waits for a question, and types an answer and Enter. @returns what stood in brackets */
  async answer(question: string, answer: string): Promise<string> {
    const shown = await this.question(question);
    this.pty.keys(`${answer}\r`);
    return shown;
  }

  /** Waits for a question that was not yet answered. @returns what stood in brackets */
  async question(question: string): Promise<string> {
    const found = (): RegExpExecArray | null =>
      new RegExp(`${question.replace(/[?]/g, '\\?')}.*?\\[([^\\]]*)\\]:`).exec(this.text.slice(this.#at));
    await until(() => found() !== null || this.pty.ending !== undefined);
    const match = found();
    if (!match) throw new Error(`ended without the question ${question}:\n${this.text}`);
    this.#at += match.index + match[0].length;
    return match[1] ?? '';
  }

  async end(): Promise<number> {
    await until(() => this.pty.ending !== undefined);
    return this.pty.ending?.status ?? -1;
  }
}
