/** The fastest fair way to deploy an archive: a script with only Node, Git and tar that packs the files in memory. */
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { INPUT_TOKEN: token, ['INPUT_ACTOR-ID']: actorId, ['INPUT_API-BASE-URL']: baseUrl } = process.env;
const { version, buildTag } = JSON.parse(readFileSync('.actor/actor.json', 'utf8'));
const maxBuffer = 1024 ** 3;
const input = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { maxBuffer });
const archive = execFileSync('tar', ['-czf', '-', '--null', '-T', '-'], { input, maxBuffer });

const { data: store } = await (await send('POST', `key-value-stores?name=bench-${actorId.replace('~', '-')}`)).json();
const key = `${version}-${Date.now()}.tar.gz`;
const record = `key-value-stores/${store.id}/records/${key}`;
await send('PUT', record, archive, 'application/gzip');
const signature = createHmac('sha256', store.urlSigningSecretKey).update(key).digest('hex').slice(0, 30);
const tarballUrl = `${baseUrl}/v2/${record}?signature=${signature}`;
const body = { versionNumber: version, buildTag, sourceType: 'TARBALL', tarballUrl };
await send('POST', `acts/${actorId}/versions/${version}`, JSON.stringify(body), 'application/json');

async function send(method, path, body, type) {
  const response = await fetch(`${baseUrl}/v2/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'content-type': type }) },
    body,
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}
