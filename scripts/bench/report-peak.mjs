/**
 * Is preloaded into a process that is measured. When the process ends, it adds the peak resident memory, in kilobytes, as
 * a line to the file in BENCH_PEAK_FILE.
 */
import { appendFileSync } from 'node:fs';
import process from 'node:process';

process.once('exit', () => {
  appendFileSync(process.env.BENCH_PEAK_FILE, `${process.resourceUsage().maxRSS}\n`);
});
