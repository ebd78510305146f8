import { run } from './discover.ts';

await run();
