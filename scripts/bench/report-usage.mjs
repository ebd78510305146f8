/**
 * Is preloaded into a process that is measured. When the process ends, it adds a line to the file in BENCH_USAGE_FILE: its
 * peak resident memory in kilobytes, and its CPU time in microseconds until the version was sent, or until its end if it
 * does not send a version.
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
