'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormMessage } from '@/components/ui/callout'
import { RadioGroup } from '@/components/ui/choice'
import { TextField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { errorOf, typedIn } from '@/lib/form-state'
import { setLeaderboardAction } from '@/lib/leaderboard/actions'

type Visibility = 'shown' | 'alias' | 'hidden'

/** How the viewer stands on leaderboards: by name, by alias, or not at all. */
export function LeaderboardVisibility({ visibility, alias }: { visibility: Visibility; alias: string }) {
  const [state, action] = useFormAction(setLeaderboardAction)
  return (
    <form action={action} className="grid gap-4">
      <RadioGroup
        legend="How you appear"
        name="visibility"
        // Not controlled: React resets a form after its action, and a controlled radio would then show one and send another.
        defaultValue={typedIn(state, 'visibility', visibility)}
        error={errorOf(state, 'visibility')}
        options={[
          { value: 'shown', label: 'By name', description: 'Your username and picture.' },
          { value: 'alias', label: 'By alias', description: 'A name that doesn’t lead to you.' },
          { value: 'hidden', label: 'Not at all', description: 'You still see your own minutes.' },
        ]}
      />
      <TextField
        label="Alias"
        name="alias"
        description="Shown on the leaderboard instead of your name."
        defaultValue={typedIn(state, 'alias', alias)}
        error={errorOf(state, 'alias')}
        autoComplete="off"
        className="max-w-sm"
      />
      {state.status === 'error' && Object.keys(state.fields).length === 0 ? (
        <FormMessage>{state.message}</FormMessage>
      ) : null}
      {state.status === 'done' ? <FormMessage tone="success">Saved.</FormMessage> : null}
      <SubmitButton variant="secondary" className="w-fit">
        Save
      </SubmitButton>
    </form>
  )
}
