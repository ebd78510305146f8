import { say } from '../shared/say.js';

await say('Goodbye!');
