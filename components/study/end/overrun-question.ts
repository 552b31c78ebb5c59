/** How an overrun is asked about. Pure. */
import type { Phase, RunningSession } from '@/lib/study/session/rules'

type Seen = { running: Pick<RunningSession, 'id'> | null; phase: Phase }

/**
 * What stands on the page about a session whose end nobody saw: the question, or, while that very session has been put
 * off (`putOffId`), the way back to it. The next one is asked about anew.
 */
export function overrunView({ running, phase }: Seen, putOffId: string | null): 'nothing' | 'question' | 'put-off' {
  if (phase !== 'overrun' || !running) return 'nothing'
  return running.id === putOffId ? 'put-off' : 'question'
}
