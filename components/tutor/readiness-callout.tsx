import { Callout } from '@/components/ui/callout'
import { keyAddress } from '@/lib/tutor/rules'
import type { TutorReadiness } from '@/lib/tutor/views'

/**
 * Why the tutor cannot answer, and what to do about it; nothing while it can.
 * @param isAlert somebody has just asked in vain: it is read out
 */
export function ReadinessCallout({ readiness, isAlert }: { readiness: TutorReadiness; isAlert: boolean }) {
  const role = isAlert ? 'alert' : undefined
  if (readiness === 'no-key')
    return (
      <Callout
        key={String(isAlert)}
        role={role}
        tone="warning"
        title="API not configured"
        action={
          <a href={keyAddress} target="_blank" rel="noopener noreferrer" className="font-medium text-accent underline">
            Get a key at Google AI Studio
          </a>
        }
      >
        The tutor is not open here yet: whoever runs this site has to give it a key for Google’s Gemini, as{' '}
        <code>GEMINI_API_KEY</code>.
      </Callout>
    )
  if (readiness === 'broken')
    return (
      <Callout key={String(isAlert)} role={role} tone="danger" title="Initialization failed">
        The tutor could not be started. Whoever runs this site finds the reason in its log.
      </Callout>
    )
  if (readiness === 'resting')
    return (
      <Callout role={role} title="The tutor is resting">
        Today’s questions of this whole site are used up. Come back tomorrow; your conversations are all here.
      </Callout>
    )
  return null
}
