import type Program from 'blessed/lib/program.js';
import type Tput from 'blessed/lib/tput.js';

/*
 * blessed makes functions of all that a terminal's description says, 960 names, three times over, at each start, and calls
 * ten of them. Here each is made when it is first asked for.
 */

type Capability = (...args: readonly unknown[]) => unknown;

/** Capabilities with numbers in them that nearly every terminal has: what blessed's compiler makes of them. */
const WITH_NUMBERS: Readonly<Record<string, (...numbers: number[]) => string>> = {
  '\x1b[%i%p1%d;%p2%dH': (row = 0, column = 0) => `\x1b[${row + 1};${column + 1}H`,
  '\x1b[%i%p1%d;%p2%dr': (top = 0, bottom = 0) => `\x1b[${top + 1};${bottom + 1}r`,
  '\x1b[%p1%dC': (columns = 0) => `\x1b[${columns}C`,
};

/** The description of a terminal that comes with blessed: it cannot read the system's own (capabilities.ts). */
const OWN = 'xterm-256color';

const nothing = (): string => '';

/** Makes a text of a description callable, and writes nothing of one that is not there. */
function callOf(tput: Tput, key: string, text: string): Capability {
  const known = WITH_NUMBERS[text];
  if (known) return (...args) => known(...args.map(Number));
  // Of a text without these signs the compiler makes the text.
  if (text !== '' && !/[%^\\$\n]/.test(text) && !key.endsWith('_file')) return () => text;
  const compiled = tput._compile(tput.info, key, text);
  return typeof compiled === 'function' ? (...args) => compiled.call(tput, args) : nothing;
}

/** What blessed has under a capability's name, its long or a short one; undefined where there is no such name. */
function capabilityOf(tput: Tput, name: string, { aliasMap, bools, numbers, strings }: typeof Tput): unknown {
  const { all } = tput.info;
  const key = Object.hasOwn(aliasMap, name) ? (aliasMap[name] as string) : name;
  const value = Object.hasOwn(all, key) ? all[key] : undefined;
  if (typeof value === 'string') return callOf(tput, key, value);
  if (value !== undefined) return value;
  if (bools.includes(key)) return false;
  if (numbers.includes(key)) return -1;
  return strings.includes(key) ? nothing : undefined;
}

/** Lets an object have more properties than are made: each is made when it is first asked for. */
function filledLater<T extends object>(target: T, make: (name: string) => unknown): void {
  const above = Object.getPrototypeOf(target) as object;
  const maker = new Proxy(above, {
    get(_, name, receiver) {
      if (typeof name === 'symbol' || name in above) return Reflect.get(above, name, receiver);
      const value = make(name);
      if (value !== undefined) Object.defineProperty(target, name, { value, writable: true, configurable: true });
      return value;
    },
  });
  Object.setPrototypeOf(target, maker);
}

/** Changes blessed's classes so. */
export function makeCapabilitiesLate(tputClass: typeof Tput, programClass: typeof Program): void {
  const { setup, inject } = tputClass.prototype;
  tputClass.prototype.setup = function () {
    if (this.terminal === OWN) this._useInternalInfo(OWN);
    else setup.call(this);
  };
  tputClass.prototype.compile = function (info) {
    this.detectFeatures(info);
    return Object.assign(info, { all: { ...info.bools, ...info.numbers, ...info.strings }, methods: {} });
  };
  tputClass.prototype.inject = function (info) {
    inject.call(this, info);
    filledLater(this, (name) => capabilityOf(this, name, tputClass));
  };
  programClass.prototype.setupTput = function () {
    if (this.tput) return;
    const { terminal, options } = this;
    const tput = new tputClass({ ...options, terminal });
    const call = (name: string, args: readonly unknown[]): unknown => {
      const capability = tput[name];
      return typeof capability === 'function' ? this._write((capability as Capability)(...args)) : undefined;
    };
    const put = (name: string, ...args: readonly unknown[]): unknown => call(name, args);
    filledLater(put, (name) =>
      typeof tput[name] === 'function' ? (...args: unknown[]) => call(name, args) : tput[name],
    );
    Object.assign(this, { tput, put });
  };
}
