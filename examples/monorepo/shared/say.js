/** Stores what is said as the output of the run. */
export async function say(words) {
  const { APIFY_API_PUBLIC_BASE_URL: api, APIFY_TOKEN: token, ACTOR_DEFAULT_KEY_VALUE_STORE_ID: store } = process.env;
  console.log(words);
  await fetch(`${api}/v2/key-value-stores/${store}/records/OUTPUT`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ words }),
  });
}
