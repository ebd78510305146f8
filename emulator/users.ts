import { type Answer, data } from './answer.ts';
import type { Call } from './call.ts';

/** https://docs.apify.com/api/v2/users-me-get */
export function getMe({ platform, organizationOwnerUserId }: Call): Answer {
  const { userId: id, username } = platform;
  return data(200, {
    id,
    username,
    profile: { name: username },
    email: `${username}@example.com`,
    proxy: { password: 'emulator', groups: [] },
    plan: { id: 'FREE', description: 'Free', isEnabled: true, monthlyBasePriceUsd: 0, monthlyUsageCreditsUsd: 5 },
    effectivePlatformFeatures: {},
    createdAt: '2022-11-29T14:48:29.381Z',
    isPaying: false,
    organizationOwnerUserId,
  });
}
