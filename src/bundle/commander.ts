import type { Plugin } from 'rolldown';

/**
 * commander loads child_process, a fifth of the start of a command, for commands that are programs of their own: there are
 * none. It is loaded once it is called.
 */
export const patchedCommander: Plugin = {
  name: 'patched-commander',
  transform(code, id) {
    if (!/node_modules.commander/.test(id)) return undefined;
    const late = "{ spawn: (...words) => require('node:child_process').spawn(...words) }";
    return { map: null, code: code.replace("require('node:child_process')", late) };
  },
};
