import { notFound } from './api-failure.ts';
import { type ApiResponse, data, json } from './api-response.ts';
import { type Call, flag, param, wholeNumber } from './call.ts';
import { isoDate, type StoredDataset } from './platform.ts';

/** Returns a dataset. Its `itemCount` lags behind the items. https://docs.apify.com/api/v2/dataset-get */
export function getDataset(call: Call): ApiResponse {
  const { id, createdAt, itemCount } = datasetOf(call);
  const { platform, url } = call;
  return data(200, {
    id,
    name: null,
    userId: platform.userId,
    createdAt: isoDate(createdAt),
    modifiedAt: isoDate(createdAt),
    accessedAt: isoDate(platform.now()),
    itemCount,
    cleanItemCount: itemCount,
    consoleUrl: `https://console.apify.com/storage/datasets/${id}`,
    itemsPublicUrl: `${url}/v2/datasets/${id}/items`,
  });
}

/** Returns the items, always as JSON. https://docs.apify.com/api/v2/dataset-items-get */
export function listItems(call: Call): ApiResponse {
  const { items } = datasetOf(call);
  const offset = wholeNumber(call, 'offset', { min: 0, otherwise: 0 });
  const limit = wholeNumber(call, 'limit', { min: 0, otherwise: 0 }) || items.length;
  const page = (flag(call, 'desc') ? items.toReversed() : items).slice(offset, offset + limit);
  const pagination = { total: items.length, offset, count: page.length, limit };
  const headers = Object.entries(pagination).map(([name, value]) => [`x-apify-pagination-${name}`, `${value}`]);
  return json(200, page, Object.fromEntries(headers));
}

function datasetOf(call: Call): StoredDataset {
  const dataset = call.platform.findDataset(param(call, 'datasetId'));
  if (dataset === undefined) throw notFound('Dataset');
  return dataset;
}
