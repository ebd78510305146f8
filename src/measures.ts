/** `1 file`, `2 files`, `12,000 files`. */
export function sayCount(count: number, thing: string): string {
  // Not by toLocaleString, whose first call costs a fifth of the whole start.
  const digits = String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${thing}${count === 1 ? '' : 's'}`;
}

/** Bytes in units of 1,000, as GitHub and Apify Console show them. */
export function sayBytes(bytes: number): string {
  if (bytes < 1000) return sayCount(bytes, 'byte');
  const units = ['kB', 'MB', 'GB'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** step).toFixed(1)} ${units[step - 1]}`;
}

/** Milliseconds as a person says them: `240 ms`, `3.1 s`, `2 min 5 s`. */
export function sayMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What something cost, in US dollars. */
export function sayUsd(usd: number): string {
  return `$${usd.toFixed(usd < 0.1 ? 4 : 2)}`;
}
