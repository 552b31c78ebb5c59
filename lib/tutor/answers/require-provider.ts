import 'server-only'
import { AppError } from '@/lib/errors'
import { getProvider } from '../provider/choose'
import type { Provider } from '../provider/provider'
import { ProviderUnavailable } from '../provider/unavailable'

/** What a student reads after the headline; `unavailable.ts` has the headlines. */
const hints: Record<ProviderUnavailable['readiness'], string> = {
  'no-key': 'The tutor needs a key of Google AI Studio, which whoever runs this site sets as GEMINI_API_KEY.',
  broken: 'The tutor’s key or model cannot be used. Whoever runs this site has to look at it.',
}

/**
 * The provider of this process, for somebody who asks.
 * @throws AppError `not-configured`: "API not configured", "Initialization failed"
 */
export function requireProvider(): Provider {
  try {
    return getProvider()
  } catch (cause) {
    if (!(cause instanceof ProviderUnavailable)) throw cause
    throw new AppError('not-configured', `${cause.message}. ${hints[cause.readiness]}`, { cause })
  }
}
