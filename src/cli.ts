#!/usr/bin/env node
import './cli/debugger.ts';
import './cli/program-files.ts';

// What else there is takes its time to load: it comes after the lines above.
void import('./cli/main.ts').then(({ main }) => main(process));
