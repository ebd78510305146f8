// Reads the input and stores the output with the HTTP API of the platform, without dependencies.
const { APIFY_API_PUBLIC_BASE_URL: api, APIFY_TOKEN: token, GREETING = 'Hello' } = process.env;
const store = `${api}/v2/key-value-stores/${process.env.ACTOR_DEFAULT_KEY_VALUE_STORE_ID}/records`;
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

const answer = await fetch(`${store}/INPUT`, { headers });
const { name = 'world' } = answer.ok ? await answer.json() : {};

const greeting = `${GREETING}, ${name}!`;
console.log(greeting);
const dataset = `${api}/v2/datasets/${process.env.ACTOR_DEFAULT_DATASET_ID}/items`;
await fetch(dataset, { method: 'POST', headers, body: JSON.stringify({ greeting }) });
