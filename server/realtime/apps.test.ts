import { describe, expect, it } from 'vitest'
import { parseApps } from './apps'
import { allWebhookNames } from './webhook-event'

const oneApp = { id: 1, key: 'k', secret: 's' }
const config = (...apps: object[]) => JSON.stringify({ apps })

describe('parseApps', () => {
  it('fills in what is not said', () => {
    expect(parseApps(config(oneApp))).toEqual([
      {
        id: '1',
        key: 'k',
        secret: 's',
        enabled: true,
        clientEvents: true,
        subscriptionCount: false,
        maxConnections: 0,
        allowedOrigins: [],
        webhooks: [],
      },
    ])
  })

  it('takes origins as people copy them', () => {
    const [app] = parseApps(config({ ...oneApp, allowedOrigins: [' https://CAFE.example/', ''] }))
    expect(app?.allowedOrigins).toEqual(['https://cafe.example'])
  })

  it('reads the client events that are allowed, with or without data', () => {
    const clientEventsOf = (clientEvents: unknown) => parseApps(config({ ...oneApp, clientEvents }))[0]?.clientEvents
    expect(clientEventsOf(false)).toBe(false)
    expect(clientEventsOf(['client-move', ' client-typing:empty '])).toEqual([
      { name: 'client-move', isEmpty: false },
      { name: 'client-typing', isEmpty: true },
    ])
    expect(clientEventsOf([])).toEqual([])
  })

  it('reads webhooks, all events unless some are named', () => {
    const webhooks = [{ url: 'https://a.example/hook' }, { url: 'http://b', events: ['member_removed'] }]
    const [app] = parseApps(config({ ...oneApp, webhooks }))
    expect(app?.webhooks).toEqual([
      { url: 'https://a.example/hook', events: [...allWebhookNames] },
      { url: 'http://b', events: ['member_removed'] },
    ])
  })

  it.each([
    ['not JSON', '{', /JSON/],
    ['no apps', '{}', /at least one app/],
    ['an empty list', config(), /at least one app/],
    ['a missing secret', config({ id: '1', key: 'k' }), /apps\[0\]\.secret/],
    ['an id for a path', config({ ...oneApp, id: 'a/b' }), /apps\[0\]\.id/],
    ['a key for a path', config({ ...oneApp, key: 'a b' }), /apps\[0\]\.key/],
    ['a misspelt field', config({ ...oneApp, clientEvent: true }), /unknown field "clientEvent"/],
    ['a text for a switch', config({ ...oneApp, enabled: 'no' }), /apps\[0\]\.enabled/],
    ['a client event without its prefix', config({ ...oneApp, clientEvents: ['typing'] }), /clientEvents has "typing"/],
    ['a client event with a wrong end', config({ ...oneApp, clientEvents: ['client-a:full'] }), /clientEvents has/],
    ['a client event that is no text', config({ ...oneApp, clientEvents: [5] }), /apps\[0\]\.clientEvents/],
    ['a negative quota', config({ ...oneApp, maxConnections: -1 }), /apps\[0\]\.maxConnections/],
    ['a wrong address', config({ ...oneApp, webhooks: [{ url: 'ftp://a' }] }), /apps\[0\]\.webhooks\[0\]\.url/],
    ['an unknown event', config({ ...oneApp, webhooks: [{ url: 'http://a', events: ['x'] }] }), /unknown name "x"/],
    ['the same key twice', config(oneApp, { ...oneApp, id: '2' }), /two apps have the key "k"/],
    ['the same id twice', config(oneApp, { ...oneApp, key: 'l' }), /two apps have the id "1"/],
  ])('names the mistake: %s', (_, text, message) => expect(() => parseApps(text)).toThrow(message))
})
