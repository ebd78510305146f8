/**
 * Preloaded into a measured process: on its end it adds the process's peak resident memory, in kilobytes, as a line to
 * the file that BENCH_PEAK_FILE names.
 */
import { appendFileSync } from 'node:fs';
import process from 'node:process';

process.once('exit', () => {
  appendFileSync(process.env.BENCH_PEAK_FILE, `${process.resourceUsage().maxRSS}\n`);
});
