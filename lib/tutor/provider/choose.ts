import 'server-only'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { TutorFailure } from '../failures'
import { Breaker, withBreaker } from './breaker'
import { makeProvider } from './make'
import type { Provider, ProviderEvent, ProviderRequest } from './provider'
import { ProviderUnavailable } from './unavailable'

/** Made once. Pages and routes of one process each have their own: errors are told by their class, and they have one each, too. */
let chosen: Provider | ProviderUnavailable | undefined

/**
 * The provider of this process, behind its breaker.
 * @throws ProviderUnavailable: "API not configured" or "Initialization failed", as its `readiness` says
 */
export function getProvider(): Provider {
  chosen ??= chooseProvider()
  if (chosen instanceof ProviderUnavailable) throw chosen
  return chosen
}

/** Is there a provider to ask? Asks nobody. */
export function providerReadiness(): 'ready' | ProviderUnavailable['readiness'] {
  chosen ??= chooseProvider()
  return chosen instanceof ProviderUnavailable ? chosen.readiness : 'ready'
}

function chooseProvider(): Provider | ProviderUnavailable {
  try {
    const settings = env().tutor
    const provider = makeProvider(settings)
    // The failures of tests are no outages of anybody's.
    if (settings.via === 'scripted') return provider
    return withBreaker(rememberingBroken(provider), new Breaker(Date.now))
  } catch (error) {
    if (!(error instanceof ProviderUnavailable)) throw error
    if (error.readiness === 'broken') log.error('tutor.provider', { error })
    return error
  }
}

/** A client that turns out to be broken with the first question: that one fails, and from then on everybody sees it before. */
function rememberingBroken(provider: Provider): Provider {
  async function* stream(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    try {
      yield* provider.stream(request, signal)
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error
      log.error('tutor.provider', { error })
      chosen = error
      throw new TutorFailure('provider', { cause: error })
    }
  }
  return { stream }
}
