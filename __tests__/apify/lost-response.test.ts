import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { LostResponseError } from '../../src/apify/api-error.ts';
import { lostResponse } from '../../src/apify/lost-response.ts';
import { connect, failureOf, listen, type Peer, serve } from '../support/peer.ts';

const user = '{"data":{"username":"janedoe"}}';

describe('the reason for a missing response', () => {
  test.each<[string, object, string, string]>([
    ['DNS', { code: 'ENOTFOUND' }, 'the host name could not be resolved (DNS) (ENOTFOUND)', 'lost'],
    ['temporary DNS failure', { code: 'EAI_AGAIN' }, 'the host name could not be resolved (DNS) (EAI_AGAIN)', 'lost'],
    ['a connection that takes too long', { code: 'UND_ERR_CONNECT_TIMEOUT' }, 'the connection timed out', 'lost'],
    ['no route', { code: 'ENETUNREACH' }, 'the host could not be reached', 'lost'],
    ['a broken pipe', { code: 'EPIPE' }, 'the connection broke', 'lost'],
    [
      'an expired certificate',
      { code: 'CERT_HAS_EXPIRED' },
      'the TLS certificate is not valid at this time',
      'not-sent',
    ],
    ['a company certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'the TLS certificate is not trusted', 'not-sent'],
    [
      'an incomplete certificate chain',
      { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
      'the TLS certificate is not trusted',
      'not-sent',
    ],
    [
      'a TLS record that is broken',
      { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' },
      'the TLS connection broke',
      'lost',
    ],
    [
      'an old TLS version',
      { code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' },
      'a TLS connection could not be established',
      'not-sent',
    ],
    [
      'a failure of all addresses',
      { errors: [{ code: 'X' }, { code: 'ECONNREFUSED' }] },
      'the connection was refused',
      'lost',
    ],
    ['a nested cause', { cause: { cause: { cause: { code: 'ECONNRESET' } } } }, 'the connection broke', 'lost'],
    ['an unknown reason', { message: 'fetch failed', cause: { message: 'who knows' } }, 'who knows', 'lost'],
    ['an empty message', { message: 'fetch failed', cause: { message: '' } }, 'the connection failed', 'lost'],
  ])('%s', (_, error, words, outcome) => {
    const failure = lostResponse({ request: 'GET /x', attempts: 2 }, error);
    expect(failure.message).toContain(`No response to GET /x: ${words}`);
    expect(failure).toMatchObject({ outcome, attempts: 2, hint: expect.stringMatching(/^[A-Z].{20,}\.$/) });
  });

  test('a cause that is its own cause', () => {
    const error: { cause?: unknown } = {};
    error.cause = error;
    expect(lostResponse({ request: 'GET /x', attempts: 1 }, error).message).toBe(
      'No response to GET /x: the connection failed',
    );
  });

  const tls = path.resolve(import.meta.dirname, '../fixtures/tls');
  const certificate = {
    key: readFileSync(path.join(tls, 'localhost.key')),
    cert: readFileSync(path.join(tls, 'localhost.crt')),
  };
  const answer: RequestListener = (_, response) => void response.end(user);
  const limits = { maxAttempts: 2 };

  test.each<[string, () => Promise<Peer>, (url: string) => string, string, number]>([
    [
      'a port that fetch blocks',
      () => serve(answer),
      () => 'http://127.0.0.1:9',
      'the port is reserved for another service',
      1,
    ],
    [
      'a certificate that is not trusted',
      () => listen(createTlsServer(certificate, answer), 'https'),
      (url) => url,
      'NODE_EXTRA_CA_CERTS',
      1,
    ],
    [
      'https to an http server',
      () => serve(answer),
      (url) => url.replace('http', 'https'),
      'a TLS connection could not be established',
      1,
    ],
    ['http to an https server', () => listen(createTlsServer(certificate, answer)), (url) => url, '', 2],
    [
      'another protocol',
      () => listen(createTcpServer((socket) => void socket.end('SSH-2.0\r\n'))),
      (url) => url,
      'is not valid HTTP',
      2,
    ],
    [
      'a connection that is closed',
      () => listen(createTcpServer((socket) => socket.destroy())),
      (url) => url,
      'the connection broke',
      2,
    ],
  ])('%s', async (_, start, urlOf, words, attempts) => {
    await using peer = await start();
    const failure = await failureOf(connect(urlOf(peer.url), { limits }).getUser());
    expect(failure).toMatchObject({ name: 'ActionError', attempts });
    expect(`${failure.message}. ${(failure as LostResponseError).hint}`).toContain(words);
  });

  test('a closed port', async () => {
    const peer = await serve(answer);
    await peer[Symbol.asyncDispose]();
    const failure = await failureOf(connect(peer.url, { limits }).getUser());
    expect(failure.message).toBe('No response to GET /v2/users/me: the connection was refused (ECONNREFUSED)');
    expect(failure).toMatchObject({ attempts: 2 });
  });
});
