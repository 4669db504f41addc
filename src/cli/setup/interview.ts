import { createInterface, type Interface } from 'node:readline';
import type { Texts } from '../../text/index.ts';
import { printable } from '../../text/untrusted.ts';
import { CliError, exitWith } from '../errors.ts';

/** What an answer means, or what it could have said. */
export type Answer<T> = { readonly value: T } | { readonly expected: string };

export interface Question<T> {
  /** What is asked, for the user. */
  readonly text: string;
  /** A line before the question. */
  readonly hint?: string;
  /** What has been found out: Enter keeps it. */
  readonly found: { readonly value: T; readonly shown: string } | undefined;
  read(answer: string): Answer<T>;
}

/** Whoever answers. */
export interface Interview {
  /** @returns undefined where nothing was found and nothing is answered */
  ask<T>(question: Question<T>): Promise<T | undefined>;
  say(line: string): void;
  /** No more questions. */
  end(): void;
}

/** Nobody is asked: what was found is taken, and what was not is remembered. */
export class SilentInterview implements Interview {
  readonly unanswered: string[] = [];
  readonly #say: (line: string) => void;
  readonly #t: Texts['setup'];

  constructor(say: (line: string) => void, t: Texts['setup']) {
    this.#say = say;
    this.#t = t;
  }

  async ask<T>({ text, found }: Question<T>): Promise<T | undefined> {
    if (found) this.say(this.#t.taken(text, typeof found.value === 'boolean' ? found.value : found.shown));
    else this.unanswered.push(text);
    return found?.value;
  }

  say(line: string): void {
    this.#say(line);
  }

  end(): void {}
}

/**
 * The user on the terminal, with readline's line editing. Ctrl-C and the end of the input end the program at any time:
 * until the interview has ended nothing is changed.
 */
export class TerminalInterview implements Interview {
  readonly #terminal: Interface;
  readonly #t: Texts['setup'];
  #waiting: ((line: string) => void) | undefined;
  #isOver = false;

  constructor(t: Texts['setup']) {
    this.#t = t;
    this.#terminal = createInterface({ input: process.stdin, output: process.stdout, historySize: 0 });
    this.#terminal.on('line', (line) => {
      // What was typed before a question could be read is no answer to it.
      this.#waiting?.(line);
      this.#waiting = undefined;
    });
    this.#terminal.on('SIGINT', () => this.#abandon(130));
    this.#terminal.on('close', () => this.#abandon(1));
  }

  async ask<T>({ text, hint, found, read }: Question<T>): Promise<T | undefined> {
    if (hint !== undefined) this.say(hint);
    const prompt = this.#t.prompt(text, found?.shown);
    for (;;) {
      const line = (await this.#line(`${printable(prompt)} `)).trim();
      if (line === '') return found?.value;
      const answer = read(line);
      if ('value' in answer) return answer.value;
      this.say(this.#t.expected(line, answer.expected));
    }
  }

  say(line: string): void {
    process.stdout.write(`${printable(line)}\n`);
  }

  end(): void {
    this.#isOver = true;
    this.#terminal.close();
  }

  #line(prompt: string): Promise<string> {
    this.#terminal.setPrompt(prompt);
    if (this.#terminal.line !== '') {
      this.#terminal.write(null, { ctrl: true, name: 'e' });
      this.#terminal.write(null, { ctrl: true, name: 'u' });
    }
    this.#terminal.prompt();
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  #abandon(code: number): void {
    if (this.#isOver) return;
    this.end();
    process.stdout.write('\n');
    exitWith(new CliError(this.#t.unchanged, code));
  }
}
