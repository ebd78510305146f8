import { type ApiResponse, data } from './api-response.ts';
import type { Call } from './call.ts';

const FEATURES = [
  'ACTORS',
  'STORAGE',
  'SCHEDULER',
  'PROXY',
  'PROXY_EXTERNAL_ACCESS',
  'PROXY_RESIDENTIAL',
  'PROXY_SERPS',
  'WEBHOOKS',
  'ACTORS_PUBLIC_ALL',
  'ACTORS_PUBLIC_DEVELOPER',
];

const FEATURE = {
  isEnabled: true,
  disabledReason: null,
  disabledReasonType: null,
  isTrial: false,
  trialExpirationAt: null,
};

export function getMe({ platform, organizationOwnerUserId }: Call): ApiResponse {
  const { userId: id, username } = platform;
  return data(200, {
    id,
    username,
    profile: { name: username },
    email: `${username}@example.com`,
    proxy: { password: 'emulator', groups: [] },
    plan: {
      id: 'FREE',
      description: 'Free',
      isEnabled: true,
      monthlyBasePriceUsd: 0,
      monthlyUsageCreditsUsd: 5,
      availableProxyGroups: {},
    },
    effectivePlatformFeatures: Object.fromEntries(FEATURES.map((name) => [name, FEATURE])),
    createdAt: '2022-11-29T14:48:29.381Z',
    isPaying: false,
    organizationOwnerUserId,
  });
}
