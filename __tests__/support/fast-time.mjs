// Loaded into a process with `node --import`: its time passes FAST_TIME times as fast.
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const factor = Number(process.env.FAST_TIME);
const wait = timers.setTimeout;
timers.setTimeout = (ms, ...rest) => wait(ms / factor, ...rest);
syncBuiltinESMExports();

const now = performance.now.bind(performance);
performance.now = () => now() * factor;
