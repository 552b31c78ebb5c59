/** Which provider the settings ask for. */
import type { TutorEnv } from '@/lib/env'
import { generativeAi } from './generative-ai'
import type { Provider } from './provider'
import { rest } from './rest'
import { scripted } from './scripted'
import { ProviderUnavailable } from './unavailable'

/** @throws ProviderUnavailable without a key, or when no client can be made with it */
export function makeProvider({ via, apiKey, model, baseUrl }: TutorEnv): Provider {
  if (via === 'scripted') return scripted()
  if (apiKey === null) throw new ProviderUnavailable('no-key')
  const make = via === 'gemini-rest' ? rest : generativeAi
  return make({ apiKey, model, baseUrl })
}
