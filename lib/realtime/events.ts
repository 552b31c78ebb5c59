/**
 * What the transport itself says, on any channel. What a domain says on its channels stands in the domain: `events.ts` of
 * rooms and of study.
 */
export type TransportEvents = {
  /**
   * The channel goes on under this version; ask to be let in there. The only word on an old version, and heard by those
   * who were shut out too: a domain that adds to it says only what they know already.
   */
  'channel.moved': { version: number }
}
