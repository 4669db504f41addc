#!/usr/bin/env node
import { existsSync } from 'node:fs';
import './cli/jit.ts';
import { fastPathOptions } from './cli/fast-path.ts';
import { hasTerminal, openScreen } from './cli/open-screen.ts';
import { languageOf, pathsOf } from './cli/paths.ts';

/*
 * The screen opens without the declarations of all commands and their texts: a quarter of its start goes into them
 * otherwise, and what they hold stays in memory.
 */
const { argv, env } = process;
const options = hasTerminal() ? fastPathOptions(argv.slice(2)) : undefined;
// What is wrong with them is told by the commands.
if (options && (options.conf === undefined || existsSync(options.conf))) {
  const lang = languageOf(argv, env);
  try {
    const paths = pathsOf(options, env);
    env['TZ'] = paths.settings.TIMEZONE;
    process.exitCode = await openScreen(paths, { lang, logs: options.logs === undefined ? undefined : paths.logs });
  } catch (error) {
    const { asCliError, exitWith } = await import('./cli/errors.ts');
    exitWith(await asCliError(error, lang));
  }
} else await import('./cli/commands.ts');
