import { createHmac } from 'node:crypto';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Returns the signature that replaces a token in the URL of a record: the first 30 hexadecimal digits of the
 * HMAC-SHA256 of the record's key, as a base 62 number. https://docs.apify.com/platform/storage/key-value-store#sharing
 */
export function signatureOf(urlSigningSecretKey: string, recordKey: string): string {
  const hex = createHmac('sha256', urlSigningSecretKey).update(recordKey).digest('hex').slice(0, 30);
  const digits: string[] = [];
  for (let rest = BigInt(`0x${hex}`); rest > 0n; rest /= 62n) digits.unshift(DIGITS.charAt(Number(rest % 62n)));
  return digits.join('') || '0';
}
