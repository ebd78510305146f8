/**
 * Starts the emulator: `node emulator/main.ts --port 8080 --seed-actor my-actor`. Prints its URL and its token, which
 * is valid only for the emulator. Then prints one line per request until it is stopped.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    username: { type: 'string' },
    'seed-actor': { type: 'string', multiple: true, default: [] },
  },
});

const { username } = values;
const emulator = await startEmulator({
  port: Number(values.port),
  ...(username === undefined ? {} : { username }),
  log: console.log,
});
for (const name of values['seed-actor']) {
  emulator.addActor({ name, versions: [{ versionNumber: '0.0', buildTag: 'latest' }] });
}
console.log(`APIFY_CLIENT_BASE_URL=${emulator.url}`);
console.log(`APIFY_TOKEN=${emulator.token}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
