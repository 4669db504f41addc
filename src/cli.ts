#!/usr/bin/env node
import './cli/debugger.ts';

// What else there is takes its time to load: it comes after the line above.
await import('./cli/main.ts');
