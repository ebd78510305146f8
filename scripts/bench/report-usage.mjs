/**
 * Preloaded into a measured process. When the process ends, appends a line to the file in BENCH_USAGE_FILE: the peak
 * resident memory in kilobytes, and the CPU time in microseconds until the version was sent, or until the process ended
 * if it did not send one.
 */
import { appendFileSync } from 'node:fs';
import process from 'node:process';

const cpuTime = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
let sentAt;
const { fetch } = globalThis;
globalThis.fetch = async (input, init) => {
  const url = input.url ?? `${input}`;
  const method = init?.method ?? input.method;
  const response = await fetch(input, init);
  if (method === 'POST' && /\/versions\/[^/]+$/.test(url)) sentAt = cpuTime();
  return response;
};

process.once('exit', () => {
  appendFileSync(process.env.BENCH_USAGE_FILE, `${process.resourceUsage().maxRSS} ${sentAt ?? cpuTime()}\n`);
});
