#!/usr/bin/env node
import { existsSync } from 'node:fs';
import './cli/lean.js';
import { languageOf, placesOf } from './cli/places.js';
import { hasTerminal, show } from './cli/show.js';
import { straightOptions } from './cli/straight.js';

/*
 * The screen opens without the declarations of all commands and their texts: a quarter of its start goes into them
 * otherwise, and what they hold stays in memory.
 */
const { argv, env } = process;
const options = hasTerminal() ? straightOptions(argv.slice(2)) : undefined;
// What is wrong with them is told by the commands.
if (options && (options.conf === undefined || existsSync(options.conf))) {
  const lang = languageOf(argv, env);
  try {
    const places = placesOf(options, env);
    env['TZ'] = places.settings.TIMEZONE;
    process.exitCode = await show(places, { lang, logs: options.logs === undefined ? undefined : places.logs });
  } catch (error) {
    const [{ endFailed }, { cli }] = await Promise.all([import('./cli/failure.js'), import('./text/cli.js')]);
    endFailed(error, cli[lang]);
  }
} else await import('./cli/commands.js');
