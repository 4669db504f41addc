#!/usr/bin/env node
import './cli/debugger.ts';

// What else there is takes its time to load: it comes after the line above.
const { main } = await import('./cli/main.ts');
await main(process);
