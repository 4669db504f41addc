import { createRequire } from 'node:module';

const required = createRequire(import.meta.url);

/**
 * A package that is compiled at install; undefined where it cannot be loaded. Not by `import`: that would have Node load
 * all that modules of the other kind need, for a package that is none, and keep it: 1.3 MB.
 */
export function installed<T>(name: string): T | undefined {
  try {
    return required(name) as T;
  } catch {
    return undefined;
  }
}
