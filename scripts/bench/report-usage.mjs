/**
 * Is preloaded into a process that is measured. When the process ends, it adds a line to the file in BENCH_USAGE_FILE: its
 * peak resident memory in kilobytes, and its CPU time in microseconds.
 */
import { appendFileSync } from 'node:fs';
import process from 'node:process';

process.once('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  appendFileSync(process.env.BENCH_USAGE_FILE, `${maxRSS} ${userCPUTime + systemCPUTime}\n`);
});
