const messages = { 'no-key': 'API not configured', broken: 'Initialization failed' } as const

/**
 * There is no provider to ask at all. `no-key`: nobody has set one; `broken`: the client cannot be made, as with a key
 * that no HTTP header can carry. The message is the headline that people see.
 */
export class ProviderUnavailable extends Error {
  constructor(
    readonly readiness: keyof typeof messages,
    /** For the log; never the key. */
    cause?: unknown,
  ) {
    super(messages[readiness], { cause })
    this.name = 'ProviderUnavailable'
  }
}
