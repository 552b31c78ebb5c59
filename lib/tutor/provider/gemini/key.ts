/** What must hold of the key. */
import { ProviderUnavailable } from '../unavailable'

/**
 * Can the key travel in the header in which it is sent?
 * @throws ProviderUnavailable when it cannot. Its cause is our own: the error of `Headers` repeats the value.
 */
export function requireSendableKey(key: string): void {
  try {
    new Headers({ 'x-goog-api-key': key })
  } catch (_) {
    throw new ProviderUnavailable('broken', new Error('GEMINI_API_KEY has characters that no HTTP header can carry'))
  }
}
