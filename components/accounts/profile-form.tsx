'use client'

import { useFormAction } from '@/components/actions/use-form-action'
import { FormProblem } from '@/components/forms/form-problem'
import { FormSuccess } from '@/components/forms/form-success'
import { useFirstError } from '@/components/forms/use-first-error'
import { RadioGroup } from '@/components/ui/choice'
import { SelectField, TextAreaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { updateProfileAction } from '@/lib/accounts/actions'
import { bioMaxLength, type Gender, genderLabels, genders, type Visibility } from '@/lib/accounts/rules'
import { errorOf, typedIn } from '@/lib/form-state'

const genderOptions = genders.map((value) => ({ value, label: genderLabels[value] }))

const visibilityOptions: { value: Visibility; label: string; description: string }[] = [
  { value: 'public', label: 'Everyone', description: 'Anyone with the address.' },
  { value: 'members', label: 'Members', description: 'People who are logged in.' },
  { value: 'private', label: 'Only me', description: 'Others can’t see it at all.' },
]

type Profile = { bio: string; gender: Gender; timeZone: string; visibility: Visibility }

export function ProfileForm({ profile, timeZones }: { profile: Profile; timeZones: readonly string[] }) {
  const [state, submit] = useFormAction(updateProfileAction)
  const form = useFirstError(state)
  return (
    <form ref={form} action={submit} noValidate className="grid gap-5">
      <FormProblem state={state} />
      <FormSuccess state={state}>Saved.</FormSuccess>
      <TextAreaField
        label="Bio"
        name="bio"
        rows={4}
        description={`What are you studying? At most ${bioMaxLength} characters.`}
        defaultValue={typedIn(state, 'bio', profile.bio)}
        error={errorOf(state, 'bio')}
      />
      <SelectField
        label="Gender"
        name="gender"
        autoComplete="sex"
        description="Nobody else sees it."
        options={genderOptions}
        defaultValue={typedIn(state, 'gender', profile.gender)}
        error={errorOf(state, 'gender')}
      />
      <SelectField
        label="Time zone"
        name="timeZone"
        description="Decides when your study day begins. Days already studied stay as they are."
        options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        defaultValue={typedIn(state, 'timeZone', profile.timeZone)}
        error={errorOf(state, 'timeZone')}
      />
      <RadioGroup
        legend="Who sees your profile"
        name="visibility"
        options={visibilityOptions}
        defaultValue={typedIn(state, 'visibility', profile.visibility)}
        error={errorOf(state, 'visibility')}
      />
      <div>
        <SubmitButton>Save profile</SubmitButton>
      </div>
    </form>
  )
}
