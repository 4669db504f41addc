import { setFlagsFromString } from 'node:v8';

/*
 * Imported first, before anything has run hot: the daemon does without the optimising compiler. On 42 groups a
 * second it gains nothing, and its own pages alone cost 4 MB of memory (measured, Node 20).
 */
if (process.argv.includes('daemon')) setFlagsFromString('--no-opt');
