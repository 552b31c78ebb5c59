/** Leaves a provider in peace that does not answer: whoever asks meanwhile hears so at once. Pure but for the clock. */
import { type FailureCode, failureOfCode, TutorFailure } from '../failures'
import type { Provider, ProviderEvent, ProviderRequest } from './provider'

/** So many outages in a row, within so long, and the provider is left in peace for so long. */
const breakerRules = { outages: 5, withinMs: 30_000, restMs: 30_000 } as const

type Attempt = {
  /** Words came. */
  answered(): void
  /** The whole answer came. */
  succeeded(): void
  failed(code: FailureCode): void
  /** In the end, however it ended. */
  over(): void
}

/**
 * Counts outages. After a rest one attempt is let through; it alone decides whether the rest is over.
 * @param now the instant in milliseconds
 */
export class Breaker {
  private outages: number[] = []
  private restsUntil: number | null = null
  private isTrying = false

  constructor(private readonly now: () => number) {}

  /** @throws TutorFailure `busy`, with the seconds that are left, while the provider is left in peace */
  begin(): Attempt {
    const isTrial = this.restsUntil !== null
    if (isTrial) this.beginTrial()
    return {
      answered: () => isTrial && this.recover(),
      succeeded: () => this.restsUntil === null && this.recover(),
      failed: (code) => {
        if (failureOfCode(code).isOutage) this.countOutage(isTrial && this.restsUntil !== null)
        else if (isTrial) this.recover()
      },
      over: () => {
        if (isTrial) this.isTrying = false
      },
    }
  }

  private beginTrial(): void {
    const restMs = (this.restsUntil ?? 0) - this.now()
    if (restMs > 0 || this.isTrying)
      throw new TutorFailure('busy', { retryAfterS: Math.max(1, Math.ceil(restMs / 1_000)) })
    this.isTrying = true
  }

  private recover(): void {
    this.outages = []
    this.restsUntil = null
  }

  private countOutage(wasTrial: boolean): void {
    const now = this.now()
    this.outages = [...this.outages.filter((at) => now - at < breakerRules.withinMs), now]
    if (!wasTrial && this.outages.length < breakerRules.outages) return
    this.outages = []
    this.restsUntil = now + breakerRules.restMs
  }
}

/** The provider behind a breaker. What is given up says nothing about it. */
export function withBreaker(provider: Provider, breaker: Breaker): Provider {
  async function* stream(request: ProviderRequest, signal: AbortSignal): AsyncGenerator<ProviderEvent> {
    const attempt = breaker.begin()
    try {
      for await (const event of provider.stream(request, signal)) {
        if (event.kind === 'text') attempt.answered()
        if (event.kind === 'end') attempt.succeeded()
        yield event
      }
    } catch (error) {
      if (error instanceof TutorFailure && !signal.aborted) attempt.failed(error.code)
      throw error
    } finally {
      attempt.over()
    }
  }
  return { stream }
}
