import type { Causes } from '../troubleshooting.ts';

const tls = 'Something between the runner and the API, such as a proxy, interfered with the encrypted connection.';
const network = 'The network of the runner, a firewall or a proxy closed or blocked the connection.';
const notTheApi = 'A proxy or another server answered instead of the API, or changed the response.';
const busy = {
  cause: 'There were too many requests, or Apify is overloaded, and the wait is longer than the action can wait.',
  fix: 'Run the job again after that time.',
};

export const causes: Causes = {
  'Unexpected error: …': {
    cause: 'This is a bug in the action.',
    fix: 'Report it, with the log of a run with debug logging.',
  },
  'No response to … within …': {
    cause: 'The API, a proxy or the network is too slow, or stopped sending data.',
    fix: 'See https://status.apify.com, then run the job again.',
  },
  'No response to …: the server sent a redirect, which the action does not follow': {
    cause: 'The server in `api-base-url` moved to another address. A redirect could send the token to another server.',
    fix: 'Set `api-base-url` to the address of the API itself, or remove it.',
  },
  'No response to …: the host name could not be resolved (DNS)':
    'The runner has no DNS server, the name in `api-base-url` is misspelled, or only a proxy has internet access.',
  'No response to …: the connection was refused':
    'No server is listening on this address and port, or a firewall rejects the connection.',
  'No response to …: the proxy requires a user name and password':
    'The URL of the proxy contains no user name and password, or wrong ones.',
  'No response to …: the proxy could not make the connection':
    'The proxy is overloaded, or has no connection to the API itself.',
  'No response to …: the proxy refused the connection': 'The rules of the proxy do not allow the host of the API.',
  'No response to …: the proxy closed the connection': 'The proxy failed or restarted, or the server is not a proxy.',
  'No response to …: the TLS certificate is not valid at this time':
    "The certificate has expired, or the runner's clock is wrong.",
  'No response to …: the TLS certificate belongs to another host':
    'The address in `api-base-url` is wrong, or a proxy answers with its own certificate.',
  'No response to …: the TLS certificate is not trusted':
    "A company's proxy or server signs certificates with its own authority, which the runner does not know.",
  'No response to …: a TLS connection could not be established':
    'The server or port in `api-base-url` does not use https, or only old versions of TLS.',
  'No response to …: the TLS connection broke': tls,
  'No response to …: the port is reserved for another service':
    'Node does not send requests to ports of services such as mail.',
  'No response to …: the connection broke': network,
  'No response to …: the host could not be reached':
    'The runner has no route to the server, for example without internet access.',
  'No response to …: the connection timed out': 'A firewall drops the requests of the runner, or the server is down.',
  'No response to …: the response is not valid HTTP':
    'The server or port in `api-base-url` belongs to another service, or a proxy changed the response.',
  'No response to …: the response could not be decompressed': 'A proxy changed or truncated the response.',
  'No response to …: …': 'The connection failed for another reason, which is at the end of the message.',
  'No response to …: the connection failed': network,
  '… could not be uploaded: …': 'Another process deleted or changed the archive in the temporary folder.',
  'The response to … could not be used: it is longer than … MiB': notTheApi,
  'The response to … could not be used: its JSON has more than 100 levels': notTheApi,
  'The response to … could not be used: it does not have the documented form (…)': notTheApi,
  'The response to … could not be used: it is longer than … KiB': notTheApi,
  'The response to … could not be read: it is …': notTheApi,
  '…. The API asked to retry after … seconds (…)': busy,
  '…. The API asked to retry after … seconds': busy,
};
