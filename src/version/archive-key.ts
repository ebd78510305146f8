import { randomUUID } from 'node:crypto';

/** `0.1-2026-11-24T07-43-23-123Z-<UUID>.zip`: a record key may contain letters, digits, dots and hyphens. */
const ARCHIVE_KEY =
  /^(?<versionNumber>\d{1,2}\.\d{1,2})-(?<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z)-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.zip$/;

/** A record key for an archive that no other upload uses. @param now ms since 1970. */
export function createArchiveKey(versionNumber: string, now: number): string {
  return `${versionNumber}-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID()}.zip`;
}

/** The parts of a key that `createArchiveKey` made; undefined for any other key. `time` sorts by age. */
export function parseArchiveKey(key: string): { readonly versionNumber: string; readonly time: string } | undefined {
  const { versionNumber, time } = ARCHIVE_KEY.exec(key)?.groups ?? {};
  return versionNumber === undefined || time === undefined ? undefined : { versionNumber, time };
}

/** The record that a `tarballUrl` names, if this action uploaded it. */
export function ownArchiveOf(tarballUrl: string): { readonly storeId: string; readonly key: string } | undefined {
  const [, storeId, key] =
    /\/v2\/key-value-stores\/([^/]+)\/records\/([^/]+)$/.exec(URL.parse(tarballUrl)?.pathname ?? '') ?? [];
  return storeId === undefined || key === undefined || parseArchiveKey(key) === undefined
    ? undefined
    : { storeId, key };
}

export function isOwnArchive(tarballUrl: string): boolean {
  return ownArchiveOf(tarballUrl) !== undefined;
}
